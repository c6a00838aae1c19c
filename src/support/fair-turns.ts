// Grants turns of the event loop in rotation among owners, so that many requests of one owner delay only that owner.

import type { Time } from './time.ts'

type TurnTime = Pick<Time, 'elapsed' | 'nextTurn' | 'settled'>

export class FairTurns {
  readonly #budgetMs: number
  readonly #time: TurnTime
  /** By owner, in the order of the rotation. */
  readonly #queues = new Map<string, TurnQueue>()
  #isGranting = false

  /** Grants requests until they have spent `budgetMs` milliseconds of a turn of the event loop, and at least one. */
  constructor(budgetMs: number, time: TurnTime) {
    this.#budgetMs = budgetMs
    this.#time = time
  }

  /**
   * Resolves when it is the owner's turn: each owner is granted once before any is granted twice. What the caller does
   * before it waits for anything else is charged to the budget.
   */
  next(owner: string): Promise<void> {
    return new Promise(resolve => {
      let queue = this.#queues.get(owner)
      if (!queue) {
        queue = new TurnQueue()
        this.#queues.set(owner, queue)
      }
      queue.add(resolve)
      if (!this.#isGranting) void this.#grantAll()
    })
  }

  async #grantAll() {
    this.#isGranting = true
    while (this.#queues.size > 0) {
      await this.#time.nextTurn()
      const end = this.#time.elapsed() + this.#budgetMs
      do {
        this.#grantFirst()
        await this.#time.settled()
      } while (this.#queues.size > 0 && this.#time.elapsed() < end)
    }
    this.#isGranting = false
  }

  #grantFirst() {
    for (const [owner, queue] of this.#queues) {
      this.#queues.delete(owner)
      queue.grant()
      if (queue.waiting > 0) this.#queues.set(owner, queue)
      return
    }
  }
}

/** First in, first out. An array's `shift` would move thousands of entries each time. */
class TurnQueue {
  #resolvers: (() => void)[] = []
  #first = 0

  get waiting(): number {
    return this.#resolvers.length - this.#first
  }

  add(resolve: () => void) {
    this.#resolvers.push(resolve)
  }

  grant() {
    this.#resolvers[this.#first++]!()
    if (this.#first < 1_000) return
    this.#resolvers = this.#resolvers.slice(this.#first)
    this.#first = 0
  }
}
