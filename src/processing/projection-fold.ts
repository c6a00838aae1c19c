// One projection in one partition: its documents, its checkpoint, and what it could not fold.

import { type Position, parseStream, type Recorded } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Change, ReadStore } from '../read-store/read-store.ts'
import { BoundedMap } from '../support/bounded-map.ts'
import type { Logger } from '../support/log.ts'
import { Parking } from './parking.ts'
import { eventsOf, makeUpFor } from './retry.ts'
import type { Built } from './versions.ts'

export type Partition = {
  /** The name of its checkpoints. */
  readonly name: string
  /** First hex digits of the stream ids that belong to it; absent: all. */
  readonly digits?: readonly number[]
  /** Of the lease by which this process holds it. */
  readonly epoch: number
}

/** A document in hand. `position`: the last event that it reflects, empty where none is known. */
type Slot = {
  readonly key: string
  document: object | null
  position: Position | ''
  /** Whether the store may have it. */
  stored: boolean
  touched: boolean
}

/** Milliseconds for which a checkpoint that nothing but itself would be saved with may wait. */
const CHECKPOINT_EVERY = 1_000

/** Documents that are kept in hand between batches; they stay true because nobody else writes them. */
const WARM = 20_000

export class ProjectionFold {
  readonly projection: Built
  /** Events of the batch that is being handed out. */
  readonly inbox: Recorded[] = []
  readonly #store: ReadStore
  readonly #partition: Partition
  readonly #logger: Logger
  readonly #parking: Parking
  readonly #warm = new BoundedMap<string, Slot>(WARM)
  #position = '' as Position
  /** When it was last saved; a new holder saves at once, so that those before it are refused from then on. */
  #savedAt = Number.NEGATIVE_INFINITY
  #turn: Promise<unknown> = Promise.resolve()

  constructor(projection: Built, store: ReadStore, partition: Partition, logger: Logger) {
    this.projection = projection
    this.#store = store
    this.#partition = partition
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
    const events = this.inbox.splice(0)
    return this.#exclusively(async () => {
      if (position <= this.#position) return
      const steps = await this.#prepare(events)
      const touched = this.#fold(steps)
      await this.#parking.save()
      await this.#save(touched, position)
      this.#position = position
    })
  }

  /** The documents that each event touches; all are in hand afterwards. */
  async #prepare(events: readonly Recorded[]): Promise<Steps> {
    const steps: Steps = { events: [], slots: [], byKey: new Map() }
    const missing: Slot[] = []
    let before = this.#position
    for (const event of events) {
      if (event.position <= this.#position || this.#isParked(event)) continue
      try {
        for (const key of this.projection.keysOf(event)) {
          steps.events.push(event)
          steps.slots.push(this.#slotOf(key, steps.byKey, missing))
        }
      } catch (error) {
        this.#park(event, before, error)
      }
      before = event.position
    }
    const stored = await this.#store.loadMany(
      this.projection,
      missing.map(slot => slot.key),
    )
    for (const [i, slot] of missing.entries()) {
      const found = stored[i]
      if (!found) continue
      slot.document = found.document
      slot.position = found.position
      slot.stored = true
    }
    return steps
  }

  #slotOf(key: string, byKey: Map<string, Slot>, missing: Slot[]): Slot {
    const inHand = byKey.get(key)
    if (inHand) return inHand
    const warm = this.#warm.get(key)
    // A copy: should the save fail, the warm one is still what is stored.
    const slot: Slot = warm
      ? { ...warm, touched: false }
      : { key, document: null, position: '', stored: false, touched: false }
    if (!warm) missing.push(slot)
    byKey.set(key, slot)
    return slot
  }

  #fold({ events, slots, byKey }: Steps): Iterable<Slot> {
    const { projection } = this
    const results: (object | null)[] = []
    let before = this.#position
    for (let i = 0, end = 0; i < events.length; i = end) {
      const event = events[i]!
      for (end = i + 1; events[end] === event; ) end++
      if (this.#isParked(event)) continue
      try {
        for (let j = i; j < end; j++) {
          results[j - i] = projection.evolve(slots[j]!.document, event, slots[j]!.key)
        }
        for (let j = i; j < end; j++) reflect(slots[j]!, event, results[j - i]!)
      } catch (error) {
        this.#park(event, before, error)
      }
      before = event.position
    }
    return byKey.values()
  }

  async #save(slots: Iterable<Slot>, position: Position): Promise<void> {
    const changes: Change[] = []
    const touched: Slot[] = []
    for (const slot of slots) {
      if (!slot.touched || slot.position === '') continue
      touched.push(slot)
      const isNothing = slot.document === null && !slot.stored
      if (!isNothing) changes.push({ key: slot.key, position: slot.position, document: slot.document })
    }
    const { name, epoch } = this.#partition
    // Whatever happens before it is saved, the events that led to nothing lead to nothing again.
    const isDue = performance.now() - this.#savedAt >= CHECKPOINT_EVERY
    if (changes.length > 0 || isDue || !this.#store.durable) {
      await this.#store.save(this.projection, changes, { partition: name, position, epoch })
      this.#savedAt = performance.now()
    }
    for (const slot of touched) {
      slot.stored ||= slot.document !== null
      this.#warm.set(slot.key, slot)
    }
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
    this.#logger.error(
      { err: error, projection, id, position, type: event.type },
      'parked what cannot be folded',
    )
  }

  /**
   * Folds what was kept out for an id; true where nothing of it is parked any more. A document that other events have
   * changed meanwhile cannot be made up for in order: then it stays parked until the projection is rebuilt.
   */
  retry(id: string, log: EventLog): Promise<boolean> {
    return this.#exclusively(async () => {
      const parked = this.#parking.get(id)
      if (!parked) return true
      const events = await eventsOf(id, log, parked.after, this.#position)
      const made = await makeUpFor(this.projection, this.#store, events)
      if ('error' in made) {
        this.#logger.warn({ err: made.error, projection: parked.projection, id }, 'stays parked')
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

/** Events and the documents that they touch, pairwise; an event of several documents comes several times in a row. */
type Steps = { readonly events: Recorded[]; readonly slots: Slot[]; readonly byKey: Map<string, Slot> }

function reflect(slot: Slot, event: Recorded, document: object | null): void {
  // After a crash between documents and checkpoint, a document is ahead of the batch.
  if (event.position <= slot.position) return
  slot.document = document
  slot.position = event.position
  slot.touched = true
}
