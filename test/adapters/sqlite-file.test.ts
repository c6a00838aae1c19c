// The SQLite log and files that are not as they should be.

import assert from 'node:assert/strict'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { BEGINNING, type Recorded } from '../../commands/event.ts'
import { type LogDamage, LogFault } from '../../src/event-log/event-log.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, freshStream, newEvent, newEvents } from '../contract/logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'rostrum-file-'))
const sound = join(folder, 'sound.db')
const stream = freshStream()

before(async () => {
  const log = await openSqliteLog(sound, systemTime)
  await append(log, stream, 0, newEvents(5_000))
  await log.close()
})
after(() => rmSync(folder, { recursive: true }))

function copyOfSound(name: string): string {
  const path = join(folder, name)
  copyFileSync(sound, path)
  return path
}

async function refuses(path: string, message: RegExp) {
  await assert.rejects(openSqliteLog(path, systemTime), error => {
    assert.ok(error instanceof LogFault, String(error))
    assert.match(error.message, message)
    assert.ok(error.message.includes(path))
    return true
  })
}

test('a file that is not a database is refused and left unchanged', async () => {
  const path = join(folder, 'text.db')
  const text = 'no database\n'.repeat(1_000)
  writeFileSync(path, text)
  await refuses(path, /is not a SQLite database/)
  assert.equal(readFileSync(path, 'utf8'), text)
})

test("another program's database is refused, and left as it was", async () => {
  const path = join(folder, 'other.db')
  const other = new DatabaseSync(path)
  other.exec('CREATE TABLE things (id INTEGER)')
  other.close()
  const bytes = readFileSync(path)
  await refuses(path, /not an event log/)
  assert.deepStrictEqual(readFileSync(path), bytes)
})

test('a log of a later format is refused', async () => {
  const path = copyOfSound('later.db')
  const later = new DatabaseSync(path)
  later.exec('PRAGMA user_version = 3')
  later.close()
  await refuses(path, /format 3; this program reads format 2 and older ones/)
})

test('a file that was cut off is refused', async () => {
  const path = copyOfSound('cut.db')
  truncateSync(path, Math.floor(statSync(path).size / 2))
  await refuses(path, /is damaged/)
})

test('a damaged end is refused', async () => {
  const path = copyOfSound('end.db')
  overwrite(path, statSync(path).size - 100_000, 100_000)
  await refuses(path, /is damaged/)
})

test('damage in the middle fails only reads of the damaged events, and is told once', async () => {
  const path = copyOfSound('middle.db')
  overwrite(path, Math.floor(statSync(path).size / 2), 40_000)
  const told: LogDamage[] = []
  const log = await openSqliteLog(path, systemTime, { onDamage: damage => told.push(damage) })
  const [seen, damaged] = [new Set<string>(), new Set<string>()]
  for await (const batch of log.follow(BEGINNING, {}, new AbortController().signal)) {
    for (const { position } of batch.events) seen.add(position)
    for (const event of batch.damaged ?? []) {
      assert.equal(event.stream, stream)
      damaged.add(event.position)
    }
    if (batch.position === (await log.head())) break
  }
  assert.ok(damaged.size > 50, `${damaged.size} events`)
  assert.equal(seen.size + damaged.size, 5_000)
  assert.ok(seen.isDisjointFrom(damaged))
  for (let i = 0; i < 2; i++) await assert.rejects(log.read(stream, 1, 10_000), isDamageOf(stream))
  assert.equal((await log.readTail(stream, 10)).length, 10)
  assert.deepStrictEqual(log.damage(), told)
  const places = told.flatMap(({ from, to }) => (from === null ? [] : [`${from} to ${to}`]))
  assert.deepStrictEqual(places, [...new Set(places)])
  await append(log, freshStream(), 0, newEvents(1))
  await log.close()
})

function isDamageOf(name: string) {
  return (error: unknown) => {
    assert.ok(error instanceof LogFault, String(error))
    assert.match(error.message, /is damaged/)
    assert.deepStrictEqual([error.isLasting, error.damage?.streams], [true, [name]])
    return true
  }
}

