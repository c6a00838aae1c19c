// Who joined any room on which day.

import type { UserId } from '../commands/ids.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import { dayOf } from './day.ts'
import type { Projection } from './projection.ts'

/** One for each person and day on which they joined a room. */
export type ActivityDocument = {
  /** UTC, `2026-05-17`. */
  readonly day: string
  readonly person: UserId
  /** How often they joined a room. */
  readonly visits: number
}

type ActivityEvent = Extract<RoomEvent, { type: 'ParticipantJoined' }>

export const activity = {
  name: 'activity',
  version: 1,
  handles: ['ParticipantJoined'],
  indexes: {
    byDay: { equal: ['day'], order: 'person' },
  },
  keysOf: event =>
    event.data.participant === undefined ? [] : [`${dayOf(event.at)}:${event.data.participant}`],
  evolve(person, event) {
    if (event.type !== 'ParticipantJoined') return person
    const visits = (person?.visits ?? 0) + 1
    return { day: dayOf(event.at), person: event.data.participant, visits }
  },
} as const satisfies Projection<ActivityDocument, ActivityEvent>
