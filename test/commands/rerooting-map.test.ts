import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RerootingMap } from '../../commands/rerooting-map.ts'

type Step = { readonly from: number; readonly key: string; readonly value: number | null }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    // Mostly of the last version, as far as it matters also of any other.
    from: fc.oneof(fc.constant(0), fc.nat(20)),
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    value: fc.option(fc.nat(2)),
  }),
  { maxLength: 60 },
)

test('every version stays as it was, whichever is changed or asked, in any order', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat(60)), (steps, asked) => {
      const versions = [RerootingMap.empty<string, number>()]
      const copies = [new Map<string, number>()]
      for (const { from, key, value } of steps) {
        const place = Math.max(0, versions.length - 1 - from)
        const copy = new Map(copies[place])
        if (value === null) copy.delete(key)
        else copy.set(key, value)
        copies.push(copy)
        versions.push(value === null ? versions[place]!.delete(key) : versions[place]!.set(key, value))
      }
      for (const place of [...asked, ...versions.keys()]) {
        const version = versions[place % versions.length]!
        const copy = copies[place % versions.length]!
        assert.equal(version.size, copy.size)
        assert.deepStrictEqual(version.entries().sort(), [...copy].sort())
        assert.deepStrictEqual(version.keys().sort(), [...copy.keys()].sort())
        assert.deepStrictEqual(version.toJSON(), Object.fromEntries(copy))
        for (const key of ['a', 'b', 'c', 'd', 'e']) {
          assert.equal(version.get(key), copy.get(key))
          assert.equal(version.has(key), copy.has(key))
        }
      }
    }),
  )
})

test('a change that changes nothing answers the same version', () => {
  const one = RerootingMap.empty<string, number>().set('a', 1)
  assert.equal(one.set('a', 1), one)
  assert.equal(one.delete('b'), one)
})

test('two that go on from one version, in turns, are no slower for having gone far', {
  timeout: 20_000,
}, () => {
  let one = RerootingMap.empty<number, number>().set(-1, 0)
  let other = one
  for (let i = 0; i < 50_000; i++) {
    one = one.set(i % 1_000, i)
    other = other.set(i % 1_000, -i)
  }
  assert.deepStrictEqual([one.get(999), other.get(999)], [49_999, -49_999])
})
