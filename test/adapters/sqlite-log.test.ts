// The event log in a SQLite file: the contract, then what only a file can suffer.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { BEGINNING, type Recorded } from '../../commands/event.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { eventLogContract } from '../contract/event-log.ts'
import { append, freshStream, newEvents } from '../contract/logs.ts'

eventLogContract('a SQLite file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-log-'))
  return {
    survivesClose: true,
    open: () => openSqliteLog(join(folder, 'data', 'log.db'), systemTime),
    remove: async () => rmSync(folder, { recursive: true }),
  }
})

// With so few events kept for followers, most of what they see is read from the tables.
eventLogContract('a SQLite file, with followers far behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-log-'))
  return {
    survivesClose: true,
    open: () => openSqliteLog(join(folder, 'log.db'), systemTime, { recent: 2 }),
    remove: async () => rmSync(folder, { recursive: true }),
  }
})

eventLogContract('SQLite in memory', async () => ({
  survivesClose: false,
  open: () => openSqliteLog(':memory:', systemTime),
  remove: async () => {},
}))

test('events after a position are complete, whether all, some or none of them are in memory', async () => {
  // Kept are the newest four at least, in two halves.
  const log = await openSqliteLog(':memory:', systemTime, { recent: 4 })
  const streams = [freshStream(), freshStream('Chat')]
  const other = freshStream()
  const all: Recorded[] = []
  for (let version = 0; version < 7; version++) {
    for (const stream of streams) all.push(...(await append(log, stream, version, newEvents(1))))
    await append(log, other, version, newEvents(1))
    for (let place = 0; place <= all.length; place++) {
      const after = all[place - 1]?.position ?? BEGINNING
      assert.deepStrictEqual(await log.readAfter(streams, after, 100), all.slice(place))
      assert.deepStrictEqual(await log.readAfter(streams, after, 3), all.slice(place, place + 3))
    }
  }
  await log.close()
})
