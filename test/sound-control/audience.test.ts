// Which gateway serves a listener.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { SoundReply } from '../../src/sound-control/protocol.ts'
import { createFakeGateway, type FakeGateway } from './fake-gateway.ts'
import {
  BEA,
  CY,
  joinedAudience,
  roomOfEarlierProcess,
  SOUND_HOST,
  SOUND_ROOM,
  soundPlaced,
  startSoundRoom,
} from './sound-harness.ts'

test('a listener of a small room is served by another gateway when the home gateway is full', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, roomHappens, connect, soundEvents, broadcasts } = await startSoundRoom({
    gateways: [one, two],
  })
  roomHappens(joinedAudience(BEA))
  one.load = 1
  const connection = await connect(BEA, two)
  two.emit({ type: 'up', connection })
  await time.advance(60_000)
  assert.deepStrictEqual(soundEvents(), ['SoundPlaced one 1 begun', 'AudienceSpread two 1'])
  assert.deepStrictEqual([one.calls, two.calls], [['open bridge', 'forward to two'], ['open stream']])
  assert.deepStrictEqual(
    two.rooms.get(SOUND_ROOM)!.connections.map(({ kind }) => kind),
    ['stream'],
  )
  assert.deepStrictEqual(broadcasts, [], 'nobody is moved')
})

test('a listener is rejected when every gateway is full, and a speaker is let in', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, room, roomHappens, connect, soundEvents } = await startSoundRoom({ gateways: [one, two] })
  roomHappens(joinedAudience(BEA))
  for (const gateway of [one, two]) gateway.load = 1
  const asking = room.handleRequest({ ask: 'connect', person: BEA, offer: null })
  await time.advance(0)
  assert.deepStrictEqual(await asking, { said: 'no', code: 'SOUND_FULL' } satisfies SoundReply)
  await connect(SOUND_HOST)
  assert.deepStrictEqual(soundEvents(), ['SoundPlaced one 1 begun'])
})

test('listeners on an edge that drains are asked to reconnect, and the edge is removed when they have', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map(createFakeGateway) as [
    FakeGateway,
    FakeGateway,
    FakeGateway,
  ]
  const { time, roomHappens, connect, soundEvents, broadcasts } = await startSoundRoom({
    gateways: [one, two, three],
  })
  one.load = 1
  roomHappens(joinedAudience(BEA))
  two.emit({ type: 'up', connection: await connect(BEA, two) })
  await time.advance(0)
  two.isDraining = true
  roomHappens(joinedAudience(CY))
  await time.advance(0)
  assert.deepStrictEqual(broadcasts, [{ signal: 'renegotiate', person: BEA, how: 'connect' }])

  // Nobody else is placed there, and a listener who does not follow hears on.
  three.emit({ type: 'up', connection: await connect(CY, three) })
  await time.advance(60_000)
  assert.deepStrictEqual([one.calls.at(-1), two.calls], ['forward to three', ['open stream']])

  three.emit({ type: 'up', connection: await connect(BEA, three) })
  await time.advance(999)
  assert.deepStrictEqual(two.calls, ['open stream'])
  await time.advance(1)
  assert.deepStrictEqual(two.calls, ['open stream', `drop ${BEA}`, 'remove'])
  assert.equal(one.calls.at(-1), 'end forward to two')
  assert.deepStrictEqual(soundEvents().slice(1), [
    'AudienceSpread two 1',
    'AudienceSpread three 1',
    'AudienceGathered two 1',
  ])
})

test('a room and its listeners stay on a gateway that drains while there is no other', async () => {
  const one = createFakeGateway('one')
  const { time, roomHappens, connect, soundEvents, broadcasts } = await startSoundRoom({ gateways: [one] })
  one.isDraining = true
  roomHappens(joinedAudience(BEA))
  one.emit({ type: 'up', connection: await connect(BEA) })
  await time.advance(60_000)
  assert.deepStrictEqual(soundEvents(), ['SoundPlaced one 1 begun'])
  assert.deepStrictEqual(broadcasts, [])
})

test('listeners of an earlier process are asked to leave an edge that drains only after it was inspected', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  one.rooms.set(SOUND_ROOM, roomOfEarlierProcess())
  const connections = [
    { id: `${BEA}.1`, kind: 'stream', isMuted: true, isTalking: false, isUp: true } as const,
  ]
  const stream = { host: 'two', port: 1 }
  two.rooms.set(SOUND_ROOM, {
    ...roomOfEarlierProcess(),
    hasBridge: false,
    stream,
    connections: [...connections],
  })
  two.isDraining = true
  two.isUp = false
  const spread: SoundEvent = { type: 'AudienceSpread', data: { gateway: 'two', epoch: 1 } }
  const before = { room: [joinedAudience(BEA)], sound: [soundPlaced('one'), spread] }
  const { time, soundEvents, broadcasts } = await startSoundRoom({ gateways: [one, two], before })
  await time.advance(900)
  const known = soundEvents()
  assert.deepStrictEqual(broadcasts, [])
  two.isUp = true
  await time.advance(1_000)
  assert.deepStrictEqual(broadcasts, [{ signal: 'renegotiate', person: BEA, how: 'connect' }])
  assert.deepStrictEqual(soundEvents(), known)
})

test('rooms that are placed at the same time spread over the gateways', async () => {
  const gateways = [createFakeGateway('one'), createFakeGateway('two'), createFakeGateway('three')]
  const stages = await Promise.all([1, 2, 3].map(() => startSoundRoom({ gateways })))
  const homes = stages.flatMap(({ soundEvents }) => soundEvents())
  assert.deepStrictEqual(homes.toSorted(), [
    'SoundPlaced one 1 begun',
    'SoundPlaced three 1 begun',
    'SoundPlaced two 1 begun',
  ])
})
