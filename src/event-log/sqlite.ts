// The event log in a SQLite file that only this process writes to.

import type { NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'
import type { Time } from '../support/time.ts'
import type { Appended, EventLog, Filter, LogBatch } from './event-log.ts'
import { LogFault } from './event-log.ts'
import type { LogSource } from './log-reader.ts'
import { LogReader, streamMatcher } from './log-reader.ts'
import { RecentEvents } from './recent-events.ts'
import { DamageRegister, type OnDamage } from './sqlite-damage.ts'
import { DamagedRow, sqliteFaultOf } from './sqlite-faults.ts'
import { type OpenFile, openFile, openFileToRead } from './sqlite-file.ts'
import { StreamMerge } from './sqlite-merge.ts'
import { SqlitePositions } from './sqlite-positions.ts'
import { RawRows } from './sqlite-raw-rows.ts'
import { EventRows, numberOf, ROWS_PER_PAGE, type RowReader } from './sqlite-rows.ts'
import { StreamTable } from './sqlite-streams.ts'
import { LogUpgrade } from './sqlite-upgrade.ts'
import { SqliteWriter } from './sqlite-writer.ts'

export type SqliteLogOptions = {
  /** The least number of newest events kept in memory for readers. Default 8,192. */
  readonly recent?: number
  /** Called once for each part of the log that turns out to be damaged. */
  readonly onDamage?: OnDamage
}

/**
 * Opens a log, or creates it with its folder. A `:memory:` log is lost when it is closed. Rejects with a `LogFault` that
 * says what is wrong: open in another process, damaged as a whole, without its newest events, not a log, or not writable.
 */
export async function openSqliteLog(
  path: string,
  time: Time,
  options: SqliteLogOptions = {},
): Promise<EventLog> {
  const file = openFile(path)
  try {
    const rows = new EventRows(file.db, file.format)
    checkEnd(file, rows, path)
    const log = new SqliteLog(file, path, time, rows, options)
    log.upgrade?.start()
    return log
  } catch (error) {
    file.close()
    throw sqliteFaultOf(error, path)
  }
}

/**
 * Opens the log of an audit: as it is at this moment, for reading alone, beside a process that writes to it or without one.
 * Rows are read as they are stored, also if the log could not have written them.
 */
export async function openStoredLog(path: string, time: Time): Promise<EventLog> {
  const file = openFileToRead(path)
  try {
    return new SqliteLog(file, path, time, new RawRows(file.db), {})
  } catch (error) {
    file.close()
    throw sqliteFaultOf(error, path)
  }
}

/** Proves the newest 100 events, where damage is most likely, and that no event comes after them. */
function checkEnd({ db }: OpenFile, rows: EventRows, path: string) {
  const { last } = rows
  const recorded = db.prepare('SELECT coalesce(max(last), 0) AS last FROM streams').get()!.last as number
  const { damaged } = rows.scan(Math.max(0, last - 100), last, null)
  const { events: bare } = rows.bare
  const isWhole = recorded === last || (recorded < last && bare === last)
  if (damaged.length > 0 || !isWhole)
    throw new LogFault(`${path} is damaged near its end; restore it from a backup`, { isLasting: true })
}

/** If the range holds at most this many events, all in memory, they are scanned instead of reading each stream. */
const MAX_SCANNED = 2_000

class SqliteLog implements EventLog {
  readonly isExclusive = true
  readonly #file: OpenFile
  readonly #time: Time
  readonly #path: string
  readonly #rows: RowReader
  readonly #recent: RecentEvents
  readonly #positions: SqlitePositions
  /** Null: the log is only read. */
  readonly #writer: SqliteWriter | null
  /** Null: the log is only read. */
  readonly upgrade: LogUpgrade | null
  readonly #damage: DamageRegister
  readonly #readers = new Set<LogReader>()
  #closed = false

  constructor(
    file: OpenFile,
    path: string,
    time: Time,
    rows: EventRows | RawRows,
    { recent, onDamage = () => {} }: SqliteLogOptions,
  ) {
    const { db, format } = file
    this.#file = file
    this.#time = time
    this.#path = path
    this.#rows = rows
    this.#recent = new RecentEvents(rows.last, recent)
    this.#positions = new SqlitePositions(rows, this.#recent)
    if (!(rows instanceof EventRows)) {
      this.#damage = new DamageRegister(db, path, new StreamTable(db, format, () => true), onDamage)
      this.#writer = null
      this.upgrade = null
      return
    }
    this.#damage = new DamageRegister(db, path, rows.streams, onDamage)
    const writer = new SqliteWriter(db, rows, time, this.#faultOf, (events, length) => {
      this.#recent.push(events, length)
      for (const reader of this.#readers) reader.wake()
    })
    this.#writer = writer
    this.upgrade = new LogUpgrade({ db, rows, time, transaction: work => writer.transaction(work) })
  }

  async append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended> {
    this.#assertOpen()
    if (!this.#writer) throw new LogFault(`the event log ${this.#path} is open for reading alone`)
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
      if (page.length < wanted || events.length >= limit) return events
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
    this.#assertOpen()
    const matches = streamMatcher(filter)
    const source: LogSource = {
      last: () => this.#rows.last,
      positionAt: number => this.#reading(() => this.#positions.at(number)),
      page: from => {
        const recent = this.#recent.after(from, ROWS_PER_PAGE)
        if (!recent) return this.#reading(() => this.#scan(from, matches))
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

  damage() {
    return this.#damage.found
  }

  async ping(): Promise<void> {
    this.#reading(() => this.#rows.versionOf('Room-'))
    if (this.#writer?.hasFailed) this.#writer.probe()
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.upgrade?.stop()
    this.#writer?.flush()
    for (const reader of this.#readers) reader.end()
    this.#file.close()
  }

  /** The next page of a reader that is behind the events in memory. */
  #scan(after: number, matches: ((stream: StreamName) => boolean) | null) {
    const position = Math.min(after + ROWS_PER_PAGE, this.#rows.last)
    const { events, damaged } = this.#rows.scan(after, position, matches)
    if (damaged.length === 0) return { events, position }
    const lost = this.#damage.eventsAt(damaged)
    return { events, position, damaged: matches ? lost.filter(({ stream }) => matches(stream)) : lost }
  }

  #assertOpen() {
    if (this.#closed) throw new LogFault(`the event log ${this.#path} is closed`)
  }

  #reading<T>(read: () => T): T {
    this.#assertOpen()
    try {
      return read()
    } catch (error) {
      throw this.#faultOf(error)
    }
  }

  readonly #faultOf = (error: unknown, isOutcomeUnknown = false): LogFault =>
    error instanceof DamagedRow
      ? this.#damage.faultOf(error)
      : sqliteFaultOf(error, this.#path, isOutcomeUnknown)
}
