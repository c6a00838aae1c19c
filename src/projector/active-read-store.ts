// A read store that answers from the active version of each projection.

import type { Collection, ReadStore } from '../read-store/read-store.ts'
import { collectionIn, type ProjectionVersions, type VersionSet } from './versions/version-set.ts'

export type ActiveReadStore = {
  /** Reads documents of the active versions. Everything else uses the collection as given. */
  readonly store: ReadStore
  /** Reads the active versions of this set from now on. */
  switchTo(versions: VersionSet): void
}

export function createActiveReadStore(store: ReadStore): ActiveReadStore {
  let projections: Readonly<Record<string, ProjectionVersions>> = {}
  let cache = new Map<Collection, Collection>()

  function activeOf<C extends Collection>(collection: C): C {
    const cached = cache.get(collection)
    if (cached) return cached as C
    const version = projections[collection.name]?.active
    const isActive =
      !version || (version.version === collection.version && version.build === (collection.build ?? 0))
    const active = isActive ? collection : collectionIn(collection, version)
    cache.set(collection, active)
    return active
  }

  return {
    switchTo(versions) {
      projections = versions.projections
      cache = new Map()
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
      load: (collection, key) => store.load(activeOf(collection), key),
      loadMany: (collection, keys) => store.loadMany(activeOf(collection), keys),
      list: (collection, query) => store.list(activeOf(collection), query),
      count: (collection, query) => store.count(activeOf(collection), query),
    },
  }
}
