import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { createSockets } from '../../src/graphql/transport/sockets.ts'
import { systemTime } from '../../src/support/time.ts'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import { ADA_ID, bob, socketCounts, socketLimits, startTransport, subscribe } from '../support/transport.ts'
import { until } from '../support/until.ts'

test('queries, mutations and subscriptions go over one socket', async t => {
  const { server, token } = await startTransport(t)
  const client = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${await token(ADA_ID)}` },
  })
  t.after(() => client.dispose())
  const all = async (query: string) => {
    const results = []
    for await (const result of client.iterate({ query })) results.push(result)
    return results
  }
  assert.deepStrictEqual(await all('{ viewer }'), [{ data: { viewer: ADA_ID } }])
  assert.deepStrictEqual(await all('mutation { touch(n: 7) }'), [{ data: { touch: 7 } }])
  assert.deepStrictEqual(await all('subscription { ticks(count: 2) { n } }'), [
    { data: { ticks: { n: 1 } } },
    { data: { ticks: { n: 2 } } },
  ])
})

test('every message of a subscription has a context of its own', async t => {
  const { server } = await startTransport(t)
  const raw = await connectRaw(server.url)
  raw.send(subscribe('a', 'subscription { ticks(count: 3) { fresh } }'))
  await raw.hear('end', message => message.type === 'complete')
  const fresh = raw.heard
    .filter(message => message.type === 'next')
    .map(message => message.payload.data.ticks.fresh)
  assert.deepStrictEqual(fresh, [true, true, true])
})

test('faults are masked and logged, refusals are shown', async t => {
  const { server, logs } = await startTransport(t)
  const raw = await connectRaw(server.url)
  raw.send(subscribe('a', '{ broken }'))
  raw.send(subscribe('b', '{ refused }'))
  raw.send(subscribe('c', 'subscription { broken }'))
  const a = await raw.hear('a', message => message.id === 'a' && message.type === 'next')
  const b = await raw.hear('b', message => message.id === 'b' && message.type === 'next')
  const c = await raw.hear('c', message => message.id === 'c' && message.type !== 'complete')
  const [fault] = a.payload.errors
  assert.strictEqual(fault.message, 'Internal error')
  assert.deepStrictEqual(Object.keys(fault.extensions), ['code', 'id'])
  assert.strictEqual(fault.extensions.code, 'INTERNAL')
  const logged = logs.find(({ facts }) => facts.faultId === fault.extensions.id)!
  assert.match(String((logged.facts.err as Error).stack), /swordfish/)
  assert.strictEqual(b.payload.errors[0].message, 'Not for you')
  assert.strictEqual(b.payload.errors[0].extensions.code, 'FORBIDDEN')
  assert.strictEqual(c.payload.errors[0].message, 'Internal error')
  assert.doesNotMatch(JSON.stringify(raw.heard), /swordfish/)
})

test('a document that does not fit the schema is answered, and the socket lives', async t => {
  const { server } = await startTransport(t)
  const raw = await connectRaw(server.url)
  raw.send(subscribe('a', '{ nothing }'))
  raw.send(subscribe('b', '{ viewer'))
  raw.send(subscribe('c', 'query($n: Int!) { pages(first: $n) { nodes { id } } }', { n: 'many' }))
  raw.send(subscribe('d', '{ viewer }'))
  const codes = ['a', 'b'].map(async id => {
    const message = await raw.hear(id, one => one.id === id)
    return [message.type, message.payload[0].extensions.code]
  })
  assert.deepStrictEqual(await Promise.all(codes), [
    ['error', 'GRAPHQL_VALIDATION_FAILED'],
    ['error', 'GRAPHQL_PARSE_FAILED'],
  ])
  const c = await raw.hear('c', message => message.id === 'c')
  assert.strictEqual(c.payload.errors[0].extensions.code, 'BAD_USER_INPUT')
  const d = await raw.hear('d', message => message.id === 'd')
  assert.deepStrictEqual(d.payload, { data: { viewer: null } })
})

test('of a thousand subscriptions the first hundred stand, and each other one is told so', async t => {
  const { server, listening } = await startTransport(t)
  const raw = await connectRaw(server.url)
  for (let n = 0; n < 1_000; n++) raw.send(subscribe(`s${n}`, 'subscription { forever }'))
  await until(() => (raw.heard.length >= 901 ? null : `${raw.heard.length} messages`))
  const errors = raw.heard.filter(message => message.type === 'error')
  assert.strictEqual(errors.length, 900)
  assert.deepStrictEqual(
    new Set(errors.map(message => message.payload[0].extensions.code)),
    new Set(['TOO_MANY_SUBSCRIPTIONS']),
  )
  assert.strictEqual(listening(), 100)
  raw.send({ id: 's0', type: 'complete' })
  await until(() => (listening() === 99 ? null : `${listening()} are listened to`))
  raw.send(subscribe('again', '{ viewer }'))
  await raw.hear('answer', message => message.id === 'again' && message.type === 'next')
})

test('subscriptions end with their socket, also while they wait', async t => {
  const { server, listening, sockets } = await startTransport(t)
  const raw = await connectRaw(server.url)
  for (const id of ['a', 'b', 'c']) raw.send(subscribe(id, 'subscription { forever }'))
  await until(() => (listening() === 3 ? null : `${listening()} are listened to`))
  raw.socket.terminate()
  await until(() => (listening() === 0 && sockets.size === 0 ? null : `${listening()} are listened to`))
})

test('frames that are not of the protocol close the socket with its codes', async t => {
  const { server } = await startTransport(t)
  const closedBy = async (message: unknown, acknowledged = true) => {
    const raw = acknowledged ? await connectRaw(server.url) : await openRaw(server.url)
    raw.send(message)
    return (await raw.closing()).code
  }
  assert.strictEqual(await closedBy('{ not json'), 4400)
  assert.strictEqual(await closedBy('null'), 4400)
  assert.strictEqual(await closedBy('[]'), 4400)
  assert.strictEqual(await closedBy({ type: 'subscribe', id: 7, payload: { query: '{ viewer }' } }), 4400)
  assert.strictEqual(await closedBy({ type: 'subscribe', id: 'a', payload: { query: 7 } }), 4400)
  assert.strictEqual(await closedBy({ type: 'next', id: 'a', payload: { data: {} } }), 4400)
  assert.strictEqual(await closedBy({ type: 'connection_init' }), 4429)
  assert.strictEqual(await closedBy(subscribe('a', '{ viewer }'), false), 4401)
  assert.strictEqual(await closedBy('x'.repeat(300_000)), 1009)
})

test('the same id twice closes the socket with 4409', async t => {
  const { server } = await startTransport(t)
  const raw = await connectRaw(server.url)
  raw.send(subscribe('a', 'subscription { forever }'))
  raw.send(subscribe('a', 'subscription { forever }'))
  assert.strictEqual((await raw.closing()).code, 4409)
})

test('broken frames end their socket and nothing else', async t => {
  const { server, sockets, logs } = await startTransport(t)
  const { port, hostname } = new URL(server.url)
  const upgrade = [
    'GET /graphql HTTP/1.1',
    `Host: ${hostname}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    '\r\n',
  ].join('\r\n')
  for (const frame of [
    [0xff, 0xff, 0xff, 0xff],
    [0x81, 0x03, 1, 2, 3],
    [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28],
    [0x83, 0x80, 0, 0, 0, 0],
  ]) {
    const socket = connect(Number(port), hostname)
    const ended = new Promise(resolve => socket.on('close', resolve))
    socket.on('error', () => {})
    socket.once('data', () => socket.write(Buffer.from(frame)))
    socket.on('data', () => {})
    socket.on('end', () => socket.destroy())
    socket.write(upgrade)
    await ended
  }
  await until(() => (sockets.size === 0 ? null : `${sockets.size} sockets`))
  await connectRaw(server.url)
  assert.deepStrictEqual(
    logs.filter(({ level }) => level === 'error'),
    [],
  )
})

