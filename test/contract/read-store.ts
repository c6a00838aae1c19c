// The contract of the read store, for every engine.

import { after, before, suite } from 'node:test'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { documentCases } from './read-store-documents.ts'
import { leaseCases } from './read-store-leases.ts'
import { listCases } from './read-store-lists.ts'
import type { StoreHarness } from './stores.ts'

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
