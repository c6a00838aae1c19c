// How far the projections are, as the processes that fold them tell the others.

import { BEGINNING, type Position } from '../../commands/event.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Collection, ReadStore } from '../read-store/read-store.ts'
import type { Clock } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { Arrivals } from './arrivals.ts'
import { type Parked, parkedCollection } from './parking.ts'
import type { Projector } from './projector.ts'

/** What a process that answers queries must know of the projections, whoever folds them. */
export type Progress = Pick<Projector, 'caughtUp' | 'reached' | 'lag' | 'isStale' | 'parked' | 'ended'>

/** What is told over the bus: positions by the names of shares. */
export type ProgressMessage = Readonly<Record<string, Position>>

export const PROGRESS_TOPIC = 'progress'

/** Checkpoints alone: how far all projections of a share are. */
export const progressed: Collection = { name: 'progress', version: 1, indexes: {} }

/** Milliseconds between two looks into the store: what the bus loses is made up for. */
const LOOK_EVERY = 500
/** The most rooms and people that are known to be stale at one time. */
const MOST_PARKED = 1_000

export type ProgressOptions = {
  readonly log: Pick<EventLog, 'head'>
  readonly store: Pick<ReadStore, 'prepare' | 'checkpoint' | 'list'>
  readonly bus: Pick<Bus, 'subscribe' | 'onInterruption'>
  /** The names of all shares. */
  readonly shares: readonly string[]
  readonly now: Clock
  readonly logger: Logger
}

/** Resolves when it listens. */
export async function watchProgress(options: ProgressOptions): Promise<Progress & { close(): void }> {
  const { log, store, bus, shares, now, logger } = options
  const positions = new Map<string, Position>(shares.map(name => [name, BEGINNING]))
  const arrivals = new Arrivals(now)
  const caughtUp = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  caughtUp.promise.catch(() => {})
  let parked: Parked[] = []
  let stale = new Set<string>()
  let least: Position = BEGINNING
  let start: Position | null = null
  /** The head when the projections were last level with the one before, and when that was. */
  let mark: { position: Position; at: number } | null = null
  let looking = false

  function hear(told: ProgressMessage): void {
    for (const name of shares) {
      const position = told[name]
      if (position !== undefined && position > positions.get(name)!) positions.set(name, position)
    }
    let lowest = positions.get(shares[0]!)!
    for (const position of positions.values()) if (position < lowest) lowest = position
    if (lowest > least) least = lowest
    arrivals.arrive(least)
    if (start !== null && least >= start) caughtUp.resolve()
  }

  async function look(): Promise<void> {
    if (looking) return
    looking = true
    try {
      start ??= await log.head()
      const read = shares.map(async name => [name, await store.checkpoint(progressed, name)] as const)
      hear(Object.fromEntries(await Promise.all(read)))
      const page = await store.list(parkedCollection, { index: 'all', equal: {}, limit: MOST_PARKED })
      parked = page.map(({ document: { place: _, ...one } }) => one)
      stale = new Set(parked.map(({ id }) => id))
    } catch (err) {
      logger.warn({ err }, 'how far the projections are could not be read')
    } finally {
      looking = false
    }
  }

  await store.prepare([progressed, parkedCollection])
  const listening = await bus.subscribe(PROGRESS_TOPIC, message => hear(message as ProgressMessage))
  const interrupted = bus.onInterruption(() => void look())
  await look()
  const timer = setInterval(() => void look(), LOOK_EVERY)

  return {
    caughtUp: () => caughtUp.promise,
    async reached(position, timeout) {
      return least >= position || arrivals.wait(position, timeout)
    },
    async lag() {
      const head = await log.head()
      if (mark === null || least >= mark.position) mark = { position: head, at: now() }
      const behind = least < mark.position
      const positions = Number(BigInt(head) - BigInt(least))
      return { positions: Math.max(0, positions), seconds: behind ? Math.max(0, now() - mark.at) / 1_000 : 0 }
    },
    isStale: id => stale.has(id),
    parked: () => parked,
    ended: ended.promise,
    close() {
      clearInterval(timer)
      listening.close()
      interrupted.close()
      arrivals.close()
      caughtUp.reject(new Error('stopped before the projections had caught up'))
      ended.resolve()
    },
  }
}
