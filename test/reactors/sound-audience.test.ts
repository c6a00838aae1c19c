// Which gateway serves a listener, on gateways that are made of nothing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SoundAnswer } from '../../src/reactors/sound-desk.ts'
import { ADA, BEA, createFakeGateway, joined, ROOM, soundStage } from './sound-stage.ts'

test('a listener of a small room is served by another gateway when that of the room is full', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { clock, roomHappens, connect, told, signals } = await soundStage({ gateways: [one, two] })
  roomHappens(joined(BEA))
  one.load = 1
  const connection = await connect(BEA, two)
  two.say({ type: 'up', connection })
  await clock.advance(60_000)
  assert.deepStrictEqual(told(), ['SoundPlaced one 1 begun', 'AudienceSpread two 1'])
  assert.deepStrictEqual([one.asked, two.asked], [['open bridge', 'forward to two'], ['open stream']])
  assert.deepStrictEqual(
    two.there.get(ROOM)!.connections.map(({ kind }) => kind),
    ['stream'],
  )
  assert.deepStrictEqual(signals, [], 'nobody is moved to and fro')
})

test('a listener is refused where every gateway is full, and whoever is on stage is let in', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { clock, sound, roomHappens, connect, told } = await soundStage({ gateways: [one, two] })
  roomHappens(joined(BEA))
  for (const gateway of [one, two]) gateway.load = 1
  const asking = sound.ask({ ask: 'connect', person: BEA, offer: null })
  await clock.advance(0)
  assert.deepStrictEqual(await asking, { said: 'no', code: 'SOUND_FULL' } satisfies SoundAnswer)
  await connect(ADA)
  assert.deepStrictEqual(told(), ['SoundPlaced one 1 begun'])
})
