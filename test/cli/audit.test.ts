import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { parquetReadObjects } from 'hyparquet'
import { exportCommand } from '../../cli/audit/export.ts'
import { headsCommand } from '../../cli/audit/heads.ts'
import { importCommand } from '../../cli/audit/import.ts'
import { proofCommand } from '../../cli/audit/proof.ts'
import { linesOfFile } from '../../cli/audit/sources.ts'
import { verifyCommand } from '../../cli/audit/verify.ts'
import { digitsOf, type Recorded } from '../../commands/event.ts'
import { projections } from '../../projections/all.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { eventsOfExport } from '../../src/exports/exports.ts'
import { readRoomEvents } from '../../src/exports/room-events.ts'
import { FINGERPRINT, leafOf } from '../../src/notary/chain.ts'
import { parseHeadFile, trustedKeys } from '../../src/notary/head-file.ts'
import { verifyRoom } from '../../src/notary/verify.ts'
import { systemTime } from '../../src/support/time.ts'
import { fold } from '../projections/fold-events.ts'
import { run, signedRoom, tamper } from '../support/signed-room.ts'

type Signed = Awaited<ReturnType<typeof signedRoom>> & { readonly kept: string }

async function kept(t: TestContext): Promise<Signed> {
  const signed = await signedRoom(t)
  const file = signed.path('heads.ndjson')
  await run(t, headsCommand, signed.roomId, '--out', file, '--log', signed.log)
  return { ...signed, kept: file }
}

const check = (t: TestContext, { roomId, kept, log }: Signed) =>
  run(t, verifyCommand, roomId, '--heads', kept, '--log', log)

const row = ({ position }: Recorded) => `position = ${Number(digitsOf(position))}`

/** An event in the midst of its stream: neither its first nor its last. */
const inTheMidst = (events: readonly Recorded[], type: string) => events.filter(one => one.type === type)[4]!

test('a room is as it was signed', async t => {
  const signed = await kept(t)
  const { events } = signed
  const { code, ok, covered, trouble } = await check(t, signed)
  assert.deepStrictEqual(
    { code, ok, covered, trouble },
    { code: 0, ok: true, covered: events.length, trouble: null },
  )
})

test('an event whose data, time, actor or type was changed is named', async t => {
  for (const change of [
    `data = replace(data, 'Comment', 'Kommentar')`,
    'at = at + 1',
    `cause = replace(cause, '"by":"', '"by":"0')`,
    `type = 'CommentPinned'`,
  ]) {
    const signed = await kept(t)
    const victim = inTheMidst(signed.events, 'CommentPosted')
    tamper(signed.path('log.db'), `UPDATE events SET ${change} WHERE ${row(victim)}`)
    const { code, trouble } = await check(t, signed)
    assert.deepStrictEqual([code, trouble.kind, trouble.event.id], [1, 'changed', victim.id], change)
    assert.equal(trouble.number, signed.events.indexOf(victim) + 1)
  }
})

test('an event that was removed is named by its place, from the midst of a stream and from its end', async t => {
  for (const pick of [
    (events: readonly Recorded[]) => inTheMidst(events, 'CommentPosted'),
    (events: readonly Recorded[]) => events.findLast(one => one.type === 'Reacted')!,
  ]) {
    const signed = await kept(t)
    const victim = pick(signed.events)
    const next = signed.events[signed.events.indexOf(victim) + 1]!
    tamper(signed.path('log.db'), `DELETE FROM events WHERE ${row(victim)}`)
    const { code, trouble } = await check(t, signed)
    assert.deepStrictEqual(
      [code, trouble.kind, trouble.number, trouble.event.id],
      [1, 'removed', signed.events.indexOf(victim) + 1, next.id],
    )
  }
})

