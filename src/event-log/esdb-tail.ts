// The live end of the log: one subscription to all of our events, shared by every reader in the process.

import { isAfter, type Position, type Recorded } from '../../commands/event.ts'
import type { EsdbSubscription } from './esdb-subscription.ts'
import type { LogBatch, LogFault } from './event-log.ts'

export type SharedTailOptions = {
  head(): Promise<Position>
  subscribe(after: Position, onNews: () => void): EsdbSubscription
  /** The least number of newest events kept for readers. Default 4,096. */
  readonly capacity?: number
}

/** A reader that is woken by new events, and told when the tail is lost. */
export type TailListener = { wake(): void; lost(fault: LogFault): void }

export class SharedTail {
  readonly #options: SharedTailOptions
  readonly #capacity: number
  readonly #listeners = new Set<TailListener>()
  #subscription: EsdbSubscription | null = null
  #starting: Promise<void> | null = null
  /** Identifies one start. All readers may leave and others join while it is in progress. */
  #run: object | null = null
  /** In order: all events after `#before` up to `#position`. */
  #events: Recorded[] = []
  #before: Position | null = null
  #position = '' as Position

  constructor(options: SharedTailOptions) {
    this.#options = options
    this.#capacity = options.capacity ?? 4_096
  }

  /** Resolves when the tail runs. Rejects with a `LogFault` when the log is lost. */
  async join(listener: TailListener): Promise<void> {
    this.#listeners.add(listener)
    this.#starting ??= this.#start()
    await this.#starting
  }

  /** The subscription ends when the last reader leaves. */
  leave(listener: TailListener): void {
    this.#listeners.delete(listener)
    if (this.#listeners.size === 0) this.#reset()
  }

  /** The tail holds all events after this position. Null while it does not run. */
  get before(): Position | null {
    return this.#before
  }

  /** The events after a position, which must not be less than `before`. Null if there are none yet. */
  after(position: Position, limit: number): LogBatch | null {
    if (!isAfter(this.#position, position)) return null
    const events = this.#events.slice(firstAfter(this.#events, position)).slice(0, limit)
    const last = events.at(-1)
    const isAll = last === undefined || last === this.#events.at(-1)
    return { events, position: isAll ? this.#position : last.position }
  }

  /** Whether it holds the event at this position. */
  holds(position: Position): boolean {
    return this.#events[firstAfter(this.#events, position) - 1]?.position === position
  }

  async #start(): Promise<void> {
    const run = {}
    this.#run = run
    try {
      const head = await this.#options.head()
      if (this.#run !== run) return
      const subscription = this.#options.subscribe(head, () => this.#take(subscription))
      this.#subscription = subscription
      await subscription.confirmed()
      if (this.#run !== run) return
      this.#before = head
      this.#position = head
      this.#take(subscription)
    } catch (error) {
      if (this.#run === run) this.#reset()
      throw error
    }
  }

  #take(subscription: EsdbSubscription): void {
    if (this.#before === null || this.#subscription !== subscription) return
    try {
      for (let taken = subscription.take(); taken; taken = subscription.take()) {
        for (const event of taken.events) this.#events.push(event)
        this.#position = taken.position
      }
    } catch (error) {
      const listeners = [...this.#listeners]
      this.#reset()
      for (const listener of listeners) listener.lost(error as LogFault)
      return
    }
    const surplus = this.#events.length - this.#capacity
    if (surplus > this.#capacity) this.#before = this.#events.splice(0, surplus).at(-1)!.position
    for (const listener of this.#listeners) listener.wake()
  }

  #reset(): void {
    this.#run = null
    this.#subscription?.close()
    this.#subscription = null
    this.#starting = null
    this.#before = null
    this.#events = []
  }
}

function firstAfter(events: readonly Recorded[], position: Position): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isAfter(events[middle]!.position, position)) high = middle
    else low = middle + 1
  }
  return low
}
