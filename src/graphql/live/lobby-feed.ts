// Tells all lobby subscriptions of this process which rooms changed.

import type { Position } from '../../../commands/event.ts'
import type { RoomId } from '../../../commands/ids.ts'
import { type BusSubscription, LOBBY } from '../../bus/bus.ts'
import type { Cancel } from '../../support/time.ts'
import type { ClosableIterator } from './closable.ts'
import { closable } from './closable.ts'
import type { FanOutDependencies } from './fan-out-dependencies.ts'

/** A room changed. What it is like now is in the read store. */
export type LobbyNews = { readonly roomId: RoomId; readonly position: Position }

/** A room that thousands join within a minute is told several times a second, not a hundred times. */
const INTERVAL_MS = 200

/** Subscribes to the bus once, for as long as it has followers. */
export class LobbyFeed {
  readonly #dependencies: Pick<FanOutDependencies, 'bus' | 'time'>
  readonly #inboxes = new Set<LobbyInbox>()
  /** Changes since the last delivery, by room. */
  readonly #changed = new Map<RoomId, LobbyNews>()
  #subscription: Promise<BusSubscription> | null = null
  #cancelDelivery: Cancel | null = null

  constructor(dependencies: Pick<FanOutDependencies, 'bus' | 'time'>) {
    this.#dependencies = dependencies
  }

  /** News from now on. `turn` is awaited before each is passed on. */
  async follow(turn: () => Promise<void>): Promise<ClosableIterator<LobbyNews>> {
    const inbox = new LobbyInbox()
    this.#inboxes.add(inbox)
    const release = () => {
      this.#inboxes.delete(inbox)
      if (this.#inboxes.size === 0) this.#stop()
    }
    try {
      this.#subscription ??= this.#dependencies.bus.subscribe(LOBBY, message => this.#receive(message))
      await this.#subscription
    } catch (error) {
      release()
      throw error
    }
    const pull = async () => {
      await inbox.filled()
      await turn()
      return inbox.take()
    }
    return closable(pull, release)
  }

  close() {
    for (const inbox of this.#inboxes) inbox.end()
    this.#stop()
  }

  #receive(message: unknown) {
    const { roomId, position } = message as LobbyNews
    this.#changed.set(roomId, { roomId, position })
    if (!this.#cancelDelivery) this.#deliver()
  }

  // A change after a quiet time is passed on at once. Changes that follow closely wait and are passed on together.
  #deliver() {
    this.#cancelDelivery =
      this.#changed.size === 0 ? null : this.#dependencies.time.after(INTERVAL_MS, () => this.#deliver())
    for (const news of this.#changed.values()) for (const inbox of this.#inboxes) inbox.add(news)
    this.#changed.clear()
  }

  #stop() {
    this.#cancelDelivery?.()
    this.#cancelDelivery = null
    this.#changed.clear()
    this.#subscription?.then(
      subscription => subscription.close(),
      () => {},
    )
    this.#subscription = null
  }
}

/** What one follower has not taken: the newest news of each room, so that it is bounded by the number of rooms. */
class LobbyInbox {
  readonly #news = new Map<RoomId, LobbyNews>()
  #hasEnded = false
  #wake = () => {}

  add(news: LobbyNews) {
    this.#news.set(news.roomId, news)
    this.#wake()
  }

  end() {
    this.#hasEnded = true
    this.#wake()
  }

  /** Resolves when there is news, or when it has ended. */
  async filled(): Promise<void> {
    while (this.#news.size === 0 && !this.#hasEnded) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }

  /** The oldest news. Null when there is none. */
  take(): LobbyNews | null {
    for (const [roomId, news] of this.#news) {
      this.#news.delete(roomId)
      return news
    }
    return null
  }
}
