// Building forms of projections beside what is read, and taking them away.

import type { Position } from '../../../commands/event.ts'
import { BEGINNING } from '../../../commands/event.ts'
import { type Lease, type ReadStore, storedName } from '../../read-store/read-store.ts'
import { pause } from '../../support/clock.ts'
import { holdShares, leaseOf, type ShareOptions } from '../held-partitions.ts'
import { Parking, parkedCollection, placeOf } from '../parking.ts'
import { ALL_PARTS, sharesOf, sharesOfForm } from '../partitions.ts'
import { LEASE_OF_READER, serialOfReader } from '../progress.ts'
import { formsProgressed, positionOfForm, progressed } from '../progress-publisher.ts'
import type { Built, Form } from './version-set.ts'

/** Milliseconds between two looks. */
const LOOK_EVERY = 200

/** Under which names what could not be folded may be kept; the last is that of a process that folds alone. */
const PARKED_IN = [...ALL_PARTS.map(({ part }) => part), 'all']

export type BuildOptions = Omit<ShareOptions, 'lobbyEvents' | 'metrics'> & {
  readonly undivided: ReadonlySet<string>
  readonly signal: AbortSignal
}

/**
 * Folds together with whoever else folds these forms. `upTo` resolves when they are there, and tells how far they are
 * on the way, from 0 to 1; they go on until closed.
 */
export function build(options: BuildOptions, forms: readonly Built[]) {
  const { store, log, undivided, signal, logger } = options
  const shares = holdShares({ ...options, lobbyEvents: new Set() })
  const wanted = forms.flatMap(form => sharesOfForm(form, undivided))
  const closing = new AbortController()
  const either = AbortSignal.any([closing.signal, signal])
  const folding = (async () => {
    while (!either.aborted) {
      await shares
        .reconcile(wanted, wanted.length, 0)
        .catch(err => logger.warn({ err }, 'cannot be folded at the moment'))
      await pause(LOOK_EVERY, either)
    }
    await shares.close()
  })()

  return {
    async upTo(onProgress: (part: number) => void): Promise<void> {
      const head = await log.head()
      while (!signal.aborted) {
        const positions = await Promise.all(wanted.map(({ name }) => store.checkpoint(formsProgressed, name)))
        onProgress(partOf(positions, head))
        if (positions.every(position => position >= head)) return
        await pause(LOOK_EVERY, signal)
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

/** How far what is read is. */
export async function positionRead(
  store: Pick<ReadStore, 'checkpoint'>,
  projections: readonly Built[],
  undivided: ReadonlySet<string>,
  serial: number,
): Promise<Position> {
  const names = sharesOf(projections, undivided).map(({ name }) => name)
  const positions = await Promise.all(names.map(name => store.checkpoint(progressed(serial), name)))
  return positions.reduce(
    (least, position) => (position < least ? position : least),
    positions[0] ?? BEGINNING,
  )
}

/** Whether a form is as far as the log was, by whoever folds it, before `patience` milliseconds are over. */
export async function isKeptUp(
  { store, log, undivided, signal }: Pick<BuildOptions, 'store' | 'log' | 'undivided' | 'signal'>,
  form: Built,
  patience: number,
): Promise<boolean> {
  const head = await log.head()
  const end = performance.now() + patience
  do {
    if ((await positionOfForm(store, form, undivided)) >= head) return true
    await pause(LOOK_EVERY, signal)
  } while (performance.now() < end && !signal.aborted)
  return false
}

/** The processes that read something older than what this serial says. */
export async function readersBefore(
  store: Pick<ReadStore, 'leases'>,
  serial: number,
): Promise<readonly Lease[]> {
  return (await store.leases(LEASE_OF_READER)).filter(lease => serialOfReader(lease) < serial)
}

/** The ids that a form could not fold. */
export async function parkedIn(store: Pick<ReadStore, 'list'>, form: Omit<Built, keyof FoldOnly>) {
  const ids = new Set<string>()
  for (const part of PARKED_IN) {
    const place = placeOf(form, part)
    const query = { index: 'byPlace', equal: { place }, limit: 1_000 }
    for (const { document } of await store.list(parkedCollection, query)) ids.add(document.id)
  }
  return ids
}

type FoldOnly = Pick<Built, 'handles' | 'keysOf' | 'evolve' | 'indexes'>

/** Removes what nobody reads or folds any more. `epoch`: of a lease that was taken for it. */
export async function removeForm(store: ReadStore, name: string, form: Form, epoch: number): Promise<void> {
  const collection = { name, ...form, indexes: {} }
  await store.drop(collection)
  for (const part of PARKED_IN) {
    const parking = new Parking(store, collection, part, epoch)
    await parking.open()
    for (const { id } of parking.list()) parking.remove(id)
    await parking.save()
  }
}

/** Who folds a form by itself at the moment. */
export const foldersOf = (store: Pick<ReadStore, 'leases'>, name: string, form: Form) =>
  store.leases(leaseOf(`${storedName({ name, ...form })}/`))
