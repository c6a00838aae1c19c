// The read store in memory: one process, folded from the log at each start.

import { BEGINNING, isAfter, laterOf, type Position } from '../../commands/event.ts'
import type { Stored } from '../../projections/projection.ts'
import type { Time } from '../support/time.ts'
import { hasSameFields, MemoryIndex } from './memory-index.ts'
import { MemoryLeases } from './memory-leases.ts'
import { type Change, type Collection, Fenced, type ReadStore, storedName } from './read-store.ts'

type StoredEntry = { readonly key: string; position: Position; document: object }
type Checkpoint = { position: Position; epoch: number }

/** Leases expire by the wall clock of `time`. */
export function createMemoryReadStore({ time }: { readonly time: Pick<Time, 'now'> }): ReadStore {
  const collections = new Map<string, MemoryCollection>()
  const leases = new MemoryLeases(time.now)
  let isClosed = false

  function collectionOf(collection: Collection): MemoryCollection {
    if (isClosed) throw new Error('The read store is closed.')
    const name = storedName(collection)
    const found = collections.get(name)
    if (found) return found
    const created = new MemoryCollection(name, collection)
    collections.set(name, created)
    return created
  }

  return {
    durable: false,
    async prepare(wanted) {
      for (const collection of wanted) collectionOf(collection)
    },
    async load<D extends object>(collection: Collection<D>, key: string) {
      return collectionOf(collection).load(key) as Stored<D> | null
    },
    async loadMany<D extends object>(collection: Collection<D>, keys: readonly string[]) {
      const stored = collectionOf(collection)
      return keys.map(key => stored.load(key) as Stored<D> | null)
    },
    async list<D extends object>(collection: Collection<D>, query: Parameters<ReadStore['list']>[1]) {
      const entries = collectionOf(collection).index(query.index).list(query)
      return entries.map(entry => copyOf(entry) as Stored<D>)
    },
    async scan<D extends object>(collection: Collection<D>, page: Parameters<ReadStore['scan']>[1]) {
      return collectionOf(collection).scan(page) as Stored<D>[]
    },
    async count(collection, { index, equal, before }) {
      return collectionOf(collection).index(index).count(equal, before)
    },
    async save(collection, changes, checkpoint) {
      collectionOf(collection).save(changes, checkpoint)
    },
    async checkpoint(collection, partition) {
      return collectionOf(collection).checkpoints.get(partition)?.position ?? BEGINNING
    },
    async drop(collection) {
      collections.delete(storedName(collection))
    },
    async acquire(name, holder, ttlMs) {
      return leases.acquire(name, holder, ttlMs)
    },
    async release(lease) {
      leases.release(lease)
    },
    async leases(prefix) {
      return leases.list(prefix)
    },
    async ping() {
      if (isClosed) throw new Error('The read store is closed.')
    },
    async close() {
      isClosed = true
      collections.clear()
    },
  }
}

class MemoryCollection {
  readonly checkpoints = new Map<string, Checkpoint>()
  readonly #name: string
  readonly #entries = new Map<string, StoredEntry>()
  readonly #indexes: ReadonlyMap<string, MemoryIndex<StoredEntry>>
  readonly #eachIndex: readonly MemoryIndex<StoredEntry>[]
  /** The fields that the indexes use. While these are unchanged, no index needs an update. */
  readonly #indexed: readonly string[]
  /** By partition and key: the positions of removals that the checkpoint has not passed. */
  readonly #tombstones = new Map<string, Map<string, Position>>()

  constructor(name: string, { indexes }: Collection) {
    this.#name = name
    this.#indexes = new Map(
      Object.entries(indexes).map(([index, fields]) => [
        index,
        new MemoryIndex(`${name}: index ${index}`, fields),
      ]),
    )
    this.#eachIndex = [...this.#indexes.values()]
    this.#indexed = [...new Set(Object.values(indexes).flatMap(({ equal, order }) => [...equal, order]))]
  }

  load(key: string): Stored | null {
    const entry = this.#entries.get(key)
    return entry ? copyOf(entry) : null
  }

  /** Sorts all keys on each call. Only operators' commands and tests scan whole collections. */
  scan({ after, limit }: { readonly after?: string; readonly limit: number }): Stored[] {
    const keys = [...this.#entries.keys()].filter(key => after === undefined || key > after).sort()
    return keys.slice(0, Math.max(0, limit)).map(key => copyOf(this.#entries.get(key)!))
  }

  index(name: string): MemoryIndex<StoredEntry> {
    const index = this.#indexes.get(name)
    if (!index) throw new Error(`${this.#name} has no index ${name}`)
    return index
  }

  save(changes: readonly Change[], { partition, position, epoch }: Checkpoint & { partition: string }) {
    const checkpoint = this.checkpoints.get(partition)
    if (checkpoint && epoch < checkpoint.epoch)
      throw new Fenced(`${this.#name}: partition ${partition} has a newer holder than epoch ${epoch}`)
    const tombstones = this.#tombstones.get(partition) ?? new Map<string, Position>()
    this.#tombstones.set(partition, tombstones)
    for (const change of changes) this.#apply(change, tombstones)
    const reached = checkpoint ? laterOf(checkpoint.position, position) : position
    this.checkpoints.set(partition, { position: reached, epoch })
    // Events before the checkpoint are never replayed, so they cannot restore these documents.
    for (const [key, removed] of tombstones) {
      if (!isAfter(reached, removed)) break
      tombstones.delete(key)
    }
  }

  #apply({ key, position, document }: Change, tombstones: Map<string, Position>) {
    const entry = this.#entries.get(key)
    if (!isAfter(position, entry?.position ?? tombstones.get(key) ?? BEGINNING)) return
    if (document === null) {
      this.#entries.delete(key)
      tombstones.set(key, position)
      if (entry) for (const index of this.#eachIndex) index.update(entry, entry.document, null)
    } else if (entry) {
      if (!hasSameFields(this.#indexed, entry.document, document))
        for (const index of this.#eachIndex) index.update(entry, entry.document, document)
      entry.document = document
      entry.position = position
    } else {
      const added = { key, position, document }
      this.#entries.set(key, added)
      tombstones.delete(key)
      for (const index of this.#eachIndex) index.update(added, null, document)
    }
  }
}

/** Saved documents are immutable and kept as they are. Callers get copies, which they may change. */
function copyOf({ key, position, document }: StoredEntry): Stored {
  return { key, position, document: copy(document) }
}

/** Copies JSON data. Spreading the object first keeps its hidden class, which is faster than adding fields one by one. */
function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T
  if (value === null || typeof value !== 'object') return value
  const created = { ...value } as Record<string, unknown>
  for (const field in created) if (typeof created[field] === 'object') created[field] = copy(created[field])
  return created as T
}
