// What a room's reconciler does as time passes, on fake gateways.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { until } from '../support/until.ts'
import { createFakeGateway } from './fake-gateway.ts'
import {
  BEA,
  closedByHost,
  joinedAudience,
  recordingWanted,
  roomOfEarlierProcess,
  SOUND_HOST,
  SOUND_ROOM,
  soundPlaced,
  speakerMuted,
  speakerUnmuted,
  startSoundRoom,
} from './sound-harness.ts'

const PLACED = 'SoundPlaced one 1 begun'
const CONNECTED = 'SpeakerConnected 1'
const VANISHED = 'SpeakerDisconnected 1 vanished'

async function newFolder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'rostrum-sound-room-'))
  t.after(() => rm(made, { recursive: true }))
  return made
}

test('a speaker without packets has vanished after 8 seconds, even before the first packet', async () => {
  const { time, home, connect, soundEvents } = await startSoundRoom()
  const connection = await connect(SOUND_HOST)
  home.emit({ type: 'up', connection })
  await time.advance(7_999)
  assert.deepStrictEqual(soundEvents(), [PLACED, CONNECTED])
  await time.advance(1)
  assert.deepStrictEqual(soundEvents(), [PLACED, CONNECTED, VANISHED])
  assert.equal(home.calls.at(-1), `drop ${SOUND_HOST}`)
})

test('a speaker whose packets return in time has not vanished', async () => {
  const { time, home, connect, soundEvents } = await startSoundRoom()
  const connection = await connect(SOUND_HOST)
  home.emit({ type: 'up', connection })
  home.emit({ type: 'receiving', connection, isReceiving: true })
  await time.advance(60_000)
  home.emit({ type: 'receiving', connection, isReceiving: false })
  await time.advance(7_999)
  home.emit({ type: 'receiving', connection, isReceiving: true })
  await time.advance(60_000)
  assert.deepStrictEqual(soundEvents(), [PLACED, CONNECTED])
  home.emit({ type: 'receiving', connection, isReceiving: false })
  await time.advance(8_000)
  assert.deepStrictEqual(soundEvents(), [PLACED, CONNECTED, VANISHED])
})

test('a muted speaker need not send, and has 8 seconds to start when unmuted', async () => {
  const { time, home, roomHappens, connect, soundEvents } = await startSoundRoom()
  const connection = await connect(SOUND_HOST)
  home.emit({ type: 'up', connection })
  home.emit({ type: 'receiving', connection, isReceiving: true })
  roomHappens(speakerMuted(SOUND_HOST))
  home.emit({ type: 'receiving', connection, isReceiving: false })
  await time.advance(60_000)
  roomHappens(speakerUnmuted(SOUND_HOST))
  await time.advance(7_999)
  assert.deepStrictEqual(soundEvents(), [PLACED, CONNECTED])
  await time.advance(1)
  assert.deepStrictEqual(soundEvents(), [PLACED, CONNECTED, VANISHED])
})

test('a listener need not send, and is dropped when their sockets are gone', async () => {
  const { time, room, home, roomHappens, connect, broadcasts } = await startSoundRoom()
  roomHappens(joinedAudience(BEA))
  const connection = await connect(BEA)
  home.emit({ type: 'up', connection })
  await time.advance(60_000)
  assert.deepStrictEqual(
    home.calls.filter(what => what.startsWith('drop')),
    [],
  )
  room.personVanished(BEA)
  await time.advance(0)
  assert.equal(home.calls.at(-1), `drop ${BEA}`)
  assert.deepStrictEqual(broadcasts, [])
})

test('a connection that does not come up is dropped after 15 seconds', async () => {
  const { time, home, connect, soundEvents } = await startSoundRoom()
  await connect(SOUND_HOST)
  await time.advance(14_999)
  assert.deepStrictEqual(home.calls, ['open bridge'])
  await time.advance(1)
  assert.deepStrictEqual(home.calls, ['open bridge', `drop ${SOUND_HOST}`])
  assert.deepStrictEqual(soundEvents(), [PLACED])
})

test('a room that was closed while no process controlled it is removed from its gateway', async () => {
  const home = createFakeGateway('one')
  home.rooms.set(SOUND_ROOM, { ...roomOfEarlierProcess(), isRecording: true })
  const before = { sound: [soundPlaced('one')], room: [closedByHost] }
  const { room, soundEvents } = await startSoundRoom({ gateways: [home], before })
  assert.deepStrictEqual(home.calls, ['end recording', 'remove'])
  assert.deepStrictEqual(soundEvents(), [PLACED, 'SoundEnded one 1'])
  assert.ok(room.isFinished)
})

test('a room that was closed while its gateway was away is given up when the gateway stays away', async () => {
  const home = createFakeGateway('one')
  const { time, room, roomHappens, soundEvents } = await startSoundRoom({ gateways: [home] })
  home.isUp = false
  await time.advance(0)
  roomHappens(closedByHost)
  await time.advance(900)
  assert.deepStrictEqual(soundEvents(), [PLACED])
  await time.advance(10_000)
  assert.deepStrictEqual(soundEvents(), [PLACED, 'SoundLost one 1'])
  assert.ok(room.isFinished)
})

