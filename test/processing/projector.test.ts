import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BEGINNING, positionOf } from '../../commands/event.ts'
import { partitionOf } from '../../commands/ids.ts'
import { rebuild } from '../../src/processing/rebuild.ts'
import { Fenced } from '../../src/read-store/read-store.ts'
import { until } from '../support/until.ts'
import { silent } from './gate-setup.ts'
import { chainOf, named, rooms, said, setUp, words } from './projector-setup.ts'

const SOON = 10_000

describe('a projector', () => {
  test('folds what is there and what comes, and says when it is there', async t => {
    const { record, open, documents, store } = await setUp(t)
    await record('Room-a', said('one'), named('x', 'y'))
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    assert.deepStrictEqual(await documents(rooms, 'a', 'b'), [{ said: ['one'] }, null])
    const [last] = await record('Chat-a', said('two'))
    assert.equal(await projector.reached(last!.position, SOON), true)
    assert.deepStrictEqual(await store.load(rooms, 'a'), {
      key: 'a',
      position: positionOf(3),
      document: { said: ['one', 'two'] },
    })
    assert.deepStrictEqual(await documents(words, 'x', 'y'), [{ count: 1 }, { count: 1 }])
    assert.deepStrictEqual(
      [projector.position(), await projector.lag()],
      [positionOf(3), { positions: 0, seconds: 0 }],
    )
  })

  test('is level with an empty log at once', async t => {
    const { open } = await setUp(t)
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    assert.equal(projector.position(), BEGINNING)
  })

  test('saves each document of a batch once, with the last event that touched it', async t => {
    const { record, open, saved } = await setUp(t)
    await record('Room-a', said('one'), named('x'), said('two'))
    await record('Room-b', named('x'), said('three'))
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    assert.deepStrictEqual(
      saved.map(({ collection, changes, position }) => [
        collection,
        changes.map(({ key, position, document }) => ({ key, position, document })),
        position,
      ]),
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

  test('removes a document that is folded to nothing', async t => {
    const { record, open, documents } = await setUp(t)
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

  test('tells how far it has come while it catches up', async t => {
    const { record, open } = await setUp(t)
    await record('Room-a', ...Array.from({ length: 3_000 }, (_, i) => said(String(i))))
    const told: unknown[] = []
    const projector = open({ onProgress: (events, position, head) => told.push([events, position, head]) })
    await projector.start()
    await projector.caughtUp()
    assert.deepStrictEqual(told.at(-1), [3_000, positionOf(3_000), positionOf(3_000)])
  })

  test('folds its partition alone', async t => {
    const { record, open, documents } = await setUp(t)
    const mine = partitionOf('a')
    await record('Room-a', said('mine'))
    const [last] = await record('Room-b', said('not mine'))
    const projector = open({ partition: { name: 'one', digits: [mine], epoch: 1 } })
    await projector.start()
    await projector.caughtUp()
    assert.equal(projector.position() >= last!.position, true)
    assert.deepStrictEqual(await documents(rooms, 'a', 'b'), [{ said: ['mine'] }, null])
  })
})

describe('waiting for a position', () => {
  test('ends with false when the time is over, and at the stop', async t => {
    const { open } = await setUp(t)
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

  test('is answered for thousands, each at its position and not before', async t => {
    const { record, open, store } = await setUp(t)
    const projector = open()
    await projector.start()
    const early: number[] = []
    const waiting = Array.from({ length: 3_000 }, async (_, i) => {
      // Every other one comes out of order.
      const position = positionOf(i % 2 ? i + 1 : 3_000 - i)
      assert.equal(await projector.reached(position, SOON), true)
      if ((await store.checkpoint(rooms, 'all')) < position) early.push(i)
    })
    for (let i = 0; i < 30; i++) await record('Room-a', ...Array.from({ length: 100 }, () => said('x')))
    await Promise.all(waiting)
    assert.deepStrictEqual(early, [])
  })
})

describe('notices', () => {
  test('are not sent for history', async t => {
    const { record, open, listen, notices, lobby, settled } = await setUp(t)
    await listen('a')
    await record('Room-a', said('old'), named('old'))
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    await record('Room-a', said('new'))
    await until(() => (notices.length > 0 ? null : 'nothing was told'))
    await settled()
    assert.deepStrictEqual(chainOf(notices), [
      { previous: positionOf(2), position: positionOf(3), texts: ['new'] },
    ])
    assert.deepStrictEqual(lobby, [])
  })

  test('hold every event of a room once, and each says where the one before ended', async t => {
    const { record, open, listen, notices } = await setUp(t)
    await listen('a')
    const projector = open()
    await projector.start()
    for (let i = 0; i < 40; i++) {
      await record(i % 3 ? 'Room-a' : 'Chat-a', said(`${i}`), said(`${i}b`))
      await record('Room-b', said('elsewhere'))
      await record('User-a', said('a person'))
    }
    const texts = () => chainOf(notices).flatMap(notice => notice.texts)
    await until(() => (texts().length >= 80 ? null : `${texts().length} of 80 events were told`))
    assert.deepStrictEqual(texts(), Array.from({ length: 40 }, (_, i) => [`${i}`, `${i}b`]).flat())
    const chain = chainOf(notices)
    assert.deepStrictEqual(
      chain.map(({ previous }) => previous),
      [null, ...chain.slice(0, -1).map(({ position }) => position)],
    )
  })

  test('come when the documents are saved', async t => {
    const { record, open, store, notices, listen } = await setUp(t)
    const late: unknown[] = []
    await listen('a')
    const projector = open()
    await projector.start()
    for (let i = 0; i < 20; i++) {
      const [event] = await record('Room-a', said('x'))
      await until(() => (notices.at(-1)?.position === event!.position ? null : 'it was not told'))
      const stored = await store.load(rooms, 'a')
      if (stored?.position !== event!.position) late.push(stored)
    }
    assert.deepStrictEqual(late, [])
  })

  test('tell the lobby of the rooms that changed in what it shows', async t => {
    const { record, open, lobby, settled } = await setUp(t)
    const projector = open()
    await projector.start()
    const [first] = await record('Room-a', named('x'))
    await projector.reached(first!.position, SOON)
    const [second] = await record('Room-b', said('not shown'))
    await projector.reached(second!.position, SOON)
    const [third] = await record('Room-b', named('y'))
    await until(() => (lobby.length >= 2 ? null : `${lobby.length} were told`))
    await settled()
    assert.deepStrictEqual(lobby, [
      { roomId: 'a', position: first!.position },
      { roomId: 'b', position: third!.position },
    ])
  })
})

describe('on a store that outlives the process', () => {
  test('the next projector goes on, and tells what came meanwhile with the position before it', async t => {
    const { record, open, listen, notices, documents } = await setUp(t, { durable: true })
    const first = open()
    await first.start()
    const [before] = await record('Room-a', said('before'))
    await first.reached(before!.position, SOON)
    await first.stop()
    await listen('a')
    const [between] = await record('Room-a', said('between'))
    const second = open()
    await second.start()
    await second.reached(between!.position, SOON)
    await until(() => (notices.length > 0 ? null : 'nothing was told'))
    assert.deepStrictEqual(chainOf(notices), [
      { previous: before!.position, position: between!.position, texts: ['between'] },
    ])
    assert.deepStrictEqual(await documents(rooms, 'a'), [{ said: ['before', 'between'] }])
  })

  test('a crash between documents and checkpoint folds to the same documents', async t => {
    const { record, open, store, documents } = await setUp(t, { durable: true })
    const first = open()
    await first.start()
    const [before] = await record('Room-a', said('one'), named('x'))
    await first.reached(positionOf(2), SOON)
    await first.stop()
    // As it is when the documents of the next batch were saved and the checkpoint was not.
    const stays = { partition: 'all', position: positionOf(2), epoch: 0 }
    const [, third] = await record('Room-a', said('two'), named('x', 'y'))
    const document = { said: ['one', 'two'] }
    await store.save(rooms, [{ key: 'a', position: third!.position, document }], stays)
    await store.save(words, [{ key: 'x', position: third!.position, document: { count: 2 } }], stays)
    assert.ok(before)
    const second = open()
    await second.start()
    await second.reached(third!.position, SOON)
    assert.deepStrictEqual(await documents(rooms, 'a'), [document])
    assert.deepStrictEqual(await documents(words, 'x', 'y'), [{ count: 2 }, { count: 1 }])
  })

  test('what was saved and not told is told by the next projector', async t => {
    const { record, open, listen, notices, faults } = await setUp(t, { durable: true })
    const first = open()
    await first.start()
    const [told] = await record('Room-a', said('told'))
    await first.reached(told!.position, SOON)
    const crash = Promise.withResolvers<void>()
    faults.beforeSave = async collection => {
      if (collection !== 'notices') return
      crash.resolve()
      throw new Error('crashed')
    }
    await record('Room-a', said('perhaps'))
    await crash.promise
    await first.stop()
    faults.beforeSave = async () => {}
    await listen('a')
    await open().start()
    await until(() => (notices.length > 0 ? null : 'nothing was told'))
    assert.deepStrictEqual(chainOf(notices), [
      { previous: null, position: positionOf(2), texts: ['perhaps'] },
    ])
  })

  test('a new projection catches up by itself, while the others go on and tell nothing twice', async t => {
    const { record, open, listen, notices, faults, documents } = await setUp(t, { durable: true })
    const first = open({ projections: [rooms] })
    await first.start()
    await listen('a')
    const [old] = await record('Room-a', named('x'), said('old'))
    await until(() => (notices.length > 0 ? null : 'nothing was told'))
    await first.stop()
    assert.ok(old)

    const held = Promise.withResolvers<void>()
    faults.beforeSave = async collection => {
      if (collection === 'words') await held.promise
    }
    notices.length = 0
    const second = open({ projections: [rooms, words] })
    await second.start()
    const [live] = await record('Room-a', named('x', 'y'), said('live'))
    await until(() => (notices.length > 0 ? null : 'the others wait'))
    assert.deepStrictEqual(await documents(rooms, 'a'), [{ said: ['old', 'live'] }])
    assert.deepStrictEqual(await documents(words, 'x'), [null])
    assert.equal(await second.reached(live!.position, 1), false)
    held.resolve()
    await second.caughtUp()
    assert.equal(await second.reached(live!.position, SOON), true)
    const [last] = await record('Room-a', named('x'))
    assert.equal(await second.reached(last!.position, SOON), true)
    assert.deepStrictEqual(await documents(words, 'x', 'y'), [{ count: 3 }, { count: 1 }])
    await until(() => (notices.at(-1)?.position === last!.position ? null : 'the last was not told'))
    assert.deepStrictEqual(
      chainOf(notices).map(({ previous }) => previous),
      [positionOf(2), positionOf(4)],
    )
  })

  test('a partition that another has taken over is let go of, and says so', async t => {
    const { record, open, store, documents } = await setUp(t, { durable: true })
    const projector = open({ partition: { name: 'all', epoch: 1 } })
    await projector.start()
    const [before] = await record('Room-a', said('one'))
    await projector.reached(before!.position, SOON)
    await store.save(rooms, [], { partition: 'all', position: before!.position, epoch: 2 })
    await record('Room-a', said('two'))
    await assert.rejects(projector.ended, Fenced)
    assert.deepStrictEqual(await documents(rooms, 'a'), [{ said: ['one'] }])
  })
})

test('a store that fails is tried again, and nothing is lost or out of order', async t => {
  const { record, open, faults, documents, listen, notices } = await setUp(t)
  const projector = open()
  await projector.start()
  await listen('a')
  let failures = 3
  faults.beforeSave = async collection => {
    if (collection === 'words' && failures-- > 0) throw new Error('not now')
  }
  await record('Room-a', said('one'), named('x'))
  const [last] = await record('Room-a', said('two'), named('x'))
  assert.equal(await projector.reached(positionOf(4), SOON), true)
  assert.ok(last)
  assert.deepStrictEqual(await documents(rooms, 'a'), [{ said: ['one', 'two'] }])
  assert.deepStrictEqual(await documents(words, 'x'), [{ count: 2 }])
  await until(() => (notices.at(-1)?.position === positionOf(4) ? null : 'not all was told'))
})

describe('a rebuild', () => {
  test('folds the same documents as the projector, and tells nobody', async t => {
    const { record, open, listen, notices, lobby, documents, store, log } = await setUp(t)
    const projector = open()
    await projector.start()
    for (let i = 0; i < 20; i++) await record('Room-a', said(`${i}`), named('x', `${i % 3}`))
    await projector.reached(positionOf(40), SOON)
    await projector.stop()
    const keys = ['x', '0', '1', '2']
    const [before, beforeWords] = [await store.load(rooms, 'a'), await store.loadMany(words, keys)]
    await listen('a')
    lobby.length = 0
    const signal = new AbortController().signal
    for (const projection of [rooms, words]) {
      const rebuilt = await rebuild({ log, store, projection, logger: silent, signal })
      assert.deepStrictEqual(rebuilt, { position: positionOf(40), parked: [] })
    }
    assert.deepStrictEqual(await store.load(rooms, 'a'), before)
    assert.deepStrictEqual(await store.loadMany(words, keys), beforeWords)
    assert.deepStrictEqual(await documents(words, 'x'), [{ count: 20 }])
    assert.deepStrictEqual([notices, lobby], [[], []])
  })

  test('forgets what was there and is not in the log', async t => {
    const { open, documents, store, log } = await setUp(t)
    assert.ok(open)
    const checkpoint = { partition: 'all', position: positionOf(9), epoch: 0 }
    await store.save(
      rooms,
      [{ key: 'a', position: positionOf(9), document: { said: ['never'] } }],
      checkpoint,
    )
    const { signal } = new AbortController()
    assert.deepStrictEqual(await rebuild({ log, store, projection: rooms, logger: silent, signal }), {
      position: BEGINNING,
      parked: [],
    })
    assert.deepStrictEqual(await documents(rooms, 'a'), [null])
  })
})
