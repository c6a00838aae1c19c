// A room's history played again: the same events, with the same time between them, or a fraction of it.

import { BEGINNING, type Position, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { sleep, type Time } from '../support/time.ts'
import { firstPositionAfter, positionBefore } from './time-index.ts'

export type ReplayOptions = {
  readonly roomId: RoomId
  /** Milliseconds since 1970: begins with the first event at this moment or later. Null: with the room. */
  readonly from: number | null
  /** Ends with the last event at this moment or before. Null: with the last event that there is when it begins. */
  readonly to: number | null
  /** Begins behind this position, at once, where that is later than `from`. */
  readonly after: Position | null
  /** How many times as fast as it was. */
  readonly speed: number
  /** The longest time without an event that is played as it was, in milliseconds of the room; null: any. */
  readonly longestPause: number | null
}

/** Events of one moment or of a few; `at`: that of the last of them. */
export type ReplayBatch = {
  readonly events: readonly Recorded[]
  readonly position: Position
  readonly at: number
}

export type Replay = {
  /** Resolves when the next events are due; null: there are no more. One call at a time. */
  next(): Promise<ReplayBatch | null>
  /** Ends a call that waits. */
  stop(): void
}

export interface Replays {
  start(replay: ReplayOptions): Promise<Replay>
}

export type ReplaysOptions = {
  readonly eventLog: Pick<EventLog, 'read' | 'readTail' | 'readAfter' | 'head'>
  /** How many events a second all replays of the process are given together. Default 10,000. */
  readonly eventsPerSecond?: number
  readonly time: Pick<Time, 'elapsed' | 'after'>
}

/** Events that are read at a time. */
const EVENTS_PER_READ = 200
/** Events of one message: to make it takes some milliseconds, in which everybody waits. */
export const MAX_REPLAYED_EVENTS = 40
/** Messages do not follow each other faster, in milliseconds: what is due between two of them is in the second. */
const MIN_BATCH_INTERVAL_MS = 50

/**
 * Replays of one process. However many there are and however fast they are meant to be, they read a page at a time,
 * each in its turn, and are given no more than their share: rooms that are live do not wait for them.
 */
export function createReplays(options: ReplaysOptions): Replays {
  const { eventLog, eventsPerSecond = 10_000, time } = options
  /** When the next events may be given. */
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
      /** Of the room, as it is played: without what is cut from its pauses. */
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
        // Of a full message the rest is due already.
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
  const goesOn = after !== null && (first === null || after > first)
  return {
    after: goesOn ? after : first,
    until: end === null ? head : positionBefore(end),
    // Nothing was silent before there was a room, and who goes on from what they saw has waited already.
    since: goesOn || begin === opening ? null : from,
  }
}

/** One event after the other, read a page at a time, up to a position. */
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
      return event && event.position <= until ? event : null
    },
    take() {
      taken += 1
    },
  }
}
