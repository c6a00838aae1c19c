// A room with people and devices on real gateways.

import { after, test as base, type TestContext } from 'node:test'
import { noSoundReason, startTestGateway, type TestGateway } from './gateway.ts'
import { raisePriority } from './priority.ts'
import { retryWhenStarved } from './retry-when-starved.ts'
import { startRtc } from './rtc.ts'
import { createRtcPerson } from './rtc-person.ts'
import { type Server, startServer } from './server.ts'

/** A test that is skipped where there can be no sound. */
export const soundTest = (name: string, run: (t: TestContext) => Promise<void>) =>
  base(name, { skip: noSoundReason ?? false }, t => retryWhenStarved(t, run))

const portOf = (url: string) => new URL(url).port

/** The settings of a process that uses these gateways. */
export function gatewaySettings(gateways: readonly TestGateway[], drain: TestGateway | null = null) {
  const hosts = gateways.map(({ url }) => `127.0.0.1:${portOf(url)}`)
  const admin = gateways.map(({ adminUrl }) => portOf(adminUrl)).join(',')
  const draining = drain ? `&drain=127.0.0.1:${portOf(drain.url)}` : ''
  return {
    SOUND_URL: `janus://${hosts.join(',')}?admin=${admin}${draining}`,
    SOUND_SECRET: gateways[0]!.secret,
    SOUND_RECORDINGS: gateways[0]!.recordings,
  }
}

/** Starts gateways, a backend and a process of devices. */
export async function startSoundScenario(t: Closing, settings: Record<string, string> = {}, count = 1) {
  raisePriority()
  const [first, rtc] = await Promise.all([startTestGateway(t, 'g0'), startRtc(t)])
  const gateways = [first]
  while (gateways.length < count)
    gateways.push(await startTestGateway(t, `g${gateways.length}`, first.secret))
  // Most people here have no socket, and nobody must leave a room for that.
  const grace = { PRESENCE_GRACE_MS: '120000' }
  const server: Server = await startServer(t, { ...gatewaySettings(gateways), ...grace, ...settings })
  return { gateways, gateway: first, server, rtc }
}

type Closing = Pick<TestContext, 'after'>
export type SoundScenario = Awaited<ReturnType<typeof startSoundScenario>>

/** One scenario for all tests of a file that leave it as it was. The first of them starts it. */
export function sharedSoundScenario(settings: Record<string, string> = {}): () => Promise<SoundScenario> {
  const closing: (() => unknown)[] = []
  let scenario: Promise<SoundScenario> | null = null
  after(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => {
    scenario ??= startSoundScenario({ after: close => void closing.push(close as () => unknown) }, settings)
    return scenario
  }
}

/** Opens a room with Ada as the host, and Bea and Cy as listeners. */
export async function openSoundRoom(scenario: SoundScenario, t: Closing) {
  const { server, rtc } = scenario
  const ada = await createRtcPerson(server, rtc, 'Ada', 450)
  const bea = await createRtcPerson(server, rtc, 'Bea', 1000)
  const cy = await createRtcPerson(server, rtc, 'Cy', 1650)
  t.after(() => Promise.all([ada, bea, cy].map(one => one.disconnectAll().catch(() => {}))))
  const { roomId } = await ada.act('openRoom', { title: 'Evening' })
  for (const one of [bea, cy]) await one.act('joinRoom', { roomId })
  return {
    ...scenario,
    ada,
    bea,
    cy,
    roomId: roomId as string,
    /** Brings a person on stage, by a raised hand. */
    async bringUp(one: typeof bea) {
      await one.act('raiseHand', { roomId })
      await ada.act('bringOnStage', { roomId, personId: one.id })
    },
  }
}

export const startSoundRoomScenario = async (
  t: TestContext,
  settings: Record<string, string> = {},
  count = 1,
) => openSoundRoom(await startSoundScenario(t, settings, count), t)
