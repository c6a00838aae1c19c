import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import { ADA_ID, bob, startTransport } from '../support/transport.ts'

test('over HTTP a token is who you are, none is nobody, and a bad one is 401', async t => {
  const { post, token } = await startTransport(t)
  const query = '{ viewer scopes }'
  const good = await post({ query }, { authorization: `bearer ${await token(ADA_ID, 'AUDITOR')}` })
  assert.deepStrictEqual(good.json, { data: { viewer: ADA_ID, scopes: ['AUDITOR'] } })
  assert.deepStrictEqual((await post({ query })).json, { data: { viewer: null, scopes: [] } })
  const bad = await post({ query }, { authorization: 'Bearer nonsense' })
  assert.strictEqual(bad.status, 401)
  assert.strictEqual(bad.headers.get('www-authenticate'), 'Bearer error="invalid_token"')
  assert.deepStrictEqual(bad.json, {
    errors: [{ message: 'The token is not valid', extensions: { code: 'UNAUTHENTICATED' } }],
  })
})

test('over a socket the token may come in connectionParams or in the header', async t => {
  const { server, token } = await startTransport(t)
  const mine = await token(ADA_ID)
  for (const payload of [{ Authorization: `Bearer ${mine}` }, { authorization: mine }, { token: mine }]) {
    const raw = await connectRaw(server.url, payload)
    raw.send({ id: 'a', type: 'subscribe', payload: { query: '{ viewer }' } })
    assert.strictEqual((await raw.hear('me', message => message.type === 'next')).payload.data.viewer, ADA_ID)
  }
  for (const [payload, reason] of [
    [{ authorization: 'Bearer nonsense' }, 'The token is not valid'],
    [{ token: 17 }, 'The token is not valid'],
  ]) {
    const raw = await openRaw(server.url)
    raw.send({ type: 'connection_init', payload })
    assert.deepStrictEqual(await raw.closing(), { code: 4403, reason })
    assert.deepStrictEqual(raw.heard, [])
  }
})

test('a socket that did not say who it is may do so with an operation', async t => {
  const { server, token } = await startTransport(t)
  const raw = await connectRaw(server.url)
  const ask = async (id: string, headers: Record<string, unknown>) => {
    raw.send({ id, type: 'subscribe', payload: { query: '{ viewer }', extensions: { headers } } })
    const { type, payload } = await raw.hear(id, message => message.id === id)
    return type === 'next' ? payload.data.viewer : payload[0].extensions.code
  }
  assert.strictEqual(await ask('a', {}), null)
  assert.strictEqual(await ask('b', { Authorization: 'Bearer nonsense' }), 'UNAUTHENTICATED')
  const mine = await token(ADA_ID)
  const both = await Promise.all([
    ask('c', { Authorization: `Bearer ${mine}` }),
    ask('d', { Authorization: `Bearer ${mine}` }),
  ])
  assert.deepStrictEqual(both, [ADA_ID, ADA_ID])
  assert.strictEqual(await ask('e', {}), ADA_ID, 'the socket is hers from then on')
})

test('a socket is never two people', async t => {
  const { server, token } = await startTransport(t)
  const raw = await connectRaw(server.url)
  for (const [id, userId] of [
    ['a', ADA_ID],
    ['b', bob],
  ] as const) {
    const headers = { authorization: await token(userId) }
    raw.send({ id, type: 'subscribe', payload: { query: '{ viewer }', extensions: { headers } } })
  }
  const first = await raw.hear('a', message => message.id === 'a')
  assert.deepStrictEqual(first.payload, { data: { viewer: ADA_ID } })
  const second = await raw.hear('b', message => message.id === 'b')
  assert.strictEqual(second.type, 'error')
  assert.strictEqual(second.payload[0].message, 'The socket is of another person already')
})

test('a socket ends when its token expires', async t => {
  const sockets = await startTransport(t)
  const viewer = {
    userId: ADA_ID,
    scopes: new Set<never>(),
    issuedAt: Date.now(),
    expiresAt: Date.now() + 200,
  }
  const { server } = await startTransport(t, { authentication: { authenticate: async () => viewer } })
  const raw = await connectRaw(server.url, { token: 'short' })
  assert.deepStrictEqual(await raw.closing(), {
    code: 4403,
    reason: 'Token expired: come back with a new one',
  })
  assert.ok(Date.now() >= viewer.expiresAt)
  assert.strictEqual(sockets.sockets.size, 0)
})

test('a revocation ends the sockets of the older tokens of that person', async t => {
  const { server, sockets, token, revoked } = await startTransport(t)
  const old = await connectRaw(server.url, { token: await token(ADA_ID) })
  const other = await connectRaw(server.url, { token: await token(bob) })
  const moment = Date.now()
  revoked.set(ADA_ID, moment)
  sockets.revoke(ADA_ID, moment)
  assert.deepStrictEqual(await old.closing(), { code: 4403, reason: 'Token revoked' })
  assert.strictEqual(other.closed(), null)
})
