import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FairTurns } from '../../../src/support/fair-turns.ts'
import { systemTime } from '../../../src/support/time.ts'

/** A loop whose turns are taken by hand, on a clock that stands still until work moves it. */
function handLoop() {
  let resolveTurn = () => {}
  const loop = {
    now: 0,
    elapsed: () => loop.now,
    settled: systemTime.settled,
    nextTurn: () =>
      new Promise<void>(resolve => {
        resolveTurn = resolve
      }),
    async turn() {
      resolveTurn()
      await systemTime.nextTurn()
    },
  }
  return loop
}

test('each owner is granted once before any owner is granted twice', async () => {
  const loop = handLoop()
  const turns = new FairTurns(2, loop)
  const granted: string[] = []
  const ask = (owner: string, name: string) => void turns.next(owner).then(() => granted.push(name))
  for (let n = 1; n <= 3; n++) ask('ada', `ada ${n}`)
  ask('bea', 'bea 1')
  ask('cleo', 'cleo 1')
  assert.deepStrictEqual(granted, [])
  await loop.turn()
  assert.deepStrictEqual(granted, ['ada 1', 'bea 1', 'cleo 1', 'ada 2', 'ada 3'])
})

test('a turn of the loop ends when the work of those who were granted has spent the budget', async () => {
  const loop = handLoop()
  const turns = new FairTurns(2, loop)
  const granted: string[] = []
  const work = async (owner: string) => {
    await turns.next(owner)
    // Follows in the same turn, as a resolver does.
    await Promise.resolve()
    loop.now += 1
    granted.push(owner)
  }
  for (let n = 0; n < 3; n++) void work('many')
  void work('one')
  await loop.turn()
  assert.deepStrictEqual(granted, ['many', 'one'])
  await loop.turn()
  assert.deepStrictEqual(granted, ['many', 'one', 'many', 'many'])
})

test('one who comes last waits for one grant of each other owner, however much those ask for', async () => {
  const loop = handLoop()
  const turns = new FairTurns(0, loop)
  for (let n = 0; n < 5_000; n++) void turns.next('many')
  await loop.turn()
  let isGranted = false
  void turns.next('one').then(() => {
    isGranted = true
  })
  await loop.turn()
  assert.equal(isGranted, false)
  await loop.turn()
  assert.equal(isGranted, true)
})

test('it goes on after it was idle', async () => {
  const loop = handLoop()
  const turns = new FairTurns(2, loop)
  for (let n = 0; n < 2; n++) {
    const next = turns.next('ada')
    await loop.turn()
    await next
  }
})
