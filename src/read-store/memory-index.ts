// One index of a collection in memory: documents grouped by equal fields, each group in order.

import type { Index } from '../../projections/projection.ts'
import type { Cursor, Equal, ListQuery } from './read-store.ts'
import { compareSortKeys, SortedList, type SortKey } from './sorted.ts'

type Fields = Readonly<Record<string, unknown>>
type Item<Entry> = SortKey & { readonly entry: Entry }
type GroupName = string | number | boolean

export class MemoryIndex<Entry extends { readonly key: string }> {
  readonly #name: string
  readonly #equal: readonly string[]
  readonly #order: string
  readonly #fields: readonly string[]
  readonly #groups = new Map<GroupName, SortedList<Item<Entry>>>()
  /** How many documents stand in more than one group: while none does, groups can be counted apart. */
  #severalfold = 0

  /** `name` is for messages. */
  constructor(name: string, { equal, order }: Index) {
    this.#name = name
    this.#equal = equal
    this.#order = order
    this.#fields = [order, ...equal]
  }

  /** A document appeared (`before` null), changed, or went (`after` null). */
  update(entry: Entry, before: object | null, after: object | null) {
    if (before && after && isSameEntry(this.#fields, before, after)) return
    if (before) this.#remove(before as Fields, entry.key)
    if (after) this.#add(after as Fields, entry)
  }

  list({ equal, after, limit, backwards = false }: Omit<ListQuery, 'index'>): Entry[] {
    const entries: Entry[] = []
    if (limit <= 0) return entries
    for (const item of this.#merged(this.#groupsUnder(equal), after, backwards)) {
      entries.push(item.entry)
      if (entries.length >= limit) break
    }
    return entries
  }

  /** O(log n), unless several values are asked for and documents stand under more than one. */
  count(equal: ListQuery['equal'], before?: Cursor): number {
    const groups = this.#groupsUnder(equal)
    let count = 0
    if (groups.length < 2 || this.#severalfold === 0) {
      for (const group of groups) count += before ? group.countBefore(before) : group.size
      return count
    }
    for (const item of this.#merged(groups, undefined, false)) {
      if (before && compareSortKeys(item, before) >= 0) break
      count += 1
    }
    return count
  }

  *#merged(groups: readonly SortedList<Item<Entry>>[], after: Cursor | undefined, backwards: boolean) {
    if (groups.length === 1) return yield* groups[0]!.beyond(after, backwards)
    const direction = backwards ? -1 : 1
    let readers = groups.map(group => {
      const items = group.beyond(after, backwards)
      return { items, head: items.next().value }
    })
    for (;;) {
      readers = readers.filter(reader => reader.head)
      let first: Item<Entry> | undefined
      for (const { head } of readers)
        if (head && (!first || compareSortKeys(head, first) * direction < 0)) first = head
      if (!first) return
      yield first
      // A document that is under several of the values is at the head of several groups at once.
      for (const reader of readers)
        if (reader.head?.entry === first.entry) reader.head = reader.items.next().value
    }
  }

  #groupsUnder(equal: ListQuery['equal']): SortedList<Item<Entry>>[] {
    const values = this.#equal.map(field => {
      const value = equal[field]
      if (value === undefined || value === null) throw new Error(`${this.#name} needs a value for ${field}`)
      return value
    })
    return groupNames(values).flatMap(name => this.#groups.get(name) ?? [])
  }

  /** The groups that a document stands in; null: it is not in the index. */
  #groupsOf(document: Fields): readonly GroupName[] | null {
    const order = document[this.#order]
    if (typeof order !== 'string' && typeof order !== 'number') return null
    const values: Equal[] = []
    for (const field of this.#equal) {
      const value = document[field]
      if (value === undefined || value === null) return null
      values.push(value as Equal)
    }
    return groupNames(values)
  }

  #add(document: Fields, entry: Entry) {
    const groups = this.#groupsOf(document)
    if (!groups) return
    if (groups.length > 1) this.#severalfold += 1
    const item = { order: document[this.#order] as string | number, key: entry.key, entry }
    for (const name of groups) {
      let group = this.#groups.get(name)
      if (!group) {
        group = new SortedList()
        this.#groups.set(name, group)
      }
      group.insert(item)
    }
  }

  #remove(document: Fields, key: string) {
    const groups = this.#groupsOf(document)
    if (!groups) return
    if (groups.length > 1) this.#severalfold -= 1
    const place = { order: document[this.#order] as string | number, key }
    for (const name of groups) {
      const group = this.#groups.get(name)
      group?.delete(place)
      if (group?.size === 0) this.#groups.delete(name)
    }
  }
}

/** A group for each combination of the values, each once. A value that stands alone is the name itself. */
function groupNames(values: readonly Equal[]): readonly GroupName[] {
  if (values.length === 1) {
    const value = values[0] as Equal
    if (!Array.isArray(value)) return [value as GroupName]
    return value.length < 2 ? value : [...new Set(value)]
  }
  let names = ['']
  for (const value of values) {
    const parts = Array.isArray(value) ? [...new Set(value.map(part))] : [part(value as GroupName)]
    names =
      parts.length === 1 ? names.map(name => name + parts[0]) : names.flatMap(n => parts.map(p => n + p))
  }
  return names
}

/** Told apart by type, and by length where the next value begins. */
function part(value: string | number | boolean): string {
  return typeof value === 'string' ? `s${value.length}:${value}` : `${typeof value}:${value};`
}

/** Whether two documents have the same in all of these fields. */
export function isSameEntry(fields: readonly string[], a: object, b: object): boolean {
  for (const field of fields) if (!same((a as Fields)[field], (b as Fields)[field])) return false
  return true
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  return (
    Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => value === b[i])
  )
}
