// What every read store must do, whatever it is made of.

import { after, before, suite } from 'node:test'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { documentCases } from './read-store-documents.ts'
import { leaseCases } from './read-store-leases.ts'
import { listCases } from './read-store-lists.ts'

export type StoreHarness = {
  /** Opens the store; after a close, the same one again where it is durable. */
  open(): Promise<ReadStore>
  /** Takes away what the harness made. */
  remove(): Promise<void>
}

/** The store under test; `reopen` changes which one that is. */
export type Current = { readonly store: ReadStore; reopen(): Promise<void> }

/** Runs all cases against one store, each with collections and leases of its own. `make` is called once. */
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
