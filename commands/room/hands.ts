// The queue of hands.

import { accept, reject } from '../decider.ts'
import type { UserId } from '../ids.ts'
import type { RerootingMap } from '../persistent-map.ts'
import type { RoomCommandOf } from './commands.ts'
import { type RoomContext, unlessAdmitted } from './entry.ts'
import type { HandPolicy, RoomEvent } from './events.ts'
import type { Live, RoomState, Scheduled } from './fold.ts'
import {
  type Decided,
  isCurrent,
  type Refusal,
  unlessHostOrModerator,
  unlessInRoom,
  unlessOutranks,
  wrongPhase,
} from './standing.ts'

/** Early ones included: a change of policy lowers them all in one append. */
const HANDS_IN_ALL = 2_000

/** The person whose hand is next, or null. Goes through the queue. */
export function nextHand(state: RoomState): UserId | null {
  if (state.phase !== 'live') return null
  return inOrder(state.hands)[0] ?? null
}

export function raiseHand(
  { by }: RoomCommandOf<'RaiseHand'>,
  state: RoomState,
  context: RoomContext,
): Decided {
  if (state.phase === 'live') return raiseInRoom(state, by)
  if (state.phase === 'scheduled') return raiseAhead(state, by, context)
  return wrongPhase(state)
}

function raiseInRoom(room: Live, by: UserId): Decided {
  const refusal = unlessInRoom(room, by)
  if (refusal) return refusal
  if (room.speakers.has(by)) return reject('ALREADY_ON_STAGE')
  if (room.hands.has(by)) return accept()
  return (
    unlessHandsAreTaken(room) ??
    accept({ type: 'HandRaised', data: { participant: by, order: room.nextOrder } })
  )
}

function raiseAhead(room: Scheduled, by: UserId, context: RoomContext): Decided {
  if (room.creator === by) return reject('HOST_CANNOT')
  if (room.early.has(by)) return accept()
  return (
    unlessAdmitted(room, by, context) ??
    unlessHandsAreTaken(room) ??
    accept({ type: 'HandRaisedAhead', data: { person: by, order: room.nextOrder } })
  )
}

export function lowerHand({ data, by }: RoomCommandOf<'LowerHand'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const person = data.person ?? by
  if (person !== by) {
    const refusal =
      unlessHostOrModerator(state, by) ?? (state.phase === 'live' ? unlessOutranks(state, by, person) : null)
    if (refusal) return refusal
  }
  if (state.early.has(person)) return accept({ type: 'HandLoweredAhead', data: { person } })
  if (state.phase === 'scheduled' || !state.hands.has(person)) return accept()
  const reason = person === by ? 'own' : 'moderator'
  return accept({ type: 'HandLowered', data: { participant: person, reason } })
}

export function setHandPolicy({ data, by }: RoomCommandOf<'SetHandPolicy'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const refusal = unlessHostOrModerator(state, by)
  if (refusal) return refusal
  const { handPolicy } = data
  if (state.settings.handPolicy === handPolicy) return accept()
  return accept<RoomEvent>(
    { type: 'HandPolicySet', data: { handPolicy } },
    ...(handPolicy === 'invitation-only' ? allLowered(state) : []),
  )
}

/** In the order of the queue. */
function allLowered(room: Scheduled | Live): readonly RoomEvent[] {
  const raised = room.phase === 'live' ? inOrder(room.hands) : []
  return [
    ...raised.map(
      (participant): RoomEvent => ({ type: 'HandLowered', data: { participant, reason: 'policy' } }),
    ),
    ...inOrder(room.early).map((person): RoomEvent => ({ type: 'HandLoweredAhead', data: { person } })),
  ]
}

function inOrder(hands: RerootingMap<UserId, number>): readonly UserId[] {
  return hands
    .entries()
    .sort(([, one], [, other]) => one - other)
    .map(([person]) => person)
}

function unlessHandsAreTaken(room: Scheduled | Live): Refusal | null {
  const refusals = { open: null, 'invitation-only': 'BY_INVITATION_ONLY', closed: 'HANDS_CLOSED' } as const
  const code = refusals[room.settings.handPolicy satisfies HandPolicy]
  if (code) return reject(code)
  const raised = room.early.size + (room.phase === 'live' ? room.hands.size : 0)
  return raised < HANDS_IN_ALL ? null : reject('TOO_MANY_HANDS', { limit: HANDS_IN_ALL })
}
