// The read store in memory: the contract, and its sorted lists compared with sorted arrays.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { positionOf } from '../../commands/event.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import type { Cursor } from '../../src/read-store/read-store.ts'
import { compareCursors, SortedList } from '../../src/read-store/sorted.ts'
import { systemTime } from '../../src/support/time.ts'
import { readStoreContract } from '../contract/read-store.ts'
import { timeAt } from '../support/fake-time.ts'

readStoreContract('memory', async () => ({
  open: async () => createMemoryReadStore({ time: systemTime }),
  remove: async () => {},
}))

const cursor = fc.record({
  order: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constantFrom('', 'a', 'b', 'aa')),
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
})

test('a sorted list has the items of a sorted array, before and after every cursor', () => {
  const steps = fc.array(fc.record({ cursor, remove: fc.boolean() }), { maxLength: 300 })
  fc.assert(
    fc.property(steps, cursor, (changes, probe) => {
      const list = new SortedList<Cursor>()
      let model: Cursor[] = []
      for (const { cursor, remove } of changes) {
        const without = model.filter(one => compareCursors(one, cursor) !== 0)
        if (remove) list.delete(cursor)
        else if (without.length === model.length) list.insert(cursor)
        else continue
        model = remove ? without : [...model, cursor].toSorted(compareCursors)
      }
      assert.equal(list.size, model.length)
      assert.deepStrictEqual([...list.beyond(undefined, false)], model)
      assert.deepStrictEqual([...list.beyond(undefined, true)], model.toReversed())
      const before = model.filter(one => compareCursors(one, probe) < 0)
      assert.equal(list.countBefore(probe), before.length)
      assert.deepStrictEqual([...list.beyond(probe, true)], before.toReversed())
      assert.deepStrictEqual(
        [...list.beyond(probe, false)],
        model.filter(one => compareCursors(one, probe) > 0),
      )
    }),
  )
})

test('a sorted list of many chunks stays correct while it grows and shrinks', () => {
  const list = new SortedList<Cursor>()
  const at = (order: number) => ({ order, key: 'k' })
  // 7,919 and 10,007 are prime: every number comes once, in no order.
  for (let i = 0; i < 10_007; i += 1) list.insert(at((i * 7_919) % 10_007))
  for (let order = 0; order < 10_007; order += 997) assert.equal(list.countBefore(at(order)), order)
  for (let i = 0; i < 10_007; i += 1)
    if (((i * 7_919) % 10_007) % 10 !== 0) list.delete(at((i * 7_919) % 10_007))
  const left = Array.from({ length: 1_001 }, (_, i) => at(i * 10))
  assert.deepStrictEqual([...list.beyond(undefined, false)], left)
  assert.deepStrictEqual([...list.beyond(at(9_005), false)], left.slice(901))
  assert.equal(list.countBefore(at(9_005)), 901)
})

test('leases expire by the given clock', async () => {
  let now = 1_000
  const store = createMemoryReadStore({ time: timeAt(() => now) })
  const first = await store.acquire('name', 'a', 500)
  assert.deepStrictEqual(first, { name: 'name', holder: 'a', epoch: 1, until: 1_500 })
  now = 1_499
  assert.equal(await store.acquire('name', 'b', 500), null)
  now = 1_500
  assert.deepStrictEqual(await store.leases(''), [])
  assert.deepStrictEqual(await store.acquire('name', 'b', 500), {
    name: 'name',
    holder: 'b',
    epoch: 2,
    until: 2_000,
  })
})

test('a tombstone is deleted when the checkpoint has passed it', async () => {
  const store = createMemoryReadStore({ time: systemTime })
  const collection = { name: 'documents', version: 1, indexes: {} }
  const save = (key: string, at: number, document: object | null, checkpoint: number) =>
    store.save(collection, [{ key, position: positionOf(at), document }], {
      partition: 'all',
      position: positionOf(checkpoint),
      epoch: 1,
    })
  await save('a', 5, null, 4)
  await save('a', 3, { n: 3 }, 5)
  assert.equal(await store.load(collection, 'a'), null)
  await save('b', 6, { n: 6 }, 6)
  await save('a', 3, { n: 3 }, 6)
  assert.notEqual(await store.load(collection, 'a'), null)
})
