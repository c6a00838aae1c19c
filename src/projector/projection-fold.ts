// One projection in one partition: its documents, its checkpoint, and what it could not fold.

import { isAfter, type Position, parseStream, type Recorded } from '../../commands/event.ts'
import type { DamagedEvent, EventLog } from '../event-log/event-log.ts'
import type { Change, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { TwoGenerationCache } from '../support/two-generation-cache.ts'
import { Checkpoint, type CheckpointPartition } from './checkpoint.ts'
import { Parking } from './parking.ts'
import { readKeyEvents, replayParked } from './unpark.ts'
import type { VersionedProjection } from './versions/version-set.ts'

export type FoldPartition = CheckpointPartition & {
  /** The first hex digits of the stream ids in the partition. Absent: all streams. */
  readonly digits?: readonly number[]
}

/**
 * A document as the store has it (`document`, `position`), and as the current batch changes it (`next`, `nextPosition`). If the
 * save fails, the former still holds. A position is that of the last event that the document reflects, or empty.
 */
type CachedDocument = {
  readonly key: string
  document: object | null
  position: Position | ''
  /** Whether the document was loaded from the store. */
  isLoaded: boolean
  /** Whether the store has the document, or may get it from a late holder. */
  mayBeStored: boolean
  /** The number of the batch that `next` and `nextPosition` belong to. */
  batch: number
  next: object | null
  nextPosition: Position | ''
}

/** How many documents are cached between batches. The cache stays correct because nobody else writes them. */
const MAX_CACHED_DOCUMENTS = 20_000

export class ProjectionFold {
  readonly projection: VersionedProjection
  /** The events of the current batch that this projection handles. */
  pending: Recorded[] = []
  /** The events of the current batch that cannot be read. Their rooms and people are parked. */
  damaged: readonly DamagedEvent[] = []
  readonly #store: ReadStore
  readonly #checkpoint: Checkpoint
  readonly #logger: Logger
  readonly #parking: Parking
  readonly #cache = new TwoGenerationCache<string, CachedDocument>(MAX_CACHED_DOCUMENTS)
  #batch = 0
  #queue: Promise<unknown> = Promise.resolve()

  constructor(
    projection: VersionedProjection,
    store: ReadStore,
    partition: FoldPartition,
    time: Pick<Time, 'elapsed'>,
    logger: Logger,
  ) {
    this.projection = projection
    this.#store = store
    this.#checkpoint = new Checkpoint(projection, store, partition, time)
    this.#logger = logger
    this.#parking = new Parking(store, projection, partition.name, partition.epoch)
  }

  /** Up to where everything is folded and saved. */
  get position(): Position {
    return this.#checkpoint.position
  }

  get parked(): Parking {
    return this.#parking
  }

  async open(): Promise<void> {
    await this.#store.prepare([this.projection])
    await this.#checkpoint.load()
    await this.#parking.open()
  }

  /** Folds and saves the pending events, a batch that ends at `position`. Folding the same events again changes nothing. */
  foldPending(position: Position): Promise<void> {
    const events = this.pending
    const { damaged } = this
    if (events.length > 0) this.pending = []
    return this.#exclusively(() => {
      if (damaged.length > 0) this.#parking.addDamaged(this.projection.name, damaged, this.position)
      return this.#foldBatch(events, position)
    })
  }

  async #foldBatch(events: readonly Recorded[], position: Position): Promise<void> {
    if (!isAfter(position, this.position)) return
    const plan = this.#plan(events)
    if (plan.toLoad.length > 0) await this.#load(plan.toLoad)
    this.#fold(plan)
    await this.#parking.save()
    await this.#save(plan.touched, position)
  }

  /** Finds the documents that each event touches. */
  #plan(events: readonly Recorded[]): FoldPlan {
    const plan: FoldPlan = { events: [], documents: [], touched: [], toLoad: [] }
    const done = this.position
    let before = done
    this.#batch++
    for (const event of events) {
      if (!isAfter(event.position, done) || this.#isParked(event)) continue
      try {
        for (const key of this.projection.keysOf(event)) {
          plan.events.push(event)
          plan.documents.push(this.#cachedOf(key, plan))
        }
      } catch (error) {
        this.#park(event, before, error)
      }
      before = event.position
    }
    return plan
  }

  #cachedOf(key: string, { touched, toLoad }: FoldPlan): CachedDocument {
    let cached = this.#cache.get(key)
    if (cached?.batch === this.#batch) return cached
    if (!cached) {
      cached = newCachedDocument(key)
      this.#cache.set(key, cached)
    }
    if (!cached.isLoaded) toLoad.push(cached)
    cached.batch = this.#batch
    cached.next = cached.document
    cached.nextPosition = cached.position
    touched.push(cached)
    return cached
  }

  async #load(documents: readonly CachedDocument[]): Promise<void> {
    const keys = documents.map(cached => cached.key)
    const stored = await this.#store.loadMany(this.projection, keys)
    for (let i = 0; i < documents.length; i++) {
      const cached = documents[i]!
      const found = stored[i]
      cached.isLoaded = true
      if (!found) continue
      cached.document = cached.next = found.document
      cached.position = cached.nextPosition = found.position
      cached.mayBeStored = true
    }
  }

  #fold({ events, documents }: FoldPlan): void {
    const { projection } = this
    const { durable } = this.#store
    const results: (object | null)[] = []
    let before = this.position
    for (let i = 0, end = 0; i < events.length; i = end) {
      const event = events[i]!
      for (end = i + 1; events[end] === event; ) end++
      if (this.#isParked(event)) continue
      try {
        for (let j = i; j < end; j++) {
          results[j - i] = projection.evolve(documents[j]!.next, event, documents[j]!.key)
        }
        for (let j = i; j < end; j++) applyEvent(documents[j]!, event, results[j - i]!, durable)
      } catch (error) {
        this.#park(event, before, error)
      }
      before = event.position
    }
  }

  async #save(touched: readonly CachedDocument[], position: Position): Promise<void> {
    const changes: Change[] = []
    for (const { key, mayBeStored, position: before, next, nextPosition } of touched) {
      if (nextPosition === '' || nextPosition === before) continue
      if (mayBeStored || next !== null) changes.push({ key, position: nextPosition, document: next })
    }
    await this.#checkpoint.advance(position, changes)
    for (const cached of touched) {
      cached.document = cached.next
      cached.position = cached.nextPosition
      cached.mayBeStored ||= cached.document !== null
    }
    this.#cache.forget()
  }

  #isParked(event: Recorded): boolean {
    if (this.#parking.size === 0) return false
    const parked = this.#parking.get(parseStream(event.stream).id)
    return parked !== undefined && !isAfter(parked.position, event.position)
  }

  #park(event: Recorded, after: Position, error: unknown): void {
    const { id } = parseStream(event.stream)
    const { position } = event
    const message = error instanceof Error ? error.message : String(error)
    const projection = this.projection.name
    this.#parking.add({ projection, id, after, position, message })
    this.#logger.error({ err: error, projection, id, position, type: event.type }, 'projector: event parked')
  }

  /**
   * Replays the parked events of an id. Resolves to true when nothing of it is parked any more. A document that other events
   * have changed meanwhile cannot be replayed in order: its id stays parked until the projection is rebuilt.
   */
  unpark(id: string, log: EventLog): Promise<boolean> {
    return this.#exclusively(async () => {
      const parked = this.#parking.get(id)
      if (!parked) return true
      const events = await readKeyEvents(id, log, parked.after, this.position)
      if (events === null) return false
      const replayed = await replayParked(this.projection, this.#store, events)
      if ('error' in replayed) {
        this.#logger.warn(
          { err: replayed.error, projection: parked.projection, id },
          'projector: unpark failed',
        )
        return false
      }
      await this.#checkpoint.saveBehind(replayed.changes)
      for (const { key } of replayed.changes) this.#cache.delete(key)
      this.#parking.remove(id)
      await this.#parking.save()
      return true
    })
  }

  /** Runs one batch or replay at a time. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => {})
    return result
  }
}

function newCachedDocument(key: string): CachedDocument {
  return {
    key,
    document: null,
    position: '',
    isLoaded: false,
    mayBeStored: false,
    batch: 0,
    next: null,
    nextPosition: '',
  }
}

/**
 * Events and the documents that they touch, in pairs: an event that touches several documents is repeated. `touched` has each
 * document once, and `toLoad` those that must be loaded from the store.
 */
type FoldPlan = {
  readonly events: Recorded[]
  readonly documents: CachedDocument[]
  readonly touched: CachedDocument[]
  readonly toLoad: CachedDocument[]
}

function applyEvent(
  cached: CachedDocument,
  event: Recorded,
  document: object | null,
  durable: boolean,
): void {
  // After a crash between saving documents and checkpoint, a document is ahead of the batch.
  if (!isAfter(event.position, cached.nextPosition)) return
  // A document that is created and removed within one batch needs a tombstone, too: a late holder that had folded only the
  // creation would otherwise restore it for good.
  if (durable && document !== null) cached.mayBeStored = true
  cached.next = document
  cached.nextPosition = event.position
}
