// Those who wait until a position is reached.

import type { Position } from '../../commands/event.ts'
import type { Clock } from '../support/clock.ts'

type Waiter = {
  readonly position: Position
  readonly until: number
  readonly resolve: (reached: boolean) => void
}

/** Milliseconds between looks at whose time is over: one timer for all, however many wait. */
const SWEEP = 20

export class Arrivals {
  readonly #now: Clock
  /** By position; those before `#first` have been told. */
  #waiters: Waiter[] = []
  #first = 0
  #timer: NodeJS.Timeout | null = null

  constructor(now: Clock) {
    this.#now = now
  }

  /** Resolves to true when `arrive` was called with the position or a later one, to false after `timeout` ms. */
  wait(position: Position, timeout: number): Promise<boolean> {
    if (timeout <= 0) return Promise.resolve(false)
    return new Promise(resolve => {
      this.#insert({ position, until: this.#now() + timeout, resolve })
      this.#timer ??= setInterval(() => this.#sweep(), SWEEP)
    })
  }

  arrive(position: Position): void {
    while (this.#first < this.#waiters.length && this.#waiters[this.#first]!.position <= position) {
      this.#waiters[this.#first++]!.resolve(true)
    }
    this.#tidy()
  }

  /** Nobody will arrive any more. */
  close(): void {
    for (const waiter of this.#waiters.slice(this.#first)) waiter.resolve(false)
    this.#first = this.#waiters.length
    this.#tidy()
  }

  #insert(waiter: Waiter): void {
    let at = this.#waiters.length
    while (at > this.#first && this.#waiters[at - 1]!.position > waiter.position) at--
    // Positions are waited for nearly in their order, so that this is nearly always the end.
    if (at === this.#waiters.length) this.#waiters.push(waiter)
    else this.#waiters.splice(at, 0, waiter)
  }

  #sweep(): void {
    const now = this.#now()
    this.#waiters = this.#waiters.slice(this.#first).filter(waiter => {
      if (waiter.until > now) return true
      waiter.resolve(false)
      return false
    })
    this.#first = 0
    this.#tidy()
  }

  #tidy(): void {
    if (this.#first < this.#waiters.length) return
    this.#waiters = []
    this.#first = 0
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }
}
