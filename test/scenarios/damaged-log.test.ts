// A server on a log of which one event is damaged: the room of that event says so, and everything else works.

import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { speakTo } from '../support/api.ts'
import { newDataDir, startProcess } from '../support/server.ts'

const TEXT = 'The kettle boils'
const UNAVAILABLE = {
  code: 'UNAVAILABLE',
  lasting: true,
  message:
    'Events that this needs are damaged in the event log. It fails until the operator has restored them.',
}

test('one damaged event stops its room and nothing else, and is logged once', async t => {
  const dataDir = await newDataDir()
  t.after(() => rm(dataDir, { recursive: true }))
  const first = await startProcess(t, { DATA_DIR: dataDir })
  const before = speakTo(first)
  const ada = await first.signIn('Ada')
  const { roomId: damaged } = await before.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const { roomId: sound } = await before.act(ada, 'openRoom', { title: 'Coffee' }, 'roomId')
  await before.act(ada, 'postComment', { roomId: damaged, text: TEXT }, 'commentId')
  // The newest events are proven at the start, and a log whose end is damaged is refused.
  for (let i = 0; i < 120; i++)
    await before.act(ada, 'postComment', { roomId: sound, text: `Cup ${i}` }, 'commentId')
  await first.stop()

  const file = join(dataDir, 'rostrum.db')
  const bytes = await readFile(file)
  // SQLite leaves copies of rows that it has moved to another page.
  for (let at = bytes.indexOf(TEXT); at !== -1; at = bytes.indexOf(TEXT, at + 1)) bytes.write('K', at + 4)
  await writeFile(file, bytes)

  const server = await startProcess(t, { DATA_DIR: dataDir })
  const api = speakTo(server)
  for (let i = 0; i < 3; i++) {
    const refused = await api.send(ada, 'postComment', { roomId: damaged, text: 'Milk?' }, 'commentId')
    const { message, extensions } = refused.errors[0]
    const { code, lasting } = extensions
    assert.deepStrictEqual({ code, lasting, message }, UNAVAILABLE)
  }
  const { errors } = await server.query(
    `{ timeline(roomId: "${damaged}") { nodes { position } } }`,
    {},
    ada.token,
  )
  assert.strictEqual(errors[0].extensions.code, 'UNAVAILABLE')
  await api.act(ada, 'postComment', { roomId: sound, text: 'One more' }, 'commentId')
  const { room, other } = await api.ask(
    ada,
    `{ room(id: "${sound}") { commentCount stale } other: room(id: "${damaged}") { title stale } }`,
  )
  assert.deepStrictEqual(room, { commentCount: 121, stale: false })
  assert.deepStrictEqual(other, { title: 'Tea', stale: true })

  const readiness = await fetch(`${server.url}/readyz`)
  const { degraded } = (await readiness.json()) as { degraded: string[] }
  assert.deepStrictEqual([readiness.status, degraded.length], [200, 1])
  assert.match(
    degraded[0]!,
    new RegExp(`^the event log is damaged at positions .*affected: Chat-${damaged}$`),
  )
  const scraped = await fetch(`${server.url}/metrics`)
  assert.match(await scraped.text(), /^rostrum_log_damaged_parts 1$/m)
  assert.strictEqual(server.output().split('event log: damage found').length - 1, 1)
})
