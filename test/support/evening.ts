// A room with people and devices on gateways of its own, for the tests of the sound.

import { test as base, type TestContext } from 'node:test'
import { noSound, startTestGateway, type TestGateway } from './gateway.ts'
import { person } from './listening.ts'
import { startRtc } from './rtc.ts'
import { type Server, startServer } from './server.ts'

/** Runs where there can be sound. */
export const soundTest = (name: string, run: (t: TestContext) => Promise<void>) =>
  base(name, { skip: noSound ?? false }, run)

const portOf = (url: string) => new URL(url).port

/** What a process needs to know of gateways that are there already. */
export function settingsFor(gateways: readonly TestGateway[], drain: TestGateway | null = null) {
  const hosts = gateways.map(({ url }) => `127.0.0.1:${portOf(url)}`)
  const admin = gateways.map(({ adminUrl }) => portOf(adminUrl)).join(',')
  const draining = drain ? `&drain=127.0.0.1:${portOf(drain.url)}` : ''
  return {
    SOUND_URL: `janus://${hosts.join(',')}?admin=${admin}${draining}`,
    SOUND_SECRET: gateways[0]!.secret,
    SOUND_RECORDINGS: gateways[0]!.recordings,
  }
}

/** Ada hosts; Bea and Cy are in the room. */
export async function evening(t: TestContext, settings: Record<string, string> = {}, count = 1) {
  const gateways: TestGateway[] = []
  for (let i = 0; i < count; i++) gateways.push(await startTestGateway(t, `g${i}`, gateways[0]?.secret))
  const server = await startServer(t, { ...settingsFor(gateways), ...settings })
  const rtc = await startRtc(t)
  const ada = await person(server, rtc, 'Ada', 450)
  const bea = await person(server, rtc, 'Bea', 1000)
  const cy = await person(server, rtc, 'Cy', 1650)
  const { roomId } = await ada.act('openRoom', { title: 'Evening' })
  for (const one of [bea, cy]) await one.act('joinRoom', { roomId })
  return {
    gateways,
    gateway: gateways[0]!,
    server: server as Server,
    rtc,
    ada,
    bea,
    cy,
    roomId: roomId as string,
    /** By a raised hand. */
    async bringUp(one: typeof bea) {
      await one.act('raiseHand', { roomId })
      await ada.act('bringOnStage', { roomId, personId: one.id })
    },
  }
}
