// The port of the milestone store: the documents of long rooms as they were at earlier positions.

import { digitsOf, type Position } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection, Stored } from '../../projections/projection.ts'
import type { Cursor } from '../read-store/read-store.ts'

/** A point in a room's timeline at which its documents are stored. */
export type Milestone = {
  readonly roomId: RoomId
  /** How many events of the room the documents reflect. */
  readonly count: number
  /** The position of the last of these events. */
  readonly position: Position
  /** Names of the projections that could not fold one of the events. */
  readonly failed: readonly string[]
}

/** A document from a milestone on. `stored` is null when it was removed. */
export type MilestoneDocument = {
  readonly collection: string
  readonly key: string
  readonly stored: Stored | null
}

/** A document's entry in an index. `group` is unique to the room and the index. */
export type IndexEntry = Cursor & { readonly group: string }

/** What changed since the room's previous milestone. */
export type MilestoneChanges = {
  readonly documents: readonly MilestoneDocument[]
  /** Index entries that exist from the milestone on. */
  readonly entered: readonly IndexEntry[]
  /** Index entries that end at the milestone. */
  readonly left: readonly IndexEntry[]
}

export type IndexEntriesQuery = {
  readonly groups: readonly string[]
  /** Only entries strictly after this cursor, or before it when `backwards`. */
  readonly after?: Cursor
  readonly limit: number
  readonly backwards: boolean
}

/**
 * Stores only what changed between the milestones of a room. Everything in it is derived from the log. It starts empty when
 * it is opened for another format.
 */
export interface MilestoneStore {
  /** Whether several processes share the store. Then one of them fills it. */
  readonly shared: boolean
  /** The last milestone of the room at this position or before it. Null when there is none. */
  milestone(roomId: RoomId, upTo: Position): Promise<Milestone | null>
  /** One result for each key, in the same order. A missing document is null. */
  loadMany(at: Milestone, collection: string, keys: readonly string[]): Promise<(Stored | null)[]>
  /** The index entries of these groups, sorted, each document once. */
  list(at: Milestone, query: IndexEntriesQuery): Promise<Cursor[]>
  /** The number of documents in these groups. With `before`, only those that sort before this cursor. */
  count(at: Milestone, groups: readonly string[], before?: Cursor): Promise<number>
  /** Adds the room's next milestone, which can be found once all of it is written. Adding it again changes nothing. */
  add(milestone: Milestone, changes: MilestoneChanges): Promise<void>
  /** The position up to which the log was searched for milestones. `BEGINNING` when it never was. */
  checkpoint(): Promise<Position>
  saveCheckpoint(position: Position): Promise<void>
  close(): Promise<void>
}

/** The greatest text of a stored position that is not after this one, with and without a fingerprint. */
export const upperBoundOf = (position: Position): string => `${digitsOf(position)}.`

/** What stored milestones depend on besides the log, as text: the versions of projections and their indexes. */
export function milestoneFormatOf(
  projections: readonly Pick<Projection, 'name' | 'version' | 'indexes'>[],
): string {
  return JSON.stringify(projections.map(({ name, version, indexes }) => [name, version, indexes]))
}
