// One lease: held for as long as it can be prolonged, with work that is done while it is held.

import type { Lease, ReadStore } from '../read-store/read-store.ts'
import { pause } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'

export type Leases = Pick<ReadStore, 'acquire' | 'release'>

/** Milliseconds. A holder that dies is followed within the first and one round. */
export const LEASE_TIME = 6_000
export const ROUND = 1_000
const PROLONG_EVERY = 2_000

export type HeldLease = {
  readonly lease: Lease
  /** Aborts when the lease is lost or let go of. */
  readonly signal: AbortSignal
  /** Ends the work, and lets others have the lease at once. Can be repeated. */
  letGo(): Promise<void>
}

/**
 * Takes a lease, and prolongs it by itself; null: another has it. `work` begins at once and is to end soon after its
 * signal aborts. The signal also aborts when the lease could not be prolonged in time: a holder that was frozen or cut
 * off must not go on as though it were alone. What it does in between carries its epoch, and is refused where that is old.
 */
export async function takeLease(
  leases: Leases,
  name: string,
  holder: string,
  logger: Logger,
  work: (lease: Lease, signal: AbortSignal) => Promise<void>,
): Promise<HeldLease | null> {
  const asked = performance.now()
  const lease = await leases.acquire(name, holder, LEASE_TIME)
  if (!lease) return null
  const ending = new AbortController()
  const { signal } = ending
  // By this process's own clock, and from before it asked.
  let until = asked + LEASE_TIME
  let due = asked + PROLONG_EVERY
  let prolonging: Promise<void> | null = null
  // A heart of its own: whatever else takes long here, the taking and letting go of other leases for one, costs no lease.
  const heart = setInterval(() => {
    if (performance.now() >= until) lose('its time ran out')
    else if (performance.now() >= due) prolong()
  }, ROUND / 4)
  const working = work(lease, signal)
    .catch(err => logger.error({ err, lease: name }, 'work under a lease failed'))
    .finally(() => lose('its work ended'))

  function lose(why: string) {
    if (signal.aborted) return
    logger.warn({ lease: name, epoch: lease!.epoch, why }, 'lost a lease')
    clearInterval(heart)
    ending.abort()
  }

  function prolong() {
    prolonging ??= ask().finally(() => {
      prolonging = null
    })
  }

  async function ask() {
    const begun = performance.now()
    due = begun + PROLONG_EVERY
    try {
      const longer = await leases.acquire(name, holder, LEASE_TIME)
      if (longer?.epoch !== lease!.epoch) lose('another has it')
      else until = begun + LEASE_TIME
    } catch (err) {
      logger.warn({ err, lease: name }, 'a lease could not be prolonged')
    }
  }

  return {
    lease,
    signal,
    async letGo() {
      clearInterval(heart)
      ending.abort()
      await working
      await prolonging
      await leases
        .release(lease)
        .catch(err => logger.warn({ err, lease: name }, 'a lease runs out by itself'))
    },
  }
}

/** One of several processes does the work; when it dies, another. Closes when its work has ended. */
export function lead(
  leases: Leases,
  name: string,
  holder: string,
  logger: Logger,
  work: (signal: AbortSignal) => Promise<void>,
): { close(): Promise<void> } {
  const closing = new AbortController()

  async function run() {
    let held: HeldLease | null = null
    while (!closing.signal.aborted) {
      if (held?.signal.aborted) {
        await held.letGo()
        held = null
      }
      try {
        held ??= await takeLease(leases, name, holder, logger, (_, signal) => work(signal))
      } catch (err) {
        logger.warn({ err, lease: name }, 'a lease could not be asked for')
      }
      await pause(ROUND, closing.signal)
    }
    await held?.letGo()
  }

  const running = run()
  return {
    async close() {
      closing.abort()
      await running
    },
  }
}
