// Tokens that are signed with a secret. jose checks them through WebCrypto, which imports the secret and asks another
// thread each time: that cost more than the rest of letting somebody onto a socket. Here the signature is checked at once;
// what the claims must be stays jose's.

import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { errors, type JWTPayload, type JWTVerifyOptions, UnsecuredJWT } from 'jose'

const HASHES: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }
const UNSECURED = Buffer.from('{"alg":"none"}').toString('base64url')

/** Answers the claims of a good token; throws the errors of jose. */
export type VerifySecret = (token: string, checks: JWTVerifyOptions) => JWTPayload

export function createVerifySecret(secret: Uint8Array): VerifySecret {
  const key = createSecretKey(secret)
  return (token, checks) => {
    const [header = '', payload = '', signature = '', ...more] = token.split('.')
    const hash = hashOf(header)
    if (!hash || more.length > 0) throw new errors.JWSInvalid()
    const wanted = Buffer.from(createHmac(hash, key).update(`${header}.${payload}`).digest('base64url'))
    const given = Buffer.from(signature)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw new errors.JWSSignatureVerificationFailed()
    return UnsecuredJWT.decode(`${UNSECURED}.${payload}.`, checks).payload
  }
}

/** Null for a header that is none, names another algorithm, or asks for what is not understood. */
function hashOf(header: string): string | null {
  try {
    const { alg, crit } = JSON.parse(Buffer.from(header, 'base64url').toString()) ?? {}
    return crit === undefined && Object.hasOwn(HASHES, alg) ? HASHES[alg]! : null
  } catch {
    return null
  }
}
