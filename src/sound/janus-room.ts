// A room on a Janus gateway: an AudioBridge room for those who may be heard, a Streaming mountpoint for listeners, in one
// session, whose number is derived from the room and the epoch so that whoever comes after a restart can take it up.

import { createHmac } from 'node:crypto'
import janode, { type Session } from 'janode'
import type { RoomId } from '../../commands/ids.ts'
import { AUDIOBRIDGE, type Plugin, STREAM, unless } from './janus-faults.ts'
import type { Link, PluginHandle, Told } from './janus-link.ts'
import {
  type Address,
  type ConnectionId,
  type ConnectionKind,
  type Ending,
  GatewayFault,
  type GatewayRoom,
  type Happening,
} from './sound.ts'

export type JanusRoomOptions = {
  readonly link: Link
  readonly secret: string
  readonly roomId: RoomId
  readonly epoch: number
  /** Of the gateway, for feeds from elsewhere. */
  readonly host: string
  /** Packets that wait for late ones before they are mixed, 20 ms each. */
  readonly prebuffer: number
  happened(happening: Happening): void
  /** How much more there is to do for the gateway, in listeners of the bridge. */
  taken(load: number): void
}

type Connected = { readonly kind: ConnectionKind; readonly handle: PluginHandle; muted: boolean; up: boolean }

const SAMPLE_RATE = 48_000
/** What each costs the gateway, in listeners of a bridge: measured, see docs/operations/sound.md. */
export const COST = { room: 1.2, bridge: 1, stream: 0.25 } as const
/** Said talking above this level (0 is the loudest, 127 silence) after so many packets, silent after as many below. */
const TALKING = { audio_level_average: 45, audio_active_packets: 10 }
const ENDINGS: Readonly<Record<string, Ending>> = { 'DTLS alert': 'own', 'ICE failed': 'vanished' }
const LOOPBACK = '127.0.0.1'

