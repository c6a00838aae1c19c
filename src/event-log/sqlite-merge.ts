// Reads several streams of the SQLite log as one, in position order, forwards or backwards.

import type { Recorded, StreamName, Version } from '../../commands/event.ts'
import { numberOf, type RowReader } from './sqlite-rows.ts'

/** `next` is the version of the first event of the next page. */
type Reader = { readonly stream: StreamName; next: Version; page: Recorded[]; taken: number }

export class StreamMerge {
  /** In reading order. */
  readonly events: Recorded[] = []
  readonly #rows: RowReader
  readonly #limit: number
  readonly #backwards: boolean
  /** The end of the log at the start. A later event must not appear in one stream while it is missed in another. */
  readonly #last: number
  readonly #pageSize: number
  #readers: Reader[]

  private constructor(rows: RowReader, readers: readonly Reader[], limit: number, backwards: boolean) {
    this.#rows = rows
    this.#limit = limit
    this.#backwards = backwards
    this.#last = rows.last
    this.#pageSize = Math.max(16, Math.min(1_000, Math.ceil(limit / readers.length)))
    this.#readers = [...readers]
  }

  static after(rows: RowReader, streams: readonly StreamName[], after: number, limit: number): StreamMerge {
    return new StreamMerge(
      rows,
      readersOf(streams, stream => rows.firstAfter(stream, after)),
      limit,
      false,
    )
  }

  /** Backwards from the last event before a position. */
  static before(rows: RowReader, streams: readonly StreamName[], before: number, limit: number): StreamMerge {
    return new StreamMerge(
      rows,
      readersOf(streams, stream => rows.firstAfter(stream, before - 1) - 1),
      limit,
      true,
    )
  }

  /** Reads up to `count` more events. True when the merge is complete. */
  readOn(count: number): boolean {
    const end = Math.min(this.#limit, this.events.length + count)
    while (this.events.length < end) {
      const next = this.#next()
      if (!next) return true
      this.events.push(next.page[next.taken]!)
      next.taken += 1
    }
    return this.events.length >= this.#limit
  }

  /** The reader whose next event comes first. Exhausted readers are dropped. */
  #next(): Reader | null {
    let first: Reader | null = null
    let exhausted = false
    for (const reader of this.#readers) {
      if (reader.taken === reader.page.length) this.#turnPage(reader)
      const event = reader.page[reader.taken]
      if (!event) exhausted = true
      else if (!first || event.position < first.page[first.taken]!.position !== this.#backwards)
        first = reader
    }
    if (exhausted) this.#readers = this.#readers.filter(({ page }) => page.length > 0)
    return first
  }

  #turnPage(reader: Reader) {
    reader.taken = 0
    if (this.#backwards) {
      const from = Math.max(1, reader.next - this.#pageSize + 1)
      reader.page = this.#rows.read(reader.stream, from, reader.next - from + 1).reverse()
      reader.next = from - 1
      return
    }
    const page = this.#rows.read(reader.stream, reader.next, this.#pageSize)
    const late = page.findIndex(({ position }) => numberOf(position) > this.#last)
    reader.page = late === -1 ? page : page.slice(0, late)
    reader.next += page.length
  }
}

function readersOf(streams: readonly StreamName[], nextOf: (stream: StreamName) => Version): Reader[] {
  return [...new Set(streams)].map(stream => ({ stream, next: nextOf(stream), page: [], taken: 0 }))
}
