// Holds a lease for as long as it can be renewed, and does work while it is held.

import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'

export type Leases = Pick<ReadStore, 'acquire' | 'release'>

/** When a holder dies, another takes over within the lease and one round. */
export const LEASE_MS = 6_000
export const LEASE_ROUND_MS = 1_000
const RENEW_INTERVAL_MS = 2_000

export type HeldLease = {
  readonly lease: Lease
  /** Aborts when the lease is lost or released. */
  readonly signal: AbortSignal
  /** Ends the work and releases the lease, so that another process can take it at once. Can be repeated. */
  release(): Promise<void>
}

export type LeaseOptions = {
  readonly leases: Leases
  readonly name: string
  readonly holder: string
  readonly time: Time
  readonly logger: Logger
}

/**
 * Takes a lease and renews it. Resolves to null when another process has it. `work` begins at once and must end soon after
 * its signal aborts. The signal also aborts when the lease could not be renewed in time, for example because the process
 * was frozen: another may have taken it. Writes carry the epoch of the lease, so late writes of the old holder are rejected.
 */
export async function holdLease(
  { leases, name, holder, time, logger }: LeaseOptions,
  work: (lease: Lease, signal: AbortSignal) => Promise<void>,
): Promise<HeldLease | null> {
  const requestedAt = time.elapsed()
  const lease = await leases.acquire(name, holder, LEASE_MS)
  if (!lease) return null
  const ending = new AbortController()
  const { signal } = ending
  // By the clock of this process, from before the request.
  let expiresAt = requestedAt + LEASE_MS
  let renewAt = requestedAt + RENEW_INTERVAL_MS
  let renewing: Promise<void> | null = null
  // A separate timer, so that long work in this process does not delay the renewal.
  const stopHeartbeat = time.every(LEASE_ROUND_MS / 4, () => {
    if (time.elapsed() >= expiresAt) lose('not renewed in time')
    else if (time.elapsed() >= renewAt) renew()
  })
  const working = work(lease, signal)
    .catch(err => logger.error({ err, lease: name }, 'lease: work failed'))
    .finally(() => lose('work ended'))

  function lose(reason: string) {
    if (signal.aborted) return
    logger.warn({ lease: name, epoch: lease!.epoch, reason }, 'lease: lost')
    stopHeartbeat()
    ending.abort()
  }

  function renew() {
    renewing ??= extend().finally(() => {
      renewing = null
    })
  }

  async function extend() {
    const startedAt = time.elapsed()
    renewAt = startedAt + RENEW_INTERVAL_MS
    try {
      const extended = await leases.acquire(name, holder, LEASE_MS)
      if (extended?.epoch !== lease!.epoch) lose('taken by another process')
      else expiresAt = startedAt + LEASE_MS
    } catch (err) {
      logger.warn({ err, lease: name }, 'lease: renewal failed, retrying')
    }
  }

  return {
    lease,
    signal,
    async release() {
      stopHeartbeat()
      ending.abort()
      await working
      await renewing
      await leases
        .release(lease)
        .catch(err => logger.warn({ err, lease: name }, 'lease: release failed, expires by itself'))
    },
  }
}

/**
 * Does the work in one process at a time. When that process dies, another takes over. `close` resolves when the work has
 * ended.
 */
export function lead(
  options: LeaseOptions,
  work: (signal: AbortSignal) => Promise<void>,
): { close(): Promise<void> } {
  const { name, time, logger } = options
  const closing = new AbortController()

  async function run() {
    let held: HeldLease | null = null
    while (!closing.signal.aborted) {
      if (held?.signal.aborted) {
        await held.release()
        held = null
      }
      try {
        held ??= await holdLease(options, (_, signal) => work(signal))
      } catch (err) {
        logger.warn({ err, lease: name }, 'lease: request failed, retrying')
      }
      await sleep(time, LEASE_ROUND_MS, closing.signal)
    }
    await held?.release()
  }

  const running = run()
  return {
    async close() {
      closing.abort()
      await running
    },
  }
}
