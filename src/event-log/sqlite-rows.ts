// Maps rows of the SQLite log to events, and holds the queries that find them.

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Cause, NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'
import { digitsOf, parseStream, positionOfEvent } from '../../commands/event.ts'
import type { EventId } from '../../commands/ids.ts'
import { partitionOf } from '../../commands/ids.ts'
import type { Filter } from './event-log.ts'

type Row = [number, number, Version, EventId, string, number, string, string]
type Stream = { readonly id: number; version: Version }

const EVENTS = 'SELECT position, stream, version, events.id, type, at, data, cause FROM events'
const MAX_NUMBER = Number.MAX_SAFE_INTEGER
/** Reads numbers outside JavaScript's safe range as text. The log never writes them, and they would abort the read. */
const asStored = (column: string) =>
  `CASE WHEN ${column} BETWEEN ${-MAX_NUMBER} AND ${MAX_NUMBER} THEN ${column} ELSE CAST(${column} AS TEXT) END`
const EVENTS_AS_STORED = EVENTS.replace(/\b(position|version|at)\b/g, asStored)
/** CROSS JOIN stops SQLite from scanning the streams first. */
const OF_STREAMS = 'CROSS JOIN streams ON streams.id = events.stream'

/** The most events in one batch of a reader, and the most positions that a filtered reader scans for one batch. */
export const ROWS_PER_PAGE = 1_000
const POSITIONS_PER_PAGE = 8_000
const MAX_CACHED_STREAMS = 20_000
/** One statement inserts 20 rows, which takes a fifth less time than one statement per row. */
const COLUMNS_PER_ROW = 8
const ROWS_PER_INSERT = 20
const ROW = '(?, ?, ?, ?, ?, ?, ?, ?)'

/** Typed access to the tables. Everything here is synchronous and throws the errors of SQLite. */
export class EventRows {
  /** The position of the last inserted event. */
  last: number
  /** Characters of event data inserted since the file was opened. */
  insertedText = 0
  readonly #db: DatabaseSync
  readonly #sql: Record<
    'stream' | 'name' | 'addStream' | 'addEvent' | 'addEvents' | 'forward' | 'place',
    StatementSync
  >
  #streams = new Map<StreamName, Stream>()
  /** The parameters of the next insert, reused to save allocations. */
  readonly #values = new Array<SQLInputValue>(ROWS_PER_INSERT * COLUMNS_PER_ROW).fill(null)
  /** One string per stream id, shared by all its events, so that lookups by name reuse its cached hash. */
  readonly #names = new Map<number, StreamName>()
  readonly #parse: (text: string) => unknown
  /** The first version of a stream; none if the file may have been edited by hand. */
  readonly #firstVersion: number

