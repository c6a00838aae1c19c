// The newest events of a log, kept so that followers who keep up are handed them without reading them again.

import type { Recorded } from '../../commands/event.ts'

/** How long the text of each of the two halves may grow. */
const MAX_CHARACTERS = 16_000_000

/** Holds events of consecutive positions: the newest `capacity` at least (fewer where they are large), twice as many at most. */
export class RecentEvents {
  readonly #capacity: number
  #older: Recorded[] = []
  #newer: Recorded[] = []
  /** The position before the first of `#older`. */
  #before: number
  #held = 0

  constructor(last: number, capacity = 8_192) {
    this.#before = last
    this.#capacity = capacity
  }

  /** `length`: of the text of these events, in characters. */
  push(events: readonly Recorded[], length: number) {
    for (const event of events) this.#newer.push(event)
    this.#held += length
    if (this.#newer.length < this.#capacity && this.#held < MAX_CHARACTERS) return
    this.#before += this.#older.length
    this.#older = this.#newer
    this.#newer = []
    this.#held = 0
  }

  /** At most `limit` events after a position, or null where they are no longer held. */
  after(position: number, limit: number): readonly Recorded[] | null {
    const start = position - this.#before
    if (start < 0) return null
    if (start < this.#older.length) return this.#older.slice(start, start + limit)
    const from = start - this.#older.length
    return this.#newer.slice(from, from + limit)
  }
}
