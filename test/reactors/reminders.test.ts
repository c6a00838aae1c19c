import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import { HOST, REACTOR_ADA, roomOpened, setUpReactors } from './reactor-harness.ts'

const scheduled = (startsAt: number): RoomEvent => ({
  type: 'RoomScheduled',
  data: { ...(roomOpened as Extract<RoomEvent, { type: 'RoomOpened' }>).data, host: HOST, startsAt },
})
const rescheduled = (startsAt: number): RoomEvent => ({ type: 'RoomRescheduled', data: { startsAt } })
const marked: RoomEvent = { type: 'InterestMarked', data: { person: REACTOR_ADA } }
const reminded = (startsAt: number): RoomEvent => ({ type: 'InterestedReminded', data: { startsAt } })
const HOUR = 3_600_000
const BEFORE = 600_000

test('people are reminded of a room ten minutes before its start, and not sooner', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  await start()
  const startsAt = time.now() + HOUR
  await roomHappens(scheduled(startsAt), marked)
  await time.advance(HOUR - BEFORE - 1)
  assert.deepStrictEqual(commands(), [])
  await time.advance(1)
  assert.deepStrictEqual(commands(), [`RemindInterested ${startsAt}`])
})

test('a rescheduled room reminds people before its new start only', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  await start()
  const startsAt = time.now() + 2 * HOUR
  await roomHappens(scheduled(time.now() + HOUR), marked, rescheduled(startsAt))
  await time.advance(2 * HOUR - BEFORE)
  assert.deepStrictEqual(commands(), [`RemindInterested ${startsAt}`])
})

test('nobody is reminded of a room that was opened early or cancelled', async () => {
  for (const end of [roomOpened, { type: 'RoomCancelled', data: {} }] satisfies RoomEvent[]) {
    const { time, start, roomHappens, commands } = setUpReactors()
    await start()
    await roomHappens(scheduled(time.now() + HOUR), marked, end)
    await time.advance(HOUR)
    assert.deepStrictEqual(commands(), [])
  }
})

test('at its start it sends reminders that came due while no process ran, unless the start has passed', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  const startsAt = time.now() + HOUR
  await roomHappens(scheduled(startsAt), marked)
  await time.advance(HOUR - 1)
  await start()
  assert.deepStrictEqual(commands(), [`RemindInterested ${startsAt}`])
  const late = setUpReactors()
  await late.roomHappens(scheduled(late.time.now() + HOUR), marked)
  await late.time.advance(HOUR)
  await late.start()
  assert.deepStrictEqual(late.commands(), [])
})

test('at its start it does not remind again', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  const startsAt = time.now() + HOUR
  await roomHappens(scheduled(startsAt), marked, reminded(startsAt))
  await time.advance(HOUR - 1)
  await start()
  assert.deepStrictEqual(commands(), [])
})

test('a room that is moved away and back to its first start reminds of that start again', async () => {
  for (const firstTerm of [true, false]) {
    const { time, start, roomHappens, submitted } = setUpReactors()
    const running = await start()
    const startsAt = time.now() + BEFORE
    await roomHappens(scheduled(startsAt))
    await time.advance(0)
    assert.strictEqual(submitted.length, 1, 'the reminder is due at once, while nobody is interested')
    if (!firstTerm) await running.close()
    await roomHappens(rescheduled(startsAt + 5 * HOUR), marked, rescheduled(startsAt))
    if (!firstTerm) await start()
    await time.advance(0)
    assert.strictEqual(submitted.length, 2)
    // The gate answers a repeated id with the first outcome, so the same id would remind nobody.
    assert.notStrictEqual(submitted[0]!.commandId, submitted[1]!.commandId)
  }
})
