// The shares of the log that this process folds: as many as fall to it, each under a lease.

import type { Position } from '../../commands/event.ts'
import type { Bus } from '../bus/bus.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { nextTurn, pause } from '../support/clock.ts'
import { type HeldLease, LEASE_TIME, ROUND, takeLease } from './lease-holder.ts'
import type { Share } from './partitions.ts'
import { PROGRESS_TOPIC, type ProgressMessage, progressed } from './progress.ts'
import { createProjector, type ProjectorOptions } from './projector.ts'

export type ProjectorsOptions = Omit<
  ProjectorOptions,
  'projections' | 'partition' | 'onReached' | 'onProgress'
> & {
  readonly shares: readonly Share[]
  /** Of this process; no other has it. */
  readonly holder: string
}

const LEASE_OF_SHARE = 'projector/'
const LEASE_OF_PROCESS = 'projectors/'

/** Milliseconds between two savings of how far a share is. */
const SAVE_EVERY = 500

export type Projectors = {
  /** The names of the shares that are held here. */
  held(): readonly string[]
  close(): Promise<void>
}

export async function startProjectors(options: ProjectorsOptions): Promise<Projectors> {
  const { shares, holder, store, bus, logger } = options
  const held = new Map<string, HeldLease>()
  const closing = new AbortController()
  const tell = createTeller(bus)
  await store.prepare([progressed])

  async function fold(share: Share, epoch: number, signal: AbortSignal): Promise<void> {
    const { name, digits, projections } = share
    const partition = { name, epoch, ...(digits && { digits }) }
    const saver = createSaver(store, name, epoch)
    const projector = createProjector({
      ...options,
      projections,
      partition,
      onReached(position) {
        tell(name, position)
        saver.reached(position)
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

  /** What falls to each of the processes that live. */
  async function fairShare(): Promise<number> {
    await store.acquire(LEASE_OF_PROCESS + holder, holder, LEASE_TIME)
    const living = await store.leases(LEASE_OF_PROCESS)
    return Math.ceil(shares.length / Math.max(1, living.length))
  }

  async function round(): Promise<void> {
    for (const [name, lease] of held) {
      if (!lease.signal.aborted) continue
      held.delete(name)
      await lease.letGo()
    }
    await Promise.all([...held.values()].map(lease => lease.prolong()))
    const fair = await fairShare()
    const surplus = [...held].slice(fair)
    for (const [name, lease] of surplus) {
      held.delete(name)
      await lease.letGo()
    }
    for (const share of shares) {
      if (held.size >= fair || closing.signal.aborted) break
      if (held.has(share.name)) continue
      const lease = await takeLease(store, LEASE_OF_SHARE + share.name, holder, logger, (taken, signal) =>
        fold(share, taken.epoch, signal),
      )
      if (lease) held.set(share.name, lease)
    }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      await round().catch(err => logger.warn({ err }, 'the shares of the log could not be dealt out'))
      await pause(ROUND, closing.signal)
    }
    await Promise.all([...held.values()].map(lease => lease.letGo()))
    const own = (await store.leases(LEASE_OF_PROCESS + holder).catch(() => []))[0]
    if (own) await store.release(own).catch(() => {})
  }

  const running = run()
  return {
    held: () => [...held.keys()],
    async close() {
      closing.abort()
      await running
    },
  }
}

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

/** One message for all that came further in one turn. */
function createTeller(bus: Pick<Bus, 'publish'>) {
  let waiting: Record<string, Position> | null = null
  return (name: string, position: Position) => {
    if (waiting === null) {
      void nextTurn().then(() => {
        bus.publish(PROGRESS_TOPIC, waiting satisfies ProgressMessage | null)
        waiting = null
      })
    }
    waiting = { ...waiting, [name]: position }
  }
}

/** Saves now and then how far a share is, for those whom the bus does not reach. */
function createSaver(store: Pick<ReadStore, 'save'>, partition: string, epoch: number) {
  let reached: Position | null = null
  let saving: Promise<void> = Promise.resolve()
  const save = () => {
    if (reached === null) return
    const position = reached
    reached = null
    saving = saving
      .then(() => store.save(progressed, [], { partition, position, epoch }))
      // The next one makes up for it; a holder that is too late is told so by the projections themselves.
      .catch(() => {})
  }
  const timer = setInterval(save, SAVE_EVERY)
  return {
    reached(position: Position) {
      reached = position
    },
    async close() {
      clearInterval(timer)
      save()
      await saving
    },
  }
}
