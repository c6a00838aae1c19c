// Large rooms: listeners who are streamed to, over one gateway and over several.

import assert from 'node:assert/strict'
import { happenedAt, hearUntil, timeline } from '../support/listening.ts'
import { longestGap } from '../support/rtc.ts'
import { soundRoom, soundTest as test } from '../support/sound-scenario.ts'

test('listeners of a large room are streamed to, and come and go on stage without a gap', async t => {
  const { server, ada, bea, cy, roomId, bringUp } = await soundRoom(t, { SOUND_STREAM_ABOVE: '1' })
  const host = await ada.connect(roomId)
  bea.follow(roomId)
  const listener = await bea.connect(roomId, { sends: false })
  assert.equal(listener.type, 'OFFER', 'it is streamed to')
  const other = await cy.connect(roomId, { sends: true })
  await listener.device.hears(450)
  await other.device.hears(450)

  // Up: the stream goes on until the new connection is heard.
  const before = Date.now()
  await bringUp(bea)
  await bea.told({ __typename: 'SoundRenegotiation', how: 'CONNECT' })
  const speaker = await bea.connect(roomId, { sends: true })
  assert.equal(speaker.type, 'ANSWER')
  await speaker.device.hears(450)
  const onBoth = [...(await listener.device.levels(before)), ...(await speaker.device.levels(before))]
  const upGap = longestGap(onBoth, 450)
  await host.device.hears(1000)
  await other.device.hears(450, 1000)
  assert.ok(upGap < 300, `${upGap} ms of silence on the way up`)

  // Down: silent at once, and heard by the old connection until the new one works.
  bea.signals.length = 0
  const asked = Date.now()
  await ada.act('moveToAudience', { roomId, personId: bea.id })
  const down = await happenedAt(server, roomId, 'WentOffStage', bea.id)
  await bea.told({ __typename: 'SoundRenegotiation', how: 'CONNECT' })
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
  // Two devices on the bridge and a room leave no place for a listener on the first.
  const { server, ada, bea, cy, roomId } = await soundRoom(
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
