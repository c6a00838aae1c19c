import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TwoGenerationCache } from '../../../src/support/two-generation-cache.ts'

const held = (map: TwoGenerationCache<string, number>) => ['a', 'b', 'c', 'd'].filter(key => map.get(key))

test('nothing is evicted before half of the limit is used', () => {
  const map = new TwoGenerationCache<string, number>(4)
  map.set('a', 1)
  map.forget()
  map.forget()
  for (const key of ['b', 'c', 'd']) map.set(key, 1)
  assert.deepStrictEqual(held(map), ['a', 'b', 'c', 'd'])
})

test('unused entries are evicted, and entries that were read are kept', () => {
  const map = new TwoGenerationCache<string, number>(4)
  for (const key of ['a', 'b', 'c']) map.set(key, 1)
  map.forget()
  assert.equal(map.get('a'), 1)
  map.set('d', 1)
  map.forget()
  assert.deepStrictEqual(held(map), ['a', 'd'])
})

test('a deleted entry is gone from both halves', () => {
  const map = new TwoGenerationCache<string, number>(2)
  map.set('a', 1)
  map.forget()
  map.set('a', 2)
  map.delete('a')
  assert.deepStrictEqual(held(map), [])
})
