// A room on a Janus gateway: an AudioBridge room for those who may be heard, and a Streaming mountpoint for listeners.

import { createHmac } from 'node:crypto'
import { basename, dirname } from 'node:path'
import type { RoomId } from '../../commands/ids.ts'
import { type Address, type ConnectionId, GatewayFault, type GatewayRoom } from './audio-gateway.ts'
import { AUDIOBRIDGE, STREAM, unless } from './janus-faults.ts'
import type { Told } from './janus-link.ts'
import {
  COST,
  createJanusSession,
  type JanusSessionOptions,
  PACKET,
  TALKING_PACKETS,
} from './janus-session.ts'

export type JanusRoomOptions = Omit<JanusSessionOptions, 'number'> & {
  readonly secret: string
  readonly roomId: RoomId
  readonly epoch: number
  /** Of the gateway, for feeds from elsewhere. */
  readonly host: string
  /** Packets that wait for late ones before they are mixed, 20 ms each. */
  readonly prebuffer: number
  /** A file or folder as the gateway is told of it. */
  pathOf(path: string): string
}

const SAMPLE_RATE = 48_000
/** Said talking above this level (0 is the loudest, 127 silence) after so many packets, silent after as many below. */
const TALKING = { audio_level_average: 45, audio_active_packets: TALKING_PACKETS }
const LOOPBACK = '127.0.0.1'

