// What is found on gateways of rooms that nobody works on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { positionOf } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { rooms } from '../../projections/rooms.ts'
import { GatewayFault } from '../../src/audio-gateway/audio-gateway.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { startSoundControl } from '../../src/sound-control/sound-control.ts'
import { systemTime } from '../../src/support/time.ts'
import { createFakeGate } from '../support/fake-gate.ts'
import { createFakeTime } from '../support/fake-time.ts'
import { silentLogger } from '../support/silent-logger.ts'
import {
  closedByHost,
  createFakeGateway,
  joinedAudience,
  leftThere,
  openedByAda,
  placed,
  SOUND_ADA,
  SOUND_ROOM,
} from './sound-harness.ts'

const FOREIGN = '99999999-9999-4999-8999-999999999999' as RoomId

async function begin() {
  const time = createFakeTime()
  const readStore = createMemoryReadStore({ time })
  await readStore.prepare([rooms])
  const gateway = createFakeGateway('one')
  const fake = createFakeGate(SOUND_ROOM, time, () => {})
  const eventLog = {
    head: async () => positionOf(0),
    async *follow(_after: unknown, _filter: unknown, signal: AbortSignal) {
      await new Promise(resolve => signal.addEventListener('abort', resolve))
    },
  } as unknown as EventLog
  const start = async () => {
    const running = startSoundControl({
      sound: { gateways: [gateway], close: async () => {} },
      eventLog,
      readStore,
      gate: fake.gate,
      bus: createMemoryBus({ time: systemTime, onError: error => assert.fail(String(error)) }),
      reached: async () => true,
      processId: 'a',
      secret: 'a secret',
      settings: { streamAbove: 25, recordings: '/nowhere', lostAfter: 1_000 },
      logger: silentLogger,
      time,
    })
    await time.advance(0)
    await time.advance(0)
    return running
  }
  return { ...fake, time, readStore, gateway, start }
}

test('a room of which no event speaks is removed, as soon as its gateway is reached', async () => {
  const { gateway, time, start } = await begin()
  gateway.there.set(SOUND_ROOM, leftThere())
  gateway.up = false
  const running = await start()
  assert.deepStrictEqual(gateway.asked, [])
  gateway.up = true
  await time.advance(0)
  assert.deepStrictEqual(gateway.asked, ['remove'])
  await running.close()
})

test('a room that cannot be removed keeps nothing of the others', async () => {
  const { gateway, time, start } = await begin()
  gateway.there.set(FOREIGN, leftThere())
  gateway.there.set(SOUND_ROOM, leftThere())
  const room = gateway.room
  gateway.room = (roomId, ...rest) => ({
    ...room(roomId, ...rest),
    ...(roomId === FOREIGN && { remove: () => Promise.reject(new GatewayFault('refused', 'unauthorized')) }),
  })
  const running = await start()
  await time.advance(60_000)
  assert.deepStrictEqual([...gateway.there.keys()], [FOREIGN])
  await running.close()
})

test('a room that moved away is removed, also by and by', async () => {
  const { gateway, time, start, roomHappens, soundHappens } = await begin()
  roomHappens(openedByAda, joinedAudience(SOUND_ADA))
  const running = await start()
  soundHappens(placed('one'), placed('two', 2))
  gateway.there.set(SOUND_ROOM, leftThere())
  await time.advance(60_000)
  assert.deepStrictEqual(gateway.asked, ['remove'])
  await running.close()
})

test('a room that was closed while nobody worked on its sound is ended', async () => {
  const { gateway, start, roomHappens, soundHappens, recorded } = await begin()
  roomHappens(openedByAda, joinedAudience(SOUND_ADA))
  soundHappens(placed('one'))
  roomHappens(closedByHost)
  gateway.there.set(SOUND_ROOM, leftThere())
  const running = await start()
  assert.deepStrictEqual(gateway.asked, ['remove'])
  assert.equal(recorded.at(-1)!.type, 'SoundEnded')
  await running.close()
})

test('a room that another process works on is left to it', async () => {
  const { gateway, time, readStore, start } = await begin()
  await readStore.acquire(`sound:${SOUND_ROOM}`, 'another', 1_000_000)
  gateway.there.set(SOUND_ROOM, leftThere())
  const running = await start()
  await time.advance(60_000)
  assert.deepStrictEqual(gateway.asked, [])
  await running.close()
})
