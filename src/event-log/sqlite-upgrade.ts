// Gives the rows of a format-1 log their checksums, a few at a time, while the log is in use.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Cancel, Time } from '../support/time.ts'
import { checksumOf } from './sqlite-checksum.ts'
import { isDamage } from './sqlite-faults.ts'
import type { EventRows, StoredRow } from './sqlite-rows.ts'
import { setFact } from './sqlite-schema.ts'

/** A step takes about 2 ms, during which the event loop waits. */
const ROWS_PER_STEP = 200
/** Leaves the disk and the event loop to others nine tenths of the time. A million events take some minutes. */
const PAUSE_MS = 20
const RETRY_MS = 60_000

export type UpgradeOptions = {
  readonly db: DatabaseSync
  readonly rows: EventRows
  /** Runs the work in a transaction. */
  transaction(work: () => void): void
  readonly time: Pick<Time, 'after'>
}

/** A row that turns out to be damaged gets no checksum, and counts as damaged from then on. */
export class LogUpgrade {
  readonly #options: UpgradeOptions
  readonly #sql: Record<'row' | 'check' | 'place' | 'end' | 'complete' | 'addName', StatementSync>
  #cancel: Cancel = () => {}

  constructor(options: UpgradeOptions) {
    const { db } = options
    const arrays = (sql: string) => {
      const statement = db.prepare(sql)
      statement.setReturnArrays(true)
      return statement
    }
    this.#options = options
    this.#sql = {
      row: arrays(
        'SELECT position, stream, version, id, type, at, data, cause, checksum FROM events WHERE position = ?',
      ),
      check: db.prepare('UPDATE events SET checksum = ? WHERE position = ?'),
      place: arrays('SELECT position FROM events WHERE stream = ? AND version = ?'),
      end: arrays('SELECT version, position FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1'),
      complete: db.prepare('UPDATE streams SET version = ?, last = ? WHERE id = ? AND version IS NULL'),
      addName: db.prepare('INSERT OR IGNORE INTO names VALUES (?, ?)'),
    }
  }

  /** Runs until everything is upgraded or `stop` is called. Does nothing for a log that needs no upgrade. */
  start(): void {
    const { events, streams, provenEvents, provenStreams } = this.#options.rows.bare
    if (provenEvents >= events && provenStreams >= streams) return
    this.#cancel = this.#options.time.after(PAUSE_MS, () => {
      try {
        this.step()
        this.start()
      } catch {
        // The disk is full or failing, which appends and pings report.
        this.#cancel = this.#options.time.after(RETRY_MS, () => this.start())
      }
    })
  }

  stop(): void {
    this.#cancel()
  }

  /** Upgrades the next rows: first of events, then of streams. */
  step(): void {
    const { db, rows, transaction } = this.#options
    const { bare } = rows
    const ofEvents = bare.provenEvents < bare.events
    const [done, last] = ofEvents ? [bare.provenEvents, bare.events] : [bare.provenStreams, bare.streams]
    const end = Math.min(done + ROWS_PER_STEP, last)
    transaction(() => {
      for (let key = done + 1; key <= end; key++)
        if (ofEvents) this.#upgradeEvent(key)
        else this.#upgradeStream(key)
      setFact(db, ofEvents ? 'provenEvents' : 'provenStreams', end)
    })
    if (ofEvents) bare.provenEvents = end
    else bare.provenStreams = end
  }

  #upgradeEvent(key: number): void {
    const { rows } = this.#options
    try {
      if (rows.scan(key - 1, key, null).damaged.length > 0) return
      const row = this.#sql.row.get(key) as unknown as StoredRow
      const [position, stream, version, id, type, at, data, cause, checksum] = row
      const { hash } = rows.streams.named(stream)!
      const [place] = (this.#sql.place.get(stream, version) as unknown as [number] | undefined) ?? []
      if (checksum !== null || place !== position) return
      this.#sql.check.run(checksumOf(hash, position, version, at, id, type, data, cause), position)
    } catch (error) {
      if (!isDamage(error)) throw error
    }
  }

  /** Every event is known to be reachable by now, so the end of the stream is where it seems to be. */
  #upgradeStream(id: number): void {
    const { streams } = this.#options.rows
    try {
      const named = streams.named(id)
      const end = this.#sql.end.get(id) as unknown as [number, number] | undefined
      if (!named || !end) return
      this.#sql.complete.run(end[0], end[1], id)
      this.#sql.addName.run(named.hash, id)
    } catch (error) {
      if (!isDamage(error)) throw error
    }
  }
}
