// The contract of the read store, for every engine.

import { after, before, suite } from 'node:test'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { documentCases } from './read-store-documents.ts'
import { leaseCases } from './read-store-leases.ts'
import { listCases } from './read-store-lists.ts'

export type StoreHarness = {
  /** Opens the store. After a close, a durable store is opened again with its documents. */
  open(): Promise<ReadStore>
  /** Deletes what the harness created. */
  remove(): Promise<void>
  /** What this engine does not support, with the reason. */
  readonly lacks?: Lacks
}

/**
 * `nul`: strings with a zero character. `size`: thousands of documents in a collection. `race`: conditions that are checked
 * atomically with the write.
 */
export type Lacks = { readonly nul?: string; readonly size?: string; readonly race?: string }

/** The store under test. `reopen` replaces it. */
export type Current = { readonly store: ReadStore; readonly lacks: Lacks; reopen(): Promise<void> }

/** Runs all cases against one store, each with its own collections and leases. `make` is called once. */
export function readStoreContract(name: string, make: () => Promise<StoreHarness>) {
  suite(`read store on ${name}`, () => {
    let harness: StoreHarness
    let store: ReadStore
    before(async () => {
      harness = await make()
      store = await harness.open()
    })
    after(async () => {
      await store.close()
      await harness.remove()
    })
    const current = {
      get store() {
        return store
      },
      get lacks() {
        return harness.lacks ?? {}
      },
      async reopen() {
        await store.close()
        store = await harness.open()
      },
    }
    documentCases(current)
    listCases(current)
    leaseCases(current)
  })
}
