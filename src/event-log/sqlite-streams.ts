// The streams of the SQLite log. What is told of a stream, and that there is none, follows from two places that agree.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { StreamName, Version } from '../../commands/event.ts'
import { parseStream } from '../../commands/event.ts'
import { partitionOf } from '../../commands/ids.ts'
import { hashOfName } from './sqlite-checksum.ts'
import { DamagedRow, isDamage } from './sqlite-faults.ts'

/** `version` and `last` are the version and the position of its last event. */
export type Stream = {
  readonly id: number
  readonly name: StreamName
  readonly hash: number
  version: Version
  last: number
}

const MAX_CACHED_STREAMS = 20_000

export class StreamTable {
  readonly #sql: Record<'idOf' | 'row' | 'end' | 'namesake' | 'anyName', StatementSync>
  readonly #write: Record<'add' | 'addName' | 'update', StatementSync> | null
  /** Whether the row of a stream may lack its end, because the upgrade has not come to it yet. */
  readonly #isBare: (id: number) => boolean
  readonly #byName = new Map<StreamName, Stream>()
  readonly #byId = new Map<number, Pick<Stream, 'name' | 'hash'>>()

  /** `format`: of the file. One of format 1 can only be read. */
  constructor(db: DatabaseSync, format: number, isBare: (id: number) => boolean) {
    this.#isBare = isBare
    const arrays = (sql: string) => {
      const statement = db.prepare(sql)
      statement.setReturnArrays(true)
      return statement
    }
    const isOld = format === 1
    this.#sql = {
      idOf: arrays('SELECT id FROM streams WHERE name = ?'),
      row: arrays(`SELECT name, ${isOld ? 'NULL, NULL' : 'version, last'} FROM streams WHERE id = ?`),
      end: arrays('SELECT version, position FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1'),
      namesake: arrays(isOld ? 'SELECT ? LIMIT 0' : 'SELECT stream FROM names WHERE hash = ?'),
      anyName: arrays('SELECT name FROM streams INDEXED BY sqlite_autoindex_streams_1 WHERE +id = ?'),
    }
    this.#write = isOld
      ? null
      : {
          add: db.prepare('INSERT INTO streams (name, category, partition) VALUES (?, ?, ?)'),
          addName: db.prepare('INSERT INTO names VALUES (?, ?)'),
          update: db.prepare('UPDATE streams SET version = ?, last = ? WHERE id = ?'),
        }
  }

  /** Null if there is no such stream. Throws `DamagedRow` if that, or where the stream ends, is uncertain. */
  find(name: StreamName): Stream | null {
    const known = this.#byName.get(name)
    if (known) return known
    try {
      const [id] = (this.#sql.idOf.get(name) as unknown as [number] | undefined) ?? []
      if (id !== undefined) return this.#remember(this.#proven(name, id))
      const namesakes = this.#sql.namesake.all(hashOfName(name)) as unknown as [number][]
      for (const [other] of namesakes)
        if (this.#nameInRow(other) === name) throw new DamagedRow(name, null, 'its name cannot be found')
      return null
    } catch (error) {
      throw isDamage(error) ? new DamagedRow(name, null, (error as Error).message) : error
    }
  }

  /** The name of a stream, and its hash. Null if its row is damaged. */
  named(id: number): Pick<Stream, 'name' | 'hash'> | null {
    const known = this.#byId.get(id)
    if (known) return known
    const name = this.#nameInRow(id)
    if (typeof name !== 'string') return null
    if (this.#byId.size >= MAX_CACHED_STREAMS) this.#byId.clear()
    const named = { name, hash: hashOfName(name) }
    this.#byId.set(id, named)
    return named
  }

  /** The name of a stream whose row may be damaged, by looking through all names. Null if none leads to it. */
  searchName(id: number): StreamName | null {
    const { name } = this.named(id) ?? {}
    if (name !== undefined) return name
    const [found] = (this.#sql.anyName.get(id) as unknown as [StreamName] | undefined) ?? []
    return found ?? null
  }

  /** Adds a stream that `find` has not found. Call it inside a transaction. */
  add(name: StreamName): Stream {
    const { category, id } = parseStream(name)
    const partition = partitionOf(id)
    const { add, addName } = this.#write!
    const added = add.run(name, category, Number.isNaN(partition) ? null : partition)
    const stream = { id: Number(added.lastInsertRowid), name, hash: hashOfName(name), version: 0, last: 0 }
    addName.run(stream.hash, stream.id)
    return this.#remember(stream)
  }

  /** Stores where a stream ends now. Call it inside a transaction. */
  save({ id, name, version, last }: Stream): void {
    const { changes } = this.#write!.update.run(version, last, id)
    if (changes !== 1) throw new DamagedRow(name, null, 'its row among the streams is missing')
  }

  /** Clears the caches after a transaction was rolled back. */
  forget(): void {
    this.#byName.clear()
    this.#byId.clear()
  }

  #proven(name: StreamName, id: number): Stream {
    const row = this.#sql.row.get(id) as unknown as [StreamName, Version | null, number | null] | undefined
    if (row?.[0] !== name) throw new DamagedRow(name, null, 'its name leads to another stream')
    const [, version, last] = row
    const end = this.#sql.end.get(id) as unknown as [Version, number] | undefined
    const [foundVersion, foundLast] = end ?? [0, 0]
    const isProven = version === null ? this.#isBare(id) : version === foundVersion && last === foundLast
    if (!isProven)
      throw new DamagedRow(
        name,
        null,
        `it is found to end with version ${foundVersion}, and was written up to version ${version}`,
      )
    return { id, name, hash: hashOfName(name), version: foundVersion, last: foundLast }
  }

  #nameInRow(id: number): StreamName | undefined {
    const [name] = (this.#sql.row.get(id) as unknown as [StreamName] | undefined) ?? []
    return name
  }

  #remember(stream: Stream): Stream {
    if (this.#byName.size >= MAX_CACHED_STREAMS) this.#byName.clear()
    this.#byName.set(stream.name, stream)
    return stream
  }
}
