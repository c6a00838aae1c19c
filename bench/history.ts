// Measures what it costs to read the history of a room, and how that grows with the room.

import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { BEGINNING, type NewEvent, type Position, type StreamName, streamsOfRoom } from '../commands/event.ts'
import type { CommandId, EventId, RoomId, UserId } from '../commands/ids.ts'
import { roomProjections } from '../projections/all.ts'
import type { EventLog } from '../src/event-log/event-log.ts'
import { openSqliteLog } from '../src/event-log/sqlite.ts'
import { addMilestones } from '../src/history/milestones.ts'
import { readTimeline } from '../src/history/timeline.ts'
import { milestoneFormatOf } from '../src/milestone-store/milestone-store.ts'
import { openSqliteMilestoneStore } from '../src/milestone-store/sqlite.ts'
import { Chain, leafOf } from '../src/notary/chain.ts'
import { systemTime } from '../src/support/time.ts'
import { quietLogger } from './full-room.ts'
import { lookAround, ROOM, rebuildAll, replayAll } from './history-work.ts'
import { type BenchPart, type BenchSetup, type Measures, measured } from './part.ts'

/** The same id in all processes. */
const FORM = milestoneFormatOf(roomProjections)
const OPENED = Date.parse('2026-05-17T19:30:00.000Z')
const settings = {
  title: 'Evening',
  topic: 'jazz',
  visibility: 'open',
  capacity: null,
  handPolicy: 'open',
  invited: [],
}

/** One person in ten events, who writes and taps; in batches, as a busy room writes them. */
async function fill(log: EventLog, roomId: RoomId, size: number): Promise<void> {
  const people = Array.from({ length: Math.max(2, size / 10) }, () => randomUUID() as UserId)
  const versions = new Map<StreamName, number>()
  const factOf = (index: number): readonly [StreamName, string, object] => {
    const person = people[index % people.length]!
    if (index === 0) return [`Room-${roomId}`, 'RoomOpened', { ...settings, host: people[0] }]
    if (index <= people.length) return [`Room-${roomId}`, 'ParticipantJoined', { participant: person }]
    if (index % 3 === 0)
      return [
        `Chat-${roomId}`,
        'CommentPosted',
        { commentId: randomUUID(), author: person, text: 'What an evening' },
      ]
    return [`Reactions-${roomId}`, 'Reacted', { person, emoji: '👏', tap: randomUUID() }]
  }
  for (let index = 0; index < size; ) {
    const batches = new Map<StreamName, NewEvent[]>()
    for (const end = Math.min(size, index + 40); index < end; index++) {
      const [stream, type, data] = factOf(index)
      const cause = { commandId: randomUUID() as CommandId, by: people[0]!, correlationId: 'bench' }
      const event = { type, data, id: randomUUID() as EventId, at: OPENED + index * 36, cause }
      batches.set(stream, [...(batches.get(stream) ?? []), event])
    }
    for (const [stream, events] of batches) {
      const version = versions.get(stream) ?? 0
      const appended = await log.append(stream, version, events)
      if (!appended.written) throw new Error('another process has written to the log')
      versions.set(stream, version + events.length)
    }
  }
}

const SIZES = [1_000, 10_000, 100_000]
const sizeIn = (size: number, { quick }: BenchSetup) => (quick ? size / 20 : size)

/** A log for each size, with one room in it. */
async function prepare(setup: BenchSetup): Promise<void> {
  for (const size of SIZES) {
    const log = await openSqliteLog(join(setup.shared, `${size}.db`), systemTime)
    await fill(log, ROOM, sizeIn(size, setup))
    await log.close()
  }
}

async function run(size: number, setup: BenchSetup): Promise<Measures> {
  const count = sizeIn(size, setup)
  const log = await openSqliteLog(join(setup.shared, `${size}.db`), systemTime)
  const events = await log.readAfter(streamsOfRoom(ROOM), BEGINNING, count)
  const timeline = await measured(() => pageThrough(log, ROOM))
  const replayed = await measured(() => replayAll(log, ROOM))
  const rebuilt = await measured(() => rebuildAll(log))
  const signed = await measured(() => {
    const chain = new Chain(ROOM)
    for (const event of events) chain.push(leafOf(event))
  })
  const file = join(setup.own, 'past.db')
  const keeping = await keep(log, file)
  const looks = await lookAround(log, events, () => openSqliteMilestoneStore(file, FORM, systemTime), 20)
  await log.close()
  if (timeline.result !== count || replayed.result !== count) throw new Error('events are missing')
  return {
    timeline: count / timeline.seconds,
    replay: count / replayed.seconds,
    rebuild: count / rebuilt.seconds,
    notary: signed.cpu / count,
    keep: keeping.cpu / count,
    disk: statSync(file).size / 2 ** 20,
    ...looks,
  }
}

