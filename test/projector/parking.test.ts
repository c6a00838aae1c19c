import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CATEGORIES, positionOf } from '../../commands/event.ts'
import type { Projection } from '../../projections/projection.ts'
import { parkedIn } from '../../src/projector/versions/build-version.ts'
import { bare } from '../support/bare-positions.ts'
import { assertSameAsRebuilt } from '../support/same-as-rebuilt.ts'
import { delicate, named, said, saidProjection, setUpProjector, type ToyEvent } from './projector-setup.ts'

const SOON = 10_000

describe('a room whose event cannot be folded', () => {
  test('is parked with its later events, while other rooms go on', async t => {
    const projection = delicate()
    const { record, open, documents } = await setUpProjector(t, { projections: [saidProjection, projection] })
    const projector = open()
    await projector.start()
    await record('Room-a', said('one'))
    await record('Room-b', said('one'))
    await record('Room-a', said('poison'), said('two'))
    await record('Chat-a', said('three'))
    const [last] = await record('Room-b', said('two'))
    assert.equal(await projector.reached(last!.position, SOON), true)
    assert.deepStrictEqual(await documents(projection, 'a', 'b'), [
      { said: ['one'] },
      { said: ['one', 'two'] },
    ])
    assert.deepStrictEqual(await documents(saidProjection, 'a'), [
      { said: ['one', 'poison', 'two', 'three'] },
    ])
    assert.deepStrictEqual([projector.isStale('a'), projector.isStale('b')], [true, false])
    assert.deepStrictEqual(bare(projector.parked().map(({ after: _, ...parked }) => parked)), [
      { projection: 'delicate', id: 'a', position: positionOf(3), message: 'poisoned' },
    ])
  })

  test('is replayed when it can be folded', async t => {
    const projection = delicate()
    const { record, open, documents } = await setUpProjector(t, { projections: [saidProjection, projection] })
    const projector = open()
    await projector.start()
    const [, , parked] = await record('Room-a', said('one'), said('poison'), said('two'))
    await projector.reached(parked!.position, SOON)
    assert.equal(await projector.unpark('a'), false)
    assert.equal(projector.isStale('a'), true)
    projection.state.mended = true
    assert.equal(await projector.unpark('a'), true)
    assert.deepStrictEqual([projector.isStale('a'), projector.parked()], [false, []])
    assert.deepStrictEqual(await documents(projection, 'a'), [{ said: ['one', 'poison', 'two'] }])
    const [later] = await record('Room-a', said('three'))
    await projector.reached(later!.position, SOON)
    assert.deepStrictEqual(await documents(projection, 'a'), [{ said: ['one', 'poison', 'two', 'three'] }])
  })

  test('is replayed from every stream with its id', async t => {
    const projection = delicate()
    const { record, open, documents } = await setUpProjector(t, { projections: [saidProjection, projection] })
    const projector = open()
    await projector.start()
    await record('Room-a', said('poison'))
    for (const category of CATEGORIES) await record(`${category}-a`, said(category))
    const [last] = await record('Room-b', said('one'))
    await projector.reached(last!.position, SOON)
    projection.state.mended = true
    assert.equal(await projector.unpark('a'), true)
    assert.deepStrictEqual(await documents(projection, 'a'), [{ said: ['poison', ...CATEGORIES] }])
  })

  test('can be parked and replayed again', async t => {
    const projection = delicate()
    const { record, open, documents } = await setUpProjector(t, { projections: [saidProjection, projection] })
    const projector = open()
    await projector.start()
    for (const text of ['one', 'two']) {
      projection.state.mended = false
      const [, last] = await record('Room-a', said('poison'), said(text))
      await projector.reached(last!.position, SOON)
      assert.equal(projector.isStale('a'), true)
      projection.state.mended = true
      assert.equal(await projector.unpark('a'), true)
    }
    assert.deepStrictEqual(await documents(projection, 'a'), [{ said: ['poison', 'one', 'poison', 'two'] }])
  })

  test('is still parked after a restart, and is replayed at the start of a corrected projection', async t => {
    const projection = delicate()
    const { record, open, documents } = await setUpProjector(t, {
      projections: [saidProjection, projection],
      durable: true,
    })
    const first = open()
    await first.start()
    const [, parked] = await record('Room-a', said('one'), said('poison'))
    await first.reached(parked!.position, SOON)
    await first.stop()
    await record('Room-a', said('two'))

    const second = open()
    await second.start()
    await second.reached(positionOf(3), SOON)
    assert.deepStrictEqual(bare(second.parked().map(({ id, position }) => [id, position])), [
      ['a', positionOf(2)],
    ])
    assert.deepStrictEqual(await documents(projection, 'a'), [{ said: ['one'] }])
    await second.stop()

    projection.state.mended = true
    const third = open()
    await third.start()
    assert.deepStrictEqual([third.isStale('a'), third.parked()], [false, []])
    assert.deepStrictEqual(await documents(projection, 'a'), [{ said: ['one', 'poison', 'two'] }])
    await third.stop()
    const fourth = open()
    await fourth.start()
    assert.deepStrictEqual(fourth.parked(), [])
  })

  test('is parked while catching up, too', async t => {
    const projection = delicate()
    const { record, open, documents } = await setUpProjector(t, { projections: [saidProjection, projection] })
    await record('Room-a', said('poison'))
    await record('Room-b', said('one'))
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    assert.deepStrictEqual(await documents(projection, 'a', 'b'), [null, { said: ['one'] }])
    assert.equal(projector.isStale('a'), true)
  })

  test('is parked when the keys of its documents cannot be computed', async t => {
    const nameless: Projection<{ said: readonly string[] }, ToyEvent> = {
      ...saidProjection,
      name: 'nameless',
      keysOf(event) {
        if (event.type === 'Named') throw new Error('no name')
        return saidProjection.keysOf(event)
      },
    }
    const { record, open, documents } = await setUpProjector(t, { projections: [saidProjection, nameless] })
    const projector = open()
    await projector.start()
    const [, , last] = await record('Room-a', said('one'), named('x'), said('two'))
    await projector.reached(last!.position, SOON)
    assert.deepStrictEqual(await documents(nameless, 'a'), [{ said: ['one'] }])
    assert.deepStrictEqual(
      projector.parked().map(({ message }) => message),
      ['no name'],
    )
  })
})

