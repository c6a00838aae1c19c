import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, fanOutWorld, next, places, settled } from '../support/fan-out.ts'

test('what is noticed in order is given as it comes, without a look into the log', async () => {
  const { follow, write, notice, counts } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  assert.deepStrictEqual(await follower.next(), {
    position: at(1),
    complete: true,
    events: [],
    reactionTicks: [],
  })
  write(2, 5)
  notice(1, 2)
  assert.deepStrictEqual(await next(follower), [2])
  notice(2, 5)
  assert.deepStrictEqual(await next(follower), [5])
  assert.equal(counts.read, 0)
})

test('the first event is told at once, and what comes while it goes out leaves in one message', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1)
  const follower = await follow(1)
  write(2, 3, 4)
  notice(1, 2)
  notice(2, 3)
  notice(3, 4)
  assert.deepStrictEqual(await next(follower), [2])
  assert.deepStrictEqual(await next(follower), [3, 4])
})

test('a notice that comes twice or late is passed over', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2, 3)
  notice(1, 2)
  notice(1, 2)
  notice(2, 3)
  notice(1, 2, 3)
  assert.deepStrictEqual(await places(follower, 2), [2, 3])
  write(4)
  notice(3, 4)
  assert.deepStrictEqual(await next(follower), [4])
})

test('a notice that overlaps what was seen gives only what is new', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2, 3)
  notice(1, 2)
  notice(1, 2, 3)
  assert.deepStrictEqual(await places(follower, 2), [2, 3])
})

test('a gap is filled from the log at once', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2, 3, 4)
  notice(3, 4)
  assert.deepStrictEqual(await next(follower), [2, 3, 4])
})

test('a notice that does not know what was before it makes the log be read', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2, 3)
  notice(null, 3)
  assert.deepStrictEqual(await next(follower), [2, 3])
})

test('what a fill read ahead is not given again when its notice comes', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2, 3, 4, 5)
  notice(2, 3)
  assert.deepStrictEqual(await next(follower), [2, 3, 4, 5])
  notice(3, 4)
  notice(4, 5)
  write(6)
  notice(5, 6)
  assert.deepStrictEqual(await next(follower), [6])
})

test('notices that come while the log is read wait for it', async () => {
  const { follow, write, notice, stopReads } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2, 3)
  const goOn = stopReads()
  notice(2, 3)
  write(4)
  notice(3, 4)
  goOn()
  assert.deepStrictEqual(await next(follower), [2, 3])
  assert.deepStrictEqual(await next(follower), [4])
})

test('a log that is away is read again until it is back', async () => {
  const { follow, write, notice, failNextRead } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2, 3)
  failNextRead(2)
  notice(2, 3)
  assert.deepStrictEqual(await next(follower), [2, 3])
})

test('the last notice may be lost: the check finds what it told of', async () => {
  const { fanOut, follow, write } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2)
  const waiting = next(follower)
  assert.equal(await settled(waiting), false)
  await fanOut.check()
  assert.deepStrictEqual(await waiting, [2])
})

test('the check runs by itself', async t => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { fanOut, follow, write } = fanOutWorld()
  write(1)
  const follower = await follow(null)
  await next(follower)
  write(2)
  t.mock.timers.tick(30_000)
  assert.deepStrictEqual(await next(follower), [2])
  fanOut.close()
})
