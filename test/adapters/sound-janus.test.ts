// The Janus adapter on a real gateway, with real WebRTC clients that send and hear tones.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import type { RoomId } from '../../commands/ids.ts'
import { GatewayError, type GatewayEvent } from '../../src/audio-gateway/audio-gateway.ts'
import { connectJanus } from '../../src/audio-gateway/janus.ts'
import { systemTime } from '../../src/support/time.ts'
import { gatewayLogger, startTestGateway, type TestGateway } from '../support/gateway.ts'
import { longestGap, type Rtc, startRtc } from '../support/rtc.ts'
import { soundTest as test } from '../support/sound-scenario.ts'
import { until } from '../support/until.ts'

type Closing = Pick<TestContext, 'after'>

async function connectGateway(t: Closing, process: TestGateway) {
  const sound = await connectJanus(process.name, process.secret, {
    timeoutMs: 2_000,
    capacity: 100,
    prebufferPackets: 2,
    logger: gatewayLogger,
    time: systemTime,
  })
  t.after(() => sound.close())
  const gateway = sound.gateways[0]!
  await until(() => (gateway.isUp ? null : 'the gateway is not up'))
  return { sound, gateway }
}

async function start(t: Closing) {
  const [process, rtc] = await Promise.all([startTestGateway(t), startRtc(t)])
  return { process, rtc, ...(await connectGateway(t, process)) }
}

/** Shared by all tests that leave it as it was. The first of them starts it. */
let shared: ReturnType<typeof start> | null = null
const closing: (() => unknown)[] = []
after(async () => {
  for (const close of closing.reverse()) await close()
})

async function begin(own: Closing | null = null) {
  if (!own) shared ??= start({ after: close => void closing.push(close as never) })
  const { process, gateway, sound, rtc } = await (own ? start(own) : shared!)
  const roomId = randomUUID() as RoomId
  const events: GatewayEvent[] = []
  const room = gateway.getRoom(roomId, 1, event => events.push(event))
  await room.inspect()
  await room.openBridge()
  return { process, gateway, sound, rtc, roomId, room, events }
}

type Begun = Awaited<ReturnType<typeof begin>>

async function connectDevice(
  room: Begun['room'],
  rtc: Rtc,
  id: string,
  tone: 450 | 1000 | 1650 | null,
  muted = false,
) {
  const device = await rtc.device(tone)
  await device.accept(await room.join(id, muted, await device.offer(tone !== null)))
  await room.trickle(id, [null])
  return device
}

test('speakers are heard by others but not by themselves, until they are muted', async () => {
  const { room, rtc, events } = await begin()
  const ada = await connectDevice(room, rtc, 'ada', 450)
  const bea = await connectDevice(room, rtc, 'bea', 1000)
  const cy = await connectDevice(room, rtc, 'cy', null, true)
  await Promise.all([ada.hears(1000), bea.hears(450), cy.hears(450, 1000)])
  await room.mute('ada', true)
  const muted = Date.now()
  await Promise.all([bea.hears(), cy.hears(1000)])
  await cy.heardNothingOf(450, muted + 100)
  const { connections } = await room.inspect()
  assert.deepStrictEqual(connections, [
    { id: 'ada', kind: 'bridge', isMuted: true, isTalking: true, isUp: true },
    { id: 'bea', kind: 'bridge', isMuted: false, isTalking: true, isUp: true },
    { id: 'cy', kind: 'bridge', isMuted: true, isTalking: false, isUp: true },
  ])
  await room.mute('ada', false)
  await cy.hears(450, 1000)
  await until(() =>
    events.some(one => one.type === 'talking' && one.connection === 'bea' && one.isTalking)
      ? null
      : `nobody was said to talk in ${JSON.stringify(events)}`,
  )
})

test('a device that answered an offer and joined muted is heard only when unmuted', async () => {
  const { room, rtc } = await begin()
  const ada = await connectDevice(room, rtc, 'ada', null, true)
  const bea = await rtc.device(1000)
  const offer = await room.join('bea', true, null)
  await room.answer('bea', await bea.answer(offer, true))
  await room.trickle('bea', [null])
  await until(async () => ((await bea.state()) === 'connected' ? null : 'bea is not connected'))
  await ada.hears()
  await room.mute('bea', false)
  await ada.hears(1000)
})

test('a listener begins to send with another offer on the same connection', async () => {
  const { room, rtc } = await begin()
  const ada = await connectDevice(room, rtc, 'ada', 450)
  const bea = await rtc.device(1000)
  await bea.accept(await room.join('bea', true, await bea.offer(false)))
  await bea.hears(450)
  await bea.accept(await room.renegotiate('bea', await bea.offer(true)))
  await room.mute('bea', false)
  await ada.hears(1000)
  // ICE restarts, and the sound goes on.
  await bea.accept(await room.renegotiate('bea', await bea.offer(true, true)))
  await ada.hears(1000)
})

test('a stream carries the mix to listeners who cannot be heard', async () => {
  const { room, rtc } = await begin()
  await connectDevice(room, rtc, 'ada', 450)
  const bea = await connectDevice(room, rtc, 'bea', 1000)
  const address = await room.openStream(true)
  assert.deepStrictEqual(await room.openStream(true), address)
  await room.forward(address)
  await room.forward(address)
  const cy = await rtc.device(1650)
  await room.answer('cy', await cy.answer(await room.watch('cy'), true))
  await room.trickle('cy', [null])
  await cy.hears(450, 1000)
  await bea.hears(450)
  const there = await room.inspect()
  assert.deepStrictEqual(
    { ...there, connections: there.connections.at(-1) },
    {
      isNew: false,
      hasBridge: true,
      stream: address,
      forwards: [address],
      isRecording: false,
      connections: { id: 'cy', kind: 'stream', isMuted: true, isTalking: false, isUp: true },
    },
  )
  await room.endForward(address)
  await room.endForward(address)
  await cy.hears()
  await room.closeStream()
  await room.closeStream()
})