test('an empty file becomes a log', async () => {
  const path = join(folder, 'empty.db')
  writeFileSync(path, '')
  const log = await openSqliteLog(path, systemTime)
  assert.equal(await log.head(), BEGINNING)
  await append(log, freshStream(), 0, newEvents(1))
  await log.close()
})

test('a folder instead of the file is refused, and a file instead of the folder', async () => {
  const path = join(folder, 'folder.db')
  mkdirSync(path)
  await refuses(path, /cannot be opened/)
  const below = join(sound, 'log.db')
  await refuses(below, /ENOTDIR|EEXIST/)
})

test('a read-only folder is refused, and so is a read-only log', async t => {
  const locked = join(folder, 'locked')
  mkdirSync(locked)
  copyFileSync(sound, join(locked, 'old.db'))
  chmodSync(join(locked, 'old.db'), 0o444)
  chmodSync(locked, 0o555)
  chmodSync(folder, 0o755)
  // No mode stops the superuser: step down for a moment.
  const superuser = process.geteuid?.() === 0
  if (superuser) process.seteuid?.(65_534)
  t.after(() => superuser && process.seteuid?.(0))
  await refuses(join(locked, 'new.db'), /read-only/)
  await refuses(join(locked, 'old.db'), /read-only/)
  await refuses(join(locked, 'deeper', 'new.db'), /EACCES/)
})

test('no program can update or delete an event', async () => {
  const path = copyOfSound('kept.db')
  const db = new DatabaseSync(path)
  assert.throws(() => db.exec("UPDATE events SET type = 'Other' WHERE position = 1"), /never changed/)
  assert.throws(() => db.exec('DELETE FROM events WHERE position = 5000'), /never deleted/)
  db.close()
})

test('appends to many streams in one turn of the event loop share a commit', async () => {
  const log = await openSqliteLog(':memory:', systemTime)
  const controller = new AbortController()
  const next = log.follow(BEGINNING, {}, controller.signal)[Symbol.asyncIterator]().next()
  const written = await Promise.all(
    Array.from({ length: 50 }, () => append(log, freshStream(), 0, newEvents(2))),
  )
  const { value } = await next
  assert.deepStrictEqual(value?.events, written.flat())
  await log.close()
})

test('closing writes accepted appends and nothing after them', async () => {
  const path = join(folder, 'closing.db')
  const log = await openSqliteLog(path, systemTime)
  const accepted = log.append(stream, 0, newEvents(3))
  await log.close()
  assert.equal((await accepted).written, true)
  await assert.rejects(log.append(stream, 3, newEvents(1)), LogFault)
  const again = await openSqliteLog(path, systemTime)
  assert.equal((await again.read(stream, 1, 10)).length, 3)
  await again.close()
})

test('reading history does not block the event loop', async () => {
  const log = await openSqliteLog(sound, systemTime)
  let turns = 0
  const count = () => {
    turns += 1
    counting = setImmediate(count)
  }
  let counting = setImmediate(count)
  let batches = 0
  const controller = new AbortController()
  const seen: Recorded[] = []
  for await (const { events } of log.follow(BEGINNING, {}, controller.signal)) {
    seen.push(...events)
    batches += 1
    if (seen.length === 5_000) controller.abort()
  }
  clearImmediate(counting)
  assert.ok(turns >= batches - 1 && batches >= 5, `${turns} turns in ${batches} batches`)
  await log.close()
})

test('large events do not fill the memory of recent events', async () => {
  const log = await openSqliteLog(':memory:', systemTime)
  const controller = new AbortController()
  const start = await log.head()
  for (let version = 0; version < 600; version += 20)
    await append(
      log,
      stream,
      version,
      Array.from({ length: 20 }, (_, i) => newEvent({ i, text: 'x'.repeat(60_000) })),
    )
  const seen: Recorded[] = []
  for await (const { events } of log.follow(start, {}, controller.signal)) {
    seen.push(...events)
    if (seen.length === 600) controller.abort()
  }
  assert.deepStrictEqual(
    seen.map(event => event.version),
    Array.from({ length: 600 }, (_, i) => i + 1),
  )
  await log.close()
})

function overwrite(path: string, from: number, length: number) {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, from)
  closeSync(file)
}
