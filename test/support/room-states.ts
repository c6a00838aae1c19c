// Rooms in each phase, folded from events, for tests of what is judged against a room.

import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent, RoomSettings } from '../../commands/room/events.ts'
import { evolve, initial, type RoomState } from '../../commands/room/fold.ts'

/** The host, a moderator, two listeners, one whom moderators silenced, one who is not in the room. */
export const [STATE_HOST, MODERATOR, ANA, BEN, SILENT, OUTSIDER] = [
  'host',
  'moderator',
  'ana',
  'ben',
  'silent',
  'outsider',
] as unknown as [UserId, UserId, UserId, UserId, UserId, UserId]

const settings: RoomSettings = {
  title: 'A room',
  topic: null,
  visibility: 'open',
  capacity: null,
  handPolicy: 'open',
}

const scheduled: RoomEvent[] = [
  { type: 'RoomScheduled', data: { ...settings, host: STATE_HOST, startsAt: 1_000, invited: [] } },
]

const live: RoomEvent[] = [
  { type: 'RoomOpened', data: { ...settings, host: STATE_HOST, invited: [] } },
  ...[STATE_HOST, MODERATOR, ANA, BEN, SILENT].map(
    (participant): RoomEvent => ({ type: 'ParticipantJoined', data: { participant } }),
  ),
  { type: 'ModeratorAppointed', data: { participant: MODERATOR } },
  { type: 'ParticipantSilenced', data: { participant: SILENT } },
]

function room(...events: RoomEvent[]): RoomState {
  return events.reduce(evolve, initial)
}

export const NO_ROOM = room()
export const SCHEDULED = room(...scheduled)
export const CANCELLED = room(...scheduled, { type: 'RoomCancelled', data: {} })
export const LIVE = room(...live)
export const CLOSED = room(...live, { type: 'RoomClosed', data: { reason: 'host' } })

/** The live room after some of its people have left it. */
export function statesWithout(...people: UserId[]): RoomState {
  return room(
    ...live,
    ...people.map(
      (participant): RoomEvent => ({ type: 'ParticipantLeft', data: { participant, reason: 'left' } }),
    ),
  )
}

/** Each room in which nobody may act, or `OUTSIDER` may not, with the reason. */
export const CLOSED_DOORS = [
  ['no room', NO_ROOM, 'NO_SUCH_ROOM'],
  ['a scheduled room', SCHEDULED, 'ROOM_NOT_LIVE'],
  ['a cancelled room', CANCELLED, 'ROOM_CANCELLED'],
  ['a closed room', CLOSED, 'ROOM_CLOSED'],
  ['a room that one is not in', LIVE, 'NOT_IN_ROOM'],
] as const
