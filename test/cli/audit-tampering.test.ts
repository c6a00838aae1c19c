// What verify says of a log into which somebody wrote what no log gives.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { exportCommand } from '../../cli/audit/export.ts'
import { headsCommand } from '../../cli/audit/heads.ts'
import { verifyCommand } from '../../cli/audit/verify.ts'
import { digitsOf, type Recorded } from '../../commands/event.ts'
import { run, signedRoom, tamper } from '../support/signed-room.ts'

async function kept(t: TestContext) {
  const signed = await signedRoom(t)
  const file = signed.path('heads.ndjson')
  await run(t, headsCommand, signed.roomId, '--out', file, '--log', signed.log)
  const check = () => run(t, verifyCommand, signed.roomId, '--heads', file, '--log', signed.log)
  return { ...signed, check, comments: signed.events.filter(({ type }) => type === 'CommentPosted') }
}

const row = ({ position }: Recorded) => `position = ${Number(digitsOf(position))}`

test('an event that cannot be read any more is named as changed, and is not exported', async t => {
  for (const change of [
    `data = '{"text":'`,
    `data = x'00ff'`,
    `cause = 'nobody'`,
    'at = 9223372036854775807',
    `at = 'yesterday'`,
  ]) {
    const { check, comments, events, log, path, roomId } = await kept(t)
    const victim = comments[4]!
    tamper(path('log.db'), `UPDATE events SET ${change} WHERE ${row(victim)}`)
    const { code, trouble } = await check()
    assert.deepStrictEqual(
      [code, trouble?.kind, trouble?.number, trouble?.event.id],
      [1, 'changed', events.indexOf(victim) + 1, victim.id],
      change,
    )
    await assert.rejects(
      run(t, exportCommand, roomId, '--out', path('room.ndjson'), '--log', log),
      new RegExp(`version 5 of Chat-.*${victim.id}.* is damaged`),
    )
  }
})

test('an event whose version is none is not overlooked', async t => {
  for (const version of ['0', '-7', `'x'`, '9223372036854775807']) {
    const { check, comments, path } = await kept(t)
    tamper(path('log.db'), `UPDATE events SET version = ${version} WHERE ${row(comments[4]!)}`)
    assert.equal((await check()).code, 1, version)
  }
})

test('an event that was added before the first of its stream is named', async t => {
  const { check, comments, path } = await kept(t)
  const first = comments[0]!
  tamper(
    path('log.db'),
    `UPDATE events SET position = position + 1000 WHERE position >= ${Number(digitsOf(first.position))}`,
    `INSERT INTO events SELECT position - 1, stream, 0, 'forged', type, at, data, cause, checksum FROM events
      WHERE position = ${Number(digitsOf(first.position)) + 1000}`,
  )
  const { code, trouble } = await check()
  assert.deepStrictEqual([code, trouble?.kind, trouble?.event.id], [1, 'added', 'forged'])
})

test('an event that stands elsewhere in the log is named, where its place among its stream is the same', async t => {
  for (const position of [0, -5]) {
    const { check, comments, path } = await kept(t)
    const victim = comments[4]!
    tamper(path('log.db'), `UPDATE events SET position = ${position} WHERE ${row(victim)}`)
    const { code, trouble } = await check()
    assert.deepStrictEqual([code, trouble?.kind, trouble?.event.id], [1, 'reordered', victim.id])
  }
})

test('two events whose positions were exchanged are told of, though each has its version', async t => {
  const { check, events, path } = await kept(t)
  // Nothing of another stream stands between them.
  const [one, other] = events.filter(({ stream }) => stream.startsWith('Room-')) as [Recorded, Recorded]
  tamper(
    path('log.db'),
    `UPDATE events SET position = -1 WHERE ${row(one)}`,
    `UPDATE events SET position = ${Number(digitsOf(one.position))} WHERE ${row(other)}`,
    `UPDATE events SET position = ${Number(digitsOf(other.position))} WHERE position = -1`,
  )
  const { code, trouble } = await check()
  assert.deepStrictEqual([code, trouble?.kind, trouble?.event.id], [1, 'reordered', other.id])
})

test('a room that is gone from the log was cut off as a whole, where it was signed', async t => {
  const { check, events, path, roomId } = await kept(t)
  tamper(
    path('log.db'),
    `DELETE FROM events WHERE stream IN (SELECT id FROM streams WHERE name LIKE '%${roomId}')`,
  )
  const { code, trouble } = await check()
  assert.deepStrictEqual([code, trouble?.kind, trouble?.number], [1, 'cut', 1])
  assert.match(trouble.message, new RegExp(`the last ${events.length} events`))
})

test('heads that were damaged in the log are not handed out', async t => {
  const { log, path, roomId } = await kept(t)
  const stream = `(SELECT id FROM streams WHERE name = 'Notary-${roomId}')`
  tamper(path('log.db'), `UPDATE events SET data = '{"count":' WHERE stream = ${stream}`)
  await assert.rejects(
    run(t, headsCommand, roomId, '--out', path('again'), '--log', log),
    /the heads are damaged in the log: line 2 of the heads is neither a key nor a head/,
  )
})
