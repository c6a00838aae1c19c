// The contract of the read store: leases.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Lease } from '../../src/read-store/read-store.ts'
import { until } from '../support/until.ts'
import type { StoreUnderTest } from './stores.ts'

const LONG = 600_000

export function leaseCases(current: StoreUnderTest) {
  test('a lease has one holder, who can renew it', async () => {
    const { store } = current
    const name = `lease-${randomUUID()}`
    const held = await store.acquire(name, 'a', LONG)
    assert.deepStrictEqual(held, { name, holder: 'a', epoch: held!.epoch, until: held!.until })
    assert.equal(await store.acquire(name, 'b', LONG), null)
    const longer = await store.acquire(name, 'a', LONG * 2)
    assert.equal(longer!.epoch, held!.epoch)
    assert.ok(longer!.until > held!.until)
    assert.equal(await store.acquire(name, 'b', LONG), null)
  })

  test('when many ask at once, one gets the lease', async t => {
    if (current.lacks.race) return t.skip(current.lacks.race)
    const { store } = current
    const name = `lease-${randomUUID()}`
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, i) => store.acquire(name, `holder ${i}`, LONG)),
    )
    assert.equal(asked.filter(lease => lease !== null).length, 1)
  })

  test('a released lease goes to the next, with a greater epoch', async () => {
    const { store } = current
    const name = `lease-${randomUUID()}`
    const first = await store.acquire(name, 'a', LONG)
    await store.release(first!)
    const second = await store.acquire(name, 'b', LONG)
    assert.ok(second!.epoch > first!.epoch)
    // The first holder cannot release it any more.
    await store.release(first!)
    assert.equal(await store.acquire(name, 'a', LONG), null)
    await store.release(second!)
    const third = await store.acquire(name, 'a', LONG)
    assert.ok(third!.epoch > second!.epoch)
  })

  test('an expired lease goes to the next, with a greater epoch', async () => {
    const { store } = current
    const name = `lease-${randomUUID()}`
    const first = await store.acquire(name, 'a', 1)
    const taken: Lease[] = []
    await until(async () => {
      const lease = await store.acquire(name, 'b', LONG)
      if (!lease) return 'the lease has not run out'
      taken.push(lease)
      return null
    })
    assert.ok(taken[0]!.epoch > first!.epoch)
    assert.equal(await store.acquire(name, 'a', LONG), null)
  })

  test('a lease taken later has a greater epoch, whatever its name', async () => {
    const { store } = current
    const name = `lease-${randomUUID()}`
    const first = await store.acquire(`${name}/one`, 'a', LONG)
    const second = await store.acquire(`${name}/other`, 'b', LONG)
    assert.ok(second!.epoch > first!.epoch)
    await store.release(first!)
    const third = await store.acquire(`${name}/one`, 'b', LONG)
    assert.ok(third!.epoch > second!.epoch)
  })

  test('lists the unexpired leases of a prefix', async () => {
    const { store } = current
    const prefix = `lease-${randomUUID()}`
    const a = await store.acquire(`${prefix}/a`, 'x', LONG)
    const b = await store.acquire(`${prefix}/b`, 'y', LONG)
    const released = await store.acquire(`${prefix}/c`, 'y', LONG)
    await store.acquire(`${prefix}/d`, 'z', 1)
    await store.acquire(`other-${prefix}/a`, 'x', LONG)
    await store.release(released!)
    const listed = async () =>
      (await store.leases(`${prefix}/`)).toSorted((one, other) => (one.name < other.name ? -1 : 1))
    await until(async () => ((await listed()).length === 2 ? null : 'one has not run out'))
    assert.deepStrictEqual(await listed(), [a, b])
  })
}