test('a dropped device is not heard any more, and a device that leaves is noticed', async () => {
  const { room, rtc, events } = await begin()
  const ada = await connectDevice(room, rtc, 'ada', 450)
  const bea = await connectDevice(room, rtc, 'bea', 1000)
  const cy = await connectDevice(room, rtc, 'cy', null, true)
  await cy.hears(450, 1000)
  await room.drop('ada')
  const dropped = Date.now()
  await room.drop('ada')
  await cy.hears(1000)
  await cy.heardNothingOf(450, dropped + 100)
  await bea.close()
  await until(() =>
    events.some(one => one.type === 'gone' && one.connection === 'bea') ? null : 'bea is not gone',
  )
  assert.deepStrictEqual((await room.inspect()).connections, [
    { id: 'cy', kind: 'bridge', isMuted: true, isTalking: false, isUp: true },
  ])
  await ada.close()
})

test('another process takes a room over without an interruption', async t => {
  const { process, room, rtc, roomId, sound } = await begin(t)
  await connectDevice(room, rtc, 'ada', 450)
  const bea = await connectDevice(room, rtc, 'bea', null, true)
  await bea.hears(450)
  const before = Date.now()
  room.release()
  await sound.close()
  const other = await connectGateway(t, process)
  const events: GatewayEvent[] = []
  const again = other.gateway.getRoom(roomId, 1, event => events.push(event))
  const there = await again.inspect()
  assert.deepStrictEqual(
    [...there.connections].sort((a, b) => (a.id < b.id ? -1 : 1)),
    [
      { id: 'ada', kind: 'bridge', isMuted: false, isTalking: true, isUp: true },
      { id: 'bea', kind: 'bridge', isMuted: true, isTalking: false, isUp: true },
    ],
  )
  // A busy machine may swallow some of the tone; an interruption would be of seconds.
  const gap = longestGap(await bea.levels(before), 450)
  assert.ok(gap < 150, `the tone was gone for ${gap} ms`)
  await again.mute('ada', true)
  await bea.hears()
  await again.mute('ada', false)
  await bea.hears(450)
})

test('a gateway that was killed has lost the room, and takes it again', async t => {
  const { process, gateway, room, rtc, events } = await begin(t)
  await connectDevice(room, rtc, 'ada', 450)
  const pid = process.pid
  process.kill()
  await until(() => (gateway.isUp ? 'the gateway is still up' : null))
  await assert.rejects(room.openBridge(), (error: GatewayError) => error.kind === 'unreachable')
  await until(() => (gateway.isUp ? null : 'the gateway is not up again'))
  assert.notEqual(process.pid, pid)
  assert.ok(events.some(one => one.type === 'uncertain'))
  assert.deepStrictEqual(await room.inspect(), {
    isNew: true,
    hasBridge: false,
    stream: null,
    forwards: [],
    isRecording: false,
    connections: [],
  })
  await room.openBridge()
  assert.equal((await room.inspect()).hasBridge, true)
})

test('removing a room twice, or one that never existed, is no error', async () => {
  const { gateway, room } = await begin()
  await room.openBridge()
  await room.remove()
  await room.remove()
  const never = gateway.getRoom(randomUUID() as RoomId, 3, () => {})
  await never.remove()
  await assert.rejects(room.mute('nobody', true), GatewayError)
})

test('the load of a gateway is measured', async t => {
  const { gateway, room, rtc } = await begin(t)
  await connectDevice(room, rtc, 'ada', 450)
  await until(() => (Math.abs(gateway.load - 0.022) < 1e-9 ? null : `its load is ${gateway.load}`))
  await room.drop('ada')
  assert.ok(Math.abs(gateway.load - 0.012) < 1e-9, `its load is ${gateway.load}`)
})

test('a recording has the sound from its start, and a file for each speaker', async () => {
  const { process, room, rtc, roomId } = await begin()
  const ada = await connectDevice(room, rtc, 'ada', 450)
  await until(async () => ((await ada.state()) === 'connected' ? null : 'ada is not connected'))
  const { path, sampleRate } = await room.startRecording(join(process.recordings, roomId, 'first'))
  assert.equal(sampleRate, 48_000)
  assert.equal((await room.inspect()).isRecording, true)
  const file = `${path}.tmp`
  await until(async () => {
    const { length } = await readFile(file).catch(() => Buffer.alloc(0))
    return length > 48_000 ? null : `${file} has ${length} bytes`
  })
  await room.stopRecording()
  await room.stopRecording()
  await until(() =>
    access(path).then(
      () => null,
      () => `there is no ${path}`,
    ),
  )
  const wav = await readFile(path)
  assert.equal(wav.toString('latin1', 0, 4), 'RIFF')
  const files = await readdir(join(process.recordings, roomId))
  assert.ok(
    files.some(name => name.endsWith('.mjr') && name.includes('ada')),
    `${files}`,
  )
  assert.equal((await room.inspect()).isRecording, false)
})

test('a recording starts although this process is too busy to send all requests at once', async () => {
  const { process, room, rtc, roomId } = await begin()
  const ada = await connectDevice(room, rtc, 'ada', 450)
  await until(async () => ((await ada.state()) === 'connected' ? null : 'ada is not connected'))
  const recording = room.startRecording(join(process.recordings, roomId, 'first'))
  // The gateway opens its file some milliseconds after the first request, which has been sent by now.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  const { path } = await recording
  await room.stopRecording()
  await until(() =>
    access(path).then(
      () => null,
      () => `there is no ${path}`,
    ),
  )
})
