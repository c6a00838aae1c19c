// Appoints moderators, hands over the host's role, and silences, removes and bans people. A command that ends what has
// already ended is accepted, whether or not its target is still in the room.

import { accept, invalid, reject } from '../decider.ts'
import { parseLine } from '../text.ts'
import type { RoomCommandOf } from './commands.ts'
import type { RoomEvent } from './events.ts'
import type { Live, RoomState, Scheduled } from './fold.ts'
import {
  type Decided,
  isCurrent,
  type Refusal,
  unlessHost,
  unlessHostOrModerator,
  unlessInRoom,
  unlessModerator,
  unlessOutranks,
  unlessTargetInRoom,
  wrongPhase,
} from './standing.ts'
import { leaveEvents, promoteToHost } from './succession.ts'

const REASON = { min: 0, max: 200 }

export function appointModerator({ data, by }: RoomCommandOf<'AppointModerator'>, room: Live): Decided {
  const participant = data.person
  const refusal = unlessHost(room, by) ?? unlessTargetInRoom(room, participant)
  if (refusal) return refusal
  if (participant === by) return reject('YOURSELF')
  if (room.moderators.has(participant)) return accept()
  return accept({ type: 'ModeratorAppointed', data: { participant } })
}

/** A moderator may also give up the role. */
export function dismissModerator({ data, by }: RoomCommandOf<'DismissModerator'>, room: Live): Decided {
  const participant = data.person
  const refusal =
    participant === by
      ? unlessInRoom(room, by)
      : (unlessHost(room, by) ?? unlessOutranks(room, by, participant))
  if (refusal) return refusal
  if (!room.moderators.has(participant)) return accept()
  return accept({ type: 'ModeratorDismissed', data: { participant } })
}

export function handOverHost({ data, by }: RoomCommandOf<'HandOverHost'>, room: Live): Decided {
  const successor = data.person
  if (room.host === successor) return accept()
  const refusal = unlessHost(room, by) ?? unlessTargetInRoom(room, successor)
  if (refusal) return refusal
  const kept: RoomEvent[] = room.moderators.has(by)
    ? []
    : [{ type: 'ModeratorAppointed', data: { participant: by } }]
  return accept<RoomEvent>(...promoteToHost(room, successor, 'host'), ...kept, {
    type: 'HostChanged',
    data: { from: by, to: successor, reason: 'handed-over' },
  })
}

export function silenceInChat({ data, by }: RoomCommandOf<'SilenceInChat'>, room: Live): Decided {
  const refusal = unlessModerator(room, by) ?? unlessOutranks(room, by, data.person)
  if (refusal) return refusal
  if (room.silenced.has(data.person)) return accept()
  return accept({ type: 'ParticipantSilenced', data: { participant: data.person } })
}

export function liftSilence({ data, by }: RoomCommandOf<'LiftSilence'>, room: Live): Decided {
  const refusal = unlessModerator(room, by) ?? unlessOutranks(room, by, data.person)
  if (refusal) return refusal
  if (!room.silenced.has(data.person)) return accept()
  return accept({ type: 'SilenceLifted', data: { participant: data.person } })
}

export function removeParticipant({ data, by }: RoomCommandOf<'RemoveParticipant'>, room: Live): Decided {
  const participant = data.person
  const refusal = unlessMayExclude(room, by, data)
  if (refusal) return refusal
  const reason = parseReason(data.reason)
  if (typeof reason === 'object' && reason) return reason
  if (!room.participants.has(participant)) return accept()
  return accept(...leaveEvents(room, { type: 'ParticipantRemoved', data: { participant, reason } }))
}

/** Also bans people who left before anybody could act, and people who have not joined yet. */
export function banPerson({ data, by }: RoomCommandOf<'BanPerson'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const { person } = data
  const refusal = unlessMayExclude(state, by, data)
  if (refusal) return refusal
  const reason = parseReason(data.reason)
  if (typeof reason === 'object' && reason) return reason
  if (state.banned.has(person)) return accept()

  const events: RoomEvent[] = [{ type: 'PersonBanned', data: { person, reason } }]
  if (state.earlyHands.has(person)) events.push({ type: 'HandLoweredAhead', data: { person } })
  if (state.phase === 'scheduled') {
    if (state.interested.has(person)) events.push({ type: 'InterestWithdrawn', data: { person } })
    return accept(...events)
  }
  if (state.moderators.has(person)) {
    events.push({ type: 'ModeratorDismissed', data: { participant: person } })
  }
  if (state.participants.has(person)) {
    events.push(...leaveEvents(state, { type: 'ParticipantRemoved', data: { participant: person, reason } }))
  }
  return accept(...events)
}

export function liftBan({ data, by }: RoomCommandOf<'LiftBan'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const refusal = data.asAdmin ? null : unlessHostOrModerator(state, by)
  if (refusal) return refusal
  if (!state.banned.has(data.person)) return accept()
  return accept({ type: 'BanLifted', data: { person: data.person } })
}

type Exclusion = RoomCommandOf<'RemoveParticipant' | 'BanPerson'>

function unlessMayExclude(
  room: Scheduled | Live,
  by: Exclusion['by'],
  { person, asAdmin }: Exclusion['data'],
): Refusal | null {
  if (person === by) return reject('YOURSELF')
  if (asAdmin) return null
  const refusal = unlessHostOrModerator(room, by)
  return refusal ?? (room.phase === 'live' ? unlessOutranks(room, by, person) : null)
}

/** The reason as it is stored, or the rejection. Null: no reason was given. */
function parseReason(reason: string | null): string | null | Refusal {
  if (reason === null) return null
  const parsed = parseLine(reason, REASON)
  return typeof parsed === 'string' ? parsed || null : invalid('reason', parsed)
}
