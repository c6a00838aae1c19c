// What chat, reactions and polls need to know of the room's own state.

import { type Rejection, reject } from './decider.ts'
import type { UserId } from './ids.ts'
import type { Live } from './room/fold.ts'

/** The folded state of a room satisfies this. */
export type RoomView =
  | { readonly phase: 'none' | 'scheduled' | 'cancelled' | 'closed' }
  | Pick<Live, 'phase' | 'host' | 'participants' | 'moderators' | 'silenced'>

/** Why a person cannot take part in a room at all. */
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

/** Rejects a command that needs a live room. */
export function notLive(phase: keyof typeof NOT_LIVE) {
  return reject(NOT_LIVE[phase])
}

/** Null if the room is live and the person is in it, else the rejection. */
export function admit(room: RoomView, person: UserId): { rejected: Rejection<CannotTakePart> } | null {
  if (room.phase !== 'live') return notLive(room.phase)
  return room.participants.has(person) ? null : reject('NOT_IN_ROOM')
}

/** Null if the room is live and the person is in it as host or moderator, else the rejection. */
export function admitModerator(
  room: RoomView,
  person: UserId,
): { rejected: Rejection<CannotTakePart | 'NOT_A_MODERATOR'> } | null {
  return admit(room, person) ?? (isModerator(room, person) ? null : reject('NOT_A_MODERATOR'))
}

/** Whether the person is the host or a moderator. Nobody is while the room is not live. */
export function isModerator(room: RoomView, person: UserId): boolean {
  return room.phase === 'live' && (room.host === person || room.moderators.has(person))
}

export function isSilenced(room: RoomView, person: UserId): boolean {
  return room.phase === 'live' && room.silenced.has(person)
}
