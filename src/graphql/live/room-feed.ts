// One room's events as they come: what the bus tells of, and from the log what it does not.

import {
  hasFingerprint,
  isAfter,
  type Position,
  type Recorded,
  streamsOfRoom,
} from '../../../commands/event.ts'
import type { RoomId } from '../../../commands/ids.ts'
import type { BusSubscription, Notice } from '../../bus/bus.ts'
import { roomTopic } from '../../bus/bus.ts'
import { damageOf } from '../../event-log/event-log.ts'
import { createBackoff } from '../../support/backoff.ts'
import { sleep } from '../../support/time.ts'
import type { FanOutDependencies } from './fan-out-dependencies.ts'

/** What a feed tells. Called in order; must neither throw nor wait. */
export type FeedHandlers = {
  /** Everything after this position will be told. */
  begin(position: Position): void
  /** What came next, without a gap or a repeat: at least one event. */
  deliver(events: readonly Recorded[]): void
}

export interface RoomFeed {
  /** Resolves when it listens and `begin` was called; from then on nothing is missed. */
  readonly started: Promise<void>
  /** Whether the position belongs to another log. */
  isForeign(position: Position): Promise<boolean>
  /** Looks into the log for what no notice told of. */
  check(): Promise<void>
  close(): void
}

/** How many events are read at a time. */
const PAGE = 500
/** Notices that may wait while the log is read; beyond that they are dropped and the log is read again. */
const MAX_WAITING = 1_000

const READ_FAILED = 'fan-out: reading room events failed, retrying'

export function createRoomFeed(roomId: RoomId, parts: FanOutDependencies, handlers: FeedHandlers): RoomFeed {
  const { eventLog, bus, reached, logger, time, observer } = parts
  const streams = streamsOfRoom(roomId)
  let subscription: BusSubscription | null = null
  let last: Position | null = null
  let waiting: Notice[] = []
  let behind = false
  let working = false
  let idle = Promise.resolve()
  const closing = new AbortController()

  const deliver = (events: readonly Recorded[]) => {
    const newest = events.at(-1)
    if (!newest) return
    last = newest.position
    handlers.deliver(events)
  }

  const take = (notice: Notice, seen: Position) => {
    if (!isAfter(notice.position, seen)) return
    const whole = notice.events.at(-1)?.position === notice.position
    if (!whole || notice.previous === null || isAfter(notice.previous, seen)) behind = true
    else deliver(after(notice.events, seen))
  }

  // What is read here may not have been noticed yet: its notice comes late and is then passed over.
  const fill = async (from: Position) => {
    behind = false
    let seen = from
    for (;;) {
      const events = await eventLog.readAfter(streams, seen, PAGE)
      const newest = events.at(-1)
      if (newest) {
        seen = newest.position
        await reached(seen)
        if (closing.signal.aborted) return
        observer?.filled()
        deliver(events)
      }
      if (events.length < PAGE) return
    }
  }

  const work = async () => {
    const backoff = createBackoff({ firstMs: 100, maxMs: 5_000 }, time.random)
    while (last !== null && !closing.signal.aborted && (behind || waiting.length > 0)) {
      try {
        if (behind) await fill(last)
        else take(waiting.shift()!, last)
        backoff.reset()
      } catch (error) {
        behind = true
        if (!damageOf(error)) logger.warn({ roomId, err: error }, READ_FAILED)
        await sleep(time, backoff.next(), closing.signal)
      }
    }
    working = false
  }

  // Runs to its first wait at once, so that a notice in order is told before this returns.
  const wake = () => {
    if (!working && last !== null) {
      working = true
      idle = work()
    }
    return idle
  }

  const receive = (message: unknown) => {
    if (waiting.length >= MAX_WAITING) {
      waiting = []
      behind = true
    }
    waiting.push(message as Notice)
    void wake()
  }

  const start = async () => {
    subscription = await bus.subscribe(roomTopic(roomId), receive)
    if (closing.signal.aborted) subscription.close()
    last = await eventLog.head()
    handlers.begin(last)
    void wake()
  }

  return {
    started: start(),
    isForeign: async position =>
      !(await eventLog.contains(position)) ||
      (!hasFingerprint(position) && isAfter(position, await eventLog.head())),
    check() {
      behind = true
      return wake()
    },
    close() {
      closing.abort()
      subscription?.close()
    },
  }
}

/** The events behind a position, of events in order. */
function after(events: readonly Recorded[], position: Position): readonly Recorded[] {
  const first = events.findIndex(event => isAfter(event.position, position))
  return first === 0 ? events : first < 0 ? [] : events.slice(first)
}
