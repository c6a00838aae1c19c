import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SYSTEM } from '../../commands/event.ts'
import { LogFault } from '../../src/event-log/event-log.ts'
import { Overloaded } from '../../src/gate/command-gate.ts'
import { ROUND_INTERVAL_MS } from '../../src/presence/presence.ts'
import {
  accepted,
  BOB,
  HOST,
  participantJoined,
  participantLeft,
  REACTOR_ADA,
  REACTOR_ROOM,
  roomClosed,
  roomOpened,
  setUpReactors,
} from './reactor-harness.ts'

const GRACE = 20_000

test('a person without a socket for longer than the grace has vanished', async () => {
  const { time, present, start, roomHappens, commands, submitted } = setUpReactors()
  const presence = await present()
  await start()
  const [host, phone, laptop] = [HOST, REACTOR_ADA, REACTOR_ADA].map(person =>
    presence.hold(REACTOR_ROOM, person),
  )
  await roomHappens(roomOpened, participantJoined(HOST), participantJoined(REACTOR_ADA))
  phone!()
  await time.advance(10 * GRACE)
  assert.deepStrictEqual(commands(), [], 'a laptop still holds the room')
  laptop!()
  await time.advance(GRACE - 1)
  assert.deepStrictEqual(commands(), [])
  await time.advance(1)
  assert.deepStrictEqual(commands(), [`MarkVanished ${REACTOR_ADA}`])
  assert.deepStrictEqual([submitted[0]!.by, submitted[0]!.at], [SYSTEM, time.now()])
  host!()
})

test('a person who comes back within the grace has not vanished', async () => {
  const { time, present, start, roomHappens, commands } = setUpReactors()
  const presence = await present()
  await start()
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  const first = presence.hold(REACTOR_ROOM, REACTOR_ADA)
  await time.advance(1)
  first()
  await time.advance(GRACE - 1)
  presence.hold(REACTOR_ROOM, REACTOR_ADA)
  await time.advance(10 * GRACE)
  assert.deepStrictEqual(commands(), [])
})

test('a person who joined and never subscribed has vanished after the grace', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  await start()
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await time.advance(GRACE)
  assert.deepStrictEqual(commands(), [`MarkVanished ${REACTOR_ADA}`])
})

test('a person who left and the people of a closed room cannot vanish', async () => {
  const { time, start, roomHappens, commands } = setUpReactors()
  await start()
  await roomHappens(
    roomOpened,
    participantJoined(HOST),
    participantJoined(REACTOR_ADA),
    participantJoined(BOB),
  )
  await roomHappens(participantLeft(REACTOR_ADA))
  await time.advance(GRACE - 1)
  await roomHappens(roomClosed)
  await time.advance(10 * GRACE)
  assert.deepStrictEqual(commands(), [])
})

test('after a restart of everything, people in live rooms get the full grace to come back', async () => {
  const { time, present, start, roomHappens, commands } = setUpReactors()
  await roomHappens(
    roomOpened,
    participantJoined(HOST),
    participantJoined(REACTOR_ADA),
    participantJoined(BOB),
    participantLeft(BOB),
  )
  await time.advance(3_600_000)
  const presence = await present()
  await start()
  await time.advance(GRACE - 1)
  presence.hold(REACTOR_ROOM, HOST)
  await time.advance(1)
  assert.deepStrictEqual(commands(), [`MarkVanished ${REACTOR_ADA}`])
})

test('the people of a process that closes have vanished after the grace', async () => {
  const { time, present, start, roomHappens, commands } = setUpReactors()
  const living = await present('living')
  const dying = await present('dying')
  await start()
  living.hold(REACTOR_ROOM, HOST)
  dying.hold(REACTOR_ROOM, REACTOR_ADA)
  await roomHappens(roomOpened, participantJoined(HOST), participantJoined(REACTOR_ADA))
  await time.advance(GRACE)
  assert.deepStrictEqual(commands(), [])
  await dying.close()
  await time.advance(GRACE)
  assert.deepStrictEqual(commands(), [`MarkVanished ${REACTOR_ADA}`])
})

test('after a fault, the same command is repeated until it is answered', async () => {
  const faults = [
    new LogFault('lost', { isOutcomeUnknown: true }),
    new Overloaded('later'),
    new LogFault('lost'),
  ]
  const { time, start, roomHappens, commands, submitted } = setUpReactors({
    answer: () => faults.shift() ?? accepted,
  })
  await start()
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await time.advance(GRACE + 60_000)
  assert.deepStrictEqual(commands(), Array(4).fill(`MarkVanished ${REACTOR_ADA}`))
  assert.strictEqual(new Set(submitted.map(command => command.commandId)).size, 1)
})

test('a command that is not wanted any more is not repeated', async () => {
  const { time, present, start, roomHappens, commands } = setUpReactors({
    answer: () => new LogFault('lost'),
  })
  const presence = await present()
  await start()
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await time.advance(GRACE)
  presence.hold(REACTOR_ROOM, REACTOR_ADA)
  await time.advance(60_000)
  assert.deepStrictEqual(commands(), [`MarkVanished ${REACTOR_ADA}`])
})

