import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from '../../src/graphql/transport/client-addresses.ts'
import { createSockets } from '../../src/graphql/transport/sockets.ts'
import { systemTime } from '../../src/support/time.ts'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import { ADA_ID, socketCounts, startTransport } from '../support/transport.ts'
import { until } from '../support/until.ts'

test('so many sockets of nobody may come from one address, and those of people besides', async t => {
  const closed: string[] = []
  const sockets = createSockets({
    ...socketCounts,
    maxAnonymousPerAddress: 2,
    time: systemTime,
    onClose: reason => closed.push(reason),
  })
  const { server, token } = await startTransport(t, { sockets })
  const [first] = [await connectRaw(server.url), await connectRaw(server.url)]
  const refused = async () => {
    const raw = await openRaw(server.url)
    raw.send({ type: 'connection_init' })
    return raw.closing()
  }
  const reason = 'Too many sockets without a token from one address'
  assert.deepStrictEqual(await refused(), { code: 4429, reason })
  const authorization = `Bearer ${await token(ADA_ID)}`
  for (let n = 0; n < 3; n++) await connectRaw(server.url, { authorization })

  // One that goes makes room, and so does one that brings a token with an operation.
  const payload = { query: '{ viewer }', extensions: { headers: { authorization } } }
  first!.send({ id: 'a', type: 'subscribe', payload })
  await first!.hear('the viewer', message => message.type === 'next')
  const third = await connectRaw(server.url)
  assert.deepStrictEqual(await refused(), { code: 4429, reason })
  third.socket.close()
  await third.closing()
  await until(() => (sockets.size === 5 ? null : `${sockets.size} sockets`))
  await connectRaw(server.url)
  assert.deepStrictEqual(closed, ['tooManyStrangers', 'tooManyStrangers'])
})

test('the network of an address is what one customer has', () => {
  const networks = {
    '192.0.2.7': '192.0.2.7',
    '::ffff:192.0.2.7': '192.0.2.7',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2',
    '2001:DB8:1:2::6': '2001:db8:1:2',
    '2001:db8::6': '2001:db8:0:0',
    '::1': '0:0:0:0',
    '2001:db8:1::': '2001:db8:1:0',
    '': '',
  }
  for (const [address, network] of Object.entries(networks))
    assert.strictEqual(networkOf(address), network, address)
})
