// Who talks, and the turns that are told of it, whatever happens meanwhile.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import {
  createFakeGateway,
  leftThere,
  mutedThemselves,
  placed,
  SOUND_ADA,
  SOUND_ROOM,
  soundStage,
  unmuted,
} from './sound-harness.ts'

/** Ada is heard to talk from the moment 1,000 on. */
async function talking() {
  const stage = await soundStage()
  const { time, home, connect } = stage
  const connection = await connect(SOUND_ADA)
  home.say({ type: 'up', connection })
  home.say({ type: 'receiving', connection, receiving: true })
  await time.advance(1_000)
  home.say({ type: 'talking', connection, talking: true, since: time.now() })
  await time.advance(2_000)
  return { ...stage, connection, begun: time.now() - 2_000 }
}

/** Who was said to talk, each time. */
const saidToTalk = ({ signals }: Awaited<ReturnType<typeof soundStage>>): (readonly UserId[])[] =>
  signals.flatMap(one => (one.signal === 'talking' ? [one.people] : []))

const turnsOf = ({ told }: Awaited<ReturnType<typeof soundStage>>) =>
  told().filter(fact => fact.startsWith('TurnSpoken'))

test('who talks on while they are muted is told to talk again when they are unmuted', async () => {
  const stage = await talking()
  const { time, roomHappens, begun } = stage
  roomHappens(mutedThemselves(SOUND_ADA))
  await time.advance(5_000)
  roomHappens(unmuted(SOUND_ADA))
  await time.advance(1_000)
  assert.deepStrictEqual(saidToTalk(stage), [[SOUND_ADA], [], [SOUND_ADA]])
  roomHappens(mutedThemselves(SOUND_ADA))
  await time.advance(5_000)
  assert.deepStrictEqual(turnsOf(stage), [
    `TurnSpoken ${begun} ${begun + 2_000}`,
    `TurnSpoken ${begun + 7_000} ${begun + 8_000}`,
  ])
})

test('who goes on talking by another device is told to talk without a break', async () => {
  const stage = await talking()
  const { time, home, connect, connection, begun } = stage
  const young = await connect(SOUND_ADA)
  home.say({ type: 'up', connection: young })
  home.say({ type: 'receiving', connection: young, receiving: true })
  home.say({ type: 'talking', connection: young, talking: true, since: time.now() })
  home.say({ type: 'gone', connection, why: 'own' })
  await time.advance(2_000)
  assert.deepStrictEqual(saidToTalk(stage), [[SOUND_ADA]])
  home.say({ type: 'talking', connection: young, talking: false, since: time.now() })
  await time.advance(5_000)
  assert.deepStrictEqual(turnsOf(stage), [`TurnSpoken ${begun} ${begun + 4_000}`])
})

test('a turn ends with the link to a gateway that was lost, and not when that was certain', async () => {
  const stage = await talking()
  const { time, home, begun } = stage
  home.up = false
  await time.advance(60_000)
  home.there.clear()
  home.up = true
  await time.advance(1_000)
  assert.deepStrictEqual(turnsOf(stage), [`TurnSpoken ${begun} ${begun + 2_000}`])
})

test('a turn goes on where only the link broke, and ends where they fell silent meanwhile', async () => {
  const stage = await talking()
  const { time, home, begun } = stage
  home.up = false
  await time.advance(500)
  home.up = true
  await time.advance(500)
  assert.deepStrictEqual(saidToTalk(stage), [[SOUND_ADA]])
  home.up = false
  const here = home.there.get(SOUND_ROOM)!
  here.connections = here.connections.map(one => ({ ...one, talking: false }))
  await time.advance(500)
  home.up = true
  await time.advance(5_000)
  assert.deepStrictEqual(saidToTalk(stage), [[SOUND_ADA], []])
  assert.deepStrictEqual(turnsOf(stage), [`TurnSpoken ${begun} ${begun + 3_500}`])
})

test('a process that takes a room up knows who talks', async () => {
  const home = createFakeGateway('one')
  const there = leftThere()
  home.there.set(SOUND_ROOM, {
    ...there,
    connections: there.connections.map(one => ({ ...one, talking: true })),
  })
  const stage = await soundStage({ gateways: [home], before: { sound: [placed('one')] } })
  await stage.time.advance(0)
  assert.deepStrictEqual(saidToTalk(stage), [[SOUND_ADA]])
})
