// Sound in processes of its own: the API process reaches no gateway, and any of the sound processes can control a room.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { enginesMissing, startCluster } from '../support/cluster.ts'
import { installed } from '../support/engines.ts'
import { startTestGateway } from '../support/gateway.ts'
import { longestGap, startRtc } from '../support/rtc.ts'
import { createRtcPerson, timeline } from '../support/rtc-person.ts'
import { startServer } from '../support/server.ts'
import { gatewaySettings, soundTest } from '../support/sound-scenario.ts'
import type { Json } from '../support/transport.ts'
import { until } from '../support/until.ts'

/** Nobody here has a socket to the room, and nobody must leave it for that. */
const GRACE = { PRESENCE_GRACE_MS: '60000' }

async function testTakeover(t: TestContext, blow: 'killed' | 'frozen'): Promise<void> {
  const [gateway, cluster, rtc] = await Promise.all([startTestGateway(t), startCluster(t), startRtc(t)])
  const settings = { ...GRACE, ...gatewaySettings([gateway]) }
  const [api, first, projector] = await Promise.all([
    startServer(t, { ...cluster.engines.env, ...GRACE, ROLE: 'api' }),
    cluster.start('sound', settings),
    startServer(t, { ...cluster.engines.env, ...GRACE, ROLE: 'projector' }),
  ])
  const [ada, bea, cy] = [
    await createRtcPerson(api, rtc, 'Ada', 450),
    await createRtcPerson(api, rtc, 'Bea', 1000),
    await createRtcPerson(api, rtc, 'Cy'),
  ]
  const { roomId } = await ada.act('openRoom', { title: 'Evening' })
  for (const one of [bea, cy]) await one.act('joinRoom', { roomId })
  cy.follow(roomId)
  const speaker = await ada.connect(roomId)
  const listener = await cy.connect(roomId, { sends: false })
  await listener.device.hears(450)
  const second = await cluster.start('sound', settings)

  const failedAt = Date.now()
  if (blow === 'killed') await first.kill()
  else first.signal('SIGSTOP')
  await until(async () => {
    const { rejection } = await ada.send('trickle', { handle: speaker.handle, candidates: [null] })
    return rejection && `no process controls the room: ${rejection.code}`
  })
  const takeoverMs = Date.now() - failedAt
  t.diagnostic(`another process answered after ${takeoverMs} ms`)
  assert.ok(takeoverMs < 10_000, `it took ${takeoverMs} ms`)
  const gap = longestGap(await listener.device.levels(failedAt), 450)
  // A busy machine loses some of the tone. If the sound had stopped with the process, the gap would be as long as the takeover.
  assert.ok(gap < 1_000, `the sound stopped for ${gap} ms`)

  // The process that wakes up late does no harm.
  if (blow === 'frozen') first.signal('SIGCONT')
  const { data } = await api.query(`{ room(id: "${roomId}") { sound { available } } }`, {}, ada.token)
  assert.equal(data.room.sound.available, true)

  // Existing connections go on, and new ones are heard.
  await bea.act('raiseHand', { roomId })
  await ada.act('bringOnStage', { roomId, personId: bea.id })
  await bea.connect(roomId)
  await listener.device.hears(450, 1000)
  const offer = await speaker.device.offer(true, true)
  await speaker.device.accept((await ada.act('restartIce', { handle: speaker.handle, sdp: offer })).sdp)
  await speaker.device.hears(1000)
  await cy.receives({ __typename: 'SoundTalking', epoch: 1 })
  await ada.act('mute', { roomId })
  await listener.device.hears(1000)
  await ada.act('disconnectSound', { handle: speaker.handle })
  const placed = await timeline(api, roomId, ['SoundPlaced', 'SoundLost'])
  assert.equal(placed.length, 1, 'the room was not placed again')
  await gateway.stop()
  await until(async () => {
    const { reasons } = await fetch(`${second.url}/readyz`).then(answer => answer.json() as Promise<Json>)
    return reasons[0] === 'sound: no gateway is reached' ? null : `it says ${JSON.stringify(reasons)}`
  })
  // Stop them before their engines, for which they would wait.
  await Promise.all([api.stop(), projector.stop()])
}

installed(enginesMissing(), 'sound processes', () => {
  soundTest('when the controlling process is killed, another one takes over without a gap', t =>
    testTakeover(t, 'killed'),
  )
  if (process.env.ROSTRUM_SOAK !== undefined)
    soundTest('a process that was suspended until another one took over leaves the room to it', t =>
      testTakeover(t, 'frozen'),
    )
})