test('an event that was added is named', async t => {
  const signed = await kept(t)
  const last = signed.events.findLast(one => one.stream.startsWith('Reactions-'))!
  tamper(
    signed.path('log.db'),
    `UPDATE events SET position = position + 1000 WHERE position > ${Number(digitsOf(last.position))}`,
    `INSERT INTO events SELECT position + 1, stream, version + 1, 'forged', type, at, data, cause, checksum FROM events WHERE ${row(last)}`,
  )
  const { code, trouble } = await check(t, signed)
  assert.deepStrictEqual([code, trouble.kind, trouble.event.id], [1, 'added', 'forged'])
  assert.equal(trouble.number, signed.events.indexOf(last) + 2)
})

test('events that changed places are named, within a stream and between two', async t => {
  for (const type of ['CommentPosted', 'Reacted']) {
    const signed = await kept(t)
    const one = inTheMidst(signed.events, 'CommentPosted')
    const other = signed.events.slice(signed.events.indexOf(one) + 1).find(event => event.type === type)!
    const [p, q] = [Number(digitsOf(one.position)), Number(digitsOf(other.position))]
    const within = one.stream === other.stream
    const versions = (value: number) => (within ? `, version = ${value}` : '')
    tamper(
      signed.path('log.db'),
      `UPDATE events SET position = -1 ${versions(-1)} WHERE position = ${p}`,
      `UPDATE events SET position = ${p} ${versions(one.version)} WHERE position = ${q}`,
      `UPDATE events SET position = ${q} ${versions(other.version)} WHERE position = -1`,
    )
    const { code, trouble } = await check(t, signed)
    // Within a stream its version is a part of what was signed.
    assert.deepStrictEqual([code, trouble.kind], [1, within ? 'changed' : 'reordered'])
    assert.equal(trouble.event.id, other.id)
  }
})

test('a tail that was cut off is told', async t => {
  const signed = await kept(t)
  const { events } = signed
  const from = events[events.length - 3]!
  tamper(signed.path('log.db'), `DELETE FROM events WHERE position >= ${Number(digitsOf(from.position))}`)
  const { code, trouble } = await check(t, signed)
  assert.deepStrictEqual([code, trouble.kind, trouble.number], [1, 'cut', events.length - 2])
})

test('a log that was signed anew with another key is not believed', async t => {
  const [signed, other] = [await kept(t), await kept(t)]
  const text = (await readFile(other.kept, 'utf8')).replaceAll(other.roomId, signed.roomId)
  const [own] = (await readFile(signed.kept, 'utf8')).split('\n')
  await writeFile(signed.kept, `${own}\n${text}`)
  const { code, trouble } = await check(t, signed)
  assert.deepStrictEqual([code, trouble.kind], [1, 'forged'])
})

test('fingerprints that were tampered with do not help: the chain itself is compared', async t => {
  const { events, roomId, kept: file } = await kept(t)
  const parsed = parseHeadFile(await readFile(file, 'utf8'))
  const trusted = trustedKeys(parsed, null)
  async function* changed() {
    for (const event of events) yield event === events[7] ? { ...event, at: event.at + 1 } : event
  }
  const prints: Buffer[] = []
  for await (const event of changed()) prints.push(leafOf(event).subarray(0, FINGERPRINT))
  const fingerprints = Buffer.concat(prints).toString('base64url')
  const forged = parsed.heads.map(head => ({ ...head, fingerprints }))
  const { trouble } = await verifyRoom(roomId, changed, forged, trusted)
  assert.equal(trouble?.kind, 'differs')
})

test('an export can be verified without the log, and what was done to it is named', async t => {
  const signed = await kept(t)
  const { roomId, path, log, events } = signed
  const file = path('room.ndjson')
  await run(t, exportCommand, roomId, '--out', file, '--log', log)
  const offline = () => run(t, verifyCommand, roomId, '--heads', signed.kept, '--export', file)
  assert.equal((await offline()).ok, true)
  const lines = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, [...lines.slice(0, 9), ...lines.slice(10)].join('\n'))
  const { code, trouble } = await offline()
  assert.deepStrictEqual(
    [code, trouble.kind, trouble.number, trouble.event.id],
    [1, 'removed', 9, events[9]!.id],
  )
})

