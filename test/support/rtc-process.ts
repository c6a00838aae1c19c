// A process of devices: real WebRTC clients that send tones and tell which tones they hear. In a process of its own,
// because the native library does not survive the end of its process, and because devices are to be killed.

import { createRequire } from 'node:module'
import { comeFirst } from './priority.ts'
import type { RtcRequest, Said } from './rtc.ts'

// Before the library makes its threads.
comeFirst()

// biome-ignore lint/suspicious/noExplicitAny: the types of the library want those of browsers
const wrtc: any = createRequire(import.meta.url)('@roamhq/wrtc')
const { RTCAudioSource, RTCAudioSink } = wrtc.nonstandard

const RATE = 48_000
/** Of one sum, in milliseconds. */
const WINDOW = 20
/** Milliseconds between two looks at how long packets wait. */
const DELAY_EVERY = 200

type Device = ReturnType<typeof createDevice>
const devices = new Map<string, Device>()

function createDevice(tones: readonly number[], relay: object | undefined) {
  return new DeviceState(tones, relay)
}

class DeviceState {
  // biome-ignore lint/suspicious/noExplicitAny: the library has no types
  readonly #connection: any
  // biome-ignore lint/suspicious/noExplicitAny: the library has no types
  readonly #track: any
  readonly levels: [at: number, ...amplitudes: number[]][] = []
  #tone: number | null = null
  #transceiver: { sender: { replaceTrack(track: unknown): Promise<void> }; direction: string } | null = null
  // biome-ignore lint/suspicious/noExplicitAny: the library has no types
  #sink: any = null
  readonly #timer: NodeJS.Timeout
  // How long packets wait for late ones before they are played; longer on a busy machine.
  readonly #delays: [at: number, delay: number][] = []
  readonly #watching: NodeJS.Timeout

