// Group commit: appends that arrive in the same turn of the event loop share one transaction and one fsync.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { NewEvent, Recorded, StreamName, Version } from '../../commands/event.ts'
import type { Appended, LogFault } from './event-log.ts'
import { faultOf, isFull, isOfTheDisk } from './sqlite-file.ts'
import type { Rows } from './sqlite-rows.ts'

type Append = {
  readonly stream: StreamName
  readonly expected: Version
  readonly events: readonly NewEvent[]
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: LogFault) => void
}

/** Called after each commit with what became durable, and the length of its text. */
type Committed = (events: readonly Recorded[], length: number) => void

/** A transaction takes no further appends when it has so many events, so that it ends within some 30 ms. */
const EVENTS_PER_COMMIT = 4_096

export class Writer {
  readonly #db: DatabaseSync
  readonly #path: string
  readonly #rows: Rows
  readonly #committed: Committed
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  #waiting: Append[] = []
  #scheduled = false
  /** Whether the disk failed the last write. */
  troubled = false

  constructor(db: DatabaseSync, path: string, rows: Rows, committed: Committed) {
    this.#db = db
    this.#path = path
    this.#rows = rows
    this.#committed = committed
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
  }

  append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, expected, events, resolve, reject })
      this.#schedule()
    })
  }

  /** Writes all that waits, now. */
  flush() {
    while (this.#waiting.length > 0) this.#write(this.#takeGroup())
  }

  /** A small write to the disk, to see whether it can be done. */
  probe() {
    this.#transaction(() => this.#db.prepare('INSERT OR REPLACE INTO probe VALUES (1, ?)').run(Date.now()))
    this.troubled = false
  }

  #schedule() {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
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
      outcomes = this.#transaction(() => group.map(append => this.#appendOne(append, written)))
    } catch (error) {
      // One append that cannot be stored must not fail its neighbours; a full disk fails them all.
      if (group.length > 1 && !isOfTheDisk(error)) for (const append of group) this.#write([append])
      else for (const { reject } of group) reject(faultOf(error, this.#path))
      return
    }
    for (const [i, append] of group.entries()) append.resolve(outcomes[i]!)
    if (written.length === 0) return
    this.troubled = false
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

  /** All of the work or nothing; one of reads alone costs no fsync. */
  #transaction<T>(work: () => T): T {
    const { last } = this.#rows
    let committing = false
    try {
      this.#begin.run()
      const result = work()
      committing = true
      this.#commit.run()
      return result
    } catch (error) {
      if (isOfTheDisk(error)) this.troubled = true
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      this.#rows.forget(last)
      // When the fsync fails, the commit may be in the file all the same, and come to light when it is opened again.
      // When there is no room, its mark was not written.
      throw faultOf(error, this.#path, committing && !isFull(error))
    }
  }
}
