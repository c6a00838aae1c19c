// The document that says which forms of the projections are read: one for all processes, changed by one at a time.

import { isDeepStrictEqual } from 'node:util'
import { BEGINNING, positionOf } from '../../../commands/event.ts'
import type { Bus } from '../../bus/bus.ts'
import type { Collection, ReadStore } from '../../read-store/read-store.ts'
import { pause } from '../../support/clock.ts'
import { NONE, type Versions } from './version-set.ts'

/** Where it is told that the document has changed. */
export const VERSIONS_TOPIC = 'versions'

const collection: Collection<Versions> = { name: 'versions', version: 1, indexes: {} }
const KEY = 'versions'
const LEASE = 'versions'
const LEASE_TIME = 5_000
/** Milliseconds for which a change waits for another one. */
const PATIENCE = 15_000

export async function readVersions(store: Pick<ReadStore, 'load'>): Promise<Versions> {
  return (await store.load(collection, KEY))?.document ?? NONE
}

/** `change` answers the same object where there is nothing to do. Resolves to what stands then. */
export async function changeVersions(
  { store, bus }: { readonly store: ReadStore; readonly bus: Pick<Bus, 'publish'> },
  holder: string,
  change: (versions: Versions) => Versions,
): Promise<Versions> {
  const before = await readVersions(store)
  if (change(before) === before) return before
  const end = performance.now() + PATIENCE
  for (;;) {
    const lease = await store.acquire(LEASE, holder, LEASE_TIME)
    if (lease) {
      try {
        const stored = await store.load(collection, KEY)
        const versions = stored?.document ?? NONE
        const changed = change(versions)
        if (changed === versions) return versions
        const position = positionOf(BigInt(stored?.position ?? BEGINNING) + 1n)
        const checkpoint = { partition: KEY, position, epoch: lease.epoch }
        await store.save(collection, [{ key: KEY, position, document: changed }], checkpoint)
        // A holder whose lease had run out may have written the same place: the first one stands.
        if (isDeepStrictEqual(await readVersions(store), changed)) {
          bus.publish(VERSIONS_TOPIC, changed.serial)
          return changed
        }
      } finally {
        await store.release(lease)
      }
    }
    if (performance.now() > end)
      throw new Error('another process has been changing the versions for too long')
    await pause(50)
  }
}
