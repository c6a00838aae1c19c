// Who hears whom: real WebRTC clients send and hear tones, through the public API only.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { LOUD } from '../support/rtc.ts'
import { createRtcPerson, happenedAt, hearUntil, timeline } from '../support/rtc-person.ts'
import { openSoundRoom, sharedSoundScenario, soundTest as test } from '../support/sound-scenario.ts'

const scenario = sharedSoundScenario()
const openRoom = async (t: TestContext) => openSoundRoom(await scenario(), t)

test('listeners hear the speakers, who hear each other but not themselves', async t => {
  const { server, ada, bea, cy, roomId, bringUp } = await openRoom(t)
  const first = await ada.connect(roomId)
  const listener = await cy.connect(roomId)
  await listener.device.hears(450)
  await first.device.hears()
  await bringUp(bea)
  const second = await bea.connect(roomId)
  await listener.device.hears(450, 1000)
  await first.device.hears(1000)
  await second.device.hears(450)
  await hearUntil(async () => {
    const events = await timeline(server, roomId, ['SoundPlaced', 'SpeakerConnected'])
    return events.length === 3 ? null : `there are ${JSON.stringify(events)}`
  })
})

test('a speaker who is muted, moved to the audience or removed is silent within 100 ms of the event', async t => {
  const { server, ada, bea, cy, roomId, bringUp } = await openRoom(t)
  const listener = await cy.connect(roomId, { sends: false })
  // The time is taken from the event: the mutation is answered later, once its result can be read.
  const becomesSilent = async (mutation: string, input: object, event: string) => {
    await ada.act(mutation, input)
    await listener.device.hears()
    const at = await happenedAt(server, roomId, event, bea.id)
    await listener.device.heardNothingOf(1000, at + 100)
  }
  await bringUp(bea)
  await bea.connect(roomId)
  await listener.device.hears(1000)
  const target = { roomId, personId: bea.id }
  await becomesSilent('mute', target, 'SpeakerMuted')
  await ada.act('allowToUnmute', target)
  await bea.act('unmute', { roomId })
  await listener.device.hears(1000)
  await becomesSilent('moveToAudience', target, 'WentOffStage')
  await bringUp(bea)
  await listener.device.hears(1000)
  await becomesSilent('removeParticipant', target, 'WentOffStage')
  await bea.act('joinRoom', { roomId })
  await bringUp(bea)
  await bea.connect(roomId)
  await listener.device.hears(1000)
  await becomesSilent('banPerson', target, 'WentOffStage')
})

test('a promoted listener is heard after another offer on the same connection', async t => {
  const { ada, bea, roomId, bringUp } = await openRoom(t)
  const host = await ada.connect(roomId)
  bea.follow(roomId)
  await bea.receives({ __typename: 'SoundTalking', epoch: 1 })
  const listener = await bea.connect(roomId, { sends: false })
  await listener.device.hears(450)
  await bringUp(bea)
  await bea.receives({ __typename: 'SoundRenegotiation', how: 'OFFER' })
  const { handle } = listener
  const { sdp } = await bea.act('restartIce', { handle, sdp: await listener.device.offer(true) })
  await listener.device.accept(sdp)
  await host.device.hears(1000)
  await bea.receives({ __typename: 'SoundMuted', muted: false })
})

