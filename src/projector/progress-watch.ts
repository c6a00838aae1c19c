// Watches how far the projections are, as the processes that fold them publish it.

import { BEGINNING, earliestOf, isAfter, type Position, positionNumber } from '../../commands/event.ts'
import type { Bus, BusSubscription } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Lease, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import { type Cancel, type Time, timeout } from '../support/time.ts'
import { type Parked, parkedCollection, parkingKey } from './parking.ts'
import { PositionWaiters } from './position-waiters.ts'
import { PROGRESS_TOPIC, type ProgressMessage, progressCollection } from './progress-publisher.ts'
import type { Projector } from './projector.ts'
import { NO_VERSIONS, type VersionSet } from './versions/version-set.ts'
import { readVersions, VERSIONS_TOPIC } from './versions/version-store.ts'

/** What a process that answers queries needs to know about the projections, whichever process folds them. */
export type Progress = Pick<
  Projector,
  'position' | 'caughtUp' | 'reached' | 'lag' | 'isStale' | 'parked' | 'ended'
>

/** How often the store is read, in case the bus lost a message. */
const POLL_INTERVAL_MS = 1_000
/** How many parked rooms and people are known at a time. */
const MAX_PARKED = 1_000

export type ProgressOptions = {
  readonly log: Pick<EventLog, 'head'>
  readonly store: Pick<ReadStore, 'prepare' | 'checkpoint' | 'list' | 'load' | 'acquire' | 'release'>
  readonly bus: Pick<Bus, 'subscribe' | 'onInterruption'>
  /** The names of all partitions in which the active versions are folded. */
  readonly partitions: readonly string[]
  /** Unique to this process. */
  readonly holder: string
  /** Called with the version set that is to be read from now on. */
  readonly onSwitch: (versions: VersionSet) => void
  readonly time: Time
  readonly logger: Logger
}

/** The lease of each reading process carries the serial of the version set that it reads, which protects it from deletion. */
export const READER_LEASE_PREFIX = 'reading/'
export const readerSerialOf = ({ name }: Lease): number => Number(name.split('/')[1])
const READER_LEASE_MS = 10_000
const READER_RENEWAL_MS = 3_000
const CLOSE_TIMEOUT_MS = 1_000

/** A version set, and how far its partitions are. */
type VersionProgress = { readonly versions: VersionSet; readonly positions: Map<string, Position> }

export type WatchedProgress = Progress & { close(): Promise<void> }

/**
 * Resolves when it listens. It switches to a new version set once that is as far as the current one, so that no reader sees a
 * change disappear.
 */
export async function watchProgress(options: ProgressOptions): Promise<WatchedProgress> {
  const watch = new ProgressWatch(options)
  await watch.open()
  return watch
}

class ProgressWatch implements WatchedProgress {
  readonly #options: ProgressOptions
  readonly #waiters: PositionWaiters
  readonly #caughtUp = Promise.withResolvers<void>()
  readonly #ended = Promise.withResolvers<void>()
  #current: VersionProgress
  /** The version set to switch to when it is as far as the current one. */
  #next: VersionProgress | null = null
  #lease: Lease | null = null
  #leasedAt = Number.NEGATIVE_INFINITY
  #parked: Parked[] = []
  #parkedIds = new Set<string>()
  /** The lowest position of all partitions. It never decreases. */
  #lowest: Position = BEGINNING
  /** The head of the log at the first poll. Reaching it means caught up. */
  #start: Position | null = null
  /** A head of the log and when it was read. Moves to the present head once the projections have reached it. */
  #mark: { position: Position; at: number } | null = null
  #polling: Promise<void> | null = null
  #pollAgain = false
  #listening: readonly BusSubscription[] = []
  #stopPolling: Cancel = () => {}

  constructor(options: ProgressOptions) {
    this.#options = options
    this.#waiters = new PositionWaiters(options.time)
    this.#current = this.#unread(NO_VERSIONS)
    this.#caughtUp.promise.catch(() => {})
  }

  async open(): Promise<void> {
    const { store, bus, time } = this.#options
    await store.prepare([parkedCollection])
    const poll = () => void this.#poll()
    this.#listening = [
      await bus.subscribe(PROGRESS_TOPIC, message => this.#receive(message as ProgressMessage)),
      await bus.subscribe(VERSIONS_TOPIC, poll),
      bus.onInterruption(poll),
    ]
    await this.#poll()
    this.#stopPolling = time.every(POLL_INTERVAL_MS, poll)
  }

  get ended(): Promise<void> {
    return this.#ended.promise
  }

  // Properties, because they are passed on as functions.

  readonly caughtUp = (): Promise<void> => this.#caughtUp.promise

  position(): Position {
    return this.#lowest
  }

