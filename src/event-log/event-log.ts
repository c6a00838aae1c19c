// The port of the event log: the one place where facts are kept.

import type { Category, NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'

/** What became of an append: written (now, or by an earlier try with the same ids), or another was faster. */
export type Appended =
  | { readonly written: true; readonly version: Version; readonly events: readonly Recorded[] }
  | { readonly written: false; readonly actual: Version }

/** What a follower is given: events in position order, and the position up to which nothing that matches is missing. */
export type LogBatch = { readonly events: readonly Recorded[]; readonly position: Position }

/** Which events a follower wants. Absent: all of our categories, all partitions. */
export type Filter = {
  readonly categories?: readonly Category[]
  /** First hex digits of stream ids, 0 to 15. */
  readonly partitions?: readonly number[]
}

export interface EventLog {
  /**
   * True where no other process can write to the log, so that a folded state that this process keeps is the truth.
   */
  readonly isExclusive: boolean

  /**
   * Writes all events or none, durably, when the stream is at `expected`. Repeating an append with the same event ids
   * at the same version is answered as written. No events: nothing changes, `written` at the current version, or a
   * conflict. A conflict is a value; anything else that goes wrong throws a `LogFault`, and where `isOutcomeUnknown` the
   * events may have been written: repeat the same append.
   */
  append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended>

  /**
   * The events of a stream from version `from` (1 = the first) on, in order, at most `limit` of them. A missing
   * stream has none.
   */
  read(stream: StreamName, from: Version, limit: number): Promise<readonly Recorded[]>

  /** The last `limit` events of a stream, oldest first. */
  readTail(stream: StreamName, limit: number): Promise<readonly Recorded[]>

  /** The events of these streams after a position, merged in position order, at most `limit` of them. */
  readAfter(streams: readonly StreamName[], after: Position, limit: number): Promise<readonly Recorded[]>

  /** The last `limit` events of these streams that stand before a position, merged in position order, oldest first. */
  readBefore(streams: readonly StreamName[], before: Position, limit: number): Promise<readonly Recorded[]>

  /** The position of the last event in the log; `BEGINNING` for an empty one. */
  head(): Promise<Position>

  /**
   * Every matching event after a position once, in position order: history, then live, without a gap at the seam.
   * Batches hold at least one event, or none with a later position where nothing matched. Whoever follows partitions, or
   * everything, is told of that at once, others now and then. Ends at once when `signal` aborts, also while it waits;
   * throws a `LogFault` when the log is lost (follow again from the last position).
   */
  follow(after: Position, filter: Filter, signal: AbortSignal): AsyncIterable<LogBatch>

  /** Resolves when the log can be read and written; rejects with a `LogFault` that says why not. */
  ping(): Promise<void>

  /** Ends followers and lets go of files and links. Appends that were accepted are done first. */
  close(): Promise<void>
}

/**
 * The log could not do what was asked. `isOutcomeUnknown`: an append may or may not have been written. `lasting`: somebody has
 * to see to it, and the same again at once would meet the same fault; `ping` tells when it is over.
 */
export class LogFault extends Error {
  override readonly name = 'LogFault'
  readonly isOutcomeUnknown: boolean
  readonly isLasting: boolean
  constructor(
    message: string,
    options: { isOutcomeUnknown?: boolean; isLasting?: boolean; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.isOutcomeUnknown = options.isOutcomeUnknown ?? false
    this.isLasting = options.isLasting ?? false
  }
}
