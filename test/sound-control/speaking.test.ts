// Who is talking, and the speech turns that are recorded.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import { createFakeGateway } from './fake-gateway.ts'
import {
  roomOfEarlierProcess,
  SOUND_HOST,
  SOUND_ROOM,
  soundPlaced,
  speakerMuted,
  speakerUnmuted,
  startSoundRoom,
} from './sound-harness.ts'

/** The host is heard to talk, for two seconds so far. */
async function startTalking() {
  const stage = await startSoundRoom()
  const { time, home, connect } = stage
  const connection = await connect(SOUND_HOST)
  home.emit({ type: 'up', connection })
  home.emit({ type: 'receiving', connection, isReceiving: true })
  await time.advance(1_000)
  home.emit({ type: 'talking', connection, isTalking: true, since: time.now() })
  await time.advance(2_000)
  return { ...stage, connection, begun: time.now() - 2_000 }
}

/** Who was talking in each broadcast. */
const talkingPeople = ({ broadcasts }: Awaited<ReturnType<typeof startSoundRoom>>): (readonly UserId[])[] =>
  broadcasts.flatMap(one => (one.signal === 'talking' ? [one.people] : []))

const turnsOf = ({ soundEvents }: Awaited<ReturnType<typeof startSoundRoom>>) =>
  soundEvents().filter(fact => fact.startsWith('TurnSpoken'))

test('a person who goes on talking while muted counts as talking again when unmuted', async () => {
  const stage = await startTalking()
  const { time, roomHappens, begun } = stage
  roomHappens(speakerMuted(SOUND_HOST))
  await time.advance(5_000)
  roomHappens(speakerUnmuted(SOUND_HOST))
  await time.advance(1_000)
  assert.deepStrictEqual(talkingPeople(stage), [[SOUND_HOST], [], [SOUND_HOST]])
  roomHappens(speakerMuted(SOUND_HOST))
  await time.advance(5_000)
  assert.deepStrictEqual(turnsOf(stage), [
    `TurnSpoken ${begun} ${begun + 2_000}`,
    `TurnSpoken ${begun + 7_000} ${begun + 8_000}`,
  ])
})

test('a person who goes on talking on another device talks without a break', async () => {
  const stage = await startTalking()
  const { time, home, connect, connection, begun } = stage
  const young = await connect(SOUND_HOST)
  home.emit({ type: 'up', connection: young })
  home.emit({ type: 'receiving', connection: young, isReceiving: true })
  home.emit({ type: 'talking', connection: young, isTalking: true, since: time.now() })
  home.emit({ type: 'gone', connection, reason: 'own' })
  await time.advance(2_000)
  assert.deepStrictEqual(talkingPeople(stage), [[SOUND_HOST]])
  home.emit({ type: 'talking', connection: young, isTalking: false, since: time.now() })
  await time.advance(5_000)
  assert.deepStrictEqual(turnsOf(stage), [`TurnSpoken ${begun} ${begun + 4_000}`])
})

test('a turn ends when the link broke, not when the gateway turned out to have lost the room', async () => {
  const stage = await startTalking()
  const { time, home, begun } = stage
  home.isUp = false
  await time.advance(60_000)
  home.rooms.clear()
  home.isUp = true
  await time.advance(1_000)
  assert.deepStrictEqual(turnsOf(stage), [`TurnSpoken ${begun} ${begun + 2_000}`])
})

test('a turn goes on when only the link broke, and ends when they fell silent meanwhile', async () => {
  const stage = await startTalking()
  const { time, home, begun } = stage
  home.isUp = false
  await time.advance(500)
  home.isUp = true
  await time.advance(500)
  assert.deepStrictEqual(talkingPeople(stage), [[SOUND_HOST]])
  home.isUp = false
  const here = home.rooms.get(SOUND_ROOM)!
  here.connections = here.connections.map(one => ({ ...one, isTalking: false }))
  await time.advance(500)
  home.isUp = true
  await time.advance(5_000)
  assert.deepStrictEqual(talkingPeople(stage), [[SOUND_HOST], []])
  assert.deepStrictEqual(turnsOf(stage), [`TurnSpoken ${begun} ${begun + 3_500}`])
})

test('a stopped room leaves no timer', async () => {
  const stage = await startTalking()
  const { time, room, home, connection } = stage
  home.emit({ type: 'talking', connection, isTalking: false, since: time.now() })
  home.emit({ type: 'talking', connection, isTalking: true, since: time.now() })
  await room.stop()
  assert.strictEqual(time.armed, 0)
})

test('a process that has lost the room records no turn after it has stopped', async () => {
  const stage = await startTalking()
  const { time, room, loseLease } = stage
  loseLease()
  await room.stop()
  await time.advance(120_000)
  assert.deepStrictEqual([turnsOf(stage), time.armed], [[], 0])
})

test('a process that takes a room over knows who is talking', async () => {
  const home = createFakeGateway('one')
  const there = roomOfEarlierProcess()
  home.rooms.set(SOUND_ROOM, {
    ...there,
    connections: there.connections.map(one => ({ ...one, isTalking: true })),
  })
  const stage = await startSoundRoom({ gateways: [home], before: { sound: [soundPlaced('one')] } })
  await stage.time.advance(0)
  assert.deepStrictEqual(talkingPeople(stage), [[SOUND_HOST]])
})
