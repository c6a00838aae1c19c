import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pause } from '../../src/support/clock.ts'

test('a pause that is longer than a timer can wait is as long as it should be', async t => {
  const waits: number[] = []
  t.mock.method(globalThis, 'setTimeout', (done: () => void, milliseconds: number) => {
    waits.push(milliseconds)
    queueMicrotask(done)
  })
  const month = 30 * 86_400_000
  await pause(month)
  assert.deepStrictEqual(waits, [2 ** 31 - 1, month - (2 ** 31 - 1)])
  await pause(5)
  assert.equal(waits.at(-1), 5)
})
