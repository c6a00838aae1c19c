// Damages the file of a SQLite log in many seeded ways. Whatever is read afterwards is as written, or a fault says that it is not.

import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { BEGINNING, parseStream, type Recorded, type StreamName } from '../../commands/event.ts'
import { type EventLog, LogFault } from '../../src/event-log/event-log.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, freshStream, newEvent } from '../contract/logs.ts'

/** How many damages are tried. */
const DAMAGES = process.env.ROSTRUM_SOAK ? 400 : 48
const PAGE_BYTES = 4_096

const folder = mkdtempSync(join(tmpdir(), 'rostrum-damage-'))
after(() => rmSync(folder, { recursive: true }))

/** A log that was closed in order, and what a kill leaves of one: most of it is in the WAL. */
const CLOSED = join(folder, 'closed.db')
const KILLED = join(folder, 'killed.db')
const written = new Map<string, readonly Recorded[]>()

before(async () => {
  for (const [path, events] of [
    [CLOSED, 2_500],
    [KILLED, 900],
  ] as const) {
    const working = `${path}.working`
    const log = await openSqliteLog(working, systemTime)
    written.set(path, await fill(log, events))
    if (path === CLOSED) await log.close()
    for (const part of ['', '-wal', '-shm'])
      if (existsSync(`${working}${part}`)) copyFileSync(`${working}${part}`, `${path}${part}`)
    if (path === KILLED) await log.close()
  }
})

async function fill(log: EventLog, count: number): Promise<Recorded[]> {
  const random = seeded(7)
  const streams = Array.from({ length: 40 }, (_, i) => freshStream(i % 3 === 0 ? 'Chat' : 'Room'))
  const versions = new Map<StreamName, number>()
  const events: Recorded[] = []
  while (events.length < count) {
    const stream = streams[Math.floor(random() * streams.length)]!
    const fresh = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
      newEvent({ text: 'x👏'.repeat(Math.floor(random() * 40)), number: Math.floor(random() * 1e6) }),
    )
    const version = versions.get(stream) ?? 0
    events.push(...(await append(log, stream, version, fresh)))
    versions.set(stream, version + fresh.length)
  }
  return events
}

type Damage = (bytes: Buffer, random: () => number) => Buffer

const at = (bytes: Buffer, random: () => number) => Math.floor(random() * bytes.length)

const DATABASE_DAMAGES: Readonly<Record<string, Damage>> = {
  'flipped bit': (bytes, random) => {
    bytes[at(bytes, random)]! ^= 1 << Math.floor(random() * 8)
    return bytes
  },
  'foreign page': (bytes, random) => {
    const pages = bytes.length / PAGE_BYTES
    const [from, to] = [Math.floor(random() * pages), Math.floor(random() * pages)]
    bytes.copy(bytes, to * PAGE_BYTES, from * PAGE_BYTES, (from + 1) * PAGE_BYTES)
    return bytes
  },
  noise: (bytes, random) => {
    const from = at(bytes, random)
    const length = 1 + Math.floor(random() * 6_000)
    for (let i = from; i < Math.min(bytes.length, from + length); i++) bytes[i] = Math.floor(random() * 256)
    return bytes
  },
  'lost sector': (bytes, random) => {
    const from = at(bytes, random) & ~511
    return bytes.fill(0, from, Math.min(bytes.length, from + 512))
  },
  cut: (bytes, random) => bytes.subarray(0, at(bytes, random)),
}

const { noise, 'flipped bit': flip, cut } = DATABASE_DAMAGES
const WAL_DAMAGES: Readonly<Record<string, Damage>> = {
  'flipped bit': flip!,
  noise: noise!,
  cut: cut!,
}

for (const [name, damage] of Object.entries(DATABASE_DAMAGES))
  test(`no ${name} in the database file is silent`, async t =>
    t.diagnostic(JSON.stringify(await tryAll(CLOSED, '', damage, Math.ceil(DAMAGES / 8)))))

for (const [name, damage] of Object.entries(WAL_DAMAGES))
  test(`no ${name} in the WAL of a killed process is silent`, async t =>
    t.diagnostic(JSON.stringify(await tryAll(KILLED, '-wal', damage, Math.ceil(DAMAGES / 8)))))

