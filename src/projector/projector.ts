// The processor that folds the log into documents, and tells the bus when they are saved.

import { BEGINNING, type Position } from '../../commands/event.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog, Filter, Followed } from '../event-log/event-log.ts'
import { runProcessor } from '../processor/processor.ts'
import { type Collection, Fenced, type ReadStore } from '../read-store/read-store.ts'
import type { Clock } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { Level, leastOf } from './fold-group.ts'
import { Notices } from './notices.ts'
import type { Parked } from './parking.ts'
import { Arrivals } from './position-waiters.ts'
import { type Partition, ProjectionFold } from './projection-fold.ts'
import type { Built } from './versions/version-set.ts'

export type ProjectorMetrics = {
  /** A batch was folded and saved by all projections that follow together; milliseconds. */
  folded(events: number, milliseconds: number): void
}

export type ProjectorOptions = {
  readonly log: EventLog
  readonly store: ReadStore
  readonly bus: Bus
  /**
   * The documents of the one that is named `rooms` have the position of the room's last event. Without it nobody is told
   * of rooms.
   */
  readonly projections: readonly Built[]
  /** Tells the bus nothing: what it folds is not what is read. */
  readonly silent?: boolean
  /** The types of event after which the lobby shows something else. */
  readonly lobbyEvents: ReadonlySet<string>
  readonly logger: Logger
  readonly now: Clock
  readonly metrics?: ProjectorMetrics
  /** What of the log this process folds. Default: all of it. */
  readonly partition?: Partition
  /** Is told each time that all projections have come further. */
  readonly onReached?: (position: Position) => void
  /** Is told while it catches up: events folded since the start, how far that is, and how far it has to go. */
  readonly onProgress?: (events: number, position: Position, head: Position) => void
}

export type Lag = {
  /** By the log's own count of positions: events in a log of this process, bytes in EventStoreDB. */
  readonly positions: number
  /** Since the oldest event that is being folded was decided, or since the log or the store was lost. */
  readonly seconds: number
}

export interface Projector {
  /** Resolves when it begins to follow. Throws where log or store cannot be read. */
  start(): Promise<void>
  /** Resolves when what was in the log at the start is folded; rejects where it stops before. */
  caughtUp(): Promise<void>
  /** Resolves to true when every projection is at the position or beyond, to false after `timeout` ms or at its stop. */
  reached(position: Position, timeout: number): Promise<boolean>
  /** Where the projection is that is the farthest behind. */
  position(): Position
  lag(): Promise<Lag>
  /** Whether events of this room or person are kept out of a projection. */
  isStale(id: string): boolean
  parked(): Parked[]
  /** Tries to make up for what was kept out; true where nothing of it is parked any more. */
  retryParked(id: string): Promise<boolean>
  /** Resolves when the batch in hand is saved. */
  stop(): Promise<void>
  /** Resolves at its stop; rejects with `Fenced` when another process has taken the partition over. */
  readonly ended: Promise<void>
}

/** How far the bus was told. A checkpoint alone, without documents. */
const noticed: Collection = { name: 'notices', version: 1, indexes: {} }

const WHOLE: Partition = { name: 'all', epoch: 0 }

