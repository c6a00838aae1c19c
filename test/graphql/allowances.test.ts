import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { buildSchema } from 'graphql'
import { allowances, createAllowances, DEFAULT_ALLOWANCE } from '../../src/graphql/allowances.ts'
import { ADA_ID, bob } from '../support/transport.ts'

const times = (count: number, take: () => number) => Array.from({ length: count }, take)

test('a burst is allowed, then so many a second', () => {
  let now = 1_000_000
  const take = createAllowances(() => now)
  const { burst, perSecond } = allowances.postComment!
  assert.deepStrictEqual(
    times(burst, () => take(ADA_ID, 'postComment')),
    Array(burst).fill(0),
  )
  const wait = take(ADA_ID, 'postComment')
  assert.strictEqual(wait, 1000 / perSecond)
  now += wait - 1
  assert.strictEqual(take(ADA_ID, 'postComment'), 1)
  now += 1
  assert.strictEqual(take(ADA_ID, 'postComment'), 0)
  assert.strictEqual(take(ADA_ID, 'postComment'), wait)
})

test('people and kinds of command do not share an allowance', () => {
  const take = createAllowances(() => 0)
  times(allowances.postComment!.burst + 1, () => take(ADA_ID, 'postComment'))
  assert.ok(take(ADA_ID, 'postComment') > 0)
  assert.strictEqual(take(bob, 'postComment'), 0)
  assert.strictEqual(take(ADA_ID, 'react'), 0)
})

test('a kind that is not named has the usual allowance', () => {
  const take = createAllowances(() => 0)
  assert.deepStrictEqual(
    times(DEFAULT_ALLOWANCE.burst, () => take(ADA_ID, 'mute')),
    Array(DEFAULT_ALLOWANCE.burst).fill(0),
  )
  assert.strictEqual(take(ADA_ID, 'mute'), 1000 / DEFAULT_ALLOWANCE.perSecond)
})

test('who waits longer than it takes has no more than the burst', () => {
  let now = 0
  const take = createAllowances(() => now)
  const { burst } = allowances.react!
  times(burst, () => take(ADA_ID, 'react'))
  now += 3_600_000
  assert.deepStrictEqual(
    times(burst, () => take(ADA_ID, 'react')),
    Array(burst).fill(0),
  )
  assert.ok(take(ADA_ID, 'react') > 0)
})

test('a scale multiplies both, and leaves at least one at a time', () => {
  const take = createAllowances(() => 0, 3)
  const { burst, perSecond } = allowances.react!
  assert.deepStrictEqual(
    times(burst * 3, () => take(ADA_ID, 'react')),
    Array(burst * 3).fill(0),
  )
  assert.strictEqual(take(ADA_ID, 'react'), Math.ceil(1000 / (perSecond * 3)))
  const small = createAllowances(() => 0, 0.01)
  assert.strictEqual(small(ADA_ID, 'react'), 0)
})

test('a clock that is set back neither gives nor takes', () => {
  let now = 10_000
  const take = createAllowances(() => now)
  times(allowances.react!.burst, () => take(ADA_ID, 'react'))
  const wait = take(ADA_ID, 'react')
  now = 0
  assert.strictEqual(take(ADA_ID, 'react'), wait)
})

test('what is remembered is bounded', () => {
  const take = createAllowances(() => 0, 1, 2)
  times(allowances.react!.burst, () => take(ADA_ID, 'react'))
  take(bob, 'react')
  take(bob, 'mute')
  assert.strictEqual(take(ADA_ID, 'react'), 0, 'it was forgotten, to the advantage of the person')
})

test('every allowance is of a mutation', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
  const mutations = Object.keys(schema.getMutationType()!.getFields())
  assert.deepStrictEqual(
    Object.keys(allowances).filter(name => !mutations.includes(name)),
    [],
  )
})

test('docs/operations/configuration.md has every allowance as it is in the code', () => {
  const text = readFileSync(new URL('../../docs/operations/configuration.md', import.meta.url), 'utf8')
  const table = text.split('| mutation | burst | per second |\n| --- | --- | --- |\n')[1]?.split('\n\n')[0]
  assert.deepStrictEqual(
    table?.split('\n'),
    Object.entries({ ...allowances, 'any other': DEFAULT_ALLOWANCE }).map(
      ([name, { burst, perSecond }]) => `| ${name} | ${burst} | ${perSecond} |`,
    ),
  )
})
