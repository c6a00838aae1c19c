// What the cases of the event log's contract share: events to append, and a follower that remembers.

import { randomUUID } from 'node:crypto'
import type { Category, NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'
import { streamName } from '../../commands/event.ts'
import type { CommandId, EventId, UserId } from '../../commands/ids.ts'
import type { EventLog, Filter } from '../../src/event-log/event-log.ts'
import { until } from '../support/until.ts'

/**
 * Where the cases find a log. Other events may be in it and may be added by others: each case has streams of its own,
 * and looks at nothing else.
 */
export type LogHarness = {
  /** Opens the log; after a close, the same one again where it is `survivesClose`. */
  open(): Promise<EventLog>
  /** Events outlive a close. */
  readonly survivesClose: boolean
  /**
   * After how many events that are not wanted a follower of some categories is told how far the log is. Default 1. A
   * follower of partitions is always told at once.
   */
  readonly checkpointEvery?: number
  /** Takes away what the harness made. */
  remove(): Promise<void>
}

/** The log under test; `reopen` changes which one that is. */
export type LogUnderTest = {
  readonly log: EventLog
  readonly survivesClose: boolean
  readonly checkpointEvery: number
  reopen(): Promise<void>
}

/** A stream of a fresh id, whose first hex digit is `digit` where that matters. */
export function freshStream(category: Category = 'Room', digit?: string): StreamName {
  const id = randomUUID()
  return streamName(category, digit ? digit + id.slice(1) : id)
}

export function newEvent(data: object = {}, type = 'HandRaised'): NewEvent {
  return {
    type,
    data,
    id: randomUUID() as EventId,
    at: 1_700_000_000_123,
    cause: {
      commandId: randomUUID() as CommandId,
      by: randomUUID() as UserId,
      correlationId: 'request 1',
    },
  }
}

/** Events with numbers from `first` on. */
export function newEvents(count: number, first = 1): NewEvent[] {
  return Array.from({ length: count }, (_, i) => newEvent({ number: first + i }))
}

/** Appends what must not conflict. */
export async function append(
  log: EventLog,
  stream: StreamName,
  expected: Version,
  events: readonly NewEvent[],
): Promise<readonly Recorded[]> {
  const appended = await log.append(stream, expected, events)
  if (!appended.written) throw new Error(`${stream} is at ${appended.actual}, not at ${expected}`)
  return appended.events
}

/** Follows until stopped, and remembers the events of some streams and the last position. */
export function remember(log: EventLog, after: Position, filter: Filter, streams: readonly StreamName[]) {
  const controller = new AbortController()
  const seen: Recorded[] = []
  const follower = {
    seen,
    position: after,
    /** Whether positions always rose, and no batch was empty that did not bring it forward. */
    rising: true,
    async sees(count: number) {
      await until(() => (seen.length >= count ? null : `saw ${seen.length} of ${count} events`))
    },
    async reaches(position: Position) {
      await until(() =>
        follower.position >= position ? null : `is at ${follower.position}, not ${position}`,
      )
    },
    async stop() {
      controller.abort()
      await done
    },
  }
  const done = (async () => {
    for await (const { events, position } of log.follow(after, filter, controller.signal)) {
      const places = [follower.position, ...events.map(event => event.position)]
      if (places.some((place, i) => i > 0 && place <= places[i - 1]!)) follower.rising = false
      if (position < places.at(-1)! || position <= follower.position) follower.rising = false
      for (const event of events) if (streams.includes(event.stream)) seen.push(event)
      follower.position = position
    }
  })()
  return follower
}
