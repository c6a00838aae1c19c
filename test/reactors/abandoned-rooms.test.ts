import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import { HOST, hostless, REACTOR_ADA, roomClosed, roomOpened, setUpReactors } from './reactor-harness.ts'

const GRACE = 60_000
const hosted: RoomEvent = { type: 'HostChanged', data: { from: null, to: REACTOR_ADA, reason: 'returned' } }

test('a room without a host closes after the grace', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  await start()
  await roomHappens(roomOpened, hostless)
  await time.advance(GRACE - 1)
  assert.deepStrictEqual(commands(), [])
  await time.advance(1)
  assert.deepStrictEqual(commands(), ['CloseAbandonedRoom'])
})

test('a room that has a host again or is already closed is not closed', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  await start()
  await roomHappens(roomOpened, hostless, hosted)
  await time.advance(10 * GRACE)
  await roomHappens(hostless, roomClosed)
  await time.advance(10 * GRACE)
  assert.deepStrictEqual(commands(), [])
})

test('a room that lost its host before the start gets the full grace', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  await roomHappens(roomOpened, hostless)
  await time.advance(3_600_000)
  await start()
  await time.advance(GRACE - 1)
  assert.deepStrictEqual(commands(), [])
  await time.advance(1)
  assert.deepStrictEqual(commands(), ['CloseAbandonedRoom'])
})

test('the second loss of a host leads to a command with a new id', async () => {
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
  assert.ok(submitted.length > first, 'no command after the second loss')
  assert.notStrictEqual(submitted[0]!.commandId, submitted[first]!.commandId)
})

test('a clock that is set back during the grace does not delay the closing', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  await start()
  await roomHappens(roomOpened, hostless)
  await time.advance(1)
  time.setClock(-3_600_000)
  await time.advance(GRACE - 1)
  assert.deepStrictEqual(commands(), ['CloseAbandonedRoom'])
})

test('two losses of a host in one millisecond lead to two commands', async () => {
  const rejection = { accepted: false, rejection: { code: 'ROOM_NOT_LIVE' } } as const
  const { time, start, roomHappens, submitted } = setUpReactors({ answer: () => rejection })
  await start()
  await roomHappens(roomOpened, hostless)
  await time.advance(GRACE)
  await roomHappens(hosted)
  time.setClock(-GRACE)
  const first = submitted.length
  await roomHappens(hostless)
  await time.advance(GRACE)
  assert.notStrictEqual(submitted[0]!.commandId, submitted[first]!.commandId)
})
