// The documents of one room as they were: a store that is copied at no cost, so that many of its states can be kept.

import btree from 'sorted-btree'
import type { Position } from '../../commands/event.ts'
import type { Index, Projection, Stored } from '../../projections/projection.ts'
import type { Collection, Cursor, Equal, ListQuery } from '../read-store/read-store.ts'

// The package is made for CommonJS: what Node imports by default is the whole of it.
const BTree = btree.default
type BTree<K, V> = btree.default<K, V>

/** A document's place in an index: under which values it stands, and where among those. */
type Place = { readonly group: string; readonly order: string | number; readonly key: string }

type Table = {
  readonly indexes: Readonly<Record<string, Index>>
  readonly documents: BTree<string, Stored>
  readonly places: Readonly<Record<string, BTree<Place, true>>>
}

/** Hands out the documents themselves: they are immutable, and nobody may change them. */
export class PastDocuments {
  readonly #tables: ReadonlyMap<string, Table>

  private constructor(tables: ReadonlyMap<string, Table>) {
    this.#tables = tables
  }

  static of(projections: readonly Projection[]): PastDocuments {
    return new PastDocuments(
      new Map(
        projections.map(({ name, indexes }) => [
          name,
          {
            indexes,
            documents: new BTree<string, Stored>(undefined, compareText),
            places: mapValues(indexes, () => new BTree<Place, true>(undefined, comparePlaces)),
          },
        ]),
      ),
    )
  }

  /** Both can be changed afterwards without touching the other; what is the same in both is kept once. */
  copy(): PastDocuments {
    return new PastDocuments(
      new Map(
        [...this.#tables].map(([name, { indexes, documents, places }]) => [
          name,
          { indexes, documents: documents.clone(), places: mapValues(places, tree => tree.clone()) },
        ]),
      ),
    )
  }

  holds({ name }: Pick<Collection, 'name'>): boolean {
    return this.#tables.has(name)
  }

  get({ name }: Pick<Collection, 'name'>, key: string): Stored | null {
    return this.#table(name).documents.get(key) ?? null
  }

  /** `document` null: there is none any more. */
  put(collection: Pick<Collection, 'name'>, key: string, position: Position, document: object | null) {
    const { documents, indexes, places } = this.#table(collection.name)
    const before = documents.get(key)?.document ?? null
    if (document) documents.set(key, { key, position, document })
    else documents.delete(key)
    for (const name in indexes) {
      const index = indexes[name]!
      if (before && document && sameIn(index, before, document)) continue
      if (before) for (const place of placesOf(index, key, before)) places[name]!.delete(place)
      if (document) for (const place of placesOf(index, key, document)) places[name]!.set(place, true)
    }
  }

  list(collection: Collection, { index, equal, after, limit, backwards = false }: ListQuery): Stored[] {
    if (limit <= 0) return []
    const { tree, groups, documents } = this.#index(collection, index, equal)
    const found = groups.flatMap(group => inGroup(tree, group, after, backwards, limit))
    if (groups.length > 1) found.sort((a, b) => compareInGroup(a, b) * (backwards ? -1 : 1))
    const keys = [...new Set(found.map(({ key }) => key))]
    return keys.slice(0, limit).map(key => documents.get(key)!)
  }

  count(
    collection: Collection,
    { index, equal, before }: Pick<ListQuery, 'index' | 'equal'> & { before?: Cursor },
  ) {
    const { tree, groups } = this.#index(collection, index, equal)
    const counted = new Set<string>()
    for (const group of groups) {
      const end = { group, ...(before ?? GREATEST) }
      tree.forRange({ group, ...LEAST }, end, false, place => void counted.add(place.key))
    }
    return counted.size
  }

  #table(name: string): Table {
    const table = this.#tables.get(name)
    if (!table) throw new Error(`there is no past of ${name}`)
    return table
  }

  #index({ name }: Collection, index: string, equal: ListQuery['equal']) {
    const { indexes, places, documents } = this.#table(name)
    const tree = places[index]
    if (!tree) throw new Error(`${name} has no index ${index}`)
    return { tree, documents, groups: groupsOf(indexes[index]!.equal.map(field => equal[field]!)) }
  }
}

/** Before and behind every place of a group: keys and texts hold no such character. */
const LEAST = { order: Number.NEGATIVE_INFINITY, key: '' }
const GREATEST = { order: '\uffff', key: '' }

function inGroup(
  tree: BTree<Place, true>,
  group: string,
  after: Cursor | undefined,
  backwards: boolean,
  limit: number,
): Place[] {
  const from = { group, ...(after ?? (backwards ? GREATEST : LEAST)) }
  const entries = backwards ? tree.entriesReversed(from) : tree.entries(from)
  const found: Place[] = []
  for (const [place] of entries) {
    if (place.group !== group) break
    if (after && comparePlaces(place, from) === 0) continue
    found.push(place)
    if (found.length >= limit) break
  }
  return found
}

function sameIn({ equal, order }: Index, before: object, after: object): boolean {
  const [a, b] = [before, after] as Readonly<Record<string, unknown>>[]
  return a![order] === b![order] && equal.every(field => a![field] === b![field])
}

function placesOf({ equal, order }: Index, key: string, document: object): Place[] {
  const fields = document as Readonly<Record<string, unknown>>
  const at = fields[order]
  if (typeof at !== 'string' && typeof at !== 'number') return []
  const values = equal.map(field => fields[field])
  if (values.some(value => value === null || value === undefined)) return []
  return groupsOf(values as Equal[]).map(group => ({ group, order: at, key }))
}

/** A name for each combination of the values, each once. */
function groupsOf(values: readonly Equal[]): readonly string[] {
  let names = ['']
  for (const value of values) {
    const parts = Array.isArray(value) ? [...new Set(value)] : [value]
    names = names.flatMap(name => parts.map(part => `${name}${JSON.stringify(part)}`))
  }
  return names
}

function comparePlaces(a: Place, b: Place): number {
  return compareText(a.group, b.group) || compareInGroup(a, b)
}

/** Numbers come before strings. */
function compareInGroup(a: Place, b: Place): number {
  if (a.order === b.order) return compareText(a.key, b.key)
  if (typeof a.order !== typeof b.order) return typeof a.order === 'number' ? -1 : 1
  return a.order < b.order ? -1 : 1
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function mapValues<A, B>(from: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value)]))
}
