// What the other voices of a room ask of the room itself. The folded state of a room is such a view.

import { type Rejection, reject } from './decider.ts'
import type { UserId } from './ids.ts'
import type { Live } from './room/fold.ts'

export type RoomView =
  | { readonly phase: 'none' | 'scheduled' | 'cancelled' | 'closed' }
  | Pick<Live, 'phase' | 'host' | 'participants' | 'moderators' | 'silenced'>

/** Why somebody cannot act in a room at all. */
export type CannotTakePart =
  | 'NO_SUCH_ROOM'
  | 'ROOM_NOT_LIVE'
  | 'ROOM_CANCELLED'
  | 'ROOM_CLOSED'
  | 'NOT_IN_ROOM'

const NOT_LIVE = {
  none: 'NO_SUCH_ROOM',
  scheduled: 'ROOM_NOT_LIVE',
  cancelled: 'ROOM_CANCELLED',
  closed: 'ROOM_CLOSED',
} as const

/** Of what can be done in a live room alone. */
export function notLive(phase: keyof typeof NOT_LIVE) {
  return reject(NOT_LIVE[phase])
}

/** Null where the person is in the room and the room is live; else the reason why they cannot take part. */
export function admit(room: RoomView, person: UserId): { rejected: Rejection<CannotTakePart> } | null {
  if (room.phase !== 'live') return notLive(room.phase)
  return room.participants.has(person) ? null : reject('NOT_IN_ROOM')
}

/** The same, of what only a moderator may do. */
export function admitModerator(
  room: RoomView,
  person: UserId,
): { rejected: Rejection<CannotTakePart | 'NOT_A_MODERATOR'> } | null {
  return admit(room, person) ?? (isModerator(room, person) ? null : reject('NOT_A_MODERATOR'))
}

/** The host is a moderator too. Nobody is while the room is not live. */
export function isModerator(room: RoomView, person: UserId): boolean {
  return room.phase === 'live' && (room.host === person || room.moderators.has(person))
}

export function isSilenced(room: RoomView, person: UserId): boolean {
  return room.phase === 'live' && room.silenced.has(person)
}
