// The event log in a SQLite file: the contract, then what only a file can suffer.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { eventLogContract } from '../contract/event-log.ts'

eventLogContract('a SQLite file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-log-'))
  return {
    lasting: true,
    open: () => openSqliteLog(join(folder, 'data', 'log.db')),
    remove: async () => rmSync(folder, { recursive: true }),
  }
})

// With so few events kept for followers, most of what they see is read from the tables.
eventLogContract('a SQLite file, with followers far behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-log-'))
  return {
    lasting: true,
    open: () => openSqliteLog(join(folder, 'log.db'), { recent: 2 }),
    remove: async () => rmSync(folder, { recursive: true }),
  }
})

eventLogContract('SQLite in memory', async () => ({
  lasting: false,
  open: () => openSqliteLog(':memory:'),
  remove: async () => {},
}))
