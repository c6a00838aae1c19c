// The compared servers of the sound benchmark: the whole backend, and a script over janode.

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { JanusProcess } from '../src/audio-gateway/janus-process.ts'
import { SECRET, type ServedProcess, serve, token } from './served.ts'
import type { PeerRequest } from './sound-peer.ts'

export type Mode = 'bridge' | 'stream'
/** `handle` names the connection in later requests. */
export type BenchAdmission = { readonly handle: unknown; readonly sdp: string }

/** Devices are numbered. Device 0 speaks. */
export type SoundServers = Pick<ServedProcess, 'asked' | 'stop'> & {
  /** With an offer, connects to the bridge and resolves to the answer. Without one, resolves to the offer of the stream. */
  connect(device: number, offer: string | null): Promise<BenchAdmission>
  answer(device: number, handle: unknown, sdp: string): Promise<void>
  /** Ends the candidates. */
  trickle(device: number, handle: unknown): Promise<void>
  /** Adds people to the room. */
  admit(listeners: number): Promise<void>
}

export type Opening = {
  readonly own: string
  readonly gateway: Pick<JanusProcess, 'url' | 'adminUrl' | 'secret'>
  readonly listeners: number
}

type Payload = { readonly rejection: { readonly code: string } | null; readonly [field: string]: unknown }

/** Above `listeners` listeners, new ones get the stream. */
export async function openRostrum({ own, gateway, listeners }: Opening): Promise<SoundServers> {
  const port = (url: string) => new URL(url).port
  const server = await serve('../src/main.ts', [], {
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: own,
    AUTH_SHARED_SECRET: SECRET,
    ALLOWANCE_SCALE: '1000000',
    // All clients of a benchmark are of one address.
    MAX_UNINITIALISED_SOCKETS_PER_ADDRESS: '1000000',
    PRESENCE_GRACE_MS: '86400000',
    SOUND_URL: `janus://127.0.0.1:${port(gateway.url)}?admin=${port(gateway.adminUrl)}`,
    SOUND_SECRET: gateway.secret,
    SOUND_STREAM_ABOVE: String(listeners),
    SOUND_CAPACITY: '1000000',
    SOUND_RECORDINGS: join(own, 'recordings'),
  })
  while (!(await fetch(new URL('/readyz', server.url))).ok) await pause(50)
  const tokens: string[] = []
  const roomId = randomUUID()

  async function act(
    device: number,
    name: string,
    input: object,
    fields = '',
    patience = 5_000,
  ): Promise<Payload> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { rejection { code } ${fields} } }`
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[device]}` },
      body: JSON.stringify({ query, variables: { input } }),
    })
    const { data, errors } = (await response.json()) as { data: Record<string, Payload>; errors?: unknown }
    if (errors) throw new Error(`${name} was answered with ${JSON.stringify(errors)}`)
    const payload = data[name]!
    // The room may not have a gateway yet.
    if (payload.rejection?.code === 'NO_SOUND' && patience > 0) {
      await pause(20)
      return act(device, name, input, fields, patience - 20)
    }
    if (payload.rejection) throw new Error(`${name} was rejected: ${payload.rejection.code}`)
    return payload
  }

  return {
    asked: server.asked,
    stop: server.stop,
    async admit(count) {
      for (let i = 0; i < count; i++) {
        const device = tokens.push(await token()) - 1
        await act(device, 'register', { name: `Person ${device}` })
        if (device === 0) await act(device, 'openRoom', { roomId, title: 'Evening' })
        else await act(device, 'joinRoom', { roomId })
      }
    },
    connect: (device, sdp) =>
      act(device, 'connectSound', { roomId, sdp }, 'handle sdp') as Promise<Payload & BenchAdmission>,
    async answer(device, handle, sdp) {
      await act(device, 'answerSound', { handle, sdp })
    },
    async trickle(device, handle) {
      await act(device, 'trickle', { handle, candidates: [null] })
    },
  }
}

export async function openPeer({ gateway }: Opening): Promise<SoundServers> {
  const server = await serve('sound-peer.ts', [gateway.url, gateway.secret], {})
  async function ask(request: PeerRequest) {
    const response = await fetch(server.url, { method: 'POST', body: JSON.stringify(request) })
    return (await response.json()) as { handle: number; sdp: string }
  }
  return {
    asked: server.asked,
    stop: server.stop,
    async admit() {},
    connect: (device, sdp) =>
      ask(sdp === null ? { ask: 'watch' } : { ask: 'join', sdp, muted: device !== 0 }),
    async answer(_, handle, sdp) {
      await ask({ ask: 'answer', handle: handle as number, sdp })
    },
    async trickle(_, handle) {
      await ask({ ask: 'trickle', handle: handle as number })
    },
  }
}
