// People who may not be heard any more are muted at once, whatever the room or a gateway is busy with.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import { GatewayError } from '../../src/audio-gateway/audio-gateway.ts'
import { createFakeGateway } from './fake-gateway.ts'
import {
  BEA,
  CY,
  cameOnStage,
  closedByHost,
  joinedAudience,
  roomOfEarlierProcess,
  SOUND_HOST,
  SOUND_ROOM,
  soundPlaced,
  speakerMuted,
  speakerUnmuted,
  startSoundRoom,
} from './sound-harness.ts'

const offStage: RoomEvent = { type: 'WentOffStage', data: { participant: SOUND_HOST, reason: 'moderator' } }
const removed: RoomEvent = { type: 'ParticipantRemoved', data: { participant: SOUND_HOST, reason: null } }
const spread: SoundEvent = { type: 'AudienceSpread', data: { gateway: 'two', epoch: 1 } }

/** The host is heard, and a device of Bea's waits for the gateway to let it in. */
async function startBusyRoom() {
  const stage = await startSoundRoom()
  const { time, home, roomHappens, connect, requestConnection } = stage
  roomHappens(joinedAudience(BEA))
  home.emit({ type: 'up', connection: await connect(SOUND_HOST) })
  await time.advance(0)
  const gate = Promise.withResolvers<void>()
  home.ready = gate.promise
  const asking = requestConnection(BEA)
  await time.advance(0)
  home.calls.length = 0
  return { ...stage, asking, letIn: gate.resolve }
}

for (const [what, events, asked] of [
  ['is muted', [speakerMuted(SOUND_HOST)], [`mute ${SOUND_HOST}`]],
  ['goes off the stage', [offStage], [`mute ${SOUND_HOST}`]],
  ['is removed', [offStage, removed], [`mute ${SOUND_HOST}`, `drop ${SOUND_HOST}`]],
  ['is in a room that is closed', [closedByHost], [`mute ${SOUND_HOST}`]],
] as const)
  test(`a speaker who ${what} is muted while a device waits to be let in`, async () => {
    const { time, home, roomHappens, asking, letIn } = await startBusyRoom()
    roomHappens(...events)
    assert.deepStrictEqual(home.calls, asked)
    letIn()
    await time.advance(0)
    assert.equal((await asking).said, 'connected')
    assert.deepStrictEqual(home.calls, what.includes('closed') ? [...asked, `drop ${BEA}`, 'remove'] : asked)
  })

test('a speaker who is unmuted before the room was reconciled is heard', async () => {
  const { time, home, roomHappens, letIn, broadcasts } = await startBusyRoom()
  roomHappens(
    speakerMuted(SOUND_HOST),
    speakerUnmuted(SOUND_HOST),
    speakerMuted(SOUND_HOST),
    speakerUnmuted(SOUND_HOST),
  )
  letIn()
  await time.advance(0)
  assert.deepStrictEqual(home.calls, [`mute ${SOUND_HOST}`, `unmute ${SOUND_HOST}`])
  assert.deepStrictEqual(broadcasts, [
    { signal: 'muted', person: SOUND_HOST, muted: true },
    { signal: 'muted', person: SOUND_HOST, muted: false },
  ])
})

test('a speaker who is muted while being let in is muted before the device gets its reply', async () => {
  const { time, home, roomHappens, requestConnection } = await startSoundRoom()
  const gate = Promise.withResolvers<void>()
  home.ready = gate.promise
  const asking = requestConnection(SOUND_HOST).then(() => [...home.calls])
  await time.advance(0)
  roomHappens(speakerMuted(SOUND_HOST))
  assert.deepStrictEqual(home.calls, ['open bridge'])
  gate.resolve()
  await time.advance(0)
  assert.deepStrictEqual(await asking, ['open bridge', `mute ${SOUND_HOST}`])
  assert.ok(home.rooms.get(SOUND_ROOM)!.connections.every(one => one.isMuted))
})

test('an edge that hangs delays no mute, and an edge that fails keeps nothing from the home gateway', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  one.rooms.set(SOUND_ROOM, roomOfEarlierProcess())
  two.rooms.set(SOUND_ROOM, {
    ...roomOfEarlierProcess(),
    connections: [],
    hasBridge: false,
    stream: { host: 'two', port: 1 },
  })
  const before = { sound: [soundPlaced('one'), spread], room: [joinedAudience(BEA)] }
  const { time, roomHappens, connect } = await startSoundRoom({ gateways: [one, two], before })
  const hanging = Promise.withResolvers<void>()
  two.ready = hanging.promise
  one.calls.length = 0
  two.emit({ type: 'uncertain' })
  await time.advance(0)
  roomHappens(speakerMuted(SOUND_HOST))
  assert.deepStrictEqual(one.calls, [`mute ${SOUND_HOST}`])
  roomHappens(speakerUnmuted(SOUND_HOST), cameOnStage(BEA))
  hanging.reject(new GatewayError('unreachable', 'no answer in time'))
  await time.advance(0)
  assert.deepStrictEqual(one.calls, [`mute ${SOUND_HOST}`, `unmute ${SOUND_HOST}`])
  await connect(BEA, one)
  assert.deepStrictEqual(two.calls, [], 'the edge is not asked again at once')
})

test('people who were dropped because a mute failed, or are gone from the gateway, are asked to reconnect', async () => {
  const { time, home, roomHappens, connect, broadcasts } = await startSoundRoom()
  roomHappens(joinedAudience(BEA))
  for (const person of [SOUND_HOST, BEA]) home.emit({ type: 'up', connection: await connect(person) })
  await time.advance(0)
  home.failsMutes = true
  roomHappens(speakerMuted(SOUND_HOST))
  await time.advance(0)
  assert.deepStrictEqual(broadcasts, [{ signal: 'renegotiate', person: SOUND_HOST, how: 'connect' }])
  home.failsMutes = false
  home.rooms.get(SOUND_ROOM)!.connections = []
  home.emit({ type: 'uncertain' })
  await time.advance(1_000)
  assert.deepStrictEqual(broadcasts.slice(1), [{ signal: 'renegotiate', person: BEA, how: 'connect' }])
})

test('a removed person is told once, with sound or without', async () => {
  const { time, home, roomHappens, connect, broadcasts } = await startSoundRoom()
  for (const person of [BEA, CY]) roomHappens(joinedAudience(person))
  home.emit({ type: 'up', connection: await connect(CY) })
  for (const person of [BEA, CY])
    roomHappens({ type: 'ParticipantRemoved', data: { participant: person, reason: null } })
  await time.advance(0)
  assert.deepStrictEqual(broadcasts, [
    { signal: 'removed', person: BEA },
    { signal: 'removed', person: CY },
  ])
})

test('listeners of an edge that has lost the room are asked to reconnect', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const connections = [
    { id: `${BEA}.1`, kind: 'stream', isMuted: true, isTalking: false, isUp: true } as const,
  ]
  one.rooms.set(SOUND_ROOM, roomOfEarlierProcess())
  two.rooms.set(SOUND_ROOM, {
    ...roomOfEarlierProcess(),
    hasBridge: false,
    stream: { host: 'two', port: 1 },
    connections: [...connections],
  })
  const before = { sound: [soundPlaced('one'), spread], room: [joinedAudience(BEA)] }
  const { time, broadcasts } = await startSoundRoom({ gateways: [one, two], before })
  two.rooms.clear()
  two.emit({ type: 'uncertain' })
  two.isUp = true
  await time.advance(1_000)
  assert.deepStrictEqual(broadcasts, [{ signal: 'renegotiate', person: BEA, how: 'connect' }])
})
