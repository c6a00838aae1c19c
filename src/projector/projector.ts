// Folds the log into documents, saves them, and then notifies the bus.

import { BEGINNING, isAfter, type Position, positionNumber } from '../../commands/event.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog, Filter, LogBatch } from '../event-log/event-log.ts'
import { runProcessor } from '../processor/processor.ts'
import { type Collection, Fenced, type ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { FoldGroup, lowestPosition } from './fold-group.ts'
import { Notices } from './notices.ts'
import type { Parked } from './parking.ts'
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
  /** Sends no notices, because another process folds what is read. */
  readonly silent?: boolean
  /** The event types that change what the lobby shows. */
  readonly lobbyEvents: ReadonlySet<string>
  readonly logger: Logger
  readonly time: Time
  readonly metrics?: ProjectorMetrics
  /** The partition of the log that it folds. Default: the whole log. */
  readonly partition?: FoldPartition
  /** Called each time that all projections have advanced. */
  readonly onReached?: (position: Position) => void
  /** Called while it catches up, with the events folded since the start, the position reached, and the head to reach. */
  readonly onProgress?: (events: number, position: Position, head: Position) => void
}

export type Lag = {
  /** The distance to the head in positions of the log: events in the embedded log, bytes in EventStoreDB. */
  readonly positions: number
  /** How long ago the oldest event of the current batch was decided, or the log or the store became unavailable. */
  readonly seconds: number
}

export interface Projector {
  /** Resolves when it follows the log. Rejects when the log or the store cannot be read. */
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
  parked(): Parked[]
  /** Replays the parked events of this room or person. Resolves to true when nothing of it is parked any more. */
  unpark(id: string): Promise<boolean>
  /** Resolves when the current batch is saved. */
  stop(): Promise<void>
  /** Resolves when it stops. Rejects with `Fenced` when another process has taken over the partition. */
  readonly ended: Promise<void>
}

/** Checkpoints without documents: up to where notices were sent. */
const noticesCollection: Collection = { name: 'notices', version: 1, indexes: {} }

const WHOLE_LOG: FoldPartition = { name: 'all', epoch: 0 }

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
  /** The projections that have reached the notices. They follow the log together. */
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
    const { store, bus, projections, logger, time, partition = WHOLE_LOG } = options
    const rooms = options.silent ? undefined : projections.find(({ name }) => name === 'rooms')
    this.#options = options
    this.#partition = partition
    this.#filter = partition.digits ? { partitions: partition.digits } : {}
    this.#folds = projections.map(one => new ProjectionFold(one, store, partition, time, logger))
    this.#notices = rooms ? new Notices(bus, store, rooms, options.lobbyEvents) : null
    this.#waiters = new PositionWaiters(time)
    for (const { promise } of [this.#caughtUp, this.#ended]) promise.catch(() => {})
  }

  // Properties, because they are passed on as functions.

  get ended(): Promise<void> {
    return this.#ended.promise
  }

  readonly caughtUp = (): Promise<void> => this.#caughtUp.promise

  position(): Position {
    return lowestPosition(this.#folds)
  }

  readonly reached = async (position: Position, timeoutMs: number): Promise<boolean> => {
    if (!isAfter(position, this.position())) return true
    return this.#stopping.signal.aborted ? false : this.#waiters.wait(position, timeoutMs)
  }

  readonly lag = async (): Promise<Lag> => {
    const { log, time } = this.#options
    const positions = Number(positionNumber(await log.head()) - positionNumber(this.position()))
    const since = this.#behindSince
    const seconds = positions > 0 && since !== null ? (time.now() - since) / 1_000 : 0
    return { positions: Math.max(0, positions), seconds: Math.max(0, seconds) }
  }

  readonly isStale = (id: string): boolean => this.#folds.some(fold => fold.parked.get(id) !== undefined)

  readonly parked = (): Parked[] => this.#folds.flatMap(fold => fold.parked.list())

  async unpark(id: string): Promise<boolean> {
    const replayed = await Promise.all(this.#folds.map(fold => fold.unpark(id, this.#options.log)))
    return replayed.every(isReplayed => isReplayed)
  }

  readonly start = async (): Promise<void> => {
    const { log, store, silent } = this.#options
    await store.prepare([noticesCollection])
    await Promise.all(this.#folds.map(fold => fold.open()))
    this.#head = await log.head()
    this.#noticed = silent ? lowestPosition(this.#folds) : await this.#loadNoticed()
    for (const fold of this.#folds) {
      for (const { id } of fold.parked.list()) await fold.unpark(id, log)
      if (!isAfter(this.#noticed, fold.position)) this.#leading.join(fold)
    }
    const behind = Map.groupBy(
      this.#folds.filter(fold => isAfter(this.#noticed, fold.position)),
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
    const stored = await store.checkpoint(noticesCollection, name)
    // Nobody subscribed before the first start, so older events need no notices.
    const position = store.durable && stored !== BEGINNING ? stored : this.#head
    if (store.durable) await store.save(noticesCollection, [], { partition: name, position, epoch })
    return position
  }

  async #runAll(behind: readonly (readonly ProjectionFold[])[]): Promise<void> {
    const catchingUp = Promise.all(behind.map(group => this.#catchUp(group)))
    // A notice promises that every projection has saved the event. While all are behind, nobody can follow.
    if (this.#leading.size === 0) await catchingUp
    await Promise.all([catchingUp, this.#follow()])
  }

  /** Folds without notices until the group reaches the leading one, and joins it there. */
  async #catchUp(group: readonly ProjectionFold[]): Promise<void> {
    const own = new FoldGroup(group)
    const joined = new AbortController()
    const signal = AbortSignal.any([this.#stopping.signal, joined.signal])
    const joinIfLevel = async () => {
      // Joining in the middle of a batch would skip that batch.
      while (this.#busy) await this.#busy
      if (isAfter(this.#noticed, lowestPosition(group))) return
      for (const fold of group) this.#leading.join(fold)
      joined.abort()
    }
    await joinIfLevel()
    await this.#run('projector catching up', lowestPosition(group), signal, async batch => {
      await this.#foldWith(own, batch)
      this.#folded += batch.events.length
      this.#options.onProgress?.(this.#folded, lowestPosition(group), this.#head)
      this.#advanced()
      await joinIfLevel()
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
    // A batch without notices needs no checkpoint: it can be repeated without sending any.
    if (prepared.length > 0)
      await this.#options.store.save(noticesCollection, [], {
        partition: name,
        position: batch.position,
        epoch,
      })
    this.#noticed = batch.position
  }

  async #foldWith(group: FoldGroup, batch: LogBatch): Promise<void> {
    const { time, metrics } = this.#options
    this.#behindSince ??= batch.events[0]?.at ?? time.now()
    const startedAt = time.elapsed()
    await group.fold(batch)
    this.#behindSince = null
    metrics?.folded(batch.events.length, time.elapsed() - startedAt)
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
    if (!isAfter(this.#head, position)) this.#caughtUp.resolve()
  }

  #finish(error: unknown): void {
    this.#stopping.abort()
    this.#waiters.close()
    this.#caughtUp.reject(error ?? new Error('projector: stopped before it had caught up'))
    if (error === null) {
      this.#ended.resolve()
      return
    }
    this.#options.logger.error({ err: error, partition: this.#partition.name }, 'projector: ended')
    this.#ended.reject(error)
  }
}
