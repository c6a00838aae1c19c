// Group commit: appends that arrive in the same turn of the event loop share one transaction and one fsync.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { NewEvent, Recorded, StreamName, Version } from '../../commands/event.ts'
import type { Time } from '../support/time.ts'
import type { Appended, LogFault } from './event-log.ts'
import { isDiskError, isFull } from './sqlite-faults.ts'
import type { EventRows } from './sqlite-rows.ts'

type Append = {
  readonly stream: StreamName
  readonly expected: Version
  readonly events: readonly NewEvent[]
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: LogFault) => void
}

type FaultOf = (error: unknown, isOutcomeUnknown?: boolean) => LogFault

/** Called after each commit with the durable events and the length of their data in characters. */
type Committed = (events: readonly Recorded[], length: number) => void

/** The most events in one transaction (unless one append has more), so that it ends within about 30 ms. */
const EVENTS_PER_COMMIT = 4_096

export class SqliteWriter {
  readonly #db: DatabaseSync
  readonly #faultOf: FaultOf
  readonly #rows: EventRows
  readonly #committed: Committed
  readonly #time: Pick<Time, 'now' | 'nextTurn'>
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  #waiting: Append[] = []
  #scheduled = false
  /** Whether the last append failed because of the disk. */
  hasFailed = false

  constructor(
    db: DatabaseSync,
    rows: EventRows,
    time: Pick<Time, 'now' | 'nextTurn'>,
    faultOf: FaultOf,
    committed: Committed,
  ) {
    this.#db = db
    this.#faultOf = faultOf
    this.#rows = rows
    this.#committed = committed
    this.#time = time
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
  }

  append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, expected, events, resolve, reject })
      this.#schedule()
    })
  }

  /** Writes all waiting appends, synchronously. */
  flush() {
    while (this.#waiting.length > 0) this.#write(this.#takeGroup())
  }

  /** Makes a small write to find out whether the disk works again. An append may need more room, so it settles nothing. */
  probe() {
    this.transaction(() =>
      this.#db.prepare('INSERT OR REPLACE INTO probe VALUES (1, ?)').run(this.#time.now()),
    )
  }

  #schedule() {
    if (this.#scheduled) return
    this.#scheduled = true
    void this.#time.nextTurn().then(() => {
      this.#scheduled = false
      if (this.#waiting.length === 0) return
      this.#write(this.#takeGroup())
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  #takeGroup(): Append[] {
    let count = 0
    for (let size = 0; count < this.#waiting.length; count += 1) {
      size += this.#waiting[count]!.events.length
      if (size > EVENTS_PER_COMMIT && count > 0) break
    }
    return this.#waiting.splice(0, count)
  }

  #write(group: readonly Append[]) {
    const written: Recorded[] = []
    const text = this.#rows.insertedText
    let outcomes: Appended[]
    try {
      outcomes = this.transaction(() => group.map(append => this.#appendOne(append, written)))
    } catch (error) {
      // One append that cannot be stored, because of its data or because a place of the file is damaged, must not fail the
      // others. A failing disk fails all of them.
      if (group.length > 1 && !isDiskError(error)) for (const append of group) this.#write([append])
      else for (const { reject } of group) reject(this.#faultOf(error))
      return
    }
    for (const [i, append] of group.entries()) append.resolve(outcomes[i]!)
    if (written.length === 0) return
    this.hasFailed = false
    this.#committed(written, this.#rows.insertedText - text)
  }

  #appendOne({ stream, expected, events }: Append, written: Recorded[]): Appended {
    const actual = this.#rows.versionOf(stream)
    if (expected === actual) {
      if (events.length === 0) return { written: true, version: actual, events: [] }
      const recorded = this.#rows.insert(stream, events)
      for (const event of recorded) written.push(event)
      return { written: true, version: actual + events.length, events: recorded }
    }
    if (expected < actual && events.length > 0) {
      const earlier = this.#rows.read(stream, expected + 1, events.length)
      if (earlier.length === events.length && earlier.every(({ id }, i) => id === events[i]!.id))
        return { written: true, version: expected + events.length, events: earlier }
    }
    return { written: false, actual }
  }

  /** Runs the work in a transaction. A transaction that only reads costs no fsync. */
  transaction<T>(work: () => T): T {
    const { last } = this.#rows
    let committing = false
    try {
      this.#begin.run()
      const result = work()
      committing = true
      this.#commit.run()
      return result
    } catch (error) {
      if (isDiskError(error)) this.hasFailed = true
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      this.#rows.forget(last)
      // If the fsync failed, the commit may still be in the file and reappear when it is opened again.
      // If the disk was full, the commit record was not written.
      throw this.#faultOf(error, committing && !isFull(error))
    }
  }
}
