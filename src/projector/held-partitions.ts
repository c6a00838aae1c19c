// Folds the partitions that this process holds, each under a lease, and publishes how far they are.

import type { Position } from '../../commands/event.ts'
import { type HeldLease, holdLease, LEASE_ROUND_MS } from '../processor/leadership.ts'
import { storedName } from '../read-store/read-store.ts'
import { sleep } from '../support/time.ts'
import type { Partition } from './partitions.ts'
import {
  createProgressPublisher,
  type ProgressPublisher,
  type ProgressSaver,
  saveProgress,
} from './progress-publisher.ts'
import { createProjector, type ProjectorOptions } from './projector.ts'

export type HeldPartitionsOptions = Omit<
  ProjectorOptions,
  'projections' | 'partition' | 'silent' | 'onReached' | 'onProgress'
> & {
  /** Unique to this process. */
  readonly holder: string
}

const LEASE_PREFIX = 'projector/'

export const leaseOf = (partitionName: string) => LEASE_PREFIX + partitionName

/** The partitions that this process holds. Calls of `reconcile` must not overlap. */
export class HeldPartitions {
  readonly #options: HeldPartitionsOptions
  readonly #publish: ProgressPublisher
  readonly #held = new Map<string, HeldPartition>()
  /** Released, but still saving their current batch. */
  readonly #leaving = new Map<string, Promise<void>>()

  constructor(options: HeldPartitionsOptions) {
    this.#options = options
    this.#publish = createProgressPublisher(options.bus, options.time)
  }

  names(): readonly string[] {
    return [...this.#held.keys()]
  }

  /**
   * Releases partitions that are not wanted, or not with these versions, and takes others, up to `most` in all. Progress is
   * published under `serial` from now on.
   */
  async reconcile(wanted: readonly Partition[], most: number, serial: number): Promise<void> {
    const versions = new Map(wanted.map(partition => [partition.name, versionsOf(partition)]))
    const unwanted = [...this.#held].filter(
      ([name, held]) => held.hasLost() || versions.get(name) !== held.versions,
    )
    this.#release(unwanted.map(([name]) => name))
    this.#release([...this.#held.keys()].slice(most))
    for (const held of this.#held.values()) held.reportUnder(serial)
    const returning = wanted.flatMap(({ name }) => this.#leaving.get(name) ?? [])
    // A partition that is taken again with other versions is usually free at once. One that hangs is taken in a later round.
    if (returning.length > 0)
      await Promise.race([Promise.all(returning), sleep(this.#options.time, LEASE_ROUND_MS / 2)])
    for (const partition of wanted) {
      if (this.#held.size >= most) break
      if (this.#held.has(partition.name) || this.#leaving.has(partition.name)) continue
      const held = new HeldPartition(partition, serial, this.#options, this.#publish)
      if (await held.take()) this.#held.set(partition.name, held)
    }
  }

  /** Resolves when all partitions are released. */
  async close(): Promise<void> {
    this.#release([...this.#held.keys()])
    await Promise.all(this.#leaving.values())
  }

  /** Does not wait for current batches: one may hang at an unavailable engine, and the other partitions must go on. */
  #release(names: readonly string[]): void {
    for (const name of names) {
      const held = this.#held.get(name)!
      this.#held.delete(name)
      this.#leaving.set(
        name,
        held.release().finally(() => this.#leaving.delete(name)),
      )
    }
  }
}

class HeldPartition {
  /** The versions that are folded, as text. */
  readonly versions: string
  readonly #partition: Partition
  readonly #options: HeldPartitionsOptions
  readonly #publish: ProgressPublisher
  #lease: HeldLease | null = null
  #saver: ProgressSaver | null = null
  /** The version set under which progress is published. */
  #serial: number
  #position: Position | null = null

  constructor(
    partition: Partition,
    serial: number,
    options: HeldPartitionsOptions,
    publish: ProgressPublisher,
  ) {
    this.versions = versionsOf(partition)
    this.#partition = partition
    this.#serial = serial
    this.#options = options
    this.#publish = publish
  }

  /** Starts to fold. Resolves to false when another process has the lease. */
  async take(): Promise<boolean> {
    const { store, holder, time, logger } = this.#options
    const name = leaseOf(this.#partition.name)
    this.#lease = await holdLease({ leases: store, name, holder, time, logger }, ({ epoch }, signal) =>
      this.#fold(epoch, signal),
    )
    return this.#lease !== null
  }

  hasLost(): boolean {
    return this.#lease === null || this.#lease.signal.aborted
  }

  async release(): Promise<void> {
    await this.#lease?.release()
  }

  /** Publishes the position again if it was published under another serial. */
  reportUnder(serial: number): void {
    if (this.#serial === serial) return
    this.#serial = serial
    this.#report()
  }

  #report(): void {
    if (this.#position === null || this.#saver === null) return
    const { name, silent } = this.#partition
    if (!silent) this.#publish(this.#serial, name, this.#position)
    this.#saver.reached(this.#serial, this.#position)
  }

  async #fold(epoch: number, signal: AbortSignal): Promise<void> {
    const { store, time, logger } = this.#options
    const { name, checkpointName, digits, projections, silent } = this.#partition
    const saver = saveProgress(store, this.#partition, epoch, time)
    this.#saver = saver
    const projector = createProjector({
      ...this.#options,
      projections,
      silent,
      partition: digits ? { name: checkpointName, epoch, digits } : { name: checkpointName, epoch },
      onReached: position => {
        this.#position = position
        this.#report()
      },
    })
    const stop = () => void projector.stop()
    signal.addEventListener('abort', stop, { once: true })
    try {
      await this.#startPatiently(projector.start, signal)
      if (signal.aborted) return
      logger.info({ partition: name, epoch }, 'projector: folding partition')
      await projector.ended
    } finally {
      signal.removeEventListener('abort', stop)
      await projector.stop()
      await saver.close()
    }
  }

  /** Retries: an unavailable log or store is no reason to release the partition. */
  async #startPatiently(start: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const { time, logger } = this.#options
    while (!signal.aborted) {
      try {
        return await start()
      } catch (err) {
        logger.warn({ err, partition: this.#partition.name }, 'projector: start failed, retrying')
        await sleep(time, LEASE_ROUND_MS, signal)
      }
    }
  }
}

const versionsOf = ({ projections }: Partition) => projections.map(storedName).join()
