// Folds the log into documents, saves them, and then notifies the bus.

import { BEGINNING, type Position } from '../../commands/event.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog, Filter, LogBatch } from '../event-log/event-log.ts'
import { runProcessor } from '../processor/processor.ts'
import { type Collection, Fenced, type ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { FoldGroup, lowestPosition } from './fold-group.ts'
import { Notices } from './notices.ts'
import type { ParkedKey } from './parking.ts'
import { PositionWaiters } from './position-waiters.ts'
import { type FoldPartition, ProjectionFold } from './projection-fold.ts'
import type { VersionedProjection } from './versions/version-set.ts'

export type ProjectorMetrics = {
  /** A batch was folded and saved by all projections that follow together. */
  folded(events: number, durationMs: number): void
}

export type ProjectorOptions = {
  readonly log: EventLog
  readonly store: ReadStore
  readonly bus: Bus
  /**
   * The documents of the projection named `rooms` carry the position of the room's last event. Without that projection
   * the bus is not notified of rooms.
   */
  readonly projections: readonly VersionedProjection[]
  /** Sends no notices, because what it folds is not what is read. */
  readonly silent?: boolean
  /** The event types that change what the lobby shows. */
  readonly lobbyEvents: ReadonlySet<string>
  readonly logger: Logger
  readonly time: Time
  readonly metrics?: ProjectorMetrics
  /** The part of the log that this process folds. Default: all of it. */
  readonly partition?: FoldPartition
  /** Called each time that all projections have advanced. */
  readonly onReached?: (position: Position) => void
  /** Called while it catches up, with the events folded since the start, the position reached, and the head to reach. */
  readonly onProgress?: (events: number, position: Position, head: Position) => void
}

export type Lag = {
  /** In positions of the log: events in the embedded log, bytes in EventStoreDB. */
  readonly positions: number
  /** Since the oldest event in the current batch was decided, or since the log or the store became unavailable. */
  readonly seconds: number
}

export interface Projector {
  /** Resolves when it begins to follow. Rejects when the log or the store cannot be read. */
  start(): Promise<void>
  /** Resolves when everything that was in the log at the start is folded. Rejects when it stops before that. */
  caughtUp(): Promise<void>
  /** Resolves to true when every projection has reached the position, or to false after `timeoutMs` or when it stops. */
  reached(position: Position, timeoutMs: number): Promise<boolean>
  /** The position of the projection that is the farthest behind. */
  position(): Position
  lag(): Promise<Lag>
  /** Whether a projection has parked events of this room or person. */
  isStale(id: string): boolean
  parked(): ParkedKey[]
  /** Replays the parked events of this room or person. Resolves to true when none are parked any more. */
  retryParked(id: string): Promise<boolean>
  /** Resolves when the current batch is saved. */
  stop(): Promise<void>
  /** Resolves when it stops. Rejects with `Fenced` when another process has taken over the partition. */
  readonly ended: Promise<void>
}

/** Up to where notices were sent. A checkpoint without documents. */
const noticed: Collection = { name: 'notices', version: 1, indexes: {} }

const WHOLE: FoldPartition = { name: 'all', epoch: 0 }

export const createProjector = (options: ProjectorOptions): Projector => new LogProjector(options)

class LogProjector implements Projector {
  readonly #options: ProjectorOptions
  readonly #partition: FoldPartition
  readonly #filter: Filter
  readonly #folds: readonly ProjectionFold[]
  readonly #notices: Notices | null
  readonly #waiters: PositionWaiters
  readonly #stopping = new AbortController()
  readonly #caughtUp = Promise.withResolvers<void>()
  readonly #ended = Promise.withResolvers<void>()
  /** The projections that are as far as the notices, and follow the log together. */
  readonly #leading = new FoldGroup()
  /** Up to where notices were sent. */
  #noticed: Position = BEGINNING
  /** The leading group's batch that is being folded. */
  #busy: Promise<void> | null = null
  /** The head of the log when it started. */
  #head: Position = BEGINNING
  #folded = 0
  /** When the oldest event of the current batch was decided. Null between batches. */
  #behindSince: number | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(options: ProjectorOptions) {
    const { store, bus, projections, logger, time, partition = WHOLE } = options
    const rooms = options.silent ? undefined : projections.find(({ name }) => name === 'rooms')
    this.#options = options
    this.#partition = partition
    this.#filter = partition.digits ? { partitions: partition.digits } : {}
    this.#folds = projections.map(one => new ProjectionFold(one, store, partition, time, logger))
    this.#notices = rooms ? new Notices(bus, store, rooms, options.lobbyEvents) : null
    this.#waiters = new PositionWaiters(time)
    for (const { promise } of [this.#caughtUp, this.#ended]) promise.catch(() => {})
  }

  // What others are given as functions are properties, so that `this` stays.

  get ended(): Promise<void> {
    return this.#ended.promise
  }

  readonly caughtUp = (): Promise<void> => this.#caughtUp.promise

  position(): Position {
    return lowestPosition(this.#folds)
  }

  readonly reached = async (position: Position, timeoutMs: number): Promise<boolean> => {
    if (this.position() >= position) return true
    return this.#stopping.signal.aborted ? false : this.#waiters.wait(position, timeoutMs)
  }

  readonly lag = async (): Promise<Lag> => {
    const { log, time } = this.#options
    const positions = Number(BigInt(await log.head()) - BigInt(this.position()))
    const since = this.#behindSince
    const seconds = positions > 0 && since !== null ? (time.now() - since) / 1_000 : 0
    return { positions: Math.max(0, positions), seconds: Math.max(0, seconds) }
  }

  readonly isStale = (id: string): boolean => this.#folds.some(fold => fold.parked.get(id) !== undefined)

  readonly parked = (): ParkedKey[] => this.#folds.flatMap(fold => fold.parked.list())

  async retryParked(id: string): Promise<boolean> {
    const replayed = await Promise.all(this.#folds.map(fold => fold.retry(id, this.#options.log)))
    return replayed.every(isReplayed => isReplayed)
  }

  readonly start = async (): Promise<void> => {
    const { log, store, silent } = this.#options
    await store.prepare([noticed])
    await Promise.all(this.#folds.map(fold => fold.open()))
    this.#head = await log.head()
    this.#noticed = silent ? lowestPosition(this.#folds) : await this.#loadNoticed()
    for (const fold of this.#folds) {
      for (const { id } of fold.parked.list()) await fold.retry(id, log)
      if (fold.position >= this.#noticed) this.#leading.join(fold)
    }
    const behind = Map.groupBy(
      this.#folds.filter(fold => fold.position < this.#noticed),
      fold => fold.position,
    )
    this.#advanced()
    this.#running = this.#runAll([...behind.values()]).then(
      () => this.#finish(null),
      error => this.#finish(error),
    )
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #loadNoticed(): Promise<Position> {
    const { store } = this.#options
    const { name, epoch } = this.#partition
    const stored = await store.checkpoint(noticed, name)
    // What was in the log before anybody could subscribe needs no notice.
    const position = store.durable && stored !== BEGINNING ? stored : this.#head
    if (store.durable) await store.save(noticed, [], { partition: name, position, epoch })
    return position
  }

  async #runAll(behind: readonly (readonly ProjectionFold[])[]): Promise<void> {
    const catchingUp = Promise.all(behind.map(group => this.#catchUp(group)))
    // Notices may only be sent for what every projection has saved.
    if (this.#leading.size === 0) await catchingUp
    await Promise.all([catchingUp, this.#follow()])
  }

  /** Folds without notices until the group reaches the leading one, and joins it there. */
  async #catchUp(group: readonly ProjectionFold[]): Promise<void> {
    const own = new FoldGroup(group)
    const joined = new AbortController()
    const signal = AbortSignal.any([this.#stopping.signal, joined.signal])
    const joinWhenLevel = async () => {
      // Who joined in the middle of a batch would miss that batch.
      while (this.#busy) await this.#busy
      if (lowestPosition(group) < this.#noticed) return
      for (const fold of group) this.#leading.join(fold)
      joined.abort()
    }
    await joinWhenLevel()
    await this.#run('projector catching up', lowestPosition(group), signal, async batch => {
      await this.#foldWith(own, batch)
      this.#folded += batch.events.length
      this.#options.onProgress?.(this.#folded, lowestPosition(group), this.#head)
      this.#advanced()
      await joinWhenLevel()
    })
  }

  async #follow(): Promise<void> {
    await this.#run('projector', this.#noticed, this.#stopping.signal, async batch => {
      const folding = this.#foldAndNotify(batch)
      this.#busy = folding.catch(() => {})
      try {
        await folding
      } finally {
        this.#busy = null
      }
    })
  }

  async #foldAndNotify(batch: LogBatch): Promise<void> {
    const prepared = (await this.#notices?.prepare(batch.events)) ?? []
    await this.#foldWith(this.#leading, batch)
    this.#advanced()
    this.#notices?.publish(prepared)
    const { name, epoch } = this.#partition
    // A batch without notices needs no checkpoint: repeating it repeats no notice.
    if (prepared.length > 0)
      await this.#options.store.save(noticed, [], { partition: name, position: batch.position, epoch })
    this.#noticed = batch.position
  }

  async #foldWith(group: FoldGroup, batch: LogBatch): Promise<void> {
    const { time, metrics } = this.#options
    this.#behindSince ??= batch.events[0]?.at ?? time.now()
    const begun = time.elapsed()
    await group.fold(batch)
    this.#behindSince = null
    metrics?.folded(batch.events.length, time.elapsed() - begun)
  }

  #run(
    name: string,
    after: Position,
    signal: AbortSignal,
    handle: (batch: LogBatch) => Promise<void>,
  ): Promise<void> {
    const { log, time, logger } = this.#options
    const fatal = (error: unknown) => error instanceof Fenced
    return runProcessor({ name, log, filter: this.#filter, after, handle, fatal, signal, time, logger })
  }

  #advanced(): void {
    const position = this.position()
    this.#waiters.arrive(position)
    this.#options.onReached?.(position)
    if (position >= this.#head) this.#caughtUp.resolve()
  }

  #finish(error: unknown): void {
    this.#stopping.abort()
    this.#waiters.close()
    this.#caughtUp.reject(error ?? new Error('the projector was stopped before it had caught up'))
    if (error === null) {
      this.#ended.resolve()
      return
    }
    this.#options.logger.error({ err: error, partition: this.#partition.name }, 'projector: ended')
    this.#ended.reject(error)
  }
}