test('a wrong subprotocol is closed with 4406', async t => {
  const { server, sockets } = await startTransport(t)
  const none = await openRaw(server.url, null)
  assert.strictEqual((await none.closing()).code, 4406)
  const old = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, ['graphql-ws'])
  const refused = await new Promise<string>(resolve => {
    old.on('error', error => resolve(error.message))
    old.on('close', code => resolve(String(code)))
  })
  // The client of the test will not even talk on when the server chooses no protocol.
  assert.strictEqual(refused, 'Server sent no subprotocol')
  await until(() => (sockets.size === 0 ? null : `${sockets.size} sockets`))
})

test('an upgrade of another path is turned away', async t => {
  const { server } = await startTransport(t)
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/elsewhere`, ['graphql-transport-ws'])
  const message = await new Promise<string>(resolve => socket.on('error', error => resolve(error.message)))
  assert.strictEqual(message, 'Unexpected server response: 404')
})

test('a socket that does not introduce itself is closed with 4408', async t => {
  const { server } = await startTransport(t, { socketLimits: { ...socketLimits, initTimeoutMs: 30 } })
  const raw = await openRaw(server.url)
  assert.strictEqual((await raw.closing()).code, 4408)
})

test('a client that sends too fast is closed with 4429', async t => {
  const { server } = await startTransport(t, { socketLimits: { ...socketLimits, maxMessagesPerSecond: 10 } })
  const raw = await connectRaw(server.url)
  for (let n = 0; n < 40; n++) raw.send({ type: 'ping' })
  assert.deepStrictEqual(await raw.closing(), { code: 4429, reason: 'Too many messages' })
  assert.ok(raw.heard.filter(message => message.type === 'pong').length < 40)
})

test('a client that does not read is closed', async t => {
  const { server, sockets } = await startTransport(t, {
    socketLimits: { ...socketLimits, maxBacklogBytes: 65_536, keepAliveMs: 100 },
  })
  const raw = await connectRaw(server.url)
  raw.socket.pause()
  for (let n = 0; n < 90; n++) raw.send(subscribe(`b${n}`, '{ big(size: 500000) }'))
  await until(() => (sockets.size === 0 ? null : `${sockets.size} sockets`))
})

test('a client that is gone without a word is found out by its silence', async t => {
  const { server, sockets } = await startTransport(t, { socketLimits: { ...socketLimits, keepAliveMs: 30 } })
  const raw = await openRaw(server.url)
  raw.socket.pause()
  await until(() => (sockets.size === 0 ? null : `${sockets.size} sockets`))
})

test('a person has so many sockets and no more, and may open another when one is closed', async t => {
  const sockets = createSockets({ ...socketCounts, maxPerPerson: 2, time: systemTime })
  const { server, token } = await startTransport(t, { sockets })
  const payload = { authorization: `Bearer ${await token(ADA_ID)}` }
  const first = await connectRaw(server.url, payload)
  await connectRaw(server.url, payload)
  const third = await openRaw(server.url)
  third.send({ type: 'connection_init', payload })
  assert.deepStrictEqual(await third.closing(), { code: 4429, reason: 'Too many sockets of one person' })
  await connectRaw(server.url, { authorization: await token(bob) })
  first.socket.close()
  await until(() => (sockets.size === 2 ? null : `${sockets.size} sockets`))
  await connectRaw(server.url, payload)
})

test('a process takes so many sockets and no more', async t => {
  const { server } = await startTransport(t, { socketLimits: { ...socketLimits, maxSockets: 1 } })
  await connectRaw(server.url)
  await assert.rejects(openRaw(server.url), { message: 'Unexpected server response: 503' })
})