/** Without milestones: each query folds the room from its beginning. */
async function runWithout(size: number, setup: BenchSetup): Promise<Measures> {
  const log = await openSqliteLog(join(setup.shared, `${size}.db`), systemTime)
  const events = await log.readAfter(streamsOfRoom(ROOM), BEGINNING, sizeIn(size, setup))
  const looks = await lookAround(log, events, () => openSqliteMilestoneStore(':memory:', FORM, systemTime), 1)
  await log.close()
  return looks
}

/** With all milestones of the room. */
async function keep(eventLog: EventLog, file: string) {
  const milestoneStore = openSqliteMilestoneStore(file, FORM, systemTime)
  const upTo = await eventLog.head()
  const options = {
    eventLog,
    milestoneStore,
    projections: roomProjections,
    eventsPerMilestone: 1_000,
    time: systemTime,
    logger: quietLogger,
  }
  const cost = await measured(() => addMilestones(options, ROOM, upTo))
  await milestoneStore.close()
  return cost
}

async function pageThrough(log: EventLog, roomId: RoomId): Promise<number> {
  const query = {
    roomId,
    size: 200,
    backwards: false,
    before: null,
    from: null,
    to: null,
    types: null,
    matches: null,
  }
  let seen = 0
  for (let after: Position | null = null; ; ) {
    const { events, end, more } = await readTimeline(log, { ...query, after })
    seen += events.length
    if (!more.after) return seen
    after = end
  }
}

/**
 * CPU of a look at the start, in the middle and at the end, in milliseconds: the median, each of them the first of a
 * process; and what one of them holds in memory.
 */
const flags = ['--expose-gc']
const named = (size: number) => `${size.toLocaleString('en-US')} events`
const WITHOUT = '100,000 events, nothing kept'

export const history: BenchPart = {
  name: 'history',
  title: 'Looking into the history of a room',
  method: `
One room in a SQLite log. A tenth of its events are people who join. A third of the rest are comments, and the others are reactions.

| column | meaning |
| --- | --- |
| timeline | the whole timeline, in pages of 200 |
| replay | the work of a replay whose clock does not wait |
| rebuild | one projection, folded again from the log |
| notary | hashing an event into the chain and the tree |
| keeping | cost per event of the milestones, one every 1,000 events |
| disk | size of the milestones |
| start, middle, end | CPU of the first \`roomAt\` of a process at this place, with the first page of each list of the room: the median of 20 fresh processes |
| held | memory of one at the end |

The peer keeps no milestones and folds the room from its beginning each time.`,
  prepare,
  variants: [
    ...SIZES.map(size => ({ name: named(size), flags, run: (setup: BenchSetup) => run(size, setup) })),
    { name: WITHOUT, flags, run: setup => runWithout(100_000, setup) },
  ],
  columns: [
    { measure: 'timeline', heading: 'timeline events/s', digits: 0 },
    { measure: 'replay', heading: 'replay events/s', digits: 0 },
    { measure: 'rebuild', heading: 'rebuild events/s', digits: 0 },
    { measure: 'notary', heading: 'notary µs/event', digits: 1 },
    { measure: 'keep', heading: 'keeping µs/event', digits: 1 },
    { measure: 'disk', heading: 'disk MiB', digits: 1 },
    { measure: 'start', heading: 'start ms', digits: 1 },
    { measure: 'middle', heading: 'middle ms', digits: 1 },
    { measure: 'end', heading: 'end ms', digits: 1 },
    { measure: 'memory', heading: 'held MiB', digits: 1 },
  ],
  ratios: [
    {
      text: 'CPU of a look at the end, kept / nothing kept',
      measure: 'end',
      of: named(100_000),
      to: WITHOUT,
    },
    {
      text: 'CPU of a look at the end, 100,000 / 10,000 events',
      measure: 'end',
      of: named(100_000),
      to: named(10_000),
    },
  ],
  aims: ['start', 'middle', 'end'].map(measure => ({
    text: `50 ms of CPU for a look at the ${measure} of 100,000 events`,
    of: { variant: named(100_000), measure },
    most: 50,
  })),
  rounds: 3,
}
