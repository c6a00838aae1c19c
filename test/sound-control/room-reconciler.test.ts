// What the sound of a room does as time goes by, on a gateway that is made of nothing.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { until } from '../support/until.ts'
import {
  BEA,
  closedByHost,
  createFakeGateway,
  joinedAudience,
  leftThere,
  mutedThemselves,
  placed,
  recorded,
  SOUND_ADA,
  SOUND_ROOM,
  soundStage,
  unmuted,
} from './sound-harness.ts'

const PLACED = 'SoundPlaced one 1 begun'
const CONNECTED = 'SpeakerConnected 1'
const VANISHED = 'SpeakerDisconnected 1 vanished'

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'rostrum-sound-room-'))
  t.after(() => rm(made, { recursive: true }))
  return made
}

test('a speaker of whom no packet comes has vanished after 8 seconds, also before the first one', async () => {
  const { time, home, connect, told } = await soundStage()
  const connection = await connect(SOUND_ADA)
  home.say({ type: 'up', connection })
  await time.advance(7_999)
  assert.deepStrictEqual(told(), [PLACED, CONNECTED])
  await time.advance(1)
  assert.deepStrictEqual(told(), [PLACED, CONNECTED, VANISHED])
  assert.equal(home.asked.at(-1), `drop ${SOUND_ADA}`)
})

test('a speaker whose packets come again in time has not vanished', async () => {
  const { time, home, connect, told } = await soundStage()
  const connection = await connect(SOUND_ADA)
  home.say({ type: 'up', connection })
  home.say({ type: 'receiving', connection, receiving: true })
  await time.advance(60_000)
  home.say({ type: 'receiving', connection, receiving: false })
  await time.advance(7_999)
  home.say({ type: 'receiving', connection, receiving: true })
  await time.advance(60_000)
  assert.deepStrictEqual(told(), [PLACED, CONNECTED])
  home.say({ type: 'receiving', connection, receiving: false })
  await time.advance(8_000)
  assert.deepStrictEqual(told(), [PLACED, CONNECTED, VANISHED])
})

test('who is muted may send nothing, and has 8 seconds to begin when unmuted', async () => {
  const { time, home, roomHappens, connect, told } = await soundStage()
  const connection = await connect(SOUND_ADA)
  home.say({ type: 'up', connection })
  home.say({ type: 'receiving', connection, receiving: true })
  roomHappens(mutedThemselves(SOUND_ADA))
  home.say({ type: 'receiving', connection, receiving: false })
  await time.advance(60_000)
  roomHappens(unmuted(SOUND_ADA))
  await time.advance(7_999)
  assert.deepStrictEqual(told(), [PLACED, CONNECTED])
  await time.advance(1)
  assert.deepStrictEqual(told(), [PLACED, CONNECTED, VANISHED])
})

test('a listener may send nothing, and is let go of when their sockets are gone', async () => {
  const { time, sound, home, roomHappens, connect, signals } = await soundStage()
  roomHappens(joinedAudience(BEA))
  const connection = await connect(BEA)
  home.say({ type: 'up', connection })
  await time.advance(60_000)
  assert.deepStrictEqual(
    home.asked.filter(what => what.startsWith('drop')),
    [],
  )
  sound.vanished(BEA)
  await time.advance(0)
  assert.equal(home.asked.at(-1), `drop ${BEA}`)
  assert.deepStrictEqual(signals, [])
})

test('a connection that never comes up is given up after 15 seconds', async () => {
  const { time, home, connect, told } = await soundStage()
  await connect(SOUND_ADA)
  await time.advance(14_999)
  assert.deepStrictEqual(home.asked, ['open bridge'])
  await time.advance(1)
  assert.deepStrictEqual(home.asked, ['open bridge', `drop ${SOUND_ADA}`])
  assert.deepStrictEqual(told(), [PLACED])
})

test('a room that was closed while nobody worked on its sound is ended on its gateway', async () => {
  const home = createFakeGateway('one')
  home.there.set(SOUND_ROOM, { ...leftThere(), recording: true })
  const before = { sound: [placed('one')], room: [closedByHost] }
  const { sound, told } = await soundStage({ gateways: [home], before })
  assert.deepStrictEqual(home.asked, ['end recording', 'remove'])
  assert.deepStrictEqual(told(), [PLACED, 'SoundEnded one 1'])
  assert.ok(sound.isOver)
})

test('a room that was closed while its gateway was away is let go of when the gateway stays away', async () => {
  const home = createFakeGateway('one')
  const { time, sound, roomHappens, told } = await soundStage({ gateways: [home] })
  home.up = false
  await time.advance(0)
  roomHappens(closedByHost)
  await time.advance(900)
  assert.deepStrictEqual(told(), [PLACED])
  await time.advance(10_000)
  assert.deepStrictEqual(told(), [PLACED, 'SoundLost one 1'])
  assert.ok(sound.isOver)
})

