// Exports that are unusual in what they hold, where they are written, and what they are imported into.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { lstat, readFile, symlink, writeFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { exportCommand } from '../../cli/audit/export.ts'
import { headsCommand } from '../../cli/audit/heads.ts'
import { importCommand } from '../../cli/audit/import.ts'
import { linesOfFile } from '../../cli/audit/sources.ts'
import { verifyCommand } from '../../cli/audit/verify.ts'
import { run, signedRoom } from '../support/signed-room.ts'

async function exported(t: TestContext) {
  const signed = await signedRoom(t)
  const file = signed.path('room.ndjson')
  const out = (...range: readonly string[]) =>
    run(t, exportCommand, signed.roomId, '--out', file, '--log', signed.log, ...range)
  await out()
  const elsewhere = `sqlite:${signed.path('elsewhere.db')}`
  return { ...signed, file, out, elsewhere, lines: (await readFile(file, 'utf8')).split('\n') }
}

test('separators within a comment do not break the lines of an export', async t => {
  const { path } = await exported(t)
  const lines = [
    JSON.stringify({ text: 'one\u2028two\u2029three\u0085four' }),
    '{}\r',
    '',
    `"${'ü'.repeat(70_000)}"`,
    'last',
  ]
  await writeFile(path('lines'), lines.join('\n'))
  const read: string[] = []
  for await (const line of linesOfFile(path('lines'))) read.push(line)
  assert.deepStrictEqual(read, lines)
})

test('a later export of a room can be imported over an earlier one, wherever that ended', async t => {
  const { elsewhere, events, file, lines, log, path, roomId } = await exported(t)
  const kept = path('heads.ndjson')
  await run(t, headsCommand, roomId, '--out', kept, '--log', log)
  for (const count of [2, 5, 9, 20, events.length]) {
    await writeFile(file, `${lines.slice(0, count + 1).join('\n')}\n`)
    assert.equal((await run(t, importCommand, file, '--log', elsewhere)).events, count)
  }
  const { ok, covered } = await run(t, verifyCommand, roomId, '--heads', kept, '--log', elsewhere)
  assert.deepStrictEqual({ ok, covered }, { ok: true, covered: events.length })
})

test('an incomplete export is not imported at all', async t => {
  const { elsewhere, events, file, lines, out, path } = await exported(t)
  const refused = async (why: RegExp) => {
    await assert.rejects(run(t, importCommand, file, '--log', elsewhere), why)
    assert.equal(existsSync(path('elsewhere.db')), false)
  }
  await writeFile(file, lines.toSpliced(10, 1).join('\n'))
  await refused(/line \d+ is version \d+ of .*, where version \d+ belongs/)
  await writeFile(file, `${lines.slice(0, -2).join('\n')}\n{"id":`)
  await refused(/is incomplete/)
  const firstComment = events.findIndex(({ type }) => type === 'CommentPosted')
  await out('--after', events[firstComment - 1]!.position)
  await refused(/line \d+ is version \d+ of .*, where version 1 belongs/)
})

test('an export replaces a file, also through a link, and nothing else', async t => {
  const { file, log, path, roomId } = await exported(t)
  const to = (out: string) => run(t, exportCommand, roomId, '--out', out, '--log', log)
  await writeFile(path('old'), 'old')
  await symlink(path('old'), path('latest'))
  await to(path('latest'))
  assert.equal((await lstat(path('latest'))).isSymbolicLink(), true)
  assert.deepStrictEqual(await readFile(path('old')), await readFile(file))
  await symlink('/dev/null', path('device'))
  await assert.rejects(to(path('device')), /exists and is not a regular file/)
  await assert.rejects(to(path('')), /exists and is not a regular file/)
})
