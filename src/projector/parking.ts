// Keeps the rooms and people whose events a projection could not fold, across restarts.

import { isAfter, type Position, parseStream, positionNumber, positionOf } from '../../commands/event.ts'
import type { DamagedEvent } from '../event-log/event-log.ts'
import { listAll } from '../read-store/list-all.ts'
import { type Collection, type ReadStore, storedName } from '../read-store/read-store.ts'

/** A parked room or person: from the event that could not be folded on, the projection skips the events of `id`. */
export type Parked = {
  readonly projection: string
  /** The id of the room or person. */
  readonly id: string
  /** The last position up to which `id` is folded. */
  readonly after: Position
  /** The position of the event that could not be folded. */
  readonly position: Position
  /** The message of the error. */
  readonly message: string
}

/** As stored. `place` is the parking key. */
export type ParkedDocument = Parked & { readonly place: string }

/** One collection for all projections and partitions. Its stored names stay. */
export const parkedCollection: Collection<ParkedDocument> = {
  name: 'parked',
  version: 1,
  indexes: { all: { equal: [], order: 'id' }, byPlace: { equal: ['place'], order: 'id' } },
}

type VersionName = Omit<Collection, 'indexes'>

/** Names what is parked of a version in a partition. Without a partition: the common prefix of all its partitions. */
export const parkingKey = (projection: VersionName, partition = '') =>
  `${storedName(projection)}/${partition}`

/** What is parked of one version in one partition. */
export class Parking {
  readonly #store: ReadStore
  readonly #key: string
  readonly #checkpoint: { readonly partition: string; readonly epoch: number }
  readonly #parked = new Map<string, Parked>()
  /** The ids whose stored document is out of date. */
  readonly #unsaved = new Set<string>()

  constructor(store: ReadStore, projection: VersionName, partition: string, epoch: number) {
    this.#store = store
    this.#key = parkingKey(projection, partition)
    this.#checkpoint = { partition: this.#key, epoch }
  }

  get size(): number {
    return this.#parked.size
  }

  get(id: string): Parked | undefined {
    return this.#parked.get(id)
  }

  list(): Parked[] {
    return [...this.#parked.values()]
  }

  /** Loads what is parked. */
  async open(): Promise<void> {
    await this.#store.prepare([parkedCollection])
    const query = { index: 'byPlace', equal: { place: this.#key } }
    for await (const { document } of listAll(this.#store, parkedCollection, query)) {
      const { place: _, ...parked } = document
      this.#parked.set(parked.id, parked)
    }
  }

  add(parked: Parked): void {
    this.#parked.set(parked.id, parked)
    this.#unsaved.add(parked.id)
  }

  /**
   * Parks the rooms and people of events that cannot be read. Events up to `folded` are folded already. The log has reported
   * the damage, so it is not logged again for each projection.
   */
  addDamaged(projection: string, damaged: readonly DamagedEvent[], folded: Position): void {
    for (const { stream, position } of damaged) {
      const { id } = parseStream(stream)
      const known = this.#parked.get(id)
      if (!isAfter(position, folded) || (known && !isAfter(known.position, position))) continue
      const after = positionOf(positionNumber(position) - 1n)
      this.add({ projection, id, after, position, message: 'the event is damaged in the log' })
    }
  }

  remove(id: string): void {
    this.#parked.delete(id)
    this.#unsaved.add(id)
  }

  /** Saves what was added and removed. After a failure, the next call saves the rest. */
  async save(): Promise<void> {
    if (this.#unsaved.size === 0) return
    for (const id of this.#unsaved) {
      const key = `${this.#key}/${id}`
      const parked = this.#parked.get(id)
      const checkpoint = await this.#store.checkpoint(parkedCollection, this.#key)
      // A room may be parked, unparked and parked again at one position of the log, so these changes have positions of their
      // own.
      const position = nextPosition(checkpoint)
      const document = parked ? { ...parked, place: this.#key } : null
      const { partition, epoch } = this.#checkpoint
      await this.#store.save(parkedCollection, [{ key, position, document }], { partition, position, epoch })
      this.#unsaved.delete(id)
    }
  }
}

function nextPosition(position: Position): Position {
  return positionOf(positionNumber(position) + 1n)
}
