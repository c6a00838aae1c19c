// The public keys of an identity provider (JWKS): fetched again and again, so that a key that is gone is noticed.

import { createPublicKey, type JsonWebKey } from 'node:crypto'
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose'
import { type Backoff, createBackoff } from '../../support/backoff.ts'
import type { Logger } from '../../support/log.ts'
import { createRepeatedLog, type LogRepeated } from '../../support/repeated-log.ts'
import { type Time, timeout } from '../../support/time.ts'

/** Milliseconds. */
export type JwksLimits = {
  /** Of a request for the keys. */
  readonly timeoutMs: number
  /** How often the keys are fetched again. */
  readonly refreshMs: number
  /** How long keys are used after the last fetch that succeeded. */
  readonly maxAgeMs: number
}

/** The keys cannot be had, which is no fault of the token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable'
  readonly retryAfterMs: number

  constructor(retryAfterMs: number, options?: ErrorOptions) {
    super('The keys of the identity provider cannot be fetched', options)
    this.retryAfterMs = Math.max(1, Math.ceil(retryAfterMs))
  }
}

export type JwksOptions = JwksLimits & {
  readonly url: URL
  /** Told the thumbprints of the keys that were there before the last fetch and are gone. */
  readonly onRemoved: (thumbprints: ReadonlySet<string>) => void
  readonly time: Pick<Time, 'after' | 'every' | 'elapsed' | 'random'>
  readonly logger: Pick<Logger, 'error'>
  readonly fetch?: typeof fetch
}

/** How long a token with an unknown key does not cause another fetch: a flood of them must not reach the provider. */
export const UNKNOWN_KEY_COOLDOWN_MS = 10_000
/** Between attempts while the provider fails. Nobody waits for them: what is known is answered. */
const RETRY_BACKOFF = { firstMs: 1_000, maxMs: 60_000 }
/** How often it is looked whether a fetch is due. */
const TICK_MS = 500
/** Sets of keys are small. A larger response is not read to its end. */
export const MAX_JWKS_BYTES = 1_048_576

type KeySet = { readonly getKey: JWTVerifyGetKey; readonly thumbprints: ReadonlySet<string> }

export class Jwks {
  readonly #options: JwksOptions
  readonly #backoff: Backoff
  readonly #logFailure: LogRepeated
  readonly #closing = new AbortController()
  readonly #stopTicking: () => void
  #keys: KeySet | null = null
  /** When the last fetch succeeded, on the monotonic clock. */
  #fetchedAt = Number.NEGATIVE_INFINITY
  /** When the next attempt is due. While the provider fails, nothing is tried before. */
  #dueAt = 0
  #failure: unknown = null
  #fetching: Promise<void> | null = null

  /** Begins to fetch at once. */
  constructor(options: JwksOptions) {
    this.#options = options
    this.#backoff = createBackoff(RETRY_BACKOFF, options.time.random)
    const { logger, time } = options
    this.#logFailure = createRepeatedLog(
      (facts, message) => logger.error(facts, message),
      'authentication: keys cannot be fetched',
      time,
    )
    this.#stopTicking = time.every(TICK_MS, () => {
      if (time.elapsed() >= this.#dueAt) void this.#refresh()
    })
    void this.#refresh()
  }

  /** The key of a token. Rejects with `KeysUnavailable`, or with an error of jose where no key is the token's. */
  readonly getKey: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.#current()
    try {
      return await keys.getKey(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      // The provider may have changed its keys since.
      if (this.ageMs < UNKNOWN_KEY_COOLDOWN_MS) throw error
      await this.#refreshUnlessFailing()
      return (await this.#current()).getKey(header, token)
    }
  }

  /** Milliseconds since the keys were fetched. Infinite: never. */
  get ageMs(): number {
    return this.#options.time.elapsed() - this.#fetchedAt
  }

  async #current(): Promise<KeySet> {
    if (this.#keys === null || this.ageMs > this.#options.maxAgeMs) await this.#refreshUnlessFailing()
    if (this.#keys === null || this.ageMs > this.#options.maxAgeMs) throw this.#unavailable()
    return this.#keys
  }

  /** Waits for a fetch, which takes `timeoutMs` at most. After one that failed, nobody waits until one has succeeded. */
  async #refreshUnlessFailing(): Promise<void> {
    if (this.#failure !== null) {
      this.#logFailure({ err: this.#failure })
      throw this.#unavailable()
    }
    await this.#refresh()
    if (this.#failure !== null) throw this.#unavailable()
  }

  #unavailable(): KeysUnavailable {
    return new KeysUnavailable(this.#dueAt - this.#options.time.elapsed(), { cause: this.#failure })
  }

  /** Never rejects. All who ask meanwhile share one request. */
  #refresh(): Promise<void> {
    this.#fetching ??= this.#attempt().finally(() => {
      this.#fetching = null
    })
    return this.#fetching
  }

  async #attempt(): Promise<void> {
    const { time, refreshMs, timeoutMs, onRemoved } = this.#options
    const giveUp = new AbortController()
    const signal = AbortSignal.any([giveUp.signal, this.#closing.signal])
    try {
      const keys = await timeout(time, this.#fetch(signal), timeoutMs, 'fetching the keys')
      const before = this.#keys?.thumbprints ?? new Set<string>()
      this.#keys = keys
      this.#failure = null
      this.#backoff.reset()
      this.#fetchedAt = time.elapsed()
      this.#dueAt = this.#fetchedAt + refreshMs
      const removed = before.difference(keys.thumbprints)
      if (removed.size > 0) onRemoved(removed)
    } catch (error) {
      if (this.#closing.signal.aborted) return
      this.#failure = error
      this.#dueAt = time.elapsed() + Math.min(this.#backoff.next(), refreshMs)
      this.#logFailure({ err: error })
    } finally {
      giveUp.abort()
    }
  }

  async #fetch(signal: AbortSignal): Promise<KeySet> {
    const { url } = this.#options
    const response = await (this.#options.fetch ?? fetch)(url, {
      signal,
      redirect: 'error',
      headers: { accept: 'application/json, application/jwk-set+json' },
    })
    if (response.status !== 200) throw new Error(`AUTH_JWKS_URL: answered with status ${response.status}`)
    const jwks = JSON.parse(await readText(response)) as JSONWebKeySet
    const getKey = createLocalJWKSet(jwks)
    return { getKey, thumbprints: await thumbprintsOf(jwks) }
  }

  /** Whether the key with this thumbprint was there at the last fetch. */
  has(thumbprint: string): boolean {
    return this.#keys?.thumbprints.has(thumbprint) ?? false
  }

  close(): void {
    this.#stopTicking()
    this.#closing.abort()
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > MAX_JWKS_BYTES)
      throw new Error(`AUTH_JWKS_URL: answered with more than ${MAX_JWKS_BYTES} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** A key is known by what it is, not by its `kid`, which can be given to another. Keys of unknown kinds are none here. */
async function thumbprintsOf({ keys }: JSONWebKeySet): Promise<ReadonlySet<string>> {
  const thumbprints = await Promise.all(keys.map(thumbprintOf))
  return new Set(thumbprints.filter(one => one !== null))
}

/** Imported first: one key can be written in several ways, with and without zeros ahead. */
async function thumbprintOf(jwk: JWK): Promise<string | null> {
  try {
    return await calculateJwkThumbprint(createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }))
  } catch {
    return null
  }
}
