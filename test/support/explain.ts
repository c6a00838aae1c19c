// How a real MongoDB goes about our queries. A compatible server does not say it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MongoClient } from 'mongodb'
import { projections } from '../../projections/all.ts'
import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { filterOf } from '../../src/read-store/mongo-documents.ts'
import { storedName } from '../../src/read-store/read-store.ts'

/** Every index of every projection is used by the lists that are read from it: no query looks at a whole collection. */
export function explainLists(url: string): void {
  test('no list is read by looking at a whole collection, and none is sorted in memory', async t => {
    const store = await openMongoReadStore({ url, name: 'test' })
    t.after(() => store.close())
    await store.prepare(projections)
    const client = await new MongoClient(url).connect()
    t.after(() => client.close())
    const database = client.db(new URL(url).pathname.slice(1) || 'rostrum')
    const complaints: string[] = []
    for (const projection of projections) {
      for (const [index, { equal, order }] of Object.entries(projection.indexes)) {
        const query = { index, equal: Object.fromEntries(equal.map(field => [field, 'x'])) }
        for (const from of [undefined, { place: { order: 1, key: 'x' }, backwards: false }]) {
          const plan = await database
            .collection<{ _id: string }>(storedName(projection))
            .find(filterOf(projection, query, from))
            .sort({ [order]: 1, _id: 1 })
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
