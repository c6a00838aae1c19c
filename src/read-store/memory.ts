// The read store of one process, folded from the log at each start.

import { BEGINNING, type Position } from '../../commands/event.ts'
import type { Stored } from '../../projections/projection.ts'
import type { Time } from '../support/time.ts'
import { isSameEntry, MemoryIndex } from './memory-index.ts'
import { MemoryLeases } from './memory-leases.ts'
import { type Change, type Collection, Fenced, type ReadStore, storedName } from './read-store.ts'

type Entry = { readonly key: string; position: Position; document: object }
type Checkpoint = { position: Position; epoch: number }

/** Leases run by the wall clock of `time`. */
export function createMemoryReadStore({ time }: { readonly time: Pick<Time, 'now'> }): ReadStore {
  const collections = new Map<string, MemoryCollection>()
  const leases = new MemoryLeases(time.now)
  let closed = false

  function of(collection: Collection): MemoryCollection {
    if (closed) throw new Error('The read store is closed.')
    const name = storedName(collection)
    const found = collections.get(name)
    if (found) return found
    const made = new MemoryCollection(name, collection)
    collections.set(name, made)
    return made
  }

  return {
    durable: false,
    async prepare(wanted) {
      for (const collection of wanted) of(collection)
    },
    async load<D extends object>(collection: Collection<D>, key: string) {
      return of(collection).load(key) as Stored<D> | null
    },
    async loadMany<D extends object>(collection: Collection<D>, keys: readonly string[]) {
      const stored = of(collection)
      return keys.map(key => stored.load(key) as Stored<D> | null)
    },
    async list<D extends object>(collection: Collection<D>, query: Parameters<ReadStore['list']>[1]) {
      const entries = of(collection).index(query.index).list(query)
      return entries.map(entry => copyOf(entry) as Stored<D>)
    },
    async scan<D extends object>(collection: Collection<D>, page: Parameters<ReadStore['scan']>[1]) {
      return of(collection).scan(page) as Stored<D>[]
    },
    async count(collection, { index, equal, before }) {
      return of(collection).index(index).count(equal, before)
    },
    async save(collection, changes, checkpoint) {
      of(collection).save(changes, checkpoint)
    },
    async checkpoint(collection, partition) {
      return of(collection).checkpoints.get(partition)?.position ?? BEGINNING
    },
    async drop(collection) {
      collections.delete(storedName(collection))
    },
    async acquire(name, holder, ttl) {
      return leases.acquire(name, holder, ttl)
    },
    async release(lease) {
      leases.release(lease)
    },
    async leases(prefix) {
      return leases.list(prefix)
    },
    async ping() {
      if (closed) throw new Error('The read store is closed.')
    },
    async close() {
      closed = true
      collections.clear()
    },
  }
}

class MemoryCollection {
  readonly checkpoints = new Map<string, Checkpoint>()
  readonly #name: string
  readonly #entries = new Map<string, Entry>()
  readonly #indexes: ReadonlyMap<string, MemoryIndex<Entry>>
  readonly #eachIndex: readonly MemoryIndex<Entry>[]
  /** The fields that any index goes by: while they stay, no index has to look. */
  readonly #indexed: readonly string[]
  /** By partition, the positions of removals that its checkpoint has not passed. */
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

  /** Sorts all keys each time: whole collections are gone through by hand alone. */
  scan({ after, limit }: { readonly after?: string; readonly limit: number }): Stored[] {
    const keys = [...this.#entries.keys()].filter(key => after === undefined || key > after).sort()
    return keys.slice(0, Math.max(0, limit)).map(key => copyOf(this.#entries.get(key)!))
  }

  index(name: string): MemoryIndex<Entry> {
    const index = this.#indexes.get(name)
    if (!index) throw new Error(`${this.#name} has no index ${name}`)
    return index
  }

  save(changes: readonly Change[], { partition, position, epoch }: Checkpoint & { partition: string }) {
    const checkpoint = this.checkpoints.get(partition)
    if (checkpoint && epoch < checkpoint.epoch)
      throw new Fenced(`${this.#name}: ${partition} has a holder newer than epoch ${epoch}`)
    const tombstones = this.#tombstones.get(partition) ?? new Map<string, Position>()
    this.#tombstones.set(partition, tombstones)
    for (const change of changes) this.#apply(change, tombstones)
    const reached = checkpoint && checkpoint.position > position ? checkpoint.position : position
    this.checkpoints.set(partition, { position: reached, epoch })
    // Events before the checkpoint do not come again, so nothing is left that could bring these back.
    for (const [key, removed] of tombstones) {
      if (removed >= reached) break
      tombstones.delete(key)
    }
  }

  #apply({ key, position, document }: Change, tombstones: Map<string, Position>) {
    const entry = this.#entries.get(key)
    if (position <= (entry?.position ?? tombstones.get(key) ?? BEGINNING)) return
    if (document === null) {
      this.#entries.delete(key)
      tombstones.set(key, position)
      if (entry) for (const index of this.#eachIndex) index.update(entry, entry.document, null)
    } else if (entry) {
      if (!isSameEntry(this.#indexed, entry.document, document))
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

/** Documents that were saved are immutable and are kept as they are; what is handed out may be changed. */
function copyOf({ key, position, document }: Entry): Stored {
  return { key, position, document: copy(document) }
}

/** Of JSON data. Copying the object as a whole first keeps its shape known to the engine. */
function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T
  if (value === null || typeof value !== 'object') return value
  const made = { ...value } as Record<string, unknown>
  for (const field in made) if (typeof made[field] === 'object') made[field] = copy(made[field])
  return made as T
}