test('who moves from a gateway that is emptied is heard there until all have followed, and silenced there too', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, roomHappens, connect, told } = await soundStage({ gateways: [one, two] })
  const before = await connect(SOUND_ADA)
  one.say({ type: 'up', connection: before })
  one.say({ type: 'receiving', connection: before, receiving: true })
  await time.advance(0)
  one.draining = true
  roomHappens(joinedAudience(BEA))
  await time.advance(0)
  assert.deepStrictEqual(told().slice(-2), ['SpeakerDisconnected 1 sound', 'SoundPlaced two 2 drained'])
  assert.deepStrictEqual([one.asked, two.asked], [['open bridge'], ['open bridge']])
  roomHappens(mutedThemselves(SOUND_ADA))
  await time.advance(0)
  assert.equal(one.asked.at(-1), `mute ${SOUND_ADA}`)
  const after = await connect(SOUND_ADA, two)
  two.say({ type: 'up', connection: after })
  await time.advance(999)
  assert.equal(one.asked.at(-1), `mute ${SOUND_ADA}`)
  await time.advance(1)
  assert.equal(one.asked.at(-1), 'remove')
})

test('who does not follow to another gateway is waited for no longer than 10 seconds', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, roomHappens, connect } = await soundStage({ gateways: [one, two] })
  const connection = await connect(SOUND_ADA)
  one.say({ type: 'up', connection })
  one.draining = true
  roomHappens(joinedAudience(BEA))
  await time.advance(9_999)
  assert.deepStrictEqual(one.asked, ['open bridge'])
  await time.advance(1)
  assert.deepStrictEqual(one.asked, ['open bridge', 'remove'])
})

test('a room that ends while its people move ends on both gateways', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, sound, roomHappens, connect } = await soundStage({ gateways: [one, two] })
  one.say({ type: 'up', connection: await connect(SOUND_ADA) })
  one.draining = true
  roomHappens(joinedAudience(BEA))
  await time.advance(0)
  roomHappens(closedByHost)
  await time.advance(0)
  assert.deepStrictEqual([one.asked.at(-1), two.asked.at(-1)], ['remove', 'remove'])
  assert.ok(sound.isOver)
})

test('a recording goes on in another segment on the gateway to which a room moves', async t => {
  const recordings = await folder(t)
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, roomHappens, connect, told } = await soundStage({ gateways: [one, two], recordings })
  const segments = () => told().flatMap(text => /^RecordingSegment(Started|Ended)/.exec(text)?.[1] ?? [])
  one.say({ type: 'up', connection: await connect(SOUND_ADA) })
  roomHappens(recorded)
  await until(() => (segments().length === 1 ? null : told().join()))
  one.draining = true
  roomHappens(joinedAudience(BEA))
  await until(() => (segments().length === 2 ? null : told().join()))
  assert.deepStrictEqual(one.asked, ['open bridge', 'record', 'end recording'])
  assert.match(told().at(-1)!, / complete 0$/)
  assert.deepStrictEqual(two.asked, ['open bridge'], 'nobody is there to be recorded')
  two.say({ type: 'up', connection: await connect(SOUND_ADA, two) })
  await until(() => (segments().length === 3 ? null : told().join()))
  await time.advance(1_000)
  assert.deepStrictEqual(segments(), ['Started', 'Ended', 'Started'])
})

test('a gateway that cannot write is asked again after a minute, and does all else meanwhile', async t => {
  const recordings = await folder(t)
  const home = createFakeGateway('one')
  home.isFull = true
  const { time, roomHappens, connect, told } = await soundStage({ gateways: [home], recordings })
  roomHappens(recorded)
  home.say({ type: 'up', connection: await connect(SOUND_ADA) })
  await time.advance(0)
  assert.deepStrictEqual(told(), [PLACED, CONNECTED])
  home.isFull = false
  roomHappens(mutedThemselves(SOUND_ADA))
  await time.advance(59_999)
  assert.deepStrictEqual(home.asked, ['open bridge', `mute ${SOUND_ADA}`])
  await time.advance(1)
  await until(() => (home.asked.includes('record') ? null : home.asked.join()))
})

test('a recording that was ended before anything was written does not keep the next from beginning', async t => {
  const recordings = await folder(t)
  const home = createFakeGateway('one')
  const { time, roomHappens, connect, told } = await soundStage({ gateways: [home], recordings })
  const segments = () => told().flatMap(text => /^RecordingSegment(Started|Ended)/.exec(text)?.[1] ?? [])
  home.say({ type: 'up', connection: await connect(SOUND_ADA) })
  home.writesLate = true
  roomHappens(recorded)
  await until(() => (segments().length === 1 ? null : told().join()))
  roomHappens({ type: 'RecordingUnwanted', data: {} })
  await time.advance(0)
  home.writesLate = false
  roomHappens(recorded)
  // The file is looked for again and again, in the time of the test.
  await until(
    async () => {
      await time.advance(50)
      return segments().length === 3 ? null : told().join()
    },
    { timeout: 5_000 },
  )
  assert.match(told().find(text => text.startsWith('RecordingSegmentEnded'))!, / missing$| missing /)
  assert.deepStrictEqual(segments(), ['Started', 'Ended', 'Started'])
})
