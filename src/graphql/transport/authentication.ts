// Whose token it is. What a person may do in a room is not decided here.

import { subtle } from 'node:crypto'
import {
  type CryptoKey,
  calculateJwkThumbprint,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
  SignJWT,
} from 'jose'
import { parseId, type UserId } from '../../../commands/ids.ts'
import type { Logger } from '../../support/log.ts'
import { createRepeatedLog } from '../../support/repeated-log.ts'
import type { Time } from '../../support/time.ts'
import { uuidV5 } from '../../support/uuid.ts'
import type { Caches } from '../../support/weighted-cache.ts'
import type { Services } from '../context.ts'
import type { Scope, Viewer } from '../viewer.ts'
import { openDevelopmentSecret } from './development-secret.ts'
import { Jwks, type JwksLimits, KeysUnavailable } from './jwks.ts'
import { isCanonicalToken, TokenCache, type TokenLimits } from './tokens.ts'

/** Where tokens come from. All null: a secret of our own, for development. */
export type IdentityProvider = {
  readonly jwksUrl: URL | null
  readonly sharedSecret: string | null
  readonly issuer: string | null
  readonly audience: string | null
  readonly jwks: JwksLimits
  readonly tokens: TokenLimits
}

export type Authentication = {
  /** The person of a good token; else rejects with `Unauthenticated`, or with `KeysUnavailable`. */
  authenticate(token: string): Promise<Viewer>
  readonly signInForDevelopment: Services['signInForDevelopment']
  /** Since the keys of the provider were fetched: infinite if they never were, null without such keys. */
  readonly keysAgeSeconds: () => number | null
  close(): void
}

/** A token that is not good, with a sentence for the client. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated'
}

const DEVELOPMENT = { issuer: 'rostrum-development', audience: 'rostrum', lifetime: 24 * 3600_000 }
const KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
  'Ed25519',
]
const HASHES: Readonly<Record<string, string>> = { HS256: 'SHA-256', HS384: 'SHA-384', HS512: 'SHA-512' }
/** The namespace of people whose subject is not a UUID: never change it, or they become other people. */
const PEOPLE = '0b5e2a5c-51f3-5d0e-9f0e-6f9c5f6a3d11'
const scopeNames: ReadonlyMap<string, Scope> = new Map([
  ['auditor', 'AUDITOR'],
  ['analyst', 'ANALYST'],
  ['admin', 'ADMIN'],
])

/** How far the clocks of an identity provider and of this process may differ, in milliseconds. */
export const CLOCK_LEEWAY_MS = 5_000

export type AuthenticationOptions = {
  readonly provider: IdentityProvider
  readonly dataDir: string
  /** Up to when a person's tokens are void, in milliseconds since 1970. 0: none are. */
  readonly revokedBefore: (userId: UserId) => Promise<number> | number
  /** Told when keys have left the JWKS: whoever came with a token of one of them must go. */
  readonly onKeysRemoved?: (isVoid: (viewer: Viewer) => boolean) => void
  /** Counts the verified tokens that are remembered. */
  readonly caches?: Caches
  readonly time: Time
  readonly logger: Pick<Logger, 'error'>
}

/**
 * A token's second counts from its beginning: one that was issued in the second of a revocation, before or after, is
 * void. So is one that a provider whose clock is ahead may have issued before the revocation.
 */
