// Which rooms a process of the sound works on, where there are several.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Decider } from '../../commands/decider.ts'
import { BEGINNING, positionOf, type Recorded, streamName } from '../../commands/event.ts'
import { room } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { rooms } from '../../projections/rooms.ts'
import type { Gateway } from '../../src/audio-gateway/audio-gateway.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { createAtHand } from '../../src/sound-control/availability.ts'
import { createSoundDesk } from '../../src/sound-control/protocol.ts'
import { startSound } from '../../src/sound-control/sound-control.ts'
import { aborted } from '../../src/support/clock.ts'
import { opened, ROOM } from '../reactors/reactor-harness.ts'
import { createFakeTime } from '../support/fake-time.ts'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const SECOND = 1_000

/** Processes that can work on the sound of one live room, in which nobody is yet. */
async function house(t: { after(work: () => unknown): void }, up: boolean) {
  const clock = createFakeTime()
  const readStore = createMemoryReadStore({ now: clock.now })
  const bus = createMemoryBus({ onError: error => assert.fail(String(error)) })
  const event = {
    ...opened,
    id: 'e',
    at: clock.now(),
    cause: {},
    version: 1,
    position: positionOf(1),
    stream: streamName('Room', ROOM),
  } as unknown as Recorded<RoomEvent>
  await readStore.prepare([rooms])
  for (const key of rooms.keysOf(event)) {
    const document = rooms.evolve(null, event, key)
    const checkpoint = { partition: 'all', position: event.position, epoch: 1 }
    await readStore.save(rooms, [{ key, position: event.position, document }], checkpoint)
  }
  const watching = new Set<() => void>()
  const onChange = (handler: () => void) => {
    watching.add(handler)
    return () => watching.delete(handler)
  }
  const gateway = { id: 'one', up, draining: false, load: 0, onChange, rooms: async () => [] }
  const there = createAtHand({
    sound: { gateways: [{ up: true } as Gateway] },
    readStore,
    bus,
    processId: 'there',
  })
  const told = {
    head: async () => BEGINNING,
    // biome-ignore lint/correctness/useYield: nothing happens
    async *follow(_after: unknown, _filter: unknown, signal: AbortSignal) {
      await aborted(signal)
    },
  }
  const state = async ({ category, initial }: Decider) =>
    category === 'Room'
      ? { state: room.evolve(room.initial, event), version: 1 }
      : { state: initial, version: 0 }
  return {
    clock,
    readStore,
    gateway,
    async start(processId = 'here') {
      const running = startSound({
        readStore,
        clock,
        logger: quiet,
        processId,
        secret: 's',
        reached: async () => true,
        bus,
        eventLog: told as never,
        gate: { state, submit: () => assert.fail('nothing is to be told') } as never,
        sound: { gateways: [gateway as unknown as Gateway], async close() {} },
        settings: { streamAbove: 25, recordings: '/', lostAfter: 3 * SECOND },
      })
      t.after(() => running.close())
      await clock.advance(0)
      await clock.advance(0)
      return running
    },
    /** Another process says that it reaches a gateway, as it does every five seconds. */
    another: there.tell,
    /** The process of an API, which reaches no gateway itself. */
    async desk() {
      const desk = await createSoundDesk({ bus, readStore, isAtHand: null, logger: quiet })
      t.after(() => desk.close())
      return desk
    },
    /** The gateway comes or goes. */
    async turn(isUp: boolean) {
      gateway.up = isUp
      for (const handler of watching) handler()
      await clock.advance(0)
      await clock.advance(0)
    },
    worksOn: async () => (await readStore.leases('sound:')).map(({ holder }) => holder),
  }
}

test('a process that reaches no gateway takes no room where another reaches one', async t => {
  const { clock, start, another, worksOn } = await house(t, false)
  await another()
  await start()
  assert.deepStrictEqual(await worksOn(), [])
  // The other one dies.
  await clock.advance(20 * SECOND)
  assert.deepStrictEqual(await worksOn(), ['here'])
})

test('it leaves its rooms to another when it has lost the way to the gateways', async t => {
  const { clock, gateway, start, another, worksOn } = await house(t, true)
  await start()
  assert.deepStrictEqual(await worksOn(), ['here'])
  gateway.up = false
  for (let second = 0; second <= 20; second += 5) {
    await another()
    await clock.advance(5 * SECOND)
  }
  assert.deepStrictEqual(await worksOn(), [])
})

test('it keeps its rooms when the gateway has died for all', async t => {
  const { clock, gateway, start, another, worksOn } = await house(t, true)
  await start()
  await another()
  gateway.up = false
  await clock.advance(60 * SECOND)
  assert.deepStrictEqual(await worksOn(), ['here'])
})

test('a room is worked on by one process, and by another two seconds after that one was stopped', async t => {
  const { clock, start, worksOn } = await house(t, true)
  const first = await start('first')
  await start('second')
  assert.deepStrictEqual(await worksOn(), ['first'])
  await clock.advance(60 * SECOND)
  assert.deepStrictEqual(await worksOn(), ['first'])
  await first.close()
  await clock.advance(2 * SECOND)
  assert.deepStrictEqual(await worksOn(), ['second'])
})

test('an API knows as soon as a process reaches a gateway, and when it no longer does', async t => {
  const { desk, start, turn } = await house(t, false)
  const api = await desk()
  const running = await start()
  assert.equal(api.available, false)
  await turn(true)
  assert.equal(api.available, true)
  await turn(false)
  assert.equal(api.available, false)
  await turn(true)
  await running.close()
  await turn(false)
  assert.equal(api.available, false, 'the process was stopped')
})