test('an event is proved without the others, and another in its place is not', async t => {
  const { roomId, kept: file, log, path, events } = await kept(t)
  const out = path('proof.json')
  const event = events[11]!
  const made = await run(
    t,
    proofCommand,
    roomId,
    '--event',
    event.id,
    '--heads',
    file,
    '--out',
    out,
    '--log',
    log,
  )
  assert.equal(made.number, 12)
  const again = () => run(t, verifyCommand, '--proof', out, '--heads', file)
  assert.deepStrictEqual(await again(), { code: 0, ok: true, flaw: null })
  const proved = JSON.parse(await readFile(out, 'utf8'))
  assert.deepStrictEqual(proved.event, JSON.parse(JSON.stringify(event)))
  assert.ok(proved.path.length <= Math.ceil(Math.log2(events.length)))
  await writeFile(out, JSON.stringify({ ...proved, event: { ...proved.event, at: event.at + 1 } }))
  assert.deepStrictEqual(await again(), {
    code: 1,
    ok: false,
    flaw: 'the event is not the one that was signed',
  })
  await writeFile(out, JSON.stringify({ ...proved, number: 11 }))
  assert.equal((await again()).code, 1)
})

test('the same range is exported to the same bytes, in every format', async t => {
  const { roomId, log, path, events } = await kept(t)
  const range = ['--after', events[4]!.position, '--up-to', events[19]!.position, '--log', log]
  for (const format of ['ndjson', 'csv', 'parquet']) {
    const [a, b] = [path(`a.${format}`), path(`b.${format}`)]
    for (const out of [a, b]) {
      const { events: count } = await run(
        t,
        exportCommand,
        roomId,
        '--out',
        out,
        '--format',
        format,
        ...range,
      )
      assert.equal(count, 15)
    }
    assert.deepStrictEqual(await readFile(a), await readFile(b))
  }
  const file = await readFile(path('a.parquet'))
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)
  const rows = await parquetReadObjects({ file: buffer })
  assert.deepStrictEqual(
    rows.map(({ id, position, version, at }) => [id, position, version, (at as Date).getTime()]),
    events.slice(5, 20).map(({ id, position, version, at }) => [id, digitsOf(position), version, at]),
  )
  const csv = await readFile(path('a.csv'), 'utf8')
  assert.equal(csv.split('\r\n').length, 17)
})

test('an export that is imported elsewhere is the same room, with the same hashes', async t => {
  const signed = await kept(t)
  const { roomId, path, log, events } = signed
  const file = path('room.ndjson')
  await run(t, exportCommand, roomId, '--out', file, '--log', log)
  const elsewhere = `sqlite:${path('elsewhere.db')}`
  for (let times = 0; times < 2; times++)
    assert.equal((await run(t, importCommand, file, '--log', elsewhere)).events, events.length)
  const { ok, covered } = await run(t, verifyCommand, roomId, '--heads', signed.kept, '--log', elsewhere)
  assert.deepStrictEqual({ ok, covered }, { ok: true, covered: events.length })
  const other = await openSqliteLog(path('elsewhere.db'), systemTime)
  const imported = await all(readRoomEvents(other, roomId))
  await other.close()
  assert.deepStrictEqual(documentsOf(imported), documentsOf(events))
  const same = ({ position: _, ...event }: Recorded) => event
  assert.deepStrictEqual(imported.map(same), events.map(same))
  assert.deepStrictEqual((await all(eventsOfExport(linesOfFile(file)))).length, events.length)
})

/** Every document that the events fold to, with places in the room instead of positions of a log. */
function documentsOf(events: readonly Recorded[]): string {
  const documents = projections.map(projection => [projection.name, ...fold(projection, events)])
  return events.reduce(
    (text, { position }, index) => text.replaceAll(digitsOf(position), `place ${index}`),
    JSON.stringify(documents),
  )
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}
