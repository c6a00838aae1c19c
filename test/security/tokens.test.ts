// Attacks by tokens: findings 2, 5, 13 and 14 of the security review, on a real process.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claims, newKey, seconds, serveJwks, sign } from '../support/identity.ts'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import type { ServerProcess } from '../support/server.ts'
import { bob } from '../support/transport.ts'
import { until } from '../support/until.ts'
import {
  assertUnhurt,
  isFullSize,
  metricOf,
  providerVariables,
  startVictim,
  watchBystander,
} from './attack.ts'

const statusOf = async ({ url }: ServerProcess, token: string): Promise<number> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{"query":"{ me { scopes } }"}',
  })
  await response.text()
  return response.status
}

test('finding 2: thousands of spellings of one token are refused, and none is remembered', async t => {
  const server = await startVictim(t, providerVariables)
  const token = await sign(claims({ exp: seconds() + 3_600 }))
  const [start, end] = [token.slice(0, -20), token.slice(-20)]
  const bystander = watchBystander(server, await sign(claims({ sub: bob, exp: seconds() + 3_600 })))
  const before = await metricOf(server, 'nodejs_heap_size_used_bytes')
  const spellings = isFullSize ? 1_500 : 150
  const attack = async (n: number) => {
    const raw = await openRaw(server.url)
    const space = ' '.repeat(250_000 - n)
    raw.send({ type: 'connection_init', payload: { token: `${start}${space}${end}` } })
    assert.deepStrictEqual(await raw.closing(), { code: 4403, reason: 'The token is not valid' })
  }
  // Not more at a time: the bystander is in the process of the attacker, and must not wait for that.
  for (let n = 0; n < spellings; n += 2) await Promise.all([attack(n), attack(n + 1)])
  assertUnhurt(t, await bystander.stop())
  assert.strictEqual(server.gone(), false)
  // The bystander's token alone.
  assert.strictEqual(await metricOf(server, 'rostrum_cache_bytes{cache="tokens"}'), 480)
  await until(async () => {
    const grown = (await metricOf(server, 'nodejs_heap_size_used_bytes')) - before
    return grown < 64 * 2 ** 20 ? null : `${Math.round(grown / 2 ** 20)} MiB more are used`
  })
  assert.strictEqual(await statusOf(server, token), 200)
})

test('finding 5: after a rotation a token of the old key is refused and its socket closed, and no token lasts', async t => {
  const [stolen, kept] = [await newKey('RS256', 'old'), await newKey('RS256', 'new')]
  let keys = [stolen.jwk, kept.jwk]
  const { url } = await serveJwks(t, () => [200, { keys }])
  const { AUTH_SHARED_SECRET: _, ...provider } = providerVariables
  const server = await startVictim(t, { ...provider, AUTH_JWKS_URL: url.href, AUTH_JWKS_REFRESH_MS: '1000' })
  const hour = { exp: seconds() + 3_600 }
  const [theirs, ours] = [await stolen.sign(claims(hour)), await kept.sign(claims({ ...hour, sub: bob }))]
  assert.deepStrictEqual([await statusOf(server, theirs), await statusOf(server, ours)], [200, 200])
  const [bad, good] = [
    await connectRaw(server.url, { token: theirs }),
    await connectRaw(server.url, { token: ours }),
  ]
  keys = [kept.jwk]
  assert.deepStrictEqual(await bad.closing(), { code: 4403, reason: 'Token revoked' })
  assert.deepStrictEqual([await statusOf(server, theirs), await statusOf(server, ours)], [401, 200])
  assert.strictEqual(good.closed(), null)
  const endless = await kept.sign(claims({ exp: Date.UTC(9999, 0) / 1_000 }))
  assert.strictEqual(await statusOf(server, endless), 401)
})

test('finding 13: no token outlives signing out everywhere', async t => {
  const server = await startVictim(t, providerVariables)
  const now = seconds()
  const ahead = (s: number) => sign(claims({ iat: now + s, exp: now + 3_600 }))
  assert.strictEqual(await statusOf(server, await ahead(60)), 401)
  const tokens = [await sign(claims({ exp: now + 3_600 })), await ahead(3)]
  for (const token of tokens) assert.strictEqual(await statusOf(server, token), 200)
  const socket = await connectRaw(server.url, { token: tokens[1] })
  const out = 'mutation { signOutEverywhere(input: {}) { rejection { code } } }'
  const { data } = await server.query(out, {}, tokens[0]!)
  assert.deepStrictEqual(data, { signOutEverywhere: { rejection: null } })
  assert.deepStrictEqual(await socket.closing(), { code: 4403, reason: 'Token revoked' })
  for (const token of tokens) assert.strictEqual(await statusOf(server, token), 401)
  // Also once its time has come.
  await until(() => (seconds() > now + 4 ? null : 'it is too early'))
  assert.strictEqual(await statusOf(server, tokens[1]!), 401)
  assert.strictEqual(await statusOf(server, await ahead(60)), 401)
})

test('finding 14: a JWKS that hangs costs one wait and one line of the log, however many tokens come', async t => {
  const { url } = await serveJwks(t, () => null)
  const { AUTH_SHARED_SECRET: _, ...provider } = providerVariables
  const server = await startVictim(t, { ...provider, AUTH_JWKS_URL: url.href })
  const key = await newKey('ES256', 'one')
  const tokens = await Promise.all(Array.from({ length: 200 }, (_, n) => key.sign(claims({ jti: `${n}` }))))
  assert.strictEqual(await statusOf(server, await key.sign(claims())), 503)
  const began = performance.now()
  for (const token of tokens) assert.strictEqual(await statusOf(server, token), 503)
  assert.ok(performance.now() - began < 5_000, 'a request waited for the provider')
  const lines = server
    .output()
    .split('\n')
    .filter(line => line.includes('"level":"error"'))
  assert.deepStrictEqual(
    lines.map(line => JSON.parse(line).msg),
    ['authentication: keys cannot be fetched'],
  )
  assert.ok(server.output().length < 10_000, `${server.output().length} characters of log`)
})