export function createProjector(options: ProjectorOptions): Projector {
  const { log, store, bus, projections, logger, now, metrics, onProgress, partition = WHOLE } = options
  const filter: Filter = partition.digits ? { partitions: partition.digits } : {}
  const rooms = options.silent ? undefined : projections.find(({ name }) => name === 'rooms')
  const folds = projections.map(projection => new ProjectionFold(projection, store, partition, logger))
  const notices = rooms ? new Notices(bus, store, rooms, options.lobbyEvents) : null
  const arrivals = new Arrivals(now)
  const stopping = new AbortController()
  const caughtUp = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  for (const { promise } of [caughtUp, ended]) promise.catch(() => {})

  /** Those that are as far as the bus was told, and tell it together. */
  const level = new Level()
  let levelPosition: Position = BEGINNING
  let busy: Promise<void> | null = null
  /** Of the log when it started. */
  let head: Position = BEGINNING
  let folded = 0
  /** When the oldest event in hand was decided, or when the trouble began. */
  let behindSince: number | null = null
  let running: Promise<void> = Promise.resolve()

  function arrived(): void {
    const position = leastOf(folds)
    arrivals.arrive(position)
    options.onReached?.(position)
    if (position >= head) caughtUp.resolve()
  }

  function run(
    name: string,
    after: Position,
    signal: AbortSignal,
    handle: (batch: Followed) => Promise<void>,
  ) {
    const fatal = (error: unknown) => error instanceof Fenced
    return runProcessor({ name, log, filter, after, handle, fatal, signal, logger })
  }

  async function foldWith(group: Level, batch: Followed): Promise<void> {
    behindSince ??= batch.events[0]?.at ?? now()
    const begun = performance.now()
    await group.fold(batch)
    behindSince = null
    metrics?.folded(batch.events.length, performance.now() - begun)
  }

  /** Silently, until the group is where those are that tell the bus; there it joins them. */
  async function catchUp(group: readonly ProjectionFold[]): Promise<void> {
    const own = new Level(group)
    const joined = new AbortController()
    const signal = AbortSignal.any([stopping.signal, joined.signal])
    const joinWhenLevel = async () => {
      // A batch that is being folded there would pass by those who join in its midst.
      while (busy) await busy
      if (leastOf(group) < levelPosition) return
      for (const fold of group) level.join(fold)
      joined.abort()
    }
    await joinWhenLevel()
    await run('projector catching up', leastOf(group), signal, async batch => {
      await foldWith(own, batch)
      folded += batch.events.length
      onProgress?.(folded, leastOf(group), head)
      arrived()
      await joinWhenLevel()
    })
  }

  async function tell(batch: Followed): Promise<void> {
    const prepared = (await notices?.prepare(batch.events)) ?? []
    await foldWith(level, batch)
    arrived()
    notices?.publish(prepared)
    const { name, epoch } = partition
    // Where nothing was told, nothing is told twice.
    if (prepared.length > 0)
      await store.save(noticed, [], { partition: name, position: batch.position, epoch })
    levelPosition = batch.position
  }

  async function follow(): Promise<void> {
    await run('projector', levelPosition, stopping.signal, async batch => {
      const telling = tell(batch)
      busy = telling.catch(() => {})
      try {
        await telling
      } finally {
        busy = null
      }
    })
  }

  async function runAll(behind: readonly (readonly ProjectionFold[])[]): Promise<void> {
    const catchingUp = Promise.all(behind.map(catchUp))
    // With nothing level there is nothing to tell: what is told must be saved before.
    if (level.size === 0) await catchingUp
    await Promise.all([catchingUp, follow()])
  }

  async function start(): Promise<void> {
    await store.prepare([noticed])
    await Promise.all(folds.map(fold => fold.open()))
    head = await log.head()
    levelPosition = options.silent ? leastOf(folds) : await whatWasTold()
    for (const fold of folds) {
      for (const { id } of fold.parked.list()) await fold.retry(id, log)
      if (fold.position >= levelPosition) level.join(fold)
    }
    const behind = Map.groupBy(
      folds.filter(fold => fold.position < levelPosition),
      fold => fold.position,
    )
    arrived()
    running = runAll([...behind.values()]).then(
      () => finish(null),
      error => finish(error),
    )
  }

  async function whatWasTold(): Promise<Position> {
    const { name, epoch } = partition
    const told = await store.checkpoint(noticed, name)
    // What was in the log before anybody could listen is history.
    const position = store.durable && told !== BEGINNING ? told : head
    if (store.durable) await store.save(noticed, [], { partition: name, position, epoch })
    return position
  }

  function finish(error: unknown): void {
    stopping.abort()
    arrivals.close()
    caughtUp.reject(error ?? new Error('the projector was stopped before it had caught up'))
    if (error === null) ended.resolve()
    else {
      logger.error({ err: error, partition: partition.name }, 'the projector ended')
      ended.reject(error)
    }
  }

  return {
    start,
    caughtUp: () => caughtUp.promise,
    async reached(position, timeout) {
      if (leastOf(folds) >= position) return true
      return stopping.signal.aborted ? false : arrivals.wait(position, timeout)
    },
    position: () => leastOf(folds),
    async lag() {
      const positions = Number(BigInt(await log.head()) - BigInt(leastOf(folds)))
      const seconds = positions > 0 && behindSince !== null ? (now() - behindSince) / 1_000 : 0
      return { positions: Math.max(0, positions), seconds: Math.max(0, seconds) }
    },
    isStale: id => folds.some(fold => fold.parked.get(id) !== undefined),
    parked: () => folds.flatMap(fold => fold.parked.list()),
    async retryParked(id) {
      const made = await Promise.all(folds.map(fold => fold.retry(id, log)))
      return made.every(isMade => isMade)
    },
    async stop() {
      stopping.abort()
      await running
    },
    ended: ended.promise,
  }
}