export function createJanusRoom(options: JanusRoomOptions): GatewayRoom {
  const { link, roomId, epoch, host, happened, taken } = options
  const derive = (what: string) => createHmac('sha256', options.secret).update(what).digest()
  const secret = derive(`secret ${roomId}`).toString('base64url')
  const pin = derive(`pin ${roomId}`).toString('base64url')
  // JavaScript's numbers, and janode's, have 53 bits.
  const number = Number(derive(`session ${roomId} ${epoch}`).readBigUInt64BE() >> 12n) + 1
  const room = { room: roomId, secret }
  const keys = { secret, admin_key: options.secret }

  let session: Session | null = null
  let managers: { readonly [P in Plugin]: PluginHandle } | null = null
  const connections = new Map<ConnectionId, Connected>()
  let recording = false
  let fresh = false

  const named = (kind: ConnectionKind, id: ConnectionId) => `${kind} ${id}`

  function managed(plugin: Plugin): PluginHandle {
    if (managers) return managers[plugin]
    throw new GatewayFault('unreachable', 'the room has to be looked at first')
  }
  const bridge = (body: object) => link.ask(managed(AUDIOBRIDGE), AUDIOBRIDGE, body)
  const stream = (body: object) => link.ask(managed(STREAM), STREAM, body)

  function connected(id: ConnectionId): Connected {
    const found = connections.get(id)
    if (found) return found
    throw new GatewayFault('lost', `there is no connection ${id}`)
  }

  async function begin(): Promise<void> {
    if (session && managers) return
    const { session: found, taken: isOld } = await link.session(number)
    connections.clear()
    found.once(janode.EVENT.SESSION_DESTROYED, () => {
      if (session !== found) return
      session = null
      managers = null
      happened({ type: 'doubtful' })
    })
    const there = isOld ? await link.handles(found) : []
    let audio: PluginHandle | null = null
    let streaming: PluginHandle | null = null
    for (const { id: number, name, plugin, up } of there) {
      const handle = link.adopt(found, number)
      const [kind, id] = name.split(' ') as [string, ConnectionId | undefined]
      if (id) remember(id, kind as ConnectionKind, handle, { muted: true, up })
      else if (plugin === AUDIOBRIDGE) audio = handle
      else streaming = handle
    }
    audio ??= await link.attach(found, AUDIOBRIDGE, 'manager')
    streaming ??= await link.attach(found, STREAM, 'manager')
    managers = { [AUDIOBRIDGE]: audio, [STREAM]: streaming }
    fresh ||= !isOld
    session = found
    if (isOld) {
      const { list } = (await bridge({ request: 'list', ...keys })).data as { list: ListedRoom[] }
      recording = list.some(listed => listed.room === roomId && listed.record)
    } else recording = false
  }

  function remember(
    id: ConnectionId,
    kind: ConnectionKind,
    handle: PluginHandle,
    state: { muted: boolean; up: boolean },
  ) {
    const connection: Connected = { kind, handle, ...state }
    connections.set(id, connection)
    const isOurs = () => connections.get(id) === connection
    const gone = (why: Ending) => {
      if (!isOurs()) return
      connections.delete(id)
      taken(-COST[kind])
      happened({ type: 'gone', connection: id, why })
    }
    const { EVENT } = janode
    handle.on(EVENT.HANDLE_WEBRTCUP, () => {
      connection.up = true
      happened({ type: 'up', connection: id })
    })
    // A gateway that hung up still has the handle; nobody comes back to it.
    handle.on(EVENT.HANDLE_HANGUP, ({ reason }) => {
      gone(ENDINGS[reason] ?? 'sound')
      void link.detach(handle).catch(() => {})
    })
    handle.on(EVENT.HANDLE_DETACHED, () => {
      if (session) gone('sound')
    })
    handle.on(EVENT.HANDLE_MEDIA, ({ receiving }) =>
      happened({ type: 'receiving', connection: id, receiving: receiving === true }),
    )
    handle.on('told', ({ data }: Told) => {
      if (data.id !== id) return
      if (data.audiobridge === 'talking' || data.audiobridge === 'stopped-talking')
        happened({ type: 'talking', connection: id, talking: data.audiobridge === 'talking' })
    })
  }

  async function connect(id: ConnectionId, kind: ConnectionKind, muted: boolean): Promise<Connected> {
    if (!session) throw new GatewayFault('unreachable', 'the room has to be looked at first')
    const plugin = kind === 'bridge' ? AUDIOBRIDGE : STREAM
    const handle = await link.attach(session, plugin, named(kind, id))
    remember(id, kind, handle, { muted, up: false })
    taken(COST[kind])
    return connected(id)
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

  async function drop(id: ConnectionId): Promise<void> {
    const found = connections.get(id)
    if (!found) return
    connections.delete(id)
    taken(-COST[found.kind])
    await link.detach(found.handle)
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
      for (const { id, muted } of participants) {
        const known = connections.get(id)
        if (known) known.muted = muted === true
      }
      for (const [id, { kind }] of connections)
        if (kind === 'bridge' && !participants.some(participant => participant.id === id)) await drop(id)
      const { media = [], host: at } = (fed?.data.info ?? {}) as StreamInfo
      const port = media[0]?.port
      const began = fresh
      fresh = false
      return {
        fresh: began,
        bridge: listed !== null,
        stream: port ? { host: at ?? host, port } : null,
        forwards: ((sent?.data.rtp_forwarders ?? []) as Forwarder[]).map(({ ip, port }) => ({
          host: ip,
          port,
        })),
        recording,
        connections: [...connections].map(([id, { kind, muted, up }]) => ({ id, kind, muted, up })),
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
      const { handle } = await connect(id, 'bridge', muted)
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
      const { handle } = await connect(id, 'stream', true)
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
      const folder = name.slice(0, name.lastIndexOf('/'))
      // Without a name for each start, the file of the one before would be overwritten.
      await bridge({ request: 'enable_recording', ...room, record: true, record_file: `${name}.wav` })
      const startedAt = Date.now()
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
      const ending = session!
      await unless('missing', stream({ request: 'destroy', id: roomId, secret, permanent: false }))
      await unless('missing', bridge({ request: 'destroy', ...room, permanent: false }))
      taken(-COST.room)
      for (const { kind } of connections.values()) taken(-COST[kind])
      connections.clear()
      session = null
      managers = null
      await link.destroy(ending)
    },
    letGo() {
      const left = session
      session = null
      managers = null
      connections.clear()
      if (left) link.forget(left)
    },
  }
}

const jsep = (type: 'offer' | 'answer', sdp: string) => ({ type, sdp })

const same = (to: Address) => (forwarder: Forwarder) => forwarder.ip === to.host && forwarder.port === to.port

type Participant = { readonly id: ConnectionId; readonly muted?: boolean }
type ListedRoom = { readonly room: string; readonly record: boolean }
type Forwarder = { readonly stream_id: number; readonly ip: string; readonly port: number }
type StreamInfo = { readonly host?: string; readonly media?: readonly { readonly port: number }[] }
