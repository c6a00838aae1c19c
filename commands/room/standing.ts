// The checks that many commands of a room share. Each `unless…` returns the rejection, or null if the check passes.

import { type Decision, type Rejection, reject } from '../decider.ts'
import type { UserId } from '../ids.ts'
import { notLive } from '../room-view.ts'
import type { RoomRejection } from './commands.ts'
import type { RoomEvent } from './events.ts'
import type { Live, RoomState, Scheduled } from './fold.ts'

export type Decided = Decision<RoomEvent, RoomRejection>
export type Refusal = { readonly rejected: Rejection<RoomRejection> }

/** The rejection of a command that the room's phase does not allow. */
export function wrongPhase({ phase }: RoomState): Refusal {
  return phase === 'live' ? reject('ROOM_NOT_SCHEDULED') : notLive(phase)
}

/** Whether the room is scheduled or live, so that it can be changed. */
export function isCurrent(state: RoomState): state is Scheduled | Live {
  return state.phase === 'scheduled' || state.phase === 'live'
}

/** Whether the room itself tells that the person may know of it, so that its answers need not hide that it exists. */
export function mayKnowOf(room: RoomState, person: UserId): boolean {
  if (!isCurrent(room)) return false
  if (room.settings.visibility === 'open' || room.creator === person || room.invited.has(person)) return true
  if (room.phase === 'scheduled') return false
  const { participants, host, moderators, returning } = room
  return participants.has(person) || host === person || moderators.has(person) || returning.includes(person)
}

/** Whether the person is in the room as host or moderator. */
export function mayModerate(room: Live, person: UserId): boolean {
  return room.participants.has(person) && (room.host === person || room.moderators.has(person))
}

export function unlessInRoom(room: Live, by: UserId): Refusal | null {
  return room.participants.has(by) ? null : reject('NOT_IN_ROOM')
}

export function unlessTargetInRoom(room: Live, person: UserId): Refusal | null {
  return room.participants.has(person) ? null : reject('TARGET_NOT_IN_ROOM')
}

export function unlessModerator(room: Live, by: UserId): Refusal | null {
  return unlessInRoom(room, by) ?? (mayModerate(room, by) ? null : reject('NOT_A_MODERATOR'))
}

/** In a scheduled room the creator counts as host. */
export function unlessHost(room: Scheduled | Live, by: UserId): Refusal | null {
  if (room.phase === 'scheduled') return room.creator === by ? null : reject('NOT_THE_HOST')
  return unlessInRoom(room, by) ?? (room.host === by ? null : reject('NOT_THE_HOST'))
}

/** In a scheduled room only the creator passes. */
export function unlessHostOrModerator(room: Scheduled | Live, by: UserId): Refusal | null {
  return room.phase === 'live' ? unlessModerator(room, by) : unlessHost(room, by)
}

/**
 * Whether somebody who moderates may act against another person. Moderators outrank listeners and speakers, the host
 * outranks moderators, and hosts who vanished outrank their substitute.
 */
export function unlessOutranks(room: Live, by: UserId, person: UserId): Refusal | null {
  if (by === person) return reject('YOURSELF')
  const above =
    room.returning.includes(person) ||
    room.host === person ||
    (room.host !== by && room.moderators.has(person))
  return above ? reject('TARGET_OUTRANKS_YOU') : null
}
