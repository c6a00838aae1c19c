// The event log in a SQLite file that only this process has open.

import type { DatabaseSync } from 'node:sqlite'
import type { NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'
import type { Time } from '../support/time.ts'
import type { Appended, EventLog, Filter, LogBatch } from './event-log.ts'
import { LogFault } from './event-log.ts'
import type { LogSource } from './log-reader.ts'
import { LogReader, streamMatcher } from './log-reader.ts'
import { RecentEvents } from './recent-events.ts'
import { openFile, sqliteFaultOf } from './sqlite-file.ts'
import { StreamMerge } from './sqlite-merge.ts'
import { SqlitePositions } from './sqlite-positions.ts'
import { EventRows, numberOf, ROWS_PER_PAGE } from './sqlite-rows.ts'
import { SqliteWriter } from './sqlite-writer.ts'

export type SqliteLogOptions = {
  /** The least number of newest events kept in memory for readers. Default 8,192. */
  readonly recent?: number
  /** For audits: also opens a file that is damaged near its end, and reads rows as they are stored. */
  readonly unchecked?: boolean
}

/**
 * Opens a log, or creates it with its folder. A `:memory:` log is lost when it is closed. Rejects with a `LogFault` that
 * says what is wrong: open in another process, damaged, not a log, or not writable.
 */
export async function openSqliteLog(
  path: string,
  time: Time,
  options: SqliteLogOptions = {},
): Promise<EventLog> {
  const db = openFile(path, options.unchecked)
  try {
    return new SqliteLog(db, path, time, options)
  } catch (error) {
    db.close()
    throw sqliteFaultOf(error, path)
  }
}

/** If the range holds at most this many events, all in memory, they are scanned instead of reading each stream. */
const MAX_SCANNED = 2_000

class SqliteLog implements EventLog {
  readonly isExclusive = true
  readonly #db: DatabaseSync
  readonly #time: Time
  readonly #path: string
  readonly #rows: EventRows
  readonly #recent: RecentEvents
  readonly #positions: SqlitePositions
  readonly #writer: SqliteWriter
  readonly #readers = new Set<LogReader>()
  #closed = false

  constructor(db: DatabaseSync, path: string, time: Time, { recent, unchecked }: SqliteLogOptions) {
    this.#db = db
    this.#time = time
    this.#path = path
    this.#rows = new EventRows(db, unchecked)
    this.#recent = new RecentEvents(this.#rows.last, recent)
    this.#positions = new SqlitePositions(db, this.#recent)
    this.#writer = new SqliteWriter(db, path, this.#rows, time, (events, length) => {
      this.#recent.push(events, length)
      for (const reader of this.#readers) reader.wake()
    })
  }

  async append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended> {
    this.#assertOpen()
    return this.#writer.append(stream, expected, events)
  }

  async read(stream: StreamName, from: Version, limit: number): Promise<readonly Recorded[]> {
    const events: Recorded[] = []
    let next = Math.max(1, from)
    for (;;) {
      const wanted = Math.min(ROWS_PER_PAGE, limit - events.length)
      const page = this.#reading(() => this.#rows.read(stream, next, wanted))
      for (const event of page) events.push(event)
      // Continue by version, not by count: a file from which events were removed has gaps.
      next = (page.at(-1)?.version ?? 0) + 1
      if (page.length < ROWS_PER_PAGE || events.length >= limit) return events
      await this.#time.nextTurn()
    }
  }

  async readTail(stream: StreamName, limit: number): Promise<readonly Recorded[]> {
    const version = this.#reading(() => this.#rows.versionOf(stream))
    const from = Math.max(1, version - limit + 1)
    return this.read(stream, from, version - from + 1)
  }

  async readAfter(
    streams: readonly StreamName[],
    after: Position,
    limit: number,
  ): Promise<readonly Recorded[]> {
    const newest = this.#recent.after(numberOf(after), MAX_SCANNED)
    // Scanning these is cheaper than reading each stream, and nothing has to be decoded.
    if (newest && numberOf(after) + newest.length === this.#rows.last) {
      this.#assertOpen()
      return newest.filter(event => streams.includes(event.stream)).slice(0, limit)
    }
    const merge = this.#reading(() => StreamMerge.after(this.#rows, streams, numberOf(after), limit))
    while (!this.#reading(() => merge.readOn(ROWS_PER_PAGE))) await this.#time.nextTurn()
    return merge.events
  }

  async readBefore(
    streams: readonly StreamName[],
    before: Position,
    limit: number,
  ): Promise<readonly Recorded[]> {
    const merge = this.#reading(() => StreamMerge.before(this.#rows, streams, numberOf(before), limit))
    while (!this.#reading(() => merge.readOn(ROWS_PER_PAGE))) await this.#time.nextTurn()
    return merge.events.reverse()
  }

  async head(): Promise<Position> {
    return this.#reading(() => this.#positions.at(this.#rows.last))
  }

  async contains(position: Position): Promise<boolean> {
    return this.#reading(() => this.#positions.contains(position, this.#rows.last))
  }

  follow(after: Position, filter: Filter, signal: AbortSignal): AsyncIterable<LogBatch> {
    const pages = this.#reading(() => this.#rows.pages(filter))
    const matches = streamMatcher(filter)
    const source: LogSource = {
      last: () => this.#rows.last,
      positionAt: number => this.#reading(() => this.#positions.at(number)),
      page: from => {
        const recent = this.#recent.after(from, ROWS_PER_PAGE)
        if (!recent) return this.#reading(() => pages(from))
        const events = matches ? recent.filter(event => matches(event.stream)) : recent
        return { events, position: from + recent.length }
      },
    }
    const reader = new LogReader(source, numberOf(after), signal, this.#time, ended =>
      this.#readers.delete(ended),
    )
    if (!signal.aborted) this.#readers.add(reader)
    return reader
  }

  async ping(): Promise<void> {
    this.#reading(() => this.#rows.versionOf('Room-'))
    if (this.#writer.hasFailed) this.#writer.probe()
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#writer.flush()
    for (const reader of this.#readers) reader.end()
    this.#db.close()
  }

  #assertOpen() {
    if (this.#closed) throw new LogFault(`the event log ${this.#path} is closed`)
  }

  #reading<T>(read: () => T): T {
    this.#assertOpen()
    try {
      return read()
    } catch (error) {
      throw sqliteFaultOf(error, this.#path)
    }
  }
}
