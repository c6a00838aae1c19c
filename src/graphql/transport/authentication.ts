// Whose token it is. What a person may do in a room is not decided here.

import { subtle } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
  SignJWT,
} from 'jose'
import { parseId, type UserId } from '../../../commands/ids.ts'
import { BoundedMap } from '../../support/bounded-map.ts'
import type { Time } from '../../support/time.ts'
import { uuidV5 } from '../../support/uuid.ts'
import type { Services } from '../context.ts'
import type { Scope, Viewer } from '../viewer.ts'

/** Where tokens come from. All null: a secret of our own, for development. */
export type IdentityProvider = {
  readonly jwksUrl: URL | null
  readonly sharedSecret: string | null
  readonly issuer: string | null
  readonly audience: string | null
}

export type Authentication = {
  /** The person of a good token; else rejects with `Unauthenticated`, or with a fault where the keys cannot be had. */
  authenticate(token: string): Promise<Viewer>
  readonly signInForDevelopment: Services['signInForDevelopment']
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

/**
 * `revokedBefore`: up to when a person's tokens are void (milliseconds since 1970; 0: none are). A token's second
 * counts from its beginning: one that was issued in the second of the revocation, before or after, is void.
 */
export async function createAuthentication(options: {
  readonly provider: IdentityProvider
  readonly dataDir: string
  readonly revokedBefore: (userId: UserId) => Promise<number> | number
  readonly time: Pick<Time, 'now' | 'randomBytes'>
}): Promise<Authentication> {
  const { provider, time, revokedBefore } = options
  const development = provider.jwksUrl === null && provider.sharedSecret === null
  const secret = development
    ? await developmentSecret(options.dataDir, time)
    : new TextEncoder().encode(provider.sharedSecret ?? '')
  const issuer = development ? DEVELOPMENT.issuer : provider.issuer
  const audience = development ? DEVELOPMENT.audience : provider.audience
  const checks: JWTVerifyOptions = {
    requiredClaims: ['sub', 'exp', 'iat'],
    clockTolerance: 5,
    ...(issuer === null ? {} : { issuer }),
    ...(audience === null ? {} : { audience }),
  }
  const { key, algorithms } =
    provider.jwksUrl === null
      ? { key: await keyOfSecret(secret), algorithms: Object.keys(HASHES) }
      : { key: createRemoteJWKSet(provider.jwksUrl), algorithms: KEY_ALGORITHMS }
  const verify = async (token: string): Promise<JWTPayload> =>
    (await jwtVerify(token, key, { ...checks, algorithms, currentDate: new Date(time.now()) })).payload

  // Checking a signature costs more than many a command; a token is the same every time.
  const known = new BoundedMap<string, Viewer>(20_000)

  const authenticate = async (token: string): Promise<Viewer> => {
    let viewer = known.get(token)
    if (viewer === undefined) {
      viewer = readViewer(await verify(token).catch(explain))
      known.set(token, viewer)
    }
    if (viewer.expiresAt <= time.now()) throw new Unauthenticated('The token has expired')
    const before = revokedBefore(viewer.userId)
    if (viewer.issuedAt <= (typeof before === 'number' ? before : await before))
      throw new Unauthenticated('The token was revoked')
    return viewer
  }

  const signIn = async (userId: UserId, scopes: readonly Scope[]) => {
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

  return { authenticate, signInForDevelopment: development ? signIn : null }
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

function readViewer(payload: JWTPayload): Viewer {
  const { sub, iss = '', exp = 0, iat = 0 } = payload
  // Only that there is one was looked at.
  if (typeof sub !== 'string' || sub === '') throw notAccepted('sub')
  return {
    userId: parseId<UserId>(sub) ?? (uuidV5(PEOPLE, `${iss}\n${sub}`) as UserId),
    scopes: readScopes(payload.scope, payload.scopes),
    issuedAt: Math.round(iat * 1000),
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
function explain(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw new Unauthenticated('The token has expired')
  if (error instanceof errors.JWTClaimValidationFailed) throw notAccepted(error.claim)
  if (error instanceof errors.JOSEError && !UNREACHABLE.has(error.code))
    throw new Unauthenticated('The token is not valid')
  throw error
}

function notAccepted(claim: string): Unauthenticated {
  return new Unauthenticated(`The token's ${claim} is missing or not accepted here`)
}

const UNREACHABLE = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'])

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

/** Kept, so that tokens outlive a restart. */
async function developmentSecret(dataDir: string, time: Pick<Time, 'randomBytes'>): Promise<Uint8Array> {
  const file = join(dataDir, 'development-secret')
  await writeFile(file, time.randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    error => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  return new TextEncoder().encode(await readFile(file, 'utf8'))
}
