// What telling many needs of the rest.

import type { Position } from '../../../commands/event.ts'
import type { Bus } from '../../bus/bus.ts'
import type { EventLog } from '../../event-log/event-log.ts'
import type { Logger } from '../../support/log.ts'
import type { Time } from '../../support/time.ts'

/** What it counts for the metrics. */
export type FanOutObserver = {
  /** How many follow rooms, and how many rooms are followed, from now on. */
  following(followers: number, rooms: number): void
  /** So many events were handed to so many followers. */
  delivered(followers: number, events: number): void
  /** So many events left for all who follow a room, in so many milliseconds. */
  flushed(milliseconds: number, events: number): void
  /** A follower did not take its events in time, and goes on from the log when it does. */
  lagged(): void
  /** The log was read for what no notice told of. */
  filled(): void
}

export type FanOutDependencies = {
  readonly eventLog: Pick<EventLog, 'readAfter' | 'head'>
  readonly bus: Pick<Bus, 'subscribe'>
  /** Resolves when queries show the position, or when that took too long. */
  readonly reached: (position: Position) => Promise<unknown>
  readonly time: Time
  readonly logger: Pick<Logger, 'warn'>
  readonly observer?: FanOutObserver
}
