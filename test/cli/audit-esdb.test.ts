// What is audited where the log is EventStoreDB: the same commands, over its protocol.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { exportCommand } from '../../cli/audit/export.ts'
import { headsCommand } from '../../cli/audit/heads.ts'
import { importCommand } from '../../cli/audit/import.ts'
import { proofCommand } from '../../cli/audit/proof.ts'
import { verifyCommand } from '../../cli/audit/verify.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { systemTime } from '../../src/support/time.ts'
import { startEsdb } from '../support/esdb/server.ts'
import { run, signedRoom } from '../support/signed-room.ts'

test('a room in EventStoreDB is signed, verified, proved, exported, and imported into another and into a file', async t => {
  const [here, there] = await Promise.all([startEsdb(), startEsdb()])
  t.after(() => Promise.all([here.stop(), there.stop()]))
  const log = await openEventStoreDb({ time: systemTime, url: here.url })
  t.after(() => log.close())
  const { roomId, path, events } = await signedRoom(t, log)
  const count = events.length
  const [kept, first] = [path('heads.ndjson'), path('first.ndjson')]

  assert.equal((await run(t, headsCommand, roomId, '--out', kept, '--log', here.url)).code, 0)
  const check = async (where: string) => {
    const { code, ok, covered } = await run(t, verifyCommand, roomId, '--heads', kept, '--log', where)
    assert.deepStrictEqual({ code, ok, covered }, { code: 0, ok: true, covered: count })
  }
  await check(here.url)
  await check(here.url.replace('esdb:', 'kurrentdb:'))

  const out = path('proof.json')
  const event = events[11]!.id
  const proved = ['--event', event, '--heads', kept, '--out', out, '--log', here.url]
  assert.equal((await run(t, proofCommand, roomId, ...proved)).number, 12)
  assert.equal((await run(t, verifyCommand, '--proof', out, '--heads', kept)).code, 0)

  await run(t, exportCommand, roomId, '--out', first, '--log', here.url)
  for (const where of [there.url, `sqlite:${path('imported.db')}`]) {
    for (let times = 0; times < 2; times++)
      assert.equal((await run(t, importCommand, first, '--log', where)).events, count)
    await check(where)
    const again = path('again.ndjson')
    await run(t, exportCommand, roomId, '--out', again, '--log', where)
    const unplaced = async (file: string) =>
      (await readFile(file, 'utf8')).replace(/"position":"\d{20}",/g, '')
    assert.equal(await unplaced(again), await unplaced(first))
  }

  const victim = events.findIndex(({ type }) => type === 'CommentPosted')
  const stored = here.store.all.find(({ id }) => id === events[victim]!.id) as { data: Uint8Array }
  stored.data = Buffer.from(Buffer.from(stored.data).toString().replace('Comment', 'Kommentar'))
  const { code, trouble } = await run(t, verifyCommand, roomId, '--heads', kept, '--log', here.url)
  assert.deepStrictEqual([code, trouble.kind, trouble.number], [1, 'changed', victim + 1])
})

test('a server that cannot be reached is named, with what to do', async t => {
  const { roomId, path } = await signedRoom(t)
  const gone = await startEsdb()
  await gone.stop()
  await assert.rejects(run(t, exportCommand, roomId, '--out', path('x'), '--log', gone.url), {
    name: 'UsageError',
    message: /^--log: cannot connect to esdb:\/\/127\.0\.0\.1:\d+ \(.+\)\. Is EventStoreDB running\?$/,
  })
})
