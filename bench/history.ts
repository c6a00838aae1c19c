// What it costs to look into the history of a room, and how that grows with the room.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { BEGINNING, type NewEvent, type Position, type StreamName, streamsOfRoom } from '../commands/event.ts'
import type { CommandId, EventId, RoomId, UserId } from '../commands/ids.ts'
import { projections, roomProjections } from '../projections/all.ts'
import type { EventLog } from '../src/event-log/event-log.ts'
import { openSqliteLog } from '../src/event-log/sqlite.ts'
import { Chain, leafOf } from '../src/history/chain.ts'
import { createReplays } from '../src/history/replay.ts'
import { createTimeMachine } from '../src/history/time-machine.ts'
import { readTimeline } from '../src/history/timeline.ts'
import { rebuild } from '../src/processing/rebuild.ts'
import { createMemoryReadStore } from '../src/read-store/memory.ts'
import { quiet } from './crowd.ts'
import { type Measures, measured, type Part, percentile, type Setup } from './part.ts'

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
async function fill(log: EventLog, roomId: RoomId, size: number): Promise<Position[]> {
  const people = Array.from({ length: Math.max(2, size / 10) }, () => randomUUID() as UserId)
  const versions = new Map<StreamName, number>()
  const positions: Position[] = []
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
      if (!appended.written) throw new Error('nobody else writes here')
      versions.set(stream, version + events.length)
      for (const { position } of appended.events) positions.push(position)
    }
  }
  return positions
}

async function run(size: number, keeps: boolean, { quick, own }: Setup): Promise<Measures> {
  const count = quick ? size / 100 : size
  const log = await openSqliteLog(join(own, 'log.db'))
  const roomId = randomUUID() as RoomId
  const positions = await fill(log, roomId, count)
  const timeline = await measured(() => pageThrough(log, roomId))
  const looks = await lookAround(log, roomId, positions, keeps)
  const replayed = await measured(() => replayAll(log, roomId))
  const rebuilt = await measured(() => rebuildAll(log))
  const events = await log.readAfter(streamsOfRoom(roomId), BEGINNING, count)
  const signed = await measured(() => {
    const chain = new Chain(roomId)
    for (const event of events) chain.push(leafOf(event))
  })
  await log.close()
  if (timeline.result !== count || replayed.result !== count) throw new Error('events are missing')
  return {
    timeline: count / timeline.seconds,
    ...looks,
    replay: count / replayed.seconds,
    rebuild: count / rebuilt.seconds,
    notary: signed.cpu / count,
  }
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

/** CPU of a look at the start, in the middle and at the end, in milliseconds; and what the first one of all cost. */
async function lookAround(log: EventLog, roomId: RoomId, positions: readonly Position[], keeps: boolean) {
  const make = () => createTimeMachine({ eventLog: log, projections: roomProjections })
  let machine = make()
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const first = await measured(() => machine.at(roomId, positions.at(-1)!))
  globalThis.gc?.()
  const memory = (process.memoryUsage().heapUsed - before) / 2 ** 20
  const around = async (part: number) => {
    const times: number[] = []
    const place = Math.min(positions.length - 41, Math.floor(positions.length * part))
    for (let i = 0; i < (keeps ? 40 : 4); i++) {
      if (!keeps) machine = make()
      const { cpu } = await measured(() => machine.at(roomId, positions[Math.max(0, place) + i]!))
      times.push(cpu / 1_000)
    }
    return percentile(times, 50)
  }
  return {
    first: first.cpu / positions.length,
    start: await around(0.01),
    middle: await around(0.5),
    end: await around(0.99),
    memory,
  }
}

async function replayAll(log: EventLog, roomId: RoomId): Promise<number> {
  const replays = createReplays({ eventLog: log, eventsPerSecond: 1e9, stopwatch: hurried() })
  const whole = { roomId, from: null, to: null, after: null, speed: 1_000, longestPause: null }
  const replay = await replays.start(whole)
  let seen = 0
  for (let batch = await replay.next(); batch; batch = await replay.next()) seen += batch.events.length
  return seen
}

/** Time passes as soon as somebody waits: what is measured is the work. */
function hurried() {
  let time = 0
  return {
    now: () => time,
    async pause(milliseconds: number) {
      time += milliseconds
    },
  }
}

async function rebuildAll(log: EventLog): Promise<void> {
  const projection = projections.find(({ name }) => name === 'room-summary')!
  const { signal } = new AbortController()
  await rebuild({ log, store: createMemoryReadStore(), projection, logger: quiet, signal })
}

const flags = ['--expose-gc']
const named = (size: number) => `${size.toLocaleString('en-US')} events`
const WITHOUT = '100,000 events, nothing kept'

export const history: Part = {
  name: 'history',
  title: 'Looking into the history of a room',
  method: `
One room in a SQLite log: a tenth of its events are people who join, a third of the rest comments, the others reactions.
*Timeline*: the whole of it in pages of 200. *First look*: the CPU of the first \`roomAt\` of a room, at its end, for each of
its events; it keeps a state every 500 events, and *MiB kept* is what these weigh. *Start*, *middle*, *end*: the CPU of any
later look there, the median of 40. *Replay*: the work of a replay whose clock does not wait. *Rebuild*: one projection
folded anew from the log. *Notary*: hashing an event into chain and tree. The peer keeps nothing and folds the room from its
beginning for each look.`,
  variants: [
    ...[1_000, 10_000, 100_000].map(size => ({
      name: named(size),
      flags,
      run: (setup: Setup) => run(size, true, setup),
    })),
    { name: WITHOUT, flags, run: setup => run(100_000, false, setup) },
  ],
  columns: [
    { measure: 'timeline', heading: 'timeline events/s', digits: 0 },
    { measure: 'first', heading: 'first look µs/event', digits: 1 },
    { measure: 'start', heading: 'start ms', digits: 1 },
    { measure: 'middle', heading: 'middle ms', digits: 1 },
    { measure: 'end', heading: 'end ms', digits: 1 },
    { measure: 'memory', heading: 'MiB kept', digits: 1 },
    { measure: 'replay', heading: 'replay events/s', digits: 0 },
    { measure: 'rebuild', heading: 'rebuild events/s', digits: 0 },
    { measure: 'notary', heading: 'notary µs/event', digits: 1 },
  ],
  ratios: [
    {
      text: 'CPU of a look at the end, kept / nothing kept',
      measure: 'end',
      of: named(100_000),
      to: WITHOUT,
    },
    {
      text: 'CPU of a look at the end, 100,000 / 1,000 events',
      measure: 'end',
      of: named(100_000),
      to: named(1_000),
    },
  ],
  aims: ['start', 'middle', 'end'].map(measure => ({
    text: `50 ms of CPU for a look at the ${measure} of 100,000 events`,
    of: { variant: named(100_000), measure },
    most: 50,
  })),
  rounds: 3,
}
