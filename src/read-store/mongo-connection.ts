// The connection to MongoDB: says when the store cannot be reached, without keeping everybody waiting for it, and replaces a
// client that does not recover.

import { type Db, MongoError, MongoServerError } from 'mongodb'
import type { Logger } from '../support/log.ts'
import { type Time, TimeoutError, timeout } from '../support/time.ts'
import { StoreFault } from './read-store.ts'

/** A client of the driver, as far as it is used here. */
export type MongoDatabase = { readonly database: Db; close(): Promise<void> }

export type MongoConnectionOptions = {
  /** Creates a client. It connects with its first operation. */
  readonly createClient: () => MongoDatabase
  /** How long, in milliseconds, a read may take. */
  readonly readTimeoutMs: number
  readonly time: Pick<Time, 'elapsed' | 'after'>
  readonly logger: Pick<Logger, 'warn'>
}

/** After this many milliseconds of failures, a client is replaced if the lease client works meanwhile. */
const STUCK_AFTER_MS = 30_000
/** Codes of servers that step down, shut down or start, and of interrupted operations. */
const PASSING = new Set([6, 7, 89, 91, 189, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436])

export class MongoConnection {
  readonly #options: MongoConnectionOptions
  #client: MongoDatabase
  #workedAt = Number.NEGATIVE_INFINITY
  /** Since when no operation has worked. Null: the last one did. */
  #failingSince: number | null = null
  #leasesWorkedAt = Number.NEGATIVE_INFINITY
  /** Whether a read is trying if the store is back. */
  #isProbing = false

  constructor(options: MongoConnectionOptions) {
    this.#options = options
    this.#client = options.createClient()
  }

  get database(): Db {
    return this.#client.database
  }

  /**
   * Runs a read. While the store cannot be reached, one read at a time tries if it is back, and all others reject at once
   * with `StoreFault`.
   */
  async read<T>(operation: () => Promise<T>): Promise<T> {
    const { time, readTimeoutMs } = this.#options
    const limited = () => timeout(time, operation(), readTimeoutMs, 'a read of the read store')
    if (this.#failingSince === null) return this.run(limited)
    if (this.#isProbing) throw new StoreFault('the read store cannot be reached')
    this.#isProbing = true
    try {
      return await this.run(limited)
    } finally {
      this.#isProbing = false
    }
  }

  /** Runs any operation. Rejects with `StoreFault` if the store cannot be reached. */
  async run<T>(operation: () => Promise<T>): Promise<T> {
    const startedAt = this.#options.time.elapsed()
    try {
      const result = await operation()
      this.#worked()
      return result
    } catch (error) {
      if (!isUnreachable(error)) throw error
      // While others succeed, the store is only slow.
      if (this.#workedAt < startedAt) this.#failed(startedAt)
      throw new StoreFault('the read store cannot be reached', { cause: error })
    }
  }

  /** Runs an operation on leases, which have a client of their own. */
  async runLease<T>(operation: () => Promise<T>): Promise<T> {
    try {
      const result = await operation()
      this.#leasesWorkedAt = this.#options.time.elapsed()
      return result
    } catch (error) {
      throw isUnreachable(error)
        ? new StoreFault('the read store cannot be reached', { cause: error })
        : error
    }
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  #worked(): void {
    this.#workedAt = this.#options.time.elapsed()
    this.#failingSince = null
  }

  #failed(startedAt: number): void {
    this.#failingSince ??= startedAt
    const { time, logger, createClient } = this.#options
    const isStuck = time.elapsed() - this.#failingSince >= STUCK_AFTER_MS
    // A process that keeps its leases and cannot write would hold up everybody.
    if (!isStuck || this.#leasesWorkedAt < this.#failingSince + STUCK_AFTER_MS / 2) return
    logger.warn({}, 'read store: the client does not recover while leases work, replaced')
    const stuck = this.#client
    this.#client = createClient()
    this.#failingSince = time.elapsed()
    stuck.close().catch(() => {})
  }
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof TimeoutError) return true
  if (error instanceof MongoServerError) return PASSING.has(Number(error.code))
  // What the driver says by itself: of networks, of the selection of a server, of its pool, and of timeouts.
  return (
    error instanceof MongoError &&
    /Network|Selection|Pool|Queue|Timeout|NotConnected|StalePrimary|ServerClosed/.test(error.name)
  )
}
