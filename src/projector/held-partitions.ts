// Folds the partitions that this process holds, each under a lease, and publishes how far they are.

import type { Position } from '../../commands/event.ts'
import { type HeldLease, holdLease, LEASE_ROUND_MS } from '../processor/leadership.ts'
import { storedName } from '../read-store/read-store.ts'
import { sleep, type Time } from '../support/time.ts'
import type { Partition } from './partitions.ts'
import { createProgressPublisher, type ProgressSaver, saveProgress } from './progress-publisher.ts'
import { createProjector, type ProjectorOptions } from './projector.ts'

export type HeldPartitionsOptions = Omit<
  ProjectorOptions,
  'projections' | 'partition' | 'silent' | 'onReached' | 'onProgress'
> & {
  /** Unique to this process. */
  readonly holder: string
}

export type HeldPartitions = {
  /** The names of the partitions that this process holds. */
  names(): readonly string[]
  /** Releases partitions that are not wanted, or not in this shape, and takes others, up to `most` in all. */
  reconcile(wanted: readonly Partition[], most: number, serial: number): Promise<void>
  close(): Promise<void>
}

type HeldPartition = { readonly lease: HeldLease; readonly shape: string; readonly report: Report }

/** How far a partition is, published under the serial of a version set. */
type Report = { serial: number; position: Position | null; send(): void }

const LEASE_PREFIX = 'projector/'

export const leaseOf = (partitionName: string) => LEASE_PREFIX + partitionName

export function holdPartitions(options: HeldPartitionsOptions): HeldPartitions {
  const { holder, store, bus, time, logger } = options
  const held = new Map<string, HeldPartition>()
  /** Released, but still at their current batch. */
  const leaving = new Map<string, Promise<void>>()
  const publish = createProgressPublisher(bus, time)

  async function fold(
    partition: Partition,
    epoch: number,
    signal: AbortSignal,
    report: Report,
    saver: ProgressSaver,
  ) {
    const { name, part, digits, projections, silent } = partition
    const projector = createProjector({
      ...options,
      projections,
      silent,
      partition: { name: part, epoch, ...(digits && { digits }) },
      onReached(position) {
        report.position = position
        report.send()
      },
    })
    const stop = () => void projector.stop()
    signal.addEventListener('abort', stop, { once: true })
    try {
      // An unavailable log or store is no reason to release the partition.
      await startPatiently(projector.start, time, signal, err =>
        logger.warn({ err, partition: name }, 'projector: start failed, retrying'),
      )
      if (signal.aborted) return
      logger.info({ partition: name, epoch }, 'projector: folding partition')
      await projector.ended
    } finally {
      signal.removeEventListener('abort', stop)
      await projector.stop()
      await saver.close()
    }
  }

  async function take(partition: Partition, serial: number): Promise<void> {
    const report: Report = { serial, position: null, send() {} }
    const options = { leases: store, name: leaseOf(partition.name), holder, time, logger }
    const lease = await holdLease(options, (taken, signal) => {
      const saver = saveProgress(store, partition, taken.epoch, time)
      report.send = () => {
        if (report.position === null) return
        if (!partition.silent) publish(report.serial, partition.name, report.position)
        saver.reached(report.serial, report.position)
      }
      return fold(partition, taken.epoch, signal, report, saver)
    })
    if (lease) held.set(partition.name, { lease, shape: shapeOf(partition), report })
  }

  /** Does not wait for the current batch, which may hang at an unavailable engine: the other partitions go on. */
  function release(names: readonly string[]): void {
    for (const name of names) {
      const { lease } = held.get(name)!
      held.delete(name)
      leaving.set(
        name,
        lease.release().finally(() => leaving.delete(name)),
      )
    }
  }

  return {
    names: () => [...held.keys()],
    async reconcile(wanted, most, serial) {
      const shapes = new Map(wanted.map(partition => [partition.name, shapeOf(partition)]))
      const isWanted = (name: string, { lease, shape }: HeldPartition) =>
        !lease.signal.aborted && shapes.get(name) === shape
      release([...held].flatMap(([name, one]) => (isWanted(name, one) ? [] : name)))
      release([...held.keys()].slice(most))
      for (const { report } of held.values()) {
        if (report.serial === serial) continue
        report.serial = serial
        report.send()
      }
      const coming = wanted.flatMap(({ name }) => leaving.get(name) ?? [])
      // What is taken again in another shape is usually free at once. What hangs is taken in a later round.
      if (coming.length > 0) await Promise.race([Promise.all(coming), sleep(time, LEASE_ROUND_MS / 2)])
      for (const partition of wanted) {
        if (held.size >= most) break
        if (!held.has(partition.name) && !leaving.has(partition.name)) await take(partition, serial)
      }
    },
    async close() {
      release([...held.keys()])
      await Promise.all(leaving.values())
    },
  }
}

const shapeOf = ({ projections }: Partition) => projections.map(storedName).join()

async function startPatiently(
  start: () => Promise<void>,
  time: Time,
  signal: AbortSignal,
  onError: (error: unknown) => void,
) {
  while (!signal.aborted) {
    try {
      return await start()
    } catch (error) {
      onError(error)
      await sleep(time, LEASE_ROUND_MS, signal)
    }
  }
}
