import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemTime } from '../../../src/support/time.ts'
import { createTimeSlices } from '../../../src/support/time-slices.ts'

/** So many steps of a millisecond each. */
function work(steps: number, done: () => void = () => {}) {
  return () => {
    const end = performance.now() + 1
    while (performance.now() < end);
    done()
    return --steps <= 0
  }
}

test('short work runs at once', () => {
  let done = 0
  void createTimeSlices(5, systemTime).run(() => {
    done++
    return true
  })
  assert.equal(done, 1)
})

test('work takes no more than its budget of each turn of the event loop', async () => {
  const turns = createTimeSlices(3, systemTime)
  let steps = 0
  const all = Promise.all(Array.from({ length: 4 }, () => turns.run(work(5, () => void steps++))))
  let before = 0
  while (steps < 20) {
    assert.ok(steps - before <= 4, `${steps - before} steps in one turn`)
    before = steps
    await systemTime.nextTurn()
  }
  await all
})

test('short work does not wait for long work that came first', async () => {
  const turns = createTimeSlices(3, systemTime)
  let isDone = false
  const long = turns.run(work(40)).then(() => {
    isDone = true
  })
  await systemTime.nextTurn()
  await turns.run(work(1))
  assert.equal(isDone, false)
  await long
})

test('an error rejects only the work that threw it', async () => {
  const turns = createTimeSlices(5, systemTime)
  const broken = turns.run(() => {
    throw new Error('broken')
  })
  const whole = turns.run(work(2))
  await assert.rejects(broken, /broken/)
  await whole
  assert.equal(turns.waiting, 0)
})
