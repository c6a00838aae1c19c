// The audit's commands given files that were cut, damaged, or changed by hand.

import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { exportCommand } from '../../cli/audit/export.ts'
import { headsCommand } from '../../cli/audit/heads.ts'
import { importCommand } from '../../cli/audit/import.ts'
import { proofCommand } from '../../cli/audit/proof.ts'
import { verifyCommand } from '../../cli/audit/verify.ts'
import { parseHeadFile, trustedKeys } from '../../src/notary/head-file.ts'
import { verifyRoom } from '../../src/notary/verify.ts'
import { run, signedRoom } from '../support/signed-room.ts'

type Signed = Awaited<ReturnType<typeof signedRoom>> & { readonly kept: string }

async function kept(t: TestContext): Promise<Signed> {
  const signed = await signedRoom(t)
  const file = signed.path('heads.ndjson')
  await run(t, headsCommand, signed.roomId, '--out', file, '--log', signed.log)
  return { ...signed, kept: file }
}

test('fingerprints that were damaged accuse no event, and heads that are missing in between neither', async t => {
  const { events, roomId, kept: file } = await kept(t)
  const parsed = parseHeadFile(await readFile(file, 'utf8'))
  const trusted = trustedKeys(parsed, null)
  async function* all() {
    yield* events
  }
  for (const fingerprints of ['', parsed.heads[0]!.fingerprints.slice(12), 'A'.repeat(400)]) {
    const damaged = parsed.heads.map(head => ({ ...head, fingerprints }))
    assert.equal((await verifyRoom(roomId, all, damaged, trusted)).trouble, null)
  }
})

test('a file that was changed by hand is refused in words, whatever stands in it', async t => {
  const { roomId, log, path, kept: file } = await kept(t)
  const exported = path('room.ndjson')
  await run(t, exportCommand, roomId, '--out', exported, '--log', log)
  const [heading, first = '', ...rest] = (await readFile(exported, 'utf8')).trimEnd().split('\n')
  const refused = async (
    why: RegExp,
    ...argv: Parameters<typeof run> extends [unknown, ...infer R] ? R : never
  ) => assert.rejects(run(t, ...argv), why)

  const bad = path('bad')
  const lines = [
    'null',
    '[]',
    '7',
    '{"kind":"key"}',
    '{"kind":"key","keyId":1}',
    `{"kind":"head","room":"${roomId}"}`,
  ]
  for (const line of lines) {
    await writeFile(bad, `${await readFile(file, 'utf8')}${line}\n`)
    await refused(
      /line 3 of the heads is neither a key nor a head/,
      verifyCommand,
      roomId,
      '--heads',
      bad,
      '--log',
      log,
    )
  }
  const event = JSON.parse(first)
  for (const change of [{ cause: [] }, { cause: { by: 'x' } }, { data: null }, { version: -1 }, { id: 7 }]) {
    await writeFile(bad, [heading, JSON.stringify({ ...event, ...change }), ...rest].join('\n'))
    await refused(/line 2 lacks a field of an event/, verifyCommand, roomId, '--heads', file, '--export', bad)
  }
  for (const line of ['null', '[]', '"x"']) {
    await writeFile(bad, [line, first].join('\n'))
    await refused(/line 1 is not an event/, importCommand, bad, '--log', `sqlite:${path('new.db')}`)
  }
  for (const stream of [`User-${roomId}`, `Notary-${roomId}`, `Room-${crypto.randomUUID()}`]) {
    await writeFile(bad, [heading, first, JSON.stringify({ ...event, stream, version: 1 })].join('\n'))
    await refused(
      /line 3 is an event of .*, which is not a stream of this room/,
      importCommand,
      bad,
      '--log',
      `sqlite:${path('new.db')}`,
    )
  }
  for (const proof of [
    { event: {}, head: {}, path: [] },
    { event, head: {}, path: [] },
    { event, head: null, path: [1], number: 1 },
  ]) {
    await writeFile(bad, JSON.stringify({ format: 'rostrum-proof-1', ...proof }))
    await refused(/is not a proof/, verifyCommand, '--proof', bad, '--heads', file)
  }
  await refused(/unexpected argument: tea/, exportCommand, roomId, 'tea', '--out', bad, '--log', log)
  await refused(/^UsageError: --log must begin with/, exportCommand, roomId, '--out', bad, '--log', 'mysql:x')
})

test('what cannot be done is told in words', async t => {
  const { roomId, log, path, kept: file } = await kept(t)
  const told = (
    why: RegExp,
    ...[command, ...argv]: Parameters<typeof run> extends [unknown, ...infer R] ? R : never
  ) => assert.rejects(run(t, command, ...argv), why)
  await told(/not the id of a room/, verifyCommand, 'tea', '--heads', file, '--log', log)
  await told(/no room/, exportCommand, crypto.randomUUID(), '--out', path('x'), '--log', log)
  await told(
    /no event log at/,
    headsCommand,
    roomId,
    '--out',
    path('x'),
    '--log',
    `sqlite:${path('none.db')}`,
  )
  await told(/no such file/, verifyCommand, roomId, '--heads', path('none'), '--log', log)
  await told(/missing option: --heads/, verifyCommand, roomId, '--log', log)
  await told(/no key unknown in/, verifyCommand, roomId, '--heads', file, '--key', 'unknown', '--log', log)
  await told(
    /no head covers an event/,
    proofCommand,
    roomId,
    '--event',
    'x',
    '--heads',
    file,
    '--out',
    path('x'),
    '--log',
    log,
  )
  await writeFile(path('half'), (await readFile(file, 'utf8')).slice(0, -20))
  await told(
    /line \d+ of the heads is incomplete/,
    verifyCommand,
    roomId,
    '--heads',
    path('half'),
    '--log',
    log,
  )
  await writeFile(path('cut.ndjson'), `{"format":"rostrum-export","room":"${roomId}","version":1}\n{"id":"x`)
  await told(/line 2 is incomplete/, importCommand, path('cut.ndjson'), '--log', `sqlite:${path('new.db')}`)
})
