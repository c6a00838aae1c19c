// Stores the version set: one document that all processes share and change one at a time.

import { isDeepStrictEqual } from 'node:util'
import { BEGINNING, positionNumber, positionOf } from '../../../commands/event.ts'
import type { Bus } from '../../bus/bus.ts'
import type { Collection, ReadStore } from '../../read-store/read-store.ts'
import { sleep, type Time } from '../../support/time.ts'
import { NO_VERSIONS, type VersionSet } from './version-set.ts'

/** Published when the document has changed. */
export const VERSIONS_TOPIC = 'versions'

const versionsCollection: Collection<VersionSet> = { name: 'versions', version: 1, indexes: {} }
const KEY = 'versions'
const LEASE = 'versions'
const LEASE_MS = 5_000
/** How long a change waits for a change of another process. */
const PATIENCE_MS = 15_000

/** The stored version set, or an empty one. */
export async function readVersions(store: Pick<ReadStore, 'load'>): Promise<VersionSet> {
  return (await store.load(versionsCollection, KEY))?.document ?? NO_VERSIONS
}

/**
 * Applies `change`, which returns the same object when there is nothing to do. Resolves to the resulting version set. Rejects
 * when another process blocks the change for too long.
 */
export async function changeVersions(
  {
    store,
    bus,
    time,
  }: { readonly store: ReadStore; readonly bus: Pick<Bus, 'publish'>; readonly time: Time },
  holder: string,
  change: (versions: VersionSet) => VersionSet,
): Promise<VersionSet> {
  const before = await readVersions(store)
  if (change(before) === before) return before
  const end = time.elapsed() + PATIENCE_MS
  for (;;) {
    const lease = await store.acquire(LEASE, holder, LEASE_MS)
    if (lease) {
      try {
        const stored = await store.load(versionsCollection, KEY)
        const versions = stored?.document ?? NO_VERSIONS
        const changed = change(versions)
        if (changed === versions) return versions
        const position = positionOf(positionNumber(stored?.position ?? BEGINNING) + 1n)
        const checkpoint = { partition: KEY, position, epoch: lease.epoch }
        await store.save(versionsCollection, [{ key: KEY, position, document: changed }], checkpoint)
        // A holder whose lease had expired may have written at the same position. The first write wins.
        if (isDeepStrictEqual(await readVersions(store), changed)) {
          bus.publish(VERSIONS_TOPIC, changed.serial)
          return changed
        }
      } finally {
        await store.release(lease)
      }
    }
    if (time.elapsed() > end)
      throw new Error('projection versions: another process holds the lease for too long. Try again.')
    await sleep(time, 50)
  }
}
