import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TwoGenerationCache } from '../../../src/support/two-generation-cache.ts'

const held = (map: TwoGenerationCache<string, number>) => ['a', 'b', 'c', 'd'].filter(key => map.get(key))

test('nothing is forgotten of itself, and not before half of the limit is used', () => {
  const map = new TwoGenerationCache<string, number>(4)
  map.set('a', 1)
  map.forget()
  map.forget()
  for (const key of ['b', 'c', 'd']) map.set(key, 1)
  assert.deepStrictEqual(held(map), ['a', 'b', 'c', 'd'])
})

test('what was not used since the last time is forgotten, and what was found once is kept', () => {
  const map = new TwoGenerationCache<string, number>(4)
  for (const key of ['a', 'b', 'c']) map.set(key, 1)
  map.forget()
  assert.equal(map.get('a'), 1)
  map.set('d', 1)
  map.forget()
  assert.deepStrictEqual(held(map), ['a', 'd'])
})

test('what was deleted is gone from both halves', () => {
  const map = new TwoGenerationCache<string, number>(2)
  map.set('a', 1)
  map.forget()
  map.set('a', 2)
  map.delete('a')
  assert.deepStrictEqual(held(map), [])
})
