// Which processes can reach a gateway: each holds a lease while it can, and tells the bus when that changes.

import type { AudioGateway } from '../audio-gateway/audio-gateway.ts'
import type { Bus } from '../bus/bus.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'

const LEASE_PREFIX = 'sound-at-hand:'
/** Only a hint: receivers read the leases, which decide. */
const TOPIC = 'sound.at-hand'
/** How often, in milliseconds, leases are renewed, and read when no hint arrived. */
export const AVAILABILITY_INTERVAL_MS = 5_000
export const AVAILABILITY_TTL_MS = 3 * AVAILABILITY_INTERVAL_MS

/** Whether this process can reach any of the gateways now. */
export const canReachGateway = (gateways: readonly Pick<AudioGateway, 'isUp'>[]) =>
  gateways.some(({ isUp }) => isUp)

/** Whether another process can reach a gateway. */
export async function isReachableElsewhere(
  readStore: Pick<ReadStore, 'leases'>,
  processId: string,
): Promise<boolean> {
  return (await readStore.leases(LEASE_PREFIX)).some(({ holder }) => holder !== processId)
}

export type AvailabilityPublisherOptions = {
  readonly gateways: readonly Pick<AudioGateway, 'isUp'>[]
  readonly readStore: Pick<ReadStore, 'acquire' | 'release'>
  readonly bus: Pick<Bus, 'publish'>
  readonly processId: string
}

export type AvailabilityPublisher = {
  /**
   * Publishes whether this process can reach a gateway now. Call it at least every `AVAILABILITY_INTERVAL_MS`, and as
   * soon as a gateway comes or goes. Rejects when the read store fails.
   */
  publish(): Promise<void>
  /** Withdraws what was published. */
  close(): Promise<void>
}

export function createAvailabilityPublisher({
  gateways,
  readStore,
  bus,
  processId,
}: AvailabilityPublisherOptions): AvailabilityPublisher {
  let lease: Lease | null = null
  let queue: Promise<unknown> = Promise.resolve()

  async function update(isAvailable: boolean): Promise<void> {
    const before = lease
    if (isAvailable) lease = await readStore.acquire(LEASE_PREFIX + processId, processId, AVAILABILITY_TTL_MS)
    else if (before) {
      await readStore.release(before)
      lease = null
    }
    if ((before === null) !== (lease === null)) bus.publish(TOPIC, null)
  }

  /** Runs one update at a time, so that the last published state is the latest. */
  function enqueue(work: () => Promise<void>): Promise<void> {
    const done = queue.then(work)
    queue = done.catch(() => {})
    return done
  }

  return {
    publish: () => enqueue(() => update(canReachGateway(gateways))),
    close: () => enqueue(() => update(false)),
  }
}

export type AvailabilityWatch = { readonly isAvailable: boolean; close(): void }

export type AvailabilityWatchOptions = {
  readonly readStore: Pick<ReadStore, 'leases'>
  readonly bus: Pick<Bus, 'subscribe'>
  readonly logger: Logger
  readonly time: Pick<Time, 'every'>
}

/** Watches whether any process can reach a gateway. Resolves when that is known. */
export async function watchAvailability({
  readStore,
  bus,
  logger,
  time,
}: AvailabilityWatchOptions): Promise<AvailabilityWatch> {
  let isAvailable = false
  let reading: Promise<void> | null = null
  let isOutdated = false

  /** A hint that arrives while the leases are read makes it read them once more. */
  async function readUntilCurrent(): Promise<void> {
    do {
      isOutdated = false
      try {
        isAvailable = (await readStore.leases(LEASE_PREFIX)).length > 0
      } catch (err) {
        logger.warn({ err }, 'sound: availability unknown')
      }
    } while (isOutdated)
    reading = null
  }

  function update(): Promise<void> {
    isOutdated = true
    reading ??= readUntilCurrent()
    return reading
  }

  const subscription = await bus.subscribe(TOPIC, () => void update())
  await update()
  const stopTimer = time.every(AVAILABILITY_INTERVAL_MS, () => void update())
  return {
    get isAvailable() {
      return isAvailable
    },
    close() {
      stopTimer()
      subscription.close()
    },
  }
}
