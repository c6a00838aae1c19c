import assert from 'node:assert/strict'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type JWTPayload, UnsecuredJWT } from 'jose'
import type { UserId } from '../../commands/ids.ts'
import { timeAt } from '../support/fake-time.ts'
import {
  claims,
  newTokenFolder,
  noProvider,
  openAuthentication,
  refusalOf,
  seconds,
  sharedProvider,
  sign,
} from '../support/identity.ts'
import { ADA_ID, bob } from '../support/transport.ts'

test('a token of the shared secret names a person, with scopes', async () => {
  const { authenticate, signInForDevelopment } = await openAuthentication(sharedProvider)
  const payload = claims({ scope: 'openid auditor admin' })
  const viewer = await authenticate(await sign(payload))
  assert.deepStrictEqual(viewer, {
    userId: ADA_ID,
    scopes: new Set(['AUDITOR', 'ADMIN']),
    // A provider whose clock is ahead by the leeway may have issued it so much earlier.
    issuedAt: payload.iat! * 1000 - 5_000,
    expiresAt: payload.exp! * 1000,
  })
  assert.strictEqual(signInForDevelopment, null)
})

test('scopes come as a list too, and unknown ones are nothing', async () => {
  const { authenticate } = await openAuthentication(sharedProvider)
  const scopes = async (changes: JWTPayload) => [...(await authenticate(await sign(claims(changes)))).scopes]
  assert.deepStrictEqual(await scopes({ scopes: ['analyst', 'root', 7] }), ['ANALYST'])
  assert.deepStrictEqual(await scopes({ scopes: 'analyst auditor' }), ['ANALYST', 'AUDITOR'])
  assert.deepStrictEqual(await scopes({ scope: { admin: true } }), [])
  assert.deepStrictEqual(await scopes({ scope: '__proto__ constructor' }), [])
  assert.deepStrictEqual(await scopes({ scope: { toString: 1 }, scopes: [{ toString: 1 }, 'analyst'] }), [
    'ANALYST',
  ])
})

test('a subject that is no UUID is the same person each time, and another one elsewhere', async () => {
  const { authenticate } = await openAuthentication({ ...sharedProvider, issuer: null })
  const idOf = async (changes: JWTPayload) => (await authenticate(await sign(claims(changes)))).userId
  const first = await idOf({ sub: 'auth0|5f7' })
  assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.strictEqual(await idOf({ sub: 'auth0|5f7', jti: 'another token' }), first)
  assert.notStrictEqual(await idOf({ sub: 'auth0|5f8' }), first)
  assert.notStrictEqual(await idOf({ sub: 'auth0|5f7', iss: 'https://other.example' }), first)
  assert.strictEqual(await idOf({ sub: ADA_ID.toUpperCase() }), ADA_ID)
})

test('tokens that are forged, expired or meant for others are refused', async () => {
  const { authenticate } = await openAuthentication(sharedProvider)
  const message = (token: string) => refusalOf(authenticate(token))
  const good = await sign(claims())
  const [header, body, signature] = good.split('.')
  const other = Buffer.from(JSON.stringify(claims({ sub: bob }))).toString('base64url')
  const invalid = 'Unauthenticated: The token is not valid'
  assert.strictEqual(await message(`${header}.${other}.${signature}`), invalid)
  assert.strictEqual(await message(`${header}.${body}.`), invalid)
  assert.strictEqual(await message('not a token'), invalid)
  assert.strictEqual(await message(await sign(claims(), 'another secret of about 32 bytes !')), invalid)
  assert.strictEqual(await message(new UnsecuredJWT(claims()).encode()), invalid)
  const expired = claims({ iat: seconds() - 100, exp: seconds() - 10 })
  assert.strictEqual(await message(await sign(expired)), 'Unauthenticated: The token has expired')
  const lacks = (claim: string) => `Unauthenticated: The token's ${claim} is missing or not accepted here`
  assert.strictEqual(await message(await sign(claims({ iss: 'https://evil.example' }))), lacks('iss'))
  assert.strictEqual(await message(await sign(claims({ aud: 'photos' }))), lacks('aud'))
  assert.strictEqual(await message(await sign(claims({ nbf: seconds() + 60 }))), lacks('nbf'))
  for (const claim of ['sub', 'exp', 'iat', 'iss', 'aud']) {
    const { [claim]: _, ...rest } = claims()
    assert.strictEqual(await message(await sign(rest)), lacks(claim))
  }
  for (const sub of [7, '', ['a'], null] as never[])
    assert.strictEqual(await message(await sign(claims({ sub }))), lacks('sub'))
})

test('a token that was good is refused once it has expired or was revoked', async () => {
  let now = Date.now()
  const revoked = new Map<UserId, number>()
  const { authenticate, signInForDevelopment } = await openAuthentication(noProvider, {
    revokedBefore: userId => revoked.get(userId) ?? 0,
    time: timeAt(() => now),
  })
  const before = await signInForDevelopment!(ADA_ID, [])
  const ofBob = await signInForDevelopment!(bob, ['ADMIN'])
  assert.strictEqual((await authenticate(before.token)).userId, ADA_ID)
  revoked.set(ADA_ID, now)
  await assert.rejects(authenticate(before.token), { message: 'The token was revoked' })
  assert.deepStrictEqual((await authenticate(ofBob.token)).scopes, new Set(['ADMIN']))
  now += 1
  const after = await signInForDevelopment!(ADA_ID, [])
  assert.strictEqual((await authenticate(after.token)).issuedAt, now)
  now = after.expiresAt
  await assert.rejects(authenticate(after.token), { message: 'The token has expired' })
})

