import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import { type Json, socketLimits, startTransport, subscribe } from '../support/transport.ts'
import { until } from '../support/until.ts'

test('a ping is answered with its payload, also before the acknowledgement, and a pong is taken', async t => {
  const { server } = await startTransport(t)
  const raw = await openRaw(server.url)
  raw.send({ type: 'ping', payload: { at: 1 } })
  raw.send({ type: 'pong', payload: { at: 2 } })
  raw.send({ type: 'ping' })
  raw.send({ type: 'connection_init' })
  await raw.hear('acknowledgement', message => message.type === 'connection_ack')
  assert.deepStrictEqual(raw.heard, [
    { type: 'pong', payload: { at: 1 } },
    { type: 'pong' },
    { type: 'connection_ack' },
  ])
})

test('what is completed before it has begun is never told of, and its id may be used again', async t => {
  const { server, listening, release } = await startTransport(t)
  const raw = await connectRaw(server.url)
  raw.send(subscribe('a', 'subscription { forever }'))
  raw.send({ id: 'a', type: 'complete' })
  raw.send(subscribe('a', '{ wait }'))
  raw.send({ id: 'a', type: 'complete' })
  raw.send({ id: 'never', type: 'complete' })
  release()
  raw.send(subscribe('a', '{ viewer }'))
  await raw.hear('end', message => message.type === 'complete')
  assert.deepStrictEqual(
    raw.heard.map(({ type, payload }) => [type, payload?.data]),
    [
      ['connection_ack', undefined],
      ['next', { viewer: null }],
      ['complete', undefined],
    ],
  )
  await until(() => (listening() === 0 ? null : `${listening()} are listened to`))
})

test('an id that would be a burden to every message closes the socket with 4400', async t => {
  const { server } = await startTransport(t)
  for (const id of ['', 'x'.repeat(257)]) {
    const raw = await connectRaw(server.url)
    raw.send(subscribe(id, '{ viewer }'))
    assert.strictEqual((await raw.closing()).code, 4400)
  }
})

test('a socket on which nothing is under way is closed after a while, and one that is followed is not', async t => {
  const { server } = await startTransport(t, {
    socketLimits: { ...socketLimits, keepAliveMs: 40, idleTimeoutMs: 100 },
  })
  const idle = await connectRaw(server.url)
  const busy = await connectRaw(server.url)
  busy.send(subscribe('a', 'subscription { forever }'))
  assert.deepStrictEqual(await idle.closing(), { code: 1000, reason: 'Nothing was under way' })
  assert.strictEqual(busy.closed(), null)
  busy.send({ id: 'a', type: 'complete' })
  assert.strictEqual((await busy.closing()).code, 1000)
})

test('a subscription whose field depends on a condition is refused, and its socket goes on', async t => {
  const { server, post, logs } = await startTransport(t)
  const raw = await connectRaw(server.url)
  const conditions = [
    'subscription($a: Boolean!) { ticks(count: 1) @skip(if: $a) { n } }',
    'subscription($a: Boolean!) { ... @include(if: $a) { ticks(count: 1) { n } } }',
    'subscription { ticks(count: 1) @skip(if: true) { n } }',
    'subscription { ...F } fragment F on Subscription { ... { ticks(count: 1) @include(if: false) { n } } }',
  ]
  for (const [id, query] of conditions.entries()) {
    const payload = { query, variables: { a: true } }
    raw.send({ id: `${id}`, type: 'subscribe', payload })
    const told = await raw.hear('error', message => message.id === `${id}`)
    const byHttp = await post(payload)
    const byGet = await fetch(`${server.url}/graphql?query=${encodeURIComponent(payload.query)}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    })
    assert.deepStrictEqual([told.type, byHttp.status, byGet.status], ['error', 400, 400])
    for (const errors of [told.payload, byHttp.json.errors, ((await byGet.json()) as Json).errors])
      assert.deepStrictEqual(
        errors.map(({ message, extensions }: Json) => [message, extensions.code]),
        [['The field of a subscription may not be conditional', 'GRAPHQL_VALIDATION_FAILED']],
      )
  }
  assert.strictEqual(raw.closed(), null)
  assert.deepStrictEqual(
    logs.filter(({ level }) => level !== 'debug'),
    [],
  )
})
