// Helpers of the read store's contract: fresh collections, changes, and short ways to save.

import { randomUUID } from 'node:crypto'
import { positionOf } from '../../commands/event.ts'
import type { Index, Stored } from '../../projections/projection.ts'
import type { Change, Collection, ReadStore } from '../../src/read-store/read-store.ts'

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
export type StoreUnderTest = { readonly store: ReadStore; readonly lacks: Lacks; reopen(): Promise<void> }

/** A prepared collection that no other case uses. */
export async function freshCollection<D extends object>(
  store: ReadStore,
  indexes: Readonly<Record<string, Index>> = {},
): Promise<Collection<D>> {
  const collection = { name: `test-${randomUUID()}`, version: 1, indexes }
  await store.prepare([collection])
  return collection
}

export function change<D extends object>(key: string, position: number, document: D | null): Change<D> {
  return { key, position: positionOf(position), document }
}

export function stored<D extends object>(key: string, position: number, document: D): Stored<D> {
  return { key, position: positionOf(position), document }
}

/** Saves with the checkpoint of partition `all`, by default at the position of the last change. */
export function save<D extends object>(
  store: ReadStore,
  collection: Collection<D>,
  changes: readonly Change<D>[],
  position = changes
    .map(one => one.position)
    .toSorted()
    .at(-1) ?? positionOf(0),
  epoch = 1,
): Promise<void> {
  return store.save(collection, changes, { partition: 'all', position, epoch })
}
