// The processor that keeps what long rooms were at every so many of their events, while these happen.

import {
  BEGINNING,
  type Position,
  parseStream,
  type Recorded,
  ROOM_CATEGORIES,
} from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection } from '../../projections/projection.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { MilestoneStore } from '../milestone-store/milestone-store.ts'
import { runProcessor } from '../processor/processor.ts'
import { createBackoff } from '../support/backoff.ts'
import { BoundedMap } from '../support/bounded-map.ts'
import type { Logger } from '../support/log.ts'
import { aborted, sleep, type Time } from '../support/time.ts'
import { HistoricalRoom } from './historical-room.ts'
import { foldOnto } from './time-machine.ts'

export type MilestonesOptions = {
  readonly eventLog: EventLog
  readonly milestoneStore: MilestoneStore
  /** Those of the time machine. */
  readonly projections: readonly Projection[]
  /** Events of a room from one milestone to the next, which is the most that is folded for an answer. Default 1,000. */
  readonly every?: number
  /** Resolves when there is leisure for it: the start of a process that answers has none. */
  readonly ready: Promise<void>
  readonly time: Time
  readonly logger: Logger
}

type AddOptions = Pick<MilestonesOptions, 'milestoneStore' | 'projections' | 'time' | 'logger'> & {
  readonly eventLog: Pick<EventLog, 'readAfter'>
  readonly every: number
}

export interface Milestones {
  /** Up to which position of the log there are all milestones that there should be. */
  position(): Position
  close(): Promise<void>
}

/** Behind every event. */
const END = '99999999999999999999' as Position
/** Milliseconds for which a checkpoint may wait: what comes again leads to the same. */
const CHECKPOINT_EVERY = 1_000
/** Rooms of which it is known how many events they have. */
const KNOWN = 10_000

export function startMilestones(options: MilestonesOptions): Milestones {
  const { eventLog, milestoneStore, every = 1_000, time, logger } = options
  const closing = new AbortController()
  /** How many events of a room no milestone reflects. */
  const open = new BoundedMap<RoomId, number>(KNOWN)
  let position = BEGINNING
  let savedAt = time.elapsed()

  async function handle(events: readonly Recorded[], upTo: Position): Promise<void> {
    for (const [roomId, some] of Map.groupBy(events, ({ stream }) => parseStream(stream).id as RoomId)) {
      const known = open.get(roomId)
      // One of the five streams of a room that is long is long.
      if (known === undefined && some.every(({ version }) => version * ROOM_CATEGORIES.length < every))
        continue
      const count = known === undefined ? every : known + some.length
      open.set(roomId, count < every ? count : await addMilestones({ ...options, every }, roomId, upTo))
    }
    position = upTo
    if (time.elapsed() - savedAt < CHECKPOINT_EVERY) return
    await milestoneStore.saveCheckpoint(position)
    savedAt = time.elapsed()
  }

  async function run(): Promise<void> {
    const { signal } = closing
    await Promise.race([options.ready, aborted(signal)])
    const begun = await patiently(() => milestoneStore.checkpoint(), signal)
    if (begun === null) return
    position = begun
    await runProcessor({
      name: 'milestones',
      log: eventLog,
      filter: { categories: ROOM_CATEGORIES },
      after: position,
      handle: batch => handle(batch.events, batch.position),
      signal,
      time,
      logger,
    })
    await milestoneStore.saveCheckpoint(position)
  }

  /** Null: it was closed meanwhile. */
  async function patiently<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
    for (const backoff = createBackoff({ first: 100, most: 10_000 }, time.random); !signal.aborted; ) {
      try {
        return await read()
      } catch (err) {
        logger.warn({ err }, 'milestones: reading the checkpoint failed, retrying')
        await sleep(time, backoff.next(), signal)
      }
    }
    return null
  }

  const running = run().catch(err => {
    if (!closing.signal.aborted) logger.error({ err }, 'milestones: stopped')
  })

  return {
    position: () => position,
    async close() {
      closing.abort()
      await running
    },
  }
}

/**
 * Adds the milestones of a room that are due. Answers how many events come after the last of them. Reads nothing behind
 * `upTo`: there, the earlier of two events may be the later one to be read.
 */
export async function addMilestones(options: AddOptions, roomId: RoomId, upTo: Position): Promise<number> {
  const { milestoneStore, every } = options
  let last = await milestoneStore.milestone(roomId, END)
  for (;;) {
    const past = new HistoricalRoom(roomId, options, last)
    await foldOnto(options, past, roomId, { upTo, most: every })
    const count = past.count - (last?.count ?? 0)
    if (count < every) return count
    last = past.milestone
    await milestoneStore.add(last, past.documents.changes())
  }
}
