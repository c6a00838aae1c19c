// Sound in a real browser, through the public API only.

import assert from 'node:assert/strict'
import { browserMissing, startBrowser } from '../support/browser.ts'
import {
  bringDeviceOnStage,
  heard,
  loudness,
  openAndConnect,
  signInDevice,
} from '../support/browser-device.ts'
import { installed } from '../support/engines.ts'
import { startTestGateway } from '../support/gateway.ts'
import { LOUD, SILENCE_LEVEL, startRtc, TONES } from '../support/rtc.ts'
import { createRtcPerson } from '../support/rtc-person.ts'
import { startServer } from '../support/server.ts'
import { gatewaySettings, soundTest } from '../support/sound-scenario.ts'
import { until } from '../support/until.ts'

const ROOM = new URL('../../demo/room.html', import.meta.url)
const PLAY = '--autoplay-policy=no-user-gesture-required'

installed(browserMissing(), 'the sound in a browser', () => {
  soundTest('a browser opens a room, is heard there, and hears a person who comes on stage', async t => {
    const [gateway, rtc, browser] = await Promise.all([startTestGateway(t), startRtc(t), startBrowser(PLAY)])
    t.after(() => browser.close())
    const server = await startServer(t, gatewaySettings([gateway]))
    const page = await browser.newPage()
    await page.goto(`${server.url}/healthz`)
    await page.evaluate(signInDevice, 'Ada')
    const roomId = await page.evaluate(openAndConnect, 450)

    const bea = await createRtcPerson(server, rtc, 'Bea', 1000)
    await bea.act('joinRoom', { roomId })
    const { device } = await bea.connect(roomId)
    await device.hears(450)

    await bea.act('raiseHand', { roomId })
    await page.evaluate(bringDeviceOnStage, [roomId, bea.id] as const)
    const wanted = TONES.indexOf(1000)
    await until(async () => {
      const levels = await page.evaluate(heard, TONES)
      const isAsWanted = levels.every((level, i) => (i === wanted ? level > LOUD : level < SILENCE_LEVEL))
      const shown = TONES.map((tone, i) => `${tone} Hz at ${levels[i]!.toFixed(3)}`)
      return isAsWanted ? null : `the browser hears ${shown}`
    })
  })

  soundTest('people in two browsers hear each other with demo/room.html, as the README says', async t => {
    const [gateway, browser] = await Promise.all([
      startTestGateway(t),
      startBrowser('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', PLAY),
    ])
    t.after(() => browser.close())
    const server = await startServer(t, { ...gatewaySettings([gateway]), ALLOWED_ORIGINS: '*' })
    const enter = async (name: string, room: string) => {
      const page = await browser.newPage()
      await page.goto(`${ROOM}?url=${server.url}`)
      await page.fill('#name', name)
      await page.fill('#room', room)
      await page.click('text=Enter')
      return page
    }
    const ada = await enter('Ada', '')
    await ada.waitForSelector('#id:not(:empty)')
    const bea = await enter('Bea', (await ada.textContent('#id'))!)
    const hears = async (page: typeof ada, who: string) => {
      const { level } = await page.evaluate(loudness)
      return level > LOUD ? null : `${who} hears ${level.toFixed(3)}`
    }
    await until(() => hears(bea, 'Bea'))
    await until(async () => {
      const { level, seconds } = await ada.evaluate(loudness)
      assert.ok(level < SILENCE_LEVEL, `Ada hears ${level} although nobody else is on stage`)
      return seconds > 1 ? null : `listened for ${seconds} s`
    })

    await bea.click('text=Raise hand')
    await ada.waitForSelector('text=/Bea .*hand 1/')
    await ada.click('text=Bring up the next hand')
    await until(() => hears(ada, 'Ada'))
  })
})
