// rostrum backup, restore, scrub and salvage, as an operator runs them: the drill of docs/operations/backup.md.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { BEGINNING, type Recorded } from '../../commands/event.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, freshStream, newEvent, newEvents } from '../contract/logs.ts'
import { speakTo } from '../support/api.ts'
import { newDataDir, startProcess } from '../support/server.ts'

const MAIN = resolve(import.meta.dirname, '../../cli/main.ts')

/** The exit code and the answer of `rostrum … --json`. */
function rostrum(dataDir: string, ...argv: string[]) {
  const env = { ...process.env, DATA_DIR: dataDir }
  return new Promise<{ code: number; answer: Record<string, unknown> }>(done => {
    const child = execFile(process.execPath, [MAIN, ...argv, '--json'], { env }, (_error, stdout, stderr) => {
      assert.equal(stderr, '')
      done({ code: child.exitCode ?? -1, answer: JSON.parse(stdout) })
    })
  })
}

async function folderFor(t: TestContext): Promise<string> {
  const folder = await newDataDir()
  t.after(() => rm(folder, { recursive: true }))
  return folder
}

async function everything(log: EventLog): Promise<Recorded[]> {
  const head = await log.head()
  const events: Recorded[] = []
  if (head === BEGINNING) return events
  for await (const batch of log.follow(BEGINNING, {}, new AbortController().signal)) {
    events.push(...batch.events)
    if (batch.position === head) return events
  }
  return events
}

test('the drill: back up a running server, lose its folder, restore, and go on', async t => {
  const dataDir = await folderFor(t)
  const elsewhere = await folderFor(t)
  const server = await startProcess(t, { DATA_DIR: dataDir })
  const api = speakTo(server)
  const ada = await server.signIn('Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  for (let i = 0; i < 20; i++) await api.act(ada, 'postComment', { roomId, text: `Cup ${i}` }, 'commentId')
  const folder = join(elsewhere, 'backup')
  const writing = Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      api.act(ada, 'postComment', { roomId, text: `Later ${i}` }, 'commentId'),
    ),
  )
  const backedUp = await rostrum(dataDir, 'backup', folder)
  await writing
  assert.equal(backedUp.code, 0, JSON.stringify(backedUp.answer))
  assert.deepStrictEqual(readdirSync(folder).sort(), [
    'manifest.json',
    'notary-key.pem',
    'past.db',
    'rostrum.db',
  ])
  for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
  assert.equal((await rostrum(dataDir, 'backup', folder)).code, 2)
  const scrubbed = await rostrum(dataDir, 'scrub')
  assert.deepStrictEqual([scrubbed.code, scrubbed.answer.ok], [0, true])
  // A restore beside a running server would pull the log away under it.
  const beside = await rostrum(dataDir, 'restore', folder, '--replace')
  assert.match(String(beside.answer.error), /open: stop it first/)
  await server.stop()

  const events = Number(backedUp.answer.events)
  assert.match(String((await rostrum(dataDir, 'restore', folder)).answer.error), /exists\. --replace/)
  const replaced = await rostrum(dataDir, 'restore', folder, '--replace')
  assert.deepStrictEqual([replaced.code, replaced.answer.events], [0, events])
  assert.ok(existsSync(String(replaced.answer.kept)))
  const fresh = join(elsewhere, 'fresh')
  assert.equal((await rostrum(fresh, 'restore', folder)).code, 0)
  for (const dir of [dataDir, fresh]) {
    const again = await startProcess(t, { DATA_DIR: dir })
    // Tokens of development are signed with a secret that is not in the backup.
    const bea = await again.signIn('Bea')
    await speakTo(again).act(bea, 'joinRoom', { roomId }, 'position')
    const { room } = await speakTo(again).ask(bea, `{ room(id: "${roomId}") { commentCount } }`)
    assert.ok(room.commentCount >= 20 && room.commentCount <= 50, `${room.commentCount} comments`)
    await speakTo(again).act(bea, 'postComment', { roomId, text: 'Again' }, 'commentId')
    await again.stop()
  }
})

test('a backup that was changed is not restored', async t => {
  const dataDir = await folderFor(t)
  const log = await openSqliteLog(join(dataDir, 'rostrum.db'), systemTime)
  await append(log, freshStream(), 0, newEvents(10))
  await log.close()
  const folder = join(dataDir, 'backup')
  assert.equal((await rostrum(dataDir, 'backup', folder)).code, 0)
  const bytes = readFileSync(join(folder, 'rostrum.db'))
  bytes[5_000]! ^= 1
  writeFileSync(join(folder, 'rostrum.db'), bytes)
  const { code, answer } = await rostrum(join(dataDir, 'fresh'), 'restore', folder)
  assert.equal(code, 2)
  assert.match(String(answer.error), /rostrum\.db is not as it was backed up/)
  assert.ok(!existsSync(join(dataDir, 'fresh', 'rostrum.db')))
})

test('scrub names the damage, backup refuses it, and salvage keeps everything else in its place', async t => {
  const dataDir = await folderFor(t)
  const path = join(dataDir, 'rostrum.db')
  const log = await openSqliteLog(path, systemTime)
  const streams = [freshStream(), freshStream('Chat'), freshStream()]
  for (let version = 0; version < 200; version++)
    for (const stream of streams)
      await append(log, stream, version, [newEvent({ text: `${stream} number ${version + 1}` })])
  const before = await everything(log)
  await log.close()
  const lost = before[210]!
  const text = `${lost.stream} number ${lost.version}"`
  const bytes = readFileSync(path)
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) bytes.write('X', at + 8)
  writeFileSync(path, bytes)

  const scrubbed = await rostrum(dataDir, 'scrub')
  assert.equal(scrubbed.code, 1)
  const place = '0'.repeat(17) + 211
  const reason = 'the stored events are not as written'
  assert.deepStrictEqual(scrubbed.answer.damage, [{ streams: [lost.stream], from: place, to: place, reason }])
  const refused = await rostrum(dataDir, 'backup', join(dataDir, 'backup'))
  assert.equal(refused.code, 2)
  assert.ok(!existsSync(join(dataDir, 'backup')))

  const out = join(dataDir, 'whole.db')
  const salvaged = await rostrum(dataDir, 'salvage', '--out', out)
  assert.deepStrictEqual([salvaged.code, salvaged.answer.events], [1, before.length - 1])
  const named = { position: place, stream: lost.stream, version: lost.version }
  assert.deepStrictEqual(salvaged.answer.lost, [named])
  const whole = await openSqliteLog(out, systemTime)
  const after = await everything(whole)
  assert.deepStrictEqual(
    after.filter(event => event.type !== 'EventLost'),
    before.filter(event => event !== lost),
  )
  assert.deepStrictEqual([after[210]!.stream, after[210]!.version], [lost.stream, lost.version])
  await append(whole, lost.stream, 200, newEvents(1))
  await whole.close()
  assert.equal((await rostrum(dataDir, 'scrub', '--log', `sqlite:${out}`)).code, 0)
})
