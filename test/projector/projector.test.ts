import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BEGINNING, positionOf } from '../../commands/event.ts'
import { partitionOf } from '../../commands/ids.ts'
import { bare } from '../support/bare-positions.ts'
import { foldAfresh } from '../support/fold-afresh.ts'
import { named, said, saidProjection, setUpProjector, words } from './projector-setup.ts'

const SOON = 10_000

describe('a projector', () => {
  test('folds past and new events, and reports when it has caught up', async t => {
    const { record, open, documents, store } = await setUpProjector(t)
    await record('Room-a', said('one'), named('x', 'y'))
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    assert.deepStrictEqual(await documents(saidProjection, 'a', 'b'), [{ said: ['one'] }, null])
    const [last] = await record('Chat-a', said('two'))
    assert.equal(await projector.reached(last!.position, SOON), true)
    assert.deepStrictEqual(bare(await store.load(saidProjection, 'a')), {
      key: 'a',
      position: positionOf(3),
      document: { said: ['one', 'two'] },
    })
    assert.deepStrictEqual(await documents(words, 'x', 'y'), [{ count: 1 }, { count: 1 }])
    assert.deepStrictEqual(bare([projector.position(), await projector.lag()]), [
      positionOf(3),
      { positions: 0, seconds: 0 },
    ])
  })

  test('has caught up with an empty log at once', async t => {
    const { open } = await setUpProjector(t)
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    assert.equal(projector.position(), BEGINNING)
  })

  test('saves each document of a batch once, with the last event that touched it', async t => {
    const { record, open, saved } = await setUpProjector(t)
    await record('Room-a', said('one'), named('x'), said('two'))
    await record('Room-b', named('x'), said('three'))
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    assert.deepStrictEqual(
      bare(
        saved.map(({ collection, changes, position }) => [
          collection,
          changes.map(({ key, position, document }) => ({ key, position, document })),
          position,
        ]),
      ),
      [
        [
          'rooms',
          [
            { key: 'a', position: positionOf(3), document: { said: ['one', 'two'] } },
            { key: 'b', position: positionOf(5), document: { said: ['three'] } },
          ],
          positionOf(5),
        ],
        ['words', [{ key: 'x', position: positionOf(4), document: { count: 2 } }], positionOf(5)],
      ],
    )
  })

  test('removes a document that is folded to null', async t => {
    const { record, open, documents } = await setUpProjector(t)
    const projector = open()
    await projector.start()
    await record('Room-a', named('x'))
    const [gone] = await record('Room-a', named('x', 'gone'))
    await projector.reached(gone!.position, SOON)
    assert.deepStrictEqual(await documents(words, 'x', 'gone'), [null, null])
    const [back] = await record('Room-a', named('x'))
    await projector.reached(back!.position, SOON)
    assert.deepStrictEqual(await documents(words, 'x'), [{ count: 1 }])
  })

  test('reports its progress while it catches up', async t => {
    const { record, open } = await setUpProjector(t)
    await record('Room-a', ...Array.from({ length: 3_000 }, (_, i) => said(String(i))))
    const reports: unknown[] = []
    const projector = open({ onProgress: (events, position, head) => reports.push([events, position, head]) })
    await projector.start()
    await projector.caughtUp()
    assert.deepStrictEqual(bare(reports.at(-1)), [3_000, positionOf(3_000), positionOf(3_000)])
  })

  test('folds only its own partition', async t => {
    const { record, open, documents } = await setUpProjector(t)
    const mine = partitionOf('a')
    await record('Room-a', said('mine'))
    const [last] = await record('Room-b', said('not mine'))
    const projector = open({ partition: { name: 'one', digits: [mine], epoch: 1 } })
    await projector.start()
    await projector.caughtUp()
    assert.equal(projector.position() >= last!.position, true)
    assert.deepStrictEqual(await documents(saidProjection, 'a', 'b'), [{ said: ['mine'] }, null])
  })
})

describe('waiting for a position', () => {
  test('resolves to false after the timeout and when the projector stops', async t => {
    const { open } = await setUpProjector(t)
    const projector = open()
    await projector.start()
    assert.equal(await projector.reached(positionOf(1), 1), false)
    assert.equal(await projector.reached(positionOf(1), 0), false)
    const waiting = projector.reached(positionOf(1), SOON)
    await projector.stop()
    assert.equal(await waiting, false)
    assert.equal(await projector.reached(positionOf(1), SOON), false)
    assert.equal(await projector.reached(BEGINNING, SOON), true)
  })

  test('resolves thousands of waiters, each at its position and not before', async t => {
    const { record, open, store } = await setUpProjector(t)
    const projector = open()
    await projector.start()
    const early: number[] = []
    const waiting = Array.from({ length: 3_000 }, async (_, i) => {
      // Every other one comes out of order.
      const position = positionOf(i % 2 ? i + 1 : 3_000 - i)
      assert.equal(await projector.reached(position, SOON), true)
      if ((await store.checkpoint(saidProjection, 'all')) < position) early.push(i)
    })
    for (let i = 0; i < 30; i++) await record('Room-a', ...Array.from({ length: 100 }, () => said('x')))
    await Promise.all(waiting)
    assert.deepStrictEqual(early, [])
  })
})

describe('a rebuild', () => {
  test('folds the same documents as the projector, and sends no notices', async t => {
    const { record, open, listen, notices, lobby, documents, store, log } = await setUpProjector(t)
    const projector = open()
    await projector.start()
    for (let i = 0; i < 20; i++) await record('Room-a', said(`${i}`), named('x', `${i % 3}`))
    await projector.reached(positionOf(40), SOON)
    await projector.stop()
    const keys = ['x', '0', '1', '2']
    const [before, beforeWords] = [await store.load(saidProjection, 'a'), await store.loadMany(words, keys)]
    await listen('a')
    lobby.length = 0
    const signal = new AbortController().signal
    const rebuiltRooms = { ...saidProjection, version: saidProjection.version + 1 }
    const rebuiltWords = { ...words, version: words.version + 1 }
    assert.deepStrictEqual(await foldAfresh(log, store, rebuiltRooms, signal), new Set())
    assert.deepStrictEqual(await foldAfresh(log, store, rebuiltWords, signal), new Set())
    assert.deepStrictEqual(await store.load(rebuiltRooms, 'a'), before)
    assert.deepStrictEqual(await store.loadMany(rebuiltWords, keys), beforeWords)
    assert.deepStrictEqual(await documents(rebuiltWords, 'x'), [{ count: 20 }])
    assert.deepStrictEqual([notices, lobby], [[], []])
  })
})
