// What the other voices of a room ask of the room itself. The folded state of a room is such a view.

import { type Rejection, reject } from './decider.ts'
import type { UserId } from './ids.ts'
import type { Live } from './room/fold.ts'

export type RoomView =
  | { readonly phase: 'none' | 'scheduled' | 'cancelled' | 'closed' }
  | Pick<Live, 'phase' | 'host' | 'participants' | 'moderators' | 'silenced'>

/** Why somebody cannot act in a room at all. */
export type NotHere = 'NO_SUCH_ROOM' | 'ROOM_NOT_LIVE' | 'ROOM_CANCELLED' | 'ROOM_CLOSED' | 'NOT_IN_ROOM'

/** Null where the person is in the room and the room is live; else the reason why they cannot take part. */
export function admit(room: RoomView, person: UserId): { rejected: Rejection<NotHere> } | null {
  switch (room.phase) {
    case 'none':
      return reject('NO_SUCH_ROOM')
    case 'scheduled':
      return reject('ROOM_NOT_LIVE')
    case 'cancelled':
      return reject('ROOM_CANCELLED')
    case 'closed':
      return reject('ROOM_CLOSED')
    case 'live':
      return room.participants.has(person) ? null : reject('NOT_IN_ROOM')
  }
}

/** The same, of what only a moderator may do. */
export function admitModerator(
  room: RoomView,
  person: UserId,
): { rejected: Rejection<NotHere | 'NOT_A_MODERATOR'> } | null {
  return admit(room, person) ?? (isModerator(room, person) ? null : reject('NOT_A_MODERATOR'))
}

/** The host is a moderator too. Nobody is while the room is not live. */
export function isModerator(room: RoomView, person: UserId): boolean {
  return room.phase === 'live' && (room.host === person || room.moderators.has(person))
}

export function isSilenced(room: RoomView, person: UserId): boolean {
  return room.phase === 'live' && room.silenced.has(person)
}
