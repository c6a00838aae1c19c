import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, Caches, WeightedCache } from '../../../src/support/weighted-cache.ts'

const texts = (maxBytes: number) =>
  new WeightedCache<string, string>({ name: 'texts', maxBytes, weigh: text => text.length })

const held = (cache: WeightedCache<string, string>) =>
  ['a', 'b', 'c', 'd'].filter(key => cache.get(key) !== undefined)

test('a cache evicts what was not used for longest once all entries weigh too much', () => {
  const cache = texts(10)
  for (const key of ['a', 'b']) cache.set(key, 'x'.repeat(5))
  assert.deepStrictEqual([cache.bytes, cache.entries], [10, 2], 'at its limit')
  cache.get('a')
  cache.set('c', 'x')
  assert.deepStrictEqual([held(cache), cache.bytes], [['a', 'c'], 6])
  cache.set('d', 'x'.repeat(10))
  assert.deepStrictEqual([held(cache), cache.bytes], [['d'], 10])
})

test('an entry that weighs more than the cache may is not kept, and evicts nothing', () => {
  const cache = texts(10)
  cache.set('a', 'x'.repeat(10))
  cache.set('b', 'x'.repeat(11))
  assert.deepStrictEqual(held(cache), ['a'])
})

test('an entry that is set again weighs what it weighs then', () => {
  const cache = texts(10)
  cache.set('a', 'x'.repeat(9))
  cache.set('a', 'x'.repeat(2))
  assert.equal(cache.bytes, 2)
  cache.delete('a')
  assert.deepStrictEqual([cache.bytes, cache.entries], [0, 0])
  for (const key of ['b', 'c', 'd']) cache.set(key, key)
  cache.deleteWhere(value => value !== 'c')
  assert.deepStrictEqual(held(cache), ['c'])
})

test('caches of one name are counted together', () => {
  const caches = new Caches()
  const create = (name: string) =>
    caches.create<string, string>({ name, maxBytes: 10, weigh: text => text.length })
  create('pages').set('a', 'xx')
  create('pages').set('a', 'xxx')
  create('frames')
  assert.deepStrictEqual(
    [...caches.uses()],
    [
      ['pages', { bytes: 5, entries: 2 }],
      ['frames', { bytes: 0, entries: 0 }],
    ],
  )
})

test('plain data is weighed by its texts, slots and objects', () => {
  assert.equal(bytesOf(5), 0)
  assert.equal(bytesOf(null), 0)
  assert.equal(bytesOf('abc'), 24 + 6)
  assert.equal(bytesOf([1, 'ab']), 56 + 12 + (12 + 28))
  assert.equal(bytesOf({ a: { b: 'ab' } }), 56 + 12 + (56 + 12 + 28))
})
