// Folding the shares that this process holds, each under a lease, and telling how far they are.

import type { Position } from '../../commands/event.ts'
import { type HeldLease, ROUND, takeLease } from '../processor/leadership.ts'
import { storedName } from '../read-store/read-store.ts'
import { pause } from '../support/clock.ts'
import type { Share } from './partitions.ts'
import { createTeller, type Saver, savingProgress } from './progress-publisher.ts'
import { createProjector, type ProjectorOptions } from './projector.ts'

export type ShareOptions = Omit<
  ProjectorOptions,
  'projections' | 'partition' | 'silent' | 'onReached' | 'onProgress'
> & {
  /** Of this process; no other has it. */
  readonly holder: string
}

export type HeldShares = {
  /** The names of the shares that are held here. */
  names(): readonly string[]
  /** Lets go of what is not wanted, or not any more in this form, and takes of the rest up to `most`. */
  reconcile(wanted: readonly Share[], most: number, serial: number): Promise<void>
  close(): Promise<void>
}

type Held = { readonly lease: HeldLease; readonly shape: string; readonly telling: Telling }

/** Under which serial of the versions a share tells how far it is. */
type Telling = { serial: number; position: Position | null; tell(): void }

const LEASE_OF_SHARE = 'projector/'

/** The lease of a share. */
export const leaseOf = (shareName: string) => LEASE_OF_SHARE + shareName

export function holdShares(options: ShareOptions): HeldShares {
  const { holder, store, bus, logger } = options
  const held = new Map<string, Held>()
  /** Let go of, and still at the batch in hand. */
  const leaving = new Map<string, Promise<void>>()
  const publish = createTeller(bus)

  async function fold(share: Share, epoch: number, signal: AbortSignal, telling: Telling, saver: Saver) {
    const { name, part, digits, projections, silent } = share
    const projector = createProjector({
      ...options,
      projections,
      silent,
      partition: { name: part, epoch, ...(digits && { digits }) },
      onReached(position) {
        telling.position = position
        telling.tell()
      },
    })
    const stop = () => void projector.stop()
    signal.addEventListener('abort', stop, { once: true })
    try {
      // The log or the store may be away at this moment, which is no reason to let go.
      await startPatiently(projector.start, signal, err =>
        logger.warn({ err, share: name }, 'cannot begin yet'),
      )
      if (signal.aborted) return
      logger.info({ share: name, epoch }, 'folds a share of the log')
      await projector.ended
    } finally {
      signal.removeEventListener('abort', stop)
      await projector.stop()
      await saver.close()
    }
  }

  async function take(share: Share, serial: number): Promise<void> {
    const telling: Telling = { serial, position: null, tell() {} }
    const lease = await takeLease(store, leaseOf(share.name), holder, logger, (taken, signal) => {
      const saver = savingProgress(store, share, taken.epoch)
      telling.tell = () => {
        if (telling.position === null) return
        if (!share.silent) publish(telling.serial, share.name, telling.position)
        saver.reached(telling.serial, telling.position)
      }
      return fold(share, taken.epoch, signal, telling, saver)
    })
    if (lease) held.set(share.name, { lease, shape: shapeOf(share), telling })
  }

  /** Nobody waits for the batch in hand, which may hang at an engine that is away: the other shares go on. */
  function letGo(names: readonly string[]): void {
    for (const name of names) {
      const { lease } = held.get(name)!
      held.delete(name)
      leaving.set(
        name,
        lease.letGo().finally(() => leaving.delete(name)),
      )
    }
  }

  return {
    names: () => [...held.keys()],
    async reconcile(wanted, most, serial) {
      const shapes = new Map(wanted.map(share => [share.name, shapeOf(share)]))
      const isWanted = (name: string, { lease, shape }: Held) =>
        !lease.signal.aborted && shapes.get(name) === shape
      letGo([...held].flatMap(([name, one]) => (isWanted(name, one) ? [] : name)))
      letGo([...held.keys()].slice(most))
      for (const { telling } of held.values()) {
        if (telling.serial === serial) continue
        telling.serial = serial
        telling.tell()
      }
      const coming = wanted.flatMap(({ name }) => leaving.get(name) ?? [])
      // What is to be taken again in another form is mostly free at once; what hangs comes in a later round.
      if (coming.length > 0) await Promise.race([Promise.all(coming), pause(ROUND / 2)])
      for (const share of wanted) {
        if (held.size >= most) break
        if (!held.has(share.name) && !leaving.has(share.name)) await take(share, serial)
      }
    },
    async close() {
      letGo([...held.keys()])
      await Promise.all(leaving.values())
    },
  }
}

const shapeOf = ({ projections }: Share) => projections.map(storedName).join()

async function startPatiently(
  start: () => Promise<void>,
  signal: AbortSignal,
  onError: (error: unknown) => void,
) {
  while (!signal.aborted) {
    try {
      return await start()
    } catch (error) {
      onError(error)
      await pause(ROUND, signal)
    }
  }
}
