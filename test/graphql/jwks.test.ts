// The keys of an identity provider: how they are followed, and what it costs when they cannot be had.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calculateJwkThumbprint } from 'jose'
import { Jwks, type JwksOptions, MAX_JWKS_BYTES } from '../../src/graphql/transport/jwks.ts'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { createFakeTime } from '../support/fake-time.ts'
import {
  claims,
  jwksProvider,
  newKey,
  openAuthentication,
  refusalOf,
  serveJwks,
  sign,
} from '../support/identity.ts'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import { ADA_ID, startTransport } from '../support/transport.ts'
import { until } from '../support/until.ts'

const URL_OF_KEYS = new URL('https://id.example/keys')

type Answer = { readonly status?: number; readonly body: string } | Error | 'hangs'

/** A provider that answers what it is told to, on a time that stands still. */
function fakeProvider(first: Answer, limits: Partial<JwksOptions> = {}) {
  const time = createFakeTime()
  const logged: { message: string; count: number }[] = []
  const removed: string[][] = []
  let answer = first
  let requests = 0
  const jwks = new Jwks({
    url: URL_OF_KEYS,
    timeoutMs: 5_000,
    refreshMs: 300_000,
    maxAgeMs: 3_600_000,
    onRemoved: thumbprints => removed.push([...thumbprints]),
    time,
    logger: { error: (facts, message) => void logged.push({ message, ...(facts as { count: number }) }) },
    fetch: async (_url, init) => {
      requests += 1
      const now = answer
      if (now instanceof Error) throw now
      if (now !== 'hangs') return new Response(now.body, { status: now.status ?? 200 })
      return new Promise((_, reject) => {
        init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason))
      })
    },
    ...limits,
  })
  return {
    jwks,
    time,
    logged,
    removed,
    requests: () => requests,
    now(next: Answer) {
      answer = next
    },
    /** How the key of a token is found. */
    find: (kid: string, alg = 'ES256') =>
      refusalOf(Promise.resolve(jwks.getKey({ alg, kid }, undefined as never))).then(
        found => found.split(':')[0],
      ),
  }
}

const keysOf = (...keys: { jwk: object }[]) => ({
  body: JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }),
})

/** Waits for a fetch that is under way. */
const settle = ({ find }: ReturnType<typeof fakeProvider>) => find('of nobody')

test('keys of the identity provider are fetched, and followed when they change', async t => {
  const [rsa, ec, ed] = [
    await newKey('RS256', 'one'),
    await newKey('ES256', 'two'),
    await newKey('EdDSA', 'three'),
  ]
  const keys = [rsa.jwk, ec.jwk, ed.jwk]
  const { url } = await serveJwks(t, () => [200, { keys }])
  const { authenticate, close } = await openAuthentication(jwksProvider(url))
  t.after(close)
  for (const key of [rsa, ec, ed])
    assert.strictEqual((await authenticate(await key.sign(claims()))).userId, ADA_ID)
  // A symmetric signature made with what everybody can fetch must not pass for one of the provider's.
  const invalid = 'Unauthenticated: The token is not valid'
  assert.strictEqual(await refusalOf(authenticate(await sign(claims(), JSON.stringify(keys[0])))), invalid)
  const stranger = await newKey('RS256', 'one')
  assert.strictEqual(await refusalOf(authenticate(await stranger.sign(claims()))), invalid)
})

