// From a mutation to a command, through the gate, to an answer.

import type { Command, Decider } from '../../commands/decider.ts'
import {
  type CommandId,
  type CommentId,
  type PollId,
  parseId,
  type RoomId,
  type UserId,
} from '../../commands/ids.ts'
import { uuidV5 } from '../support/uuid.ts'
import { viewerOf } from './access.ts'
import type { ApiContext } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { PayloadParent } from './parents.ts'
import { type AnyRejection, rejectionOf } from './rejections.ts'
import type { Viewer } from './viewer.ts'

type AnyId = RoomId | UserId | CommentId | PollId | CommandId

/** What a translation may ask for besides its input. */
export type CommandInput = {
  readonly viewer: Viewer
  readonly context: ApiContext
  readonly commandId: CommandId
  /** Milliseconds since 1970. */
  readonly at: number
  /** An id of the input; refuses the mutation where it is none. */
  id<I extends AnyId>(field: string, text: string): I
  ids<I extends AnyId>(field: string, texts: readonly string[] | null | undefined): readonly I[]
  /** An id that the client may choose; where it did not, one that a retry derives again. */
  newId<I extends AnyId>(field: string, text: string | null | undefined): I
}

/** Which decider is asked, of which stream, to do what. */
export type RoutedCommand<C extends Command = Command> = {
  // biome-ignore lint/suspicious/noExplicitAny: what the gate infers of each decider is of no concern here
  readonly decider: Decider<C, any, any, AnyRejection, any>
  readonly id: string
  readonly type: C['type']
  readonly data: C['data']
}

/** An input that is refused before a decider is asked. */
export class InputRejected extends Error {
  readonly code: AnyRejection
  readonly details: Readonly<Record<string, string | number | boolean>> | undefined
  constructor(code: AnyRejection, details?: InputRejected['details']) {
    super(code)
    this.code = code
    this.details = details
  }
}

type Input = {
  readonly commandId?: string | null | undefined
  readonly roomId?: string | null | undefined
}

/**
 * Sends one command of the viewer: takes one from their allowance for the mutation `name`, translates, submits, and
 * waits (not for ever) until queries show it. Throws `UNAUTHENTICATED`, and what the gate throws.
 */
export async function send<I extends Input>(
  context: ApiContext,
  name: string,
  input: I,
  translate: (input: I, ask: CommandInput) => RoutedCommand | Promise<RoutedCommand>,
): Promise<PayloadParent> {
  const viewer = viewerOf(context)
  const { gate, time, reached, consumeAllowance: takeAllowance } = context.services
  try {
    const retryAfterMs = takeAllowance(viewer.userId, name)
    if (retryAfterMs > 0) throw new InputRejected('RATE_LIMITED', { retryAfterMs })
    const given = input.commandId == null ? null : idIn('commandId', input.commandId)
    const commandId = given
      ? commandIdOf(given, viewer.userId, name, input.roomId)
      : (time.uuid() as CommandId)
    const ask = inputReader(context, viewer, commandId, time.now())
    const { decider, id, type, data } = await translate(input, ask)
    const command: Command = { type, data, at: ask.at, by: viewer.userId, commandId }
    const outcome = await gate.submit(decider, id, command, context.correlationId)
    if (!outcome.accepted) return refusedWith(outcome.rejection)
    const caughtUp = await reached(outcome.position)
    // What was loaded before the command is old.
    context.loaders = createLoaders(context.services, viewer)
    return { position: outcome.position, caughtUp, rejection: null }
  } catch (error) {
    if (error instanceof InputRejected) return refusedWith(error)
    throw error
  }
}

/**
 * One person's id is never another's, and the same id in another mutation or another room is another command: that would
 * be answered as done, and the poll that is derived from it would be one poll in two rooms.
 */
export function commandIdOf(
  given: string,
  by: UserId,
  mutation: string,
  roomId: string | null | undefined,
): CommandId {
  const room = parseId<RoomId>(roomId ?? '')
  const command = uuidV5(uuidV5(by, given), mutation)
  return (room ? uuidV5(command, room) : command) as CommandId
}

function refusedWith({ code, details }: Parameters<typeof rejectionOf>[0] | InputRejected): PayloadParent {
  const rejection = rejectionOf(details ? { code, details } : { code })
  return { position: null, caughtUp: true, rejection }
}

function inputReader(context: ApiContext, viewer: Viewer, commandId: CommandId, at: number): CommandInput {
  return {
    context,
    viewer,
    commandId,
    at,
    id: idIn,
    ids: (field, texts) => (texts ?? []).map(text => idIn(field, text)),
    newId: (field, text) => (text == null ? (uuidV5(commandId, field) as never) : idIn(field, text)),
  }
}

function idIn<I extends AnyId>(field: string, text: string): I {
  const id = parseId<I>(text)
  if (!id) throw new InputRejected('INVALID_INPUT', { field, reason: 'is no UUID' })
  return id
}
