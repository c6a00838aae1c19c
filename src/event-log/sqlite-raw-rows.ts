// Reads the rows of the SQLite log as they are stored, for audits of a file that somebody may have edited.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Cause, Recorded, StreamName, Version } from '../../commands/event.ts'
import { positionOfEvent } from '../../commands/event.ts'
import type { RowReader, Scan, StoredRow } from './sqlite-rows.ts'

const MAX_NUMBER = Number.MAX_SAFE_INTEGER
/** Reads numbers outside JavaScript's safe range as text. The log never writes them, and they would abort the read. */
const asStored = (column: string) =>
  `CASE WHEN ${column} BETWEEN ${-MAX_NUMBER} AND ${MAX_NUMBER} THEN ${column} ELSE CAST(${column} AS TEXT) END`
const EVENTS = `SELECT ${asStored('position')}, stream, ${asStored('version')}, id, type, ${asStored('at')}, data, cause
  FROM events`

/** No row is proven, and none is refused. */
export class RawRows implements RowReader {
  readonly last: number
  readonly #sql: Record<'stream' | 'name' | 'forward' | 'scan' | 'place', StatementSync>

  constructor(db: DatabaseSync) {
    const arrays = (sql: string) => {
      const statement = db.prepare(sql)
      statement.setReturnArrays(true)
      return statement
    }
    this.#sql = {
      stream: arrays(`SELECT id, (SELECT ${asStored('version')} FROM events WHERE stream = streams.id
        ORDER BY version DESC LIMIT 1) FROM streams WHERE name = ?`),
      name: arrays('SELECT name FROM streams WHERE id = ?'),
      forward: arrays(`${EVENTS} WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?`),
      scan: arrays(`${EVENTS} WHERE position > ? AND position <= ? ORDER BY position`),
      place: arrays('SELECT position FROM events WHERE stream = ? AND version = ?'),
    }
    const [last] = arrays(
      `SELECT min(coalesce(max(position), 0), ${MAX_NUMBER}) FROM events`,
    ).get() as unknown as [number]
    this.last = last
  }

  versionOf(name: StreamName): Version {
    return this.#stream(name)?.[1] ?? 0
  }

  /** From the first event that there is, if `from` is 1 or less: a version may have been changed to 0. */
  read(name: StreamName, from: Version, limit: number): Recorded[] {
    const [id] = this.#stream(name) ?? []
    if (id === undefined) return []
    const first = from > 1 ? from : Number.NEGATIVE_INFINITY
    return this.#decode(this.#sql.forward.all(id, first, limit))
  }

  firstAfter(name: StreamName, after: number): Version {
    const [id = 0, version = 0] = this.#stream(name) ?? []
    let low = 1
    let high = (version ?? 0) + 1
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const [position] = this.#sql.place.get(id, middle) as unknown as [number]
      if (position > after) high = middle
      else low = middle + 1
    }
    return low
  }

  scan(after: number, end: number, matches: ((stream: StreamName) => boolean) | null): Scan {
    const events = this.#decode(this.#sql.scan.all(after, end))
    return { events: matches ? events.filter(({ stream }) => matches(stream)) : events, damaged: [] }
  }

  #stream(name: StreamName) {
    return this.#sql.stream.get(name) as unknown as [number, Version | null] | undefined
  }

  #decode(rows: unknown): Recorded[] {
    return (rows as StoredRow[]).map(([position, stream, version, id, type, at, data, cause]) => ({
      type,
      data: parseOrKeepText(data) as object,
      id,
      at,
      cause: parseOrKeepText(cause) as Cause,
      stream: (this.#sql.name.get(stream) as unknown as [StreamName])[0],
      version,
      position: positionOfEvent(position, { id: String(id), at }),
    }))
  }
}

function parseOrKeepText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return String(text)
  }
}
