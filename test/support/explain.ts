// How a real MongoDB goes about our queries. A compatible server does not say it.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { MongoClient } from 'mongodb'
import { projections } from '../../projections/all.ts'
import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { filterOf } from '../../src/read-store/mongo-documents.ts'
import { storedName } from '../../src/read-store/read-store.ts'
import { systemTime } from '../../src/support/time.ts'
import { scenarios } from '../scenarios/room-scenarios.ts'
import { startServer } from './server.ts'

/**
 * An evening by the public API, with all that the processors ask for beside it: the server writes down how it went about
 * each operation.
 */
export function profileAnEvening(url: string): void {
  test('no operation of an evening looks at a whole collection', async t => {
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
    const { url: api } = await startServer(t, { READ_STORE_URL: own, PRESENCE_GRACE_MS: '8000' })
    for (const [scenario, run] of Object.entries(scenarios)) await t.test(scenario, () => run([api]))
    await database.setProfilingLevel('off')
    const profile = database.collection<Profiled>('system.profile')
    assert.ok((await profile.countDocuments()) > 100, 'the server has written nothing down')
    const scans = await profile.find({ planSummary: /COLLSCAN/, ns: { $not: /system\.profile$/ } }).toArray()
    assert.deepStrictEqual(
      scans.map(({ ns, op, planSummary, command }) => ({ ns, op, planSummary, command })),
      [],
    )
  })
}

type Profiled = { ns: string; op: string; planSummary?: string; command?: object }

/** Every index of every projection is used by the lists that are read from it: no query looks at a whole collection. */
export function explainLists(url: string): void {
  test('no list is read by looking at a whole collection, and none is sorted in memory', async t => {
    const store = await openMongoReadStore({ time: systemTime, url, name: 'test' })
    t.after(() => store.close())
    await store.prepare(projections)
    const client = await new MongoClient(url).connect()
    t.after(() => client.close())
    const database = client.db(new URL(url).pathname.slice(1) || 'rostrum')
    const complaints: string[] = []
    for (const projection of projections) {
      for (const [index, { equal, order }] of Object.entries(projection.indexes)) {
        const query = { index, equal: Object.fromEntries(equal.map(field => [field, 'x'])) }
        const place = { order: 1, key: 'x' }
        for (const from of [undefined, { place, backwards: false }, { place, backwards: true }]) {
          const direction = from?.backwards ? -1 : 1
          const plan = await database
            .collection<{ _id: string }>(storedName(projection))
            .find(filterOf(projection, query, from))
            .sort({ [order]: direction, _id: direction })
            .limit(10)
            .explain('queryPlanner')
          const text = JSON.stringify(plan.queryPlanner.winningPlan)
          if (/COLLSCAN|"SORT"/.test(text)) complaints.push(`${projection.name}.${index}: ${text}`)
        }
      }
    }
    assert.deepStrictEqual(complaints, [])
  })
}
