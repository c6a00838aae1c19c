// The decider of a room's chat: posts, pins and removes comments.

import { accept, type ByPerson, type Decider, type Decision, invalid, reject } from '../decider.ts'
import { streamName } from '../event.ts'
import type { CommentId } from '../ids.ts'
import {
  admit,
  admitModerator,
  type CannotTakePart,
  isModerator,
  isSilenced,
  type RoomView,
} from '../room-view.ts'
import { parseText } from '../text.ts'
import type { ChatEvent } from './events.ts'
import { evolve, initial, type State } from './fold.ts'

export type ChatCommand =
  /** 1 to 1,000 characters after trimming. Markup is plain text. */
  | ByPerson<'PostComment', { commentId: CommentId; text: string }>
  | ByPerson<'PinComment', { commentId: CommentId }>
  | ByPerson<'UnpinComment', { commentId: CommentId }>
  | ByPerson<'RemoveComment', { commentId: CommentId }>

export type ChatRejection =
  | CannotTakePart
  | 'INVALID_INPUT'
  | 'SILENCED'
  | 'NOT_A_MODERATOR'
  | 'NO_SUCH_COMMENT'
  | 'COMMENT_EXISTS'
  | 'COMMENT_REMOVED'
  | 'TOO_MANY_PINNED'
  | 'NOT_YOUR_COMMENT'

/** The most comments that are pinned at a time, and the most characters of one comment. */
export const LIMITS = { pinned: 5, text: 1_000 }

/** The room: who is in it, who moderates, who is silenced. */
type Context = readonly [RoomView]

export const chatDecider: Decider<ChatCommand, ChatEvent, State, ChatRejection, Context> = {
  category: 'Chat',
  initial,
  evolve,
  needs: (_command, _state, id) => [streamName('Room', id)],
  // Nobody else posts under the same id, so what others write meanwhile makes no difference.
  commutes: command => command.type === 'PostComment',
  decide,
}

type Decided = Decision<ChatEvent, ChatRejection>

function decide(command: ChatCommand, state: State, [room]: Context): Decided {
  switch (command.type) {
    case 'PostComment':
      return post(command, state, room)
    case 'PinComment':
      return pin(command, state, room)
    case 'UnpinComment':
      return unpin(command, state, room)
    case 'RemoveComment':
      return remove(command, state, room)
  }
}

function post({ by, data }: Of<'PostComment'>, state: State, room: RoomView): Decided {
  const refusal = admit(room, by)
  if (refusal) return refusal
  const text = parseText(data.text, { min: 1, max: LIMITS.text })
  if (typeof text !== 'string') return invalid('text', text)

  const { commentId } = data
  const posted = state.comments.get(commentId)
  if (posted) {
    if (posted.author !== by) return reject('COMMENT_EXISTS')
    if (posted.text === null) return reject('COMMENT_REMOVED')
    return posted.text === text ? accept() : reject('COMMENT_EXISTS')
  }
  if (isSilenced(room, by)) return reject('SILENCED')
  return accept({ type: 'CommentPosted', data: { commentId, author: by, text } })
}

function pin({ by, data }: Of<'PinComment'>, state: State, room: RoomView): Decided {
  const refusal = admitModerator(room, by)
  if (refusal) return refusal
  const { commentId } = data
  const comment = state.comments.get(commentId)
  if (!comment) return reject('NO_SUCH_COMMENT')
  if (comment.text === null) return reject('COMMENT_REMOVED')
  if (state.pinned.has(commentId)) return accept()
  if (state.pinned.size >= LIMITS.pinned) return reject('TOO_MANY_PINNED', { limit: LIMITS.pinned })
  return accept({ type: 'CommentPinned', data: { commentId } })
}

function unpin({ by, data }: Of<'UnpinComment'>, state: State, room: RoomView): Decided {
  const refusal = admitModerator(room, by)
  if (refusal) return refusal
  const { commentId } = data
  if (!state.comments.has(commentId)) return reject('NO_SUCH_COMMENT')
  return state.pinned.has(commentId) ? accept({ type: 'CommentUnpinned', data: { commentId } }) : accept()
}

/** Authors may remove a comment even after they left or the room closed, because it stays readable in the history. */
function remove({ by, data }: Of<'RemoveComment'>, state: State, room: RoomView): Decided {
  const { commentId } = data
  const comment = state.comments.get(commentId)
  if (!comment) return reject('NO_SUCH_COMMENT')
  const role = comment.author === by ? 'author' : isModerator(room, by) ? 'moderator' : null
  if (!role) return reject('NOT_YOUR_COMMENT')
  if (comment.text === null) return accept()
  const removed: ChatEvent = { type: 'CommentRemoved', data: { commentId, by: role } }
  return state.pinned.has(commentId)
    ? accept<ChatEvent>({ type: 'CommentUnpinned', data: { commentId } }, removed)
    : accept(removed)
}

type Of<Type extends ChatCommand['type']> = Extract<ChatCommand, { type: Type }>
