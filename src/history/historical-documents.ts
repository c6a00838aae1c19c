// The documents of one room as they were: those of a milestone, and over them what changed since.

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

/** What a document was at the milestone, and what it is now. */
type TouchedDocument = { readonly before: Stored | null; now: Stored | null }

type Table = { readonly projection: Projection; readonly touched: Map<string, TouchedDocument> }

type CollectionName = Pick<Collection, 'name'>

/** Hands out the documents themselves: they are immutable, and nobody may change them. */
export class HistoricalDocuments {
  readonly #roomId: RoomId
  readonly #store: MilestoneStore
  /** Null: the beginning, when there was none. */
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

  /** Has the documents at hand that are changed next. */
  async fetch({ name }: CollectionName, keys: Iterable<string>): Promise<void> {
    const { touched } = this.#table(name)
    const missing = [...new Set(keys)].filter(key => !touched.has(key))
    const found = await this.#loadMilestone(name, missing)
    for (const [i, key] of missing.entries()) {
      const before = found[i] ?? null
      touched.set(key, { before, now: before })
    }
  }

  /** Of a document that was fetched. */
  current({ name }: CollectionName, key: string): object | null {
    return this.#touched(name, key).now?.document ?? null
  }

  /** Changes a document that was fetched; `document` null: there is none any more. */
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
      place => !after || direction * compareEntries(place, after) > 0,
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
    const isBefore = (place: Cursor) => !end || compareEntries(place, end) < 0
    const now = entriesIn(table, query, ({ now }) => now).filter(isBefore).length
    if (!this.#milestone) return now
    const gone = entriesIn(table, query, ({ before }) => before).filter(isBefore).length
    return (await this.#store.count(this.#milestone, groups, end)) - gone + now
  }

  /** What is other than at the milestone. */
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
        entered.push(...current.filter(place => !old.some(one => isSame(one, place))))
        left.push(...old.filter(place => !current.some(one => isSame(one, place))))
      }
    return { documents, entered, left }
  }

  /** Places of the milestone whose documents did not change since. */
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
    if (!table) throw new Error(`there is no past of ${name}`)
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

/** Of the documents that were fetched, among those that are meant. */
function entriesIn(
  { projection, touched }: Table,
  { index, equal }: Pick<ListQuery, 'index' | 'equal'>,
  of: (touched: TouchedDocument) => Stored | null,
): Cursor[] {
  const places: Cursor[] = []
  for (const one of touched.values()) {
    const stored = of(one)
    const place = stored && indexEntryIn(projection.indexes[index]!, equal, stored)
    if (place) places.push(place)
  }
  return places
}

function isSame(a: IndexEntry, b: IndexEntry): boolean {
  return a.group === b.group && a.order === b.order
}
