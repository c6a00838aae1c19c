import assert from 'node:assert/strict'
import { mkdtemp, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import type { UserId } from '../../commands/ids.ts'
import { createAuthentication, type IdentityProvider } from '../../src/graphql/transport/authentication.ts'
import { systemTime } from '../../src/support/time.ts'
import { timeAt } from '../support/fake-time.ts'
import { openRaw } from '../support/raw-socket.ts'
import { ADA_ID, bob, startTransport } from '../support/transport.ts'

const SECRET = 'a shared secret of 32 bytes or so'
const nobody: IdentityProvider = { jwksUrl: null, sharedSecret: null, issuer: null, audience: null }
const shared: IdentityProvider = {
  ...nobody,
  sharedSecret: SECRET,
  issuer: 'https://id.example',
  audience: 'rooms',
}
const newFolder = () => mkdtemp(join(tmpdir(), 'rostrum-tokens-'))

const authentication = async (provider: IdentityProvider, now: () => number = Date.now, revoked = 0) =>
  createAuthentication({
    provider,
    dataDir: await newFolder(),
    revokedBefore: () => revoked,
    time: timeAt(now),
  })

const seconds = () => Math.floor(Date.now() / 1000)
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  sub: ADA_ID,
  iss: 'https://id.example',
  aud: 'rooms',
  iat: seconds(),
  exp: seconds() + 60,
  ...changes,
})
const sign = (payload: JWTPayload, secret = SECRET, alg = 'HS256') =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))

test('a token of the shared secret names a person, with scopes', async () => {
  const { authenticate, signInForDevelopment } = await authentication(shared)
  const payload = claims({ scope: 'openid auditor admin' })
  const viewer = await authenticate(await sign(payload))
  assert.deepStrictEqual(viewer, {
    userId: ADA_ID,
    scopes: new Set(['AUDITOR', 'ADMIN']),
    issuedAt: payload.iat! * 1000,
    expiresAt: payload.exp! * 1000,
  })
  assert.strictEqual(signInForDevelopment, null)
})

test('scopes come as a list too, and unknown ones are nothing', async () => {
  const { authenticate } = await authentication(shared)
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
  const { authenticate } = await authentication({ ...shared, issuer: null })
  const idOf = async (changes: JWTPayload) => (await authenticate(await sign(claims(changes)))).userId
  const first = await idOf({ sub: 'auth0|5f7' })
  assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.strictEqual(await idOf({ sub: 'auth0|5f7', jti: 'another token' }), first)
  assert.notStrictEqual(await idOf({ sub: 'auth0|5f8' }), first)
  assert.notStrictEqual(await idOf({ sub: 'auth0|5f7', iss: 'https://other.example' }), first)
  assert.strictEqual(await idOf({ sub: ADA_ID.toUpperCase() }), ADA_ID)
})

test('tokens that are forged, expired or meant for others are refused', async () => {
  const { authenticate } = await authentication(shared)
  const message = async (token: string) =>
    authenticate(token).then(
      () => 'accepted',
      (error: Error) => `${error.name}: ${error.message}`,
    )
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
  const { authenticate, signInForDevelopment } = await createAuthentication({
    provider: nobody,
    dataDir: await newFolder(),
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

test('a token of whole seconds that was issued in the second of the revocation is void', async () => {
  const iat = seconds()
  const strict = await authentication(shared, Date.now, iat * 1000 + 400)
  await assert.rejects(strict.authenticate(await sign(claims({ iat }))), { message: 'The token was revoked' })
  const later = await authentication(shared, Date.now, iat * 1000 - 1)
  assert.strictEqual((await later.authenticate(await sign(claims({ iat })))).userId, ADA_ID)
})

test('keys of the identity provider are fetched, and followed when they change', async t => {
  const keys: object[] = []
  const url = await jwks(t, () => [200, { keys }])
  const make = async (alg: string, kid: string) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    keys.push({ ...(await exportJWK(publicKey)), kid, alg })
    return (payload: JWTPayload) => new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(privateKey)
  }
  const rsa = await make('RS256', 'one')
  const ec = await make('ES256', 'two')
  const ed = await make('EdDSA', 'three')
  const { authenticate } = await authentication({ ...shared, jwksUrl: url, sharedSecret: null })
  for (const signed of [rsa, ec, ed])
    assert.strictEqual((await authenticate(await signed(claims()))).userId, ADA_ID)
  // A symmetric signature made with what everybody can fetch must not pass for one of the provider's.
  const confused = await sign(claims(), JSON.stringify(keys[0]))
  await assert.rejects(authenticate(confused), { name: 'Unauthenticated', message: 'The token is not valid' })
  const stranger = await generateKeyPair('RS256')
  const forged = await new SignJWT(claims())
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(stranger.privateKey)
  await assert.rejects(authenticate(forged), { name: 'Unauthenticated', message: 'The token is not valid' })
})

test('a provider that cannot be reached is not the fault of the token', async t => {
  const url = await jwks(t, () => [500, {}])
  const { authenticate } = await authentication({ ...shared, jwksUrl: url, sharedSecret: null })
  const { privateKey } = await generateKeyPair('RS256')
  const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey)
  await assert.rejects(authenticate(token), (error: Error) => error.name !== 'Unauthenticated')

  const harness = await startTransport(t, { authentication: { authenticate } })
  const answer = await harness.post({ query: '{ viewer }' }, { authorization: `Bearer ${token}` })
  assert.deepStrictEqual([answer.status, answer.json.errors[0].extensions.code], [503, 'INTERNAL'])
  const raw = await openRaw(harness.server.url)
  raw.send({ type: 'connection_init', payload: { token } })
  assert.strictEqual((await raw.closing()).code, 1013)
})

test('the secret for development is kept, for its owner alone', async () => {
  const dataDir = await newFolder()
  const make = () =>
    createAuthentication({ provider: nobody, dataDir, revokedBefore: () => 0, time: systemTime })
  const { token } = await (await make()).signInForDevelopment!(ADA_ID, [])
  assert.strictEqual((await (await make()).authenticate(token)).userId, ADA_ID)
  assert.strictEqual((await stat(join(dataDir, 'development-secret'))).mode & 0o777, 0o600)
  const elsewhere = await authentication(nobody)
  await assert.rejects(elsewhere.authenticate(token), { message: 'The token is not valid' })
})

test('a folder that cannot be written is a fault', async () => {
  const file = join(await newFolder(), 'a-file')
  await writeFile(file, '')
  const made = createAuthentication({
    provider: nobody,
    dataDir: file,
    revokedBefore: () => 0,
    time: systemTime,
  })
  await assert.rejects(made, { code: 'ENOTDIR' })
})

async function jwks(t: TestContext, answer: () => [number, object]): Promise<URL> {
  const server = createServer((_request, response) => {
    const [status, body] = answer()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`)
}
