// Several streams of the SQLite log read as one, in the order of the log.

import type { Recorded, StreamName, Version } from '../../commands/event.ts'
import { numberOf, type Rows } from './sqlite-rows.ts'

type Reader = { readonly stream: StreamName; next: Version; page: Recorded[]; taken: number }

export class Merge {
  readonly events: Recorded[] = []
  readonly #rows: Rows
  readonly #limit: number
  /** What is written while this reads must not show in one stream and be missed in another. */
  readonly #last: number
  readonly #pageSize: number
  #readers: Reader[]

  constructor(rows: Rows, streams: readonly StreamName[], after: number, limit: number) {
    this.#rows = rows
    this.#limit = limit
    this.#last = rows.last
    this.#pageSize = Math.max(16, Math.min(1_000, Math.ceil(limit / streams.length)))
    this.#readers = [...new Set(streams)].map(stream => ({
      stream,
      next: rows.firstAfter(stream, after),
      page: [],
      taken: 0,
    }))
  }

  /** Reads on by at most so many events; true when it has all. */
  readOn(count: number): boolean {
    const end = Math.min(this.#limit, this.events.length + count)
    while (this.events.length < end) {
      const first = this.#first()
      if (!first) return true
      this.events.push(first.page[first.taken]!)
      first.taken += 1
    }
    return this.events.length >= this.#limit
  }

  /** The reader whose next event is the earliest; those that have none are left out from then on. */
  #first(): Reader | null {
    let first: Reader | null = null
    let exhausted = false
    for (const reader of this.#readers) {
      if (reader.taken === reader.page.length) this.#turnPage(reader)
      const event = reader.page[reader.taken]
      if (!event) exhausted = true
      else if (!first || event.position < first.page[first.taken]!.position) first = reader
    }
    if (exhausted) this.#readers = this.#readers.filter(({ page }) => page.length > 0)
    return first
  }

  #turnPage(reader: Reader) {
    const page = this.#rows.read(reader.stream, reader.next, this.#pageSize)
    const late = page.findIndex(({ position }) => numberOf(position) > this.#last)
    reader.page = late === -1 ? page : page.slice(0, late)
    reader.next += page.length
    reader.taken = 0
  }
}
