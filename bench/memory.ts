// Measures the memory of a room of 7,000 people.

import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { chatDecider } from '../commands/chat/decide.ts'
import { reactionsDecider } from '../commands/reactions/decide.ts'
import { roomDecider } from '../commands/room/decide.ts'
import { userDecider } from '../commands/user/decide.ts'
import { projections } from '../projections/all.ts'
import { lobbyEvents } from '../projections/rooms.ts'
import { createMemoryBus } from '../src/bus/memory.ts'
import type { EventLog } from '../src/event-log/event-log.ts'
import { openSqliteLog } from '../src/event-log/sqlite.ts'
import { createProjector } from '../src/projector/projector.ts'
import { createMemoryReadStore } from '../src/read-store/memory.ts'
import { systemTime } from '../src/support/time.ts'
import {
  benchCommand,
  fillRoom,
  openGate,
  type PopulatedRoom,
  quietLogger,
  submitAccepted,
} from './full-room.ts'
import type { BenchPart, BenchSetup, Measures } from './part.ts'

async function prepare({ quick, shared }: BenchSetup): Promise<void> {
  const log = await openSqliteLog(join(shared, 'log.db'), systemTime)
  const gate = openGate(log)
  const crowd = await fillRoom(gate, quick ? 70 : 7_000)
  const { roomId, people } = crowd
  const each = (share: number, work: (by: (typeof people)[number]) => Promise<void>) =>
    Promise.all(people.slice(1, 1 + people.length / share).map(work))
  await each(10, by => submitAccepted(gate, roomDecider, roomId, benchCommand(by, 'RaiseHand', {})))
  for (let tap = 0; tap < 4; tap++)
    await each(1, by =>
      submitAccepted(gate, reactionsDecider, roomId, benchCommand(by, 'React', { emoji: '👏' })),
    )
  await each(10, by =>
    submitAccepted(
      gate,
      chatDecider,
      roomId,
      benchCommand(by, 'PostComment', { commentId: randomUUID(), text: 'What an evening' }),
    ),
  )
  await log.close()
  await writeFile(join(shared, 'crowd.json'), JSON.stringify(crowd))
}

type Filled = (log: EventLog, crowd: PopulatedRoom) => Promise<unknown>

/** Everything is loaded from the log, so that nothing of its making is measured. What `fill` answers is kept. */
async function run(fill: Filled, { shared }: BenchSetup): Promise<Measures> {
  const crowd: PopulatedRoom = JSON.parse(await readFile(join(shared, 'crowd.json'), 'utf8'))
  const log = await openSqliteLog(join(shared, 'log.db'), systemTime)
  // One room like it, thrown away: code and caches of the engine are no part of a room.
  await discard(fill(log, crowd))
  const before = await used()
  const kept = await fill(log, crowd)
  const after = await used()
  if (!kept) throw new Error('nothing was filled')
  await log.close()
  const heap = after.heap - before.heap
  return {
    heap: heap / 2 ** 20,
    each: heap / crowd.people.length,
    rss: after.rss / 2 ** 20,
  }
}

/** Waits without keeping what comes of it. */
async function discard(work: Promise<unknown>): Promise<void> {
  await work
}

async function used(): Promise<{ heap: number; rss: number }> {
  for (let i = 0; i < 3; i++) {
    // What the last turn still holds is not let go before the next.
    await turn()
    globalThis.gc?.()
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, rss }
}

const roomState: Filled = async (log, { roomId }) => {
  const gate = openGate(log)
  await gate.state(roomDecider, roomId)
  return gate
}

const everything: Filled = async (log, { roomId, people }) => {
  const gate = openGate(log)
  await Promise.all([
    gate.state(roomDecider, roomId),
    gate.state(chatDecider, roomId),
    gate.state(reactionsDecider, roomId),
  ])
  await Promise.all(people.map(person => gate.state(userDecider, person)))
  return gate
}

const readStore: Filled = async log => {
  const store = createMemoryReadStore({ time: systemTime })
  const bus = createMemoryBus({ time: systemTime, onError: console.error })
  const projector = createProjector({
    log,
    store,
    bus,
    projections,
    lobbyEvents,
    logger: quietLogger,
    time: systemTime,
  })
  await projector.start()
  await projector.caughtUp()
  await projector.stop()
  return { store, projector }
}

const flags = ['--expose-gc']

export const memory: BenchPart = {
  name: 'memory',
  title: 'Memory of a room of 7,000 people',
  method: `
The room has 7,000 registered people. A tenth of them have a hand up, a tenth have posted a comment, and everybody has reacted four
times. It is loaded from its log into what a process keeps. Heap is the difference that this makes, after garbage collection,
with buffers. RSS is that of the whole process. The gate keeps the folded state of the room and the ids of its commands, and the same
for chat, reactions and people. The read store keeps all documents with all indexes, and the projector caches some of them.
Sockets and subscriptions are measured under fan-out.`,
  variants: [
    { name: "the room's state in the gate", flags, run: setup => run(roomState, setup) },
    { name: 'room, chat, reactions and people in the gate', flags, run: setup => run(everything, setup) },
    { name: 'all documents and indexes', flags, run: setup => run(readStore, setup) },
  ],
  columns: [
    { measure: 'heap', heading: 'heap MiB', digits: 1 },
    { measure: 'each', heading: 'bytes/participant', digits: 0 },
    { measure: 'rss', heading: 'RSS MiB', digits: 0 },
  ],
  ratios: [],
  aims: [],
  rounds: 3,
  prepare,
}
