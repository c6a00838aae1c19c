// A sorted list: search and count in about O(log n), insertion without moving more than one chunk.

import type { Cursor } from './read-store.ts'

/** Numbers sort before strings, as in MongoDB. Equal orders are sorted by key. */
export function compareCursors(a: Cursor, b: Cursor): number {
  if (a.order !== b.order) {
    if (typeof a.order !== typeof b.order) return typeof a.order === 'number' ? -1 : 1
    return a.order < b.order ? -1 : 1
  }
  if (a.key === b.key) return 0
  return a.key < b.key ? -1 : 1
}

const CHUNK = 512

/** No two items have the same order and key. */
export class SortedList<Item extends Cursor> {
  /** No chunk is empty. All items of one chunk sort before all items of the next. */
  readonly #chunks: Item[][] = []
  #size = 0

  get size() {
    return this.#size
  }

  insert(item: Item) {
    this.#size += 1
    const last = this.#chunks.at(-1)
    // Most orders are times or positions, so a new item usually belongs at the end. Full chunks stay full.
    if (!last || compareCursors(last.at(-1)!, item) < 0) {
      if (last && last.length < CHUNK) last.push(item)
      else this.#chunks.push([item])
      return
    }
    const { chunk, index } = this.#find(item)
    const items = this.#chunks[chunk]!
    items.splice(index, 0, item)
    if (items.length > CHUNK) this.#chunks.splice(chunk + 1, 0, items.splice(CHUNK / 2))
  }

  /** Removes the item with this order and key, if there is one. */
  delete(cursor: Cursor) {
    const { chunk, index } = this.#find(cursor)
    const items = this.#chunks[chunk]
    const item = items?.[index]
    if (!items || !item || compareCursors(item, cursor) !== 0) return
    this.#size -= 1
    items.splice(index, 1)
    const next = this.#chunks[chunk + 1]
    if (items.length === 0) this.#chunks.splice(chunk, 1)
    else if (next && items.length + next.length <= CHUNK / 2) {
      items.push(...next)
      this.#chunks.splice(chunk + 1, 1)
    }
  }

  /** How many items sort before the cursor. */
  countBefore(cursor: Cursor): number {
    const { chunk, index } = this.#find(cursor)
    let count = index
    for (let i = 0; i < chunk; i += 1) count += this.#chunks[i]!.length
    return count
  }

  /** The items strictly after the cursor, or before it when `backwards`. Without a cursor: all. Read it before the list changes. */
  *beyond(cursor: Cursor | undefined, backwards: boolean): Generator<Item, undefined> {
    let { chunk, index } = cursor
      ? this.#find(cursor)
      : { chunk: backwards ? this.#chunks.length : 0, index: 0 }
    if (backwards) {
      for (;;) {
        index -= 1
        if (index < 0) {
          chunk -= 1
          if (chunk < 0) return
          index = this.#chunks[chunk]!.length - 1
        }
        yield this.#chunks[chunk]![index]!
      }
    }
    const first = this.#chunks[chunk]?.[index]
    if (cursor && first && compareCursors(first, cursor) === 0) index += 1
    for (; chunk < this.#chunks.length; chunk += 1, index = 0) {
      const items = this.#chunks[chunk]!
      for (; index < items.length; index += 1) yield items[index]!
    }
  }

  /** Where the first item is that does not sort before the cursor. The end of the list when there is none. */
  #find(cursor: Cursor): { chunk: number; index: number } {
    const chunk = firstIndex(this.#chunks, items => compareCursors(items.at(-1)!, cursor) >= 0)
    const items = this.#chunks[chunk] ?? []
    return { chunk, index: firstIndex(items, item => compareCursors(item, cursor) >= 0) }
  }
}

/** The first index from which `isReached` is true, or the length when it never is. */
function firstIndex<T>(array: readonly T[], isReached: (item: T) => boolean): number {
  let low = 0
  let high = array.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isReached(array[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
