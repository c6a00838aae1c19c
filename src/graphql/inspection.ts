// Checks access to a room's history, and records each access that a scope allows.

import { parseId, type RoomId, type UserId } from '../../commands/ids.ts'
import { userDecider } from '../../commands/user/decide.ts'
import type { InspectedBy } from '../../commands/user/events.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { BoundedMap } from '../support/bounded-map.ts'
import { uuidV5 } from '../support/uuid.ts'
import type { ApiContext, RecordInspection } from './context.ts'
import { viewerOf } from './context.ts'
import { apiError } from './faults.ts'
import type { RoomParent } from './parents.ts'
import { mayInspect, type ViewLevel } from './policy.ts'
import type { Viewer } from './viewer.ts'

export type Inspected = {
  readonly roomId: RoomId
  readonly room: RoomParent
  readonly viewer: Viewer
  /** How much of its events the viewer sees. */
  readonly viewLevel: ViewLevel
}

/**
 * The room, if the viewer may read its history. For an auditor or an analyst, resolves only once the access is in the log. Throws
 * `NO_SUCH_ROOM` if the room does not exist or `rule` denies the access.
 */
export async function inspect(
  context: ApiContext,
  id: string,
  how: InspectedBy,
  rule: (viewer: Viewer, room: RoomDocument) => boolean = mayInspect,
): Promise<Inspected> {
  const viewer = viewerOf(context)
  const roomId = parseId<RoomId>(id)
  const room = roomId && (await context.loaders.room.load(roomId))
  if (!room || !rule(viewer, room.document))
    throw apiError('NO_SUCH_ROOM', 'There is no such room, or you may not read its history.')
  const auditor = viewer.scopes.has('AUDITOR')
  // Whoever reads by a scope is recorded. Only the person a room belongs to reads its history as their own.
  if (room.document.ownerId !== viewer.userId)
    await context.services.recordInspection(viewer, roomId, how, context.correlationId)
  return { roomId, room, viewer, viewLevel: auditor ? 'record' : 'moderator' }
}

const HOUR = 3_600_000
/** Inspections of the current hour that are kept in memory, so that repeated ones skip the gate. */
const MAX_REMEMBERED = 10_000

export function createInspectionRecorder(
  gate: Pick<CommandGate, 'submit'>,
  now: () => number,
): RecordInspection {
  const recorded = new BoundedMap<string, { readonly hour: number; readonly recording: Promise<void> }>(
    MAX_REMEMBERED,
  )

  const submit = async (by: UserId, room: RoomId, how: InspectedBy, at: number, correlationId: string) => {
    const commandId = uuidV5(by, `inspect/${room}/${how}/${at}`)
    const command = { type: 'InspectRoom', data: { room, how }, at, by, commandId } as const
    const outcome = await gate.submit(userDecider, by, command as never, correlationId)
    if (!outcome.accepted) throw new Error(`inspection of room ${room} rejected: ${outcome.rejection.code}`)
  }

  return ({ userId }, room, how, correlationId) => {
    const at = now()
    const hour = Math.floor(at / HOUR)
    const key = `${userId}/${room}/${how}`
    const known = recorded.get(key)
    // Many fields of an operation access one room at the same time: they share one command.
    if (known?.hour === hour) return known.recording
    const recording = submit(userId, room, how, at, correlationId)
    recorded.set(key, { hour, recording })
    recording.catch(() => recorded.delete(key))
    return recording
  }
}
