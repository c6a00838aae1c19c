import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SYSTEM } from '../../commands/event.ts'
import { LogFault } from '../../src/event-log/event-log.ts'
import { Overloaded } from '../../src/gate/command-gate.ts'
import { ADA, accepted, BOB, closed, HOST, joined, left, opened, ROOM, setUp } from './reactor-harness.ts'

const GRACE = 20_000

test('a person whose last socket is gone for longer than the grace has vanished', async () => {
  const { clock, present, start, roomHappens, asked, submitted } = setUp()
  const presence = await present()
  await start()
  const [host, phone, laptop] = [HOST, ADA, ADA].map(person => presence.hold(ROOM, person))
  await roomHappens(opened, joined(HOST), joined(ADA))
  phone!()
  await clock.advance(10 * GRACE)
  assert.deepStrictEqual(asked(), [], 'a laptop still holds the room')
  laptop!()
  await clock.advance(GRACE - 1)
  assert.deepStrictEqual(asked(), [])
  await clock.advance(1)
  assert.deepStrictEqual(asked(), [`MarkVanished ${ADA}`])
  assert.deepStrictEqual([submitted[0]!.by, submitted[0]!.at], [SYSTEM, clock.now()])
  host!()
})

test('a person who comes back within the grace has not vanished', async () => {
  const { clock, present, start, roomHappens, asked } = setUp()
  const presence = await present()
  await start()
  await roomHappens(opened, joined(ADA))
  const first = presence.hold(ROOM, ADA)
  await clock.advance(1)
  first()
  await clock.advance(GRACE - 1)
  presence.hold(ROOM, ADA)
  await clock.advance(10 * GRACE)
  assert.deepStrictEqual(asked(), [])
})

test('a person who joined and never came has vanished after the grace', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  await start()
  await roomHappens(opened, joined(ADA))
  await clock.advance(GRACE)
  assert.deepStrictEqual(asked(), [`MarkVanished ${ADA}`])
})

test('who has left, and everybody in a room that closed, cannot vanish', async () => {
  const { clock, start, roomHappens, asked } = setUp()
  await start()
  await roomHappens(opened, joined(HOST), joined(ADA), joined(BOB))
  await roomHappens(left(ADA))
  await clock.advance(GRACE - 1)
  await roomHappens(closed)
  await clock.advance(10 * GRACE)
  assert.deepStrictEqual(asked(), [])
})

test('after a restart of everything, who is in a live room has the grace from now to come back', async () => {
  const { clock, present, start, roomHappens, asked } = setUp()
  await roomHappens(opened, joined(HOST), joined(ADA), joined(BOB), left(BOB))
  await clock.advance(3_600_000)
  const presence = await present()
  await start()
  await clock.advance(GRACE - 1)
  presence.hold(ROOM, HOST)
  await clock.advance(1)
  assert.deepStrictEqual(asked(), [`MarkVanished ${ADA}`])
})

test('whom a process held that died has vanished when its lease and the grace are over', async () => {
  const { clock, present, start, roomHappens, asked } = setUp()
  const living = await present('living')
  const dying = await present('dying')
  await start()
  living.hold(ROOM, HOST)
  dying.hold(ROOM, ADA)
  await roomHappens(opened, joined(HOST), joined(ADA))
  await clock.advance(GRACE)
  assert.deepStrictEqual(asked(), [])
  await dying.close()
  await clock.advance(GRACE)
  assert.deepStrictEqual(asked(), [`MarkVanished ${ADA}`])
})

test('a fault is met with the same command again, until it is answered', async () => {
  const faults = [new LogFault('lost', { fateUnknown: true }), new Overloaded('later'), new LogFault('lost')]
  const { clock, start, roomHappens, asked, submitted } = setUp({ answer: () => faults.shift() ?? accepted })
  await start()
  await roomHappens(opened, joined(ADA))
  await clock.advance(GRACE + 60_000)
  assert.deepStrictEqual(asked(), Array(4).fill(`MarkVanished ${ADA}`))
  assert.strictEqual(new Set(submitted.map(command => command.commandId)).size, 1)
})

test('what is not wanted any more is not tried again', async () => {
  const { clock, present, start, roomHappens, asked } = setUp({ answer: () => new LogFault('lost') })
  const presence = await present()
  await start()
  await roomHappens(opened, joined(ADA))
  await clock.advance(GRACE)
  presence.hold(ROOM, ADA)
  await clock.advance(60_000)
  assert.deepStrictEqual(asked(), [`MarkVanished ${ADA}`])
})

test('after a crash it asks for the same command, and for another one when the person joined anew', async () => {
  const before = setUp()
  await before.start()
  await before.roomHappens(opened, joined(ADA))
  await before.clock.advance(GRACE)

  const after = setUp()
  await after.roomHappens(opened, joined(ADA))
  await after.start()
  await after.clock.advance(GRACE)
  await after.roomHappens(left(ADA), joined(ADA))
  await after.clock.advance(GRACE)

  const ids = [...before.submitted, ...after.submitted].map(command => command.commandId)
  assert.strictEqual(ids.length, 3)
  assert.strictEqual(ids[0], ids[1])
  assert.notStrictEqual(ids[1], ids[2])
})

test('a stopped reactor asks for nothing and leaves no alarm', async () => {
  const { clock, start, roomHappens, asked } = setUp({ answer: () => new Overloaded('later') })
  const running = await start()
  await roomHappens(opened, joined(ADA))
  await clock.advance(GRACE)
  await running.close()
  await clock.advance(10 * GRACE)
  assert.deepStrictEqual([asked(), clock.armed], [[`MarkVanished ${ADA}`], 0])
})

test('nobody is called vanished while a living process has not said whom it holds', async () => {
  const { clock, readStore, start, roomHappens, asked } = setUp()
  const lease = await readStore.acquire('presence:silent', 'silent', 3_600_000)
  await start()
  await roomHappens(opened, joined(ADA))
  await clock.advance(10 * GRACE)
  assert.deepStrictEqual(asked(), [])
  await readStore.release(lease!)
  await clock.advance(GRACE)
  assert.deepStrictEqual(asked(), [`MarkVanished ${ADA}`])
})
