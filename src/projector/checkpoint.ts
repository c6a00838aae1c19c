// The checkpoint of a projection in one partition of the log: up to where every event is folded and saved.

import type { Position } from '../../commands/event.ts'
import type { Change, Collection, ReadStore } from '../read-store/read-store.ts'
import type { Time } from '../support/time.ts'

export type CheckpointPartition = {
  /** Names its checkpoints. */
  readonly name: string
  /** The epoch of the lease under which this process holds the partition. */
  readonly epoch: number
}

/** How often, in milliseconds, a checkpoint is saved while no documents change. */
const SAVE_INTERVAL_MS = 5_000

export class Checkpoint {
  readonly #collection: Collection
  readonly #store: Pick<ReadStore, 'checkpoint' | 'save' | 'durable'>
  readonly #partition: CheckpointPartition
  readonly #time: Pick<Time, 'elapsed'>
  #position = '' as Position
  /** When it was last saved. A new holder saves at once, which fences earlier holders. */
  #savedAt = Number.NEGATIVE_INFINITY

  constructor(
    collection: Collection,
    store: Pick<ReadStore, 'checkpoint' | 'save' | 'durable'>,
    partition: CheckpointPartition,
    time: Pick<Time, 'elapsed'>,
  ) {
    this.#collection = collection
    this.#store = store
    this.#partition = partition
    this.#time = time
  }

  /** Empty until it is loaded. */
  get position(): Position {
    return this.#position
  }

  async load(): Promise<void> {
    this.#position = await this.#store.checkpoint(this.#collection, this.#partition.name)
  }

  /**
   * Moves on to the position and saves the documents that changed up to there with it. Without changes the save may wait:
   * after a crash the same events change nothing again. Rejects with `Fenced` when another process holds the partition.
   */
  async advance(position: Position, changes: readonly Change[]): Promise<void> {
    const isDue = this.#time.elapsed() - this.#savedAt >= SAVE_INTERVAL_MS
    if (changes.length > 0 || isDue || !this.#store.durable) await this.#save(position, changes)
    this.#position = position
  }

  /** Saves documents that reflect events before the checkpoint, and leaves it where it is. */
  async saveBehind(changes: readonly Change[]): Promise<void> {
    await this.#save(this.#position, changes)
  }

  async #save(position: Position, changes: readonly Change[]): Promise<void> {
    const { name, epoch } = this.#partition
    await this.#store.save(this.#collection, changes, { partition: name, position, epoch })
    this.#savedAt = this.#time.elapsed()
  }
}
