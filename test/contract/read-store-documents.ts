// The contract of the read store: documents and checkpoints.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEGINNING, positionOf } from '../../commands/event.ts'
import { Fenced } from '../../src/read-store/read-store.ts'
import { change, freshCollection, type StoreUnderTest, save, stored } from './stores.ts'

export function documentCases(current: StoreUnderTest) {
  test('keeps documents exactly, with the position that they reflect', async () => {
    const { store } = current
    const documents = await freshCollection(store)
    const document = {
      text: 'Grüße, 世界, 👩‍👩‍👧‍👦, "quotes"',
      nulls: [null, { inner: null }],
      numbers: [0, -1, 0.5, 1_700_000_000_123, 9007199254740991],
      truth: true,
      empty: {},
      none: [],
      large: 'é'.repeat(32_768),
      'a.b': 1,
      $set: { $inc: { 'c.d': 2 } },
      _position: 3,
      '％1': 4,
    }
    await save(store, documents, [change('a', 7, document)])
    assert.deepStrictEqual(await store.load(documents, 'a'), stored('a', 7, document))
  })

  test('keeps strings with a zero character', async t => {
    if (current.lacks.nul) return t.skip(current.lacks.nul)
    const documents = await freshCollection(current.store)
    await save(current.store, documents, [change('a', 1, { text: 'a\u0000b' })])
    assert.deepStrictEqual(await current.store.load(documents, 'a'), stored('a', 1, { text: 'a\u0000b' }))
  })

  test('a missing document is null', async () => {
    const documents = await freshCollection(current.store)
    assert.equal(await current.store.load(documents, 'none'), null)
    assert.deepStrictEqual(await current.store.loadMany(documents, ['none']), [null])
    assert.deepStrictEqual(await current.store.loadMany(documents, []), [])
  })

  test('loadMany keeps order, length and duplicates', async () => {
    const { store } = current
    const documents = await freshCollection(store)
    await save(store, documents, [change('a', 1, { n: 1 }), change('b', 2, { n: 2 })])
    const a = stored('a', 1, { n: 1 })
    const b = stored('b', 2, { n: 2 })
    assert.deepStrictEqual(await store.loadMany(documents, ['b', 'none', 'a', 'b', 'a']), [b, null, a, b, a])
  })

  test('changing a loaded document does not change the store', async () => {
    const { store } = current
    type Document = { inner: { list: number[] }; order: number }
    const documents = await freshCollection<Document>(store, { all: { equal: [], order: 'order' } })
    await save(store, documents, [change('a', 1, { inner: { list: [1] }, order: 1 })])
    const twice = await store.loadMany(documents, ['a', 'a'])
    const [listed] = await store.list(documents, { index: 'all', equal: {}, limit: 1 })
    for (const one of [await store.load(documents, 'a'), ...twice, listed]) {
      assert.deepStrictEqual(one, stored('a', 1, { inner: { list: [1] }, order: 1 }))
      one!.document.inner.list.push(2)
      one!.document.order = 3
    }
    assert.deepStrictEqual(
      await store.load(documents, 'a'),
      stored('a', 1, { inner: { list: [1] }, order: 1 }),
    )
  })

  test('applying the same change twice changes nothing; an older change is ignored', async () => {
    const { store } = current
    const documents = await freshCollection(store)
    await save(store, documents, [change('a', 5, { n: 5 })])
    await save(store, documents, [change('a', 5, { n: 50 }), change('b', 5, { n: 5 })])
    await save(store, documents, [change('a', 4, { n: 4 }), change('c', 4, { n: 4 })], positionOf(5))
    await save(store, documents, [change('a', 3, null)], positionOf(5))
    assert.deepStrictEqual(await store.loadMany(documents, ['a', 'b', 'c']), [
      stored('a', 5, { n: 5 }),
      stored('b', 5, { n: 5 }),
      stored('c', 4, { n: 4 }),
    ])
  })

  test('two writers racing on one document leave the newer one', async t => {
    if (current.lacks.race) return t.skip(current.lacks.race)
    const { store } = current
    const documents = await freshCollection(store)
    const positions = [3, 9, 1, 10, 4, 2, 8, 5, 7, 6]
    await Promise.all(
      positions.map(n => store.save(documents, [change('a', n, { n })], checkpoint(`p${n}`, n))),
    )
    assert.deepStrictEqual(await store.load(documents, 'a'), stored('a', 10, { n: 10 }))
  })

  test('a removed document is not restored by older changes', async () => {
    const { store } = current
    const documents = await freshCollection<{ n: number }>(store, { all: { equal: [], order: 'n' } })
    await save(store, documents, [change('a', 1, { n: 1 })])
    // As after a crash between saving documents and checkpoint: the checkpoint is behind the documents.
    await save(store, documents, [change('a', 3, null), change('b', 2, null)], positionOf(1))
    await save(store, documents, [change('a', 1, { n: 1 }), change('b', 1, { n: 1 })], positionOf(1))
    await save(store, documents, [change('a', 3, { n: 3 })], positionOf(3))
    assert.deepStrictEqual(await store.loadMany(documents, ['a', 'b']), [null, null])
    assert.deepStrictEqual(await store.list(documents, { index: 'all', equal: {}, limit: 10 }), [])
    assert.equal(await store.count(documents, { index: 'all', equal: {} }), 0)
  })

  test('a removed document is restored by a newer change', async () => {
    const { store } = current
    const documents = await freshCollection(store)
    await save(store, documents, [change('a', 1, { n: 1 })])
    await save(store, documents, [change('a', 2, null)])
    await save(store, documents, [change('a', 3, { n: 3 })])
    assert.deepStrictEqual(await store.load(documents, 'a'), stored('a', 3, { n: 3 }))
  })

  test('each partition has its own checkpoint, which starts at the beginning', async () => {
    const { store } = current
    const documents = await freshCollection(store)
    assert.equal(await store.checkpoint(documents, 'p1'), BEGINNING)
    await store.save(documents, [], checkpoint('p1', 8))
    await store.save(documents, [change('a', 3, { n: 3 })], checkpoint('p2', 3))
    assert.equal(await store.checkpoint(documents, 'p1'), positionOf(8))
    assert.equal(await store.checkpoint(documents, 'p2'), positionOf(3))
    assert.equal(await store.checkpoint(documents, 'p'), BEGINNING)
  })

  test('the checkpoint is never seen ahead of the documents', async () => {
    const { store } = current
    const documents = await freshCollection<{ n: number }>(store)
    const keys = Array.from({ length: 20 }, (_, i) => `k${i}`)
    let saving = true
    const saved = (async () => {
      for (let n = 1; n <= 10; n += 1)
        await save(
          store,
          documents,
          keys.map(key => change(key, n, { n })),
        )
      saving = false
    })()
    while (saving) {
      const seen = await store.checkpoint(documents, 'all')
      for (const one of await store.loadMany(documents, keys))
        assert.ok((one?.position ?? BEGINNING) >= seen, `${one?.key} is at ${one?.position}, behind ${seen}`)
    }
    await saved
    assert.equal(await store.checkpoint(documents, 'all'), positionOf(10))
  })

  test('the checkpoint does not go back', async () => {
    const { store } = current
    const documents = await freshCollection(store)
    await store.save(documents, [], checkpoint('all', 8))
    await store.save(documents, [], checkpoint('all', 5))
    assert.equal(await store.checkpoint(documents, 'all'), positionOf(8))
  })

  test('a write under an older epoch is fenced, and moves no checkpoint', async () => {
    const { store } = current
    const documents = await freshCollection(store)
    await save(store, documents, [change('a', 1, { n: 1 })], positionOf(1), 2)
    await assert.rejects(save(store, documents, [change('b', 2, { n: 2 })], positionOf(2), 1), Fenced)
    assert.equal(await store.checkpoint(documents, 'all'), positionOf(1))
    await save(store, documents, [change('a', 3, { n: 3 })], positionOf(3), 2)
    await save(store, documents, [change('a', 4, { n: 4 })], positionOf(4), 5)
    await assert.rejects(save(store, documents, [], positionOf(5), 4), Fenced)
    assert.equal(await store.checkpoint(documents, 'all'), positionOf(4))
    await store.save(documents, [], { partition: 'other', position: positionOf(9), epoch: 1 })
  })

  test('when two holders write the first checkpoint at once, the newer one is never fenced', async t => {
    if (current.lacks.race) return t.skip(current.lacks.race)
    const { store } = current
    const documents = await freshCollection(store)
    for (let round = 0; round < 40; round++) {
      const partition = `p${round}`
      const write = (epoch: number) =>
        store.save(documents, [], { partition, position: positionOf(epoch), epoch })
      const [older, newer] = await Promise.allSettled([write(1), write(2)])
      assert.deepStrictEqual(newer, { status: 'fulfilled', value: undefined })
      if (older.status === 'rejected') assert.ok(older.reason instanceof Fenced)
      assert.equal(await store.checkpoint(documents, partition), positionOf(2))
    }
  })

  test('dropping a collection keeps the others and their checkpoints', async () => {
    const { store } = current
    const indexes = { all: { equal: [], order: 'n' } }
    const dropped = await freshCollection<{ n: number }>(store, indexes)
    const newer = { ...dropped, version: 2 }
    const rebuilt = { ...dropped, build: 1 }
    const other = await freshCollection<{ n: number }>(store, indexes)
    await store.prepare([newer, rebuilt])
    const kept = [newer, rebuilt, other]
    for (const one of [dropped, ...kept]) await save(store, one, [change('a', 4, { n: one.version })])
    await store.drop(dropped)
    await store.prepare([dropped])
    assert.equal(await store.load(dropped, 'a'), null)
    assert.equal(await store.checkpoint(dropped, 'all'), BEGINNING)
    assert.equal(await store.count(dropped, { index: 'all', equal: {} }), 0)
    for (const one of kept) {
      assert.deepStrictEqual(await store.load(one, 'a'), stored('a', 4, { n: one.version }))
      assert.equal(await store.checkpoint(one, 'all'), positionOf(4))
    }
    // It can be built again from the beginning: the positions of the dropped documents are gone, too.
    await save(store, dropped, [change('a', 1, { n: 9 })])
    assert.deepStrictEqual(await store.load(dropped, 'a'), stored('a', 1, { n: 9 }))
  })

  test('dropping a missing collection and preparing twice are harmless', async () => {
    const { store } = current
    const documents = await freshCollection(store)
    await store.drop({ ...documents, name: `${documents.name}-none` })
    await save(store, documents, [change('a', 1, { n: 1 })])
    await store.prepare([documents])
    assert.deepStrictEqual(await store.load(documents, 'a'), stored('a', 1, { n: 1 }))
  })

  test('documents of a durable store outlive it', async t => {
    if (!current.store.durable) return t.skip('this store is folded from the log at each start')
    const documents = await freshCollection(current.store)
    await save(current.store, documents, [change('a', 1, { n: 1 })])
    await current.reopen()
    assert.deepStrictEqual(await current.store.load(documents, 'a'), stored('a', 1, { n: 1 }))
    assert.equal(await current.store.checkpoint(documents, 'all'), positionOf(1))
  })

  test('ping resolves, and rejects when the store is closed', async () => {
    const { store } = current
    await store.ping()
    await current.reopen()
    await assert.rejects(store.ping())
    await current.store.ping()
  })
}

const checkpoint = (partition: string, n: number) => ({ partition, position: positionOf(n), epoch: 1 })