export function createJanusRoom(options: JanusRoomOptions): GatewayRoom {
  const { link, roomId, epoch, host, taken } = options
  const derive = (what: string) => createHmac('sha256', options.secret).update(what).digest()
  const secret = derive(`secret ${roomId}`).toString('base64url')
  const pin = derive(`pin ${roomId}`).toString('base64url')
  // JavaScript's numbers, and janode's, have 53 bits.
  const number = Number(derive(`session ${roomId} ${epoch}`).readBigUInt64BE() >> 12n) + 1
  const room = { room: roomId, secret }
  const keys = { secret, admin_key: options.secret }

  const session = createJanusSession({ link, number, happened: options.happened, taken })
  const { connections, connected, connect, drop } = session
  let recording = false

  const bridge = (body: object) => link.ask(session.manager(AUDIOBRIDGE), AUDIOBRIDGE, body)
  const stream = (body: object) => link.ask(session.manager(STREAM), STREAM, body)

  async function begin(): Promise<void> {
    const how = await session.begin()
    if (how !== 'already') recording = how === 'old'
  }

  /** It gives up by itself where it cannot write. */
  async function stillRecords(): Promise<boolean> {
    const { list } = (await bridge({ request: 'list', ...keys })).data as { list: readonly ListedRoom[] }
    return list.some(listed => listed.room === roomId && listed.record)
  }

  /** A connection that could not be begun leaves nothing behind. */
  async function begun(id: ConnectionId, asking: Promise<Told>): Promise<string> {
    try {
      const { jsep } = await asking
      if (!jsep) throw new GatewayFault('refused', 'the gateway answered without SDP')
      return jsep.sdp
    } catch (error) {
      await drop(id).catch(() => {})
      throw error
    }
  }

  const absent = async <T>(asking: Promise<T>): Promise<T | null> => {
    try {
      return await asking
    } catch (error) {
      if (error instanceof GatewayFault && error.kind === 'missing') return null
      throw error
    }
  }

  return {
    async look() {
      await begin()
      const listed = await absent(bridge({ request: 'listparticipants', ...room }))
      const fed = await absent(stream({ request: 'info', id: roomId, secret }))
      const sent = listed && (await absent(bridge({ request: 'listforwarders', ...room })))
      const participants = (listed?.data.participants ?? []) as Participant[]
      for (const { id, muted = false, talking = false } of participants) {
        const known = connections.get(id)
        if (known) Object.assign(known, { muted, talking })
      }
      for (const [id, { kind }] of connections)
        if (kind === 'bridge' && !participants.some(participant => participant.id === id)) await drop(id)
      recording &&= await stillRecords()
      const { media = [], host: at } = (fed?.data.info ?? {}) as StreamInfo
      const port = media[0]?.port
      return {
        fresh: session.wasFresh(),
        bridge: listed !== null,
        stream: port ? { host: at ?? host, port } : null,
        forwards: ((sent?.data.rtp_forwarders ?? []) as Forwarder[]).map(({ ip, port }) => ({
          host: ip,
          port,
        })),
        recording,
        connections: [...connections].map(([id, { handle, ...state }]) => ({ id, ...state })),
      }
    },

    async openBridge() {
      const request = {
        request: 'create',
        ...room,
        pin,
        admin_key: options.secret,
        permanent: false,
        is_private: true,
        sampling_rate: SAMPLE_RATE,
        default_prebuffering: options.prebuffer,
        audiolevel_ext: true,
        audiolevel_event: true,
        ...TALKING,
        record: false,
      }
      await unless('exists', bridge(request))
      taken(COST.room)
    },

    async openStream(local) {
      const iface = local ? LOOPBACK : host
      const media = [{ type: 'audio', mid: 'a', port: 0, iface, pt: 111, codec: 'opus' }]
      const request = { request: 'create', type: 'rtp', id: roomId, ...keys, pin, is_private: true, media }
      await unless('exists', stream(request))
      const { info } = (await stream({ request: 'info', id: roomId, secret })).data as { info: StreamInfo }
      return { host: info.host ?? iface, port: info.media![0]!.port }
    },
    closeStream: () =>
      unless('missing', stream({ request: 'destroy', id: roomId, secret, permanent: false })),

    async forward(to) {
      const listed = await bridge({ request: 'listforwarders', ...room })
      const known = (listed.data.rtp_forwarders ?? []) as Forwarder[]
      if (known.some(one => one.ip === to.host && one.port === to.port)) return
      await bridge({
        request: 'rtp_forward',
        ...room,
        ...keys,
        host: to.host,
        port: to.port,
        ptype: 111,
        codec: 'opus',
        // Silence is sent as well: it keeps the listeners' clocks running.
        always_on: true,
      })
    },
    async endForward(to) {
      const listed = await absent(bridge({ request: 'listforwarders', ...room }))
      const known = ((listed?.data.rtp_forwarders ?? []) as Forwarder[]).filter(same(to))
      for (const { stream_id } of known)
        await unless('missing', bridge({ request: 'stop_rtp_forward', ...room, ...keys, stream_id }))
    },

    async join(id, muted, offer) {
      const handle = await connect(id, 'bridge', muted)
      const body = {
        request: 'join',
        room: roomId,
        pin,
        id,
        muted,
        ...(offer === null && { generate_offer: true }),
      }
      return begun(id, link.ask(handle, AUDIOBRIDGE, body, offer === null ? undefined : jsep('offer', offer)))
    },
    async watch(id) {
      const handle = await connect(id, 'stream', true)
      return begun(id, link.ask(handle, STREAM, { request: 'watch', id: roomId, pin }))
    },
    async answer(id, sdp) {
      const { kind, handle } = connected(id)
      const [plugin, request] =
        kind === 'bridge' ? ([AUDIOBRIDGE, 'configure'] as const) : ([STREAM, 'start'] as const)
      await link.ask(handle, plugin, { request }, jsep('answer', sdp))
    },
    async renegotiate(id, offer) {
      const { kind, handle } = connected(id)
      if (kind === 'stream') throw new GatewayFault('refused', 'a stream takes no offers')
      const { jsep: answer } = await link.ask(
        handle,
        AUDIOBRIDGE,
        { request: 'configure' },
        jsep('offer', offer),
      )
      if (!answer) throw new GatewayFault('refused', 'the gateway answered without SDP')
      return answer.sdp
    },
    async trickle(id, candidates) {
      const { handle } = connected(id)
      const some = candidates.filter(candidate => candidate !== null)
      if (some.length > 0) await link.say(handle, { janus: 'trickle', candidates: some })
      if (some.length < candidates.length)
        await link.say(handle, { janus: 'trickle', candidate: { completed: true } })
    },
    async mute(id, muted) {
      const connection = connected(id)
      await bridge({ request: muted ? 'mute' : 'unmute', ...room, id })
      connection.muted = muted
    },
    drop,

    async record(name) {
      const [folder, file] = [options.pathOf(dirname(name)), `${basename(name)}.wav`]
      // Its mixer opens the file by itself some milliseconds later, and gives up for good where there is no such folder:
      // it makes one that it is told of. Without a name for each start, the file of the one before would be overwritten.
      const where = { record_dir: folder, record_file: file }
      await bridge({ request: 'enable_recording', ...room, record: true, ...where })
      // What is mixed now was spoken so many packets ago, and in one more before it was sent.
      const startedAt = Date.now() - (options.prebuffer + 1) * PACKET
      recording = true
      await bridge({ request: 'enable_mjrs', ...room, mjrs: true, mjrs_dir: folder })
      return { path: `${name}.wav`, sampleRate: SAMPLE_RATE, startedAt }
    },
    async endRecording() {
      await unless('missing', bridge({ request: 'enable_mjrs', ...room, mjrs: false }))
      await unless('missing', bridge({ request: 'enable_recording', ...room, record: false }))
      recording = false
    },

    async remove() {
      await begin()
      // The mix first: from then on nobody is heard, by whichever way.
      await unless('missing', bridge({ request: 'destroy', ...room, permanent: false }))
      await unless('missing', stream({ request: 'destroy', id: roomId, secret, permanent: false }))
      taken(-COST.room)
      await session.destroy()
    },
    letGo: session.letGo,
  }
}

const jsep = (type: 'offer' | 'answer', sdp: string) => ({ type, sdp })

const same = (to: Address) => (forwarder: Forwarder) => forwarder.ip === to.host && forwarder.port === to.port

type Participant = { readonly id: ConnectionId; readonly muted?: boolean; readonly talking?: boolean }
type ListedRoom = { readonly room: string; readonly record: boolean }
type Forwarder = { readonly stream_id: number; readonly ip: string; readonly port: number }
type StreamInfo = { readonly host?: string; readonly media?: readonly { readonly port: number }[] }
