// Shows a room as it was at any position: folds the live projections from the last milestone up to it.

import { isAfter, type Position, streamsOfRoom } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection } from '../../projections/projection.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { MilestoneStore } from '../milestone-store/milestone-store.ts'
import { BoundedMap } from '../support/bounded-map.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { type FoldFault, HistoricalRoom } from './historical-room.ts'
import { firstPositionAfter, positionBefore } from './time-index.ts'

export type TimeMachineOptions = {
  readonly eventLog: Pick<EventLog, 'read' | 'readTail' | 'readAfter' | 'head'>
  readonly milestoneStore: MilestoneStore
  readonly time: Pick<Time, 'nextTurn'>
  readonly logger: Logger
  /** The projections to fold: those of a room's own events. */
  readonly projections: readonly Projection[]
}

export interface TimeMachine {
  /** The room after its last event at or before a position. Folds the events since the milestone before it. */
  at(roomId: RoomId, position: Position): Promise<HistoricalRoom>
  /** A position up to which the room has exactly the events decided at or before a time (milliseconds since 1970). */
  positionAt(roomId: RoomId, moment: number): Promise<Position>
}

/** Events that are read and folded at a time. */
const EVENTS_PER_READ = 250
/** Faults that are remembered as logged. */
const MAX_LOGGED_FAULTS = 10_000

export function createTimeMachine(options: TimeMachineOptions): TimeMachine {
  const { eventLog, milestoneStore, projections, logger } = options
  const roomOptions = { projections, milestoneStore, onFault: logFaultsOnce(logger) }
  return {
    async at(roomId, position) {
      const milestone = await milestoneStore.milestone(roomId, position)
      const room = new HistoricalRoom(roomId, roomOptions, milestone)
      await foldOnto(options, room, roomId, { upTo: position, most: Number.POSITIVE_INFINITY })
      return room
    },

    async positionAt(roomId, moment) {
      const later = await firstPositionAfter(eventLog, streamsOfRoom(roomId), moment)
      return later === null ? eventLog.head() : positionBefore(later)
    },
  }
}

/** A room that fails is folded again by every query: each of its faults is logged once, not once for each reader. */
function logFaultsOnce(logger: Logger): (fault: FoldFault) => void {
  const logged = new BoundedMap<string, true>(MAX_LOGGED_FAULTS)
  return fault => {
    const key = `${fault.projection} ${fault.roomId}`
    if (!logged.get(key)) logger.error(fault, 'history: fold failed')
    logged.set(key, true)
  }
}

/** Folds up to `most` further events of the room, up to a position. Yields to the event loop between two pages. */
export async function foldOnto(
  {
    eventLog,
    time,
  }: { readonly eventLog: Pick<EventLog, 'readAfter'>; readonly time: Pick<Time, 'nextTurn'> },
  room: HistoricalRoom,
  roomId: RoomId,
  { upTo, most }: { readonly upTo: Position; readonly most: number },
): Promise<void> {
  for (let left = most; left > 0; ) {
    const size = Math.min(EVENTS_PER_READ, left)
    const page = await eventLog.readAfter(streamsOfRoom(roomId), room.position, size)
    const events = page.filter(({ position }) => !isAfter(position, upTo))
    await room.apply(events)
    if (events.length < size) return
    left -= events.length
    await time.nextTurn()
  }
}
