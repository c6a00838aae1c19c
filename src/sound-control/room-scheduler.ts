// Runs the work of one room one piece at a time, and its reconciliation soon or at a time.

import type { Cancel, Time } from '../support/time.ts'

export class RoomScheduler {
  readonly #time: Pick<Time, 'now' | 'after'>
  readonly #reconcile: () => Promise<void>
  #queue: Promise<unknown> = Promise.resolve()
  #isScheduled = false
  #isStopped = false
  #timerAt = Number.POSITIVE_INFINITY
  #cancelTimer: Cancel = () => {}

  /** `reconcile` must not reject. */
  constructor(time: Pick<Time, 'now' | 'after'>, reconcile: () => Promise<void>) {
    this.#time = time
    this.#reconcile = reconcile
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Runs the work after everything that was enqueued before. */
  enqueue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => {})
    return done
  }

  /** Reconciles the room when its queue gets there. Calling it again before that changes nothing. */
  schedule(): void {
    if (this.#isScheduled || this.#isStopped) return
    this.#isScheduled = true
    void this.enqueue(() => {
      this.#isScheduled = false
      return this.#reconcile()
    })
  }

  /** Reconciles the room at a time, in milliseconds since 1970, or before. */
  scheduleAt(at: number): void {
    if (at >= this.#timerAt || this.#isStopped) return
    this.#cancelTimer()
    this.#timerAt = at
    this.#cancelTimer = this.#time.after(Math.max(0, at - this.#time.now()), () => {
      this.#timerAt = Number.POSITIVE_INFINITY
      this.schedule()
    })
  }

  /** Schedules nothing more. Resolves when the queue is empty. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancelTimer()
    await this.#queue
  }
}
