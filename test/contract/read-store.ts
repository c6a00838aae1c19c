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
  /** What this engine cannot show, with the reason. */
  readonly lacks?: Lacks
}

/**
 * `nul`: texts with a zero character. `size`: thousands of documents in a collection. `race`: that the condition of a
 * write holds at the moment of the write.
 */
export type Lacks = { readonly nul?: string; readonly size?: string; readonly race?: string }

/** The store under test; `reopen` changes which one that is. */
export type Current = { readonly store: ReadStore; readonly lacks: Lacks; reopen(): Promise<void> }

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