export async function createAuthentication(options: AuthenticationOptions): Promise<Authentication> {
  const { provider, time, revokedBefore } = options
  const isDevelopment = provider.jwksUrl === null && provider.sharedSecret === null
  const secret = isDevelopment
    ? await openDevelopmentSecret(options.dataDir, time)
    : new TextEncoder().encode(provider.sharedSecret ?? '')
  const known = new TokenCache(provider.tokens, time)
  options.caches?.add(known)
  const keyOf = new WeakMap<Viewer, string>()
  const jwks = openJwks(options, removed => {
    known.forgetKeys(removed)
    options.onKeysRemoved?.(viewer => removed.has(keyOf.get(viewer) ?? ''))
  })
  const verify = createVerify({
    getKey: jwks?.getKey ?? (await keyOfSecret(secret)),
    algorithms: jwks === null ? Object.keys(HASHES) : KEY_ALGORITHMS,
    issuer: isDevelopment ? DEVELOPMENT.issuer : provider.issuer,
    audience: isDevelopment ? DEVELOPMENT.audience : provider.audience,
    maxLifetimeMs: isDevelopment ? DEVELOPMENT.lifetime : provider.tokens.maxLifetimeMs,
    // Tokens for development are of our own clock.
    leewayMs: isDevelopment ? 0 : CLOCK_LEEWAY_MS,
    options,
  })

  const authenticate = async (token: string): Promise<Viewer> => {
    if (!isCanonicalToken(token)) throw new Unauthenticated('The token is not valid')
    let viewer = known.find(token)
    if (viewer === null) {
      const verified = await verify(token)
      viewer = verified.viewer
      const key = jwks === null ? null : await calculateJwkThumbprint(verified.key as CryptoKey)
      if (key !== null) {
        // It may have gone while its token was verified.
        if (!jwks?.has(key)) throw new Unauthenticated('The token is not valid')
        keyOf.set(viewer, key)
      }
      known.keep(token, viewer, key)
    }
    if (viewer.expiresAt <= time.now()) throw new Unauthenticated('The token has expired')
    const before = revokedBefore(viewer.userId)
    if (viewer.issuedAt <= (typeof before === 'number' ? before : await before))
      throw new Unauthenticated('The token was revoked')
    return viewer
  }

  return {
    authenticate,
    signInForDevelopment: isDevelopment ? createSignIn(secret, time) : null,
    keysAgeSeconds: () => (jwks === null ? null : jwks.ageMs / 1000),
    close: () => jwks?.close(),
  }
}

function openJwks(
  { provider, time, logger }: AuthenticationOptions,
  onRemoved: (thumbprints: ReadonlySet<string>) => void,
): Jwks | null {
  if (provider.jwksUrl === null) return null
  return new Jwks({ ...provider.jwks, url: provider.jwksUrl, onRemoved, time, logger })
}

function createSignIn(secret: Uint8Array, time: Pick<Time, 'now'>) {
  return async (userId: UserId, scopes: readonly Scope[]) => {
    const at = time.now()
    const expiresAt = at + DEVELOPMENT.lifetime
    const token = await new SignJWT({ scope: scopes.join(' ').toLowerCase() })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(userId)
      .setIssuer(DEVELOPMENT.issuer)
      .setAudience(DEVELOPMENT.audience)
      // To the millisecond, so that a token that follows a revocation at once is good.
      .setIssuedAt(at / 1000)
      .setExpirationTime(expiresAt / 1000)
      .sign(secret)
    return { token, expiresAt }
  }
}

/** Whose a token is, from its signature and its claims alone, with the key that signed it. */
function createVerify(rules: {
  readonly getKey: JWTVerifyGetKey
  readonly algorithms: string[]
  readonly issuer: string | null
  readonly audience: string | null
  readonly maxLifetimeMs: number
  readonly leewayMs: number
  readonly options: AuthenticationOptions
}) {
  const { getKey, algorithms, issuer, audience, options } = rules
  const { time, logger } = options
  const checks: JWTVerifyOptions = {
    algorithms,
    requiredClaims: ['sub', 'exp', 'iat'],
    clockTolerance: CLOCK_LEEWAY_MS / 1000,
    ...(issuer === null ? {} : { issuer }),
    ...(audience === null ? {} : { audience }),
  }
  const logFault = createRepeatedLog(
    (facts, message) => logger.error(facts, message),
    'authentication: a key cannot be used',
    time,
  )
  return async (token: string) => {
    const now = time.now()
    try {
      const { payload, key } = await jwtVerify(token, getKey, { ...checks, currentDate: new Date(now) })
      const viewer = readViewer(payload, rules.leewayMs)
      checkLifetime(payload, rules.maxLifetimeMs, now)
      return { viewer, key }
    } catch (error) {
      throw explain(error, logFault)
    }
  }
}

