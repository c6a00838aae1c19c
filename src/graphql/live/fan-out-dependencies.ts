// What the fan-out needs of the rest of the process.

import type { Position } from '../../../commands/event.ts'
import type { Bus } from '../../bus/bus.ts'
import type { EventLog } from '../../event-log/event-log.ts'
import type { FairTurns } from '../../support/fair-turns.ts'
import type { Logger } from '../../support/log.ts'
import type { Time } from '../../support/time.ts'
import type { TimeSlices } from '../../support/time-slices.ts'
import type { Caches } from '../../support/weighted-cache.ts'
import type { PageCache } from './page-cache.ts'

/** Counts for the metrics. */
export type FanOutObserver = {
  /** How many subscriptions to rooms there are now, and to how many rooms. */
  following(subscribers: number, rooms: number): void
  /** `events` events were delivered to each of `subscribers` subscriptions. */
  delivered(subscribers: number, events: number): void
  /** `events` events were delivered to all groups of a room in `milliseconds`. */
  flushed(milliseconds: number, events: number): void
  /** A subscriber did not take its events in time. It continues from the log. */
  lagged(): void
  /** The log was read for events that no notice announced. */
  filled(): void
}

export type FanOutDependencies = {
  readonly eventLog: Pick<EventLog, 'readAfter' | 'head' | 'contains' | 'follow'>
  readonly bus: Pick<Bus, 'subscribe'>
  /** Resolves when queries show the position, or when that took too long. */
  readonly reached: (position: Position) => Promise<unknown>
  /** The position that every projection that queries read has reached. */
  readonly shownUpTo: () => Position
  readonly time: Time
  readonly logger: Pick<Logger, 'warn'>
  readonly observer?: FanOutObserver
  readonly caches?: Caches
}

/** What the fan-out of one room shares with those of the other rooms. */
export type RoomDependencies = FanOutDependencies & {
  readonly pages: PageCache
  /** Runs deliveries to many subscribers in short slices. */
  readonly slices: TimeSlices
  /** By person: whose message is rendered next. */
  readonly turns: FairTurns
}
