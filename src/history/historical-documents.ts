// The documents of one room at a past position: those of a milestone, with later changes on top.

import type { Position } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection, Stored } from '../../projections/projection.ts'
import type {
  IndexEntry,
  Milestone,
  MilestoneChanges,
  MilestoneStore,
} from '../milestone-store/milestone-store.ts'
import type { Collection, Cursor, ListQuery } from '../read-store/read-store.ts'
import { compareEntries, indexEntriesOf, indexEntryIn, indexGroupsOf } from './index-entries.ts'

/** A document at the milestone, and now. */
type TouchedDocument = { readonly before: Stored | null; now: Stored | null }

type Table = { readonly projection: Projection; readonly touched: Map<string, TouchedDocument> }

type CollectionName = Pick<Collection, 'name'>

/** Returns documents without copying them, so callers must not change them. */
export class HistoricalDocuments {
  readonly #roomId: RoomId
  readonly #store: MilestoneStore
  /** Null: the beginning of the room. */
  readonly #milestone: Milestone | null
  readonly #tables: ReadonlyMap<string, Table>

  constructor(
    roomId: RoomId,
    projections: readonly Projection[],
    store: MilestoneStore,
    milestone: Milestone | null,
  ) {
    this.#roomId = roomId
    this.#store = store
    this.#milestone = milestone
    this.#tables = new Map(
      projections.map(projection => [projection.name, { projection, touched: new Map() }]),
    )
  }

  holds({ name }: CollectionName): boolean {
    return this.#tables.has(name)
  }

  /** Loads the documents that are changed next. */
  async fetch({ name }: CollectionName, keys: Iterable<string>): Promise<void> {
    const { touched } = this.#table(name)
    const missing = [...new Set(keys)].filter(key => !touched.has(key))
    const found = await this.#loadMilestone(name, missing)
    for (const [i, key] of missing.entries()) {
      const before = found[i] ?? null
      touched.set(key, { before, now: before })
    }
  }

  /** The current state of a fetched document. */
  current({ name }: CollectionName, key: string): object | null {
    return this.#touched(name, key).now?.document ?? null
  }

  /** Changes a fetched document. Null removes it. */
  put({ name }: CollectionName, key: string, position: Position, document: object | null): void {
    this.#touched(name, key).now = document && { key, position, document }
  }

  async get(collection: CollectionName, key: string): Promise<Stored | null> {
    return (await this.loadMany(collection, [key]))[0] ?? null
  }

  async loadMany({ name }: CollectionName, keys: readonly string[]): Promise<(Stored | null)[]> {
    const { touched } = this.#table(name)
    const missing = [...new Set(keys)].filter(key => !touched.has(key))
    const found = await this.#loadMilestone(name, missing)
    const loaded = new Map(missing.map((key, i) => [key, found[i] ?? null]))
    return keys.map(key => touched.get(key)?.now ?? loaded.get(key) ?? null)
  }

  async list(collection: CollectionName, query: ListQuery): Promise<Stored[]> {
    const { after, limit, backwards = false } = query
    if (limit <= 0) return []
    const { table, groups } = this.#index(collection, query)
    const direction = backwards ? -1 : 1
    const found = entriesIn(table, query, ({ now }) => now).filter(
      entry => !after || direction * compareEntries(entry, after) > 0,
    )
    found.push(...(await this.#untouched(table, groups, { after, limit, backwards })))
    found.sort((a, b) => direction * compareEntries(a, b))
    const documents = await this.loadMany(
      collection,
      found.slice(0, limit).map(({ key }) => key),
    )
    return documents.filter(document => document !== null)
  }

  async count(
    collection: CollectionName,
    query: Pick<ListQuery, 'index' | 'equal'> & { readonly before?: Cursor },
  ): Promise<number> {
    const { table, groups } = this.#index(collection, query)
    const { before: end } = query
    const isBefore = (entry: Cursor) => !end || compareEntries(entry, end) < 0
    const now = entriesIn(table, query, ({ now }) => now).filter(isBefore).length
    if (!this.#milestone) return now
    const gone = entriesIn(table, query, ({ before }) => before).filter(isBefore).length
    return (await this.#store.count(this.#milestone, groups, end)) - gone + now
  }

  /** Everything that changed since the milestone. */
  changes(): MilestoneChanges {
    const documents = []
    const entered: IndexEntry[] = []
    const left: IndexEntry[] = []
    for (const { projection, touched } of this.#tables.values())
      for (const [key, { before, now }] of touched) {
        if (before === now) continue
        documents.push({ collection: projection.name, key, stored: now })
        const [old, current] = [before, now].map(stored =>
          indexEntriesOf(this.#roomId, projection, key, stored?.document ?? null),
        ) as [readonly IndexEntry[], readonly IndexEntry[]]
        entered.push(...current.filter(entry => !old.some(one => isSameEntry(one, entry))))
        left.push(...old.filter(entry => !current.some(one => isSameEntry(one, entry))))
      }
    return { documents, entered, left }
  }

  /** Index entries of the milestone whose documents were not fetched since. */
  async #untouched(
    { touched }: Table,
    groups: readonly string[],
    query: { after: Cursor | undefined; limit: number; backwards: boolean },
  ): Promise<readonly Cursor[]> {
    const { limit, backwards } = query
    const found: Cursor[] = []
    for (let from = query.after; this.#milestone; ) {
      const page = await this.#store.list(this.#milestone, {
        groups,
        limit,
        backwards,
        ...(from && { after: from }),
      })
      found.push(...page.filter(({ key }) => !touched.has(key)))
      if (page.length < limit || found.length >= limit) break
      from = page.at(-1)!
    }
    return found
  }

  async #loadMilestone(name: string, keys: readonly string[]): Promise<(Stored | null)[]> {
    if (!this.#milestone || keys.length === 0) return []
    return this.#store.loadMany(this.#milestone, name, keys)
  }

  #table(name: string): Table {
    const table = this.#tables.get(name)
    if (!table) throw new Error(`the time machine has no projection ${name}`)
    return table
  }

  #touched(name: string, key: string): TouchedDocument {
    const touched = this.#table(name).touched.get(key)
    if (!touched) throw new Error(`${key} of ${name} was not fetched`)
    return touched
  }

  #index({ name }: CollectionName, { index, equal }: Pick<ListQuery, 'index' | 'equal'>) {
    const table = this.#table(name)
    const fields = table.projection.indexes[index]
    if (!fields) throw new Error(`${name} has no index ${index}`)
    const values = fields.equal.map(field => equal[field]!)
    return { table, groups: indexGroupsOf(this.#roomId, name, index, values) }
  }
}

/** The index entries of fetched documents that match the query. */
function entriesIn(
  { projection, touched }: Table,
  { index, equal }: Pick<ListQuery, 'index' | 'equal'>,
  of: (touched: TouchedDocument) => Stored | null,
): Cursor[] {
  const entries: Cursor[] = []
  for (const one of touched.values()) {
    const stored = of(one)
    const entry = stored && indexEntryIn(projection.indexes[index]!, equal, stored)
    if (entry) entries.push(entry)
  }
  return entries
}

function isSameEntry(a: IndexEntry, b: IndexEntry): boolean {
  return a.group === b.group && a.order === b.order
}
