// A disk that fills up under the whole server, and database files that are not as they should be.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { speakTo } from '../support/api.ts'
import { connectRaw } from '../support/raw-socket.ts'
import { newDataDir, runMain, runOnSmallDisk, startProcess } from '../support/server.ts'
import { until } from '../support/until.ts'

/** MiB of a disk of its own. */
const SMALL = 16

test('where the disk is full, writing fails and says so, reading goes on, and with room again all is well', async t => {
  const dataDir = await newDataDir()
  t.after(() => rm(dataDir, { recursive: true }))
  const mount = `mount -t tmpfs -o size=1m tmpfs '${dataDir}'`
  if (spawnSync('unshare', ['-rm', 'sh', '-c', mount]).status !== 0)
    return t.skip('may not mount a small disk here')
  const settings = { DATA_DIR: dataDir }
  const server = await startProcess(t, settings, env => runOnSmallDisk(SMALL, env))
  const api = speakTo(server)
  const ada = await server.signIn('Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const raw = await connectRaw(server.url, { token: ada.token })
  const query = `subscription { roomEvents(roomId: "${roomId}") { events { __typename } } }`
  raw.send({ id: '1', type: 'subscribe', payload: { query } })
  await raw.hear('beginning', ({ type }) => type === 'next')

  const acknowledged: string[] = []
  const post = async (text: string) => {
    const { data, errors } = await api.send(ada, 'postComment', { roomId, text }, 'commentId')
    if (!errors) acknowledged.push(data.postComment.commentId)
    return errors?.[0] ?? null
  }
  const folder = `/proc/${server.pid}/root${dataDir}`
  const ballast = join(folder, 'ballast')
  await writeFile(ballast, Buffer.alloc(SMALL * 1_048_576)).catch(() => {})
  let fault = null
  for (let i = 0; fault === null && i < 1_000; i++) fault = await post(`${i} ${'x'.repeat(900)}`)
  assert.ok(fault, 'the disk was never full')
  const { message, extensions } = fault
  assert.deepStrictEqual(
    [message, extensions.code],
    ['The event log is not available. Try again in a moment.', 'UNAVAILABLE'],
  )
  await until(() => (server.output().includes(extensions.id) ? null : 'the fault is not in the log'))
  assert.match(server.output(), /disk|full/i)
  assert.ok(!JSON.stringify(fault).includes('disk'))

  const shown = async () => {
    const read = await api.ask(ada, `{ room(id: "${roomId}") { commentCount } }`)
    return read.room.commentCount
  }
  assert.strictEqual(await shown(), acknowledged.length)
  const unready = await fetch(`${server.url}/readyz`)
  const { reasons } = (await unready.json()) as { reasons: string[] }
  assert.strictEqual(unready.status, 503)
  assert.match(reasons.join(), /^eventLog: .*(full|no room)/)
  assert.strictEqual((await fetch(`${server.url}/healthz`)).status, 200)

  await rm(ballast)
  const ready = async () => (await fetch(`${server.url}/readyz`)).status
  await until(async () => ((await ready()) === 200 ? null : 'it is not ready again'))
  assert.strictEqual(await post('There is room again'), null)
  assert.strictEqual(await shown(), acknowledged.length)
  const told = () => JSON.stringify(raw.heard).split('CommentPosted').length - 1
  await until(() => (told() === acknowledged.length ? null : `${told()} of ${acknowledged.length} were told`))
  raw.socket.terminate()

  await cp(folder, `${dataDir}-kept`, { recursive: true })
  t.after(() => rm(`${dataDir}-kept`, { recursive: true }))
  await server.kill()
  const again = await startProcess(t, { DATA_DIR: `${dataDir}-kept` })
  const { room } = await speakTo(again).ask(ada, `{ room(id: "${roomId}") { commentCount } }`)
  assert.deepStrictEqual(room, { commentCount: acknowledged.length })
})

test('where the disk refuses to be written, that is said at once and by readiness, and heals by itself', async t => {
  const server = await startProcess(t)
  const api = speakTo(server)
  const ada = await server.signIn('Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  // To the log this is a disk that fails in the midst of a write; the fate of what it wrote is not known.
  const filesUpTo = (size: string) =>
    spawnSync('prlimit', ['--pid', `${server.pid}`, `--fsize=${size}:`], { encoding: 'utf8' })
  const { status, stderr } = filesUpTo('1000')
  assert.strictEqual(status, 0, stderr)
  const commandId = randomUUID()
  const post = () => api.send(ada, 'postComment', { roomId, text: 'Hello', commandId }, 'commentId')

  const begun = performance.now()
  const { errors } = await post()
  assert.ok(performance.now() - begun < 10_000, 'it waited for a disk that would not heal')
  const { code, id } = errors[0].extensions
  assert.strictEqual(code, 'UNAVAILABLE')
  await until(() => (server.output().includes(id) ? null : 'the fault is not in the log'))
  const unready = await fetch(`${server.url}/readyz`)
  const { reasons } = (await unready.json()) as { reasons: string[] }
  assert.strictEqual(unready.status, 503)
  assert.match(reasons.join(), /^eventLog: the disk under .*rostrum\.db failed or is full/)
  const { room } = await api.ask(ada, `{ room(id: "${roomId}") { commentCount } }`)
  assert.deepStrictEqual(room, { commentCount: 0 })

  filesUpTo('unlimited')
  const ready = async () => (await fetch(`${server.url}/readyz`)).status
  await until(async () => ((await ready()) === 200 ? null : 'it is not ready again'))
  const { data } = await post()
  assert.deepStrictEqual((await post()).data, data)
  const read = await api.ask(ada, `{ comments(roomId: "${roomId}") { nodes { id text } } }`)
  assert.deepStrictEqual(read.comments.nodes, [{ id: data.postComment.commentId, text: 'Hello' }])
})

test('a log that is damaged is refused at the start, in one line, and left as it was', async t => {
  const dataDir = await newDataDir()
  t.after(() => rm(dataDir, { recursive: true }))
  const first = await startProcess(t, { DATA_DIR: dataDir })
  const api = speakTo(first)
  const ada = await first.signIn('Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  for (let i = 0; i < 60; i++) await api.act(ada, 'postComment', { roomId, text: `${i} ${'x'.repeat(900)}` })
  await first.stop()
  const path = join(dataDir, 'rostrum.db')
  const sound = await readFile(path)

  const damages: [string, () => Promise<void>, RegExp][] = [
    ['cut off', () => truncate(path, Math.floor(sound.length / 2)), /is damaged/],
    ['overwritten', () => overwrite(path, sound.length - 50_000, 50_000), /is damaged/],
    ['a header that is none', () => overwrite(path, 0, 100), /is not a SQLite database/],
  ]
  for (const [what, damage, message] of damages) {
    await writeFile(path, sound)
    await damage()
    const before = await readFile(path)
    const run = runMain({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
    assert.strictEqual(await run.ended, 1, what)
    const lines = run.output().trimEnd().split('\n')
    assert.strictEqual(lines.length, 1, run.output())
    const { msg, reason } = JSON.parse(lines[0]!)
    assert.strictEqual(msg, 'process: cannot start')
    assert.match(reason, message)
    assert.ok((await readFile(path)).equals(before), `${what}: it was changed`)
  }
  await writeFile(path, sound)
  const again = await startProcess(t, { DATA_DIR: dataDir })
  const { room } = await speakTo(again).ask(ada, `{ room(id: "${roomId}") { commentCount } }`)
  assert.deepStrictEqual(room, { commentCount: 60 })
})

async function overwrite(path: string, from: number, length: number) {
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(length, 0xa5), 0, length, from)
  await file.close()
}
