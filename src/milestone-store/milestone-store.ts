// The port of the past store: what the documents of long rooms were at places of their timelines.

import type { Position } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection, Stored } from '../../projections/projection.ts'
import type { Cursor } from '../read-store/read-store.ts'

/** A place of a room's timeline at which its documents can be had. */
export type Milestone = {
  readonly roomId: RoomId
  /** How many events of the room they reflect. */
  readonly count: number
  /** The last of these. */
  readonly position: Position
  /** Names of the projections that could not fold one of them. */
  readonly failed: readonly string[]
}

/** What a document is from a milestone on; `stored` null: there is none any more. */
export type MilestoneDocument = {
  readonly collection: string
  readonly key: string
  readonly stored: Stored | null
}

/** Where a document stands in an index: among those of `group`, a name that is the room's own. */
export type IndexEntry = Cursor & { readonly group: string }

export type MilestoneChanges = {
  readonly documents: readonly MilestoneDocument[]
  /** In which documents stand from the milestone on, or do so no longer. */
  readonly entered: readonly IndexEntry[]
  readonly left: readonly IndexEntry[]
}

export type IndexEntriesQuery = {
  readonly groups: readonly string[]
  /** Only places strictly after this one (before it when backwards). */
  readonly after?: Cursor
  readonly limit: number
  readonly backwards: boolean
}

/**
 * Only what changed from one milestone of a room to the next is written. All of it is made from the log, and is forgotten
 * when the projections that made it are others than those the store was opened for.
 */
export interface MilestoneStore {
  /** True where several processes have one store: one of them fills it. */
  readonly shared: boolean
  /** The last milestone of the room at a position or before it; null: there is none. */
  milestone(roomId: RoomId, upTo: Position): Promise<Milestone | null>
  /** In the order of the keys; a missing document is null. */
  loadMany(at: Milestone, collection: string, keys: readonly string[]): Promise<(Stored | null)[]>
  /** Where documents stand in groups, in the order of the index, each document once. */
  list(at: Milestone, query: IndexEntriesQuery): Promise<Cursor[]>
  /** How many documents stand in groups, or, with `before`, how many of them before that place. */
  count(at: Milestone, groups: readonly string[], before?: Cursor): Promise<number>
  /** Adds the milestone that comes next; it can be had when all of it is written. To do so again changes nothing. */
  add(milestone: Milestone, changes: MilestoneChanges): Promise<void>
  /** Up to which position of the log milestones were looked for; `BEGINNING` when never. */
  checkpoint(): Promise<Position>
  saveCheckpoint(position: Position): Promise<void>
  close(): Promise<void>
}

/** What a milestone depends on besides the log: the versions of projections, and their indexes. */
export function milestoneFormatOf(
  projections: readonly Pick<Projection, 'name' | 'version' | 'indexes'>[],
): string {
  return JSON.stringify(projections.map(({ name, version, indexes }) => [name, version, indexes]))
}
