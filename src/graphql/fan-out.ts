// From the bus to everybody who follows: one subscription to a room per process, however many follow it.

import type { Position } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Logger } from '../support/log.ts'
import type { ClosableIterator } from './closable.ts'
import { follow, history } from './follow.ts'
import { createLobbyFeed, type LobbyNews } from './lobby-feed.ts'
import { type Batch, createRoomFeed, type RoomFeed, streamsOf } from './room-feed.ts'

/** What it counts for the metrics. */
export type FanOutObserver = {
  /** How many follow rooms, and how many rooms are followed, from now on. */
  following(followers: number, rooms: number): void
  /** So many events were handed to so many followers. */
  delivered(followers: number, events: number): void
  /** Events that no notice told of, or not yet, were read from the log. */
  filled(): void
  /** A follower was let go because it did not take its events in time. */
  slow(): void
}

export type FanOutParts = {
  readonly eventLog: Pick<EventLog, 'readAfter' | 'head'>
  readonly bus: Pick<Bus, 'subscribe'>
  /** Resolves when queries show the position, or when that took too long. */
  readonly reached: (position: Position) => Promise<unknown>
  readonly logger: Pick<Logger, 'warn'>
  readonly observer?: FanOutObserver
}

export type FanOutOptions = FanOutParts & {
  /** How many events may wait for one follower. Default 5,000. */
  readonly maxWaiting?: number
  /** How often the log is read for what no notice told of, in milliseconds. Default 30,000. */
  readonly checkEvery?: number
}

export interface FanOut {
  /**
   * Every event of the room after a position (of any age; null: from now on), each once, in order, for as long as it is
   * read. Resolves when it listens. Fails with `SlowConsumer` where the reader does not keep up.
   */
  follow(roomId: RoomId, after: Position | null): Promise<ClosableIterator<Batch>>
  /** What the log holds of the room after a position, then ends: for a room that is over. */
  history(roomId: RoomId, after: Position): ClosableIterator<Batch>
  /** Rooms that changed, from now on; changes of one room that wait are one. Resolves when it listens. */
  lobby(): Promise<ClosableIterator<LobbyNews>>
  /** Looks into the log, for every room that is followed, for what no notice told of. It does so by itself now and then. */
  check(): Promise<void>
  /** Ends everything that follows. */
  close(): void
}

export function createFanOut({ maxWaiting = 5_000, checkEvery = 30_000, ...parts }: FanOutOptions): FanOut {
  const feeds = new Map<RoomId, { readonly feed: RoomFeed; followers: number }>()
  const lobby = createLobbyFeed(parts)
  let followers = 0

  const acquire = (roomId: RoomId) => {
    const entry = feeds.get(roomId) ?? { feed: createRoomFeed(roomId, parts), followers: 0 }
    feeds.set(roomId, entry)
    entry.followers++
    followers++
    parts.observer?.following(followers, feeds.size)
    const release = () => {
      followers--
      if (--entry.followers === 0) {
        if (feeds.get(roomId) === entry) feeds.delete(roomId)
        entry.feed.close()
      }
      parts.observer?.following(followers, feeds.size)
    }
    return { feed: entry.feed, release }
  }

  const check = async () => {
    for (const { feed } of feeds.values()) await feed.check()
  }

  // One room after the other: the check is for rare losses and must not be felt.
  const timer = setInterval(() => void check(), checkEvery)
  timer.unref()

  return {
    async follow(roomId, after) {
      const { feed, release } = acquire(roomId)
      try {
        await feed.started
        return await follow(feed, streamsOf(roomId), after, { ...parts, maxWaiting }, release)
      } catch (error) {
        release()
        throw error
      }
    },
    history: (roomId, after) => history(streamsOf(roomId), after, parts),
    lobby: lobby.follow,
    check,
    close() {
      clearInterval(timer)
      lobby.close()
      for (const { feed } of feeds.values()) feed.close()
    },
  }
}
