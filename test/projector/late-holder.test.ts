import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { withMethods } from '../support/with-methods.ts'
import { named, setUpProjector, words } from './projector-setup.ts'

/**
 * A holder that is frozen during a save, and continues after another has taken over. When documents are written one by one, as
 * in MongoDB, its writes meet no epoch: the positions of the documents must reject them.
 */
function lateStore(store: ReadStore) {
  const stopped = Promise.withResolvers<void>()
  const wake = Promise.withResolvers<void>()
  const done = Promise.withResolvers<void>()
  return {
    stopped: stopped.promise,
    async wake() {
      wake.resolve()
      await done.promise
    },
    store: withMethods(store, {
      async save(collection, changes, checkpoint) {
        if (changes.length === 0) return
        stopped.resolve()
        await wake.promise
        await store.save(collection, changes, { ...checkpoint, partition: 'of nobody else' })
        done.resolve()
      },
    }),
  }
}

test('a late holder does not overwrite newer documents', async t => {
  const { store, record, open, documents } = await setUpProjector(t, { projections: [words], durable: true })
  await record('Room-1', named('a'))
  const late = lateStore(store)
  await open({ store: late.store, partition: { name: 'all', epoch: 1 } }).start()
  await late.stopped
  await record('Room-1', named('a', 'b'))
  const standby = open({ partition: { name: 'all', epoch: 2 } })
  await standby.start()
  await standby.caughtUp()
  await late.wake()
  assert.deepStrictEqual(await documents(words, 'a', 'b'), [{ count: 2 }, { count: 1 }])
})

for (const durable of [true, false])
  test(`a document created and removed in one batch leaves ${durable ? 'a tombstone on a durable store' : 'nothing in memory'}`, async t => {
    const { record, open, saved } = await setUpProjector(t, { projections: [words], durable })
    await record('Room-1', named('a'), named('a', 'gone'))
    const projector = open()
    await projector.start()
    await projector.caughtUp()
    const removed = saved.flatMap(({ changes }) => changes.map(({ key, document }) => [key, document]))
    assert.deepStrictEqual(removed, durable ? [['a', null]] : [])
  })
