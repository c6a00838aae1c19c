// A process of devices: real WebRTC clients that send tones and measure the tones that they hear. They have a process of
// their own because the native library crashes when its process ends, and because tests kill devices.

import { raisePriority } from './priority.ts'
import type { RtcReply, RtcRequest } from './rtc.ts'

// Before the library starts its threads.
raisePriority()

// biome-ignore lint/suspicious/noExplicitAny: the types of the library want those of browsers
const { default: wrtc }: any = await import('@roamhq/wrtc')
const { RTCAudioSource, RTCAudioSink } = wrtc.nonstandard

const RATE = 48_000
/** How long a piece of sound is over which levels are summed, in milliseconds. */
const WINDOW_MS = 20
/** How often, in milliseconds, it is measured how long packets wait. */
const DELAY_INTERVAL_MS = 200

type Device = ReturnType<typeof createDevice>
const devices = new Map<string, Device>()

/** Sends silence, or a tone. */
// biome-ignore lint/suspicious/noExplicitAny: as above
function startSending(source: any) {
  let tone: number | null = null
  let phase = 0
  let sentUntil = performance.now()
  const timer = setInterval(() => {
    for (; sentUntil < performance.now(); sentUntil += 10) {
      const samples = new Int16Array(RATE / 100)
      if (tone !== null)
        for (let i = 0; i < samples.length; i++) {
          samples[i] = 0.5 * 32_767 * Math.sin(phase)
          phase += (2 * Math.PI * tone) / RATE
        }
      source.onData({ samples, sampleRate: RATE, bitsPerSample: 16, channelCount: 1, numberOfFrames: 480 })
    }
  }, 5)
  return {
    setTone(frequency: number | null) {
      tone = frequency
    },
    stop: () => clearInterval(timer),
  }
}

/** Measures how long packets wait for late ones before they are played: longer on a busy machine. */
// biome-ignore lint/suspicious/noExplicitAny: as above
function watchDelays(connection: any) {
  const delays: [at: number, delay: number][] = []
  let before = { jitterBufferDelay: 0, jitterBufferEmittedCount: 0 }
  const timer = setInterval(async () => {
    for (const [, now] of await connection.getStats().catch(() => [])) {
      if (now.type !== 'inbound-rtp') continue
      const played = now.jitterBufferEmittedCount - before.jitterBufferEmittedCount
      const waited = now.jitterBufferDelay - before.jitterBufferDelay
      if (played > 0) delays.push([Date.now(), (1_000 * waited) / played])
      before = now
    }
  }, DELAY_INTERVAL_MS)
  return {
    /** The longest that packets have waited since a moment, and a little before it, in milliseconds. */
    longestSince: (since: number) =>
      Math.max(0, ...delays.filter(([at]) => at > since - 2 * DELAY_INTERVAL_MS).map(([, delay]) => delay)),
    stop: () => clearInterval(timer),
  }
}

type Levels = [at: number, ...amplitudes: number[]][]

/** Adds to `levels` how loud each of the tones is in what the connection hears. */
// biome-ignore lint/suspicious/noExplicitAny: as above
function measureTones(connection: any, tones: readonly number[], levels: Levels) {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  let sink: any = null
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
      const length = (rate * WINDOW_MS) / 1000
      while (window.length >= length) {
        const part = window.splice(0, length)
        levels.push([Date.now(), ...tones.map(frequency => goertzel(part, frequency, rate))])
        if (levels.length > 6_000) levels.shift()
        spread(levels)
      }
    }
  }
  return { stop: () => sink?.stop() }
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function candidatesGathered(connection: any): Promise<void> {
  return new Promise(resolve => {
    const check = () => {
      if (connection.iceGatheringState === 'complete') resolve()
    }
    connection.addEventListener('icegatheringstatechange', check)
    check()
  })
}

type Transceiver = { sender: { replaceTrack(track: unknown): Promise<void> }; direction: string }

function createDevice(tones: readonly number[], relay: object | undefined) {
  const connection = new wrtc.RTCPeerConnection({ sdpSemantics: 'unified-plan', ...relay })
  const source = new RTCAudioSource()
  const track = source.createTrack()
  const levels: Levels = []
  const sending = startSending(source)
  const delays = watchDelays(connection)
  const measuring = measureTones(connection, tones, levels)
  let transceiver: Transceiver | null = null

  return {
    levels,
    setTone: sending.setTone,
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
      await candidatesGathered(connection)
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
      await candidatesGathered(connection)
      return connection.localDescription.sdp as string
    },
    state: () => connection.connectionState as string,
    delay: delays.longestSince,
    close() {
      sending.stop()
      delays.stop()
      measuring.stop()
      connection.close()
    },
  }
}

/**
 * A busy machine runs this process late and gives it several pieces at once. They were heard one after the other, before the
 * last of them.
 */
function spread(levels: [at: number, ...amplitudes: number[]][]): void {
  for (let i = levels.length - 1; i > 0; i--) {
    const latest = levels[i]![0] - WINDOW_MS
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

async function handleRequest(request: RtcRequest): Promise<unknown> {
  if (request.do === 'create') {
    devices.set(request.device, createDevice(request.tones, request.relay))
    return null
  }
  const device = devices.get(request.device)!
  switch (request.do) {
    case 'tone':
      return device.setTone(request.tone)
    case 'offer':
      return device.offer(request)
    case 'accept':
      return device.accept(request.sdp)
    case 'answer':
      return device.answer(request.sdp, request.sends)
    case 'state':
      return device.state()
    case 'delay':
      return device.delay(request.since)
    case 'levels':
      return device.levels.filter(([at]) => at >= request.since)
    case 'close':
      devices.delete(request.device)
      return device.close()
  }
}

process.on('message', async (message: { id: number; request: RtcRequest }) => {
  const { id, request } = message
  try {
    process.send!({ id, result: (await handleRequest(request)) ?? null } satisfies RtcReply)
  } catch (error) {
    process.send!({ id, error: (error as Error).message } satisfies RtcReply)
  }
})
process.on('disconnect', () => process.exit(0))
process.send!({ id: 0, result: 'ready' } satisfies RtcReply)
