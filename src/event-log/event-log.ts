// The port of the event log, the source of truth.

import type { Category, NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'

/** The result of an append: written (now, or by an earlier attempt with the same event ids), or a conflict. */
export type Appended =
  | { readonly written: true; readonly version: Version; readonly events: readonly Recorded[] }
  | { readonly written: false; readonly actual: Version }

/** Events in position order, and the position up to which no matching event is missing. */
export type LogBatch = {
  readonly events: readonly Recorded[]
  readonly position: Position
  /** Matching events that are in the log but cannot be read. Absent: none. */
  readonly damaged?: readonly DamagedEvent[]
}

/** An event whose stored bytes are damaged. If its stream is uncertain, each stream that may have lost it is listed. */
export type DamagedEvent = { readonly stream: StreamName; readonly position: Position }

/** A part of the log that cannot be read, because the stored bytes are damaged. */
export type LogDamage = {
  /** The streams that it affects. Everything else can be read. */
  readonly streams: readonly StreamName[]
  /** The positions of the first and the last event that cannot be read. Null: the events exist, but not the way to them. */
  readonly from: Position | null
  readonly to: Position | null
  /** What does not agree, in words. */
  readonly reason: string
}

/** Which events a reader wants. Default: all of our categories, all partitions. */
export type Filter = {
  readonly categories?: readonly Category[]
  /** First hex digits of stream ids, 0 to 15. */
  readonly partitions?: readonly number[]
}

export interface EventLog {
  /** True if no other process can write to the log, so that state folded by this process is never outdated. */
  readonly isExclusive: boolean

  /**
   * Writes all events or none, durably, if the stream is at version `expected`. Repeating an append with the same event
   * ids at the same version counts as written. Without events nothing changes, and the version is only compared. A
   * conflict is returned; every other failure throws a `LogFault`. If its `isOutcomeUnknown` is set, the events may have
   * been written: repeat the same append.
   */
  append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended>

  /**
   * Up to `limit` events of a stream, starting at version `from` (the first is 1), in order. A missing stream has no
   * events.
   */
  read(stream: StreamName, from: Version, limit: number): Promise<readonly Recorded[]>

  /** The last `limit` events of a stream, oldest first. */
  readTail(stream: StreamName, limit: number): Promise<readonly Recorded[]>

  /** Up to `limit` events of these streams after a position, merged in position order. */
  readAfter(streams: readonly StreamName[], after: Position, limit: number): Promise<readonly Recorded[]>

  /** The last `limit` events of these streams before a position, merged in position order, oldest first. */
  readBefore(streams: readonly StreamName[], before: Position, limit: number): Promise<readonly Recorded[]>

  /** The position of the last event in the log, or `BEGINNING` if the log is empty. */
  head(): Promise<Position>

  /**
   * Whether a position belongs to this log: it is not beyond its end, and the event there has this fingerprint. Of a
   * position without a fingerprint only the former can be told. A log that was restored, cut or replaced no longer contains
   * the positions that it lost. Answers from memory where it can, otherwise with one read; `fresh` always reads.
   */
  contains(position: Position, options?: { readonly fresh?: boolean }): Promise<boolean>

  /**
   * Yields every matching event after a position once, in position order: first history, then live events, without a
   * gap. A batch without events only advances the position, because nothing matched up to there. Readers of partitions
   * or of everything get such batches at once, others from time to time. Ends at once when `signal` aborts, even while
   * waiting. Throws a `LogFault` when the log is lost: follow again from the last position.
   */
  follow(after: Position, filter: Filter, signal: AbortSignal): AsyncIterable<LogBatch>

  /** The damage that was found since the log was opened, each part once. Always empty if the engine repairs itself. */
  damage(): readonly LogDamage[]

  /** Resolves when the log can be read and written. Rejects with a `LogFault` that says why not. */
  ping(): Promise<void>

  /** Finishes accepted appends, ends all readers, and closes files and connections. */
  close(): Promise<void>
}

export type LogFaultFacts = {
  readonly isOutcomeUnknown?: boolean
  readonly isLasting?: boolean
  readonly damage?: LogDamage | null
  readonly cause?: unknown
}

/**
 * A failure of the log. `isOutcomeUnknown`: an append may or may not have been written. `isLasting`: an operator has to
 * act, and an immediate retry would fail the same way; `ping` resolves again when the problem is solved. `damage`: the
 * fault concerns this part of the log only, the rest works, and retries fail until the log is restored or salvaged.
 */
export class LogFault extends Error {
  override readonly name = 'LogFault'
  readonly isOutcomeUnknown: boolean
  readonly isLasting: boolean
  readonly damage: LogDamage | null
  constructor(message: string, facts: LogFaultFacts = {}) {
    super(message, 'cause' in facts ? { cause: facts.cause } : undefined)
    this.isOutcomeUnknown = facts.isOutcomeUnknown ?? false
    this.damage = facts.damage ?? (facts.cause instanceof LogFault ? facts.cause.damage : null)
    this.isLasting = facts.isLasting ?? this.damage !== null
  }
}

/** The damage that an error is about, or null if it is about something else. */
export const damageOf = (error: unknown): LogDamage | null =>
  error instanceof LogFault ? error.damage : null
