// The port of the read store: documents that projections fold, and what the processes must agree upon.

import type { Position } from '../../commands/event.ts'
import type { Projection, Stored } from '../../projections/projection.ts'

/** One document's new state; `document` null: it is gone, and a tombstone keeps older events from bringing it back. */
export type Change<Document extends object = object> = {
  readonly key: string
  readonly position: Position
  readonly document: Document | null
}

/** A value of a field in an index's `equal`; an array asks for documents under any of the values (each value once). */
export type Equal = string | number | boolean | readonly string[]

export type ListQuery = {
  /** The name of one of the projection's indexes. */
  readonly index: string
  /** A value for each field of the index's `equal`. */
  readonly equal: Readonly<Record<string, Equal>>
  /** Only documents strictly after this place in the index's order (before it when backwards). */
  readonly after?: Cursor
  readonly limit: number
  /** From the greatest to the least. Default false. */
  readonly backwards?: boolean
}

/** A place in an index's order: the value of its `order` field and the key. Opaque to clients. */
export type Cursor = { readonly order: string | number; readonly key: string }

/** The right to work on something for a while. `epoch` rises with each new holder: a fencing token. */
export type Lease = {
  readonly name: string
  readonly holder: string
  readonly epoch: number
  readonly until: number
}

/** Which stored form of a projection is meant: its name, its version, and which of its builds (default the first, 0). */
export type Collection<Document extends object = object> = Pick<
  Projection<Document>,
  'name' | 'version' | 'indexes'
> & { readonly build?: number }

/** `rooms_v1`, and `rooms_v1_b2` where it was built again: all of them stand beside each other. */
export const storedName = ({ name, version, build = 0 }: Omit<Collection, 'indexes'>) =>
  `${name}_v${version}${build > 0 ? `_b${build}` : ''}`

/** What was loaded is a copy: changing it changes nothing in the store. */
export interface ReadStore {
  /** True where documents outlive the process; false: they are folded from the log at each start. */
  readonly durable: boolean

  /** Makes collections and indexes ready. Can be repeated. */
  prepare(collections: readonly Collection[]): Promise<void>

  load<D extends object>(collection: Collection<D>, key: string): Promise<Stored<D> | null>

  /** In the order of the keys, with their length and duplicates; a missing document is null. */
  loadMany<D extends object>(
    collection: Collection<D>,
    keys: readonly string[],
  ): Promise<(Stored<D> | null)[]>

  /** A page of an index. */
  list<D extends object>(collection: Collection<D>, query: ListQuery): Promise<Stored<D>[]>

  /** All documents, a page at a time, in an order of their keys that stays the same. `after`: the last key that was read. */
  scan<D extends object>(
    collection: Collection<D>,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<Stored<D>[]>

  /** How many documents an index holds under `equal`, or, with `before`, how many of them come before that place. */
  count<D extends object>(
    collection: Collection<D>,
    query: Pick<ListQuery, 'index' | 'equal'> & { readonly before?: Cursor },
  ): Promise<number>

  /**
   * Documents first, then the checkpoint. A change older than (or as old as) the stored document is ignored, so that
   * doing it again changes nothing. `epoch`: of the partition's lease; a write under an older epoch than the
   * checkpoint was last written with is refused with `Fenced`.
   */
  save<D extends object>(
    collection: Collection<D>,
    changes: readonly Change<D>[],
    checkpoint: { readonly partition: string; readonly position: Position; readonly epoch: number },
  ): Promise<void>

  /** The position up to which a partition of the projection is folded; `BEGINNING` when never. */
  checkpoint(collection: Collection, partition: string): Promise<Position>

  /** Forgets a projection's documents and checkpoints; others keep theirs. */
  drop(collection: Collection): Promise<void>

  /** Takes or prolongs a lease for `ttl` milliseconds; null: another holds it. */
  acquire(name: string, holder: string, ttl: number): Promise<Lease | null>
  release(lease: Lease): Promise<void>
  /** The leases whose name begins with `prefix` and whose time has not run out. */
  leases(prefix: string): Promise<Lease[]>

  ping(): Promise<void>
  close(): Promise<void>
}

/** A holder that lost its lease tried to write. */
export class Fenced extends Error {
  override readonly name = 'Fenced'
}
