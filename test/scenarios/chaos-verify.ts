// Verifies after chaos what is in the log, in the read store and at the clients.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { BEGINNING, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import { projections } from '../../projections/all.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { systemTime } from '../../src/support/time.ts'
import type { Cluster } from '../support/cluster.ts'
import type { PersistentClient } from '../support/persistent-client.ts'
import { assertSameAsRebuilt } from '../support/same-as-rebuilt.ts'

/** `upTo` is the position that everybody has received. */
export async function verifyDocuments(
  t: TestContext,
  { engines }: Cluster,
  roomId: string,
  people: readonly PersistentClient[],
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
  assertOnceInLog(events, people)
  assertDeliveredInOrder(events, people, upTo)
  for (const projection of projections) await assertSameAsRebuilt(log, store, projection, t.signal)
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

function assertOnceInLog(events: readonly Recorded[], people: readonly PersistentClient[]): void {
  const ids = events.map(event => event.id)
  assert.equal(new Set(ids).size, ids.length, 'an event is in the log twice')
  // A command may write several events, one after the other. If it was done twice, they are not consecutive.
  const nextVersions = new Map<string, number>()
  for (const { cause, version, stream } of events) {
    const next = nextVersions.get(cause.commandId)
    const message = `${cause.commandId} was done more than once in ${stream}`
    if (next !== undefined) assert.equal(version, next, message)
    nextVersions.set(cause.commandId, version + 1)
  }
  const acknowledged = people.flatMap(person => person.acknowledged)
  assert.deepStrictEqual(
    acknowledged.filter(id => !nextVersions.has(id)),
    [],
    'acknowledged but not in the log',
  )
}

function assertDeliveredInOrder(
  events: readonly Recorded[],
  people: readonly PersistentClient[],
  upTo: string,
): void {
  const expected = events.map(event => event.position as string).filter(position => position <= upTo)
  for (const person of people) {
    const seen = person.seen.map(event => event.position).filter(position => position <= upTo)
    assert.deepStrictEqual(seen, expected)
    assert.deepStrictEqual(person.problems, [])
  }
}
