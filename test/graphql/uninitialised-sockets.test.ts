// Sockets that do not say who they are, and frames that nobody asked for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UninitialisedSockets } from '../../src/graphql/transport/network-limits.ts'
import { type CloseReason, createSockets } from '../../src/graphql/transport/sockets.ts'
import { systemTime } from '../../src/support/time.ts'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import { ADA_ID, socketCounts, socketLimits, startTransport } from '../support/transport.ts'
import { until } from '../support/until.ts'

const REPLACED = { code: 1013, reason: 'Too many sockets of one address have not sent connection_init' }

function newSockets(counts: Partial<typeof socketCounts>) {
  const closed: CloseReason[] = []
  const onClose = (reason: CloseReason) => void closed.push(reason)
  return { closed, sockets: createSockets({ ...socketCounts, ...counts, time: systemTime, onClose }) }
}

test('so many sockets of an address may be silent: one more closes the oldest, and is let in', async t => {
  const { sockets, closed } = newSockets({ maxUninitialisedPerAddress: 3 })
  const { server, token } = await startTransport(t, { sockets })
  const silent = [await openRaw(server.url), await openRaw(server.url), await openRaw(server.url)]
  assert.deepStrictEqual([sockets.uninitialised, closed], [3, []])
  const ada = await connectRaw(server.url, { token: await token(ADA_ID) })
  assert.deepStrictEqual(await silent[0]!.closing(), REPLACED)
  // She is somebody now, and so is who says that they are nobody: neither counts.
  assert.deepStrictEqual([sockets.uninitialised, closed], [2, ['tooManyUninitialised']])
  const nobody = await connectRaw(server.url)
  assert.deepStrictEqual([sockets.uninitialised, silent[1]!.closed()], [2, null])
  const more = [await openRaw(server.url), await openRaw(server.url)]
  assert.deepStrictEqual(await silent[1]!.closing(), REPLACED)
  for (const open of [silent[2]!, ...more, ada, nobody]) assert.strictEqual(open.closed(), null)
})

test('a full process makes room for a new socket by closing the oldest silent one, and only then refuses', async t => {
  const { sockets, closed } = newSockets({})
  const { server } = await startTransport(t, { sockets, socketLimits: { ...socketLimits, maxSockets: 3 } })
  const [one, two] = [await openRaw(server.url), await openRaw(server.url)]
  await connectRaw(server.url)
  await connectRaw(server.url)
  assert.deepStrictEqual(await one.closing(), REPLACED)
  await connectRaw(server.url)
  assert.deepStrictEqual(await two.closing(), REPLACED)
  await assert.rejects(openRaw(server.url), /503/)
  assert.deepStrictEqual([closed, sockets.size], [['tooManyUninitialised', 'tooManyUninitialised'], 3])
})

test('addresses are counted one by one, those of one IPv6 customer together', () => {
  const sockets = new UninitialisedSockets<{ address: string }>(1)
  const [ann, bob, cleo, dan] = ['192.0.2.1', '192.0.2.2', '2001:db8:1:2::1', '2001:db8:1:2::2'].map(
    address => ({ address }),
  )
  assert.deepStrictEqual(
    [ann, bob, cleo, dan].map(one => sockets.add(one!)),
    [null, null, null, cleo],
  )
  sockets.release(cleo!)
  sockets.release(cleo!)
  assert.deepStrictEqual([sockets.size, sockets.oldest], [3, ann])
  for (const one of [ann, bob, dan]) sockets.release(one!)
  assert.deepStrictEqual([sockets.size, sockets.oldest], [0, null])
})

test('limits by address count the clients of a trusted proxy, not the proxy', async t => {
  const { sockets } = newSockets({ maxAnonymousPerAddress: 1 })
  const { server } = await startTransport(t, { sockets, trustedProxies: ['127.0.0.1'] })
  const from = (address: string) =>
    connectRaw(server.url, undefined, { 'x-forwarded-for': `6.6.6.6, ${address}` })
  await from('192.0.2.1')
  await from('192.0.2.2')
  const again = await openRaw(server.url, undefined, { 'x-forwarded-for': '7.7.7.7, 192.0.2.1' })
  again.send({ type: 'connection_init' })
  assert.strictEqual((await again.closing()).reason, 'Too many sockets without a token from one address')
})

test('pings and unasked pongs count as messages: the burst is accepted, and one more closes the socket', async t => {
  // The monotonic clock stands still, so that the allowance does not grow.
  const { server } = await startTransport(t, {
    socketLimits: { ...socketLimits, maxMessagesPerSecond: 5 },
    time: { ...systemTime, elapsed: () => 0 },
  })
  for (const send of ['ping', 'pong'] as const) {
    const raw = await connectRaw(server.url)
    // Ten at once, of which one was the first message.
    for (let n = 0; n < 9; n++) raw.socket[send]()
    const answered = new Promise(resolve => raw.socket.once('pong', resolve))
    if (send === 'ping') await answered
    assert.strictEqual(raw.closed(), null)
    raw.socket[send]()
    assert.deepStrictEqual(await raw.closing(), { code: 4429, reason: 'Too many messages' })
  }
})

test('pongs that answer a ping of the server are not counted', async t => {
  const { server, sockets } = await startTransport(t, {
    socketLimits: { ...socketLimits, maxMessagesPerSecond: 1, keepAliveMs: 100 },
  })
  const raw = await connectRaw(server.url)
  let pings = 0
  raw.socket.on('ping', () => pings++)
  await until(() => (pings >= 20 ? null : `${pings} pings`))
  assert.deepStrictEqual([raw.closed(), sockets.size], [null, 1])
})
