import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import { ADA, closed, HOST, hostless, opened, setUp } from './reactor-harness.ts'

const GRACE = 60_000
const hosted: RoomEvent = { type: 'HostChanged', data: { from: null, to: ADA, reason: 'returned' } }

test('a room without a host closes after the grace', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  await start()
  await roomHappens(opened, hostless)
  await clock.advance(GRACE - 1)
  assert.deepStrictEqual(asked(), [])
  await clock.advance(1)
  assert.deepStrictEqual(asked(), ['CloseAbandonedRoom'])
})

test('a room that has a host again, or is closed already, is left alone', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  await start()
  await roomHappens(opened, hostless, hosted)
  await clock.advance(10 * GRACE)
  await roomHappens(hostless, closed)
  await clock.advance(10 * GRACE)
  assert.deepStrictEqual(asked(), [])
})

test('a room that lost its host before the start has the grace from now', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  await roomHappens(opened, hostless)
  await clock.advance(3_600_000)
  await start()
  await clock.advance(GRACE - 1)
  assert.deepStrictEqual(asked(), [])
  await clock.advance(1)
  assert.deepStrictEqual(asked(), ['CloseAbandonedRoom'])
})

test('a second loss is another command than the first', async () => {
  const rejection = { accepted: false, rejection: { code: 'ROOM_NOT_LIVE' } } as const
  const { clock, start, roomHappens, submitted } = setUp({ answer: () => rejection })
  await start()
  await roomHappens(opened, hostless)
  await clock.advance(GRACE)
  await roomHappens(hosted)
  await clock.advance(GRACE)
  const first = submitted.length
  await roomHappens({ type: 'HostChanged', data: { from: HOST, to: null, reason: 'left' } })
  await clock.advance(GRACE)
  assert.ok(submitted.length > first, 'nothing was asked for after the second loss')
  assert.notStrictEqual(submitted[0]!.commandId, submitted[first]!.commandId)
})
