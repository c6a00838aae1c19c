import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Recorded } from '../../commands/event.ts'
import { streamsOfRoom } from '../../commands/event.ts'
import type { Head, Key } from '../../commands/notary/events.ts'
import { Chain, FINGERPRINT, leafOf } from '../../src/notary/chain.ts'
import { startNotary } from '../../src/notary/notary.ts'
import {
  endorsementText,
  headText,
  isSigned,
  readOrMakeKey,
  type SigningKey,
} from '../../src/notary/signing.ts'
import { systemTime } from '../../src/support/time.ts'
import { BEFORE_ALL, type Harness, someone, startGraphql } from '../support/graphql.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { until } from '../support/until.ts'

async function keyIn(t: TestContext, name = 'key.pem'): Promise<SigningKey> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-notary-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return readOrMakeKey(join(folder, name), systemTime)
}

test('a new key is made of the bytes that are drawn, and read again from then on', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-notary-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const drawing = (seed: string) => ({ randomBytes: () => Buffer.from(seed, 'hex') })
  // The first test of RFC 8032, 7.1.
  const first = drawing('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')
  const key = await readOrMakeKey(join(folder, 'key.pem'), first)
  const raw = Buffer.from(key.publicKey, 'base64url').subarray(-32).toString('hex')
  assert.equal(raw, 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  const again = await readOrMakeKey(join(folder, 'key.pem'), drawing('00'.repeat(32)))
  assert.equal(again.publicKey, key.publicKey)
  assert.ok(isSigned('text', again.sign('text'), key.publicKey))
})

function notaryOf(t: TestContext, api: Harness, key: SigningKey, previousKey: SigningKey | null = null) {
  const { eventLog, readStore, services } = api
  const { gate, reached, time } = services
  const notary = startNotary({
    eventLog,
    readStore,
    gate,
    reached,
    time,
    key,
    previousKey,
    intervalMs: 86_400_000,
    logger: silentLogger,
  })
  t.after(() => notary.close())
  return notary
}

const headsOf = async ({ eventLog }: Harness, roomId: string) =>
  (await eventLog.read(`Notary-${roomId}`, 1, 100)).map(event => event.data as Head)
const keysOf = async ({ eventLog }: Harness) =>
  (await eventLog.read('Notary-keys', 1, 100)).map(event => event.data as Key)
const eventsOf = ({ eventLog }: Harness, roomId: string) =>
  eventLog.readAfter(streamsOfRoom(roomId), BEFORE_ALL, 10_000)

async function heads(api: Harness, roomId: string, count: number) {
  let found: Head[] = []
  await until(async () => {
    found = await headsOf(api, roomId)
    return found.length >= count ? null : `there are ${found.length} of ${count} heads`
  })
  return found
}

/** What heads must say of the events that they cover. */
function assertTrue(
  heads: readonly Head[],
  events: readonly Recorded[],
  roomId: string,
  keys: readonly Key[],
) {
  const chain = new Chain(roomId)
  for (const head of heads) {
    const from = chain.count
    const leaves = events.slice(from, head.count).map(leafOf)
    for (const leaf of leaves) chain.push(leaf)
    assert.deepStrictEqual(
      [head.from, head.count, head.chain, head.root, head.peaks, head.upTo],
      [from, chain.count, chain.chain, chain.root, chain.peaks, events[head.count - 1]!.position],
    )
    const prints = Buffer.concat(leaves.map(leaf => leaf.subarray(0, FINGERPRINT))).toString('base64url')
    assert.equal(head.fingerprints, prints)
    const { publicKey } = keys.find(({ keyId }) => keyId === head.keyId)!
    assert.equal(isSigned(headText(roomId, head), head.signature, publicKey), true)
    assert.equal(
      isSigned(headText(roomId, { ...head, count: head.count + 1 }), head.signature, publicKey),
      false,
    )
  }
}

