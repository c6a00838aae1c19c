import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type JWTPayload, SignJWT } from 'jose'
import { createVerifySecret } from '../../src/graphql/transport/shared-secret.ts'

const SECRET = new TextEncoder().encode('a shared secret of 32 bytes or so')
const claims: JWTPayload = { sub: 'ada', exp: 2_000_000_000 }
const sign = (alg: string, secret = SECRET) => new SignJWT(claims).setProtectedHeader({ alg }).sign(secret)
const base64url = (text: string) => Buffer.from(text).toString('base64url')

const verify = createVerifySecret(SECRET)
const outcome = (token: string) => {
  try {
    return verify(token, { requiredClaims: ['sub', 'exp'] })
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('a token that was signed with the secret gives its claims, by each of the algorithms', async () => {
  for (const alg of ['HS256', 'HS384', 'HS512']) assert.deepStrictEqual(outcome(await sign(alg)), claims)
})

test('a token is what was signed, and nothing else', async () => {
  const good = await sign('HS256')
  const [header, payload, signature] = good.split('.') as [string, string, string]
  const unsigned = 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'
  const others = await sign('HS256', new TextEncoder().encode('another secret of about 32 bytes'))
  const anotherPayload = `${header}.${base64url('{"sub":"bob","exp":2000000000}')}.${signature}`
  const anotherHeader = `${base64url('{"alg":"HS384"}')}.${payload}.${signature}`
  for (const token of [others, anotherPayload, anotherHeader, `${good}=`, `${header}.${payload}.`])
    assert.strictEqual(outcome(token), unsigned, token)
})

test('a header that names another algorithm, or asks for what is not understood, is refused', async () => {
  const good = await sign('HS256')
  const [header, payload, signature] = good.split('.') as [string, string, string]
  const headers = [
    'null',
    '7',
    '{}',
    'no JSON',
    '{"alg":"none"}',
    '{"alg":"RS256"}',
    '{"alg":"constructor"}',
    '{"alg":"HS256","crit":["exp"],"exp":1}',
  ]
  for (const text of headers)
    assert.strictEqual(outcome(`${base64url(text)}.${payload}.${signature}`), 'ERR_JWS_INVALID', text)
  for (const token of ['', '..', '.', header, `${header}.${payload}`, `${good}.${signature}`])
    assert.match(String(outcome(token)), /^ERR_JWS_/, token)
})