test('a token that a provider may have issued before a revocation is void, as far as clocks may differ', async () => {
  const iat = seconds()
  const revokedAt = (revoked: number) =>
    openAuthentication(sharedProvider, { revokedBefore: () => revoked, time: timeAt(() => iat * 1000) })
  const token = await sign(claims({ iat }))
  for (const revoked of [iat * 1000 + 400, iat * 1000, iat * 1000 - 5_000])
    assert.strictEqual(
      await refusalOf((await revokedAt(revoked)).authenticate(token)),
      'Unauthenticated: The token was revoked',
    )
  assert.strictEqual((await (await revokedAt(iat * 1000 - 5_001)).authenticate(token)).userId, ADA_ID)
})

test('no token outlives signing out everywhere: one that is issued ahead is refused or revoked', async () => {
  const start = seconds() * 1000
  let now = start
  let revoked = 0
  const { authenticate } = await openAuthentication(sharedProvider, {
    revokedBefore: () => revoked,
    time: timeAt(() => now),
  })
  const ahead = (s: number) => sign(claims({ iat: start / 1000 + s, exp: start / 1000 + 3_600 }))
  const early = await Promise.all([ahead(0), ahead(1), ahead(5)])
  for (const token of early) assert.strictEqual((await authenticate(token)).userId, ADA_ID)
  for (const s of [6, 60, 3_000])
    assert.strictEqual(
      await refusalOf(authenticate(await ahead(s))),
      "Unauthenticated: The token's iat is missing or not accepted here",
    )
  revoked = now
  for (const later of [0, 1_000, 6_000, 600_000]) {
    now = start + later
    for (const token of early)
      assert.strictEqual(await refusalOf(authenticate(token)), 'Unauthenticated: The token was revoked')
  }
})

test('a token is valid for the longest lifetime and not for a second longer', async () => {
  const { authenticate } = await openAuthentication({
    ...sharedProvider,
    tokens: { ...sharedProvider.tokens, maxLifetimeMs: 3_600_000 },
  })
  const iat = seconds() - 10
  const lasting = async (s: number) => refusalOf(authenticate(await sign(claims({ iat, exp: iat + s }))))
  assert.strictEqual(await lasting(3_600), 'accepted')
  const tooLong = 'Unauthenticated: The token is valid for longer than is accepted here'
  for (const s of [3_601, 253_402_300_799 - iat, 1e300]) assert.strictEqual(await lasting(s), tooLong)
  // One that was issued long ago has been valid for too long as well.
  assert.strictEqual(await refusalOf(authenticate(await sign(claims({ iat: 0 })))), tooLong)
})

test('a token that was issued after its own end is refused', async () => {
  const { authenticate } = await openAuthentication(sharedProvider)
  const iat = seconds() + 4
  assert.strictEqual(
    await refusalOf(authenticate(await sign(claims({ iat, exp: iat - 1 })))),
    "Unauthenticated: The token's iat is missing or not accepted here",
  )
})

test('the secret for development is kept, for its owner alone', async () => {
  const dataDir = await newTokenFolder()
  const make = () => openAuthentication(noProvider, { dataDir })
  const { token } = await (await make()).signInForDevelopment!(ADA_ID, [])
  assert.strictEqual((await (await make()).authenticate(token)).userId, ADA_ID)
  assert.strictEqual((await stat(join(dataDir, 'development-secret'))).mode & 0o777, 0o600)
  const elsewhere = await openAuthentication(noProvider)
  await assert.rejects(elsewhere.authenticate(token), { message: 'The token is not valid' })
})

test('processes that start side by side in one folder share one secret', async () => {
  const dataDir = await newTokenFolder()
  const all = await Promise.all(Array.from({ length: 8 }, () => openAuthentication(noProvider, { dataDir })))
  const { token } = await all[0]!.signInForDevelopment!(ADA_ID, [])
  for (const { authenticate } of all) assert.strictEqual((await authenticate(token)).userId, ADA_ID)
  assert.deepStrictEqual(await readdir(dataDir), ['development-secret'])
})

test('a secret for development that is empty or cut off is refused, and what to do is said', async () => {
  const dataDir = await newTokenFolder()
  const file = join(dataDir, 'development-secret')
  const rest = 'Delete it, and a new one is made. Tokens that were made before are then invalid.'
  for (const [text, found] of [
    ['', 'is empty'],
    ['x'.repeat(31), 'holds less than 32 bytes'],
  ] as const) {
    await writeFile(file, text)
    await assert.rejects(openAuthentication(noProvider, { dataDir }), {
      name: 'DevelopmentSecretInvalid',
      message: `DATA_DIR: ${file} ${found}. ${rest}`,
    })
  }
})

test('a folder that cannot be written is a fault', async () => {
  const file = join(await newTokenFolder(), 'a-file')
  await writeFile(file, '')
  await assert.rejects(openAuthentication(noProvider, { dataDir: file }), { code: 'ENOTDIR' })
})
