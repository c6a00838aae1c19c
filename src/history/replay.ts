// Replays a room's history: the same events, with the same time between them or a fraction of it.

import { BEGINNING, isAfter, type Position, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { sleep, type Time } from '../support/time.ts'
import { firstPositionAfter, positionBefore } from './time-index.ts'

export type ReplayOptions = {
  readonly roomId: RoomId
  /** Milliseconds since 1970: starts with the first event at or after this time. Null: starts with the room. */
  readonly from: number | null
  /** Ends with the last event at or before this time. Null: ends with the last event that exists at the start. */
  readonly to: number | null
  /** Resumes after this position, without waiting, if that is later than `from`. */
  readonly after: Position | null
  /** The factor by which the replay is faster than the room was. */
  readonly speed: number
  /** Longer times without an event are cut to this, in milliseconds of the room. Null: never cut. */
  readonly longestPause: number | null
}

/** Events that are due together. `at` is the time of the last one. */
export type ReplayBatch = {
  readonly events: readonly Recorded[]
  readonly position: Position
  readonly at: number
}

export type Replay = {
  /** Resolves when the next events are due, to null at the end. Do not call it again before it resolves. */
  next(): Promise<ReplayBatch | null>
  /** Ends the replay, and a call of `next` that waits. */
  stop(): void
}

export interface Replays {
  start(replay: ReplayOptions): Promise<Replay>
}

export type ReplaysOptions = {
  readonly eventLog: Pick<EventLog, 'read' | 'readTail' | 'readAfter' | 'head'>
  /** The most events per second that all replays of the process deliver together. Default 10,000. */
  readonly eventsPerSecond?: number
  readonly time: Pick<Time, 'elapsed' | 'after'>
}

/** Events in one read of the log. */
const EVENTS_PER_READ = 200
/** The most events in one message. Building it takes some milliseconds, which blocks everything else. */
export const MAX_REPLAYED_EVENTS = 40
/** The least time between two messages, in milliseconds. Events due in between are part of the second one. */
const MIN_BATCH_INTERVAL_MS = 50

/**
 * The replays of one process. They read one page at a time and share one rate limit, so that live rooms are not slowed
 * down by them, however many or fast they are.
 */
export function createReplays(options: ReplaysOptions): Replays {
  const { eventLog, eventsPerSecond = 10_000, time } = options
  /** When the rate limit allows the next events. */
  let freeAt = time.elapsed()

  /** First come, first served. */
  const waitForShare = async (count: number, signal: AbortSignal) => {
    const now = time.elapsed()
    const turn = Math.max(freeAt, now)
    freeAt = turn + (count / eventsPerSecond) * 1_000
    if (turn > now) await sleep(time, turn - now, signal)
  }

  return {
    async start(wanted) {
      const { after, since, until } = await rangeOf(eventLog, wanted)
      const stopping = new AbortController()
      const { signal } = stopping
      const read = createReader(eventLog, wanted.roomId, after, until)
      const { speed, longestPause } = wanted
      /** Milliseconds of the room played so far, without what was cut from pauses. */
      let played = 0
      let last = since
      let startedAt: number | null = null
      let lastBatchAt = Number.NEGATIVE_INFINITY

      const gapBefore = (event: Recorded) => {
        const elapsed = last === null ? 0 : Math.max(0, event.at - last)
        return longestPause === null ? elapsed : Math.min(elapsed, longestPause)
      }

      const next = async (): Promise<ReplayBatch | null> => {
        const first = await read.peek()
        if (!first || signal.aborted) return null
        startedAt ??= time.elapsed()
        const due = startedAt + (played + gapBefore(first)) / speed
        const wait = Math.max(due, lastBatchAt + MIN_BATCH_INTERVAL_MS) - time.elapsed()
        if (wait > 0) await sleep(time, wait, signal)
        const reached = (time.elapsed() - startedAt) * speed
        const events: Recorded[] = []
        for (
          let event: Recorded | null = first;
          event && events.length < MAX_REPLAYED_EVENTS;
          event = await read.peek()
        ) {
          if (events.length > 0 && played + gapBefore(event) > reached) break
          played += gapBefore(event)
          last = event.at
          events.push(event)
          read.take()
        }
        await waitForShare(events.length, signal)
        if (signal.aborted) return null
        // After a full message, the remaining events are due at once.
        lastBatchAt = events.length < MAX_REPLAYED_EVENTS ? time.elapsed() : Number.NEGATIVE_INFINITY
        const end = events.at(-1)!
        return { events, position: end.position, at: end.at }
      }

      return { next, stop: () => stopping.abort() }
    },
  }
}

async function rangeOf(eventLog: ReplaysOptions['eventLog'], { roomId, from, to, after }: ReplayOptions) {
  const streams = streamsOfRoom(roomId)
  const head = await eventLog.head()
  const opening = from === null ? null : await firstPositionAfter(eventLog, streams, Number.NEGATIVE_INFINITY)
  const begin = from === null ? null : await firstPositionAfter(eventLog, streams, from - 1)
  const end = to === null ? null : await firstPositionAfter(eventLog, streams, to)
  const first = begin === null ? (from === null ? null : head) : positionBefore(begin)
  const goesOn = after !== null && (first === null || isAfter(after, first))
  return {
    after: goesOn ? after : first,
    until: end === null ? head : positionBefore(end),
    // No pause before the first event of the room, and none for a viewer who resumes.
    since: goesOn || begin === opening ? null : from,
  }
}

/** Reads events one by one up to a position, fetching a page at a time. */
function createReader(
  eventLog: Pick<EventLog, 'readAfter'>,
  roomId: RoomId,
  after: Position | null,
  until: Position,
) {
  const streams = streamsOfRoom(roomId)
  let at = after ?? BEGINNING
  let page: readonly Recorded[] = []
  let taken = 0
  let more = true
  return {
    async peek(): Promise<Recorded | null> {
      if (taken === page.length && more) {
        page = await eventLog.readAfter(streams, at, EVENTS_PER_READ)
        taken = 0
        more = page.length === EVENTS_PER_READ
        at = page.at(-1)?.position ?? at
      }
      const event = page[taken]
      return event && !isAfter(event.position, until) ? event : null
    },
    take() {
      taken += 1
    },
  }
}
