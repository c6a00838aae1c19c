// Copies a SQLite file while a process writes to it.

import { chmodSync, closeSync, fsyncSync, openSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { sqliteFaultOf } from './sqlite-faults.ts'
import { factIn, formatOf, setFact } from './sqlite-schema.ts'

/** Copied between two turns of the event loop. */
const PAGES_PER_STEP = 1_000

/**
 * Copies the file as it is at this moment, by SQLite's online backup, and syncs the copy. `onPart` is told how far it is,
 * from 0 to 1.
 */
export async function copySqliteFile(
  from: string,
  to: string,
  onPart: (part: number) => void = () => {},
): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 })
  try {
    // Holds the state of this moment. Otherwise every write of the server would begin the copy anew.
    source.exec('BEGIN; SELECT 1 FROM sqlite_schema')
    await backup(source, to, {
      rate: PAGES_PER_STEP,
      progress: ({ totalPages, remainingPages }) => onPart(1 - remainingPages / Math.max(1, totalPages)),
    })
  } catch (error) {
    throw sqliteFaultOf(error, from)
  } finally {
    source.close()
  }
  chmodSync(to, 0o600)
  syncFile(to)
}

/** Takes the note out of a copied log that it is in use, so that it can be opened without a WAL. */
export function closeCopiedLog(path: string): void {
  const db = new DatabaseSync(path)
  try {
    if (formatOf(db, path) > 1 && factIn(db, 'open') === 1) setFact(db, 'open', 0)
  } finally {
    db.close()
  }
  syncFile(path)
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
