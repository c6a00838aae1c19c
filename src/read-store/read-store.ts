// The port of the read store: the documents that projections fold, their checkpoints, and the leases between processes.

import type { Position } from '../../commands/event.ts'
import type { Projection, Stored } from '../../projections/projection.ts'

/**
 * The new state of a document, and the position of the last event that it reflects. `document` is null when the document is
 * removed: then a tombstone keeps older events from restoring it.
 */
export type Change<Document extends object = object> = {
  readonly key: string
  readonly position: Position
  readonly document: Document | null
}

/** The value of a field in `equal`. An array matches documents with any of the values; each value may occur once. */
export type Equal = string | number | boolean | readonly string[]

export type ListQuery = {
  /** The name of one of the projection's indexes. */
  readonly index: string
  /** A value for each field of the index's `equal`. */
  readonly equal: Readonly<Record<string, Equal>>
  /** Only documents strictly after this cursor, or before it when `backwards`. */
  readonly after?: Cursor
  readonly limit: number
  /** In descending order. Default false. */
  readonly backwards?: boolean
}

/** A position in the order of an index: the value of the `order` field, and the key. Clients get it as an opaque string. */
export type Cursor = { readonly order: string | number; readonly key: string }

/**
 * The right to work on something until `until`, in milliseconds since 1970. `epoch` is a fencing token: it rises with each new
 * holder.
 */
export type Lease = {
  readonly name: string
  readonly holder: string
  readonly epoch: number
  readonly until: number
}

/** The documents of a projection in one version and build. Default: the first build, 0. */
export type Collection<Document extends object = object> = Pick<
  Projection<Document>,
  'name' | 'version' | 'indexes'
> & { readonly build?: number }

/** `rooms_v1` for the first build, `rooms_v1_b2` for a later one. Versions and builds are stored side by side. */
export const storedName = ({ name, version, build = 0 }: Omit<Collection, 'indexes'>) =>
  `${name}_v${version}${build > 0 ? `_b${build}` : ''}`

/** Loaded documents are copies: changing one does not change the store. */
export interface ReadStore {
  /** Whether documents outlive the process. If not, they are folded from the log at each start. */
  readonly durable: boolean

  /** Creates the collections and indexes that are missing. */
  prepare(collections: readonly Collection[]): Promise<void>

  load<D extends object>(collection: Collection<D>, key: string): Promise<Stored<D> | null>

  /** One result for each key, in the same order, duplicates included. A missing document is null. */
  loadMany<D extends object>(
    collection: Collection<D>,
    keys: readonly string[],
  ): Promise<(Stored<D> | null)[]>

  /** One page of an index, at most `limit` documents. */
  list<D extends object>(collection: Collection<D>, query: ListQuery): Promise<Stored<D>[]>

  /** One page of all documents, in a stable order of their keys. `after` is the last key of the page before. */
  scan<D extends object>(
    collection: Collection<D>,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<Stored<D>[]>

  /** The number of documents with these `equal` values. With `before`, only those that sort before this cursor. */
  count<D extends object>(
    collection: Collection<D>,
    query: Pick<ListQuery, 'index' | 'equal'> & { readonly before?: Cursor },
  ): Promise<number>

  /**
   * Saves the documents first, then the checkpoint. A change that is not newer than the stored document is ignored, so saving
   * twice is harmless. `epoch` is that of the partition's lease. Rejects with `Fenced` when the checkpoint was written under a
   * newer epoch.
   */
  save<D extends object>(
    collection: Collection<D>,
    changes: readonly Change<D>[],
    checkpoint: { readonly partition: string; readonly position: Position; readonly epoch: number },
  ): Promise<void>

  /** The position up to which a partition of the collection is folded. `BEGINNING` when it never was. */
  checkpoint(collection: Collection, partition: string): Promise<Position>

  /** Deletes the documents and checkpoints of this collection. */
  drop(collection: Collection): Promise<void>

  /** Takes or renews a lease for `ttlMs` milliseconds. Resolves to null when another holder has it. */
  acquire(name: string, holder: string, ttlMs: number): Promise<Lease | null>
  release(lease: Lease): Promise<void>
  /** The unexpired leases whose names start with `prefix`. */
  leases(prefix: string): Promise<Lease[]>

  /** Rejects when the store cannot be reached, or is closed. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** A holder that has lost its lease tried to write. */
export class Fenced extends Error {
  override readonly name = 'Fenced'
}

/** The store cannot be reached now. What was asked for can be asked again in a moment. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault'
}
