// A room on a Janus gateway: an AudioBridge room for people who may be heard, and a Streaming mountpoint for listeners.

import { createHmac } from 'node:crypto'
import { basename, dirname } from 'node:path'
import type { RoomId } from '../../commands/ids.ts'
import type { Time } from '../support/time.ts'
import {
  type ConnectionId,
  type ConnectionSnapshot,
  GatewayError,
  type GatewayEvent,
  type GatewayRoom,
  type GatewayRoomSnapshot,
  type IceCandidate,
  type RtpAddress,
  type StartedRecording,
} from './audio-gateway.ts'
import { AUDIOBRIDGE, ignoring, nullIfMissing, STREAMING } from './janus-errors.ts'
import type { PluginMessage } from './janus-handle.ts'
import type { JanusLink } from './janus-link.ts'
import {
  type BridgeParticipant,
  type BridgeRoom,
  isTo,
  jsep,
  type RtpForwarder,
  type StreamInfo,
  sdpOf,
} from './janus-replies.ts'
import { COST, type JanusConnection, JanusSession, PACKET_MS, TALKING_PACKETS } from './janus-session.ts'

export type JanusRoomOptions = {
  readonly link: JanusLink
  readonly secret: string
  readonly roomId: RoomId
  readonly epoch: number
  /** The gateway's address for feeds from other gateways. */
  readonly host: string
  /** How many packets wait for late ones before they are mixed, 20 ms each. */
  readonly prebufferPackets: number
  readonly time: Pick<Time, 'now'>
  /** A file or folder as the gateway is to be given it. */
  pathOf(path: string): string
  onEvent(event: GatewayEvent): void
  /** The load of the gateway has changed by so much, in listeners of the bridge. */
  onLoad(change: number): void
}

/** Hz. */
const SAMPLE_RATE = 48_000
/** Talking is above this level (0 is the loudest, 127 silence) for so many packets, and silence below it for as many. */
const TALKING = { audio_level_average: 45, audio_active_packets: TALKING_PACKETS }
const LOOPBACK = '127.0.0.1'

export class JanusRoom implements GatewayRoom {
  readonly #options: JanusRoomOptions
  readonly #session: JanusSession
  /** Of this room alone, so that it can be managed and joined with nothing else. */
  readonly #secret: string
  readonly #pin: string
  /** What every request about the bridge names. */
  readonly #room: { readonly room: RoomId; readonly secret: string }
  readonly #keys: { readonly secret: string; readonly admin_key: string }
  #isRecording = false

  constructor(options: JanusRoomOptions) {
    const { link, secret, roomId, epoch, time, onEvent, onLoad } = options
    const derive = (what: string) => createHmac('sha256', secret).update(what).digest()
    this.#options = options
    this.#secret = derive(`secret ${roomId}`).toString('base64url')
    this.#pin = derive(`pin ${roomId}`).toString('base64url')
    this.#room = { room: roomId, secret: this.#secret }
    this.#keys = { secret: this.#secret, admin_key: secret }
    // The numbers of JavaScript, and of janode, have 53 bits.
    const number = Number(derive(`session ${roomId} ${epoch}`).readBigUInt64BE() >> 12n) + 1
    this.#session = new JanusSession({ link, number, time, onEvent, onLoad })
  }

