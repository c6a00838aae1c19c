// Orphaned rooms are removed from gateways.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { positionOf } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { rooms } from '../../projections/rooms.ts'
import { GatewayError } from '../../src/audio-gateway/audio-gateway.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { startSoundControl } from '../../src/sound-control/sound-control.ts'
import { createFakeGate } from '../support/fake-gate.ts'
import { createFakeTime } from '../support/fake-time.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { createFakeGateway } from './fake-gateway.ts'
import {
  closedByHost,
  joinedAudience,
  openedByHost,
  roomOfEarlierProcess,
  SOUND_HOST,
  SOUND_ROOM,
  soundPlaced,
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
    const control = startSoundControl({
      gateways: [gateway],
      eventLog,
      readStore,
      gate: fake.gate,
      bus: createMemoryBus({ time, onError: error => assert.fail(String(error)) }),
      reached: async () => true,
      processId: 'a',
      secret: 'a secret',
      settings: { streamAboveListeners: 25, recordingsFolder: '/nowhere', lostAfterMs: 1_000 },
      logger: silentLogger,
      time,
    })
    await time.advance(0)
    await time.advance(0)
    return control
  }
  return { ...fake, time, readStore, gateway, start }
}

test('a room without events is removed as soon as its gateway is up', async () => {
  const { gateway, time, start } = await begin()
  gateway.rooms.set(SOUND_ROOM, roomOfEarlierProcess())
  gateway.isUp = false
  const control = await start()
  assert.deepStrictEqual(gateway.calls, [])
  gateway.isUp = true
  await time.advance(0)
  assert.deepStrictEqual(gateway.calls, ['remove'])
  await control.close()
})

test('a room that cannot be removed does not keep others from being removed', async () => {
  const { gateway, time, start } = await begin()
  gateway.rooms.set(FOREIGN, roomOfEarlierProcess())
  gateway.rooms.set(SOUND_ROOM, roomOfEarlierProcess())
  const getRoom = gateway.getRoom.bind(gateway)
  gateway.getRoom = (roomId, ...rest) => {
    const room = getRoom(roomId, ...rest)
    if (roomId === FOREIGN) room.remove = () => Promise.reject(new GatewayError('refused', 'unauthorized'))
    return room
  }
  const control = await start()
  await time.advance(60_000)
  assert.deepStrictEqual([...gateway.rooms.keys()], [FOREIGN])
  await control.close()
})

test('a room that has moved away is removed by the periodic sweep', async () => {
  const { gateway, time, start, roomHappens, soundHappens } = await begin()
  roomHappens(openedByHost, joinedAudience(SOUND_HOST))
  const control = await start()
  soundHappens(soundPlaced('one'), soundPlaced('two', 2))
  gateway.rooms.set(SOUND_ROOM, roomOfEarlierProcess())
  await time.advance(60_000)
  assert.deepStrictEqual(gateway.calls, ['remove'])
  await control.close()
})

test('a room that was closed while no process controlled it is ended', async () => {
  const { gateway, start, roomHappens, soundHappens, recorded } = await begin()
  roomHappens(openedByHost, joinedAudience(SOUND_HOST))
  soundHappens(soundPlaced('one'))
  roomHappens(closedByHost)
  gateway.rooms.set(SOUND_ROOM, roomOfEarlierProcess())
  const control = await start()
  assert.deepStrictEqual(gateway.calls, ['remove'])
  assert.equal(recorded.at(-1)!.type, 'SoundEnded')
  await control.close()
})

test('a room that another process controls is left alone', async () => {
  const { gateway, time, readStore, start } = await begin()
  await readStore.acquire(`sound:${SOUND_ROOM}`, 'another', 1_000_000)
  gateway.rooms.set(SOUND_ROOM, roomOfEarlierProcess())
  const control = await start()
  await time.advance(60_000)
  assert.deepStrictEqual(gateway.calls, [])
  await control.close()
})
