// Whoever may not be heard any more is silenced at once, whatever else the room or a gateway is about.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { GatewayFault } from '../../src/audio-gateway/audio-gateway.ts'
import {
  ADA,
  BEA,
  CY,
  closed,
  createFakeGateway,
  joined,
  leftThere,
  muted,
  onStage,
  placed,
  ROOM,
  soundStage,
  unmuted,
} from './sound-harness.ts'

const offStage: RoomEvent = { type: 'WentOffStage', data: { participant: ADA, reason: 'moderator' } }
const removed: RoomEvent = { type: 'ParticipantRemoved', data: { participant: ADA, reason: null } }
const spread: SoundEvent = { type: 'AudienceSpread', data: { gateway: 'two', epoch: 1 } }

/** Ada is heard, and a device of Bea's waits for the gateway to let it in. */
async function crowded() {
  const stage = await soundStage()
  const { clock, home, roomHappens, connect, ask } = stage
  roomHappens(joined(BEA))
  home.say({ type: 'up', connection: await connect(ADA) })
  await clock.advance(0)
  const gate = Promise.withResolvers<void>()
  home.answers = gate.promise
  const asking = ask(BEA)
  await clock.advance(0)
  home.asked.length = 0
  return { ...stage, asking, letIn: gate.resolve }
}

for (const [what, events, asked] of [
  ['is muted', [muted(ADA)], [`mute ${ADA}`]],
  ['goes off the stage', [offStage], [`mute ${ADA}`]],
  ['is removed', [offStage, removed], [`mute ${ADA}`, `drop ${ADA}`]],
  ['is in a room that is closed', [closed], [`mute ${ADA}`]],
] as const)
  test(`who ${what} is silenced while a device waits to be let in`, async () => {
    const { clock, home, roomHappens, asking, letIn } = await crowded()
    roomHappens(...events)
    assert.deepStrictEqual(home.asked, asked)
    letIn()
    await clock.advance(0)
    assert.equal((await asking).said, 'connected')
    assert.deepStrictEqual(home.asked, what.includes('closed') ? [...asked, `drop ${BEA}`, 'remove'] : asked)
  })

test('who is unmuted again before the mute was seen to in turn is heard', async () => {
  const { clock, home, roomHappens, letIn, signals } = await crowded()
  roomHappens(muted(ADA), unmuted(ADA), muted(ADA), unmuted(ADA))
  letIn()
  await clock.advance(0)
  assert.deepStrictEqual(home.asked, [`mute ${ADA}`, `unmute ${ADA}`])
  assert.deepStrictEqual(signals, [
    { signal: 'muted', person: ADA, muted: true },
    { signal: 'muted', person: ADA, muted: false },
  ])
})

test('who is muted while being let in is silenced before the device is answered', async () => {
  const { clock, home, roomHappens, ask } = await soundStage()
  const gate = Promise.withResolvers<void>()
  home.answers = gate.promise
  const asking = ask(ADA).then(() => [...home.asked])
  await clock.advance(0)
  roomHappens(muted(ADA))
  assert.deepStrictEqual(home.asked, ['open bridge'])
  gate.resolve()
  await clock.advance(0)
  assert.deepStrictEqual(await asking, ['open bridge', `mute ${ADA}`])
  assert.ok(home.there.get(ROOM)!.connections.every(one => one.muted))
})

test('an edge that hangs delays no mute, and one that fails nothing on the home gateway', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  one.there.set(ROOM, leftThere())
  two.there.set(ROOM, { ...leftThere(), connections: [], bridge: false, stream: { host: 'two', port: 1 } })
  const before = { sound: [placed('one'), spread], room: [joined(BEA)] }
  const { clock, roomHappens, connect } = await soundStage({ gateways: [one, two], before })
  const hanging = Promise.withResolvers<void>()
  two.answers = hanging.promise
  one.asked.length = 0
  two.say({ type: 'doubtful' })
  await clock.advance(0)
  roomHappens(muted(ADA))
  assert.deepStrictEqual(one.asked, [`mute ${ADA}`])
  roomHappens(unmuted(ADA), onStage(BEA))
  hanging.reject(new GatewayFault('unreachable', 'no answer in time'))
  await clock.advance(0)
  assert.deepStrictEqual(one.asked, [`mute ${ADA}`, `unmute ${ADA}`])
  await connect(BEA, one)
  assert.deepStrictEqual(two.asked, [], 'it is not asked again at once')
})

test('who is put out because they could not be muted, and who is not there any more, are asked to connect again', async () => {
  const { clock, home, roomHappens, connect, signals } = await soundStage()
  roomHappens(joined(BEA))
  for (const person of [ADA, BEA]) home.say({ type: 'up', connection: await connect(person) })
  await clock.advance(0)
  home.mutesNobody = true
  roomHappens(muted(ADA))
  await clock.advance(0)
  assert.deepStrictEqual(signals, [{ signal: 'renegotiate', person: ADA, how: 'connect' }])
  home.mutesNobody = false
  home.there.get(ROOM)!.connections = []
  home.say({ type: 'doubtful' })
  await clock.advance(1_000)
  assert.deepStrictEqual(signals.slice(1), [{ signal: 'renegotiate', person: BEA, how: 'connect' }])
})

test('who is removed is told once, with sound or without it', async () => {
  const { clock, home, roomHappens, connect, signals } = await soundStage()
  for (const person of [BEA, CY]) roomHappens(joined(person))
  home.say({ type: 'up', connection: await connect(CY) })
  for (const person of [BEA, CY])
    roomHappens({ type: 'ParticipantRemoved', data: { participant: person, reason: null } })
  await clock.advance(0)
  assert.deepStrictEqual(signals, [
    { signal: 'removed', person: BEA },
    { signal: 'removed', person: CY },
  ])
})

test('listeners of an edge that began anew are asked to connect again', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const connections = [{ id: `${BEA}.1`, kind: 'stream', muted: true, talking: false, up: true } as const]
  one.there.set(ROOM, leftThere())
  two.there.set(ROOM, {
    ...leftThere(),
    bridge: false,
    stream: { host: 'two', port: 1 },
    connections: [...connections],
  })
  const before = { sound: [placed('one'), spread], room: [joined(BEA)] }
  const { clock, signals } = await soundStage({ gateways: [one, two], before })
  two.there.clear()
  two.say({ type: 'doubtful' })
  two.up = true
  await clock.advance(1_000)
  assert.deepStrictEqual(signals, [{ signal: 'renegotiate', person: BEA, how: 'connect' }])
})
