// The processor that stores a milestone of a room after every 1,000 of its events.

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
import { type FoldFault, HistoricalRoom } from './historical-room.ts'
import { foldOnto } from './time-machine.ts'

export type MilestonesOptions = {
  readonly eventLog: EventLog
  readonly milestoneStore: MilestoneStore
  /** The same as those of the time machine. */
  readonly projections: readonly Projection[]
  /** Events of a room between two milestones, and so the most that a query has to fold. Default 1,000. */
  readonly eventsPerMilestone?: number
  /** Resolves when the process has started. Until then the milestones wait, so as not to delay the start. */
  readonly ready: Promise<void>
  readonly time: Time
  readonly logger: Logger
}

type AddOptions = Pick<MilestonesOptions, 'milestoneStore' | 'projections' | 'time' | 'logger'> & {
  readonly eventLog: Pick<EventLog, 'readAfter'>
  readonly eventsPerMilestone: number
}

export interface Milestones {
  /** All milestones due up to this position of the log exist. */
  position(): Position
  close(): Promise<void>
}

/** After every event. */
const END = '99999999999999999999' as Position
/** Checkpoints may lag this long, in milliseconds: handling events again has the same result. */
const CHECKPOINT_INTERVAL_MS = 1_000
/** Rooms whose number of events since their last milestone is cached. */
const MAX_TRACKED_ROOMS = 10_000

export function startMilestones(options: MilestonesOptions): Milestones {
  const { eventLog, milestoneStore, eventsPerMilestone = 1_000, time, logger } = options
  const closing = new AbortController()
  /** How many events of a room come after its last milestone. */
  const unstored = new BoundedMap<RoomId, number>(MAX_TRACKED_ROOMS)
  let position = BEGINNING
  let savedAt = time.elapsed()

  async function handle(events: readonly Recorded[], upTo: Position): Promise<void> {
    for (const [roomId, some] of Map.groupBy(events, ({ stream }) => parseStream(stream).id as RoomId)) {
      const known = unstored.get(roomId)
      // A room that is due has at least one stream with a fifth of the events. Its events get past this check.
      if (
        known === undefined &&
        some.every(({ version }) => version * ROOM_CATEGORIES.length < eventsPerMilestone)
      )
        continue
      const count = known === undefined ? eventsPerMilestone : known + some.length
      unstored.set(
        roomId,
        count < eventsPerMilestone
          ? count
          : await addMilestones({ ...options, eventsPerMilestone }, roomId, upTo),
      )
    }
    position = upTo
    if (time.elapsed() - savedAt < CHECKPOINT_INTERVAL_MS) return
    await milestoneStore.saveCheckpoint(position)
    savedAt = time.elapsed()
  }

  async function run(): Promise<void> {
    const { signal } = closing
    await Promise.race([options.ready, aborted(signal)])
    const checkpoint = await retryUntilClosed(() => milestoneStore.checkpoint(), signal)
    if (checkpoint === null) return
    position = checkpoint
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

  /** Null if it was closed before. */
  async function retryUntilClosed<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
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
 * Adds the milestones of a room that are due, and returns the number of events after the last one. Reads nothing after
 * `upTo`, because events there may still become readable out of order.
 */
export async function addMilestones(options: AddOptions, roomId: RoomId, upTo: Position): Promise<number> {
  const { milestoneStore, eventsPerMilestone, projections, logger } = options
  const onFault = (fault: FoldFault) => logger.error(fault, 'history: fold failed')
  let last = await milestoneStore.milestone(roomId, END)
  for (;;) {
    const room = new HistoricalRoom(roomId, { projections, milestoneStore, onFault }, last)
    await foldOnto(options, room, roomId, { upTo, most: eventsPerMilestone })
    const count = room.count - (last?.count ?? 0)
    if (count < eventsPerMilestone) return count
    last = room.milestone
    await milestoneStore.add(last, room.documents.changes())
  }
}
