import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Deadlines } from '../../../src/support/deadlines.ts'
import { createFakeTime } from '../fake-time.ts'

function setUp() {
  const clock = createFakeTime(0)
  const fired: string[] = []
  const deadlines = new Deadlines<string>(clock, (value, key) => fired.push(`${clock.now()} ${key} ${value}`))
  return { clock, fired, deadlines }
}

test('deadlines fall due in the order of time, each once and never early', async () => {
  const { clock, fired, deadlines } = setUp()
  deadlines.set('b', 200, 'two')
  deadlines.set('a', 100, 'one')
  deadlines.set('c', 300, 'three')
  await clock.advance(99)
  assert.deepStrictEqual(fired, [])
  await clock.advance(1_000)
  assert.deepStrictEqual(fired, ['100 a one', '200 b two', '300 c three'])
  assert.deepStrictEqual([deadlines.size, clock.armed], [0, 0])
})

test('a cancelled deadline does not fall due, and a new deadline replaces the earlier one', async () => {
  const { clock, fired, deadlines } = setUp()
  deadlines.set('a', 100, 'first')
  deadlines.set('b', 100, 'gone')
  deadlines.set('a', 250, 'second')
  deadlines.cancel('b')
  assert.deepStrictEqual([deadlines.has('a'), deadlines.has('b')], [true, false])
  await clock.advance(1_000)
  assert.deepStrictEqual(fired, ['250 a second'])
})

test('all deadlines share one timer', async () => {
  const { clock, fired, deadlines } = setUp()
  for (let key = 0; key < 5_000; key++) deadlines.set(String(key), 10_000 - key, 'one')
  assert.strictEqual(clock.armed, 1)
  for (let key = 0; key < 5_000; key++) if (key % 1_000 !== 0) deadlines.cancel(String(key))
  assert.deepStrictEqual([deadlines.size, clock.armed], [5, 1])
  await clock.advance(10_000)
  assert.deepStrictEqual(fired, [
    '6000 4000 one',
    '7000 3000 one',
    '8000 2000 one',
    '9000 1000 one',
    '10000 0 one',
  ])
})

test('a callback can set its deadline again', async () => {
  const clock = createFakeTime(0)
  const fired: number[] = []
  const deadlines = new Deadlines<number>(clock, (value, key) => {
    fired.push(clock.now())
    if (value > 0) deadlines.set(key, clock.now() + 10, value - 1)
  })
  deadlines.set('again', 10, 2)
  await clock.advance(100)
  assert.deepStrictEqual(fired, [10, 20, 30])
})

test('a deadline can be further away than the longest timer', async () => {
  const { clock, fired, deadlines } = setUp()
  const year = 365 * 86_400_000
  deadlines.set('next year', year, 'now')
  await clock.advance(year - 1)
  assert.deepStrictEqual(fired, [])
  await clock.advance(1)
  assert.deepStrictEqual(fired, [`${year} next year now`])
})

test('closing cancels all deadlines and leaves no timer', async () => {
  const { clock, fired, deadlines } = setUp()
  deadlines.set('a', 100, 'one')
  deadlines.close()
  await clock.advance(1_000)
  assert.deepStrictEqual([fired, clock.armed], [[], 0])
})
