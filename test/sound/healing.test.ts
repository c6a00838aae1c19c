// Failures, and how everybody is heard again.

import assert from 'node:assert/strict'
import { describe } from 'node:test'
import { startTestGateway } from '../support/gateway.ts'
import { connectRaw } from '../support/raw-socket.ts'
import { longestGap, startRtc } from '../support/rtc.ts'
import { createRtcPerson, hearUntil, timeline } from '../support/rtc-person.ts'
import { newDataDir, startServer } from '../support/server.ts'
import {
  gatewaySettings,
  openSoundRoom,
  startSoundRoomScenario,
  soundTest as test,
} from '../support/sound-scenario.ts'

// One of the tests mostly waits, so two can run at a time.
describe('sound', { concurrency: 2 }, () => {
  test('speakers and listeners who vanish are noticed within 15 seconds', async t => {
    const { server, rtc, ada, cy, roomId } = await startSoundRoomScenario(t)
    await ada.connect(roomId)
    const listener = await cy.connect(roomId, { sends: false })
    const socket = await connectRaw(server.url, { authorization: cy.token })
    const query = `subscription { soundSignals(roomId: "${roomId}") { __typename } }`
    socket.send({ id: 'a', type: 'subscribe', payload: { query } })
    await socket.hear('who is talking', ({ type }) => type === 'next')
    await hearUntil(async () =>
      (await timeline(server, roomId, ['SpeakerConnected'])).length === 1 ? null : 'nobody is connected',
    )
    // Nothing is closed, but neither sound nor answers to pings arrive any more.
    const gone = Date.now()
    socket.socket.pause()
    await rtc.kill()
    await Promise.all([
      hearUntil(async () => {
        const [event] = await timeline(server, roomId, ['SpeakerDisconnected'])
        return event?.why === 'VANISHED' ? null : `there is ${JSON.stringify(event)}`
      }),
      hearUntil(async () => {
        const { rejection } = await cy.send('trickle', { handle: listener.handle, candidates: [] })
        return rejection?.code === 'SOUND_RESET' ? null : 'the listener still has sound'
      }),
    ])
    assert.ok(Date.now() - gone < 15_000, `it took ${Date.now() - gone} ms`)
  })

  test('after kill -9 of the gateway everybody is heard again, in the next epoch', async t => {
    const { gateway, server, ada, bea, cy, roomId, bringUp } = await startSoundRoomScenario(t)
    await bringUp(bea)
    for (const one of [ada, bea, cy]) one.follow(roomId)
    const first = await ada.connect(roomId)
    const listener = await cy.connect(roomId, { sends: false })
    await bea.connect(roomId)
    await listener.device.hears(450, 1000)
    gateway.kill()
    for (const one of [ada, bea, cy]) await one.receives({ __typename: 'SoundReset', epoch: 2 })
    const { rejection } = await ada.send('trickle', { handle: first.handle, candidates: [null] })
    assert.equal(rejection.code, 'SOUND_RESET', 'a handle of the old epoch is void')
    const again = await cy.connect(roomId, { sends: false })
    const speaker = await ada.connect(roomId)
    await bea.connect(roomId)
    assert.equal(speaker.epoch, 2)
    await again.device.hears(450, 1000)
    const events = await timeline(server, roomId, ['SoundPlaced', 'SoundLost'])
    assert.deepStrictEqual(
      events.map(({ __typename, epoch, placed }) => [__typename, epoch, placed]),
      [
        ['SoundPlaced', 1, 'BEGUN'],
        ['SoundLost', 1, undefined],
        ['SoundPlaced', 2, 'HEALED'],
      ],
    )
  })

  test('the rooms of a gateway that stays away move to another one', async t => {
    const { gateways, server, ada, cy, roomId } = await startSoundRoomScenario(
      t,
      { SOUND_LOST_AFTER_MS: '300' },
      2,
    )
    cy.follow(roomId)
    await ada.connect(roomId)
    const [placed] = await timeline(server, roomId, ['SoundPlaced'])
    const home = gateways.find(({ url }) => url.endsWith(placed.gateway))!
    await home.stop()
    await cy.receives({ __typename: 'SoundReset', epoch: 2 })
    const listener = await cy.connect(roomId, { sends: false })
    await ada.connect(roomId)
    await listener.device.hears(450)
    const [, after] = await timeline(server, roomId, ['SoundPlaced'])
    assert.notEqual(after.gateway, placed.gateway)
  })

  test('a restart of the backend does not interrupt the sound, and moderation works after it', async t => {
    const dataDir = await newDataDir()
    const grace = { PRESENCE_GRACE_MS: '120000' }
    const { gateways, server, ada, cy, roomId } = await startSoundRoomScenario(t, { DATA_DIR: dataDir })
    await ada.connect(roomId)
    const listener = await cy.connect(roomId, { sends: false })
    await listener.device.hears(450)
    const before = Date.now()
    await server.stop()
    const second = await startServer(t, { ...gatewaySettings(gateways), DATA_DIR: dataDir, ...grace })
    const mute = () =>
      second.query(`mutation { mute(input: { roomId: "${roomId}" }) { rejection { code } } }`, {}, ada.token)
    await listener.device.hears(450)
    const levels = await listener.device.levels(before)
    const gap = longestGap(levels, 450)
    assert.ok(gap < 200, `the sound stopped for ${gap} ms`)
    const { data } = await mute()
    assert.equal(data.mute.rejection, null)
    const muted = Date.now()
    await listener.device.hears()
    // The new process has to take the room over first.
    await listener.device.heardNothingOf(450, muted + 3_000)
    assert.equal((await timeline(second, roomId, ['SoundPlaced'])).length, 1, 'the room was not placed again')
  })

  test('rooms leave a gateway that drains, and their listeners hear without a gap', async t => {
    const two = await startTestGateway(t, 'two')
    const one = await startTestGateway(t, 'one', two.secret)
    const dataDir = await newDataDir()
    const rtc = await startRtc(t)
    const grace = { PRESENCE_GRACE_MS: '120000' }
    const first = await startServer(t, { ...gatewaySettings([one]), DATA_DIR: dataDir, ...grace })
    const { ada, cy, roomId } = await openSoundRoom(
      { gateways: [one, two], gateway: one, server: first, rtc },
      t,
    )
    await ada.connect(roomId)
    const listener = await cy.connect(roomId, { sends: false })
    await listener.device.hears(450)
    await first.stop()

    const second = await startServer(t, { ...gatewaySettings([one, two], one), DATA_DIR: dataDir, ...grace })
    const before = Date.now()
    await hearUntil(async () => {
      const [, moved] = await timeline(second, roomId, ['SoundPlaced'])
      return moved?.placed === 'DRAINED' && two.url.endsWith(moved.gateway) ? null : 'it was not moved'
    })
    // A listener may follow before the speaker.
    const [later, sooner] = [
      await createRtcPerson(second, rtc, ada, 450),
      await createRtcPerson(second, rtc, cy),
    ]
    const again = await sooner.connect(roomId, { sends: false })
    assert.equal(again.epoch, 2)
    await listener.device.hears(450)
    await later.connect(roomId)
    await again.device.hears(450)
    const heard = [...(await listener.device.levels(before)), ...(await again.device.levels(before))]
    const gap = longestGap(heard, 450)
    assert.ok(gap < 300, `${gap} ms of silence`)
    // When all have followed, the old gateway has nothing left.
    await listener.device.hears()
  })

  test('a gateway that is found on PATH is started, and is heard', async t => {
    const { server, ada, cy, roomId } = await startSoundRoomScenario(t, {
      SOUND_URL: 'auto:',
      PATH: process.env.PATH ?? '',
    })
    await ada.connect(roomId)
    const listener = await cy.connect(roomId, { sends: false })
    await listener.device.hears(450)
    const { data } = await server.query(`{ room(id: "${roomId}") { sound { available } } }`, {}, ada.token)
    assert.equal(data.room.sound.available, true)
  })
})
