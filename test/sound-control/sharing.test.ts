// Which rooms a process of the sound works on, where there are several.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Decider } from '../../commands/decider.ts'
import { BEGINNING, positionOf, type Recorded, streamName } from '../../commands/event.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { rooms } from '../../projections/rooms.ts'
import type { Gateway } from '../../src/audio-gateway/audio-gateway.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { createAvailabilityPublisher } from '../../src/sound-control/availability.ts'
import { createSoundClient } from '../../src/sound-control/protocol.ts'
import { startSoundControl } from '../../src/sound-control/sound-control.ts'
import { aborted, systemTime } from '../../src/support/time.ts'
import { REACTOR_ROOM, roomOpened } from '../reactors/reactor-harness.ts'
import { createFakeTime } from '../support/fake-time.ts'
import { silentLogger } from '../support/silent-logger.ts'

const SECOND = 1_000

/** Processes that can work on the sound of one live room, in which nobody is yet. */
async function house(t: { after(work: () => unknown): void }, up: boolean) {
  const time = createFakeTime()
  const readStore = createMemoryReadStore({ time })
  const bus = createMemoryBus({ time: systemTime, onError: error => assert.fail(String(error)) })
  const event = {
    ...roomOpened,
    id: 'e',
    at: time.now(),
    cause: {},
    version: 1,
    position: positionOf(1),
    stream: streamName('Room', REACTOR_ROOM),
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
  const there = createAvailabilityPublisher({
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
      ? { state: roomDecider.evolve(roomDecider.initial, event), version: 1 }
      : { state: initial, version: 0 }
  return {
    time,
    readStore,
    gateway,
    async start(processId = 'here') {
      const running = startSoundControl({
        readStore,
        time,
        logger: silentLogger,
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
      await time.advance(0)
      await time.advance(0)
      return running
    },
    /** Another process says that it reaches a gateway, as it does every five seconds. */
    another: there.tell,
    /** The process of an API, which reaches no gateway itself. */
    async desk() {
      const desk = await createSoundClient({
        time: systemTime,
        bus,
        readStore,
        isAtHand: null,
        logger: silentLogger,
      })
      t.after(() => desk.close())
      return desk
    },
    /** The gateway comes or goes. */
    async turn(isUp: boolean) {
      gateway.up = isUp
      for (const handler of watching) handler()
      await time.advance(0)
      await time.advance(0)
    },
    worksOn: async () => (await readStore.leases('sound:')).map(({ holder }) => holder),
  }
}

test('a process that reaches no gateway takes no room where another reaches one', async t => {
  const { time, start, another, worksOn } = await house(t, false)
  await another()
  await start()
  assert.deepStrictEqual(await worksOn(), [])
  // The other one dies.
  await time.advance(20 * SECOND)
  assert.deepStrictEqual(await worksOn(), ['here'])
})

test('it leaves its rooms to another when it has lost the way to the gateways', async t => {
  const { time, gateway, start, another, worksOn } = await house(t, true)
  await start()
  assert.deepStrictEqual(await worksOn(), ['here'])
  gateway.up = false
  for (let second = 0; second <= 20; second += 5) {
    await another()
    await time.advance(5 * SECOND)
  }
  assert.deepStrictEqual(await worksOn(), [])
})

test('it keeps its rooms when the gateway has died for all', async t => {
  const { time, gateway, start, another, worksOn } = await house(t, true)
  await start()
  await another()
  gateway.up = false
  await time.advance(60 * SECOND)
  assert.deepStrictEqual(await worksOn(), ['here'])
})

test('a room is worked on by one process, and by another two seconds after that one was stopped', async t => {
  const { time, start, worksOn } = await house(t, true)
  const first = await start('first')
  await start('second')
  assert.deepStrictEqual(await worksOn(), ['first'])
  await time.advance(60 * SECOND)
  assert.deepStrictEqual(await worksOn(), ['first'])
  await first.close()
  await time.advance(2 * SECOND)
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
