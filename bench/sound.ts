// Measures how soon a device hears the room, and what that costs the backend and the gateway.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startJanusProcess } from '../src/audio-gateway/janus-process.ts'
import { systemTime } from '../src/support/time.ts'
import { LOUD, type RtcDevice, startRtc } from '../test/support/rtc.ts'
import { until } from '../test/support/until.ts'
import { quietLogger } from './full-room.ts'
import { type BenchPart, type BenchSetup, type Measures, percentile } from './part.ts'
import { CORES } from './run.ts'
import { type Mode, type Opening, openPeer, openRostrum, type SoundServers } from './sound-servers.ts'

const TONE = 450
/** The unit of CPU times in /proc, on every architecture that Node supports. */
const TICKS_PER_SECOND = 100

/** Seconds of CPU that a process and its threads have used. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

type Cleanup = { after(work: () => unknown): void }

async function startBenchGateway(t: Cleanup) {
  // The gateway runs without rights and cannot enter the folders of the benchmark.
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-bench-janus-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const gateway = await startJanusProcess({
    name: 'bench',
    folder: join(folder, 'sound'),
    recordings: join(folder, 'recordings'),
    address: null,
    publicAddress: null,
    ports: '20000-29999',
    logger: quietLogger,
    path: process.env.PATH ?? '',
    time: systemTime,
  })
  if (!gateway?.pid) throw new Error('no janus is installed here (Debian: apt-get install janus)')
  t.after(() => gateway.stop())
  if (CORES) spawnSync('taskset', ['-a', '-c', '-p', String(CORES.measured), String(gateway.pid)])
  const { url, adminUrl, secret, pid } = gateway
  return { url, adminUrl, secret, pid }
}

type RunOptions = {
  readonly server: SoundServers
  readonly rtc: Awaited<ReturnType<typeof startRtc>>
  readonly gatewayPid: number
  readonly listeners: number
  /** How long, in milliseconds, CPU is measured while nobody connects. */
  readonly idleMs: number
}

/** One run: connects devices one after another and measures what they cost. */
class SoundRun {
  readonly #options: RunOptions
  readonly #hearing: RtcDevice[] = []
  #devices = 0

  constructor(options: RunOptions) {
    this.#options = options
  }

  async connect(mode: Mode, tone: typeof TONE | null = null): Promise<RtcDevice> {
    const { server, rtc } = this.#options
    const number = this.#devices++
    const device = await rtc.device(tone)
    if (mode === 'bridge') {
      const { handle, sdp } = await server.connect(number, await device.offer(tone !== null))
      await device.accept(sdp)
      await server.trickle(number, handle)
    } else {
      const { handle, sdp } = await server.connect(number, null)
      await server.answer(number, handle, await device.answer(sdp))
      await server.trickle(number, handle)
    }
    return device
  }

  async measure(mode: Mode) {
    const { server, listeners } = this.#options
    await this.#timeToHear(mode)
    const before = await this.#idleCpu()
    const [usage, startedAt] = [await server.asked(), performance.now()]
    const latencies: number[] = []
    for (let i = 0; i < listeners; i++) latencies.push(await this.#timeToHear(mode))
    const cpu = (await server.asked()).cpu - usage.cpu
    const seconds = (performance.now() - startedAt) / 1_000
    const after = await this.#idleCpu()
    // Devices that stay would take CPU from later ones.
    for (const device of this.#hearing.splice(0)) await device.close()
    return {
      half: percentile(latencies, 50),
      most: percentile(latencies, 90),
      gateway: (after.gateway - before.gateway) / listeners,
      // Without what the process uses when nobody connects.
      backend: (cpu / 1_000 - after.backend * seconds * 1_000) / listeners,
    }
  }

  /** Milliseconds from the request until the tone is heard. */
  async #timeToHear(mode: Mode): Promise<number> {
    const startedAt = Date.now()
    const device = await this.connect(mode)
    this.#hearing.push(device)
    let heardAt = Number.NaN
    await until(async () => {
      heardAt = (await device.levels(startedAt)).find(level => level[1]! > LOUD)?.[0] ?? Number.NaN
      return heardAt > 0 ? null : `nothing is heard of the ${mode}`
    })
    return heardAt - startedAt
  }

  /** CPU while nobody connects: of the gateway in percent of a core, of the backend in cores. */
  async #idleCpu() {
    const { server, gatewayPid, idleMs } = this.#options
    await pause(idleMs / 5)
    const [gatewayBefore, backendBefore, startedAt] = [
      cpuSeconds(gatewayPid),
      await server.asked(),
      performance.now(),
    ]
    await pause(idleMs)
    const [gatewayAfter, backendAfter] = [cpuSeconds(gatewayPid), await server.asked()]
    const seconds = (performance.now() - startedAt) / 1_000
    return {
      gateway: ((gatewayAfter - gatewayBefore) / seconds) * 100,
      backend: (backendAfter.cpu - backendBefore.cpu) / 1e6 / seconds,
    }
  }
}

