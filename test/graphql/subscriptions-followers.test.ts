import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SlowConsumer } from '../../src/graphql/follow.ts'
import { at, next, roomId, world } from '../support/fan-out.ts'

test('history from any position joins what comes without a gap or a repeat', async () => {
  for (let after = 0; after <= 4; after++) {
    const { fanOut, write, notice } = world()
    write(1, 2, 3, 4)
    const follower = await fanOut.follow(roomId, at(after))
    const seen: unknown[] = []
    if (after < 4) seen.push(...(await next(follower)))
    write(5)
    notice(4, 5)
    seen.push(...(await next(follower)))
    assert.deepStrictEqual(
      seen,
      [1, 2, 3, 4, 5].filter(place => place > after),
    )
  }
})

test('what is noticed while history is read comes after it, once', async () => {
  const { fanOut, write, notice, stopReads } = world()
  write(1, 2)
  const follower = await fanOut.follow(roomId, at(0))
  const goOn = stopReads()
  const first = next(follower)
  write(3)
  notice(2, 3)
  goOn()
  assert.deepStrictEqual(await first, [1, 2])
  assert.deepStrictEqual(await next(follower), [3])
})

test('a long history comes in pages', async () => {
  const { fanOut, write } = world()
  write(...Array.from({ length: 1_201 }, (_, i) => i + 1))
  const follower = await fanOut.follow(roomId, at(0))
  const lengths = []
  for (let i = 0; i < 3; i++) lengths.push((await next(follower)).length)
  assert.deepStrictEqual(lengths, [500, 500, 201])
})

test('who reads history slowly in a busy room loses nothing', async () => {
  const { fanOut, write, notice } = world({ maxWaiting: 2 })
  write(...Array.from({ length: 500 }, (_, i) => i + 1))
  const follower = await fanOut.follow(roomId, at(0))
  assert.equal((await next(follower)).length, 500)
  for (let place = 501; place <= 510; place++) {
    write(place)
    notice(place - 1, place)
  }
  assert.deepStrictEqual(await next(follower), [501, 502, 503, 504, 505, 506, 507, 508, 509, 510])
})

test('a position of another log is not complete, and goes on from now', async () => {
  const { fanOut, write, notice } = world()
  write(1, 2)
  const follower = await fanOut.follow(roomId, at(99))
  assert.deepStrictEqual(await follower.next(), {
    done: false,
    value: { position: at(2), complete: false, past: false, events: [] },
  })
  write(3)
  notice(2, 3)
  assert.deepStrictEqual(await next(follower), [3])
})

test('a follower that does not take its events fails, and the others go on', async () => {
  const { fanOut, write, notice, counts } = world({ maxWaiting: 3 })
  write(1)
  const slow = await fanOut.follow(roomId, null)
  const quick = await fanOut.follow(roomId, null)
  await next(slow)
  await next(quick)
  for (let place = 2; place <= 5; place++) {
    write(place)
    notice(place - 1, place)
    assert.deepStrictEqual(await next(quick), [place])
  }
  await assert.rejects(slow.next(), SlowConsumer)
  assert.deepStrictEqual(await next(slow), 'ended')
  assert.equal(counts.slow, 1)
})

test('all followers of a room share one subscription, which ends with the last of them', async () => {
  const { fanOut, listeners, counts } = world()
  const followers = await Promise.all([1, 2, 3].map(() => fanOut.follow(roomId, null)))
  assert.equal(counts.subscribed, 1)
  await followers[0]!.return()
  await followers[1]!.return()
  assert.equal(listeners(), 1)
  await followers[2]!.return()
  assert.equal(listeners(), 0)
})

test('a follower that waits lets go at once', async () => {
  const { fanOut, listeners } = world()
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  const waiting = next(follower)
  await follower.return()
  assert.equal(await waiting, 'ended')
  assert.equal(listeners(), 0)
})

test('closing ends everybody who follows', async () => {
  const { fanOut } = world()
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  const waiting = next(follower)
  fanOut.close()
  assert.equal(await waiting, 'ended')
})

test('a room of which the bus cannot tell can be followed again later', async () => {
  let away = true
  const { fanOut } = world({
    bus: {
      async subscribe() {
        if (away) throw new Error('the bus is away')
        return { close() {} }
      },
    },
  })
  await assert.rejects(fanOut.follow(roomId, null), /the bus is away/)
  away = false
  const follower = await fanOut.follow(roomId, null)
  assert.deepStrictEqual(await next(follower), [])
})
