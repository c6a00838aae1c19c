// A room as it was at any place of its timeline: the same projections, folded as far as that from the milestone before.

import { type Position, streamsOfRoom } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection } from '../../projections/projection.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { MilestoneStore } from '../milestone-store/milestone-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { HistoricalRoom } from './historical-room.ts'
import { firstPositionAfter, positionBefore } from './time-index.ts'

export type TimeMachineOptions = {
  readonly eventLog: Pick<EventLog, 'read' | 'readTail' | 'readAfter' | 'head'>
  readonly milestoneStore: MilestoneStore
  readonly time: Pick<Time, 'nextTurn'>
  readonly logger: Logger
  /** What is folded: projections of a room's own events. */
  readonly projections: readonly Projection[]
}

export interface TimeMachine {
  /** The room after the last event that stands at a position or before it. Folds what came after its last milestone before. */
  at(roomId: RoomId, position: Position): Promise<HistoricalRoom>
  /** The position of the last event of the room that was decided at a moment (milliseconds since 1970) or before. */
  positionAt(roomId: RoomId, moment: number): Promise<Position>
}

/** Events that are read, and folded, at a time. */
const EVENTS_PER_READ = 250

export function createTimeMachine(options: TimeMachineOptions): TimeMachine {
  const { eventLog, milestoneStore } = options
  return {
    async at(roomId, position) {
      const milestone = await milestoneStore.milestone(roomId, position)
      const room = new HistoricalRoom(roomId, options, milestone)
      await foldOnto(options, room, roomId, { upTo: position, most: Number.POSITIVE_INFINITY })
      return room
    },

    async positionAt(roomId, moment) {
      const later = await firstPositionAfter(eventLog, streamsOfRoom(roomId), moment)
      return later === null ? eventLog.head() : positionBefore(later)
    },
  }
}

/** Folds the next events of the room, `most` of them, up to a position. Everything else has its turn between two pages. */
export async function foldOnto(
  {
    eventLog,
    time,
  }: { readonly eventLog: Pick<EventLog, 'readAfter'>; readonly time: Pick<Time, 'nextTurn'> },
  past: HistoricalRoom,
  roomId: RoomId,
  { upTo, most }: { readonly upTo: Position; readonly most: number },
): Promise<void> {
  for (let left = most; left > 0; ) {
    const size = Math.min(EVENTS_PER_READ, left)
    const page = await eventLog.readAfter(streamsOfRoom(roomId), past.position, size)
    const events = page.filter(({ position }) => position <= upTo)
    await past.apply(events)
    if (events.length < size) return
    left -= events.length
    await time.nextTurn()
  }
}
