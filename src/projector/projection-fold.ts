// One projection in one partition: its documents, its checkpoint, and what it could not fold.

import { type Position, parseStream, type Recorded } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Change, ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { TwoGenerationCache } from '../support/two-generation-cache.ts'
import { Parking } from './parking.ts'
import { readKeyEvents, replayParked } from './unpark.ts'
import type { VersionedProjection } from './versions/version-set.ts'

export type FoldPartition = {
  /** The name of its checkpoints. */
  readonly name: string
  /** First hex digits of the stream ids that belong to it; absent: all. */
  readonly digits?: readonly number[]
  /** Of the lease by which this process holds it. */
  readonly epoch: number
}

/**
 * A document in hand: as the store has it, and as the batch makes it. Should the save fail, it is still what is stored.
 * Positions: of the last event that it reflects, empty where none is known.
 */
type Slot = {
  readonly key: string
  document: object | null
  position: Position | ''
  /** False before the store was asked. */
  known: boolean
  /** Whether the store may have it, or may come to have it from an earlier holder who is late. */
  stored: boolean
  /** The batch that `next` and `reflects` are of. */
  batch: number
  next: object | null
  reflects: Position | ''
}

/** Milliseconds for which a checkpoint that nothing but itself would be saved with may wait. */
const CHECKPOINT_EVERY = 5_000

/** The most documents that are kept in hand between batches; they stay true because nobody else writes them. */
const WARM = 20_000