  constructor(tones: readonly number[], relay: object | undefined) {
    this.#connection = new wrtc.RTCPeerConnection({ sdpSemantics: 'unified-plan', ...relay })
    const source = new RTCAudioSource()
    this.#track = source.createTrack()
    let phase = 0
    let sent = performance.now()
    this.#timer = setInterval(() => {
      for (; sent < performance.now(); sent += 10) {
        const samples = new Int16Array(RATE / 100)
        if (this.#tone !== null)
          for (let i = 0; i < samples.length; i++) {
            samples[i] = 0.5 * 32_767 * Math.sin(phase)
            phase += (2 * Math.PI * this.#tone) / RATE
          }
        source.onData({ samples, sampleRate: RATE, bitsPerSample: 16, channelCount: 1, numberOfFrames: 480 })
      }
    }, 5)
    let before = { jitterBufferDelay: 0, jitterBufferEmittedCount: 0 }
    this.#watching = setInterval(async () => {
      for (const [, now] of await this.#connection.getStats().catch(() => [])) {
        if (now.type !== 'inbound-rtp') continue
        const played = now.jitterBufferEmittedCount - before.jitterBufferEmittedCount
        const waited = now.jitterBufferDelay - before.jitterBufferDelay
        if (played > 0) this.#delays.push([Date.now(), (1_000 * waited) / played])
        before = now
      }
    }, DELAY_EVERY)
    this.#connection.ontrack = ({ track: heard }: { track: unknown }) => {
      this.#sink?.stop()
      this.#sink = new RTCAudioSink(heard)
      let window: number[] = []
      let rate = 0
      this.#sink.ondata = (data: { samples: Int16Array; sampleRate: number; channelCount: number }) => {
        // Both may change between two calls.
        if (data.sampleRate !== rate) window = []
        rate = data.sampleRate
        for (let i = 0; i < data.samples.length; i += data.channelCount)
          window.push(data.samples[i]! / 32_768)
        const length = (rate * WINDOW) / 1000
        while (window.length >= length) {
          const part = window.splice(0, length)
          this.levels.push([Date.now(), ...tones.map(frequency => goertzel(part, frequency, rate))])
          if (this.levels.length > 6_000) this.levels.shift()
          spread(this.levels)
        }
      }
    }
  }

  setTone(frequency: number | null) {
    this.#tone = frequency
  }

  async offer({ sends, restart = false }: { sends: boolean; restart?: boolean }) {
    if (!this.#transceiver) {
      this.#transceiver = this.#connection.addTransceiver(sends ? this.#track : 'audio', {
        direction: sends ? 'sendrecv' : 'recvonly',
      })
    } else if (sends) {
      await this.#transceiver.sender.replaceTrack(this.#track)
      this.#transceiver.direction = 'sendrecv'
    } else {
      await this.#transceiver.sender.replaceTrack(null)
      this.#transceiver.direction = 'recvonly'
    }
    await this.#connection.setLocalDescription(await this.#connection.createOffer({ iceRestart: restart }))
    await this.#gathered()
    return this.#connection.localDescription.sdp as string
  }

  async accept(sdp: string) {
    await this.#connection.setRemoteDescription({ type: 'answer', sdp })
  }

  async answer(sdp: string, sends: boolean) {
    await this.#connection.setRemoteDescription({ type: 'offer', sdp })
    if (sends) {
      this.#transceiver = this.#connection.getTransceivers()[0]
      await this.#transceiver!.sender.replaceTrack(this.#track)
      this.#transceiver!.direction = 'sendrecv'
    }
    await this.#connection.setLocalDescription(await this.#connection.createAnswer())
    await this.#gathered()
    return this.#connection.localDescription.sdp as string
  }

  state() {
    return this.#connection.connectionState as string
  }

  /** The most milliseconds that packets have waited since a moment, and a little before it. */
  delay(since: number) {
    return Math.max(
      0,
      ...this.#delays.filter(([at]) => at > since - 2 * DELAY_EVERY).map(([, delay]) => delay),
    )
  }

  close() {
    clearInterval(this.#timer)
    clearInterval(this.#watching)
    this.#sink?.stop()
    this.#connection.close()
  }

  #gathered() {
    return new Promise<void>(resolve => {
      const look = () => {
        if (this.#connection.iceGatheringState === 'complete') resolve()
      }
      this.#connection.addEventListener('icegatheringstatechange', look)
      look()
    })
  }
}

/**
 * On a busy machine this process has its turn late, and is then given several pieces at once: those were heard one after
 * the other before the last of them.
 */
function spread(levels: [at: number, ...amplitudes: number[]][]): void {
  for (let i = levels.length - 1; i > 0; i--) {
    const latest = levels[i]![0] - WINDOW
    if (levels[i - 1]![0] <= latest) return
    levels[i - 1]![0] = latest
  }
}

/** The amplitude of one frequency in a piece of sound, 1 for a full one. */
function goertzel(samples: readonly number[], frequency: number, rate: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / rate)
  let one = 0
  let two = 0
  for (const sample of samples) [one, two] = [sample + factor * one - two, one]
  const power = one * one + two * two - factor * one * two
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length
}

async function handle(wish: RtcRequest): Promise<unknown> {
  if (wish.do === 'create') {
    devices.set(wish.device, createDevice(wish.tones, wish.relay))
    return null
  }
  const device = devices.get(wish.device)!
  switch (wish.do) {
    case 'tone':
      return device.setTone(wish.tone)
    case 'offer':
      return device.offer(wish)
    case 'accept':
      return device.accept(wish.sdp)
    case 'answer':
      return device.answer(wish.sdp, wish.sends)
    case 'state':
      return device.state()
    case 'delay':
      return device.delay(wish.since)
    case 'levels':
      return device.levels.filter(([at]) => at >= wish.since)
    case 'close':
      devices.delete(wish.device)
      return device.close()
  }
}

process.on('message', async (message: { id: number; wish: RtcRequest }) => {
  const { id, wish } = message
  try {
    process.send!({ id, result: (await handle(wish)) ?? null } satisfies Said)
  } catch (error) {
    process.send!({ id, error: (error as Error).message } satisfies Said)
  }
})
process.on('disconnect', () => process.exit(0))
process.send!({ id: 0, result: 'ready' } satisfies Said)
