// Publishes and saves how far the partitions of this process are.

import { earliestOf, type Position } from '../../commands/event.ts'
import type { Bus } from '../bus/bus.ts'
import type { Collection, ReadStore } from '../read-store/read-store.ts'
import type { Time } from '../support/time.ts'
import { type Partition, partitionsOfVersion } from './partitions.ts'
import type { VersionedProjection } from './versions/version-set.ts'

/** The positions of partitions by name, for the version set with this serial. */
export type ProgressMessage = {
  readonly serial: number
  readonly positions: Readonly<Record<string, Position>>
}

export const PROGRESS_TOPIC = 'progress'

/** Checkpoints without documents: how far each partition is, for the version set with this serial. */
export const progressCollection = (serial: number): Collection => ({
  name: 'progress',
  version: serial,
  indexes: {},
})

/** Checkpoints without documents: how far versions are that are folded by themselves. The stored name is `forms`. */
export const versionProgressCollection: Collection = { name: 'forms', version: 1, indexes: {} }

/** How far a version is that is folded by itself: the lowest position of its partitions. */
export async function positionOfVersion(
  store: Pick<ReadStore, 'checkpoint'>,
  projection: VersionedProjection,
  undivided: ReadonlySet<string>,
): Promise<Position> {
  const partitions = partitionsOfVersion(projection, undivided)
  const positions = await Promise.all(
    partitions.map(({ name }) => store.checkpoint(versionProgressCollection, name)),
  )
  return earliestOf(positions)
}

const SAVE_INTERVAL_MS = 500

export type ProgressPublisher = (serial: number, partition: string, position: Position) => void

/** Sends one message for all partitions that advance in one turn of the event loop. */
export function createProgressPublisher(
  bus: Pick<Bus, 'publish'>,
  time: Pick<Time, 'nextTurn'>,
): ProgressPublisher {
  let waiting: Map<number, Record<string, Position>> | null = null
  return (serial, partition, position) => {
    if (waiting === null) {
      waiting = new Map()
      void time.nextTurn().then(() => {
        for (const [serial, positions] of waiting!)
          bus.publish(PROGRESS_TOPIC, { serial, positions } satisfies ProgressMessage)
        waiting = null
      })
    }
    const positions = waiting.get(serial) ?? {}
    positions[partition] = position
    waiting.set(serial, positions)
  }
}

export type ProgressSaver = {
  reached(serial: number, position: Position): void
  /** Saves the last position. */
  close(): Promise<void>
}

/** Saves how far a partition is at an interval, for processes that miss messages of the bus. */
export function saveProgress(
  store: Pick<ReadStore, 'save'>,
  partition: Partition,
  epoch: number,
  time: Pick<Time, 'every'>,
): ProgressSaver {
  let reached: { readonly serial: number; readonly position: Position } | null = null
  let saving: Promise<void> = Promise.resolve()
  const save = () => {
    if (reached === null) return
    const { serial, position } = reached
    reached = null
    const collection = partition.silent ? versionProgressCollection : progressCollection(serial)
    saving = saving
      .then(() => store.save(collection, [], { partition: partition.name, position, epoch }))
      // The next save repeats it. A late holder is fenced when it saves documents.
      .catch(() => {})
  }
  const stopSaving = time.every(SAVE_INTERVAL_MS, save)
  return {
    reached(serial, position) {
      reached = { serial, position }
    },
    async close() {
      stopSaving()
      save()
      await saving
    },
  }
}
