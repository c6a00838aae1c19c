// A room with people and devices on gateways of its own, for the tests of the sound.

import { after, test as base, type TestContext } from 'node:test'
import { noSound, startTestGateway, type TestGateway } from './gateway.ts'
import { person } from './listening.ts'
import { comeFirst } from './priority.ts'
import { undisturbed } from './retry-when-starved.ts'
import { startRtc } from './rtc.ts'
import { type Server, startServer } from './server.ts'

/** Runs where there can be sound. */
export const soundTest = (name: string, run: (t: TestContext) => Promise<void>) =>
  base(name, { skip: noSound ?? false }, t => undisturbed(t, run))

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

/** Gateways, a backend and a process of devices. */
export async function startHouse(t: Closing, settings: Record<string, string> = {}, count = 1) {
  comeFirst()
  const [first, rtc] = await Promise.all([startTestGateway(t, 'g0'), startRtc(t)])
  const gateways = [first]
  while (gateways.length < count)
    gateways.push(await startTestGateway(t, `g${gateways.length}`, first.secret))
  // Most people here hold no socket, and nobody is to leave a room for that.
  const grace = { PRESENCE_GRACE_MS: '120000' }
  const server: Server = await startServer(t, { ...settingsFor(gateways), ...grace, ...settings })
  return { gateways, gateway: first, server, rtc }
}

type Closing = Pick<TestContext, 'after'>
export type SoundRoom = Awaited<ReturnType<typeof startHouse>>

/** One house for all tests of a file that leave it as it was: begun by the first of them. */
export function sharedHouse(settings: Record<string, string> = {}): () => Promise<SoundRoom> {
  const closing: (() => unknown)[] = []
  let house: Promise<SoundRoom> | null = null
  after(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => {
    house ??= startHouse({ after: close => void closing.push(close as () => unknown) }, settings)
    return house
  }
}

/** A room in it: Ada hosts; Bea and Cy are there. */
export async function gatherListeners(house: SoundRoom, t: Closing) {
  const { server, rtc } = house
  const ada = await person(server, rtc, 'Ada', 450)
  const bea = await person(server, rtc, 'Bea', 1000)
  const cy = await person(server, rtc, 'Cy', 1650)
  t.after(() => Promise.all([ada, bea, cy].map(one => one.goHome().catch(() => {}))))
  const { roomId } = await ada.act('openRoom', { title: 'Evening' })
  for (const one of [bea, cy]) await one.act('joinRoom', { roomId })
  return {
    ...house,
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

export const soundRoom = async (t: TestContext, settings: Record<string, string> = {}, count = 1) =>
  gatherListeners(await startHouse(t, settings, count), t)
