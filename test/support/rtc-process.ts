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
  const connection = new wrtc.RTCPeerConnection({ sdpSemantics: 'unified-plan', ...relay })
  const source = new RTCAudioSource()
  const track = source.createTrack()
  const levels: [at: number, ...amplitudes: number[]][] = []
  let tone: number | null = null
  let phase = 0
  let sent = performance.now()
  let transceiver: { sender: { replaceTrack(track: unknown): Promise<void> }; direction: string } | null =
    null
  // biome-ignore lint/suspicious/noExplicitAny: as above
  let sink: any = null

  const timer = setInterval(() => {
    for (; sent < performance.now(); sent += 10) {
      const samples = new Int16Array(RATE / 100)
      if (tone !== null)
        for (let i = 0; i < samples.length; i++) {
          samples[i] = 0.5 * 32_767 * Math.sin(phase)
          phase += (2 * Math.PI * tone) / RATE
        }
      source.onData({ samples, sampleRate: RATE, bitsPerSample: 16, channelCount: 1, numberOfFrames: 480 })
    }
  }, 5)

  // How long packets wait for late ones before they are played; longer on a busy machine.
  const delays: [at: number, delay: number][] = []
  let before = { jitterBufferDelay: 0, jitterBufferEmittedCount: 0 }
  const watching = setInterval(async () => {
    for (const [, now] of await connection.getStats().catch(() => [])) {
      if (now.type !== 'inbound-rtp') continue
      const played = now.jitterBufferEmittedCount - before.jitterBufferEmittedCount
      const waited = now.jitterBufferDelay - before.jitterBufferDelay
      if (played > 0) delays.push([Date.now(), (1_000 * waited) / played])
      before = now
    }
  }, DELAY_EVERY)

  connection.ontrack = ({ track: heard }: { track: unknown }) => {
    sink?.stop()
    sink = new RTCAudioSink(heard)
    let window: number[] = []
    let rate = 0
    sink.ondata = (data: { samples: Int16Array; sampleRate: number; channelCount: number }) => {
      // Both may change between two calls.
      if (data.sampleRate !== rate) window = []
      rate = data.sampleRate
      for (let i = 0; i < data.samples.length; i += data.channelCount) window.push(data.samples[i]! / 32_768)
      const length = (rate * WINDOW) / 1000
      while (window.length >= length) {
        const part = window.splice(0, length)
        levels.push([Date.now(), ...tones.map(frequency => goertzel(part, frequency, rate))])
        if (levels.length > 6_000) levels.shift()
        spread(levels)
      }
    }
  }

  const gathered = () =>
    new Promise<void>(resolve => {
      const look = () => {
        if (connection.iceGatheringState === 'complete') resolve()
      }
      connection.addEventListener('icegatheringstatechange', look)
      look()
    })

  return {
    levels,
    setTone(frequency: number | null) {
      tone = frequency
    },
    async offer({ sends, restart = false }: { sends: boolean; restart?: boolean }) {
      if (!transceiver) {
        transceiver = connection.addTransceiver(sends ? track : 'audio', {
          direction: sends ? 'sendrecv' : 'recvonly',
        })
      } else if (sends) {
        await transceiver.sender.replaceTrack(track)
        transceiver.direction = 'sendrecv'
      } else {
        await transceiver.sender.replaceTrack(null)
        transceiver.direction = 'recvonly'
      }
      await connection.setLocalDescription(await connection.createOffer({ iceRestart: restart }))
      await gathered()
      return connection.localDescription.sdp as string
    },
    async accept(sdp: string) {
      await connection.setRemoteDescription({ type: 'answer', sdp })
    },
    async answer(sdp: string, sends: boolean) {
      await connection.setRemoteDescription({ type: 'offer', sdp })
      if (sends) {
        transceiver = connection.getTransceivers()[0]
        await transceiver!.sender.replaceTrack(track)
        transceiver!.direction = 'sendrecv'
      }
      await connection.setLocalDescription(await connection.createAnswer())
      await gathered()
      return connection.localDescription.sdp as string
    },
    state: () => connection.connectionState as string,
    /** The most milliseconds that packets have waited since a moment, and a little before it. */
    delay: (since: number) =>
      Math.max(0, ...delays.filter(([at]) => at > since - 2 * DELAY_EVERY).map(([, delay]) => delay)),
    close() {
      clearInterval(timer)
      clearInterval(watching)
      sink?.stop()
      connection.close()
    },
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
