import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sleep, systemTime, TimeoutError, timeout } from '../../../src/support/time.ts'
import { createFakeTime } from '../fake-time.ts'

test('a wait can be longer than the longest timer', async t => {
  const waits: number[] = []
  t.mock.method(globalThis, 'setTimeout', (done: () => void, milliseconds: number) => {
    waits.push(milliseconds)
    queueMicrotask(done)
  })
  const month = 30 * 86_400_000
  await sleep(systemTime, month)
  assert.deepStrictEqual(waits, [2 ** 31 - 1, month - (2 ** 31 - 1)])
  await sleep(systemTime, 5)
  assert.equal(waits.at(-1), 5)
})

test('a sleep ends at once when its signal aborts, and leaves no timer', async () => {
  const time = createFakeTime()
  const stopping = new AbortController()
  const sleeping = sleep(time, 1_000, stopping.signal)
  assert.equal(time.armed, 1)
  stopping.abort()
  await sleeping
  assert.equal(time.armed, 0)
  await sleep(time, 1_000, stopping.signal)
})

test('work that takes too long rejects with its name, and work in time leaves no timer', async () => {
  const time = createFakeTime()
  const late = timeout(time, new Promise(() => {}), 1_000, 'the answer')
  const rejected = assert.rejects(late, new TimeoutError('the answer took longer than 1000 ms'))
  await time.advance(1_000)
  await rejected
  assert.equal(await timeout(time, Promise.resolve(7), 1_000, 'the answer'), 7)
  assert.equal(time.armed, 0)
})

test('a repeated timer fires at each interval until it is cancelled', async () => {
  const time = createFakeTime()
  const fired: number[] = []
  const cancel = time.every(10, () => fired.push(time.elapsed()))
  await time.advance(35)
  cancel()
  await time.advance(35)
  assert.deepStrictEqual(fired, [10, 20, 30])
})
