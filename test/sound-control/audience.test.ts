// Which gateway serves a listener, on gateways that are made of nothing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { SoundReply } from '../../src/sound-control/protocol.ts'
import {
  BEA,
  CY,
  createFakeGateway,
  type FakeGateway,
  joinedAudience,
  leftThere,
  placed,
  SOUND_ADA,
  SOUND_ROOM,
  soundStage,
} from './sound-harness.ts'

test('a listener of a small room is served by another gateway when that of the room is full', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, roomHappens, connect, told, signals } = await soundStage({ gateways: [one, two] })
  roomHappens(joinedAudience(BEA))
  one.load = 1
  const connection = await connect(BEA, two)
  two.say({ type: 'up', connection })
  await time.advance(60_000)
  assert.deepStrictEqual(told(), ['SoundPlaced one 1 begun', 'AudienceSpread two 1'])
  assert.deepStrictEqual([one.asked, two.asked], [['open bridge', 'forward to two'], ['open stream']])
  assert.deepStrictEqual(
    two.there.get(SOUND_ROOM)!.connections.map(({ kind }) => kind),
    ['stream'],
  )
  assert.deepStrictEqual(signals, [], 'nobody is moved to and fro')
})

test('a listener is refused where every gateway is full, and whoever is on stage is let in', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, sound, roomHappens, connect, told } = await soundStage({ gateways: [one, two] })
  roomHappens(joinedAudience(BEA))
  for (const gateway of [one, two]) gateway.load = 1
  const asking = sound.ask({ ask: 'connect', person: BEA, offer: null })
  await time.advance(0)
  assert.deepStrictEqual(await asking, { said: 'no', code: 'SOUND_FULL' } satisfies SoundReply)
  await connect(SOUND_ADA)
  assert.deepStrictEqual(told(), ['SoundPlaced one 1 begun'])
})

test('the listeners of a gateway that is emptied are asked to go to another, and it is let go of when they have', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map(createFakeGateway) as [
    FakeGateway,
    FakeGateway,
    FakeGateway,
  ]
  const { time, roomHappens, connect, told, signals } = await soundStage({ gateways: [one, two, three] })
  one.load = 1
  roomHappens(joinedAudience(BEA))
  two.say({ type: 'up', connection: await connect(BEA, two) })
  await time.advance(0)
  two.draining = true
  roomHappens(joinedAudience(CY))
  await time.advance(0)
  assert.deepStrictEqual(signals, [{ signal: 'renegotiate', person: BEA, how: 'connect' }])

  // Others do not go there any more, and whoever does not follow hears on.
  three.say({ type: 'up', connection: await connect(CY, three) })
  await time.advance(60_000)
  assert.deepStrictEqual([one.asked.at(-1), two.asked], ['forward to three', ['open stream']])

  three.say({ type: 'up', connection: await connect(BEA, three) })
  await time.advance(999)
  assert.deepStrictEqual(two.asked, ['open stream'])
  await time.advance(1)
  assert.deepStrictEqual(two.asked, ['open stream', `drop ${BEA}`, 'remove'])
  assert.equal(one.asked.at(-1), 'end forward to two')
  assert.deepStrictEqual(told().slice(1), [
    'AudienceSpread two 1',
    'AudienceSpread three 1',
    'AudienceGathered two 1',
  ])
})

test('a room stays on a gateway that is emptied while there is no other, and its listeners with it', async () => {
  const one = createFakeGateway('one')
  const { time, roomHappens, connect, told, signals } = await soundStage({ gateways: [one] })
  one.draining = true
  roomHappens(joinedAudience(BEA))
  one.say({ type: 'up', connection: await connect(BEA) })
  await time.advance(60_000)
  assert.deepStrictEqual(told(), ['SoundPlaced one 1 begun'])
  assert.deepStrictEqual(signals, [])
})

test('what an earlier process left on a gateway that is emptied is asked to go only when it was seen', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  one.there.set(SOUND_ROOM, leftThere())
  const connections = [{ id: `${BEA}.1`, kind: 'stream', muted: true, talking: false, up: true } as const]
  const stream = { host: 'two', port: 1 }
  two.there.set(SOUND_ROOM, { ...leftThere(), bridge: false, stream, connections: [...connections] })
  two.draining = true
  two.up = false
  const spread: SoundEvent = { type: 'AudienceSpread', data: { gateway: 'two', epoch: 1 } }
  const before = { room: [joinedAudience(BEA)], sound: [placed('one'), spread] }
  const { time, told, signals } = await soundStage({ gateways: [one, two], before })
  await time.advance(900)
  const known = told()
  assert.deepStrictEqual(signals, [])
  two.up = true
  await time.advance(1_000)
  assert.deepStrictEqual(signals, [{ signal: 'renegotiate', person: BEA, how: 'connect' }])
  assert.deepStrictEqual(told(), known)
})

test('rooms that are placed at the same moment spread over the gateways', async () => {
  const gateways = [createFakeGateway('one'), createFakeGateway('two'), createFakeGateway('three')]
  const stages = await Promise.all([1, 2, 3].map(() => soundStage({ gateways })))
  const homes = stages.flatMap(({ told }) => told())
  assert.deepStrictEqual(homes.toSorted(), [
    'SoundPlaced one 1 begun',
    'SoundPlaced three 1 begun',
    'SoundPlaced two 1 begun',
  ])
})
