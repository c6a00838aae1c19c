// Builds versions of projections beside the active ones, and removes versions.

import { BEGINNING, digitsOf, earliestOf, isAfter, type Position } from '../../../commands/event.ts'
import { listAll } from '../../read-store/list-all.ts'
import { type Lease, type ReadStore, storedName } from '../../read-store/read-store.ts'
import { sleep } from '../../support/time.ts'
import { HeldPartitions, type HeldPartitionsOptions, leaseOf } from '../held-partitions.ts'
import { Parking, parkedCollection, parkingKey } from '../parking.ts'
import { ALL_LOG_PARTITIONS, partitionsOf, partitionsOfVersion } from '../partitions.ts'
import { positionOfVersion, progressCollection, versionProgressCollection } from '../progress-publisher.ts'
import { READER_LEASE_PREFIX, readerSerialOf } from '../progress-watch.ts'
import type { ProjectionVersion, VersionedProjection } from './version-set.ts'

const POLL_INTERVAL_MS = 200

/** The partitions under which events may be parked. `all` is the partition of a process that folds alone. */
const PARKING_PARTITIONS = [...ALL_LOG_PARTITIONS.map(({ checkpointName }) => checkpointName), 'all']

export type BuildOptions = Omit<HeldPartitionsOptions, 'lobbyEvents' | 'metrics'> & {
  /** Names of projections in which one document is touched by events of several rooms or people. */
  readonly undivided: ReadonlySet<string>
  readonly signal: AbortSignal
}

/**
 * Folds these versions until closed, sharing the work with other processes that fold them. `upTo` resolves when they have
 * reached the present head of the log, and reports progress from 0 to 1.
 */
export function buildVersion(options: BuildOptions, projections: readonly VersionedProjection[]) {
  const { store, log, undivided, signal, time, logger } = options
  const partitions = new HeldPartitions({ ...options, lobbyEvents: new Set() })
  const wanted = projections.flatMap(one => partitionsOfVersion(one, undivided))
  const closing = new AbortController()
  const ending = AbortSignal.any([closing.signal, signal])
  const folding = (async () => {
    while (!ending.aborted) {
      await partitions
        .reconcile(wanted, wanted.length, 0)
        .catch(err => logger.warn({ err }, 'rebuild: folding failed, retrying'))
      await sleep(time, POLL_INTERVAL_MS, ending)
    }
    await partitions.close()
  })()

  return {
    async upTo(onProgress: (fraction: number) => void): Promise<void> {
      const head = await log.head()
      while (!signal.aborted) {
        const positions = await Promise.all(
          wanted.map(({ name }) => store.checkpoint(versionProgressCollection, name)),
        )
        onProgress(progressOf(positions, head))
        if (positions.every(position => !isAfter(head, position))) return
        await sleep(time, POLL_INTERVAL_MS, signal)
      }
      signal.throwIfAborted()
    },
    async close(): Promise<void> {
      closing.abort()
      await folding
    },
  }
}

function progressOf(positions: readonly Position[], head: Position): number {
  if (head === BEGINNING || positions.length === 0) return 1
  const fractions = positions.map(position =>
    Math.min(1, Number(digitsOf(position)) / Number(digitsOf(head))),
  )
  return fractions.reduce((sum, fraction) => sum + fraction, 0) / fractions.length
}

/** How far the active versions are: the lowest position of their partitions under this serial. */
export async function positionRead(
  store: Pick<ReadStore, 'checkpoint'>,
  projections: readonly VersionedProjection[],
  undivided: ReadonlySet<string>,
  serial: number,
): Promise<Position> {
  const names = partitionsOf(projections, undivided).map(({ name }) => name)
  const positions = await Promise.all(names.map(name => store.checkpoint(progressCollection(serial), name)))
  return earliestOf(positions)
}

/** Whether a version reaches the present head of the log within `timeoutMs`, whichever process folds it. */
export async function isKeptUp(
  {
    store,
    log,
    undivided,
    signal,
    time,
  }: Pick<BuildOptions, 'store' | 'log' | 'undivided' | 'signal' | 'time'>,
  projection: VersionedProjection,
  timeoutMs: number,
): Promise<boolean> {
  const head = await log.head()
  const end = time.elapsed() + timeoutMs
  do {
    if (!isAfter(head, await positionOfVersion(store, projection, undivided))) return true
    await sleep(time, POLL_INTERVAL_MS, signal)
  } while (time.elapsed() < end && !signal.aborted)
  return false
}

/** The leases of processes that still read an older version set than that with this serial. */
export async function readersBefore(
  store: Pick<ReadStore, 'leases'>,
  serial: number,
): Promise<readonly Lease[]> {
  return (await store.leases(READER_LEASE_PREFIX)).filter(lease => readerSerialOf(lease) < serial)
}

/** The ids whose events a version could not fold. */
export async function parkedIn(
  store: Pick<ReadStore, 'list'>,
  version: Omit<VersionedProjection, keyof FoldOnly>,
) {
  const ids = new Set<string>()
  for (const partition of PARKING_PARTITIONS) {
    const equal = { place: parkingKey(version, partition) }
    for await (const { document } of listAll(store, parkedCollection, { index: 'byPlace', equal }))
      ids.add(document.id)
  }
  return ids
}

type FoldOnly = Pick<VersionedProjection, 'handles' | 'keysOf' | 'evolve' | 'indexes'>

/** Deletes a version that no process reads or folds any more. `epoch` is that of a lease taken for this. */
export async function removeVersion(
  store: ReadStore,
  name: string,
  version: ProjectionVersion,
  epoch: number,
): Promise<void> {
  const collection = { name, ...version, indexes: {} }
  await store.drop(collection)
  for (const partition of PARKING_PARTITIONS) {
    const parking = new Parking(store, collection, partition, epoch)
    await parking.open()
    for (const { id } of parking.list()) parking.remove(id)
    await parking.save()
  }
}

/** The leases of processes that fold a version by itself at the moment. */
export const foldersOf = (store: Pick<ReadStore, 'leases'>, name: string, version: ProjectionVersion) =>
  store.leases(leaseOf(`${storedName({ name, ...version })}/`))