test('a person who was never on stage is not heard, whatever they send', async t => {
  const { server, rtc, ada, bea, cy, roomId } = await openRoom(t)
  const host = await ada.connect(roomId)
  const begun = Date.now()
  // An offer to send, another one on the same connection, and another connection.
  const listener = await bea.connect(roomId, { sends: true })
  await listener.device.hears(450)
  const { sdp } = await bea.act('restartIce', {
    handle: listener.handle,
    sdp: await listener.device.offer(true, true),
  })
  await listener.device.accept(sdp)
  const again = await bea.connect(roomId, { sends: true })
  await again.device.hears(450)

  // Handles of other people, invented ones, and changed ones.
  const offer = await (await rtc.device(1000)).offer()
  const [body = '', seal = ''] = host.handle.split('.')
  const text = Buffer.from(body, 'base64url').toString()
  const forged = Buffer.from(text.replace(ada.id, bea.id)).toString('base64url')
  for (const handle of [host.handle, `${forged}.${seal}`, `${body}.`, 'nonsense', ''])
    for (const mutation of ['restartIce', 'answerSound']) {
      const { rejection } = await bea.send(mutation, { handle, sdp: offer })
      assert.equal(rejection?.code, 'SOUND_RESET', `${mutation} with ${handle}`)
    }

  // Text that is no SDP, and SDP with more than one audio line.
  const video = offer.replaceAll('m=audio', 'm=video')
  for (const sdp of [
    '',
    'v=0',
    video,
    `${offer}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n`,
    offer + 'a=x\r\n'.repeat(4_000),
  ]) {
    const { rejection } = await bea.send('connectSound', { roomId, sdp })
    assert.equal(rejection?.code, 'INVALID_INPUT')
  }

  // People who claim to be somebody else, or nobody.
  for (const token of [null, 'nonsense', `${ada.token.slice(0, -4)}AAAA`]) {
    const asked = `mutation { connectSound(input: { roomId: "${roomId}" }) { handle } }`
    const { errors } = await server.query(asked, {}, token)
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED', `with ${token}`)
  }

  // A person who is not in the room.
  const dan = await createRtcPerson(server, rtc, 'Dan', 2300)
  assert.equal((await dan.send('connectSound', { roomId, sdp: offer })).rejection.code, 'NOT_IN_ROOM')
  await cy.act('leaveRoom', { roomId })
  assert.equal((await cy.send('connectSound', { roomId, sdp: offer })).rejection.code, 'NOT_IN_ROOM')
  const nowhere = '00000000-0000-4000-8000-000000000000'
  assert.equal(
    (await dan.send('connectSound', { roomId: nowhere, sdp: offer })).rejection.code,
    'NO_SUCH_ROOM',
  )

  for (const tone of [1000, 1650, 2300] as const) await host.device.heardNothingOf(tone, begun)
})

test('closing the room ends all sound in it at once', async t => {
  const { server, ada, cy, roomId } = await openRoom(t)
  await ada.connect(roomId)
  const listener = await cy.connect(roomId, { sends: false })
  await listener.device.hears(450)
  await ada.act('closeRoom', { roomId })
  const closed = await happenedAt(server, roomId, 'RoomClosed', ada.id)
  await hearUntil(async () => {
    const last = (await listener.device.levels(closed + 100)).at(-1)
    const { rejection } = await cy.send('trickle', { handle: listener.handle, candidates: [null] })
    return rejection && (!last || last[1]! < 0.03) ? null : 'it is still there'
  })
  // No packets arrive any more, and what the device plays in their place fades away.
  await listener.device.heardNothingOf(450, closed + 100, LOUD)
})

test('the newest device of a person has the sound, and none has it after they disconnect', async t => {
  const { ada, cy, roomId } = await openRoom(t)
  const old = await ada.connect(roomId)
  const listener = await cy.connect(roomId, { sends: false })
  await listener.device.hears(450)
  const young = await ada.connect(roomId)
  await hearUntil(async () => {
    const { rejection } = await ada.send('trickle', { handle: old.handle, candidates: [null] })
    return rejection?.code === 'SOUND_RESET' ? null : 'the old connection still counts'
  })
  await listener.device.hears(450)
  await ada.act('disconnectSound', { handle: young.handle })
  await listener.device.hears()
})

test('a device that answers an offer is heard as well', async t => {
  const { rtc, ada, cy, roomId } = await openRoom(t)
  const listener = await cy.connect(roomId, { sends: false })
  const { handle, type, sdp } = await ada.act('connectSound', { roomId })
  assert.equal(type, 'OFFER')
  const device = await rtc.device(450)
  await ada.act('answerSound', { handle, sdp: await device.answer(sdp, true) })
  await ada.act('trickle', { handle, candidates: [null] })
  await listener.device.hears(450)
})

test('talking is signalled at once, and recorded as a speech turn', async t => {
  const { server, ada, bea, roomId } = await openRoom(t)
  bea.follow(roomId)
  const host = await ada.connect(roomId)
  const talks = () =>
    bea.signals.some(signal => signal.people?.some((one: { id: string }) => one.id === ada.id))
  await hearUntil(() => (talks() ? null : `received ${JSON.stringify(bea.signals)}`))
  const talking = Date.now()
  await hearUntil(() => (Date.now() > talking + 800 ? null : 'a shorter turn would be taken for noise'))
  await host.device.setTone(null)
  await hearUntil(async () => {
    const turns = await timeline(server, roomId, ['TurnSpoken'])
    return turns[0]?.participant.id === ada.id ? null : 'no turn was recorded'
  })
})
