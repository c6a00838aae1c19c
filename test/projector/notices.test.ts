import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { positionOf } from '../../commands/event.ts'
import { bare } from '../support/bare-positions.ts'
import { busWithPublish } from '../support/bus-with-publish.ts'
import { until } from '../support/until.ts'
import { chainOf, named, said, saidProjection, setUpProjector } from './projector-setup.ts'

const SOON = 10_000

describe('notices', () => {
  test('are not sent for events before the start', async t => {
    const { record, open, listen, notices, lobby, settled } = await setUpProjector(t)
    await listen('a')
    await record('Room-a', said('old'), named('old'))
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    await record('Room-a', said('new'))
    await until(() => (notices.length > 0 ? null : 'no notice'))
    await settled()
    assert.deepStrictEqual(bare(chainOf(notices)), [
      { previous: positionOf(2), position: positionOf(3), texts: ['new'] },
    ])
    assert.deepStrictEqual(lobby, [])
  })

  test('carry every event of a room once, and the position of the notice before', async t => {
    const { record, open, listen, notices } = await setUpProjector(t)
    await listen('a')
    const projector = open()
    await projector.start()
    for (let i = 0; i < 40; i++) {
      await record(i % 3 ? 'Room-a' : 'Chat-a', said(`${i}`), said(`${i}b`))
      await record('Room-b', said('elsewhere'))
      await record('User-a', said('a person'))
    }
    const texts = () => chainOf(notices).flatMap(notice => notice.texts)
    await until(() => (texts().length >= 80 ? null : `${texts().length} of 80 events`))
    assert.deepStrictEqual(texts(), Array.from({ length: 40 }, (_, i) => [`${i}`, `${i}b`]).flat())
    const chain = chainOf(notices)
    assert.deepStrictEqual(
      chain.map(({ previous }) => previous),
      [null, ...chain.slice(0, -1).map(({ position }) => position)],
    )
  })

  test('are sent after the documents are saved', async t => {
    const { record, open, store, notices, listen } = await setUpProjector(t)
    const late: unknown[] = []
    await listen('a')
    const projector = open()
    await projector.start()
    for (let i = 0; i < 20; i++) {
      const [event] = await record('Room-a', said('x'))
      await until(() => (notices.at(-1)?.position === event!.position ? null : 'no notice of the event'))
      const stored = await store.load(saidProjection, 'a')
      if (stored?.position !== event!.position) late.push(stored)
    }
    assert.deepStrictEqual(late, [])
  })

  test('are sent without events that are too large for the bus', async t => {
    const { record, open, listen, notices, bus } = await setUpProjector(t)
    await listen('a')
    const narrow = busWithPublish(
      bus,
      (topic, message) => JSON.stringify(message).length < 1_000 && bus.publish(topic, message),
    )
    await open({ bus: narrow }).start()
    const [small] = await record('Room-a', said('small'))
    await until(() => (notices.length === 1 ? null : 'no notice'))
    const [large] = await record('Room-a', said('x'.repeat(1_000)))
    await until(() => (notices.length === 2 ? null : 'no notice of the large event'))
    assert.deepStrictEqual(chainOf(notices), [
      { previous: null, position: small!.position, texts: ['small'] },
      { previous: small!.position, position: large!.position, texts: [] },
    ])
  })

  test('are sent to the lobby for rooms that changed in what it shows', async t => {
    const { record, open, lobby, settled } = await setUpProjector(t)
    const projector = open()
    await projector.start()
    const [first] = await record('Room-a', named('x'))
    await projector.reached(first!.position, SOON)
    const [second] = await record('Room-b', said('not shown'))
    await projector.reached(second!.position, SOON)
    const [third] = await record('Room-b', named('y'))
    await until(() => (lobby.length >= 2 ? null : `${lobby.length} lobby notices`))
    await settled()
    assert.deepStrictEqual(lobby, [
      { roomId: 'a', position: first!.position },
      { roomId: 'b', position: third!.position },
    ])
  })
})
