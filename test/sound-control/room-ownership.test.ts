// Which of several processes controls a room.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Decider } from '../../commands/decider.ts'
import { BEGINNING, positionOf, type Recorded, streamName } from '../../commands/event.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { rooms } from '../../projections/rooms.ts'
import type { AudioGateway } from '../../src/audio-gateway/audio-gateway.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { createAvailabilityPublisher } from '../../src/sound-control/availability.ts'
import { createSoundClient } from '../../src/sound-control/client.ts'
import { startSoundControl } from '../../src/sound-control/sound-control.ts'
import { aborted } from '../../src/support/time.ts'
import { REACTOR_ROOM, roomOpened } from '../reactors/reactor-harness.ts'
import { createFakeTime } from '../support/fake-time.ts'
import { silentLogger } from '../support/silent-logger.ts'

const SECOND = 1_000

/** Processes that can control the sound of one live room, in which nobody is yet. */
async function startProcesses(t: { after(work: () => unknown): void }, isUp: boolean) {
  const time = createFakeTime()
  const readStore = createMemoryReadStore({ time })
  const bus = createMemoryBus({ time, onError: error => assert.fail(String(error)) })
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
  const gateway = { id: 'one', isUp, isDraining: false, load: 0, onChange, listRooms: async () => [] }
  const other = createAvailabilityPublisher({
    gateways: [{ isUp: true }],
    readStore,
    bus,
    processId: 'other',
  })
  const eventLog = {
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
        eventLog: eventLog as never,
        gate: { state, submit: () => assert.fail('no command is expected') } as never,
        gateways: [gateway as unknown as AudioGateway],
        settings: { streamAboveListeners: 25, recordingsFolder: '/', lostAfterMs: 3 * SECOND },
      })
      t.after(() => running.close())
      await time.advance(0)
      await time.advance(0)
      return running
    },
    /** Another process publishes that it reaches a gateway, as it does every five seconds. */
    publishOther: other.publish,
    /** An API process, which reaches no gateway itself. */
    async connectClient() {
      const client = await createSoundClient({
        bus,
        readStore,
        isAvailable: null,
        logger: silentLogger,
        time,
      })
      t.after(() => client.close())
      return client
    },
    /** The gateway comes or goes. */
    async setUp(isUp: boolean) {
      gateway.isUp = isUp
      for (const handler of watching) handler()
      await time.advance(0)
      await time.advance(0)
    },
    controllers: async () => (await readStore.leases('sound:')).map(({ holder }) => holder),
  }
}

test('a process that reaches no gateway takes no room while another process reaches one', async t => {
  const { time, start, publishOther, controllers } = await startProcesses(t, false)
  await publishOther()
  await start()
  assert.deepStrictEqual(await controllers(), [])
  // The other one dies.
  await time.advance(20 * SECOND)
  assert.deepStrictEqual(await controllers(), ['here'])
})

test('a process gives up its rooms when only other processes still reach a gateway', async t => {
  const { time, gateway, start, publishOther, controllers } = await startProcesses(t, true)
  await start()
  assert.deepStrictEqual(await controllers(), ['here'])
  gateway.isUp = false
  for (let second = 0; second <= 20; second += 5) {
    await publishOther()
    await time.advance(5 * SECOND)
  }
  assert.deepStrictEqual(await controllers(), [])
})

test('a process keeps its rooms when no process reaches a gateway', async t => {
  const { time, gateway, start, publishOther, controllers } = await startProcesses(t, true)
  await start()
  await publishOther()
  gateway.isUp = false
  await time.advance(60 * SECOND)
  assert.deepStrictEqual(await controllers(), ['here'])
})

test('one process controls a room, and another takes over two seconds after the first was stopped', async t => {
  const { time, start, controllers } = await startProcesses(t, true)
  const first = await start('first')
  await start('second')
  assert.deepStrictEqual(await controllers(), ['first'])
  await time.advance(60 * SECOND)
  assert.deepStrictEqual(await controllers(), ['first'])
  await first.close()
  await time.advance(2 * SECOND)
  assert.deepStrictEqual(await controllers(), ['second'])
})

test('an API process knows at once whether any process reaches a gateway', async t => {
  const { connectClient, start, setUp } = await startProcesses(t, false)
  const api = await connectClient()
  const running = await start()
  assert.equal(api.isAvailable, false)
  await setUp(true)
  assert.equal(api.isAvailable, true)
  await setUp(false)
  assert.equal(api.isAvailable, false)
  await setUp(true)
  await running.close()
  await setUp(false)
  assert.equal(api.isAvailable, false, 'the process was stopped')
})