test('a comparison with a rebuild fails when the rebuild parks events', async t => {
  const projection = delicate()
  const { record, open, store, log } = await setUpProjector(t, { projections: [projection] })
  const projector = open()
  await projector.start()
  const [, last] = await record('Room-a', said('one'), said('poison'))
  await projector.reached(last!.position, SOON)
  await assert.rejects(
    assertSameAsRebuilt(log, store, projection as unknown as Projection, t.signal),
    /a rebuild of delicate parks events/,
  )
})

test('all parked rooms of a version are found, however many', async t => {
  const projection = delicate()
  const { record, open, store } = await setUpProjector(t, { projections: [projection] })
  const projector = open()
  await projector.start()
  const ids = Array.from({ length: 1_001 }, (_, i) => `room${i}`)
  for (const id of ids) await record(`Room-${id}`, said('poison'))
  await projector.caughtUp()
  await projector.reached(positionOf(ids.length), SOON)
  assert.deepStrictEqual(await parkedIn(store, projection), new Set(ids.sort()))
})

describe('an event of several documents that cannot be folded into one of them', () => {
  const poisoned = { mended: false }
  const words: Projection<{ count: number }, Extract<ToyEvent, { type: 'Named' }>> = {
    name: 'words',
    version: 1,
    handles: ['Named'],
    indexes: {},
    keysOf: event => event.data.words,
    evolve(document, _event, key) {
      if (key === 'poison' && !poisoned.mended) throw new Error('poisoned')
      return { count: (document?.count ?? 0) + 1 }
    },
  }

  test('changes none of them', async t => {
    poisoned.mended = false
    const { record, open, documents } = await setUpProjector(t, { projections: [saidProjection, words] })
    const projector = open()
    await projector.start()
    await record('Room-a', named('x'))
    const [last] = await record('Room-a', named('x', 'poison'))
    await projector.reached(last!.position, SOON)
    assert.deepStrictEqual(await documents(words, 'x', 'poison'), [{ count: 1 }, null])
    poisoned.mended = true
    assert.equal(await projector.unpark('a'), true)
    assert.deepStrictEqual(await documents(words, 'x', 'poison'), [{ count: 2 }, { count: 1 }])
  })

  test('cannot be replayed when other events have changed them since', async t => {
    poisoned.mended = false
    const { record, open, documents } = await setUpProjector(t, { projections: [saidProjection, words] })
    const projector = open()
    await projector.start()
    await record('Room-a', named('x', 'poison'))
    const [last] = await record('Room-b', named('x'))
    await projector.reached(last!.position, SOON)
    poisoned.mended = true
    assert.equal(await projector.unpark('a'), false)
    assert.equal(projector.isStale('a'), true)
    assert.deepStrictEqual(await documents(words, 'x', 'poison'), [{ count: 1 }, null])
  })
})
