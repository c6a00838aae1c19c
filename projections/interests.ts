// Who is interested in which scheduled room.

import { parseStream, type Recorded } from '../commands/event.ts'
import type { RoomId, UserId } from '../commands/ids.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import type { Projection } from './projection.ts'

/** Exists while a person wants a reminder or has an early hand. It stays when the room opens. */
export type InterestDocument = {
  readonly person: UserId
  readonly roomId: RoomId
  /** Wants to be reminded. */
  readonly marked: boolean
  /** Raised a hand before the room opened. */
  readonly handRaised: boolean
  /** When the first of the two happened. Milliseconds since 1970. */
  readonly since: number
}

type InterestsEvent = Extract<
  RoomEvent,
  { type: 'InterestMarked' | 'InterestWithdrawn' | 'HandRaisedAhead' | 'HandLoweredAhead' }
>

export function interestKey(person: string, roomId: string): string {
  return `${person}:${roomId}`
}

export const interests = {
  name: 'interests',
  version: 1,
  handles: ['InterestMarked', 'InterestWithdrawn', 'HandRaisedAhead', 'HandLoweredAhead'],
  indexes: {
    byPerson: { equal: ['person'], order: 'since' },
  },
  keysOf(event) {
    switch (event.type) {
      case 'InterestMarked':
      case 'InterestWithdrawn':
      case 'HandRaisedAhead':
      case 'HandLoweredAhead':
        return [interestKey(event.data.person, parseStream(event.stream).id)]
      default:
        return []
    }
  },
  evolve(interest, event) {
    switch (event.type) {
      case 'InterestMarked':
        return { ...(interest ?? newInterest(event)), marked: true }
      case 'HandRaisedAhead':
        return { ...(interest ?? newInterest(event)), handRaised: true }
      case 'InterestWithdrawn':
        return interest?.handRaised ? { ...interest, marked: false } : null
      case 'HandLoweredAhead':
        return interest?.marked ? { ...interest, handRaised: false } : null
      default:
        return interest
    }
  },
} as const satisfies Projection<InterestDocument, InterestsEvent>

function newInterest(event: Recorded<InterestsEvent>): InterestDocument {
  return {
    person: event.data.person,
    roomId: parseStream(event.stream).id as RoomId,
    marked: false,
    handRaised: false,
    since: event.at,
  }
}
