// Rooms and people whose events a projection could not fold, kept where restarts find them.

import { type Position, positionOf } from '../../commands/event.ts'
import type { Stored } from '../../projections/projection.ts'
import { type Collection, type ReadStore, storedName } from '../read-store/read-store.ts'

/** What was set aside: from the event on that could not be folded, the events of `id` are kept out of the projection. */
export type ParkedKey = {
  readonly projection: string
  /** Of the room or the person. */
  readonly id: string
  /** The last position that is folded for `id`. */
  readonly after: Position
  /** Of the event that could not be folded. */
  readonly position: Position
  /** What was thrown. */
  readonly message: string
}

export type ParkedDocument = ParkedKey & { readonly place: string }

/** Of all projections and partitions. */
export const parkedCollection: Collection<ParkedDocument> = {
  name: 'parked',
  version: 1,
  indexes: { all: { equal: [], order: 'id' }, byPlace: { equal: ['place'], order: 'id' } },
}

type Stem = Omit<Collection, 'indexes'>

/** Where what a projection could not fold in a partition is kept; without a partition, how the places of all begin. */
export const parkingKey = (projection: Stem, partition = '') => `${storedName(projection)}/${partition}`

const PAGE = 100

/** Those of one projection in one partition. */
export class Parking {
  readonly #store: ReadStore
  readonly #place: string
  readonly #checkpoint: { readonly partition: string; readonly epoch: number }
  readonly #parked = new Map<string, ParkedKey>()
  /** Whose document is not yet as it is here. */
  readonly #unsaved = new Set<string>()

  constructor(store: ReadStore, projection: Stem, partition: string, epoch: number) {
    this.#store = store
    this.#place = parkingKey(projection, partition)
    this.#checkpoint = { partition: this.#place, epoch }
  }

  get size(): number {
    return this.#parked.size
  }

  get(id: string): ParkedKey | undefined {
    return this.#parked.get(id)
  }

  list(): ParkedKey[] {
    return [...this.#parked.values()]
  }

  async open(): Promise<void> {
    await this.#store.prepare([parkedCollection])
    let page: Stored<ParkedDocument>[]
    let after: { order: string; key: string } | undefined
    do {
      page = await this.#store.list(parkedCollection, {
        index: 'byPlace',
        equal: { place: this.#place },
        limit: PAGE,
        ...(after && { after }),
      })
      for (const { key, document } of page) {
        const { place: _, ...parked } = document
        this.#parked.set(parked.id, parked)
        after = { order: parked.id, key }
      }
    } while (page.length === PAGE)
  }

  add(parked: ParkedKey): void {
    this.#parked.set(parked.id, parked)
    this.#unsaved.add(parked.id)
  }

  remove(id: string): void {
    this.#parked.delete(id)
    this.#unsaved.add(id)
  }

  async save(): Promise<void> {
    if (this.#unsaved.size === 0) return
    for (const id of this.#unsaved) {
      const key = `${this.#place}/${id}`
      const parked = this.#parked.get(id)
      const checkpoint = await this.#store.checkpoint(parkedCollection, this.#place)
      // The same room may be parked, let go and parked again at one position of the log: these changes are counted by
      // themselves.
      const position = next(checkpoint)
      const document = parked ? { ...parked, place: this.#place } : null
      const { partition, epoch } = this.#checkpoint
      await this.#store.save(parkedCollection, [{ key, position, document }], { partition, position, epoch })
      this.#unsaved.delete(id)
    }
  }
}

function next(position: Position): Position {
  return positionOf(BigInt(position) + 1n)
}
