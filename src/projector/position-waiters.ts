// Lets callers wait until a position is reached.

import { isAfter, type Position } from '../../commands/event.ts'
import type { Cancel, Time } from '../support/time.ts'

type Waiter = {
  readonly position: Position
  readonly until: number
  readonly resolve: (reached: boolean) => void
}

/** How often waiters are checked for their timeout. One timer serves all of them. */
const SWEEP_INTERVAL_MS = 20

export class PositionWaiters {
  readonly #time: Pick<Time, 'now' | 'every'>
  /** Sorted by position. Those before `#first` are resolved. */
  #waiters: Waiter[] = []
  #first = 0
  #stopSweeping: Cancel | null = null

  constructor(time: Pick<Time, 'now' | 'every'>) {
    this.#time = time
  }

  /** Resolves to true when `arrive` is called with the position or a later one, or to false after `timeoutMs`. */
  wait(position: Position, timeoutMs: number): Promise<boolean> {
    if (timeoutMs <= 0) return Promise.resolve(false)
    return new Promise(resolve => {
      this.#insert({ position, until: this.#time.now() + timeoutMs, resolve })
      this.#stopSweeping ??= this.#time.every(SWEEP_INTERVAL_MS, () => this.#sweep())
    })
  }

  /** Resolves everybody who waits for this position or an earlier one. */
  arrive(position: Position): void {
    while (this.#first < this.#waiters.length && !isAfter(this.#waiters[this.#first]!.position, position)) {
      this.#waiters[this.#first++]!.resolve(true)
    }
    this.#reset()
  }

  /** Resolves the remaining waiters to false. */
  close(): void {
    for (const waiter of this.#waiters.slice(this.#first)) waiter.resolve(false)
    this.#first = this.#waiters.length
    this.#reset()
  }

  #insert(waiter: Waiter): void {
    let at = this.#waiters.length
    while (at > this.#first && isAfter(this.#waiters[at - 1]!.position, waiter.position)) at--
    // Positions arrive nearly in order, so this is nearly always the end.
    if (at === this.#waiters.length) this.#waiters.push(waiter)
    else this.#waiters.splice(at, 0, waiter)
  }

  #sweep(): void {
    const now = this.#time.now()
    this.#waiters = this.#waiters.slice(this.#first).filter(waiter => {
      if (waiter.until > now) return true
      waiter.resolve(false)
      return false
    })
    this.#first = 0
    this.#reset()
  }

  #reset(): void {
    if (this.#first < this.#waiters.length) return
    this.#waiters = []
    this.#first = 0
    this.#stopSweeping?.()
    this.#stopSweeping = null
  }
}
