// How far the projections are, as the processes that fold them tell the others.

import { BEGINNING, type Position } from '../../commands/event.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Clock } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { within } from '../support/timeout.ts'
import { type Parked, parkedCollection, placeOf } from './parking.ts'
import { Arrivals } from './position-waiters.ts'
import { PROGRESS_TOPIC, type ProgressMessage, progressed } from './progress-publisher.ts'
import type { Projector } from './projector.ts'
import { NONE, type Versions } from './versions/version-set.ts'
import { readVersions, VERSIONS_TOPIC } from './versions/version-store.ts'

/** What a process that answers queries must know of the projections, whoever folds them. */
export type Progress = Pick<Projector, 'caughtUp' | 'reached' | 'lag' | 'isStale' | 'parked' | 'ended'>

/** Milliseconds between two looks into the store: what the bus loses is made up for. */
const LOOK_EVERY = 1_000
/** The most rooms and people that are known to be stale at one time. */
const MOST_PARKED = 1_000

export type ProgressOptions = {
  readonly log: Pick<EventLog, 'head'>
  readonly store: Pick<ReadStore, 'prepare' | 'checkpoint' | 'list' | 'load' | 'acquire' | 'release'>
  readonly bus: Pick<Bus, 'subscribe' | 'onInterruption'>
  /** The names of all shares of what is read. */
  readonly shares: readonly string[]
  /** Of this process; no other has it. */
  readonly holder: string
  /** Is told what is read from now on. */
  readonly onRead: (versions: Versions) => void
  readonly now: Clock
  readonly logger: Logger
}

/** The lease of each process that reads, by the serial of what it reads: nobody takes that away meanwhile. */
export const LEASE_OF_READER = 'reading/'
export const serialOfReader = ({ name }: Lease): number => Number(name.split('/')[1])
const READER_TIME = 10_000
const READER_ROUND = 3_000
/** Milliseconds that it may take to stop reading. */
const GOODBYE = 1_000

/** What is read, or what will be, and how far those who fold it are. */
type Reading = { readonly versions: Versions; readonly positions: Map<string, Position> }

/**
 * Resolves when it listens. When other forms are to be read, they are from the moment on when they are as far as what
 * was read before: nobody sees a change that was shown disappear.
 */
export async function watchProgress(
  options: ProgressOptions,
): Promise<Progress & { close(): Promise<void> }> {
  const { log, store, bus, shares, now, logger, holder } = options
  const readingOf = (versions: Versions): Reading => ({
    versions,
    positions: new Map(shares.map(name => [name, BEGINNING])),
  })
  const arrivals = new Arrivals(now)
  const caughtUp = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  caughtUp.promise.catch(() => {})
  let current = readingOf(NONE)
  let next: Reading | null = null
  let lease: Lease | null = null
  let leasedAt = Number.NEGATIVE_INFINITY
  let parked: Parked[] = []
  let stale = new Set<string>()
  let least: Position = BEGINNING
  let start: Position | null = null
  /** The head when the projections were last level with the one before, and when that was. */
  let mark: { position: Position; at: number } | null = null
  let looking: Promise<void> | null = null
  let lookAgain = false

  function hear({ serial, positions }: ProgressMessage): void {
    if (next?.versions.serial === serial) come(next, positions)
    if (current.versions.serial === serial) come(current, positions)
    if (next && leastIn(next) >= least) adopt(next)
    const lowest = leastIn(current)
    if (lowest > least) least = lowest
    arrivals.arrive(least)
    if (start !== null && least >= start) caughtUp.resolve()
  }

  function adopt(reading: Reading): void {
    current = reading
    next = null
    leasedAt = Number.NEGATIVE_INFINITY
    options.onRead(reading.versions)
    logger.info({ serial: reading.versions.serial }, 'reads what is read now')
    void look()
  }

  async function lookOnce(): Promise<void> {
    try {
      start ??= await log.head()
      const versions = await readVersions(store)
      if (versions.serial > (next ?? current).versions.serial) next = readingOf(versions)
      // Nothing was read before: there is nothing to be level with.
      if (next && current.versions.serial === 0) adopt(next)
      await renew()
      for (const { versions } of next ? [next, current] : [current]) {
        const collection = progressed(versions.serial)
        const read = shares.map(async name => [name, await store.checkpoint(collection, name)] as const)
        hear({ serial: versions.serial, positions: Object.fromEntries(await Promise.all(read)) })
      }
      const page = await store.list(parkedCollection, { index: 'all', equal: {}, limit: MOST_PARKED })
      const isRead = placesRead(current.versions)
      parked = page.flatMap(({ document: { place, ...one } }) => (isRead(place) ? one : []))
      stale = new Set(parked.map(({ id }) => id))
    } catch (err) {
      logger.warn({ err }, 'how far the projections are could not be read')
    }
  }

  /** One look at a time; what was asked for meanwhile is looked at once more. */
  async function look(): Promise<void> {
    lookAgain = true
    looking ??= (async () => {
      while (lookAgain) {
        lookAgain = false
        await lookOnce()
      }
      looking = null
    })()
    await looking
  }

  async function renew(): Promise<void> {
    if (performance.now() - leasedAt < READER_ROUND) return
    const name = `${LEASE_OF_READER}${current.versions.serial}/${holder}`
    const before = lease
    const at = performance.now()
    lease = await store.acquire(name, holder, READER_TIME)
    leasedAt = at
    if (before && before.name !== name) await store.release(before)
  }

  await store.prepare([parkedCollection])
  const listening = [
    await bus.subscribe(PROGRESS_TOPIC, message => hear(message as ProgressMessage)),
    await bus.subscribe(VERSIONS_TOPIC, () => void look()),
    bus.onInterruption(() => void look()),
  ]
  await look()
  const timer = setInterval(() => void look(), LOOK_EVERY)

  return {
    caughtUp: () => caughtUp.promise,
    async reached(position, timeout) {
      return least >= position || arrivals.wait(position, timeout)
    },
    async lag() {
      const head = await log.head()
      if (mark === null || least >= mark.position) mark = { position: head, at: now() }
      const behind = least < mark.position
      const positions = Number(BigInt(head) - BigInt(least))
      return { positions: Math.max(0, positions), seconds: behind ? Math.max(0, now() - mark.at) / 1_000 : 0 }
    },
    isStale: id => stale.has(id),
    parked: () => parked,
    ended: ended.promise,
    async close() {
      clearInterval(timer)
      for (const one of listening) one.close()
      arrivals.close()
      caughtUp.reject(new Error('stopped before the projections had caught up'))
      ended.resolve()
      const goodbye = (async () => {
        await looking
        if (lease) await store.release(lease)
      })()
      // Where the store is away, the lease runs out by itself.
      await within(goodbye, GOODBYE, 'the last look').catch(() => {})
    },
  }
}

function come({ positions }: Reading, told: ProgressMessage['positions']): void {
  for (const [name, known] of positions) {
    const position = told[name]
    if (position !== undefined && position > known) positions.set(name, position)
  }
}

function leastIn({ positions }: Reading): Position {
  let least: Position | null = null
  for (const position of positions.values()) if (least === null || position < least) least = position
  return least ?? BEGINNING
}

/** Whether a place where events were parked belongs to a form that is read. */
function placesRead({ projections }: Versions): (place: string) => boolean {
  const places = Object.entries(projections).flatMap(([name, { active }]) =>
    active ? placeOf({ name, ...active }) : [],
  )
  return place => places.some(one => place.startsWith(one))
}
