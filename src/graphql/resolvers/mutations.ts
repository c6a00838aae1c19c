// Mutations. Those of rooms and of sound have files of their own.

import { type ChatCommand, chatDecider } from '../../../commands/chat/decide.ts'
import type { CommandId, CommentId, PollId, RoomId, UserId } from '../../../commands/ids.ts'
import { pollsDecider } from '../../../commands/polls/decide.ts'
import { reactionsDecider } from '../../../commands/reactions/decide.ts'
import { type UserCommand, userDecider } from '../../../commands/user/decide.ts'
import { type CommandInput, InputRejected, send } from '../commands.ts'
import type { ApiContext } from '../context.ts'
import { apiError } from '../faults.ts'
import type { CommentPayloadParent, PersonPayloadParent, PollPayloadParent } from '../parents.ts'
import { rejectionOf } from '../rejections.ts'
import type * as schema from '../schema.generated.ts'
import { roomMutations } from './room-mutations.ts'
import type { SoundMutation } from './sound.ts'

type Input = { readonly commandId?: string | null | undefined }

// People ------------------------------------------------------------------------------------------------------------

type UserData<T extends UserCommand['type']> = Extract<UserCommand, { type: T }>['data']

/** A command to the stream of a person, by default the viewer. `about` is the person that the payload shows. */
function person<T extends UserCommand['type'], I extends Input>(
  name: string,
  type: T,
  translate: (input: I, reader: CommandInput) => { data: UserData<T>; about: UserId; stream?: UserId },
) {
  return async (
    _root: unknown,
    { input }: { input: I },
    context: ApiContext,
  ): Promise<PersonPayloadParent> => {
    let personId: UserId | null = null
    const payload = await send(context, name, input, (_input, reader) => {
      const { data, about, stream = reader.viewer.userId } = translate(input, reader)
      personId = about
      return { decider: userDecider, id: stream, type, data }
    })
    return { ...payload, personId: payload.rejection ? null : personId }
  }
}

function towards<T extends 'Follow' | 'Unfollow' | 'Block' | 'Unblock'>(name: string, type: T) {
  return person(name, type, ({ personId }: Input & { readonly personId: string }, reader) => {
    const other = reader.id<UserId>('personId', personId)
    return { data: { person: other } as UserData<T>, about: other }
  })
}

// In a room ---------------------------------------------------------------------------------------------------------

// Clients cannot choose the id of a new comment or poll, because these ids are global: they could take one of another
// room. The id is derived from the command id, so that a retry yields the same one.

type CommentInput = Input & { readonly roomId: string; readonly commentId?: string | null | undefined }
type ChatData<T extends ChatCommand['type']> = Extract<ChatCommand, { type: T }>['data']

function comment<T extends ChatCommand['type'], I extends CommentInput>(
  name: string,
  type: T,
  translate: (input: I, commentId: CommentId) => ChatData<T>,
) {
  return async (
    _root: unknown,
    { input }: { input: I },
    context: ApiContext,
  ): Promise<CommentPayloadParent> => {
    let commentId: CommentId | null = null
    const payload = await send(context, name, input, (_input, reader) => {
      const id = reader.id<RoomId>('roomId', input.roomId)
      commentId = reader.newId<CommentId>('commentId', input.commentId)
      return { decider: chatDecider, id, type, data: translate(input, commentId) }
    })
    return { ...payload, commentId: payload.rejection ? null : commentId }
  }
}

const itself = (_input: CommentInput, commentId: CommentId) => ({ commentId })

type PollInput = Input & { readonly roomId: string; readonly pollId?: string | null | undefined }

function poll<I extends PollInput>(
  name: string,
  type: 'OpenPoll' | 'Vote' | 'ClosePoll',
  translate: (input: I) => object,
) {
  return async (_root: unknown, { input }: { input: I }, context: ApiContext): Promise<PollPayloadParent> => {
    let pollId: PollId | null = null
    const payload = await send(context, name, input, (_input, reader) => {
      const id = reader.id<RoomId>('roomId', input.roomId)
      pollId = reader.newId<PollId>('pollId', input.pollId)
      return { decider: pollsDecider, id, type, data: { pollId, ...translate(input) } }
    })
    return { ...payload, pollId: payload.rejection ? null : pollId }
  }
}