/** A token that is issued in the future would outlive a revocation, and one that lives for ever a stolen key. */
function checkLifetime({ iat = 0, exp = 0 }: JWTPayload, maxLifetimeMs: number, now: number): void {
  if (iat * 1000 > now + CLOCK_LEEWAY_MS || iat > exp) throw notAccepted('iat')
  // Rounded as `readViewer` does, because milliseconds are not whole in seconds.
  if (Math.round(exp * 1000) - Math.round(iat * 1000) > maxLifetimeMs)
    throw new Unauthenticated('The token is valid for longer than is accepted here')
}

/** The token of an `Authorization` header; null where there is none. */
export function bearer(header: string | undefined): string | null {
  return /^bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null
}

/** The token of a socket's `connectionParams`: `authorization`, as in the header or bare, in any case, or `token`. */
export function tokenOfParams(params: Readonly<Record<string, unknown>> | undefined): string | null {
  for (const [name, value] of Object.entries(params ?? {})) {
    if (!/^(authorization|token)$/i.test(name) || value === null || value === '') continue
    return typeof value === 'string' ? (bearer(value) ?? value) : 'not a token'
  }
  return null
}

function readViewer(payload: JWTPayload, leewayMs: number): Viewer {
  const { sub, iss = '', exp = 0, iat = 0 } = payload
  // Only that there is one was looked at.
  if (typeof sub !== 'string' || sub === '') throw notAccepted('sub')
  return {
    userId: parseId<UserId>(sub) ?? (uuidV5(PEOPLE, `${iss}\n${sub}`) as UserId),
    scopes: readScopes(payload.scope, payload.scopes),
    issuedAt: Math.round(iat * 1000) - leewayMs,
    expiresAt: Math.round(exp * 1000),
  }
}

/** The usual `scope` is a text with spaces, the usual `scopes` a list; both are read either way. */
function readScopes(...claims: readonly unknown[]): ReadonlySet<Scope> {
  const words = claims.flatMap((claim): unknown[] =>
    typeof claim === 'string' ? claim.split(' ') : [claim].flat(),
  )
  const names = words.filter(word => typeof word === 'string')
  const scopes = new Set(names.flatMap(name => scopeNames.get(name.toLowerCase()) ?? []))
  return scopes.size > 0 ? scopes : NO_SCOPES
}

/** Of nearly everybody: one for all of them, as each is kept as long as its socket. */
const NO_SCOPES: ReadonlySet<Scope> = new Set()

/** Tells a bad token from keys that cannot be had. */
function explain(error: unknown, logFault: (facts: object) => void): Error {
  if (error instanceof Unauthenticated || error instanceof KeysUnavailable) return error
  if (error instanceof errors.JWTExpired) return new Unauthenticated('The token has expired')
  if (error instanceof errors.JWTClaimValidationFailed) return notAccepted(error.claim)
  if (error instanceof errors.JOSEError && error.code !== 'ERR_JWKS_INVALID')
    return new Unauthenticated('The token is not valid')
  logFault({ err: error })
  return new KeysUnavailable(KEY_FAULT_RETRY_MS, { cause: error })
}

/** When to try again with a token whose key is in the JWKS and cannot be used. */
const KEY_FAULT_RETRY_MS = 60_000

function notAccepted(claim: string): Unauthenticated {
  return new Unauthenticated(`The token's ${claim} is missing or not accepted here`)
}

/** Imported once: jose would import the text of the secret for each token, which takes as long as checking it. */
async function keyOfSecret(secret: Uint8Array): Promise<JWTVerifyGetKey> {
  const imported = await Promise.all(
    Object.entries(HASHES).map(async ([algorithm, hash]) => {
      const key = await subtle.importKey('raw', secret, { name: 'HMAC', hash }, false, ['verify'])
      return [algorithm, key] as const
    }),
  )
  const keys = new Map(imported)
  // Of other algorithms jose asks for no key: they are not among those that it was given.
  return ({ alg }) => keys.get(alg)!
}
