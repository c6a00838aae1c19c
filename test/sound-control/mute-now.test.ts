// Whoever may not be heard any more is silenced at once, whatever else the room or a gateway is about.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { GatewayFault } from '../../src/audio-gateway/audio-gateway.ts'
import {
  BEA,
  CY,
  cameOnStageByHand,
  closedByHost,
  createFakeGateway,
  joinedAudience,
  leftThere,
  mutedThemselves,
  placed,
  SOUND_ADA,
  SOUND_ROOM,
  soundStage,
  unmuted,
} from './sound-harness.ts'

const offStage: RoomEvent = { type: 'WentOffStage', data: { participant: SOUND_ADA, reason: 'moderator' } }
const removed: RoomEvent = { type: 'ParticipantRemoved', data: { participant: SOUND_ADA, reason: null } }
const spread: SoundEvent = { type: 'AudienceSpread', data: { gateway: 'two', epoch: 1 } }

/** Ada is heard, and a device of Bea's waits for the gateway to let it in. */
async function crowded() {
  const stage = await soundStage()
  const { time, home, roomHappens, connect, ask } = stage
  roomHappens(joinedAudience(BEA))
  home.say({ type: 'up', connection: await connect(SOUND_ADA) })
  await time.advance(0)
  const gate = Promise.withResolvers<void>()
  home.answers = gate.promise
  const asking = ask(BEA)
  await time.advance(0)
  home.asked.length = 0
  return { ...stage, asking, letIn: gate.resolve }
}

for (const [what, events, asked] of [
  ['is muted', [mutedThemselves(SOUND_ADA)], [`mute ${SOUND_ADA}`]],
  ['goes off the stage', [offStage], [`mute ${SOUND_ADA}`]],
  ['is removed', [offStage, removed], [`mute ${SOUND_ADA}`, `drop ${SOUND_ADA}`]],
  ['is in a room that is closed', [closedByHost], [`mute ${SOUND_ADA}`]],
] as const)
  test(`who ${what} is silenced while a device waits to be let in`, async () => {
    const { time, home, roomHappens, asking, letIn } = await crowded()
    roomHappens(...events)
    assert.deepStrictEqual(home.asked, asked)
    letIn()
    await time.advance(0)
    assert.equal((await asking).said, 'connected')
    assert.deepStrictEqual(home.asked, what.includes('closed') ? [...asked, `drop ${BEA}`, 'remove'] : asked)
  })

test('who is unmuted again before the mute was seen to in turn is heard', async () => {
  const { time, home, roomHappens, letIn, signals } = await crowded()
  roomHappens(mutedThemselves(SOUND_ADA), unmuted(SOUND_ADA), mutedThemselves(SOUND_ADA), unmuted(SOUND_ADA))
  letIn()
  await time.advance(0)
  assert.deepStrictEqual(home.asked, [`mute ${SOUND_ADA}`, `unmute ${SOUND_ADA}`])
  assert.deepStrictEqual(signals, [
    { signal: 'muted', person: SOUND_ADA, muted: true },
    { signal: 'muted', person: SOUND_ADA, muted: false },
  ])
})

test('who is muted while being let in is silenced before the device is answered', async () => {
  const { time, home, roomHappens, ask } = await soundStage()
  const gate = Promise.withResolvers<void>()
  home.answers = gate.promise
  const asking = ask(SOUND_ADA).then(() => [...home.asked])
  await time.advance(0)
  roomHappens(mutedThemselves(SOUND_ADA))
  assert.deepStrictEqual(home.asked, ['open bridge'])
  gate.resolve()
  await time.advance(0)
  assert.deepStrictEqual(await asking, ['open bridge', `mute ${SOUND_ADA}`])
  assert.ok(home.there.get(SOUND_ROOM)!.connections.every(one => one.muted))
})

test('an edge that hangs delays no mute, and one that fails nothing on the home gateway', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  one.there.set(SOUND_ROOM, leftThere())
  two.there.set(SOUND_ROOM, {
    ...leftThere(),
    connections: [],
    bridge: false,
    stream: { host: 'two', port: 1 },
  })
  const before = { sound: [placed('one'), spread], room: [joinedAudience(BEA)] }
  const { time, roomHappens, connect } = await soundStage({ gateways: [one, two], before })
  const hanging = Promise.withResolvers<void>()
  two.answers = hanging.promise
  one.asked.length = 0
  two.say({ type: 'doubtful' })
  await time.advance(0)
  roomHappens(mutedThemselves(SOUND_ADA))
  assert.deepStrictEqual(one.asked, [`mute ${SOUND_ADA}`])
  roomHappens(unmuted(SOUND_ADA), cameOnStageByHand(BEA))
  hanging.reject(new GatewayFault('unreachable', 'no answer in time'))
  await time.advance(0)
  assert.deepStrictEqual(one.asked, [`mute ${SOUND_ADA}`, `unmute ${SOUND_ADA}`])
  await connect(BEA, one)
  assert.deepStrictEqual(two.asked, [], 'it is not asked again at once')
})

test('who is put out because they could not be muted, and who is not there any more, are asked to connect again', async () => {
  const { time, home, roomHappens, connect, signals } = await soundStage()
  roomHappens(joinedAudience(BEA))
  for (const person of [SOUND_ADA, BEA]) home.say({ type: 'up', connection: await connect(person) })
  await time.advance(0)
  home.mutesNobody = true
  roomHappens(mutedThemselves(SOUND_ADA))
  await time.advance(0)
  assert.deepStrictEqual(signals, [{ signal: 'renegotiate', person: SOUND_ADA, how: 'connect' }])
  home.mutesNobody = false
  home.there.get(SOUND_ROOM)!.connections = []
  home.say({ type: 'doubtful' })
  await time.advance(1_000)
  assert.deepStrictEqual(signals.slice(1), [{ signal: 'renegotiate', person: BEA, how: 'connect' }])
})

test('who is removed is told once, with sound or without it', async () => {
  const { time, home, roomHappens, connect, signals } = await soundStage()
  for (const person of [BEA, CY]) roomHappens(joinedAudience(person))
  home.say({ type: 'up', connection: await connect(CY) })
  for (const person of [BEA, CY])
    roomHappens({ type: 'ParticipantRemoved', data: { participant: person, reason: null } })
  await time.advance(0)
  assert.deepStrictEqual(signals, [
    { signal: 'removed', person: BEA },
    { signal: 'removed', person: CY },
  ])
})

test('listeners of an edge that began anew are asked to connect again', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const connections = [{ id: `${BEA}.1`, kind: 'stream', muted: true, talking: false, up: true } as const]
  one.there.set(SOUND_ROOM, leftThere())
  two.there.set(SOUND_ROOM, {
    ...leftThere(),
    bridge: false,
    stream: { host: 'two', port: 1 },
    connections: [...connections],
  })
  const before = { sound: [placed('one'), spread], room: [joinedAudience(BEA)] }
  const { time, signals } = await soundStage({ gateways: [one, two], before })
  two.there.clear()
  two.say({ type: 'doubtful' })
  two.up = true
  await time.advance(1_000)
  assert.deepStrictEqual(signals, [{ signal: 'renegotiate', person: BEA, how: 'connect' }])
})
