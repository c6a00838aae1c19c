// How much of each room the notary has signed.

import { digitsOf, type Position, parseStream, type Recorded } from '../commands/event.ts'
import type { TimelineEvent } from '../commands/event-catalogue.ts'
import type { RoomId } from '../commands/ids.ts'
import type { NotaryEvent } from '../commands/notary/events.ts'
import type { Projection } from './projection.ts'
import { rooms } from './rooms.ts'

/** One for each room with any event. */
export type SealDocument = {
  readonly roomId: RoomId
  readonly events: number
  /** The position of the last event. */
  readonly last: Position
  /** How many events the latest head covers. 0: there is no head. */
  readonly sealed: number
  /** When the latest head was signed. Milliseconds since 1970; null: there is no head. */
  readonly sealedAt: number | null
  /** Whether there are events that no head covers yet. */
  readonly waiting: boolean
}

type SealsEvent = TimelineEvent | Extract<NotaryEvent, { type: 'HeadSigned' }>

export const seals = {
  name: 'seals',
  version: 1,
  handles: [...rooms.handles, 'HeadSigned'],
  indexes: {
    waiting: { equal: ['waiting'], order: 'last' },
  },
  keysOf: event => [parseStream(event.stream).id],
  evolve(seal, event: Recorded<SealsEvent>, key) {
    if (event.type === 'HeadSigned') {
      if (!seal) return null
      const { count, signedAt } = event.data
      return { ...seal, sealed: count, sealedAt: signedAt, waiting: seal.events > count }
    }
    if (!timelineEventTypes.has(event.type)) return seal
    const last = digitsOf(event.position)
    return seal
      ? { ...seal, events: seal.events + 1, last, waiting: true }
      : { roomId: key as RoomId, events: 1, last, sealed: 0, sealedAt: null, waiting: true }
  },
} as const satisfies Projection<SealDocument, SealsEvent>

const timelineEventTypes: ReadonlySet<string> = new Set(rooms.handles)
