// On which days each person joined a room: in which week they first came, and in which weeks they came back.

import type { UserId } from '../commands/ids.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import { dayOf, mondayOf } from './day.ts'
import type { Projection } from './projection.ts'

/** One for each person who was ever in a room. Days are UTC, `2026-05-17`. */
export type RetentionDocument = {
  readonly person: UserId
  readonly firstDay: string
  /** The Monday of the week of `firstDay`. */
  readonly cohort: string
  /** Every day on which they joined a room, once, sorted. */
  readonly days: readonly string[]
}

type RetentionEvent = Extract<RoomEvent, { type: 'ParticipantJoined' }>

export const retention = {
  name: 'retention',
  version: 1,
  handles: ['ParticipantJoined'],
  indexes: {
    byFirstDay: { equal: ['firstDay'], order: 'person' },
    byCohort: { equal: ['cohort'], order: 'person' },
  },
  keysOf: event => (event.data.participant === undefined ? [] : [event.data.participant]),
  evolve(person, event) {
    if (event.type !== 'ParticipantJoined') return person
    const day = dayOf(event.at)
    if (person?.days.includes(day)) return person
    // Log order differs from time order after an import, and around midnight when the clocks of two processes differ.
    const days = [...(person?.days ?? []), day].sort()
    const firstDay = days[0]!
    return { person: event.data.participant, firstDay, cohort: mondayOf(Date.parse(firstDay)), days }
  },
} as const satisfies Projection<RetentionDocument, RetentionEvent>
