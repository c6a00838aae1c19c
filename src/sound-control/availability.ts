// Which processes reach a gateway. Each says so by a lease, and tells the bus when that changes; whoever hears it looks at
// the leases, which are the truth.

import type { AudioGateways } from '../audio-gateway/audio-gateway.ts'
import type { Bus } from '../bus/bus.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'

const LEASE = 'sound-at-hand:'
const TOPIC = 'sound.at-hand'
/** Milliseconds between two prolongings, and between two looks where nothing was heard. */
export const AVAILABILITY_INTERVAL_MS = 5_000
export const AVAILABILITY_LEASE_MS = 3 * AVAILABILITY_INTERVAL_MS

type Leases = Pick<ReadStore, 'leases' | 'acquire' | 'release'>

export const reachesGateway = (sound: Pick<AudioGateways, 'gateways'>) => sound.gateways.some(({ up }) => up)

/** Whether another process reaches a gateway. */
export async function isAvailableElsewhere(
  readStore: Pick<ReadStore, 'leases'>,
  processId: string,
): Promise<boolean> {
  return (await readStore.leases(LEASE)).some(({ holder }) => holder !== processId)
}

export type AvailabilityOptions = {
  readonly sound: Pick<AudioGateways, 'gateways'>
  readonly readStore: Leases
  readonly bus: Pick<Bus, 'publish'>
  readonly processId: string
}

export type AvailabilityPublisher = {
  /** Says how it is now. At least every `AT_HAND_EVERY`, and as soon as a gateway comes or goes. */
  tell(): Promise<void>
  /** Takes back what was said. */
  close(): Promise<void>
}

export function createAvailabilityPublisher({
  sound,
  readStore,
  bus,
  processId,
}: AvailabilityOptions): AvailabilityPublisher {
  let lease: Lease | null = null
  let turn: Promise<unknown> = Promise.resolve()

  async function say(isAtHand: boolean): Promise<void> {
    const before = lease
    if (isAtHand) lease = await readStore.acquire(LEASE + processId, processId, AVAILABILITY_LEASE_MS)
    else if (before) {
      await readStore.release(before)
      lease = null
    }
    if ((before === null) !== (lease === null)) bus.publish(TOPIC, null)
  }

  /** One after the other: what is said last is what was true last. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  return {
    tell: () => inTurn(() => say(reachesGateway(sound))),
    close: () => inTurn(() => say(false)),
  }
}

export type AvailabilityWatch = { readonly isAtHand: boolean; close(): void }

export type AvailabilityWatchOptions = {
  readonly readStore: Pick<ReadStore, 'leases'>
  readonly bus: Pick<Bus, 'subscribe'>
  readonly time: Pick<Time, 'every'>
  readonly logger: Logger
}

/** Whether any process reaches a gateway; resolves when it is known. */
export async function watchAvailability({
  readStore,
  bus,
  time,
  logger,
}: AvailabilityWatchOptions): Promise<AvailabilityWatch> {
  let isAtHand = false
  let looking: Promise<void> | null = null
  let isOutdated = false

  async function lookOn(): Promise<void> {
    do {
      isOutdated = false
      try {
        isAtHand = (await readStore.leases(LEASE)).length > 0
      } catch (err) {
        logger.warn({ err }, 'sound: availability unknown')
      }
    } while (isOutdated)
    looking = null
  }

  function look(): Promise<void> {
    isOutdated = true
    looking ??= lookOn()
    return looking
  }

  const listening = await bus.subscribe(TOPIC, () => void look())
  await look()
  const stopPolling = time.every(AVAILABILITY_INTERVAL_MS, () => void look())
  return {
    get isAtHand() {
      return isAtHand
    },
    close() {
      stopPolling()
      listening.close()
    },
  }
}
