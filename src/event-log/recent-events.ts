// The newest events of a log, kept in memory so that readers that keep up need no query.

import type { Recorded } from '../../commands/event.ts'

/** The most characters of event text in each of the two halves. */
const MAX_CHARACTERS = 16_000_000

/** Holds events of consecutive positions: at least the newest `capacity` (fewer if they are large), at most twice as many. */
export class RecentEvents {
  readonly #capacity: number
  #older: Recorded[] = []
  #newer: Recorded[] = []
  /** The position before the first event of `#older`. */
  #before: number
  #characters = 0

  constructor(last: number, capacity = 8_192) {
    this.#before = last
    this.#capacity = capacity
  }

  /** `length` is that of the text of these events, in characters. */
  push(events: readonly Recorded[], length: number) {
    for (const event of events) this.#newer.push(event)
    this.#characters += length
    if (this.#newer.length < this.#capacity && this.#characters < MAX_CHARACTERS) return
    this.#before += this.#older.length
    this.#older = this.#newer
    this.#newer = []
    this.#characters = 0
  }

  /** The event at a position, or null if it is not in memory. */
  at(position: number): Recorded | null {
    const index = position - this.#before - 1
    if (index < this.#older.length) return this.#older[index] ?? null
    return this.#newer[index - this.#older.length] ?? null
  }

  /** Up to `limit` events after a position, or null if they are no longer in memory. */
  after(position: number, limit: number): readonly Recorded[] | null {
    const start = position - this.#before
    if (start < 0) return null
    if (start < this.#older.length) return this.#older.slice(start, start + limit)
    const from = start - this.#older.length
    return this.#newer.slice(from, from + limit)
  }
}
