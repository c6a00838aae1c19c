// A read store that answers from the form of a projection that is read at the moment.

import type { Collection, ReadStore } from '../read-store/read-store.ts'
import { collectionIn, type Forms, type Versions } from './versions/version-set.ts'

export type Reading = {
  /** For all who read; what is written goes where it says. */
  readonly store: ReadStore
  /** From now on what these say is read. */
  read(versions: Versions): void
}

export function createReading(store: ReadStore): Reading {
  let active: Readonly<Record<string, Forms>> = {}
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
      ...store,
      load: (collection, key) => store.load(formOf(collection), key),
      loadMany: (collection, keys) => store.loadMany(formOf(collection), keys),
      list: (collection, query) => store.list(formOf(collection), query),
      count: (collection, query) => store.count(formOf(collection), query),
    },
  }
}
