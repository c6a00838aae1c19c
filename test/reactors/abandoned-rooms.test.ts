import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import { HOST, hostless, REACTOR_ADA, roomClosed, roomOpened, setUpReactors } from './reactor-harness.ts'

const GRACE = 60_000
const hosted: RoomEvent = { type: 'HostChanged', data: { from: null, to: REACTOR_ADA, reason: 'returned' } }

test('a room without a host closes after the grace', async () => {
  const { time, start, roomHappens, asked } = setUpReactors()
  await start()
  await roomHappens(roomOpened, hostless)
  await time.advance(GRACE - 1)
  assert.deepStrictEqual(asked(), [])
  await time.advance(1)
  assert.deepStrictEqual(asked(), ['CloseAbandonedRoom'])
})

test('a room that has a host again, or is closed already, is left alone', async () => {
  const { time, start, roomHappens, asked } = setUpReactors()
  await start()
  await roomHappens(roomOpened, hostless, hosted)
  await time.advance(10 * GRACE)
  await roomHappens(hostless, roomClosed)
  await time.advance(10 * GRACE)
  assert.deepStrictEqual(asked(), [])
})

test('a room that lost its host before the start has the grace from now', async () => {
  const { time, start, roomHappens, asked } = setUpReactors()
  await roomHappens(roomOpened, hostless)
  await time.advance(3_600_000)
  await start()
  await time.advance(GRACE - 1)
  assert.deepStrictEqual(asked(), [])
  await time.advance(1)
  assert.deepStrictEqual(asked(), ['CloseAbandonedRoom'])
})

test('a second loss is another command than the first', async () => {
  const rejection = { accepted: false, rejection: { code: 'ROOM_NOT_LIVE' } } as const
  const { time, start, roomHappens, submitted } = setUpReactors({ answer: () => rejection })
  await start()
  await roomHappens(roomOpened, hostless)
  await time.advance(GRACE)
  await roomHappens(hosted)
  await time.advance(GRACE)
  const first = submitted.length
  await roomHappens({ type: 'HostChanged', data: { from: HOST, to: null, reason: 'left' } })
  await time.advance(GRACE)
  assert.ok(submitted.length > first, 'nothing was asked for after the second loss')
  assert.notStrictEqual(submitted[0]!.commandId, submitted[first]!.commandId)
})
