// Opens the file of the SQLite log safely, and explains in words what is wrong with it.

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LogFault } from './event-log.ts'

/** `Rstm`. Distinguishes our files from databases of other programs. */
const APPLICATION_ID = 0x5273746d
const FORMAT = 1

// The writer assigns positions without gaps, and rows are never deleted, so a position is never reused.
const SCHEMA = `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, category TEXT NOT NULL, partition INTEGER
  );
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, stream INTEGER NOT NULL REFERENCES streams, version INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL, data TEXT NOT NULL, cause TEXT NOT NULL,
    UNIQUE (stream, version)
  );
  CREATE TABLE probe (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
  CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
  CREATE TRIGGER events_last BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
`

/**
 * Opens the file, or creates it with its folder, and locks out every other process. Throws a `LogFault` on failure and,
 * unless `unchecked`, for a file that is damaged near its end.
 */
export function openFile(path: string, unchecked = false): DatabaseSync {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    // Nothing else in this process may open the file, not even to inspect it: closing any handle of a file releases
    // all locks that the process holds on it.
    const db = new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: false })
    try {
      prepareFile(db, path)
      if (!unchecked) checkNewestEvents(db, path)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    throw sqliteFaultOf(error, path)
  }
}

function prepareFile(db: DatabaseSync, path: string) {
  // EXCLUSIVE before the first access: the kernel then holds the lock for as long as the process lives.
  db.exec('PRAGMA locking_mode = EXCLUSIVE')
  const application = numberOf(db, 'PRAGMA application_id')
  const format = numberOf(db, 'PRAGMA user_version')
  const empty = numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0
  if (application !== APPLICATION_ID && !empty)
    throw new LogFault(`${path} is a SQLite database, but not an event log`)
  if (format !== FORMAT && !empty)
    throw new LogFault(`${path} is an event log of format ${format}; this program reads format ${FORMAT}`)
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = FULL')
  // Both matter only on macOS, where a plain fsync leaves the data in the drive's cache.
  db.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON')
  db.exec(
    'PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536',
  )
  // Takes the lock even if there is nothing to write.
  db.exec(`BEGIN IMMEDIATE; ${empty ? SCHEMA : ''} COMMIT`)
}

/** Reads the newest 100 events in full, where damage is most likely. Checking all of a large log would take minutes. */
function checkNewestEvents(db: DatabaseSync, path: string) {
  const rows = db
    .prepare(`
      SELECT e.position, json_valid(e.data) AND json_valid(e.cause) AND i.position = e.position AS sound
      FROM events e JOIN streams s ON s.id = e.stream
      LEFT JOIN events i ON i.stream = e.stream AND i.version = e.version
      ORDER BY e.position DESC LIMIT 100`)
    .all() as { position: number; sound: number }[]
  const last = numberOf(db, 'SELECT coalesce(max(position), 0) FROM events')
  if (rows.length !== Math.min(100, last) || rows.some((row, i) => row.position !== last - i || !row.sound))
    throw new LogFault(`${path} is damaged near its end; restore it from a backup`)
}

function numberOf(db: DatabaseSync, sql: string): number {
  return Number(Object.values(db.prepare(sql).get() ?? {})[0])
}

const EXPLANATIONS: Readonly<Record<number, (path: string) => string>> = {
  3: path => `this user has no permission to open ${path}`,
  5: path => `another process has the event log ${path} open; only one process can use it`,
  8: path => `${path} cannot be written: it or its folder is read-only`,
  10: path => `the disk under ${path} failed or is full`,
  11: path => `${path} is damaged; restore it from a backup`,
  13: path => `the disk under ${path} is full`,
  14: path => `${path} cannot be opened: its folder is read-only, or it is not a file`,
  26: path => `${path} is not a SQLite database`,
  3850: path => `${path} cannot be locked: it is read-only, or its file system does not support locks`,
}

/** Turns an error of SQLite, of the file system or of a row into a `LogFault` that names the file. */
export function sqliteFaultOf(error: unknown, path: string, isOutcomeUnknown = false): LogFault {
  if (error instanceof LogFault) return error
  const meaning = (EXPLANATIONS[codeOf(error)] ?? EXPLANATIONS[primaryCode(error)])?.(path)
  const text = error instanceof Error ? error.message : String(error)
  const facts = { isOutcomeUnknown, isLasting: isDiskError(error), cause: error }
  return new LogFault(meaning ? `${meaning} (${text})` : `${path}: ${text}`, facts)
}

/** Whether the disk or the file is at fault, not the statement. */
export function isDiskError(error: unknown): boolean {
  return primaryCode(error) in EXPLANATIONS
}

export function isFull(error: unknown): boolean {
  return primaryCode(error) === 13
}

/** An extended code holds its primary code in the low byte. */
function primaryCode(error: unknown): number {
  return codeOf(error) & 0xff
}

function codeOf(error: unknown): number {
  if (error instanceof LogFault) return codeOf(error.cause)
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' ? code : 0
}
