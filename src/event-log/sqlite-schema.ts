// The tables of the SQLite log, and how a file of an older format gets the newer ones.

import { DatabaseSync } from 'node:sqlite'
import { LogFault } from './event-log.ts'

/** `Rstm`. Distinguishes our files from databases of other programs. */
const APPLICATION_ID = 0x5273746d
export const FORMAT = 2

// The writer assigns positions without gaps, and rows are never deleted, so a position is never reused.
const FORMAT_1 = `
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
  PRAGMA user_version = 1;
`

// Takes constant time: rows of format 1 have no checksum, and streams of format 1 no version, until the upgrade comes to
// them. `version` and `last` are those of the stream's last event, and `names` is a second way to a stream, so that the
// end of a stream and the absence of one can be proven.
const FORMAT_2 = `
  ALTER TABLE events ADD COLUMN checksum INTEGER;
  ALTER TABLE streams ADD COLUMN version INTEGER;
  ALTER TABLE streams ADD COLUMN last INTEGER;
  CREATE TABLE names (hash INTEGER NOT NULL, stream INTEGER NOT NULL, PRIMARY KEY (hash, stream)) WITHOUT ROWID;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  DROP TRIGGER events_last;
  CREATE TRIGGER events_last BEFORE UPDATE OF position, stream, version, id, type, at, data, cause ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  CREATE TRIGGER checksums_last BEFORE UPDATE OF checksum ON events WHEN old.checksum IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'checksums are never changed'); END;
  INSERT INTO facts VALUES ('bareEvents', (SELECT coalesce(max(position), 0) FROM events));
  INSERT INTO facts VALUES ('bareStreams', (SELECT coalesce(max(id), 0) FROM streams));
  INSERT INTO facts VALUES ('provenEvents', 0);
  INSERT INTO facts VALUES ('provenStreams', 0);
  INSERT INTO facts VALUES ('open', 0);
  PRAGMA user_version = 2;
`

export type FactName = 'bareEvents' | 'bareStreams' | 'provenEvents' | 'provenStreams' | 'open'

/** The format of the file. 0: it is empty. Throws a `LogFault` if it is not an event log that this program reads. */
export function formatOf(db: DatabaseSync, path: string): number {
  const application = numberIn(db, 'PRAGMA application_id')
  const format = numberIn(db, 'PRAGMA user_version')
  if (numberIn(db, 'SELECT count(*) FROM sqlite_schema') === 0) return 0
  if (application !== APPLICATION_ID) throw new LogFault(`${path} is a SQLite database, but not an event log`)
  if (format < 1 || format > FORMAT)
    throw new LogFault(
      `${path} is an event log of format ${format}; this program reads format ${FORMAT} and older ones`,
    )
  return format
}

/** Brings the file to the current format, in one transaction. Takes the write lock even if there is nothing to do. */
export function bringToFormat(db: DatabaseSync, format: number): void {
  const steps = [FORMAT_1, FORMAT_2].slice(format)
  db.exec(`BEGIN IMMEDIATE; ${steps.join('\n')} COMMIT`)
}

/** Throws a `LogFault` if the description of the tables in the file is not what this program wrote there. */
export function checkSchema(db: DatabaseSync, path: string, format: number): void {
  const found = schemaTextOf(db)
  const expected = expectedSchema(format)
  if (found !== expected)
    throw new LogFault(`${path} is damaged: the description of its tables is not as written`, {
      isLasting: true,
    })
}

const schemaTextOf = (db: DatabaseSync): string =>
  JSON.stringify(db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all())

const expectedSchemas = new Map<number, string>()

function expectedSchema(format: number): string {
  const known = expectedSchemas.get(format)
  if (known !== undefined) return known
  // Opened by nobody else, and gone when it is closed.
  const db = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false })
  for (const step of [FORMAT_1, FORMAT_2].slice(0, format)) db.exec(step)
  const text = schemaTextOf(db)
  db.close()
  expectedSchemas.set(format, text)
  return text
}

/** A number that the file holds about itself. Null if it is missing or is no number. */
export function factIn(db: DatabaseSync, name: FactName): number | null {
  const value = db.prepare('SELECT value FROM facts WHERE name = ?').get(name)?.value
  return typeof value === 'number' ? value : null
}

export function setFact(db: DatabaseSync, name: FactName, value: number): void {
  db.prepare('UPDATE facts SET value = ? WHERE name = ?').run(value, name)
}

export function numberIn(db: DatabaseSync, sql: string): number {
  return Number(Object.values(db.prepare(sql).get() ?? {})[0])
}