test('a room is signed when it closes, over all of its events', async t => {
  const api = await startGraphql(t)
  notaryOf(t, api, await keyIn(t))
  await until(async () => ((await keysOf(api)).length === 1 ? null : 'the key is not introduced'))
  const host = await someone(api, 'Ada')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea' }, 'roomId')
  await api.act(host, 'react', { roomId, emoji: '👏' })
  await api.act(host, 'closeRoom', { roomId })
  const signed = await heads(api, roomId, 1)
  const events = await eventsOf(api, roomId)
  assert.equal(signed[0]!.count, events.length)
  assertTrue(signed, events, roomId, await keysOf(api))
})

test('events between two heads are in the second, which continues the first', async t => {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea' }, 'roomId')
  const notary = notaryOf(t, api, await keyIn(t))
  await until(async () => {
    await notary.sealAll()
    return (await headsOf(api, roomId)).length === 1 ? null : 'what was there before is not signed'
  })
  for (let i = 0; i < 3; i++) await api.act(host, 'postComment', { roomId, text: `Comment ${i}` })
  await until(async () => {
    await notary.sealAll()
    const events = await eventsOf(api, roomId)
    return (await headsOf(api, roomId)).at(-1)!.count === events.length ? null : 'not all is signed'
  })
  assertTrue(await headsOf(api, roomId), await eventsOf(api, roomId), roomId, await keysOf(api))
  const before = await headsOf(api, roomId)
  await notary.sealAll()
  assert.deepStrictEqual(await headsOf(api, roomId), before)
})

test('after a restart it signs unsigned events, and none twice', async t => {
  const api = await startGraphql(t)
  const key = await keyIn(t)
  const host = await someone(api, 'Ada')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea' }, 'roomId')
  const first = notaryOf(t, api, key)
  await until(async () => {
    await first.sealAll()
    return (await headsOf(api, roomId)).length === 1 ? null : 'not signed'
  })
  await first.close()
  await api.act(host, 'postComment', { roomId, text: 'Meanwhile' })
  const second = notaryOf(t, api, key)
  await until(async () => {
    await second.sealAll()
    return (await headsOf(api, roomId)).length === 2 ? null : 'what happened meanwhile is not signed'
  })
  assertTrue(await headsOf(api, roomId), await eventsOf(api, roomId), roomId, await keysOf(api))
  assert.equal((await keysOf(api)).length, 1)
})

test('a new key is endorsed by the previous one', async t => {
  const api = await startGraphql(t)
  const [old, fresh] = [await keyIn(t), await keyIn(t)]
  const first = notaryOf(t, api, old)
  await until(async () => ((await keysOf(api)).length === 1 ? null : 'the first key is not introduced'))
  await first.close()
  notaryOf(t, api, fresh, old)
  await until(async () => ((await keysOf(api)).length === 2 ? null : 'the second key is not introduced'))
  const keys = await keysOf(api)
  assert.deepStrictEqual(
    keys.map(({ keyId, endorsedBy }) => [keyId, endorsedBy]),
    [
      [old.keyId, null],
      [fresh.keyId, old.keyId],
    ],
  )
  assert.equal(isSigned(endorsementText(fresh), keys[1]!.endorsement!, old.publicKey), true)
})

test('the notary continues from its signed state even if the log was changed, and does not cover up the change', async t => {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea' }, 'roomId')
  const notary = notaryOf(t, api, await keyIn(t))
  await until(async () => {
    await notary.sealAll()
    return (await headsOf(api, roomId)).length === 1 ? null : 'not signed'
  })
  const [head] = await headsOf(api, roomId)
  await api.act(host, 'postComment', { roomId, text: 'Later' })
  await until(async () => {
    await notary.sealAll()
    return (await headsOf(api, roomId)).length === 2 ? null : 'not signed again'
  })
  const [, next] = await headsOf(api, roomId)
  const chain = new Chain(roomId, head)
  for (const event of (await eventsOf(api, roomId)).slice(head!.count)) chain.push(leafOf(event))
  assert.equal(next!.chain, chain.chain)
})