  readonly reached = async (position: Position, timeoutMs: number): Promise<boolean> =>
    !isAfter(position, this.#lowest) || this.#waiters.wait(position, timeoutMs)

  readonly isStale = (id: string): boolean => this.#parkedIds.has(id)

  readonly parked = (): Parked[] => this.#parked

  readonly lag = async () => {
    const { log, time } = this.#options
    const head = await log.head()
    if (this.#mark === null || !isAfter(this.#mark.position, this.#lowest))
      this.#mark = { position: head, at: time.now() }
    const isBehind = isAfter(this.#mark.position, this.#lowest)
    const positions = Number(positionNumber(head) - positionNumber(this.#lowest))
    const seconds = isBehind ? Math.max(0, time.now() - this.#mark.at) / 1_000 : 0
    return { positions: Math.max(0, positions), seconds }
  }

  readonly close = async (): Promise<void> => {
    this.#stopPolling()
    for (const one of this.#listening) one.close()
    this.#waiters.close()
    this.#caughtUp.reject(new Error('projection: stopped before it had caught up'))
    this.#ended.resolve()
    const release = async () => {
      await this.#polling
      if (this.#lease) await this.#options.store.release(this.#lease)
    }
    // When the store is unavailable, the lease expires by itself.
    await timeout(this.#options.time, release(), CLOSE_TIMEOUT_MS, 'releasing the lease').catch(() => {})
  }

  #unread(versions: VersionSet): VersionProgress {
    return { versions, positions: new Map(this.#options.partitions.map(name => [name, BEGINNING])) }
  }

  #receive({ serial, positions }: ProgressMessage): void {
    if (this.#next?.versions.serial === serial) advance(this.#next, positions)
    if (this.#current.versions.serial === serial) advance(this.#current, positions)
    if (this.#next && !isAfter(this.#lowest, lowestIn(this.#next))) this.#adopt(this.#next)
    const lowest = lowestIn(this.#current)
    if (isAfter(lowest, this.#lowest)) this.#lowest = lowest
    this.#waiters.arrive(this.#lowest)
    if (this.#start !== null && !isAfter(this.#start, this.#lowest)) this.#caughtUp.resolve()
  }

  #adopt(next: VersionProgress): void {
    this.#current = next
    this.#next = null
    this.#leasedAt = Number.NEGATIVE_INFINITY
    this.#options.onSwitch(next.versions)
    this.#options.logger.info({ serial: next.versions.serial }, 'projection: switched active versions')
    void this.#poll()
  }

  /** Runs one poll at a time. A request during a poll leads to one more. */
  async #poll(): Promise<void> {
    this.#pollAgain = true
    this.#polling ??= (async () => {
      while (this.#pollAgain) {
        this.#pollAgain = false
        await this.#pollOnce()
      }
      this.#polling = null
    })()
    await this.#polling
  }

  async #pollOnce(): Promise<void> {
    const { log, store, partitions, logger } = this.#options
    try {
      this.#start ??= await log.head()
      const versions = await readVersions(store)
      if (versions.serial > (this.#next ?? this.#current).versions.serial) this.#next = this.#unread(versions)
      // At the first start there is no current version set to catch up with.
      if (this.#next && this.#current.versions.serial === 0) this.#adopt(this.#next)
      await this.#renewLease()
      for (const { versions } of this.#next ? [this.#next, this.#current] : [this.#current]) {
        const collection = progressCollection(versions.serial)
        const read = partitions.map(async name => [name, await store.checkpoint(collection, name)] as const)
        this.#receive({ serial: versions.serial, positions: Object.fromEntries(await Promise.all(read)) })
      }
      const page = await store.list(parkedCollection, { index: 'all', equal: {}, limit: MAX_PARKED })
      const isActive = activeParkingKeys(this.#current.versions)
      this.#parked = page.flatMap(({ document: { place: key, ...parked } }) => (isActive(key) ? parked : []))
      this.#parkedIds = new Set(this.#parked.map(({ id }) => id))
    } catch (err) {
      logger.warn({ err }, 'projection: reading progress failed, retrying')
    }
  }

  async #renewLease(): Promise<void> {
    const { store, holder, time } = this.#options
    const at = time.elapsed()
    if (at - this.#leasedAt < READER_RENEWAL_MS) return
    const name = `${READER_LEASE_PREFIX}${this.#current.versions.serial}/${holder}`
    const before = this.#lease
    this.#lease = await store.acquire(name, holder, READER_LEASE_MS)
    this.#leasedAt = at
    if (before && before.name !== name) await store.release(before)
  }
}

function advance({ positions }: VersionProgress, published: ProgressMessage['positions']): void {
  for (const [name, known] of positions) {
    const position = published[name]
    if (position !== undefined && isAfter(position, known)) positions.set(name, position)
  }
}

function lowestIn({ positions }: VersionProgress): Position {
  return earliestOf(positions.values())
}

/** Tests whether a parking key belongs to an active version. */
function activeParkingKeys({ projections }: VersionSet): (key: string) => boolean {
  const keys = Object.entries(projections).flatMap(([name, { active }]) =>
    active ? parkingKey({ name, ...active }) : [],
  )
  return key => keys.some(one => key.startsWith(one))
}
