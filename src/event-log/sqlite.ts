// The event log in a SQLite file of this process alone.

import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as turn } from 'node:timers/promises'
import type { NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'
import { positionOf } from '../../commands/event.ts'
import type { Appended, EventLog, Filter, Followed } from './event-log.ts'
import { LogFault } from './event-log.ts'
import type { Source } from './log-reader.ts'
import { Follower, matcher } from './log-reader.ts'
import { Recent } from './recent.ts'
import { faultOf, openFile } from './sqlite-file.ts'
import { Merge } from './sqlite-merge.ts'
import { numberOf, PAGE, Rows } from './sqlite-rows.ts'
import { Writer } from './sqlite-writer.ts'

type Options = { readonly recent?: number; readonly unchecked?: boolean }

/**
 * Opens a log, or makes it with its folder; `:memory:` is one that is gone when closed. Rejects with a `LogFault` that
 * says what is wrong: held by another process, damaged, no log, not writable. `recent`: how many of the newest events
 * are kept in memory for followers, at least; default 8,192. `unchecked`: opens a file that is damaged near its end, too,
 * and reads streams as they stand, for those who look for what was done to it.
 */
export async function openSqliteLog(path: string, options: Options = {}): Promise<EventLog> {
  const db = openFile(path, options.unchecked)
  try {
    return new SqliteLog(db, path, options)
  } catch (error) {
    db.close()
    throw faultOf(error, path)
  }
}

/** So many of the newest events are gone through one by one, where all that come after a position are among them. */
const NEAR = 2_000

class SqliteLog implements EventLog {
  readonly exclusive = true
  readonly #db: DatabaseSync
  readonly #path: string
  readonly #rows: Rows
  readonly #recent: Recent
  readonly #writer: Writer
  readonly #followers = new Set<Follower>()
  #closed = false

  constructor(db: DatabaseSync, path: string, { recent, unchecked }: Options) {
    this.#db = db
    this.#path = path
    this.#rows = new Rows(db, unchecked)
    this.#recent = new Recent(this.#rows.last, recent)
    this.#writer = new Writer(db, path, this.#rows, (events, length) => {
      this.#recent.push(events, length)
      for (const follower of this.#followers) follower.wake()
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
      const wanted = Math.min(PAGE, limit - events.length)
      const page = this.#reading(() => this.#rows.read(stream, next, wanted))
      for (const event of page) events.push(event)
      // Not by their count: a file from which events were taken has gaps.
      next = (page.at(-1)?.version ?? 0) + 1
      if (page.length < PAGE || events.length >= limit) return events
      await turn()
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
    const newest = this.#recent.after(numberOf(after), NEAR)
    // To go through a few is cheaper than to ask for each stream, and nothing has to be decoded.
    if (newest && numberOf(after) + newest.length === this.#rows.last) {
      this.#assertOpen()
      return newest.filter(event => streams.includes(event.stream)).slice(0, limit)
    }
    const merge = this.#reading(() => Merge.after(this.#rows, streams, numberOf(after), limit))
    while (!this.#reading(() => merge.readOn(PAGE))) await turn()
    return merge.events
  }

  async readBefore(
    streams: readonly StreamName[],
    before: Position,
    limit: number,
  ): Promise<readonly Recorded[]> {
    const merge = this.#reading(() => Merge.before(this.#rows, streams, numberOf(before), limit))
    while (!this.#reading(() => merge.readOn(PAGE))) await turn()
    return merge.events.reverse()
  }

  async head(): Promise<Position> {
    this.#assertOpen()
    return positionOf(this.#rows.last)
  }

  follow(after: Position, filter: Filter, signal: AbortSignal): AsyncIterable<Followed> {
    const pages = this.#reading(() => this.#rows.pages(filter))
    const matches = matcher(filter)
    const source: Source = {
      last: () => this.#rows.last,
      page: from => {
        const recent = this.#recent.after(from, PAGE)
        if (!recent) return this.#reading(() => pages(from))
        const events = matches ? recent.filter(event => matches(event.stream)) : recent
        return { events, position: from + recent.length }
      },
    }
    const follower = new Follower(source, numberOf(after), signal, ended => this.#followers.delete(ended))
    if (!signal.aborted) this.#followers.add(follower)
    return follower
  }

  async ping(): Promise<void> {
    this.#reading(() => this.#rows.versionOf('Room-'))
    if (this.#writer.troubled) this.#writer.probe()
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#writer.flush()
    for (const follower of this.#followers) follower.end()
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
      throw faultOf(error, this.#path)
    }
  }
}
