import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { buildSchema } from 'graphql'
import { allowances, createAllowances, DEFAULT_ALLOWANCE } from '../../src/graphql/allowances.ts'
import { ADA_ID, bob } from '../support/transport.ts'

const times = (count: number, take: () => number) => Array.from({ length: count }, take)

test('a burst is allowed, then a steady rate per second', () => {
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

test('people and mutations do not share an allowance', () => {
  const take = createAllowances(() => 0)
  times(allowances.postComment!.burst + 1, () => take(ADA_ID, 'postComment'))
  assert.ok(take(ADA_ID, 'postComment') > 0)
  assert.strictEqual(take(bob, 'postComment'), 0)
  assert.strictEqual(take(ADA_ID, 'react'), 0)
})

test('a mutation without an allowance of its own has the default one', () => {
  const take = createAllowances(() => 0)
  assert.deepStrictEqual(
    times(DEFAULT_ALLOWANCE.burst, () => take(ADA_ID, 'mute')),
    Array(DEFAULT_ALLOWANCE.burst).fill(0),
  )
  assert.strictEqual(take(ADA_ID, 'mute'), 1000 / DEFAULT_ALLOWANCE.perSecond)
})

test('waiting longer does not allow more than the burst', () => {
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

test('a scale multiplies burst and rate, and the burst stays at least 1', () => {
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

test('a clock that is set back neither adds nor removes allowance', () => {
  let now = 10_000
  const take = createAllowances(() => now)
  times(allowances.react!.burst, () => take(ADA_ID, 'react'))
  const wait = take(ADA_ID, 'react')
  now = 0
  assert.strictEqual(take(ADA_ID, 'react'), wait)
})

test('the number of buckets is bounded', () => {
  const take = createAllowances(() => 0, 1, 2)
  times(allowances.react!.burst, () => take(ADA_ID, 'react'))
  take(bob, 'react')
  take(bob, 'mute')
  assert.strictEqual(take(ADA_ID, 'react'), 0, 'the least recently used bucket was dropped')
})

test('every allowance names a mutation', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
  const mutations = Object.keys(schema.getMutationType()!.getFields())
  assert.deepStrictEqual(
    Object.keys(allowances).filter(name => !mutations.includes(name)),
    [],
  )
})

test('docs/operations/configuration.md lists the allowances of the code', () => {
  const text = readFileSync(new URL('../../docs/operations/configuration.md', import.meta.url), 'utf8')
  const table = text.split('| mutation | burst | per second |\n| --- | --- | --- |\n')[1]?.split('\n\n')[0]
  assert.deepStrictEqual(
    table?.split('\n'),
    Object.entries({ ...allowances, 'any other': DEFAULT_ALLOWANCE }).map(
      ([name, { burst, perSecond }]) => `| ${name} | ${burst} | ${perSecond} |`,
    ),
  )
})
