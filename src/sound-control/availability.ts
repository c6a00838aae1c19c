// Which processes reach a gateway. Each says so by a lease, and tells the bus when that changes; whoever hears it looks at
// the leases, which are the truth.

import type { Sound } from '../audio-gateway/audio-gateway.ts'
import type { Bus } from '../bus/bus.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'

const LEASE = 'sound-at-hand:'
const TOPIC = 'sound.at-hand'
/** Milliseconds between two prolongings, and between two looks where nothing was heard. */
export const AT_HAND_EVERY = 5_000
export const AT_HAND_TTL = 3 * AT_HAND_EVERY

type Leases = Pick<ReadStore, 'leases' | 'acquire' | 'release'>

export const reachesGateway = (sound: Pick<Sound, 'gateways'>) => sound.gateways.some(({ up }) => up)

/** Whether another process reaches a gateway. */
export async function isElsewhere(readStore: Pick<ReadStore, 'leases'>, processId: string): Promise<boolean> {
  return (await readStore.leases(LEASE)).some(({ holder }) => holder !== processId)
}

export type AtHandOptions = {
  readonly sound: Pick<Sound, 'gateways'>
  readonly readStore: Leases
  readonly bus: Pick<Bus, 'publish'>
  readonly processId: string
}

export type AtHand = {
  /** Says how it is now. At least every `AT_HAND_EVERY`, and as soon as a gateway comes or goes. */
  tell(): Promise<void>
  /** Takes back what was said. */
  close(): Promise<void>
}

export function createAtHand({ sound, readStore, bus, processId }: AtHandOptions): AtHand {
  let lease: Lease | null = null
  let turn: Promise<unknown> = Promise.resolve()

  async function say(isAtHand: boolean): Promise<void> {
    const before = lease
    if (isAtHand) lease = await readStore.acquire(LEASE + processId, processId, AT_HAND_TTL)
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

export type Watch = { readonly isAtHand: boolean; close(): void }

export type WatchOptions = {
  readonly readStore: Pick<ReadStore, 'leases'>
  readonly bus: Pick<Bus, 'subscribe'>
  readonly logger: Logger
}

/** Whether any process reaches a gateway; resolves when it is known. */
export async function watchAtHand({ readStore, bus, logger }: WatchOptions): Promise<Watch> {
  let isAtHand = false
  let looking: Promise<void> | null = null
  let isOutdated = false

  async function lookOn(): Promise<void> {
    do {
      isOutdated = false
      try {
        isAtHand = (await readStore.leases(LEASE)).length > 0
      } catch (err) {
        logger.warn({ err }, 'it could not be seen whether there is sound')
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
  const timer = setInterval(() => void look(), AT_HAND_EVERY)
  return {
    get isAtHand() {
      return isAtHand
    },
    close() {
      clearInterval(timer)
      listening.close()
    },
  }
}
