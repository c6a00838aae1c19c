// A read store that answers from the active version of each projection.

import type { Collection, ReadStore } from '../read-store/read-store.ts'
import { collectionIn, type ProjectionVersions, type VersionSet } from './versions/version-set.ts'

export type ActiveReadStore = {
  /** Reads go to the active versions, writes to the collection that they name. */
  readonly store: ReadStore
  /** Switches to these versions. */
  read(versions: VersionSet): void
}

export function createActiveReadStore(store: ReadStore): ActiveReadStore {
  let active: Readonly<Record<string, ProjectionVersions>> = {}
  let known = new Map<Collection, Collection>()

  function formOf<C extends Collection>(collection: C): C {
    const found = known.get(collection)
    if (found) return found as C
    const form = active[collection.name]?.active
    const isItself = !form || (form.version === collection.version && form.build === (collection.build ?? 0))
    const read = isItself ? collection : collectionIn(collection, form)
    known.set(collection, read)
    return read
  }

  return {
    read(versions) {
      active = versions.projections
      known = new Map()
    },
    store: {
      durable: store.durable,
      prepare: collections => store.prepare(collections),
      scan: (collection, query) => store.scan(collection, query),
      save: (collection, changes, checkpoint) => store.save(collection, changes, checkpoint),
      checkpoint: (collection, partition) => store.checkpoint(collection, partition),
      drop: collection => store.drop(collection),
      acquire: (name, holder, ttlMs) => store.acquire(name, holder, ttlMs),
      release: lease => store.release(lease),
      leases: prefix => store.leases(prefix),
      ping: () => store.ping(),
      close: () => store.close(),
      load: (collection, key) => store.load(formOf(collection), key),
      loadMany: (collection, keys) => store.loadMany(formOf(collection), keys),
      list: (collection, query) => store.list(formOf(collection), query),
      count: (collection, query) => store.count(formOf(collection), query),
    },
  }
}
