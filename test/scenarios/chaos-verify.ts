// What must hold after chaos, read from the log and the read store themselves.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { BEGINNING, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import { projections } from '../../projections/all.ts'
import type { Projection, Stored } from '../../projections/projection.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { systemTime } from '../../src/support/time.ts'
import type { Cluster } from '../support/cluster.ts'
import { foldAfresh } from '../support/fold-afresh.ts'
import type { Guest } from '../support/guest.ts'
import { until } from '../support/until.ts'

const LONG = { timeout: 120_000 }

/** `upTo`: everybody has been told up to there. */
export async function verifyDocuments(
  t: TestContext,
  { engines }: Cluster,
  roomId: string,
  people: readonly Guest[],
  upTo: string,
): Promise<void> {
  const log = await openEventStoreDb({ time: systemTime, url: engines.env.EVENT_LOG_URL!, timeoutMs: 60_000 })
  const store = await openMongoReadStore({
    time: systemTime,
    url: engines.env.READ_STORE_URL!,
    name: 'check',
    timeoutMs: 60_000,
  })
  t.after(() => Promise.all([log.close(), store.close()]))
  const events = await allOf(log, roomId)
  onceInTheLog(events, people)
  onceAndInOrder(events, people, upTo)
  for (const projection of projections) await asRebuilt(log, store, projection, t.signal)
  const count = people.flatMap(person => person.acknowledged).length
  const slowest = Math.max(...people.map(person => person.slowest))
  t.diagnostic(`${count} commands acknowledged, the slowest after ${Math.round(slowest)} ms`)
}

async function allOf(log: EventLog, roomId: string): Promise<readonly Recorded[]> {
  const events: Recorded[] = []
  for (;;) {
    const page = await log.readAfter(streamsOfRoom(roomId), events.at(-1)?.position ?? BEGINNING, 1_000)
    if (page.length === 0) return events
    events.push(...page)
  }
}

function onceInTheLog(events: readonly Recorded[], people: readonly Guest[]): void {
  const ids = events.map(event => event.id)
  assert.equal(new Set(ids).size, ids.length, 'an event is in the log twice')
  // A command may lead to several events; twice it would lead to the same ones, by their ids, or to others beside them.
  const done = new Map<string, number>()
  for (const { cause, version, stream } of events) {
    const next = done.get(cause.commandId)
    const message = `${cause.commandId} was done more than once in ${stream}`
    if (next !== undefined) assert.equal(version, next, message)
    done.set(cause.commandId, version + 1)
  }
  const acknowledged = people.flatMap(person => person.acknowledged)
  assert.deepStrictEqual(
    acknowledged.filter(id => !done.has(id)),
    [],
    'acknowledged, and not in the log',
  )
}

function onceAndInOrder(events: readonly Recorded[], people: readonly Guest[], upTo: string): void {
  const expected = events.map(event => event.position as string).filter(position => position <= upTo)
  for (const person of people) {
    const seen = person.seen.map(event => event.position).filter(position => position <= upTo)
    assert.deepStrictEqual(seen, expected)
    assert.deepStrictEqual(person.troubles, [])
  }
}

async function asRebuilt(log: EventLog, store: ReadStore, projection: Projection, signal: AbortSignal) {
  const fresh = createMemoryReadStore({ time: systemTime })
  await foldAfresh(log, fresh, projection, signal)
  const should = JSON.stringify(await everything(fresh, projection))
  await until(async () => {
    const is = JSON.stringify(await everything(store, projection))
    return is === should ? null : `${projection.name} differ from a rebuild: ${is}\n${should}`.slice(0, 2_000)
  }, LONG)
}

async function everything(store: ReadStore, projection: Projection): Promise<unknown> {
  const found: Stored[] = []
  for (;;) {
    const after = found.at(-1)?.key
    const page = await store.scan(projection, { limit: 500, ...(after !== undefined && { after }) })
    found.push(...page)
    if (page.length === 0) return sorted(found)
  }
}

/** The fields of documents in one order, whatever the engine keeps them in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
