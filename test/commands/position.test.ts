import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  BEGINNING,
  comparePositions,
  digitsOf,
  earliestOf,
  fingerprintOf,
  hasFingerprint,
  isAfter,
  laterOf,
  type Position,
  parsePosition,
  positionNumber,
  positionOf,
  positionOfEvent,
  withFingerprint,
} from '../../commands/event.ts'

const id = '6fa459ea-ee8a-5ca4-894e-db77e160355e'
const at = Date.UTC(2026, 4, 17, 19, 30)
const bare = (number: number) => positionOf(number)
const named = (number: number, time = at) => positionOfEvent(number, { id, at: time })

suite('the position of an event', () => {
  test('is 20 digits and ten characters of a fingerprint', () => {
    assert.match(named(7), /^00000000000000000007-6fa459[0-9a-z]{4}$/)
    assert.equal(parsePosition(named(7)), named(7))
    assert.equal(digitsOf(named(7)), bare(7))
    assert.equal(positionNumber(named(7)), 7n)
    assert.equal(positionNumber(positionOfEvent(2n ** 64n - 1n, { id, at })), 2n ** 64n - 1n)
  })

  test('differs for another event at the same place', () => {
    assert.notEqual(named(7), positionOfEvent(7, { id: '886313e1-3b8a-5372-9b90-0c9aee199e5d', at }))
  })

  test('differs for the same id at another time: a command can be repeated on a restored log', () => {
    const times = [0, 1, 999, 1_000, 60_000, 3_600_000, 86_400_000]
    assert.equal(new Set(times.map(later => named(7, at + later))).size, times.length)
  })

  test('is the same each time, whatever was computed between', () => {
    const first = named(7)
    named(8, at + 1)
    assert.equal(named(7), first)
  })

  test('can be formed of any time, also of one that is damaged', () => {
    for (const time of [0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
      assert.notEqual(parsePosition(named(7, time)), null, `${time}`)
  })

  test('is put together again from its number and its fingerprint', () => {
    assert.equal(withFingerprint(bare(7), fingerprintOf(named(7))!), named(7))
    assert.equal(fingerprintOf(bare(7)), null)
    assert.deepStrictEqual([hasFingerprint(named(7)), hasFingerprint(bare(7))], [true, false])
  })
})

test('a position of an older version is still one, and other texts are none', () => {
  assert.equal(parsePosition(bare(7)), bare(7))
  for (const text of ['', '7', `${bare(7)}-`, `${bare(7)}-6fa459`, `${named(7)}0`, `${bare(7)}-6FA4590000`])
    assert.equal(parsePosition(text), null, text)
})

suite('positions with and without fingerprints', () => {
  const inOrder = [[BEGINNING], [bare(1), named(1)], [bare(2), named(2)], [bare(10), named(10)]]

  test('are compared by their place', () => {
    for (const [i, some] of inOrder.entries())
      for (const [j, others] of inOrder.entries())
        for (const one of some)
          for (const other of others) {
            assert.equal(isAfter(one, other), i > j, `${one} after ${other}`)
            assert.equal(comparePositions(one, other), Math.sign(i - j))
          }
  })

  test('are after no position at all only if there is one', () => {
    assert.equal(isAfter(named(1), ''), true)
    assert.equal(isAfter('', ''), false)
    assert.equal(isAfter('', named(1)), false)
  })

  test('the later of two is the one with a fingerprint where both name one place', () => {
    assert.equal(laterOf(bare(2), named(1)), bare(2))
    assert.equal(laterOf(named(1), bare(2)), bare(2))
    assert.equal(laterOf(bare(2), named(2)), named(2))
    assert.equal(laterOf(named(2), bare(2)), named(2))
  })

  test('the earliest of none is the beginning', () => {
    assert.equal(earliestOf([named(3), bare(2), named(10)]), bare(2))
    assert.equal(earliestOf([] as Position[]), BEGINNING)
  })
})
