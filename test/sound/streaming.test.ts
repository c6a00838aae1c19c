// Large rooms: their listeners get a stream, from one gateway or several.

import assert from 'node:assert/strict'
import { longestGap } from '../support/rtc.ts'
import { happenedAt, hearUntil, timeline } from '../support/rtc-person.ts'
import { startSoundRoomScenario, soundTest as test } from '../support/sound-scenario.ts'

test('listeners of a large room get the stream, and come and go on stage without a gap', async t => {
  const { server, ada, bea, cy, roomId, bringUp } = await startSoundRoomScenario(t, {
    SOUND_STREAM_ABOVE: '1',
  })
  const host = await ada.connect(roomId)
  bea.follow(roomId)
  const listener = await bea.connect(roomId, { sends: false })
  assert.equal(listener.type, 'OFFER', 'the listener gets the stream')
  const other = await cy.connect(roomId, { sends: true })
  await listener.device.hears(450)
  await other.device.hears(450)

  // On the way up the stream goes on until the new connection is heard.
  const before = Date.now()
  await bringUp(bea)
  await bea.receives({ __typename: 'SoundRenegotiation', how: 'CONNECT' })
  const speaker = await bea.connect(roomId, { sends: true })
  assert.equal(speaker.type, 'ANSWER')
  await speaker.device.hears(450)
  const onBoth = [...(await listener.device.levels(before)), ...(await speaker.device.levels(before))]
  const upGap = longestGap(onBoth, 450)
  await host.device.hears(1000)
  await other.device.hears(450, 1000)
  assert.ok(upGap < 300, `${upGap} ms of silence on the way up`)

  // On the way down the person is silent at once, and hears the old connection until the new one works.
  bea.signals.length = 0
  const asked = Date.now()
  await ada.act('moveToAudience', { roomId, personId: bea.id })
  const down = await happenedAt(server, roomId, 'WentOffStage', bea.id)
  await bea.receives({ __typename: 'SoundRenegotiation', how: 'CONNECT' })
  const again = await bea.connect(roomId, { sends: false })
  assert.equal(again.type, 'OFFER')
  await again.device.hears(450)
  const byBoth = [...(await speaker.device.levels(asked)), ...(await again.device.levels(asked))]
  const downGap = longestGap(byBoth, 450)
  assert.ok(downGap < 300, `${downGap} ms of silence on the way down`)
  await host.device.heardNothingOf(1000, down + 100)
  await host.device.heardNothingOf(1650, before)
})

test('an audience beyond one gateway is served by a second one', async t => {
  // A room and two devices on the bridge fill the first gateway.
  const { server, ada, bea, cy, roomId } = await startSoundRoomScenario(
    t,
    { SOUND_STREAM_ABOVE: '0', SOUND_CAPACITY: '2' },
    2,
  )
  const host = await ada.connect(roomId)
  const listener = await bea.connect(roomId, { sends: false })
  const other = await cy.connect(roomId, { sends: true })
  await listener.device.hears(450)
  await other.device.hears(450)
  const events = await timeline(server, roomId, ['SoundPlaced', 'AudienceSpread'])
  assert.deepStrictEqual(
    events.map(({ __typename }) => __typename),
    ['SoundPlaced', 'AudienceSpread'],
  )
  assert.notEqual(events[0].gateway, events[1].gateway)
  await host.device.heardNothingOf(1650, 0)
  await bea.act('leaveRoom', { roomId })
  const left = Date.now()
  await hearUntil(async () =>
    (await listener.device.levels(left + 300)).length === 0 ? null : 'it still hears',
  )
})
