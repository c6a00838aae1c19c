// A sorted list of places: finding and counting in about O(log n), inserting without moving more than a chunk.

/** A place in an index's order. No two items of a list share one. */
export type SortKey = { readonly order: string | number; readonly key: string }

/** Numbers come before strings, as in the stores that this one stands in for; equal orders are told apart by key. */
export function compareSortKeys(a: SortKey, b: SortKey): number {
  if (a.order !== b.order) {
    if (typeof a.order !== typeof b.order) return typeof a.order === 'number' ? -1 : 1
    return a.order < b.order ? -1 : 1
  }
  if (a.key === b.key) return 0
  return a.key < b.key ? -1 : 1
}

const CHUNK = 512

export class SortedList<Item extends SortKey> {
  /** None is empty; all of one come before all of the next. */
  readonly #chunks: Item[][] = []
  #size = 0

  get size() {
    return this.#size
  }

  insert(item: Item) {
    this.#size += 1
    const last = this.#chunks.at(-1)
    // Most orders are times or positions: what is new belongs at the end, and full chunks stay full.
    if (!last || compareSortKeys(last.at(-1)!, item) < 0) {
      if (last && last.length < CHUNK) last.push(item)
      else this.#chunks.push([item])
      return
    }
    const { chunk, index } = this.#find(item)
    const items = this.#chunks[chunk]!
    items.splice(index, 0, item)
    if (items.length > CHUNK) this.#chunks.splice(chunk + 1, 0, items.splice(CHUNK / 2))
  }

  /** Takes out the item at a place, if there is one. */
  delete(place: SortKey) {
    const { chunk, index } = this.#find(place)
    const items = this.#chunks[chunk]
    const item = items?.[index]
    if (!items || !item || compareSortKeys(item, place) !== 0) return
    this.#size -= 1
    items.splice(index, 1)
    const next = this.#chunks[chunk + 1]
    if (items.length === 0) this.#chunks.splice(chunk, 1)
    else if (next && items.length + next.length <= CHUNK / 2) {
      items.push(...next)
      this.#chunks.splice(chunk + 1, 1)
    }
  }

  /** How many items come before a place. */
  countBefore(place: SortKey): number {
    const { chunk, index } = this.#find(place)
    let count = index
    for (let i = 0; i < chunk; i += 1) count += this.#chunks[i]!.length
    return count
  }

  /** The items strictly beyond a place (absent: all), ascending or backwards. Read it before the list changes. */
  *beyond(place: SortKey | undefined, backwards: boolean): Generator<Item, undefined> {
    let { chunk, index } = place
      ? this.#find(place)
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
    if (place && first && compareSortKeys(first, place) === 0) index += 1
    for (; chunk < this.#chunks.length; chunk += 1, index = 0) {
      const items = this.#chunks[chunk]!
      for (; index < items.length; index += 1) yield items[index]!
    }
  }

  /** The first item that is not before a place; the end of the list when all are. */
  #find(place: SortKey): { chunk: number; index: number } {
    const chunk = firstIndex(this.#chunks, items => compareSortKeys(items.at(-1)!, place) >= 0)
    const items = this.#chunks[chunk] ?? []
    return { chunk, index: firstIndex(items, item => compareSortKeys(item, place) >= 0) }
  }
}

/** The first index from which on `holds` is true; the length where it never is. */
function firstIndex<T>(array: readonly T[], holds: (item: T) => boolean): number {
  let low = 0
  let high = array.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(array[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
