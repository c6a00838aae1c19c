// Opens the file of the SQLite log safely: for one writer, whose readers may be in other processes.

import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LogFault } from './event-log.ts'
import { isDiskError, sqliteFaultOf } from './sqlite-faults.ts'
import { bringToFormat, checkSchema, FORMAT, factIn, formatOf, setFact } from './sqlite-schema.ts'
import { inspectWal } from './sqlite-wal.ts'

export type OpenFile = {
  readonly db: DatabaseSync
  readonly format: number
  /** Marks the file as closed in order, unless it is only read, and closes it. */
  close(): void
}

const IN_MEMORY = ':memory:'

/**
 * Opens the file, or creates it with its folder. Other processes can read it meanwhile, and none can open it for writing.
 * Throws a `LogFault` on failure, and for a file that has lost its newest commits.
 */
export function openFile(path: string): OpenFile {
  const closing: (() => void)[] = []
  const close = () => {
    for (const step of closing.splice(0).reverse()) step()
  }
  try {
    if (path !== IN_MEMORY) {
      mkdirSync(dirname(path), { recursive: true })
      const lock = lockFor(path)
      closing.push(() => lock.close())
    }
    const loss = path === IN_MEMORY ? null : inspectWal(path).loss
    if (loss !== null) throw lostCommits(path, loss)
    const hadWal = existsSync(`${path}-wal`)
    // Nothing else in this process may open the file from here on, not even to inspect it: closing any handle of a file
    // releases all locks that the process holds on it.
    const db = new DatabaseSync(path, { timeout: 1_000, enableForeignKeyConstraints: false })
    closing.push(() => db.close())
    prepareFile(db, path)
    checkSchema(db, path, FORMAT)
    if (factIn(db, 'open') === 1 && !hadWal)
      throw lostCommits(path, 'it was copied or moved without the file with its newest commits')
    if (path !== IN_MEMORY) closing[closing.length - 1] = markOpen(db)
    return { db, format: FORMAT, close }
  } catch (error) {
    close()
    throw sqliteFaultOf(error, path)
  }
}

/** Opens a file for reading, beside a process that writes to it or without one. It is read as it is at this moment. */
export function openFileToRead(path: string): OpenFile {
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
    try {
      db.exec('PRAGMA cell_size_check = ON; PRAGMA cache_size = -65536')
      const format = formatOf(db, path)
      if (format === 0) throw new LogFault(`${path} is empty`)
      db.exec('BEGIN; SELECT 1 FROM sqlite_schema')
      return { db, format, close: () => db.close() }
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    throw sqliteFaultOf(error, path)
  }
}

/**
 * Locks out other writers for as long as this process lives. The lock is on a file of its own: a lock on the log would
 * lock out readers as well.
 */
function lockFor(path: string): DatabaseSync {
  const lock = new DatabaseSync(`${path}-lock`, { timeout: 0 })
  try {
    // EXCLUSIVE before the first access: the kernel then holds the lock until the handle is closed.
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    throw error
  }
}

/** Whether a process has the log open for writing now. */
export function isBeingWritten(path: string): boolean {
  if (!existsSync(`${path}-lock`)) return false
  try {
    lockFor(path).close()
    return false
  } catch {
    return true
  }
}

function prepareFile(db: DatabaseSync, path: string) {
  const format = formatOf(db, path)
  db.exec('PRAGMA journal_mode = WAL')
  db.exec('PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON')
  // Both matter only on macOS, where a plain fsync leaves the data in the drive's cache.
  db.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON')
  db.exec(
    'PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536',
  )
  bringToFormat(db, format)
}

/**
 * Notes in the database file itself that it is in use. A copy of it without the WAL is then recognized. Returns the
 * function that takes the note back and closes the file.
 */
function markOpen(db: DatabaseSync): () => void {
  // Copied into the database file, which otherwise has it only when the WAL is copied the next time.
  if (mark(db, 1)) tries(() => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'))
  return () => {
    // With the note in it and without the WAL, which closing deletes, the file would be taken for a copy. So it is left
    // open until the process ends if the disk is too full to take the note back.
    if (mark(db, 0)) db.close()
  }
}

/** False if the disk has no room for it, or has failed. */
function mark(db: DatabaseSync, isOpen: 0 | 1): boolean {
  return (
    tries(() => setFact(db, 'open', isOpen)) ||
    // Copying the WAL into the database file makes room, if there is enough for the copy.
    (tries(() => db.exec('PRAGMA wal_checkpoint(TRUNCATE)')) && tries(() => setFact(db, 'open', isOpen)))
  )
}

function tries(step: () => void): boolean {
  try {
    step()
    return true
  } catch (error) {
    if (isDiskError(error)) return false
    throw error
  }
}

function lostCommits(path: string, loss: string): LogFault {
  return new LogFault(
    `${path} has lost its newest events: ${loss}. Restore a backup, or keep what is left with \`rostrum salvage\`.`,
    { isLasting: true },
  )
}
