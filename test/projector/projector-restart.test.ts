import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { positionOf } from '../../commands/event.ts'
import { Fenced } from '../../src/read-store/read-store.ts'
import { bare } from '../support/bare-positions.ts'
import { until } from '../support/until.ts'
import { chainOf, named, said, saidProjection, setUpProjector, words } from './projector-setup.ts'

const SOON = 10_000

describe('on a durable store', () => {
  test('the next projector resumes, and sends notices of events from in between', async t => {
    const { record, open, listen, notices, documents } = await setUpProjector(t, { durable: true })
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
    await until(() => (notices.length > 0 ? null : 'no notice'))
    assert.deepStrictEqual(chainOf(notices), [
      { previous: before!.position, position: between!.position, texts: ['between'] },
    ])
    assert.deepStrictEqual(await documents(saidProjection, 'a'), [{ said: ['before', 'between'] }])
  })

  test('a crash between saving documents and checkpoint leads to the same documents', async t => {
    const { record, open, store, documents } = await setUpProjector(t, { durable: true })
    const first = open()
    await first.start()
    const [before] = await record('Room-a', said('one'), named('x'))
    await first.reached(positionOf(2), SOON)
    await first.stop()
    // The documents of the next batch were saved, and its checkpoint was not.
    const checkpoint = { partition: 'all', position: positionOf(2), epoch: 0 }
    const [, third] = await record('Room-a', said('two'), named('x', 'y'))
    const document = { said: ['one', 'two'] }
    await store.save(saidProjection, [{ key: 'a', position: third!.position, document }], checkpoint)
    await store.save(words, [{ key: 'x', position: third!.position, document: { count: 2 } }], checkpoint)
    assert.ok(before)
    const second = open()
    await second.start()
    await second.reached(third!.position, SOON)
    assert.deepStrictEqual(await documents(saidProjection, 'a'), [document])
    assert.deepStrictEqual(await documents(words, 'x', 'y'), [{ count: 2 }, { count: 1 }])
  })

  test('the next projector sends notices of events that were saved but not notified', async t => {
    const { record, open, listen, notices, faults } = await setUpProjector(t, { durable: true })
    const first = open()
    await first.start()
    const [notified] = await record('Room-a', said('notified'))
    await first.reached(notified!.position, SOON)
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
    await until(() => (notices.length > 0 ? null : 'no notice'))
    assert.deepStrictEqual(bare(chainOf(notices)), [
      { previous: null, position: positionOf(2), texts: ['perhaps'] },
    ])
  })

  test('a new projection catches up by itself, while the others go on and repeat no notice', async t => {
    const { record, open, listen, notices, faults, documents } = await setUpProjector(t, { durable: true })
    const first = open({ projections: [saidProjection] })
    await first.start()
    await listen('a')
    const [old] = await record('Room-a', named('x'), said('old'))
    await until(() => (notices.length > 0 ? null : 'no notice'))
    await first.stop()
    assert.ok(old)

    const blocked = Promise.withResolvers<void>()
    t.after(() => blocked.resolve())
    faults.beforeSave = async collection => {
      if (collection === 'words') await blocked.promise
    }
    notices.length = 0
    const second = open({ projections: [saidProjection, words] })
    await second.start()
    const [live] = await record('Room-a', named('x', 'y'), said('live'))
    await until(() => (notices.length > 0 ? null : 'the others wait'))
    assert.deepStrictEqual(await documents(saidProjection, 'a'), [{ said: ['old', 'live'] }])
    assert.deepStrictEqual(await documents(words, 'x'), [null])
    assert.equal(await second.reached(live!.position, 1), false)
    blocked.resolve()
    await second.caughtUp()
    assert.equal(await second.reached(live!.position, SOON), true)
    const [last] = await record('Room-a', named('x'))
    assert.equal(await second.reached(last!.position, SOON), true)
    assert.deepStrictEqual(await documents(words, 'x', 'y'), [{ count: 3 }, { count: 1 }])
    await until(() => (notices.at(-1)?.position === last!.position ? null : 'no notice of the last event'))
    assert.deepStrictEqual(bare(chainOf(notices).map(({ previous }) => previous)), [
      positionOf(2),
      positionOf(4),
    ])
  })

  test('a projector stops with Fenced when another has taken over its partition', async t => {
    const { record, open, store, documents } = await setUpProjector(t, { durable: true })
    const projector = open({ partition: { name: 'all', epoch: 1 } })
    await projector.start()
    const [before] = await record('Room-a', said('one'))
    await projector.reached(before!.position, SOON)
    await store.save(saidProjection, [], { partition: 'all', position: before!.position, epoch: 2 })
    await record('Room-a', said('two'))
    await assert.rejects(projector.ended, Fenced)
    assert.deepStrictEqual(await documents(saidProjection, 'a'), [{ said: ['one'] }])
  })
})

test('a failing store is retried, and nothing is lost or out of order', async t => {
  const { record, open, faults, documents, listen, notices } = await setUpProjector(t)
  const projector = open()
  await projector.start()
  await listen('a')
  let failures = 3
  faults.beforeSave = async collection => {
    if (collection === 'words' && failures-- > 0) throw new Error('not now')
  }
  await record('Room-a', said('one'), named('x'))
  const last = (await record('Room-a', said('two'), named('x'))).at(-1)!
  assert.equal(await projector.reached(positionOf(4), SOON), true)
  assert.deepStrictEqual(await documents(saidProjection, 'a'), [{ said: ['one', 'two'] }])
  assert.deepStrictEqual(await documents(words, 'x'), [{ count: 2 }])
  await until(() => (notices.at(-1)?.position === last.position ? null : 'a notice is missing'))
})
