// Branded ids: parsed once where they enter, trusted afterwards.

/** Random, so that its first hex digit spreads rooms evenly over partitions. */
export type RoomId = string & { readonly __brand: 'RoomId' }
/** Random, or derived (UUID v5) from the issuer and the subject of a token that is not a UUID itself. */
export type UserId = string & { readonly __brand: 'UserId' }
export type CommentId = string & { readonly __brand: 'CommentId' }
export type PollId = string & { readonly __brand: 'PollId' }
/** Of one segment of a room's recording. */
export type SegmentId = string & { readonly __brand: 'SegmentId' }
/** Chosen by the client, or by the API where the client chose none. The same id is the same command. */
export type CommandId = string & { readonly __brand: 'CommandId' }
export type EventId = string & { readonly __brand: 'EventId' }

type Id = RoomId | UserId | CommentId | PollId | SegmentId | CommandId | EventId

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A UUID in lower case (upper case is folded), or null. Used for every kind of id. */
export function parseId<I extends Id>(text: string): I | null {
  const lower = text.toLowerCase()
  return UUID.test(lower) ? (lower as I) : null
}

/** The first hex digit of a room's or a person's id, by which the log is partitioned: 0 to 15. */
export function partitionOf(id: string): number {
  return Number.parseInt(id[0] ?? '0', 16)
}
