// What a token must look like, and how many verified ones are remembered, in bytes.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { UserId } from '../../commands/ids.ts'
import { isCanonicalToken, MAX_TOKEN_LENGTH, TokenCache } from '../../src/graphql/transport/tokens.ts'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { createFakeTime } from '../support/fake-time.ts'
import {
  claims,
  newKey,
  noProvider,
  openAuthentication,
  refusalOf,
  sharedProvider,
  sign,
} from '../support/identity.ts'
import { ADA_ID } from '../support/transport.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const viewer = (scopes: Viewer['scopes'] = new Set()): Viewer => ({
  userId: ADA_ID as UserId,
  scopes,
  issuedAt: 0,
  expiresAt: 0,
})

test('a token has one spelling: of all others none is accepted', async () => {
  const { authenticate } = await openAuthentication(sharedProvider)
  const token = await sign(claims())
  assert.ok(isCanonicalToken(token))
  const [header = '', body = '', signature = ''] = token.split('.')
  // An HS256 signature has 32 bytes: two bits of its last character mean nothing.
  const last = ALPHABET.indexOf(signature.at(-1)!)
  const respelled = [1, 2, 3].map(bits => `${signature.slice(0, -1)}${ALPHABET[last + bits]}`)
  const others = [
    ...respelled.map(one => `${header}.${body}.${one}`),
    ...[' ', '\n', '\t', '\r\n', '\u00a0', '='].flatMap(space => [
      `${header}.${body}.${signature.slice(0, 5)}${space}${signature.slice(5)}`,
      `${token}${space}`,
      `${space}${token}`,
      `${header}${space}.${body}.${signature}`,
    ]),
    `${token}.`,
    `${token}.x`,
    `${header}.${body}`,
    `.${body}.${signature}`,
    token.replaceAll('-', '+').replaceAll('_', '/').concat('=='),
  ]
  for (const other of others) {
    assert.strictEqual(isCanonicalToken(other), false, JSON.stringify(other))
    assert.strictEqual(
      await refusalOf(authenticate(other)),
      'Unauthenticated: The token is not valid',
      JSON.stringify(other),
    )
  }
  assert.strictEqual(await refusalOf(authenticate(token)), 'accepted')
})

test('tokens of every kind of key are in their one spelling as libraries write them', async () => {
  for (const alg of ['RS256', 'PS512', 'ES256', 'ES384', 'EdDSA'])
    assert.ok(isCanonicalToken(await (await newKey(alg, 'one')).sign(claims())), alg)
  for (const alg of ['HS256', 'HS384', 'HS512'])
    assert.ok(isCanonicalToken(await sign(claims(), 'x'.repeat(64), alg)), alg)
})

test('a token of the longest length is accepted, and one of a character more is not', async () => {
  const { authenticate } = await openAuthentication(sharedProvider)
  let padding = ''
  let token = ''
  for (
    let length = MAX_TOKEN_LENGTH;
    token.length < MAX_TOKEN_LENGTH - 4;
    length = MAX_TOKEN_LENGTH - token.length
  ) {
    padding += 'x'.repeat(Math.max(1, Math.floor(length / 2)))
    token = await sign(claims({ padding }))
  }
  assert.ok(token.length <= MAX_TOKEN_LENGTH)
  assert.strictEqual(await refusalOf(authenticate(token)), 'accepted')
  const longer = await sign(claims({ padding: `${padding}xxxx` }))
  assert.ok(longer.length > MAX_TOKEN_LENGTH)
  assert.strictEqual(await refusalOf(authenticate(longer)), 'Unauthenticated: The token is not valid')
})

test('remembered tokens take no more than their bytes, and those not used for longest go first', () => {
  const cache = new TokenCache({ ...noProvider.tokens, cacheBytes: 480 * 3 }, createFakeTime())
  for (const token of ['a', 'b', 'c']) cache.keep(token, viewer(), null)
  assert.ok(cache.find('a'))
  cache.keep('d', viewer(), null)
  assert.deepStrictEqual(
    ['a', 'b', 'c', 'd'].map(token => cache.find(token) !== null),
    [true, false, true, true],
  )
  assert.deepStrictEqual([cache.bytes, cache.entries], [480 * 3, 3])
  cache.keep('d', viewer(new Set(['ADMIN'])), null)
  assert.deepStrictEqual([cache.bytes, cache.entries], [480 + 720, 2])
})

test('a remembered token is verified again at its age, however often it is used', async () => {
  const time = createFakeTime()
  const cache = new TokenCache({ ...noProvider.tokens, cacheAgeMs: 1_000 }, time)
  cache.keep('a', viewer(), null)
  await time.advance(999)
  assert.ok(cache.find('a'))
  await time.advance(1)
  assert.strictEqual(cache.find('a'), null)
  assert.strictEqual(cache.bytes, 0)
})

test('an entry weighs what it takes in memory, at most, and not half of it', t => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const entries = 50_000
  const tokens = Array.from({ length: entries }, (_, n) => `token ${n}`)
  // As it is read from a token: in one piece, which a random UUID is not.
  const newId = () => Buffer.from(randomUUID()).toString('latin1') as UserId
  const nobody: Viewer['scopes'] = new Set()
  const kinds = { without: () => nobody, with: () => new Set(['ADMIN', 'AUDITOR', 'ANALYST'] as const) }
  for (const [name, scopes] of Object.entries(kinds)) {
    const cache = new TokenCache({ ...noProvider.tokens, cacheBytes: 1e9 }, createFakeTime())
    collect()
    const before = process.memoryUsage().heapUsed
    for (const token of tokens) cache.keep(token, { ...viewer(scopes()), userId: newId() }, null)
    collect()
    const measured = (process.memoryUsage().heapUsed - before) / entries
    const counted = cache.bytes / entries
    t.diagnostic(`${name} scopes: ${measured.toFixed()} bytes an entry, counted as ${counted}`)
    assert.ok(measured <= counted && measured > counted / 2, `${name} scopes: ${measured} bytes an entry`)
    assert.strictEqual(cache.entries, entries)
  }
})
