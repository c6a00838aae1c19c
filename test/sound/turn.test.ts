// Devices that reach a gateway only through a relay, on a real TURN server.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { installed } from '../support/engines.ts'
import { soundTest, startSoundRoomScenario } from '../support/sound-scenario.ts'
import { startTurn, turnMissing } from '../support/turn.ts'

const SECRET = 'shared with the relay'

/** The kinds of an offer's candidates: `host`, `srflx`, `relay`. */
const kindsOf = (sdp: string) =>
  new Set([...sdp.matchAll(/^a=candidate:.* typ (\w+)/gm)].map(([, kind]) => kind))

installed(turnMissing(), 'the relay', () => {
  soundTest(
    'a device behind a strict NAT is heard through the relay, with the credentials of the API',
    async t => {
      const url = await startTurn(t, SECRET)
      const settings = { ICE_URLS: url, TURN_SECRET: SECRET }
      const { server, rtc, ada, cy, roomId } = await startSoundRoomScenario(t, settings)
      const asked = '{ iceServers { servers { urls username credential } expiresAt } }'
      const { servers, expiresAt } = (await server.query(asked, {}, ada.token)).data.iceServers
      assert.ok(Date.parse(expiresAt) > Date.now())
      const through = (iceServers: readonly object[]) => ({ iceServers, iceTransportPolicy: 'relay' })

      const probe = await rtc.device(null, through(servers))
      assert.deepStrictEqual(kindsOf(await probe.offer()), new Set(['relay']))
      await ada.connect(roomId, { relay: through(servers) })
      const listener = await cy.connect(roomId, { sends: false, relay: through(servers) })
      await listener.device.hears(450)

      // Expired credentials, another person's, and invented ones.
      const [{ username, credential }] = servers
      const past = `${Math.floor(Date.now() / 1000) - 60}:${ada.id}`
      const refused = [
        [past, createHmac('sha1', SECRET).update(past).digest('base64')],
        [username.replace(ada.id, cy.id), credential],
        [username, 'nonsense'],
      ]
      for (const [username, credential] of refused) {
        const device = await rtc.device(null, through([{ urls: [url], username, credential }]))
        assert.deepStrictEqual(kindsOf(await device.offer()), new Set(), username)
      }
    },
  )
})