  async inspect(): Promise<GatewayRoomSnapshot> {
    const { roomId, host } = this.#options
    await this.#begin()
    const participants = await nullIfMissing(this.#askBridge({ request: 'listparticipants', ...this.#room }))
    const mountpoint = await nullIfMissing(
      this.#askStreaming({ request: 'info', id: roomId, secret: this.#secret }),
    )
    const forwards = participants && (await nullIfMissing(this.#listForwarders()))
    await this.#applyParticipants((participants?.data.participants ?? []) as BridgeParticipant[])
    this.#isRecording &&= await this.#stillRecords()
    const { media = [], host: at } = (mountpoint?.data.info ?? {}) as StreamInfo
    const port = media[0]?.port
    return {
      isNew: this.#session.takeIsNew(),
      hasBridge: participants !== null,
      stream: port ? { host: at ?? host, port } : null,
      forwards: (forwards ?? []).map(({ ip, port }) => ({ host: ip, port })),
      isRecording: this.#isRecording,
      connections: [...this.#session.connections].map(snapshotOf),
    }
  }

  async openBridge(): Promise<void> {
    const { secret, prebufferPackets, onLoad } = this.#options
    const request = {
      request: 'create',
      ...this.#room,
      pin: this.#pin,
      admin_key: secret,
      permanent: false,
      is_private: true,
      sampling_rate: SAMPLE_RATE,
      default_prebuffering: prebufferPackets,
      audiolevel_ext: true,
      audiolevel_event: true,
      ...TALKING,
      record: false,
    }
    await ignoring('exists', this.#askBridge(request))
    onLoad(COST.room)
  }

  async openStream(isLocal: boolean): Promise<RtpAddress> {
    const { roomId, host } = this.#options
    const iface = isLocal ? LOOPBACK : host
    const media = [{ type: 'audio', mid: 'a', port: 0, iface, pt: 111, codec: 'opus' }]
    const about = { ...this.#keys, pin: this.#pin, is_private: true, media }
    await ignoring('exists', this.#askStreaming({ request: 'create', type: 'rtp', id: roomId, ...about }))
    const reply = await this.#askStreaming({ request: 'info', id: roomId, secret: this.#secret })
    const info = reply.data.info as StreamInfo
    return { host: info.host ?? iface, port: info.media![0]!.port }
  }

  async closeStream(): Promise<void> {
    const { roomId: id } = this.#options
    const request = { request: 'destroy', id, secret: this.#secret, permanent: false }
    await ignoring('missing', this.#askStreaming(request))
  }

  async forward(to: RtpAddress): Promise<void> {
    if ((await this.#listForwarders()).some(isTo(to))) return
    await this.#askBridge({
      request: 'rtp_forward',
      ...this.#room,
      ...this.#keys,
      host: to.host,
      port: to.port,
      ptype: 111,
      codec: 'opus',
      // Silence is sent as well: it keeps the listeners' clocks running.
      always_on: true,
    })
  }

  async endForward(to: RtpAddress): Promise<void> {
    const known = ((await nullIfMissing(this.#listForwarders())) ?? []).filter(isTo(to))
    for (const { stream_id } of known) {
      const request = { request: 'stop_rtp_forward', ...this.#room, ...this.#keys, stream_id }
      await ignoring('missing', this.#askBridge(request))
    }
  }

  async join(id: ConnectionId, isMuted: boolean, offer: string | null): Promise<string> {
    const { link, roomId } = this.#options
    const handle = await this.#session.connect(id, 'bridge', isMuted)
    const body = { request: 'join', room: roomId, pin: this.#pin, id, muted: isMuted }
    const reply =
      offer === null
        ? link.ask(handle, AUDIOBRIDGE, { ...body, generate_offer: true })
        : link.ask(handle, AUDIOBRIDGE, body, jsep('offer', offer))
    return this.#sdpOrDrop(id, reply)
  }

  async watch(id: ConnectionId): Promise<string> {
    const { link, roomId } = this.#options
    const handle = await this.#session.connect(id, 'stream', true)
    return this.#sdpOrDrop(id, link.ask(handle, STREAMING, { request: 'watch', id: roomId, pin: this.#pin }))
  }

  async answer(id: ConnectionId, sdp: string): Promise<void> {
    const { link } = this.#options
    const { kind, handle } = this.#session.connection(id)
    if (kind === 'bridge') await link.ask(handle, AUDIOBRIDGE, { request: 'configure' }, jsep('answer', sdp))
    else await link.ask(handle, STREAMING, { request: 'start' }, jsep('answer', sdp))
  }

  async renegotiate(id: ConnectionId, offer: string): Promise<string> {
    const { kind, handle } = this.#session.connection(id)
    if (kind === 'stream') throw new GatewayError('refused', 'a stream takes no offers')
    const body = { request: 'configure' }
    return sdpOf(await this.#options.link.ask(handle, AUDIOBRIDGE, body, jsep('offer', offer)))
  }

  async trickle(id: ConnectionId, candidates: readonly (IceCandidate | null)[]): Promise<void> {
    const { link } = this.#options
    const { handle } = this.#session.connection(id)
    const present = candidates.filter(candidate => candidate !== null)
    if (present.length > 0) await link.send(handle, { janus: 'trickle', candidates: present })
    if (present.length < candidates.length)
      await link.send(handle, { janus: 'trickle', candidate: { completed: true } })
  }

  async mute(id: ConnectionId, isMuted: boolean): Promise<void> {
    const connection = this.#session.connection(id)
    await this.#askBridge({ request: isMuted ? 'mute' : 'unmute', ...this.#room, id })
    connection.isMuted = isMuted
  }

  drop(id: ConnectionId): Promise<void> {
    return this.#session.drop(id)
  }

  async startRecording(name: string): Promise<StartedRecording> {
    const { time, prebufferPackets, pathOf } = this.#options
    const folder = pathOf(dirname(name))
    // The mixer opens the file by itself some milliseconds later, and gives up for good when the folder is missing: a
    // folder in the request is made. Without a name of its own a recording would overwrite the file of the one before.
    const where = { record_dir: folder, record_file: `${basename(name)}.wav` }
    await this.#askBridge({ request: 'enable_recording', ...this.#room, record: true, ...where })
    // What is mixed now was spoken before the buffered packets, and one more before it was sent.
    const startedAt = time.now() - (prebufferPackets + 1) * PACKET_MS
    this.#isRecording = true
    await this.#askBridge({ request: 'enable_mjrs', ...this.#room, mjrs: true, mjrs_dir: folder })
    return { path: `${name}.wav`, sampleRate: SAMPLE_RATE, startedAt }
  }

  async stopRecording(): Promise<void> {
    const room = this.#room
    await ignoring('missing', this.#askBridge({ request: 'enable_mjrs', ...room, mjrs: false }))
    await ignoring('missing', this.#askBridge({ request: 'enable_recording', ...room, record: false }))
    this.#isRecording = false
  }

  async remove(): Promise<void> {
    await this.#begin()
    // The mix first: from then on nobody is heard.
    await ignoring('missing', this.#askBridge({ request: 'destroy', ...this.#room, permanent: false }))
    await this.closeStream()
    this.#options.onLoad(-COST.room)
    await this.#session.destroy()
  }

  release(): void {
    this.#session.release()
  }

  async #begin(): Promise<void> {
    const how = await this.#session.begin()
    if (how !== 'already') this.#isRecording = how === 'old'
  }

  async #askBridge(body: object): Promise<PluginMessage> {
    return this.#options.link.ask(this.#session.manager(AUDIOBRIDGE), AUDIOBRIDGE, body)
  }

  async #askStreaming(body: object): Promise<PluginMessage> {
    return this.#options.link.ask(this.#session.manager(STREAMING), STREAMING, body)
  }

  async #listForwarders(): Promise<readonly RtpForwarder[]> {
    const { data } = await this.#askBridge({ request: 'listforwarders', ...this.#room })
    return (data.rtp_forwarders ?? []) as RtpForwarder[]
  }

  /** The gateway stops a recording by itself when it cannot write. */
  async #stillRecords(): Promise<boolean> {
    const { data } = await this.#askBridge({ request: 'list', ...this.#keys })
    const rooms = data.list as readonly BridgeRoom[]
    return rooms.some(({ room, record }) => room === this.#options.roomId && record)
  }

  /** Drops the bridge connections that are in the room no more, and updates the others. */
  async #applyParticipants(participants: readonly BridgeParticipant[]): Promise<void> {
    const { connections } = this.#session
    for (const { id, muted = false, talking = false } of participants) {
      const known = connections.get(id)
      if (!known) continue
      known.isMuted = muted
      known.isTalking = talking
    }
    for (const [id, { kind }] of connections)
      if (kind === 'bridge' && !participants.some(participant => participant.id === id)) await this.drop(id)
  }

  /** A connection that could not be made leaves nothing behind. */
  async #sdpOrDrop(id: ConnectionId, reply: Promise<PluginMessage>): Promise<string> {
    try {
      return sdpOf(await reply)
    } catch (error) {
      await this.drop(id).catch(() => {})
      throw error
    }
  }
}

const snapshotOf = ([id, { kind, isMuted, isTalking, isUp }]: [
  ConnectionId,
  JanusConnection,
]): ConnectionSnapshot => ({ id, kind, isMuted, isTalking, isUp })