  /** `unchecked`: reads rows as they are stored, even if the log could not have written them. */
  constructor(db: DatabaseSync, unchecked = false) {
    this.#db = db
    this.#parse = unchecked ? parseOrKeepText : JSON.parse
    this.#firstVersion = unchecked ? Number.NEGATIVE_INFINITY : 1
    const [events, version] = unchecked ? [EVENTS_AS_STORED, asStored('version')] : [EVENTS, 'version']
    const arrays = (sql: string) => {
      const statement = db.prepare(sql)
      statement.setReturnArrays(true)
      return statement
    }
    this.#sql = {
      stream: arrays(`SELECT id, (SELECT ${version} FROM events WHERE stream = streams.id
        ORDER BY version DESC LIMIT 1) FROM streams WHERE name = ?`),
      name: arrays('SELECT name FROM streams WHERE id = ?'),
      addStream: db.prepare('INSERT INTO streams (name, category, partition) VALUES (?, ?, ?)'),
      addEvent: db.prepare(`INSERT INTO events VALUES ${ROW}`),
      addEvents: db.prepare(`INSERT INTO events VALUES ${Array(ROWS_PER_INSERT).fill(ROW).join()}`),
      forward: arrays(`${events} WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?`),
      place: arrays('SELECT position FROM events WHERE stream = ? AND version = ?'),
    }
    const [last] = arrays(
      `SELECT min(coalesce(max(position), 0), ${MAX_NUMBER}) FROM events`,
    ).get() as unknown as [number]
    this.last = last
  }

  versionOf(name: StreamName): Version {
    return this.#stream(name)?.version ?? 0
  }

  /** Inserts events at the end of the stream. Call it inside a transaction. */
  insert(name: StreamName, events: readonly NewEvent[]): Recorded[] {
    const { addEvent, addEvents } = this.#sql
    const stream = this.#stream(name) ?? this.#addStream(name)
    const values = this.#values
    let filled = 0
    let lastCause: Cause | null = null
    let causeText = ''
    const recorded = events.map(event => {
      const { type, data, id, at, cause } = event
      // All events of a command share one cause object.
      if (cause !== lastCause) causeText = JSON.stringify(cause)
      lastCause = cause
      const version = stream.version + 1
      const position = this.last + 1
      const text = JSON.stringify(data)
      values[filled++] = position
      values[filled++] = stream.id
      values[filled++] = version
      values[filled++] = id
      values[filled++] = type
      values[filled++] = at
      values[filled++] = text
      values[filled++] = causeText
      this.insertedText += text.length
      stream.version = version
      this.last = position
      if (filled === values.length) {
        addEvents.run(...values)
        filled = 0
      }
      return { type, data, id, at, cause, stream: name, version, position: positionOfEvent(position, event) }
    })
    for (let from = 0; from < filled; from += COLUMNS_PER_ROW)
      addEvent.run(...values.slice(from, from + COLUMNS_PER_ROW))
    return recorded
  }

  /** Resets the caches after a rolled-back transaction. */
  forget(last: number) {
    this.last = last
    this.#streams.clear()
    this.#names.clear()
  }

  read(name: StreamName, from: Version, limit: number): Recorded[] {
    const stream = this.#stream(name)
    const first = from > 1 ? from : this.#firstVersion
    return stream ? this.#decode(this.#sql.forward.all(stream.id, first, limit)) : []
  }

  /** The version of the first event of a stream after a position: positions rise with versions. */
  firstAfter(name: StreamName, after: number): Version {
    const stream = this.#stream(name)
    let low = 1
    let high = (stream?.version ?? 0) + 1
    while (stream && low < high) {
      const middle = Math.floor((low + high) / 2)
      const [position] = this.#sql.place.get(stream.id, middle) as unknown as [number]
      if (position > after) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Returns a function that reads the next page: matching events, and the position up to which none is missing. */
  pages(filter: Filter): (after: number) => { events: Recorded[]; position: number } {
    const { categories, partitions } = filter
    const among = (column: string, values: readonly unknown[] | undefined) =>
      values ? ` AND ${column} IN (${values.map(() => '?').join()})` : ''
    const where = among('category', categories) + among('partition', partitions)
    const statement = this.#db.prepare(`${EVENTS} ${where && OF_STREAMS}
      WHERE position > ? AND position <= ? ${where} ORDER BY position LIMIT ${ROWS_PER_PAGE}`)
    statement.setReturnArrays(true)
    const wanted = [...(categories ?? []), ...(partitions ?? [])]
    return after => {
      const end = Math.min(after + POSITIONS_PER_PAGE, this.last)
      const events = this.#decode(statement.all(after, end, ...wanted))
      return { events, position: events.length === ROWS_PER_PAGE ? numberOf(events.at(-1)!.position) : end }
    }
  }

  #decode(rows: unknown): Recorded[] {
    let lastText = ''
    let cause: Cause | null = null
    return (rows as Row[]).map(([position, stream, version, id, type, at, data, causeText]) => {
      if (causeText !== lastText || !cause) cause = this.#parse(causeText) as Cause
      lastText = causeText
      const name = this.#nameOf(stream)
      return {
        type: internType(type),
        data: this.#parse(data) as object,
        id,
        at,
        cause,
        stream: name,
        version,
        position: positionOfEvent(position, { id: String(id), at }),
      }
    })
  }

  #nameOf(stream: number): StreamName {
    const known = this.#names.get(stream)
    if (known !== undefined) return known
    const [name] = this.#sql.name.get(stream) as unknown as [StreamName]
    if (this.#names.size >= MAX_CACHED_STREAMS) this.#names.clear()
    this.#names.set(stream, name)
    return name
  }

  #stream(name: StreamName): Stream | null {
    const known = this.#streams.get(name)
    if (known) return known
    const row = this.#sql.stream.get(name) as [number, number | null] | undefined
    return row ? this.#remember(name, { id: row[0], version: row[1] ?? 0 }) : null
  }

  #addStream(name: StreamName): Stream {
    const { category, id } = parseStream(name)
    const partition = partitionOf(id)
    const added = this.#sql.addStream.run(name, category, Number.isNaN(partition) ? null : partition)
    return this.#remember(name, { id: Number(added.lastInsertRowid), version: 0 })
  }

  #remember(name: StreamName, stream: Stream): Stream {
    if (this.#streams.size >= MAX_CACHED_STREAMS) this.#streams.clear()
    this.#streams.set(name, stream)
    return stream
  }
}

/** A position as a number. A position beyond any log of ours becomes the greatest safe number. */
export function numberOf(position: Position): number {
  return Math.min(Number(digitsOf(position)), Number.MAX_SAFE_INTEGER)
}

function parseOrKeepText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return String(text)
  }
}

const types = new Map<string, string>()

/** The event type as an interned string, which the engine compares by address, like the literals in our code. */
function internType(type: string): string {
  const known = types.get(type)
  if (known !== undefined) return known
  const [text = type] = Object.keys({ [type]: true })
  types.set(type, text)
  return text
}
