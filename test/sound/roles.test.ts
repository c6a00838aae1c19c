// The sound in processes of its own: clients speak with an API that reaches no gateway, and any of the processes of the
// sound that share the gateways may work on a room.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { enginesMissing, startCluster } from '../support/cluster.ts'
import { installed } from '../support/engines.ts'
import { startTestGateway } from '../support/gateway.ts'
import { person, timeline } from '../support/listening.ts'
import { longestGap, startRtc } from '../support/rtc.ts'
import { startServer } from '../support/server.ts'
import { settingsFor, soundTest } from '../support/sound-scenario.ts'
import type { Json } from '../support/transport.ts'
import { until } from '../support/until.ts'

/** Nobody here holds the room, and nobody is to leave it for that. */
const GRACE = { PRESENCE_GRACE_MS: '60000' }

async function follow(t: TestContext, blow: 'killed' | 'frozen'): Promise<void> {
  const [gateway, cluster, rtc] = await Promise.all([startTestGateway(t), startCluster(t), startRtc(t)])
  const settings = { ...GRACE, ...settingsFor([gateway]) }
  const [api, first, projector] = await Promise.all([
    startServer(t, { ...cluster.engines.env, ...GRACE, ROLE: 'api' }),
    cluster.start('sound', settings),
    startServer(t, { ...cluster.engines.env, ...GRACE, ROLE: 'projector' }),
  ])
  const [ada, bea, cy] = [
    await person(api, rtc, 'Ada', 450),
    await person(api, rtc, 'Bea', 1000),
    await person(api, rtc, 'Cy'),
  ]
  const { roomId } = await ada.act('openRoom', { title: 'Evening' })
  for (const one of [bea, cy]) await one.act('joinRoom', { roomId })
  cy.follow(roomId)
  const speaker = await ada.connect(roomId)
  const listener = await cy.connect(roomId, { sends: false })
  await listener.device.hears(450)
  const second = await cluster.start('sound', settings)

  const struck = Date.now()
  if (blow === 'killed') await first.kill()
  else first.signal('SIGSTOP')
  await until(async () => {
    const { rejection } = await ada.send('trickle', { handle: speaker.handle, candidates: [null] })
    return rejection && `nobody answers for the sound: ${rejection.code}`
  })
  const took = Date.now() - struck
  t.diagnostic(`another process answered after ${took} ms`)
  assert.ok(took < 10_000, `it took ${took} ms`)
  const gap = longestGap(await listener.device.levels(struck), 450)
  // A busy machine swallows some of the tone; had it stopped with the process, it would have been for all that time.
  assert.ok(gap < 1_000, `the sound stopped for ${gap} ms`)

  // Who wakes up late does no harm.
  if (blow === 'frozen') first.signal('SIGCONT')
  const { data } = await api.query(`{ room(id: "${roomId}") { sound { available } } }`, {}, ada.token)
  assert.equal(data.room.sound.available, true)

  // What was begun before goes on, and what begins now is heard.
  await bea.act('raiseHand', { roomId })
  await ada.act('bringOnStage', { roomId, personId: bea.id })
  await bea.connect(roomId)
  await listener.device.hears(450, 1000)
  const offer = await speaker.device.offer(true, true)
  await speaker.device.accept((await ada.act('restartIce', { handle: speaker.handle, sdp: offer })).sdp)
  await speaker.device.hears(1000)
  await cy.told({ __typename: 'SoundTalking', epoch: 1 })
  await ada.act('mute', { roomId })
  await listener.device.hears(1000)
  await ada.act('disconnectSound', { handle: speaker.handle })
  const placed = await timeline(api, roomId, ['SoundPlaced', 'SoundLost'])
  assert.equal(placed.length, 1, 'it was not placed anew')
  await gateway.stop()
  await until(async () => {
    const { reasons } = await fetch(`${second.url}/readyz`).then(answer => answer.json() as Promise<Json>)
    return reasons[0] === 'sound: no gateway is reached' ? null : `it says ${JSON.stringify(reasons)}`
  })
  // Before their engines are gone, for which they would wait.
  await Promise.all([api.stop(), projector.stop()])
}

installed(enginesMissing(), 'processes of the sound', () => {
  soundTest(
    'when the process that drives the gateway is killed, another takes over and nobody stops hearing',
    t => follow(t, 'killed'),
  )
  if (process.env.ROSTRUM_SOAK !== undefined)
    soundTest('one that was frozen until another took over lets it work', t => follow(t, 'frozen'))
})
