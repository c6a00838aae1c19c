// Who may look into a room's history, and the note that an auditor did.

import { parseId, type RoomId } from '../../commands/ids.ts'
import { user } from '../../commands/user/decide.ts'
import type { InspectedBy } from '../../commands/user/events.ts'
import type { RoomDocument } from '../../projections/rooms.ts'
import { uuidV5 } from '../support/uuid.ts'
import { viewerOf } from './access.ts'
import type { Context, Viewer } from './context.ts'
import { refusal } from './faults.ts'
import type { RoomParent } from './parents.ts'
import { mayInspect, type Sight } from './policy.ts'

export type Inspected = {
  readonly roomId: RoomId
  readonly room: RoomParent
  readonly viewer: Viewer
  /** In which the viewer is shown its events. */
  readonly sight: Sight
}

/**
 * The room, where the viewer may look into its history; an auditor is shown nothing before it is in the log that they
 * looked. Throws `NO_SUCH_ROOM` where they may not, or there is none.
 */
export async function inspect(
  context: Context,
  id: string,
  how: InspectedBy,
  rule: (viewer: Viewer, room: RoomDocument) => boolean = mayInspect,
): Promise<Inspected> {
  const viewer = viewerOf(context)
  const roomId = parseId<RoomId>(id)
  const room = roomId && (await context.loaders.room.load(roomId))
  if (!room || !rule(viewer, room.document))
    throw refusal('NO_SUCH_ROOM', 'There is no such room into whose history you may look.')
  const auditor = viewer.scopes.has('AUDITOR')
  if (auditor) await note(context, viewer, roomId, how)
  return { roomId, room, viewer, sight: auditor ? 'record' : 'moderator' }
}

async function note(context: Context, viewer: Viewer, room: RoomId, how: InspectedBy): Promise<void> {
  const { gate, now } = context.services
  const by = viewer.userId
  const at = now()
  // The same within a millisecond: an operation that asks for several things at once is one.
  const commandId = uuidV5(by, `inspect/${room}/${how}/${at}`)
  const command = { type: 'InspectRoom', data: { room, how }, at, by, commandId } as const
  const outcome = await gate.submit(user, by, command as never, context.correlationId)
  if (!outcome.accepted) throw new Error(`an inspection was refused: ${outcome.rejection.code}`)
}
