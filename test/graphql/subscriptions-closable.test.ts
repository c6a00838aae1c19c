import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closable } from '../../src/graphql/live/closable.ts'

const DONE = { done: true, value: undefined }

function counted(values: (number | null | Error)[]) {
  let released = 0
  let pulling = 0
  const iterator = closable<number>(
    async () => {
      assert.equal(++pulling, 1, 'one value is asked for at a time')
      await null
      pulling--
      const value = values.shift()
      if (value === undefined) return new Promise(() => {})
      if (value instanceof Error) throw value
      return value
    },
    () => void released++,
  )
  return { iterator, released: () => released }
}

test('values come in the order in which they were asked for', async () => {
  const { iterator, released } = counted([1, 2, null])
  const answers = await Promise.all([iterator.next(), iterator.next(), iterator.next(), iterator.next()])
  assert.deepStrictEqual(answers, [{ done: false, value: 1 }, { done: false, value: 2 }, DONE, DONE])
  assert.equal(released(), 1)
})

test('return ends it at once, also while a value is awaited', async () => {
  const { iterator, released } = counted([])
  const waiting = [iterator.next(), iterator.next()]
  assert.deepStrictEqual(await iterator.return(), DONE)
  assert.deepStrictEqual(await Promise.all(waiting), [DONE, DONE])
  assert.deepStrictEqual(await iterator.next(), DONE)
  await iterator.return()
  assert.equal(released(), 1)
})

test('what fails is told to the one who waits, and ends it for the others', async () => {
  const { iterator, released } = counted([new Error('broken')])
  const [first, second] = await Promise.allSettled([iterator.next(), iterator.next()])
  assert.deepStrictEqual(
    [first.status, (first as PromiseRejectedResult).reason.message],
    ['rejected', 'broken'],
  )
  assert.deepStrictEqual(second, { status: 'fulfilled', value: DONE })
  assert.equal(released(), 1)
})

test('what comes or fails after it was closed is nobody’s', async () => {
  for (const late of [5, new Error('late')]) {
    const { iterator, released } = counted([late])
    const waiting = iterator.next()
    await iterator.return()
    assert.deepStrictEqual(await waiting, DONE)
    assert.equal(released(), 1)
  }
})

test('throw ends it with what was thrown', async () => {
  const { iterator, released } = counted([1])
  await assert.rejects(iterator.throw(new Error('mine')), /mine/)
  assert.deepStrictEqual(await iterator.next(), DONE)
  assert.equal(released(), 1)
})
