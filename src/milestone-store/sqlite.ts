// The milestone store of one process, on SQLite: a file beside the log that can be deleted at any time.

import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { BEGINNING, type Position } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Stored } from '../../projections/projection.ts'
import type { Cursor } from '../read-store/read-store.ts'
import type { Time } from '../support/time.ts'
import {
  type IndexEntriesQuery,
  type Milestone,
  type MilestoneChanges,
  type MilestoneStore,
  upperBoundOf,
} from './milestone-store.ts'

/** How many changes are written in one transaction. It blocks the event loop. */
const BATCH_SIZE = 200
/** The `until` of what still exists. */
const OPEN = Number.MAX_SAFE_INTEGER
/** `Rpst` in ASCII, which tells our files from databases of other programs. */
const APPLICATION_ID = 0x52707374

// A row exists from the milestone with the event count `since` to before the one with `until`.
const SCHEMA = `
  CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE milestones (
    room INTEGER NOT NULL, position TEXT NOT NULL, count INTEGER NOT NULL, failed TEXT NOT NULL,
    PRIMARY KEY (room, position)
  ) WITHOUT ROWID;
  CREATE TABLE documents (
    room INTEGER NOT NULL, collection TEXT NOT NULL, key TEXT NOT NULL, since INTEGER NOT NULL,
    until INTEGER NOT NULL, position TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (room, collection, key, since)
  ) WITHOUT ROWID;
  CREATE TABLE places (
    grp INTEGER NOT NULL, ord NOT NULL, key TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (grp, ord, key, since)
  ) WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
`

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGED_CODES = [11, 26]

/**
 * Opens or creates the file. A file with another `format`, and a damaged one, is replaced. Throws when the file is the database
 * of another program.
 */
export function openSqliteMilestoneStore(
  path: string,
  format: string,
  time: Pick<Time, 'nextTurn'>,
): MilestoneStore {
  return new SqliteMilestoneStore(path, format, time)
}

