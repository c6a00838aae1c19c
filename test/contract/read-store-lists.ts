// The contract of the read store: lists and counts by indexes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Collection, Cursor, ListQuery, ReadStore } from '../../src/read-store/read-store.ts'
import { change, freshCollection, type StoreUnderTest, save, stored } from './stores.ts'

type Document = {
  room?: string | null
  role?: string
  live?: boolean
  tags?: string[]
  order?: number | string | null
}

const INDEXES = {
  all: { equal: [], order: 'order' },
  byRoom: { equal: ['room'], order: 'order' },
  byRoomAndRole: { equal: ['room', 'role'], order: 'order' },
  byTag: { equal: ['tags'], order: 'order' },
  byLive: { equal: ['live'], order: 'order' },
  byRoomAndTag: { equal: ['room', 'tags'], order: 'order' },
}

export function listCases(current: StoreUnderTest) {
  /** Saves documents by key, each at the same position. */
  async function collectionOf(documents: Record<string, Document>) {
    const collection = await freshCollection<Document>(current.store, INDEXES)
    const changes = Object.entries(documents).map(([key, document]) => change(key, 1, document))
    await save(current.store, collection, changes)
    return collection
  }

  const keys = async (
    collection: Collection<Document>,
    query: Omit<ListQuery, 'limit'> & { limit?: number },
  ) => (await current.store.list(collection, { limit: 100, ...query })).map(one => one.key)

  test('lists a group sorted by its field, then by key, forwards and backwards', async () => {
    const collection = await collectionOf({
      c: { room: 'x', order: 2 },
      a: { room: 'x', order: 10 },
      d: { room: 'y', order: 1 },
      b: { room: 'x', order: 2 },
      e: { room: 'x', order: -1 },
    })
    const equal = { room: 'x' }
    assert.deepStrictEqual(await keys(collection, { index: 'byRoom', equal }), ['e', 'b', 'c', 'a'])
    assert.deepStrictEqual(await keys(collection, { index: 'byRoom', equal, backwards: true }), [
      'a',
      'c',
      'b',
      'e',
    ])
    assert.deepStrictEqual(await keys(collection, { index: 'byRoom', equal: { room: 'z' } }), [])
    assert.deepStrictEqual(await keys(collection, { index: 'all', equal: {} }), ['e', 'd', 'b', 'c', 'a'])
    assert.deepStrictEqual(await keys(collection, { index: 'byRoom', equal, limit: 2 }), ['e', 'b'])
  })

  test('sorts strings as text', async () => {
    const collection = await collectionOf({
      a: { order: 'b' },
      b: { order: 'a' },
      c: { order: 'B' },
      d: { order: 'aa' },
      e: { order: 'é' },
    })
    assert.deepStrictEqual(await keys(collection, { index: 'all', equal: {} }), ['c', 'b', 'd', 'a', 'e'])
  })

  test('groups by several fields and by booleans, and distinguishes values by type', async () => {
    const collection = await collectionOf({
      a: { room: 'x', role: 'speaker', live: true, order: 1 },
      b: { room: 'x', role: 'listener', live: false, order: 2 },
      c: { room: 'y', role: 'speaker', live: true, order: 3 },
      d: { room: 'xs', role: 'peaker', order: 4 },
    })
    const equal = { room: 'x', role: 'speaker' }
    assert.deepStrictEqual(await keys(collection, { index: 'byRoomAndRole', equal }), ['a'])
    assert.deepStrictEqual(await keys(collection, { index: 'byLive', equal: { live: true } }), ['a', 'c'])
    assert.deepStrictEqual(await keys(collection, { index: 'byLive', equal: { live: false } }), ['b'])
    assert.deepStrictEqual(await keys(collection, { index: 'byLive', equal: { live: 'true' } }), [])
  })

  test('a document without one of the fields is not in the index', async () => {
    const collection = await collectionOf({
      a: { room: 'x', order: 1 },
      b: { room: null, order: 2 },
      c: { order: 3 },
      d: { room: 'x', order: null },
      e: { room: 'x' },
    })
    assert.deepStrictEqual(await keys(collection, { index: 'byRoom', equal: { room: 'x' } }), ['a'])
    assert.deepStrictEqual(await keys(collection, { index: 'all', equal: {} }), ['a', 'b', 'c'])
    assert.equal(await current.store.count(collection, { index: 'byRoom', equal: { room: 'x' } }), 1)
  })

  test('an array field puts the document into a group for each of its values', async () => {
    const collection = await collectionOf({
      a: { room: 'x', tags: ['jazz', 'news'], order: 1 },
      b: { room: 'x', tags: ['news', 'news'], order: 2 },
      c: { room: 'x', tags: [], order: 3 },
      d: { room: 'y', tags: ['jazz'], order: 4 },
    })
    assert.deepStrictEqual(await keys(collection, { index: 'byTag', equal: { tags: 'jazz' } }), ['a', 'd'])
    assert.deepStrictEqual(await keys(collection, { index: 'byTag', equal: { tags: 'news' } }), ['a', 'b'])
    const equal = { room: 'x', tags: 'jazz' }
    assert.deepStrictEqual(await keys(collection, { index: 'byRoomAndTag', equal }), ['a'])
    assert.equal(await current.store.count(collection, { index: 'byTag', equal: { tags: 'news' } }), 2)
  })

  test('a query with several values merges their groups in order, each document once', async () => {
    const collection = await collectionOf({
      a: { tags: ['jazz', 'news'], order: 3 },
      b: { tags: ['news'], order: 1 },
      c: { tags: ['jazz'], order: 2 },
      d: { tags: ['sport'], order: 0 },
      e: { tags: ['sport', 'jazz', 'news'], order: 2 },
    })
    const { store } = current
    const query = { index: 'byTag', equal: { tags: ['jazz', 'news', 'none', 'jazz'] } }
    assert.deepStrictEqual(await keys(collection, query), ['b', 'c', 'e', 'a'])
    assert.deepStrictEqual(await keys(collection, { ...query, backwards: true }), ['a', 'e', 'c', 'b'])
    const after = { order: 2, key: 'c' }
    assert.deepStrictEqual(await keys(collection, { ...query, after }), ['e', 'a'])
    assert.deepStrictEqual(await keys(collection, { ...query, after, backwards: true }), ['b'])
    assert.equal(await store.count(collection, query), 4)
    assert.equal(await store.count(collection, { ...query, before: { order: 2, key: 'e' } }), 2)
    assert.deepStrictEqual(await keys(collection, { index: 'byTag', equal: { tags: [] } }), [])
    assert.equal(await store.count(collection, { index: 'byTag', equal: { tags: [] } }), 0)
  })

  test('a query with several values merges the groups of a field with single values, too', async () => {
    const collection = await collectionOf({
      a: { room: 'x', role: 'speaker', order: 3 },
      b: { room: 'y', role: 'speaker', order: 1 },
      c: { room: 'z', role: 'speaker', order: 2 },
      d: { room: 'x', role: 'listener', order: 4 },
    })
    const query = { index: 'byRoomAndRole', equal: { room: ['x', 'y'], role: ['speaker', 'listener'] } }
    assert.deepStrictEqual(await keys(collection, query), ['b', 'a', 'd'])
    assert.equal(await current.store.count(collection, query), 3)
    assert.equal(await current.store.count(collection, { ...query, before: { order: 3, key: 'b' } }), 2)
  })

  test('starts strictly after a cursor, whether or not a document is there', async () => {
    const collection = await collectionOf({
      a: { order: 1 },
      b: { order: 2 },
      c: { order: 2 },
      d: { order: 3 },
    })
    const list = (after: Cursor, backwards = false) =>
      keys(collection, { index: 'all', equal: {}, after, backwards })
    assert.deepStrictEqual(await list({ order: 2, key: 'b' }), ['c', 'd'])
    assert.deepStrictEqual(await list({ order: 2, key: 'b' }, true), ['a'])
    assert.deepStrictEqual(await list({ order: 2, key: 'bb' }), ['c', 'd'])
    assert.deepStrictEqual(await list({ order: 2, key: 'bb' }, true), ['b', 'a'])
    assert.deepStrictEqual(await list({ order: 0, key: 'z' }), ['a', 'b', 'c', 'd'])
    assert.deepStrictEqual(await list({ order: 9, key: '' }, true), ['d', 'c', 'b', 'a'])
    assert.deepStrictEqual(await list({ order: 9, key: '' }), [])
  })

  test('counts a group, and the documents before a cursor', async () => {
    const total = current.lacks.size ? 100 : 1_500
    const collection = await collectionOf(
      Object.fromEntries(Array.from({ length: total }, (_, i) => [`k${i}`, { room: `r${i % 2}`, order: i }])),
    )
    const { store } = current
    const query = { index: 'byRoom', equal: { room: 'r0' } }
    assert.equal(await store.count(collection, query), total / 2)
    const middle = total / 2
    for (const [order, expected] of [
      [-1, 0],
      [0, 0],
      [1, 1],
      [middle, middle / 2],
      [middle + 1, middle / 2 + 1],
      [total * 2, total / 2],
    ] as const)
      assert.equal(await store.count(collection, { ...query, before: { order, key: `k${order}` } }), expected)
    assert.equal(await store.count(collection, { index: 'byRoom', equal: { room: 'none' } }), 0)
  })

  test('follows a document that changes its group or order, or is removed', async () => {
    const collection = await collectionOf({
      a: { room: 'x', order: 1 },
      b: { room: 'x', order: 2 },
      c: { room: 'x', order: 3 },
      d: { room: 'x', order: 4 },
    })
    const { store } = current
    await save(store, collection, [
      change('a', 2, { room: 'y', order: 1 }),
      change<Document>('b', 3, { room: 'x', order: 9 }),
      change<Document>('c', 4, null),
      change<Document>('d', 5, { room: null, order: 4 }),
      change<Document>('e', 6, { room: 'x', order: 0 }),
    ])
    assert.deepStrictEqual(await keys(collection, { index: 'byRoom', equal: { room: 'x' } }), ['e', 'b'])
    assert.deepStrictEqual(await keys(collection, { index: 'byRoom', equal: { room: 'y' } }), ['a'])
    assert.deepStrictEqual(await keys(collection, { index: 'all', equal: {} }), ['e', 'a', 'd', 'b'])
    const [first] = await store.list(collection, { index: 'byRoom', equal: { room: 'y' }, limit: 1 })
    assert.deepStrictEqual(first, await store.load(collection, 'a'))
  })

  test('pages are stable while documents are inserted', async () => {
    const { store } = current
    const collection = await collectionOf(
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`k${i}`, { room: 'x', order: i * 10 }])),
    )
    for (const backwards of [false, true]) {
      const seen: string[] = []
      const position = backwards ? 1_000 : 2
      let after: Cursor | undefined
      for (;;) {
        const page = await pageAfter(store, collection, backwards, after)
        seen.push(...page.map(one => one.key))
        if (page.length < PAGE) break
        const last = page.at(-1)!
        const order = last.document.order as number
        after = { order, key: last.key }
        // Before the cursor, at it, and after it.
        const inserted = [order - 5, order, order + 5].map((at, i) =>
          change<Document>(`new-${backwards}-${order}-${i}`, position + seen.length, {
            room: 'x',
            order: at,
          }),
        )
        await save(store, collection, inserted)
      }
      const old = seen.filter(key => key.startsWith('k')).map(key => Number(key.slice(1)))
      const all = Array.from({ length: 60 }, (_, i) => (backwards ? 59 - i : i))
      assert.deepStrictEqual(old, all)
      assert.equal(new Set(seen).size, seen.length)
    }
  })

  test('scans a collection by keys, without removed documents', async () => {
    const { store } = current
    const collection = await collectionOf({ b: { order: 1 }, a: {}, c: { order: 3 }, gone: {} })
    await save(store, collection, [change('gone', 2, null)])
    const first = await store.scan(collection, { limit: 2 })
    assert.deepStrictEqual(
      first.map(({ key }) => key),
      ['a', 'b'],
    )
    assert.deepStrictEqual(await store.scan(collection, { after: 'b', limit: 2 }), [
      stored('c', 1, { order: 3 }),
    ])
    assert.deepStrictEqual(await store.scan(collection, { after: 'c', limit: 2 }), [])
  })

  test('an unknown index and a missing value throw clear errors', async () => {
    const { store } = current
    const collection = await collectionOf({})
    const unknown = { index: 'none', equal: {}, limit: 1 }
    const partial = { index: 'byRoomAndRole', equal: { room: 'x' }, limit: 1 }
    await assert.rejects(async () => store.list(collection, unknown), /index none/)
    await assert.rejects(async () => store.count(collection, unknown), /index none/)
    await assert.rejects(async () => store.list(collection, partial), /role/)
    await assert.rejects(async () => store.count(collection, partial), /role/)
  })
}

const PAGE = 7

function pageAfter(store: ReadStore, collection: Collection<Document>, backwards: boolean, after?: Cursor) {
  const query = { index: 'byRoom', equal: { room: 'x' }, limit: PAGE, backwards }
  return store.list(collection, after ? { ...query, after } : query)
}
