// What a token must look like before anybody verifies it, and the memory of those that were verified.

import { createHash } from 'node:crypto'
import type { Time } from '../../support/time.ts'
import { WeightedCache } from '../../support/weighted-cache.ts'
import type { Viewer } from '../viewer.ts'

export type TokenLimits = {
  /** From `iat` to `exp`, in milliseconds. */
  readonly maxLifetimeMs: number
  /** How long a verified token is trusted before it is verified again, in milliseconds. */
  readonly cacheAgeMs: number
  /** Memory for verified tokens. */
  readonly cacheBytes: number
}

/** Characters of a token. Headers of HTTP take twice as many, so this limit is the one that is met. */
export const MAX_TOKEN_LENGTH = 8_192

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * Whether a text is a token in its one spelling: three parts in base64url, without padding, white space or bits that
 * mean nothing. Libraries accept other spellings of the same token, and each would be remembered by itself.
 */
export function isCanonicalToken(text: string): boolean {
  return text.length <= MAX_TOKEN_LENGTH && SHAPE.test(text) && text.split('.').every(isCanonicalPart)
}

function isCanonicalPart(part: string): boolean {
  const spare = part.length % 4
  if (spare === 0) return true
  // A last group of one character holds no byte. One of two has four bits to spare, one of three has two.
  if (spare === 1) return false
  return ALPHABET.indexOf(part.at(-1)!) % (spare === 2 ? 16 : 4) === 0
}

/** A token that was verified. `key`: the thumbprint of the key that signed it. */
export type VerifiedToken = {
  readonly viewer: Viewer
  readonly key: string | null
  readonly verifiedAt: number
}

/** What an entry takes with its viewer, its key and its place in the maps, measured. A set of scopes is its own. */
const ENTRY_BYTES = 480
const SCOPES_BYTES = 240

/** Verified tokens by the SHA-256 of their text: whoever reads the memory of the process finds no token in it. */
export class TokenCache {
  readonly name = 'tokens'
  readonly #entries: WeightedCache<string, VerifiedToken>
  readonly #maxAgeMs: number
  readonly #time: Pick<Time, 'elapsed'>

  constructor({ cacheAgeMs, cacheBytes }: TokenLimits, time: Pick<Time, 'elapsed'>) {
    this.#maxAgeMs = cacheAgeMs
    this.#time = time
    this.#entries = new WeightedCache({
      name: this.name,
      maxBytes: cacheBytes,
      weigh: ({ viewer }) => ENTRY_BYTES + (viewer.scopes.size > 0 ? SCOPES_BYTES : 0),
    })
  }

  get bytes(): number {
    return this.#entries.bytes
  }

  get entries(): number {
    return this.#entries.entries
  }

  /** Null: it was not verified, or too long ago. */
  find(token: string): Viewer | null {
    const hash = hashOf(token)
    const entry = this.#entries.get(hash)
    if (entry === undefined) return null
    if (this.#time.elapsed() - entry.verifiedAt < this.#maxAgeMs) return entry.viewer
    this.#entries.delete(hash)
    return null
  }

  keep(token: string, viewer: Viewer, key: string | null): void {
    this.#entries.set(hashOf(token), { viewer, key, verifiedAt: this.#time.elapsed() })
  }

  /** The tokens that these keys signed are verified again, and refused. */
  forgetKeys(thumbprints: ReadonlySet<string>): void {
    this.#entries.deleteWhere(({ key }) => key !== null && thumbprints.has(key))
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
