import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Chain, canonicalEvent, leafOf, pathTo, rootBy } from '../../src/notary/chain.ts'
import { canonicalJson } from '../../src/support/canonical-json.ts'
import { record } from '../projections/fold-events.ts'

const leaves = (count: number) =>
  Array.from({ length: count }, (_, i) => hash('sha256', `leaf ${i}`, 'buffer'))
const chainOf = (count: number) => {
  const chain = new Chain('r1')
  for (const leaf of leaves(count)) chain.push(leaf)
  return chain
}

describe('canonical JSON', () => {
  it('is the same text for the same value, in any order of fields', () => {
    // The example of RFC 8785, 3.2.3, but for what stands in no JSON of ours.
    const value = {
      peach: 1,
      péché: [333333333.3333333, 1e30, 4.5, 0.002, 1e-27],
      pêche: '€$\u000f\nA\'B"\\"/',
      sin: null,
    }
    assert.equal(
      canonicalJson({ sin: value.sin, pêche: value.pêche, péché: value.péché, peach: value.peach }),
      `{"peach":1,"péché":[333333333.3333333,1e+30,4.5,0.002,1e-27],"pêche":"€$\\u000f\\nA'B\\"\\\\\\"/","sin":null}`,
    )
  })

  it('is the same after the value was stored and read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        assert.equal(
          canonicalJson(JSON.parse(JSON.stringify(value))),
          canonicalJson(JSON.parse(canonicalJson(value))),
        )
      }),
    )
  })

  it('holds everything of an event except its position', () => {
    const [event] = record([['Room-r1', { type: 'HandRaised', data: { participant: 'ann', order: 1 } }]])
    assert.deepStrictEqual({ ...JSON.parse(canonicalEvent(event!)), position: event!.position }, event)
  })
})

describe('the chain', () => {
  it('depends on every event, their order and the room', () => {
    const [a, b] = leaves(2) as [Buffer, Buffer]
    const after = (room: string, ...pushed: Buffer[]) => {
      const chain = new Chain(room)
      for (const leaf of pushed) chain.push(leaf)
      return chain.chain
    }
    const values = [
      after('r1'),
      after('r2'),
      after('r1', a),
      after('r1', b),
      after('r1', a, b),
      after('r1', b, a),
    ]
    assert.equal(new Set(values).size, values.length)
  })

  it('continues from its stored state as if it had never stopped', () => {
    for (let stop = 0; stop <= 20; stop++) {
      const { count, chain, peaks } = chainOf(stop)
      const resumed = new Chain('r1', { count, chain, peaks })
      for (const leaf of leaves(20).slice(stop)) resumed.push(leaf)
      assert.deepStrictEqual(
        [resumed.count, resumed.chain, resumed.root, resumed.peaks],
        [20, chainOf(20).chain, chainOf(20).root, chainOf(20).peaks],
      )
    }
  })

  it('has the roots of RFC 6962 for no leaf, one leaf and an imperfect tree', () => {
    const node = (left: Buffer, right: Buffer) =>
      hash('sha256', Buffer.concat([Buffer.from([1]), left, right]), 'buffer')
    const [a, b, c] = leaves(3) as [Buffer, Buffer, Buffer]
    assert.equal(chainOf(0).root, hash('sha256', ''))
    assert.equal(chainOf(1).root, a.toString('hex'))
    assert.equal(chainOf(3).root, node(node(a, b), c).toString('hex'))
  })

  it('proves each event by a path that leads to the root, and proves no other', () => {
    for (let count = 1; count <= 33; count++) {
      const all = leaves(count)
      const { root } = chainOf(count)
      for (let index = 0; index < count; index++) {
        const path = pathTo(all, index)
        assert.ok(path.length <= Math.ceil(Math.log2(count)), `${path.length} hashes for ${count} events`)
        assert.equal(rootBy(all[index]!, index, count, path), root)
        assert.notEqual(
          rootBy(leafOf(record([['Room-r1', { type: 'X', data: {} }]])[0]!), index, count, path),
          root,
        )
        assert.equal(rootBy(all[index]!, index, count, [...path, all[0]!]), null)
        if (path.length > 0) assert.equal(rootBy(all[index]!, index, count, path.slice(1)), null)
      }
      assert.equal(rootBy(all[0]!, count, count, []), null)
    }
  })
})
