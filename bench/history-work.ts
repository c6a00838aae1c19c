// The work of the history benchmark: showing a past room, replaying it, and rebuilding a projection.

import type { Position, Recorded } from '../commands/event.ts'
import type { RoomId } from '../commands/ids.ts'
import { projections, roomProjections } from '../projections/all.ts'
import { comments } from '../projections/comments.ts'
import { participants } from '../projections/participants.ts'
import { polls } from '../projections/polls.ts'
import { rooms } from '../projections/rooms.ts'
import { createMemoryBus } from '../src/bus/memory.ts'
import type { EventLog } from '../src/event-log/event-log.ts'
import type { HistoricalRoom } from '../src/history/historical-room.ts'
import { createReplays } from '../src/history/replay.ts'
import { createTimeMachine } from '../src/history/time-machine.ts'
import type { MilestoneStore } from '../src/milestone-store/milestone-store.ts'
import { createProjector } from '../src/projector/projector.ts'
import { createMemoryReadStore } from '../src/read-store/memory.ts'
import { systemTime } from '../src/support/time.ts'
import { quietLogger } from './full-room.ts'
import { measured, percentile } from './part.ts'

export const ROOM = '5b1f8a0e-6f0c-4a52-9d5e-1f6f7a9c2b31' as RoomId

export async function lookAround(
  eventLog: EventLog,
  events: readonly Recorded[],
  open: () => MilestoneStore,
  times: number,
) {
  const lookAt = async ({ position }: Recorded) => {
    const milestoneStore = open()
    const { result, cpu } = await measured(() => look(eventLog, milestoneStore, position))
    return { milliseconds: cpu / 1_000, milestoneStore, result }
  }
  // A first run, so that compilation is not measured.
  for (let i = 0; i < 3; i++) await (await lookAt(events[i]!)).milestoneStore.close()
  const around = async (part: number) => {
    const looks: number[] = []
    const place = Math.floor((events.length - times) * part)
    for (let i = 0; i < times; i++) {
      const { milliseconds, milestoneStore } = await lookAt(events[Math.max(0, place) + i]!)
      looks.push(milliseconds)
      await milestoneStore.close()
    }
    return percentile(looks, 50)
  }
  const [start, middle, end] = [await around(0.01), await around(0.5), await around(1)]
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const held = await lookAt(events.at(-1)!)
  globalThis.gc?.()
  const memory = Math.max(0, process.memoryUsage().heapUsed - before) / 2 ** 20
  // Is held until here.
  if (held.result.count !== events.length) throw new Error('events are missing')
  await held.milestoneStore.close()
  return { start, middle, end, memory }
}

/** The room, and the first page of each of its lists. */
async function look(
  eventLog: EventLog,
  milestoneStore: MilestoneStore,
  position: Position,
): Promise<HistoricalRoom> {
  const past = await createTimeMachine({
    time: systemTime,
    eventLog,
    milestoneStore,
    projections: roomProjections,
    logger: quietLogger,
  }).at(ROOM, position)
  const { documents } = past
  const inRoom = { roomId: ROOM }
  await documents.get(rooms, ROOM)
  await documents.list(participants, { index: 'byRank', equal: inRoom, limit: 50 })
  await documents.count(participants, { index: 'byRank', equal: inRoom })
  await documents.list(participants, { index: 'byHand', equal: inRoom, limit: 50 })
  const shown = { roomId: ROOM, removed: false }
  await documents.list(comments, { index: 'byRoom', equal: shown, limit: 50, backwards: true })
  await documents.list(polls, { index: 'byRoom', equal: inRoom, limit: 50 })
  return past
}

export async function replayAll(log: EventLog, roomId: RoomId): Promise<number> {
  const replays = createReplays({
    time: hurried(),
    eventLog: log,
    eventsPerSecond: 1e9,
  })
  const whole = { roomId, from: null, to: null, after: null, speed: 1_000, longestPause: null }
  const replay = await replays.start(whole)
  let seen = 0
  for (let batch = await replay.next(); batch; batch = await replay.next()) seen += batch.events.length
  return seen
}

/** A clock on which waiting takes no time, so that only the work is measured. */
function hurried() {
  let time = 0
  return {
    elapsed: () => time,
    after(ms: number, callback: () => void) {
      time += ms
      queueMicrotask(callback)
      return () => {}
    },
  }
}

/** One projection from the beginning of the log, as a projector folds it that starts with nothing. */
export async function rebuildAll(log: EventLog): Promise<void> {
  const projection = projections.find(({ name }) => name === 'room-summary')!
  const projector = createProjector({
    log,
    store: createMemoryReadStore({ time: systemTime }),
    bus: createMemoryBus({ time: systemTime, onError: console.error }),
    projections: [projection],
    lobbyEvents: new Set(),
    time: systemTime,
    logger: quietLogger,
  })
  await projector.start()
  await projector.caughtUp()
  await projector.stop()
}