async function run(
  open: (opening: Opening) => Promise<SoundServers>,
  { quick, own }: BenchSetup,
): Promise<Measures> {
  const listeners = quick ? 1 : 8
  const idleMs = quick ? 200 : 8_000
  const cleanups: (() => unknown)[] = []
  const t: Cleanup = { after: work => void cleanups.push(work) }
  try {
    const gateway = await startBenchGateway(t)
    const rtc = await startRtc(t as never)
    // One more listener on the bridge, whose connection is not measured.
    const server = await open({ own, gateway, listeners: listeners + 1 })
    t.after(() => server.stop())
    const soundRun = new SoundRun({ server, rtc, gatewayPid: gateway.pid, listeners, idleMs })
    await server.admit(1 + listeners + 1)
    await soundRun.connect('bridge', TONE)
    const bridge = await soundRun.measure('bridge')
    await server.admit(listeners + 1)
    const stream = await soundRun.measure('stream')
    return Object.fromEntries(
      Object.entries({ bridge, stream }).flatMap(([mode, figures]) =>
        Object.entries(figures).map(([name, figure]) => [`${mode} ${name}`, figure]),
      ),
    )
  } finally {
    for (const work of cleanups.reverse()) await work()
  }
}

const OURS = 'Rostrum'
const PEER = 'janode alone'
const ratio = (text: string, measure: string) => ({
  text: `${text}, ${OURS} / ${PEER}`,
  measure,
  of: OURS,
  to: PEER,
})

export const soundBench: BenchPart = {
  name: 'sound',
  title: 'Being let into the sound of a room',
  method: `
One person speaks. Eight devices come one after another, first on the bridge (a mix for each), then behind the stream. The next
device comes when the last one has heard the speaker. Devices are real WebRTC clients in one process, on the core of the load.

| column | meaning |
| --- | --- |
| \`ms to hear\` | from the request for sound until the device hears the speaker's tone, with ICE, DTLS, buffers and the device's own work. On the bridge the device makes the offer, which is ready. For the stream the gateway makes it |
| backend | CPU of one connection, without what an idle process uses |
| gateway | growth of Janus' CPU for each listening device, as a part of one core |

Rostrum is the whole backend over HTTP: it authenticates the person and authorizes them by the room's events. The peer is an HTTP server of
node with janode and its plugins, which passes on what it gets. Both share their core with the same Janus.`,
  variants: [
    { name: OURS, run: setup => run(openRostrum, setup) },
    { name: PEER, run: setup => run(openPeer, setup) },
  ],
  columns: (['bridge', 'stream'] as const).flatMap(mode => [
    { measure: `${mode} half`, heading: `${mode}: p50 ms to hear`, digits: 0 },
    { measure: `${mode} most`, heading: 'p90', digits: 0 },
    { measure: `${mode} backend`, heading: 'ms CPU, backend', digits: 1 },
    { measure: `${mode} gateway`, heading: '% of a core, gateway', digits: 2 },
  ]),
  ratios: [
    ratio('ms to hear, bridge', 'bridge half'),
    ratio('ms to hear, stream', 'stream half'),
    ratio('backend, bridge', 'bridge backend'),
    ratio('backend, stream', 'stream backend'),
  ],
  aims: [
    {
      text: 'a listener on the bridge takes at most what capacity is planned by: 1 % of a core',
      of: { variant: OURS, measure: 'bridge gateway' },
      most: 1,
    },
    {
      text: 'a listener of the stream: 0.25 %',
      of: { variant: OURS, measure: 'stream gateway' },
      most: 0.25,
    },
  ],
  rounds: 3,
  loads: true,
}
