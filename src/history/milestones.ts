// Stores a milestone of a room after every 1,000 of its events.

import {
  BEGINNING,
  type Position,
  parseStream,
  type Recorded,
  ROOM_CATEGORIES,
} from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection } from '../../projections/projection.ts'
import { damageOf, type EventLog } from '../event-log/event-log.ts'
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
  /** Resolves when the process has started. Milestones wait for it, so that they do not delay the start. */
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

export const startMilestones = (options: MilestonesOptions): Milestones => new MilestoneProcessor(options)

class MilestoneProcessor implements Milestones {
  readonly #options: MilestonesOptions
  readonly #addOptions: AddOptions
  readonly #closing = new AbortController()
  /** How many events of a room come after its last milestone. */
  readonly #unstored = new BoundedMap<RoomId, number>(MAX_TRACKED_ROOMS)
  readonly #running: Promise<void>
  #position: Position = BEGINNING
  #savedAt: number

  constructor(options: MilestonesOptions) {
    this.#options = options
    this.#addOptions = { ...options, eventsPerMilestone: options.eventsPerMilestone ?? 1_000 }
    this.#savedAt = options.time.elapsed()
    this.#running = this.#run().catch(err => {
      if (!this.#closing.signal.aborted) options.logger.error({ err }, 'milestones: stopped')
    })
  }

  position(): Position {
    return this.#position
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { eventLog, milestoneStore, ready, time, logger } = this.#options
    const { signal } = this.#closing
    await Promise.race([ready, aborted(signal)])
    const checkpoint = await this.#loadCheckpoint()
    if (checkpoint === null) return
    this.#position = checkpoint
    await runProcessor({
      name: 'milestones',
      log: eventLog,
      filter: { categories: ROOM_CATEGORIES },
      after: checkpoint,
      handle: batch => this.#handle(batch.events, batch.position),
      signal,
      time,
      logger,
    })
    await milestoneStore.saveCheckpoint(this.#position)
  }

  /** Retries until the store answers. Null if it was closed before. */
  async #loadCheckpoint(): Promise<Position | null> {
    const { milestoneStore, time, logger } = this.#options
    const { signal } = this.#closing
    for (const backoff = createBackoff({ firstMs: 100, maxMs: 10_000 }, time.random); !signal.aborted; ) {
      try {
        return await milestoneStore.checkpoint()
      } catch (err) {
        logger.warn({ err }, 'milestones: reading the checkpoint failed, retrying')
        await sleep(time, backoff.next(), signal)
      }
    }
    return null
  }

  async #handle(events: readonly Recorded[], upTo: Position): Promise<void> {
    const { milestoneStore, time } = this.#options
    const byRoom = Map.groupBy(events, ({ stream }) => parseStream(stream).id as RoomId)
    for (const [roomId, ofRoom] of byRoom) await this.#handleRoom(roomId, ofRoom, upTo)
    this.#position = upTo
    if (time.elapsed() - this.#savedAt < CHECKPOINT_INTERVAL_MS) return
    await milestoneStore.saveCheckpoint(upTo)
    this.#savedAt = time.elapsed()
  }

  async #handleRoom(roomId: RoomId, events: readonly Recorded[], upTo: Position): Promise<void> {
    const { eventsPerMilestone } = this.#addOptions
    const known = this.#unstored.get(roomId)
    // In a room that is due, at least one stream has a fifth of the events. Its events get past this check.
    const isShort = ({ version }: Recorded) => version * ROOM_CATEGORIES.length < eventsPerMilestone
    if (known === undefined && events.every(isShort)) return
    const count = known === undefined ? eventsPerMilestone : known + events.length
    const isDue = count >= eventsPerMilestone
    this.#unstored.set(roomId, isDue ? await this.#addDue(roomId, upTo) : count)
  }

  /** A room with damaged events gets no more milestones. The log has reported the damage. */
  async #addDue(roomId: RoomId, upTo: Position): Promise<number> {
    try {
      return await addMilestones(this.#addOptions, roomId, upTo)
    } catch (error) {
      if (damageOf(error)) return Number.NEGATIVE_INFINITY
      throw error
    }
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