test('a key that left the JWKS takes its tokens and their sockets along, and no others', async t => {
  const [stolen, kept] = [await newKey('ES256', 'old'), await newKey('RS256', 'new')]
  let keys = [stolen.jwk, kept.jwk]
  const { url } = await serveJwks(t, () => [200, { keys }])
  let close = (_isVoid: (viewer: Viewer) => boolean) => {}
  const provider = jwksProvider(url)
  const authentication = await openAuthentication(
    { ...provider, jwks: { ...provider.jwks, refreshMs: 50 } },
    { onKeysRemoved: isVoid => close(isVoid) },
  )
  t.after(authentication.close)
  const harness = await startTransport(t, { authentication })
  close = isVoid => void harness.sockets.revokeWhere(isVoid)
  const [bad, good] = [await stolen.sign(claims()), await kept.sign(claims())]
  const [theirs, ours] = [
    await connectRaw(harness.server.url, { token: bad }),
    await connectRaw(harness.server.url, { token: good }),
  ]
  keys = [kept.jwk]
  assert.deepStrictEqual(await theirs.closing(), { code: 4403, reason: 'Token revoked' })
  const refused = () => refusalOf(authentication.authenticate(bad))
  await until(async () =>
    (await refused()) === 'Unauthenticated: The token is not valid' ? null : 'accepted',
  )
  assert.strictEqual((await authentication.authenticate(good)).userId, ADA_ID)
  ours.send({ id: 'a', type: 'subscribe', payload: { query: '{ viewer }' } })
  assert.strictEqual((await ours.hear('me', ({ type }) => type === 'next')).payload.data.viewer, ADA_ID)
})

test('a key is known by what it is: another id or spelling of it takes nobody along', async () => {
  const key = (await newKey('RS256', 'one')).jwk as { n: string; kid: string }
  const provider = fakeProvider(keysOf({ jwk: key }))
  await settle(provider)
  const thumbprint = await calculateJwkThumbprint(key as never)
  assert.ok(provider.jwks.has(thumbprint))
  const n = Buffer.concat([Buffer.alloc(1), Buffer.from(key.n, 'base64url')]).toString('base64url')
  provider.now(keysOf({ jwk: { ...key, n, kid: 'renamed' } }))
  await provider.time.advance(300_000)
  assert.strictEqual(provider.requests(), 2)
  await until(async () => ((await provider.find('renamed', 'RS256')) === 'accepted' ? null : 'not fetched'))
  assert.ok(provider.jwks.has(thumbprint))
  assert.deepStrictEqual(provider.removed, [])
  provider.now(keysOf())
  await provider.time.advance(300_000)
  await until(() => (provider.removed.length > 0 ? null : 'nothing was removed'))
  assert.deepStrictEqual(provider.removed, [[thumbprint]])
  assert.strictEqual(provider.jwks.has(thumbprint), false)
})

test('a provider that hangs is waited for once: who comes later is answered at once', async () => {
  const provider = fakeProvider('hangs')
  const waiting = [provider.find('one'), provider.find('two')]
  await provider.time.advance(4_999)
  assert.strictEqual(await Promise.race([...waiting, 'still waiting']), 'still waiting')
  await provider.time.advance(1)
  assert.deepStrictEqual(await Promise.all(waiting), ['KeysUnavailable', 'KeysUnavailable'])
  assert.strictEqual(provider.requests(), 1)
  // Time stands still: nothing waits for a timer.
  for (let n = 0; n < 100; n++) assert.strictEqual(await provider.find('one'), 'KeysUnavailable')
  assert.strictEqual(provider.requests(), 1)
})

test('a provider that fails is asked less and less often, and found again when it is back', async () => {
  const key = await newKey('ES256', 'one')
  const provider = fakeProvider(new Error('refused'))
  const askedAt: number[] = []
  let asked = 0
  for (let ms = 0; ms < 300_000; ms += 500) {
    if (provider.requests() > asked) askedAt.push(ms / 1000)
    asked = provider.requests()
    await provider.find('one')
    await provider.time.advance(500)
  }
  const waits = askedAt.slice(1).map((at, index) => at - askedAt[index]!)
  assert.ok(waits.length < 12, waits.join(' '))
  assert.ok(Math.max(...waits) <= 60, waits.join(' '))
  provider.now(keysOf(key))
  for (const asked = provider.requests(); provider.requests() === asked; ) await provider.time.advance(500)
  assert.ok(provider.time.elapsed() <= 361_000, `${provider.time.elapsed()}`)
  await until(async () => ((await provider.find('one')) === 'accepted' ? null : 'not found'))
})

