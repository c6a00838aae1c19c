// Joining, leaving, and interest in a scheduled room; who may enter.

import type { Set as PersistentSet } from 'immutable'
import { accept, reject } from '../decider.ts'
import { type StreamName, streamName } from '../event.ts'
import type { UserId } from '../ids.ts'
import type { RoomCommand, RoomCommandOf } from './commands.ts'
import type { RoomEvent } from './events.ts'
import type { Live, RoomState, Scheduled } from './fold.ts'
import { type Decided, isCurrent, type Refusal, wrongPhase } from './standing.ts'
import { leaveEvents, promoteToHost } from './succession.ts'

/** What a room needs to know of a person: a part of the state of their stream. */
export type PersonView = {
  readonly isRegistered: boolean
  readonly following: PersistentSet<UserId>
  readonly blocked: PersistentSet<UserId>
}

/** The person who acts, then the owner of the room, then the substitute host if there is one. */
export type RoomContext = readonly PersonView[]

/** The streams whose states make up the context. */
export function roomNeeds(command: RoomCommand, state: RoomState): readonly StreamName[] {
  switch (command.type) {
    case 'ScheduleRoom':
    case 'OpenRoom':
      return [streamName('User', command.by)]
    case 'RaiseHand':
      if (state.phase === 'live') return NO_STREAMS
      return [command.by, ...hostsOf(state)].map(person => streamName('User', person))
    case 'JoinRoom':
    case 'MarkInterest':
      return [command.by, ...hostsOf(state)].map(person => streamName('User', person))
    default:
      return NO_STREAMS
  }
}

const NO_STREAMS: readonly StreamName[] = []

export function joinRoom({ by }: RoomCommandOf<'JoinRoom'>, room: Live, context: RoomContext): Decided {
  if (room.participants.has(by)) return accept()
  const refusal = unlessAdmitted(room, by, context) ?? unlessHasCapacity(room, by)
  if (refusal) return refusal

  const joined: RoomEvent = { type: 'ParticipantJoined', data: { participant: by } }
  const order = room.earlyHands.get(by)
  const lowered: RoomEvent[] = order === undefined ? [] : [{ type: 'HandLoweredAhead', data: { person: by } }]

  const returns = room.returning.includes(by)
  if (returns || (room.host === null && mayHost(room, by))) {
    const [via, reason] = returns ? (['return', 'returned'] as const) : (['host', 'succeeded'] as const)
    return accept<RoomEvent>(...lowered, joined, ...promoteToHost(room, by, via), {
      type: 'HostChanged',
      data: { from: room.host, to: by, reason },
    })
  }
  if (order !== undefined && room.settings.handPolicy === 'open') {
    return accept<RoomEvent>(joined, { type: 'HandRaised', data: { participant: by, order } })
  }
  return accept<RoomEvent>(...lowered, joined)
}

export function leaveRoom({ by }: RoomCommandOf<'LeaveRoom'>, room: Live): Decided {
  if (!room.participants.has(by)) return accept()
  return accept(...leaveEvents(room, { type: 'ParticipantLeft', data: { participant: by, reason: 'left' } }))
}

/** The person may have returned, left or been removed since the reactor decided to send this. */
export function markVanished({ data, at }: RoomCommandOf<'MarkVanished'>, state: RoomState): Decided {
  const { participant, lastSeenAt } = data
  if (state.phase !== 'live' || !state.participants.has(participant)) return accept()
  // Another process saw them, by a clock that may be ahead.
  const seen = lastSeenAt === undefined ? {} : { lastSeenAt: Math.min(lastSeenAt, at) }
  return accept(
    ...leaveEvents(state, { type: 'ParticipantLeft', data: { participant, reason: 'vanished', ...seen } }),
  )
}

export function markInterest(
  { by }: RoomCommandOf<'MarkInterest'>,
  state: RoomState,
  context: RoomContext,
): Decided {
  if (state.phase !== 'scheduled') return wrongPhase(state)
  if (state.interested.has(by)) return accept()
  return unlessAdmitted(state, by, context) ?? accept({ type: 'InterestMarked', data: { person: by } })
}

export function withdrawInterest({ by }: RoomCommandOf<'WithdrawInterest'>, state: RoomState): Decided {
  if (state.phase !== 'scheduled') return wrongPhase(state)
  if (!state.interested.has(by)) return accept()
  return accept({ type: 'InterestWithdrawn', data: { person: by } })
}

export function unlessRegistered([person]: RoomContext): Refusal | null {
  return person?.isRegistered ? null : reject('NOT_REGISTERED')
}

/** Whether the person may enter the room, now or when it opens. Ignores the capacity. */
export function unlessAdmitted(
  room: Scheduled | Live,
  by: UserId,
  [person, ...hosts]: RoomContext,
): Refusal | null {
  if (!person?.isRegistered) return reject('NOT_REGISTERED')
  if (room.banned.has(by)) return reject('BANNED')
  // A substitute host must not keep out the host whose role they hold.
  if (room.phase === 'live' && room.returning.includes(by)) return null
  if (hosts.some(host => host.blocked.has(by))) return reject('BLOCKED')
  if (alwaysMayEnter(room, by) || room.invited.has(by)) return null
  switch (room.settings.visibility) {
    case 'open':
      return null
    case 'followers':
      return hostsOf(room)
        .slice(0, 1)
        .some(host => person.following.has(host))
        ? null
        : reject('NOT_ALLOWED_IN')
    case 'invited':
      return reject('NOT_ALLOWED_IN')
  }
}

function unlessHasCapacity(room: Live, by: UserId): Refusal | null {
  const { capacity } = room.settings
  if (capacity === null || room.participants.size < capacity || alwaysMayEnter(room, by)) return null
  return reject('ROOM_FULL', { limit: capacity })
}

/** Whether the person may become host of a room without one. Who left on purpose may, but cannot take the role back. */
function mayHost(room: Live, person: UserId): boolean {
  return room.creator === person || room.moderators.has(person)
}

function alwaysMayEnter(room: Scheduled | Live, person: UserId): boolean {
  if (room.phase === 'scheduled') return room.creator === person
  return mayHost(room, person) || room.returning.includes(person)
}

/**
 * The owner of the room, then the substitute host if there is one. While a host may return, the room is still theirs:
 * `followers` means their followers.
 */
function hostsOf(state: RoomState): readonly UserId[] {
  if (!isCurrent(state)) return []
  if (state.phase === 'scheduled') return [state.creator]
  const owner = state.returning.first() ?? state.host ?? state.creator
  return state.host === null || state.host === owner ? [owner] : [owner, state.host]
}