test('a command is the same after a crash, and another when the person has joined again', async () => {
  const before = setUpReactors()
  await before.start()
  await before.roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await before.time.advance(GRACE)

  const after = setUpReactors()
  await after.roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await after.start()
  await after.time.advance(GRACE)
  await after.roomHappens(participantLeft(REACTOR_ADA), participantJoined(REACTOR_ADA))
  await after.time.advance(GRACE)

  const ids = [...before.submitted, ...after.submitted].map(command => command.commandId)
  assert.strictEqual(ids.length, 3)
  assert.strictEqual(ids[0], ids[1])
  assert.notStrictEqual(ids[1], ids[2])
})

test('a stopped reactor submits nothing and leaves no timer', async () => {
  const { time, start, roomHappens, commands } = setUpReactors({ answer: () => new Overloaded('later') })
  const running = await start()
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await time.advance(GRACE)
  await running.close()
  await time.advance(10 * GRACE)
  assert.deepStrictEqual([commands(), time.armed], [[`MarkVanished ${REACTOR_ADA}`], 0])
})

test('nobody is called vanished while a running process has not reported who is present', async () => {
  const { time, readStore, start, roomHappens, commands } = setUpReactors()
  const lease = await readStore.acquire('presence:silent', 'silent', 3_600_000)
  await start()
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await time.advance(10 * GRACE)
  assert.deepStrictEqual(commands(), [])
  await readStore.release(lease!)
  await time.advance(GRACE)
  assert.deepStrictEqual(commands(), [`MarkVanished ${REACTOR_ADA}`])
})

test('a person left when their last socket did, whatever the clock says afterwards', async () => {
  const { time, present, start, roomHappens, commands, lastSeen } = setUpReactors()
  const presence = await present()
  await start()
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  const release = presence.hold(REACTOR_ROOM, REACTOR_ADA)
  await time.advance(90_000)
  const seenAt = time.now()
  release()
  await time.advance(1)
  time.setClock(-3_600_000)
  await time.advance(GRACE - 1)
  assert.deepStrictEqual([commands(), lastSeen()], [[`MarkVanished ${REACTOR_ADA}`], [seenAt]])
})

test('a person who never subscribed was last seen when they joined', async () => {
  const { time, start, roomHappens, lastSeen } = setUpReactors()
  await start()
  await time.advance(60_000)
  const joinedAt = time.now()
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await time.advance(GRACE)
  assert.deepStrictEqual(lastSeen(), [joinedAt])
})

test('people who do not come back after a stop were last seen before it', async () => {
  const { time, present, start, roomHappens, commands, lastSeen } = setUpReactors()
  const before = await present('before')
  const running = await start()
  before.hold(REACTOR_ROOM, REACTOR_ADA)
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await time.advance(60_000)
  const stoppedAt = time.now()
  await running.close()
  await before.close()
  await time.advance(3_600_000)
  await present('after')
  await start()
  await time.advance(GRACE)
  assert.deepStrictEqual(commands(), [`MarkVanished ${REACTOR_ADA}`])
  const [seenAt] = lastSeen()
  assert.ok(seenAt! <= stoppedAt && seenAt! > stoppedAt - 2 * ROUND_INTERVAL_MS, `seen at ${seenAt}`)
})

test('while no process serves clients nobody vanishes, and then everybody has time to come back', async () => {
  const { time, present, start, roomHappens, commands, lastSeen } = setUpReactors({ returnGraceMs: 60_000 })
  const before = await present('before')
  await start()
  for (const person of [HOST, REACTOR_ADA, BOB]) before.hold(REACTOR_ROOM, person)
  await roomHappens(roomOpened, ...[HOST, REACTOR_ADA, BOB].map(participantJoined))
  await time.advance(100_000)
  const stoppedAt = time.now()
  await before.close()
  await time.advance(45_000)
  const after = await present('after')
  await time.advance(26_000)
  after.hold(REACTOR_ROOM, REACTOR_ADA)
  await time.advance(33_000)
  assert.deepStrictEqual(commands(), [])
  after.hold(REACTOR_ROOM, BOB)
  await time.advance(ROUND_INTERVAL_MS + 1_000)
  assert.deepStrictEqual(commands(), [`MarkVanished ${HOST}`])
  assert.ok(lastSeen()[0]! <= stoppedAt && lastSeen()[0]! >= stoppedAt - ROUND_INTERVAL_MS)
})

test('when the bus was away, everybody has the time to come back that follows an outage', async () => {
  const { time, present, start, roomHappens, commands, muteBus } = setUpReactors({ returnGraceMs: 60_000 })
  const presence = await present()
  await start()
  const release = presence.hold(REACTOR_ROOM, REACTOR_ADA)
  await roomHappens(roomOpened, participantJoined(REACTOR_ADA))
  await time.advance(100_000)
  muteBus(true)
  release()
  await time.advance(45_000)
  muteBus(false)
  await time.advance(59_000)
  assert.deepStrictEqual(commands(), [])
  await time.advance(ROUND_INTERVAL_MS + 1_000)
  assert.deepStrictEqual(commands(), [`MarkVanished ${REACTOR_ADA}`])
})
