import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import { ADA, HOST, opened, setUp } from './reactor-harness.ts'

const scheduled = (startsAt: number): RoomEvent => ({
  type: 'RoomScheduled',
  data: { ...(opened as Extract<RoomEvent, { type: 'RoomOpened' }>).data, host: HOST, startsAt },
})
const rescheduled = (startsAt: number): RoomEvent => ({ type: 'RoomRescheduled', data: { startsAt } })
const marked: RoomEvent = { type: 'InterestMarked', data: { person: ADA } }
const reminded = (startsAt: number): RoomEvent => ({ type: 'InterestedReminded', data: { startsAt } })
const HOUR = 3_600_000
const BEFORE = 600_000

test('people are reminded of a room ten minutes before its start, and not sooner', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  await start()
  const startsAt = clock.now() + HOUR
  await roomHappens(scheduled(startsAt), marked)
  await clock.advance(HOUR - BEFORE - 1)
  assert.deepStrictEqual(asked(), [])
  await clock.advance(1)
  assert.deepStrictEqual(asked(), [`RemindInterested ${startsAt}`])
})

test('a room that is announced for another time reminds at that alone', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  await start()
  const startsAt = clock.now() + 2 * HOUR
  await roomHappens(scheduled(clock.now() + HOUR), marked, rescheduled(startsAt))
  await clock.advance(2 * HOUR - BEFORE)
  assert.deepStrictEqual(asked(), [`RemindInterested ${startsAt}`])
})

test('of a room that was opened sooner, or is cancelled, nobody is reminded', async () => {
  for (const end of [opened, { type: 'RoomCancelled', data: {} }] satisfies RoomEvent[]) {
    const { clock, start, roomHappens, asked } = setUp()
    await start()
    await roomHappens(scheduled(clock.now() + HOUR), marked, end)
    await clock.advance(HOUR)
    assert.deepStrictEqual(asked(), [])
  }
})

test('at its start it reminds of what came due while nothing ran, where that is not over', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  const startsAt = clock.now() + HOUR
  await roomHappens(scheduled(startsAt), marked)
  await clock.advance(HOUR - 1)
  await start()
  assert.deepStrictEqual(asked(), [`RemindInterested ${startsAt}`])
  const late = setUp()
  await late.roomHappens(scheduled(late.clock.now() + HOUR), marked)
  await late.clock.advance(HOUR)
  await late.start()
  assert.deepStrictEqual(late.asked(), [])
})

test('at its start it does not remind again', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  const startsAt = clock.now() + HOUR
  await roomHappens(scheduled(startsAt), marked, reminded(startsAt))
  await clock.advance(HOUR - 1)
  await start()
  assert.deepStrictEqual(asked(), [])
})
