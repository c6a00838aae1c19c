// Identity providers for tests: their settings, their keys and their tokens.

import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import {
  type Authentication,
  type AuthenticationOptions,
  createAuthentication,
  type IdentityProvider,
} from '../../src/graphql/transport/authentication.ts'
import { systemTime } from '../../src/support/time.ts'
import { silentLogger } from './silent-logger.ts'
import { ADA_ID } from './transport.ts'

export const SHARED_SECRET = 'a shared secret of 32 bytes or so'

/** No provider: tokens for development. With the presets of docs/operations/configuration.md. */
export const noProvider: IdentityProvider = {
  jwksUrl: null,
  sharedSecret: null,
  issuer: null,
  audience: null,
  jwks: { timeoutMs: 5_000, refreshMs: 300_000, maxAgeMs: 3_600_000 },
  tokens: { maxLifetimeMs: 86_400_000, cacheAgeMs: 300_000, cacheBytes: 8_388_608 },
}

export const sharedProvider: IdentityProvider = {
  ...noProvider,
  sharedSecret: SHARED_SECRET,
  issuer: 'https://id.example',
  audience: 'rooms',
}

export const jwksProvider = (jwksUrl: URL): IdentityProvider => ({
  ...sharedProvider,
  jwksUrl,
  sharedSecret: null,
})

export const newTokenFolder = () => mkdtemp(join(tmpdir(), 'rostrum-tokens-'))

/** With a folder of its own, nothing revoked, and the time of the machine. */
export async function openAuthentication(
  provider: IdentityProvider,
  options: Partial<AuthenticationOptions> = {},
): Promise<Authentication> {
  return createAuthentication({
    provider,
    dataDir: await newTokenFolder(),
    revokedBefore: () => 0,
    time: systemTime,
    logger: silentLogger,
    ...options,
  })
}

export const seconds = (now = Date.now()) => Math.floor(now / 1000)

/** Of a token of Ada that `sharedProvider` accepts for a minute. */
export const claims = (changes: JWTPayload = {}, now = Date.now()): JWTPayload => ({
  sub: ADA_ID,
  iss: 'https://id.example',
  aud: 'rooms',
  iat: seconds(now),
  exp: seconds(now) + 60,
  ...changes,
})

export const sign = (payload: JWTPayload, secret = SHARED_SECRET, alg = 'HS256') =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))

export type ProviderKey = {
  readonly jwk: object
  sign(payload: JWTPayload): Promise<string>
}

export async function newKey(alg: string, kid: string): Promise<ProviderKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg },
    sign: payload => new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(privateKey),
  }
}

/** Serves a JWKS on the loopback. `answer` null: the request hangs. `requests` counts them. */
export async function serveJwks(
  t: Pick<TestContext, 'after'>,
  answer: () => [number, object] | null,
): Promise<{ readonly url: URL; readonly requests: () => number }> {
  let requests = 0
  const server = createServer((_request, response) => {
    requests += 1
    const answered = answer()
    if (answered === null) return
    response.writeHead(answered[0], { 'content-type': 'application/json' }).end(JSON.stringify(answered[1]))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: new URL(`http://127.0.0.1:${port}/keys`), requests: () => requests }
}

/** The message of an error that a promise must reject with, with its name. */
export const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: Error) => `${error.name}: ${error.message}`,
  )
