// One index of a collection in memory: documents grouped by equal fields, each group sorted.

import type { Index } from '../../projections/projection.ts'
import type { Cursor, Equal, ListQuery } from './read-store.ts'
import { compareCursors, SortedList } from './sorted.ts'

type Fields = Readonly<Record<string, unknown>>
type Item<Entry> = Cursor & { readonly entry: Entry }
type GroupName = string | number | boolean

export class MemoryIndex<Entry extends { readonly key: string }> {
  readonly #name: string
  readonly #equal: readonly string[]
  readonly #order: string
  readonly #fields: readonly string[]
  readonly #groups = new Map<GroupName, SortedList<Item<Entry>>>()
  /** How many documents are in more than one group. While it is 0, the sizes of groups can be added up. */
  #inSeveralGroups = 0

  /** `name` appears in error messages. */
  constructor(name: string, { equal, order }: Index) {
    this.#name = name
    this.#equal = equal
    this.#order = order
    this.#fields = [order, ...equal]
  }

  /** Moves a document from its old groups to its new ones. `before` is null for a new document, `after` for a removed one. */
  update(entry: Entry, before: object | null, after: object | null) {
    if (before && after && hasSameFields(this.#fields, before, after)) return
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

  /** O(log n), unless the query has several values and some documents are in several groups. */
  count(equal: ListQuery['equal'], before?: Cursor): number {
    const groups = this.#groupsUnder(equal)
    let count = 0
    if (groups.length < 2 || this.#inSeveralGroups === 0) {
      for (const group of groups) count += before ? group.countBefore(before) : group.size
      return count
    }
    for (const item of this.#merged(groups, undefined, false)) {
      if (before && compareCursors(item, before) >= 0) break
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
        if (head && (!first || compareCursors(head, first) * direction < 0)) first = head
      if (!first) return
      yield first
      // A document in several of the groups is at the head of all of them at once.
      for (const reader of readers)
        if (reader.head?.entry === first.entry) reader.head = reader.items.next().value
    }
  }

  #groupsUnder(equal: ListQuery['equal']): SortedList<Item<Entry>>[] {
    const values = this.#equal.map(field => {
      const value = equal[field]
      if (value === undefined || value === null)
        throw new Error(`${this.#name} needs a value for ${field}. Pass one in \`equal\`.`)
      return value
    })
    return groupNames(values).flatMap(name => this.#groups.get(name) ?? [])
  }

  /** The groups of a document. Null when it is not in the index because a field is missing. */
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
    if (groups.length > 1) this.#inSeveralGroups += 1
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
    if (groups.length > 1) this.#inSeveralGroups -= 1
    const cursor = { order: document[this.#order] as string | number, key }
    for (const name of groups) {
      const group = this.#groups.get(name)
      group?.delete(cursor)
      if (group?.size === 0) this.#groups.delete(name)
    }
  }
}

/** One group for each combination of the values. For a single field, the value itself is the name. */
function groupNames(values: readonly Equal[]): readonly GroupName[] {
  if (values.length === 1) {
    const value = values[0] as Equal
    if (!Array.isArray(value)) return [value as GroupName]
    return value.length < 2 ? value : [...new Set(value)]
  }
  let names = ['']
  for (const value of values) {
    const parts = Array.isArray(value)
      ? [...new Set(value.map(groupNamePart))]
      : [groupNamePart(value as GroupName)]
    names =
      parts.length === 1 ? names.map(name => name + parts[0]) : names.flatMap(n => parts.map(p => n + p))
  }
  return names
}

/** Starts with the type, and the length of a string, so that no two combinations share a name. */
function groupNamePart(value: string | number | boolean): string {
  return typeof value === 'string' ? `s${value.length}:${value}` : `${typeof value}:${value};`
}

/** Whether two documents have equal values in all of these fields. */
export function hasSameFields(fields: readonly string[], a: object, b: object): boolean {
  for (const field of fields) if (!isSameValue((a as Fields)[field], (b as Fields)[field])) return false
  return true
}

function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  return (
    Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, i) => value === b[i])
  )
}
