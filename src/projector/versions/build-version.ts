// Builds versions of projections beside those that are read, and removes them.

import type { Position } from '../../../commands/event.ts'
import { BEGINNING } from '../../../commands/event.ts'
import { type Lease, type ReadStore, storedName } from '../../read-store/read-store.ts'
import { sleep } from '../../support/time.ts'
import { type HeldPartitionsOptions, holdPartitions, leaseOf } from '../held-partitions.ts'
import { Parking, parkedCollection, parkingKey } from '../parking.ts'
import { ALL_LOG_PARTITIONS, partitionsOf, partitionsOfVersion } from '../partitions.ts'
import { READER_LEASE_PREFIX, readerSerialOf } from '../progress.ts'
import { positionOfVersion, progressCollection, versionProgressCollection } from '../progress-publisher.ts'
import type { ProjectionVersion, VersionedProjection } from './version-set.ts'

const POLL_INTERVAL_MS = 200

/** The partitions under which events may be parked. `all` is that of a process that folds alone. */
const PARKED_IN = [...ALL_LOG_PARTITIONS.map(({ part }) => part), 'all']

export type BuildOptions = Omit<HeldPartitionsOptions, 'lobbyEvents' | 'metrics'> & {
  readonly undivided: ReadonlySet<string>
  readonly signal: AbortSignal
}

/**
 * Folds these versions, together with other processes that fold them, until closed. `upTo` resolves when they have reached
 * the head that the log has now, and reports progress from 0 to 1.
 */
export function buildVersion(options: BuildOptions, forms: readonly VersionedProjection[]) {
  const { store, log, undivided, signal, time, logger } = options
  const partitions = holdPartitions({ ...options, lobbyEvents: new Set() })
  const wanted = forms.flatMap(form => partitionsOfVersion(form, undivided))
  const closing = new AbortController()
  const either = AbortSignal.any([closing.signal, signal])
  const folding = (async () => {
    while (!either.aborted) {
      await partitions
        .reconcile(wanted, wanted.length, 0)
        .catch(err => logger.warn({ err }, 'rebuild: folding failed, retrying'))
      await sleep(time, POLL_INTERVAL_MS, either)
    }
    await partitions.close()
  })()

  return {
    async upTo(onProgress: (part: number) => void): Promise<void> {
      const head = await log.head()
      while (!signal.aborted) {
        const positions = await Promise.all(
          wanted.map(({ name }) => store.checkpoint(versionProgressCollection, name)),
        )
        onProgress(partOf(positions, head))
        if (positions.every(position => position >= head)) return
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

function partOf(positions: readonly Position[], head: Position): number {
  if (head === BEGINNING || positions.length === 0) return 1
  const parts = positions.map(position => Math.min(1, Number(position) / Number(head)))
  return parts.reduce((sum, part) => sum + part, 0) / parts.length
}

/** How far the versions are that are read. */
export async function positionRead(
  store: Pick<ReadStore, 'checkpoint'>,
  projections: readonly VersionedProjection[],
  undivided: ReadonlySet<string>,
  serial: number,
): Promise<Position> {
  const names = partitionsOf(projections, undivided).map(({ name }) => name)
  const positions = await Promise.all(names.map(name => store.checkpoint(progressCollection(serial), name)))
  return positions.reduce(
    (least, position) => (position < least ? position : least),
    positions[0] ?? BEGINNING,
  )
}

/** Whether a version reaches the present head of the log within `patienceMs`, whoever folds it. */
export async function isKeptUp(
  {
    store,
    log,
    undivided,
    signal,
    time,
  }: Pick<BuildOptions, 'store' | 'log' | 'undivided' | 'signal' | 'time'>,
  form: VersionedProjection,
  patienceMs: number,
): Promise<boolean> {
  const head = await log.head()
  const end = time.elapsed() + patienceMs
  do {
    if ((await positionOfVersion(store, form, undivided)) >= head) return true
    await sleep(time, POLL_INTERVAL_MS, signal)
  } while (time.elapsed() < end && !signal.aborted)
  return false
}

/** The leases of processes that still read an older version set than this serial. */
export async function readersBefore(
  store: Pick<ReadStore, 'leases'>,
  serial: number,
): Promise<readonly Lease[]> {
  return (await store.leases(READER_LEASE_PREFIX)).filter(lease => readerSerialOf(lease) < serial)
}

/** The ids whose events a version could not fold. */
export async function parkedIn(
  store: Pick<ReadStore, 'list'>,
  form: Omit<VersionedProjection, keyof FoldOnly>,
) {
  const ids = new Set<string>()
  for (const part of PARKED_IN) {
    const place = parkingKey(form, part)
    const query = { index: 'byPlace', equal: { place }, limit: 1_000 }
    for (const { document } of await store.list(parkedCollection, query)) ids.add(document.id)
  }
  return ids
}

type FoldOnly = Pick<VersionedProjection, 'handles' | 'keysOf' | 'evolve' | 'indexes'>

/** Removes a version that nobody reads or folds any more. `epoch` is that of a lease taken for this. */
export async function removeVersion(
  store: ReadStore,
  name: string,
  form: ProjectionVersion,
  epoch: number,
): Promise<void> {
  const collection = { name, ...form, indexes: {} }
  await store.drop(collection)
  for (const part of PARKED_IN) {
    const parking = new Parking(store, collection, part, epoch)
    await parking.open()
    for (const { id } of parking.list()) parking.remove(id)
    await parking.save()
  }
}

/** The leases of those who fold a version at the moment. */
export const foldersOf = (store: Pick<ReadStore, 'leases'>, name: string, form: ProjectionVersion) =>
  store.leases(leaseOf(`${storedName({ name, ...form })}/`))