test('failures are logged at once and then once a minute, with their count', async () => {
  const provider = fakeProvider(new Error('refused'))
  await settle(provider)
  for (let second = 0; second < 120; second++) {
    for (let n = 0; n < 10; n++) await provider.find('one')
    await provider.time.advance(1_000)
  }
  assert.deepStrictEqual(
    provider.logged.map(({ message }) => message),
    Array(3).fill('authentication: keys cannot be fetched').slice(0, provider.logged.length),
  )
  assert.ok(provider.logged.length >= 2 && provider.logged.length <= 3, `${provider.logged.length} lines`)
  assert.strictEqual(provider.logged[0]!.count, 1)
  assert.ok(provider.logged[1]!.count >= 600, `${provider.logged[1]!.count}`)
})

test('while a provider fails, the keys that are known are used for as long as AUTH_JWKS_MAX_AGE_MS says', async () => {
  const provider = fakeProvider(keysOf(await newKey('ES256', 'one')))
  await settle(provider)
  provider.now(new Error('refused'))
  await provider.time.advance(3_600_000)
  assert.strictEqual(await provider.find('one'), 'accepted')
  await provider.time.advance(1)
  assert.strictEqual(await provider.find('one'), 'KeysUnavailable')
  assert.deepStrictEqual(provider.removed, [])
})

test('a flood of unknown keys causes one request in ten seconds, and a new key is found after them', async () => {
  const [one, two] = [await newKey('ES256', 'one'), await newKey('ES256', 'two')]
  const provider = fakeProvider(keysOf(one))
  await settle(provider)
  for (let n = 0; n < 1_000; n++) assert.strictEqual(await provider.find(`unknown ${n}`), 'JWKSNoMatchingKey')
  assert.strictEqual(provider.requests(), 1)
  provider.now(keysOf(one, two))
  await provider.time.advance(9_999)
  assert.strictEqual(await provider.find('two'), 'JWKSNoMatchingKey')
  await provider.time.advance(1)
  assert.strictEqual(await provider.find('two'), 'accepted')
  for (let n = 0; n < 1_000; n++) await provider.find(`unknown ${n}`)
  assert.strictEqual(provider.requests(), 2)
})

test('what is no JWKS, or too large for one, is a failure', async () => {
  for (const answer of [
    { body: 'not JSON' },
    { body: '{"keys": 7}' },
    { body: '{"keys": []}', status: 404 },
    { body: `{"keys": [], "padding": "${'x'.repeat(MAX_JWKS_BYTES)}"}` },
  ]) {
    const provider = fakeProvider(answer)
    await settle(provider)
    assert.strictEqual(await provider.find('one'), 'KeysUnavailable', answer.body.slice(0, 20))
  }
})

test('a provider that cannot be reached is not the fault of the token', async t => {
  const { url } = await serveJwks(t, () => [500, {}])
  const { authenticate, close } = await openAuthentication(jwksProvider(url))
  t.after(close)
  const token = await (await newKey('RS256', 'one')).sign(claims())
  const harness = await startTransport(t, { authentication: { authenticate } })
  const answer = await harness.post({ query: '{ viewer }' }, { authorization: `Bearer ${token}` })
  const { code, retryAfterMs } = answer.json.errors[0].extensions
  assert.deepStrictEqual([answer.status, code], [503, 'UNAVAILABLE'])
  assert.ok(retryAfterMs > 0 && retryAfterMs <= 60_000)
  assert.match(answer.headers.get('retry-after')!, /^[1-9]\d?$/)
  const raw = await openRaw(harness.server.url)
  raw.send({ type: 'connection_init', payload: { token } })
  assert.strictEqual((await raw.closing()).code, 1013)
  // It is said once of the provider, and not once more of each request.
  assert.deepStrictEqual(
    harness.logs.filter(({ level }) => level === 'error'),
    [],
  )
})
