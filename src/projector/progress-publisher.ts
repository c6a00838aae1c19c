// How a process that folds tells the others how far it is.

import { BEGINNING, type Position } from '../../commands/event.ts'
import type { Bus } from '../bus/bus.ts'
import type { Collection, ReadStore } from '../read-store/read-store.ts'
import { nextTurn } from '../support/clock.ts'
import { type Share, sharesOfForm } from './partitions.ts'
import type { Built } from './versions/version-set.ts'

/** What is told over the bus: positions by the names of shares, of what is read under a serial of the versions. */
export type ProgressMessage = {
  readonly serial: number
  readonly positions: Readonly<Record<string, Position>>
}

export const PROGRESS_TOPIC = 'progress'

/** Checkpoints alone: how far all projections of a share are, of what is read under a serial. */
export const progressed = (serial: number): Collection => ({ name: 'progress', version: serial, indexes: {} })

/** Checkpoints alone: how far forms are that are folded by themselves. */
export const formsProgressed: Collection = { name: 'forms', version: 1, indexes: {} }

/** How far a form is that is folded by itself: as far as the part that is the farthest behind. */
export async function positionOfForm(
  store: Pick<ReadStore, 'checkpoint'>,
  built: Built,
  undivided: ReadonlySet<string>,
): Promise<Position> {
  const shares = sharesOfForm(built, undivided)
  const positions = await Promise.all(shares.map(({ name }) => store.checkpoint(formsProgressed, name)))
  return positions.reduce(
    (least, position) => (position < least ? position : least),
    positions[0] ?? BEGINNING,
  )
}

/** Milliseconds between two savings. */
const SAVE_EVERY = 500

/** One message for all that came further in one turn. */
export function createTeller(bus: Pick<Bus, 'publish'>) {
  let waiting: Map<number, Record<string, Position>> | null = null
  return (serial: number, name: string, position: Position) => {
    if (waiting === null) {
      waiting = new Map()
      void nextTurn().then(() => {
        for (const [serial, positions] of waiting!)
          bus.publish(PROGRESS_TOPIC, { serial, positions } satisfies ProgressMessage)
        waiting = null
      })
    }
    const positions = waiting.get(serial) ?? {}
    positions[name] = position
    waiting.set(serial, positions)
  }
}

export type Saver = { reached(serial: number, position: Position): void; close(): Promise<void> }

/** Saves now and then how far a share is, for those whom the bus does not reach. */
export function savingProgress(store: Pick<ReadStore, 'save'>, share: Share, epoch: number): Saver {
  let reached: { readonly serial: number; readonly position: Position } | null = null
  let saving: Promise<void> = Promise.resolve()
  const save = () => {
    if (reached === null) return
    const { serial, position } = reached
    reached = null
    const collection = share.silent ? formsProgressed : progressed(serial)
    saving = saving
      .then(() => store.save(collection, [], { partition: share.name, position, epoch }))
      // The next one makes up for it; a holder that is too late is told so by the projections themselves.
      .catch(() => {})
  }
  const timer = setInterval(save, SAVE_EVERY)
  return {
    reached(serial, position) {
      reached = { serial, position }
    },
    async close() {
      clearInterval(timer)
      save()
      await saving
    },
  }
}
