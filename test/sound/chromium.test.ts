// A browser, as people have it: everything that it does it does by the public API.

import { browserMissing, startBrowser } from '../support/browser.ts'
import { bringOnStage, heard, openAndConnect, signIn } from '../support/browser-device.ts'
import { installed } from '../support/engines.ts'
import { settingsFor, soundTest } from '../support/evening.ts'
import { startTestGateway } from '../support/gateway.ts'
import { person } from '../support/listening.ts'
import { LOUD, SILENT, startRtc, TONES } from '../support/rtc.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

installed(browserMissing(), 'the sound in a browser', () => {
  soundTest('a browser opens a room, is heard there, and hears who comes on stage', async t => {
    const [gateway, rtc, browser] = await Promise.all([
      startTestGateway(t),
      startRtc(t),
      startBrowser('--autoplay-policy=no-user-gesture-required'),
    ])
    t.after(() => browser.close())
    const server = await startServer(t, settingsFor([gateway]))
    const page = await browser.newPage()
    await page.goto(`${server.url}/healthz`)
    await page.evaluate(signIn, 'Ada')
    const roomId = await page.evaluate(openAndConnect, 450)

    const bea = await person(server, rtc, 'Bea', 1000)
    await bea.act('joinRoom', { roomId })
    const { device } = await bea.connect(roomId)
    await device.hears(450)

    await bea.act('raiseHand', { roomId })
    await page.evaluate(bringOnStage, [roomId, bea.id] as const)
    const wanted = TONES.indexOf(1000)
    await until(async () => {
      const levels = await page.evaluate(heard, TONES)
      const isRight = levels.every((level, i) => (i === wanted ? level > LOUD : level < SILENT))
      const shown = TONES.map((tone, i) => `${tone} Hz at ${levels[i]!.toFixed(3)}`)
      return isRight ? null : `the browser hears ${shown}`
    })
  })
})