test('people who move from a gateway that drains are heard and muted there until all have followed', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, roomHappens, connect, soundEvents } = await startSoundRoom({ gateways: [one, two] })
  const before = await connect(SOUND_HOST)
  one.emit({ type: 'up', connection: before })
  one.emit({ type: 'receiving', connection: before, isReceiving: true })
  await time.advance(0)
  one.isDraining = true
  roomHappens(joinedAudience(BEA))
  await time.advance(0)
  assert.deepStrictEqual(soundEvents().slice(-2), [
    'SpeakerDisconnected 1 sound',
    'SoundPlaced two 2 drained',
  ])
  assert.deepStrictEqual([one.calls, two.calls], [['open bridge'], ['open bridge']])
  roomHappens(speakerMuted(SOUND_HOST))
  await time.advance(0)
  assert.equal(one.calls.at(-1), `mute ${SOUND_HOST}`)
  const after = await connect(SOUND_HOST, two)
  two.emit({ type: 'up', connection: after })
  await time.advance(999)
  assert.equal(one.calls.at(-1), `mute ${SOUND_HOST}`)
  await time.advance(1)
  assert.equal(one.calls.at(-1), 'remove')
})

test('people who do not follow to another gateway are waited for 10 seconds at most', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, roomHappens, connect } = await startSoundRoom({ gateways: [one, two] })
  const connection = await connect(SOUND_HOST)
  one.emit({ type: 'up', connection })
  one.isDraining = true
  roomHappens(joinedAudience(BEA))
  await time.advance(9_999)
  assert.deepStrictEqual(one.calls, ['open bridge'])
  await time.advance(1)
  assert.deepStrictEqual(one.calls, ['open bridge', 'remove'])
})

test('a room that closes while its people move ends on both gateways', async () => {
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, room, roomHappens, connect } = await startSoundRoom({ gateways: [one, two] })
  one.emit({ type: 'up', connection: await connect(SOUND_HOST) })
  one.isDraining = true
  roomHappens(joinedAudience(BEA))
  await time.advance(0)
  roomHappens(closedByHost)
  await time.advance(0)
  assert.deepStrictEqual([one.calls.at(-1), two.calls.at(-1)], ['remove', 'remove'])
  assert.ok(room.isFinished)
})

test('a recording goes on in another segment on the gateway to which the room moves', async t => {
  const recordings = await newFolder(t)
  const [one, two] = [createFakeGateway('one'), createFakeGateway('two')]
  const { time, roomHappens, connect, soundEvents } = await startSoundRoom({
    gateways: [one, two],
    recordings,
  })
  const segments = () =>
    soundEvents().flatMap(text => /^RecordingSegment(Started|Ended)/.exec(text)?.[1] ?? [])
  one.emit({ type: 'up', connection: await connect(SOUND_HOST) })
  roomHappens(recordingWanted)
  await until(() => (segments().length === 1 ? null : soundEvents().join()))
  one.isDraining = true
  roomHappens(joinedAudience(BEA))
  await until(() => (segments().length === 2 ? null : soundEvents().join()))
  assert.deepStrictEqual(one.calls, ['open bridge', 'record', 'end recording'])
  assert.match(soundEvents().at(-1)!, / complete 0$/)
  assert.deepStrictEqual(two.calls, ['open bridge'], 'nobody is there to be recorded')
  two.emit({ type: 'up', connection: await connect(SOUND_HOST, two) })
  await until(() => (segments().length === 3 ? null : soundEvents().join()))
  await time.advance(1_000)
  assert.deepStrictEqual(segments(), ['Started', 'Ended', 'Started'])
})

test('a gateway that cannot write is asked again after a minute, and does everything else meanwhile', async t => {
  const recordings = await newFolder(t)
  const home = createFakeGateway('one')
  home.isDiskFull = true
  const { time, roomHappens, connect, soundEvents } = await startSoundRoom({ gateways: [home], recordings })
  roomHappens(recordingWanted)
  home.emit({ type: 'up', connection: await connect(SOUND_HOST) })
  await time.advance(0)
  assert.deepStrictEqual(soundEvents(), [PLACED, CONNECTED])
  home.isDiskFull = false
  roomHappens(speakerMuted(SOUND_HOST))
  await time.advance(59_999)
  assert.deepStrictEqual(home.calls, ['open bridge', `mute ${SOUND_HOST}`])
  await time.advance(1)
  await until(() => (home.calls.includes('record') ? null : home.calls.join()))
})

test('a recording that was stopped before anything was written does not delay the next one', async t => {
  const recordings = await newFolder(t)
  const home = createFakeGateway('one')
  const { time, roomHappens, connect, soundEvents } = await startSoundRoom({ gateways: [home], recordings })
  const segments = () =>
    soundEvents().flatMap(text => /^RecordingSegment(Started|Ended)/.exec(text)?.[1] ?? [])
  home.emit({ type: 'up', connection: await connect(SOUND_HOST) })
  home.writesLate = true
  roomHappens(recordingWanted)
  await until(() => (segments().length === 1 ? null : soundEvents().join()))
  roomHappens({ type: 'RecordingUnwanted', data: {} })
  await time.advance(0)
  home.writesLate = false
  roomHappens(recordingWanted)
  await until(async () => {
    await time.advance(50)
    return segments().length === 3 ? null : soundEvents().join()
  })
  assert.match(soundEvents().find(text => text.startsWith('RecordingSegmentEnded'))!, / missing$| missing /)
  assert.deepStrictEqual(segments(), ['Started', 'Ended', 'Started'])
})
