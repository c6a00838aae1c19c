// The queue of hands.

import { accept, reject } from '../decider.ts'
import type { UserId } from '../ids.ts'
import type { RerootingMap } from '../rerooting-map.ts'
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

/** Includes early hands. Bounded, because a change of policy lowers all hands in one append. */
const MAX_HANDS = 2_000

/** The person whose hand is next, or null. Sorts the whole queue. */
export function nextHand(state: RoomState): UserId | null {
  if (state.phase !== 'live') return null
  return byOrder(state.hands)[0] ?? null
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
    unlessHandsAllowed(room) ??
    accept({ type: 'HandRaised', data: { participant: by, order: room.nextHandOrder } })
  )
}

function raiseAhead(room: Scheduled, by: UserId, context: RoomContext): Decided {
  if (room.creator === by) return reject('HOST_CANNOT')
  if (room.earlyHands.has(by)) return accept()
  return (
    unlessAdmitted(room, by, context) ??
    unlessHandsAllowed(room) ??
    accept({ type: 'HandRaisedAhead', data: { person: by, order: room.nextHandOrder } })
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
  if (state.earlyHands.has(person)) return accept({ type: 'HandLoweredAhead', data: { person } })
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
    ...(handPolicy === 'invitation-only' ? lowerAll(state) : []),
  )
}

/** Lowers every hand, in the order of the queue. */
function lowerAll(room: Scheduled | Live): readonly RoomEvent[] {
  const raised = room.phase === 'live' ? byOrder(room.hands) : []
  return [
    ...raised.map(
      (participant): RoomEvent => ({ type: 'HandLowered', data: { participant, reason: 'policy' } }),
    ),
    ...byOrder(room.earlyHands).map((person): RoomEvent => ({ type: 'HandLoweredAhead', data: { person } })),
  ]
}

function byOrder(hands: RerootingMap<UserId, number>): readonly UserId[] {
  return hands
    .entries()
    .sort(([, one], [, other]) => one - other)
    .map(([person]) => person)
}

function unlessHandsAllowed(room: Scheduled | Live): Refusal | null {
  const refusals = { open: null, 'invitation-only': 'BY_INVITATION_ONLY', closed: 'HANDS_CLOSED' } as const
  const code = refusals[room.settings.handPolicy satisfies HandPolicy]
  if (code) return reject(code)
  const raised = room.earlyHands.size + (room.phase === 'live' ? room.hands.size : 0)
  return raised < MAX_HANDS ? null : reject('TOO_MANY_HANDS', { limit: MAX_HANDS })
}