class SqliteMilestoneStore implements MilestoneStore {
  readonly #time: Pick<Time, 'nextTurn'>
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string, format: string, time: Pick<Time, 'nextTurn'>) {
    this.#time = time
    this.#db = openFile(path, format)
  }

  get shared() {
    return false
  }

  async milestone(roomId: RoomId, upTo: Position) {
    const room = this.#idIn('rooms', roomId)
    const row = this.#sql(`SELECT position, count, failed FROM milestones WHERE room = ? AND position <= ?
        ORDER BY position DESC LIMIT 1`).get(room, upperBoundOf(upTo))
    return row ? milestoneIn(roomId, row) : null
  }

  async loadMany(at: Milestone, collection: string, keys: readonly string[]) {
    const room = this.#idIn('rooms', at.roomId)
    const one = this.#sql(`SELECT until, position, document FROM documents
        WHERE room = ? AND collection = ? AND key = ? AND since <= ? ORDER BY since DESC LIMIT 1`)
    return keys.map((key): Stored | null => {
      const row = one.get(room, collection, key, at.count)
      if (!row || (row.until as number) <= at.count) return null
      return { key, position: row.position as Position, document: JSON.parse(row.document as string) }
    })
  }

  async list(at: Milestone, { groups, ...query }: IndexEntriesQuery) {
    const found = groups.flatMap(name => {
      const group = this.#idIn('groups', name)
      return group === null ? [] : this.#inGroup(at, group, query)
    })
    if (groups.length > 1) {
      const direction = query.backwards ? -1 : 1
      found.sort((a, b) => direction * compareEntries(a, b))
    }
    return uniqueByKey(found).slice(0, query.limit)
  }

  async count(at: Milestone, groups: readonly string[], before: Cursor | undefined) {
    const ids = groups.flatMap(name => this.#idIn('groups', name) ?? [])
    if (ids.length === 0) return 0
    const to = before ? 'AND (ord, key) < (?, ?)' : ''
    const row = this.#sql(`SELECT count(${ids.length > 1 ? 'DISTINCT key' : '*'}) AS count FROM places
        WHERE grp IN (${ids.map(() => '?').join()}) ${to} AND since <= ? AND until > ?`).get(
      ...ids,
      ...(before ? [before.order, before.key] : []),
      ...[at.count, at.count],
    )
    return row!.count as number
  }

  async add({ roomId, position, count, failed }: Milestone, { documents, entered, left }: MilestoneChanges) {
    const room = this.#idFor('rooms', roomId)
    const end = this.#sql(`UPDATE documents SET until = ? WHERE room = ? AND collection = ? AND key = ?
        AND since < ? AND until = ${OPEN}`)
    const begin = this.#sql(`INSERT OR IGNORE INTO documents VALUES (?, ?, ?, ?, ${OPEN}, ?, ?)`)
    await this.#writeAll(documents, ({ collection, key, stored }) => {
      end.run(count, room, collection, key, count)
      if (stored) begin.run(room, collection, key, count, stored.position, JSON.stringify(stored.document))
    })
    const leave = this.#sql(`UPDATE places SET until = ? WHERE grp = ? AND ord = ? AND key = ?
        AND since < ? AND until = ${OPEN}`)
    await this.#writeAll(left, ({ group, order, key }) =>
      leave.run(count, this.#idFor('groups', group), order, key, count),
    )
    const enter = this.#sql(`INSERT OR IGNORE INTO places VALUES (?, ?, ?, ?, ${OPEN})`)
    await this.#writeAll(entered, ({ group, order, key }) =>
      enter.run(this.#idFor('groups', group), order, key, count),
    )
    const add = this.#sql('INSERT OR IGNORE INTO milestones VALUES (?, ?, ?, ?)')
    add.run(room, position, count, JSON.stringify(failed))
  }

  async checkpoint() {
    const row = this.#sql(`SELECT value FROM about WHERE name = 'checkpoint'`).get()
    return (row?.value as Position | undefined) ?? BEGINNING
  }

  async saveCheckpoint(position: Position) {
    this.#sql(`INSERT OR REPLACE INTO about VALUES ('checkpoint', ?)`).run(position)
  }

  async close() {
    if (this.#db.isOpen) this.#db.close()
  }

  #sql(text: string) {
    const cached = this.#statements.get(text)
    if (cached) return cached
    const statement = this.#db.prepare(text)
    this.#statements.set(text, statement)
    return statement
  }

  #idIn(table: 'rooms' | 'groups', name: string): number | null {
    return (this.#sql(`SELECT id FROM ${table} WHERE name = ?`).get(name)?.id as number | undefined) ?? null
  }

  #idFor(table: 'rooms' | 'groups', name: string): number {
    return (
      this.#idIn(table, name) ??
      Number(this.#sql(`INSERT INTO ${table} (name) VALUES (?)`).run(name).lastInsertRowid)
    )
  }

  #inGroup(at: Milestone, group: number, { after, limit, backwards }: Omit<IndexEntriesQuery, 'groups'>) {
    const [than, direction] = backwards ? ['<', 'DESC'] : ['>', 'ASC']
    const from = after ? `AND (ord, key) ${than} (?, ?)` : ''
    const values: SQLInputValue[] = after ? [group, after.order, after.key] : [group]
    return this.#sql(`SELECT ord AS "order", key FROM places WHERE grp = ? ${from} AND since <= ? AND until > ?
      ORDER BY ord ${direction}, key ${direction} LIMIT ?`).all(
      ...values,
      ...[at.count, at.count, limit],
    ) as unknown as Cursor[]
  }

  async #writeAll<T>(items: readonly T[], write: (item: T) => void) {
    for (let from = 0; from < items.length; from += BATCH_SIZE) {
      this.#db.exec('BEGIN')
      try {
        for (const item of items.slice(from, from + BATCH_SIZE)) write(item)
        this.#db.exec('COMMIT')
      } catch (error) {
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
        throw error
      }
      await this.#time.nextTurn()
    }
  }
}

function milestoneIn(roomId: RoomId, { position, count, failed }: Record<string, unknown>): Milestone {
  return {
    roomId,
    position: position as Position,
    count: count as number,
    failed: JSON.parse(failed as string),
  }
}

function uniqueByKey(entries: readonly Cursor[]): Cursor[] {
  return [...new Map(entries.map(({ order, key }) => [key, { order, key }])).values()]
}

/** The orders of one index are all numbers or all strings. */
function compareEntries(a: Cursor, b: Cursor): number {
  if (a.order === b.order) return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
  return a.order < b.order ? -1 : 1
}

function openFile(path: string, format: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  return tryOpen(path, format) ?? tryOpen(path, format)!
}

/** Null when the file has another format or is damaged. Then it is deleted. */
function tryOpen(path: string, format: string): DatabaseSync | null {
  const db = new DatabaseSync(path, { timeout: 1_000 })
  try {
    if (isOurs(db, path, format)) return db
  } catch (error) {
    db.close()
    const { errcode = 0 } = error as { errcode?: number }
    if (!DAMAGED_CODES.includes(errcode & 0xff)) throw error
  }
  if (db.isOpen) db.close()
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true })
  return null
}

function isOurs(db: DatabaseSync, path: string, format: string): boolean {
  const firstValueOf = (text: string) => Object.values(db.prepare(text).get()!)[0]
  const application = firstValueOf('PRAGMA application_id')
  const isNew = firstValueOf('SELECT count(*) FROM sqlite_schema') === 0
  if (application !== APPLICATION_ID && !isNew)
    throw new Error(`${path} is a SQLite database, but not a milestone store`)
  // A power cut may lose the last milestones. They are then folded again.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000')
  if (!isNew) return db.prepare(`SELECT value FROM about WHERE name = 'form'`).get()?.value === format
  db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`)
  db.prepare(`INSERT INTO about VALUES ('form', ?)`).run(format)
  return true
}