// All ---------------------------------------------------------------------------------------------------------------

export const Mutation = {
  signInForDevelopment,

  register: person('register', 'Register', ({ name, bio, avatarUrl }: schema.RegisterInput, reader) => ({
    data: { name, bio: bio ?? undefined, avatarUrl },
    about: reader.viewer.userId,
  })),
  changeProfile: person(
    'changeProfile',
    'ChangeProfile',
    ({ name, bio, avatarUrl }: schema.ChangeProfileInput, reader) => ({
      data: { name: name ?? undefined, bio: bio ?? undefined, avatarUrl },
      about: reader.viewer.userId,
    }),
  ),
  follow: towards('follow', 'Follow'),
  unfollow: towards('unfollow', 'Unfollow'),
  block: towards('block', 'Block'),
  unblock: towards('unblock', 'Unblock'),
  signOutEverywhere: person(
    'signOutEverywhere',
    'RevokeTokens',
    ({ personId }: schema.SignOutEverywhereInput, { viewer, at, ...reader }) => {
      const whom = personId == null ? viewer.userId : reader.id<UserId>('personId', personId)
      // The decider does not know scopes, so this is decided here.
      if (whom !== viewer.userId && !viewer.scopes.has('ADMIN')) throw new InputRejected('NOT_ALLOWED')
      return { data: { issuedBefore: at }, about: whom, stream: whom }
    },
  ),

  ...roomMutations,

  postComment: comment('postComment', 'PostComment', ({ text }: schema.PostCommentInput, commentId) => ({
    commentId,
    text,
  })),
  pinComment: comment('pinComment', 'PinComment', itself),
  unpinComment: comment('unpinComment', 'UnpinComment', itself),
  removeComment: comment('removeComment', 'RemoveComment', itself),
  react: (_root: unknown, { input }: { input: schema.ReactInput }, context: ApiContext) =>
    send(context, 'react', input, ({ roomId, emoji }, reader) => ({
      decider: reactionsDecider,
      id: reader.id<RoomId>('roomId', roomId),
      type: 'React',
      data: { emoji },
    })),
  openPoll: poll('openPoll', 'OpenPoll', (input: schema.OpenPollInput) => ({
    question: input.question,
    options: input.options,
    closesAt: input.closesAt ?? null,
    secret: input.secret ?? false,
  })),
  vote: poll('vote', 'Vote', ({ option }: schema.VoteInput) => ({ option })),
  closePoll: poll('closePoll', 'ClosePoll', () => ({})),
} satisfies Omit<Required<schema.MutationResolvers>, SoundMutation>

/** Creates a new person each time. Throws `NOT_AVAILABLE` if an identity provider is configured. */
async function signInForDevelopment(
  _root: unknown,
  { name, scopes }: schema.MutationSignInForDevelopmentArgs,
  { services, correlationId }: ApiContext,
) {
  const signIn = services.signInForDevelopment
  if (!signIn)
    throw apiError('NOT_AVAILABLE', 'Sign in at the identity provider: this server does not issue tokens.')
  const userId = services.time.uuid() as UserId
  const outcome = await services.gate.submit(
    userDecider,
    userId,
    {
      type: 'Register',
      data: { name },
      at: services.time.now(),
      by: userId,
      commandId: services.time.uuid() as CommandId,
    },
    correlationId,
  )
  if (!outcome.accepted) {
    const { code, message, details } = rejectionOf(outcome.rejection)
    throw apiError('BAD_USER_INPUT', message, { rejection: code, details })
  }
  await services.reached(outcome.position)
  const { token, expiresAt } = await signIn(userId, scopes ?? [])
  return { token, expiresAt, person: { id: userId } }
}
