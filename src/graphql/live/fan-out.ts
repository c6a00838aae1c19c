// Delivers what the bus announces to all subscriptions of this process: one bus subscription per room, however many
// people subscribe to it.

import type { Position } from '../../../commands/event.ts'
import type { RoomId, UserId } from '../../../commands/ids.ts'
import { FairTurns } from '../../support/fair-turns.ts'
import type { Cancel } from '../../support/time.ts'
import { createTimeSlices, type TimeSlices } from '../../support/time-slices.ts'
import type { ClosableIterator } from './closable.ts'
import type { FanOutDependencies } from './fan-out-dependencies.ts'
import { LobbyFeed, type LobbyNews } from './lobby-feed.ts'
import { PageCache } from './page-cache.ts'
import { RoomFanOut } from './room-fan-out.ts'
import { RoomSource } from './room-source.ts'
import type { SubscriptionRequest } from './room-subscriber.ts'

export type FanOutOptions = FanOutDependencies & {
  /** How often the log is read for events that no notice announced, in milliseconds. Default 30,000. */
  readonly checkEvery?: number
}

export interface FanOut {
  /**
   * Every event of the room after a position (of any age; null: from now on), each once, in order, as the viewer may see
   * it. Resolves when nothing can be missed any more, and to null when the viewer may not read the room. The source ends
   * when the room is over or the viewer may no longer read it. Read it or stop it: until then it holds memory.
   */
  follow(roomId: RoomId, request: SubscriptionRequest): Promise<RoomSource | null>
  /**
   * Rooms that changed after a position (null: from now on); changes of one room that wait are merged. Each is passed on
   * when it is the viewer's turn. Resolves when nothing can be missed any more.
   */
  lobby(userId: UserId, after: Position | null): Promise<ClosableIterator<LobbyNews>>
  /** Ends a person's subscriptions to rooms that they may no longer read, after a block or an unfollow. */
  reconsider(userId: UserId): Promise<void>
  /** Reads the log for events that no notice announced, for every room with a subscriber. Runs by itself now and then. */
  check(): Promise<void>
  /**
   * Resolves when it is this person's turn to have something executed: everybody who waits is served in rotation, so that
   * many subscriptions of one person delay only that person.
   */
  turn(userId: UserId): Promise<void>
  /** Ends all subscriptions. */
  close(): void
}

/** Milliseconds of each turn of the event loop that are spent on delivery. The rest is left to commands. */
const DELIVERY_BUDGET_MS = 2

export function createFanOut(options: FanOutOptions): FanOut {
  return new SharedFanOut(options)
}

class SharedFanOut implements FanOut {
  readonly #dependencies: FanOutDependencies
  readonly #rooms = new Map<RoomId, { readonly room: RoomFanOut; subscribers: number }>()
  readonly #lobby: LobbyFeed
  readonly #pages: PageCache
  readonly #slices: TimeSlices
  readonly #turns: FairTurns
  readonly #stopChecking: Cancel
  #subscribers = 0

  constructor({ checkEvery = 30_000, ...dependencies }: FanOutOptions) {
    const { time } = dependencies
    this.#dependencies = dependencies
    this.#lobby = new LobbyFeed(dependencies)
    this.#pages = new PageCache(dependencies)
    dependencies.caches?.add(this.#pages)
    this.#slices = createTimeSlices(DELIVERY_BUDGET_MS, time)
    this.#turns = new FairTurns(DELIVERY_BUDGET_MS, time)
    this.#stopChecking = time.every(checkEvery, () => void this.check())
  }

  async follow(roomId: RoomId, request: SubscriptionRequest): Promise<RoomSource | null> {
    // An unknown room, or one that the viewer may not read, does not make this process listen to it.
    if (!this.#rooms.has(roomId) && !(await request.judge())) return null
    const { room, release } = this.#acquire(roomId)
    try {
      await room.started
      const admitted = await room.admit(request)
      if (admitted) {
        const releaseHold = admitted.over ? null : request.hold()
        return new RoomSource(room, admitted, this.#turns, () => {
          releaseHold?.()
          release()
        })
      }
    } catch (error) {
      release()
      throw error
    }
    release()
    return null
  }

  #acquire(roomId: RoomId) {
    const entry = this.#rooms.get(roomId) ?? { room: this.#listenTo(roomId), subscribers: 0 }
    this.#rooms.set(roomId, entry)
    entry.subscribers++
    this.#count(1)
    const release = () => {
      if (--entry.subscribers === 0) {
        if (this.#rooms.get(roomId) === entry) this.#rooms.delete(roomId)
        entry.room.close()
      }
      this.#count(-1)
    }
    return { room: entry.room, release }
  }

  #listenTo(roomId: RoomId): RoomFanOut {
    return new RoomFanOut(roomId, {
      ...this.#dependencies,
      pages: this.#pages,
      slices: this.#slices,
      turns: this.#turns,
    })
  }

  #count(change: number) {
    this.#subscribers += change
    this.#dependencies.observer?.following(this.#subscribers, this.#rooms.size)
  }

  lobby(userId: UserId, after: Position | null) {
    return this.#lobby.follow(after, () => this.#turns.next(userId))
  }

  async reconsider(userId: UserId) {
    for (const { room } of this.#rooms.values()) await room.reconsider(userId)
  }

  async check() {
    this.#pages.sweep()
    // One room after the other: the check finds rare losses and must not be felt.
    for (const { room } of this.#rooms.values()) await room.check()
    await this.#lobby.check()
  }

  turn(userId: UserId) {
    return this.#turns.next(userId)
  }

  close() {
    this.#stopChecking()
    this.#lobby.close()
    for (const { room } of this.#rooms.values()) room.close()
  }
}