async function tryAll(source: string, part: string, damage: Damage, count: number) {
  const outcomes: Record<string, number> = { refused: 0, 'partly read': 0, unaffected: 0 }
  for (let seed = 1; seed <= count; seed++) {
    const path = join(folder, 'damaged.db')
    for (const suffix of ['', '-wal', '-shm', '-lock']) {
      rmSync(`${path}${suffix}`, { force: true })
      if (existsSync(`${source}${suffix}`)) copyFileSync(`${source}${suffix}`, `${path}${suffix}`)
    }
    writeFileSync(`${path}${part}`, damage(readFileSync(`${path}${part}`), seeded(seed)))
    try {
      outcomes[await outcomeOf(path, written.get(source)!)]! += 1
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error })
    }
  }
  return outcomes
}

async function outcomeOf(path: string, events: readonly Recorded[]) {
  let log: EventLog
  try {
    log = await openSqliteLog(path, systemTime)
  } catch (error) {
    assert.ok(error instanceof LogFault, String((error as Error).stack))
    return 'refused'
  }
  try {
    const faults = (await readEverything(log, events)) + (await appendEverywhere(log, events))
    return faults > 0 ? 'partly read' : 'unaffected'
  } finally {
    await log.close()
  }
}

/** Compares what can be read with what was written. Resolves to the number of reads that failed. */
async function readEverything(log: EventLog, events: readonly Recorded[]): Promise<number> {
  let faults = 0
  const check = async (what: string, read: () => Promise<unknown>, expected: unknown) => {
    let found: unknown
    try {
      found = await read()
    } catch (error) {
      assert.ok(error instanceof LogFault, String((error as Error).stack))
      faults += 1
      return
    }
    assert.deepStrictEqual(found, expected, what)
  }
  await check('head', () => log.head(), events.at(-1)!.position)
  await check('follow', () => followed(log, events), events)
  for (const [stream, own] of Map.groupBy(events, event => event.stream)) {
    const { id } = parseStream(stream)
    const both = [`Room-${id}`, `Chat-${id}`] as const
    const middle = events[Math.floor(events.length / 2)]!.position
    const [earlier, later] = [
      own.filter(event => event.position < middle),
      own.filter(event => event.position > middle),
    ]
    await check(`${stream} read`, () => log.read(stream, 1, 10_000), own)
    await check(`${stream} tail`, () => log.readTail(stream, 7), own.slice(-7))
    await check(`${stream} after`, () => log.readAfter(both, middle, 9), later.slice(0, 9))
    await check(`${stream} before`, () => log.readBefore(both, middle, 9), earlier.slice(-9))
  }
  return faults + log.damage().length
}

/** All events, in which those that are reported as damaged are taken from what was written. */
async function followed(log: EventLog, events: readonly Recorded[]): Promise<Recorded[]> {
  const found: Recorded[] = []
  const head = await log.head()
  for await (const batch of log.follow(BEGINNING, {}, new AbortController().signal)) {
    found.push(...batch.events)
    for (const { stream, position } of batch.damaged ?? []) {
      const lost = events[Number(position) - 1]!
      // Several streams are named if it is not certain which one lost the event.
      if (lost.stream === stream) found.push(lost)
    }
    if (batch.position === head) break
  }
  return found.sort((a, b) => (a.position < b.position ? -1 : 1))
}

/** Appends to every stream. What was accepted can be read, and nothing else of the stream has changed. */
async function appendEverywhere(log: EventLog, events: readonly Recorded[]): Promise<number> {
  const appendTo = async (stream: StreamName, own: readonly Recorded[]) => {
    try {
      const added = await append(log, stream, own.length, [newEvent({ text: 'later' })])
      assert.deepStrictEqual(await log.readTail(stream, 2), [own.at(-1)!, ...added])
      return 0
    } catch (error) {
      assert.ok(error instanceof LogFault, String((error as Error).stack))
      return 1
    }
  }
  const streams = [...Map.groupBy(events, event => event.stream)]
  const faults = await Promise.all(streams.map(([stream, own]) => appendTo(stream, own)))
  return faults.reduce((sum: number, fault) => sum + fault, 0)
}

/** Numbers from 0 to 1, the same ones for the same seed. */
function seeded(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
