// A log of format 1, whose rows have no checksums: it is read as before, and gets checksums while it is in use.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { BEGINNING, type Recorded } from '../../commands/event.ts'
import { type EventLog, LogFault } from '../../src/event-log/event-log.ts'
import { openSqliteLog, openStoredLog } from '../../src/event-log/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, newEvents } from '../contract/logs.ts'
import { until } from '../support/until.ts'

const FIXTURE = join(import.meta.dirname, '../fixtures/log-0.1.0/rostrum.db.gz')
const folder = mkdtempSync(join(tmpdir(), 'rostrum-upgrade-'))
after(() => rmSync(folder, { recursive: true }))

function oldLog(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, gunzipSync(readFileSync(FIXTURE)))
  return path
}

async function everything(log: EventLog): Promise<Recorded[]> {
  const head = await log.head()
  const events: Recorded[] = []
  for await (const batch of log.follow(BEGINNING, {}, new AbortController().signal)) {
    assert.equal(batch.damaged, undefined)
    events.push(...batch.events)
    if (batch.position === head) break
  }
  return events
}

const count = (path: string, sql: string) => {
  const db = new DatabaseSync(path, { readOnly: true })
  const [value] = Object.values(db.prepare(sql).get()!)
  db.close()
  return value
}
const BARE = 'SELECT count(*) FROM events WHERE checksum IS NULL'

test('an old log opens at once, reads the same before and after it has checksums, and takes events meanwhile', async () => {
  const path = oldLog('upgraded.db')
  const stored = await openStoredLog(path, systemTime)
  const before = await everything(stored)
  await stored.close()
  assert.ok(before.length > 1_000)
  const log = await openSqliteLog(path, systemTime)
  assert.deepStrictEqual(await everything(log), before)
  const { stream } = before.at(-1)!
  const version = before.filter(event => event.stream === stream).length
  const added = await append(log, stream, version, newEvents(2))
  await until(() => {
    const bare = count(path, `SELECT (${BARE}) + (SELECT count(*) FROM streams WHERE version IS NULL)`)
    return bare === 0 ? null : `${bare} rows have no checksum or no version`
  })
  assert.deepStrictEqual(await everything(log), [...before, ...added])
  await log.close()
  const again = await openSqliteLog(path, systemTime)
  for (const [name, own] of Map.groupBy([...before, ...added], event => event.stream))
    assert.deepStrictEqual(await again.read(name, 1, 100_000), own)
  await again.close()
})

test('an upgrade that was interrupted goes on where it was, and what has a checksum is proven', async () => {
  const path = oldLog('interrupted.db')
  const log = await openSqliteLog(path, systemTime)
  await until(() =>
    count(path, 'SELECT count(checksum) FROM events') !== 0 ? null : 'no row has a checksum',
  )
  await log.close()
  const [first] = await everything(await openStoredLog(path, systemTime))
  const db = new DatabaseSync(path)
  db.exec('DROP TRIGGER events_last')
  db.exec("UPDATE events SET data = '{}' WHERE position = 1")
  db.exec(`CREATE TRIGGER events_last BEFORE UPDATE OF position, stream, version, id, type, at, data, cause ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END`)
  db.close()
  const again = await openSqliteLog(path, systemTime)
  await assert.rejects(again.read(first!.stream, 1, 10), LogFault)
  await until(() => (count(path, BARE) === 0 ? null : 'the upgrade is not complete'))
  await again.close()
})

test('checksums cannot be changed', async () => {
  const path = join(folder, 'new.db')
  const log = await openSqliteLog(path, systemTime)
  await append(log, 'Room-1', 0, newEvents(1))
  await log.close()
  const db = new DatabaseSync(path)
  assert.throws(() => db.exec('UPDATE events SET checksum = 1'), /never changed/)
  assert.throws(() => db.exec('UPDATE events SET checksum = NULL'), /never changed/)
  db.close()
})
