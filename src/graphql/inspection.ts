// Who may look into a room's history, and the note that an auditor did.

import { parseId, type RoomId, type UserId } from '../../commands/ids.ts'
import { userDecider } from '../../commands/user/decide.ts'
import type { InspectedBy } from '../../commands/user/events.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import { BoundedMap } from '../support/bounded-map.ts'
import { uuidV5 } from '../support/uuid.ts'
import { viewerOf } from './access.ts'
import type { ApiContext, RecordInspection } from './context.ts'
import { apiError } from './faults.ts'
import type { RoomParent } from './parents.ts'
import { mayInspect, type ViewLevel } from './policy.ts'
import type { Viewer } from './viewer.ts'

export type Inspected = {
  readonly roomId: RoomId
  readonly room: RoomParent
  readonly viewer: Viewer
  /** In which the viewer is shown its events. */
  readonly sight: ViewLevel
}

/**
 * The room, where the viewer may look into its history; an auditor is shown nothing before it is in the log that they
 * looked. Throws `NO_SUCH_ROOM` where they may not, or there is none.
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
    throw apiError('NO_SUCH_ROOM', 'There is no such room into whose history you may look.')
  const auditor = viewer.scopes.has('AUDITOR')
  if (auditor) await context.services.recordInspection(viewer, roomId, how, context.correlationId)
  return { roomId, room, viewer, sight: auditor ? 'record' : 'moderator' }
}

const HOUR = 3_600_000
/** Looks that are known to be in the log. */
const KNOWN = 10_000

export function createInspectionRecorder(
  gate: Pick<CommandGate, 'submit'>,
  now: () => number,
): RecordInspection {
  const noted = new BoundedMap<string, { readonly hour: number; readonly noting: Promise<void> }>(KNOWN)

  const submit = async (by: UserId, room: RoomId, how: InspectedBy, at: number, correlationId: string) => {
    const commandId = uuidV5(by, `inspect/${room}/${how}/${at}`)
    const command = { type: 'InspectRoom', data: { room, how }, at, by, commandId } as const
    const outcome = await gate.submit(userDecider, by, command as never, correlationId)
    if (!outcome.accepted) throw new Error(`an inspection was refused: ${outcome.rejection.code}`)
  }

  return ({ userId }, room, how, correlationId) => {
    const at = now()
    const hour = Math.floor(at / HOUR)
    const key = `${userId}/${room}/${how}`
    const known = noted.get(key)
    // Many fields of an operation look into one room at the same time.
    if (known?.hour === hour) return known.noting
    const noting = submit(userId, room, how, at, correlationId)
    noted.set(key, { hour, noting })
    noting.catch(() => noted.delete(key))
    return noting
  }
}
