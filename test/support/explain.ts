// Checks how a real MongoDB plans our queries. Compatible servers do not explain plans.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { MongoClient } from 'mongodb'
import { projections } from '../../projections/all.ts'
import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { filterOf } from '../../src/read-store/mongo-documents.ts'
import { databaseOf } from '../../src/read-store/mongo-errors.ts'
import { storedName } from '../../src/read-store/read-store.ts'
import { systemTime } from '../../src/support/time.ts'
import { scenarios } from '../scenarios/room-scenarios.ts'
import { startServer } from './server.ts'

/** Runs all scenarios over the public API while MongoDB profiles every operation, including those of the processors. */
export function profileScenarios(url: string): void {
  test('no operation of the scenarios scans a whole collection', async t => {
    const name = `rostrum_profiled_${randomUUID().slice(0, 8)}`
    const own = url.replace(/^([a-z+]+:\/\/[^/?]+)(\/[^?]*)?/, `$1/${name}`)
    const client = await new MongoClient(url).connect()
    const database = client.db(name)
    t.after(async () => {
      await database.dropDatabase()
      await client.close()
    })
    await database.createCollection('system.profile', { capped: true, size: 64 * 1_048_576 })
    await database.setProfilingLevel('all')
    const { url: api } = await startServer(t, {
      READ_STORE_URL: own,
      PRESENCE_GRACE_MS: '8000',
      RETURN_GRACE_MS: '8000',
    })
    for (const [scenario, run] of Object.entries(scenarios)) await t.test(scenario, () => run([api]))
    await database.setProfilingLevel('off')
    const profile = database.collection<Profiled>('system.profile')
    assert.ok((await profile.countDocuments()) > 100, 'MongoDB has profiled nothing')
    const scans = await profile.find({ planSummary: /COLLSCAN/, ns: { $not: /system\.profile$/ } }).toArray()
    assert.deepStrictEqual(
      scans.map(({ ns, op, planSummary, command }) => ({ ns, op, planSummary, command })),
      [],
    )
  })
}

type Profiled = { ns: string; op: string; planSummary?: string; command?: object }

/** Every list of every projection is read by an index, in order, from the database that the store uses. */
export function explainLists(url: string): void {
  test('lists are read by an index: none scans a collection or sorts in memory', async t => {
    const store = await openMongoReadStore({ time: systemTime, url, name: 'test' })
    t.after(() => store.close())
    await store.prepare(projections)
    const client = await new MongoClient(url).connect()
    t.after(() => client.close())
    const database = client.db(databaseOf(url))
    const faults: string[] = []
    for (const projection of projections) {
      const documents = database.collection<{ _id: string }>(storedName(projection))
      for (const [index, { equal, order }] of Object.entries(projection.indexes)) {
        const query = { index, equal: Object.fromEntries(equal.map(field => [field, 'x'])) }
        const cursor = { order: 1, key: 'x' }
        for (const from of [undefined, { cursor, backwards: false }, { cursor, backwards: true }]) {
          const direction = from?.backwards ? -1 : 1
          const explained = await documents
            .find(filterOf(projection, query, from))
            .sort({ [order]: direction, _id: direction })
            .limit(10)
            .explain('queryPlanner')
          const fault = planFault(explained)
          if (fault) faults.push(`${projection.name}.${index}: ${fault}`)
        }
      }
    }
    assert.deepStrictEqual(faults, [])
  })
}

/**
 * Why a plan is not read by an index alone. Null when it is. A server that finds no collection explains an empty plan, which
 * has neither scans nor an index: that is a fault, too, because it says nothing about the query.
 */
export function planFault(explained: {
  readonly queryPlanner?: { readonly winningPlan?: unknown }
}): string | null {
  const plan = JSON.stringify(explained.queryPlanner?.winningPlan ?? null)
  if (!plan.includes('"IXSCAN"')) return `no index in ${plan}`
  if (/"COLLSCAN"|"SORT"/.test(plan)) return plan
  return null
}