export class ProjectionFold {
  readonly projection: VersionedProjection
  /** Events of the batch that is being handed out. */
  inbox: Recorded[] = []
  readonly #store: ReadStore
  readonly #partition: FoldPartition
  readonly #time: Pick<Time, 'elapsed'>
  readonly #logger: Logger
  readonly #parking: Parking
  readonly #warm = new TwoGenerationCache<string, Slot>(WARM)
  #batch = 0
  #position = '' as Position
  /** When it was last saved; a new holder saves at once, so that those before it are refused from then on. */
  #savedAt = Number.NEGATIVE_INFINITY
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    projection: VersionedProjection,
    store: ReadStore,
    partition: FoldPartition,
    time: Pick<Time, 'elapsed'>,
    logger: Logger,
  ) {
    this.projection = projection
    this.#store = store
    this.#partition = partition
    this.#time = time
    this.#logger = logger
    this.#parking = new Parking(store, projection, partition.name, partition.epoch)
  }

  /** Up to which all is folded and saved. */
  get position(): Position {
    return this.#position
  }

  get parked(): Parking {
    return this.#parking
  }

  async open(): Promise<void> {
    await this.#store.prepare([this.projection])
    this.#position = await this.#store.checkpoint(this.projection, this.#partition.name)
    await this.#parking.open()
  }

  /** Before a projection is folded from nothing. */
  async forgetParked(): Promise<void> {
    for (const { id } of this.#parking.list()) this.#parking.remove(id)
    await this.#parking.save()
  }

  /** Folds and saves what is in the inbox, which ends at `position`. Again with the same events, it changes nothing. */
  takeInbox(position: Position): Promise<void> {
    const events = this.inbox
    if (events.length > 0) this.inbox = []
    return this.#exclusively(() => this.#take(events, position))
  }

  async #take(events: readonly Recorded[], position: Position): Promise<void> {
    if (position <= this.#position) return
    const steps = this.#prepare(events)
    if (steps.unknown.length > 0) await this.#load(steps.unknown)
    this.#fold(steps)
    await this.#parking.save()
    await this.#save(steps.touched, position)
    this.#position = position
  }

  /** The documents that each event touches. */
  #prepare(events: readonly Recorded[]): Steps {
    const steps: Steps = { events: [], slots: [], touched: [], unknown: [] }
    const done = this.#position
    let before = done
    this.#batch++
    for (const event of events) {
      if (event.position <= done || this.#isParked(event)) continue
      try {
        for (const key of this.projection.keysOf(event)) {
          steps.events.push(event)
          steps.slots.push(this.#slotOf(key, steps))
        }
      } catch (error) {
        this.#park(event, before, error)
      }
      before = event.position
    }
    return steps
  }

  #slotOf(key: string, { touched, unknown }: Steps): Slot {
    let slot = this.#warm.get(key)
    if (slot?.batch === this.#batch) return slot
    if (!slot) {
      slot = newSlot(key)
      this.#warm.set(key, slot)
    }
    if (!slot.known) unknown.push(slot)
    slot.batch = this.#batch
    slot.next = slot.document
    slot.reflects = slot.position
    touched.push(slot)
    return slot
  }

  async #load(slots: readonly Slot[]): Promise<void> {
    const keys = slots.map(slot => slot.key)
    const stored = await this.#store.loadMany(this.projection, keys)
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!
      const found = stored[i]
      slot.known = true
      if (!found) continue
      slot.document = slot.next = found.document
      slot.position = slot.reflects = found.position
      slot.stored = true
    }
  }

  #fold({ events, slots }: Steps): void {
    const { projection } = this
    const { durable } = this.#store
    const results: (object | null)[] = []
    let before = this.#position
    for (let i = 0, end = 0; i < events.length; i = end) {
      const event = events[i]!
      for (end = i + 1; events[end] === event; ) end++
      if (this.#isParked(event)) continue
      try {
        for (let j = i; j < end; j++) {
          results[j - i] = projection.evolve(slots[j]!.next, event, slots[j]!.key)
        }
        for (let j = i; j < end; j++) reflect(slots[j]!, event, results[j - i]!, durable)
      } catch (error) {
        this.#park(event, before, error)
      }
      before = event.position
    }
  }

  async #save(touched: readonly Slot[], position: Position): Promise<void> {
    const changes: Change[] = []
    for (const { key, stored, position: before, next: document, reflects } of touched) {
      if (reflects === '' || reflects === before) continue
      if (stored || document !== null) changes.push({ key, position: reflects, document })
    }
    const { name, epoch } = this.#partition
    // Whatever happens before it is saved, the events that led to nothing lead to nothing again.
    const isDue = this.#time.elapsed() - this.#savedAt >= CHECKPOINT_EVERY
    if (changes.length > 0 || isDue || !this.#store.durable) {
      await this.#store.save(this.projection, changes, { partition: name, position, epoch })
      this.#savedAt = this.#time.elapsed()
    }
    for (const slot of touched) {
      slot.document = slot.next
      slot.position = slot.reflects
      slot.stored ||= slot.document !== null
    }
    this.#warm.forget()
  }

  #isParked(event: Recorded): boolean {
    if (this.#parking.size === 0) return false
    const parked = this.#parking.get(parseStream(event.stream).id)
    return parked !== undefined && parked.position <= event.position
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
   * Folds what was kept out for an id; true where nothing of it is parked any more. A document that other events have
   * changed meanwhile cannot be made up for in order: then it stays parked until the projection is rebuilt.
   */
  retry(id: string, log: EventLog): Promise<boolean> {
    return this.#exclusively(async () => {
      const parked = this.#parking.get(id)
      if (!parked) return true
      const events = await readKeyEvents(id, log, parked.after, this.#position)
      const made = await replayParked(this.projection, this.#store, events)
      if ('error' in made) {
        this.#logger.warn({ err: made.error, projection: parked.projection, id }, 'projector: unpark failed')
        return false
      }
      const { name, epoch } = this.#partition
      const checkpoint = { partition: name, position: this.#position, epoch }
      await this.#store.save(this.projection, made.changes, checkpoint)
      for (const { key } of made.changes) this.#warm.delete(key)
      this.#parking.remove(id)
      await this.#parking.save()
      return true
    })
  }

  /** A retry must not meet a batch. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => {})
    return result
  }
}

function newSlot(key: string): Slot {
  return {
    key,
    document: null,
    position: '',
    known: false,
    stored: false,
    batch: 0,
    next: null,
    reflects: '',
  }
}

/**
 * Events and the documents that they touch, pairwise; an event of several documents comes several times in a row. Each
 * document once in `touched`, and in `unknown` where the store is to be asked for it.
 */
type Steps = {
  readonly events: Recorded[]
  readonly slots: Slot[]
  readonly touched: Slot[]
  readonly unknown: Slot[]
}

function reflect(slot: Slot, event: Recorded, document: object | null, durable: boolean): void {
  // After a crash between documents and checkpoint, a document is ahead of the batch.
  if (event.position <= slot.reflects) return
  // What is made and gone again within one batch needs a tombstone, too: an earlier holder who only got as far as the
  // making, and wakes up late, would bring it back for good.
  if (durable && document !== null) slot.stored = true
  slot.next = document
  slot.reflects = event.position
}
