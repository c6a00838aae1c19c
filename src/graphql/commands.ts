// Turns a mutation into a command, submits it to the gate, and turns the outcome into a payload.

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
import type { ApiContext } from './context.ts'
import { viewerOf } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { PayloadParent } from './parents.ts'
import { type AnyRejection, rejectionOf } from './rejections.ts'
import { isHidden } from './rooms-for-viewer.ts'
import type { Viewer } from './viewer.ts'

type AnyId = RoomId | UserId | CommentId | PollId | CommandId

/** What the translation of an input into a command can use. */
export type CommandInput = {
  readonly viewer: Viewer
  readonly context: ApiContext
  readonly commandId: CommandId
  /** Milliseconds since 1970. */
  readonly at: number
  /** Parses an id of the input. Throws `InputRejected` if it is not a UUID. */
  id<I extends AnyId>(field: string, text: string): I
  ids<I extends AnyId>(field: string, texts: readonly string[] | null | undefined): readonly I[]
  /** Parses an id that the client may choose. If absent, derives one that is the same for a retry. */
  newId<I extends AnyId>(field: string, text: string | null | undefined): I
}

/** A command with its decider and the id of its stream. */
export type RoutedCommand<C extends Command = Command> = {
  // biome-ignore lint/suspicious/noExplicitAny: the types that the gate infers from a decider do not matter here
  readonly decider: Decider<C, any, any, AnyRejection, any>
  readonly id: string
  readonly type: C['type']
  readonly data: C['data']
}

/** An input that is rejected before a command is submitted. */
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
 * Executes the mutation `name`: consumes one unit of the viewer's allowance, translates the input, submits the command, and
 * waits up to `mutationWaitMs` until queries show the change. A room that the viewer may not find rejects with `NO_SUCH_ROOM`
 * whatever its decider says, unless the command wrote events. Throws `UNAUTHENTICATED`, and what the gate throws.
 */
export async function send<I extends Input>(
  context: ApiContext,
  name: string,
  input: I,
  translate: (input: I, reader: CommandInput) => RoutedCommand | Promise<RoutedCommand>,
): Promise<PayloadParent> {
  const viewer = viewerOf(context)
  const { gate, time, reached, consumeAllowance } = context.services
  try {
    const retryAfterMs = consumeAllowance(viewer.userId, name)
    if (retryAfterMs > 0) throw new InputRejected('RATE_LIMITED', { retryAfterMs })
    const given = input.commandId == null ? null : idIn('commandId', input.commandId)
    const commandId = given
      ? commandIdOf(given, viewer.userId, name, input.roomId)
      : (time.uuid() as CommandId)
    const reader = inputReader(context, viewer, commandId, time.now())
    const { decider, id, type, data } = await translate(input, reader)
    const command: Command = { type, data, at: reader.at, by: viewer.userId, commandId }
    const outcome = await gate.submit(decider, id, command, context.correlationId)
    const said = outcome.accepted ? outcome.events.length : outcome.rejection.code
    const disguise = decider.category === 'User' ? null : disguiseOf(type, said)
    if (disguise && (await isHidden(context, id as RoomId))) return rejectedPayload({ code: disguise })
    if (!outcome.accepted) return rejectedPayload(outcome.rejection)
    const caughtUp = await reached(outcome.position)
    // The loaders cache documents from before the command.
    context.loaders = createLoaders(context.services, viewer)
    return { position: outcome.position, caughtUp, rejection: null }
  } catch (error) {
    if (error instanceof InputRejected) return rejectedPayload(error)
    throw error
  }
}

/**
 * What a room that the viewer may not find says instead of `said`: a rejection, or the number of events written. Null if
 * `said` shows nothing. Ids of rooms are unique, so an id that is taken stays taken for everybody who chooses it.
 */
function disguiseOf(type: string, said: AnyRejection | number): AnyRejection | null {
  if (type === 'OpenRoom' || type === 'ScheduleRoom')
    return said === 'ROOM_CLOSED' || said === 'ROOM_CANCELLED' ? 'ROOM_EXISTS' : null
  return typeof said === 'number' && said > 0 ? null : 'NO_SUCH_ROOM'
}

/**
 * Derives the id of a command from the client's `commandId`, the person, the mutation and the room. The same `commandId` of
 * another person, in another mutation or in another room is therefore another command. Otherwise it would be answered as
 * already done, and the id of a poll, which is derived from it, would exist in two rooms.
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

function rejectedPayload({
  code,
  details,
}: Parameters<typeof rejectionOf>[0] | InputRejected): PayloadParent {
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
