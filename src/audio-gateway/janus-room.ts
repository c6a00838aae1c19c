// A room on a Janus gateway: an AudioBridge room for those who may be heard, and a Streaming mountpoint for listeners.

import { createHmac } from 'node:crypto'
import { basename, dirname } from 'node:path'
import type { RoomId } from '../../commands/ids.ts'
import {
  type Address,
  type Candidate,
  type ConnectionId,
  GatewayFault,
  type GatewayRoom,
} from './audio-gateway.ts'
import { AUDIOBRIDGE, STREAM, unless } from './janus-faults.ts'
import type { PluginEvent } from './janus-link.ts'
import {
  type Forwarder,
  type JanusRoomOptions,
  jsep,
  type ListedParticipant,
  type ListedRoom,
  type StreamInfo,
  same,
  unlessMissing,
} from './janus-room-messages.ts'
import { COST, createJanusSession, PACKET, TALKING_PACKETS } from './janus-session.ts'

const SAMPLE_RATE = 48_000
/** Said talking above this level (0 is the loudest, 127 silence) after so many packets, silent after as many below. */
const TALKING = { audio_level_average: 45, audio_active_packets: TALKING_PACKETS }
const LOOPBACK = '127.0.0.1'

export function createJanusRoom(options: JanusRoomOptions): GatewayRoom {
  return new JanusRoom(options)
}

class JanusRoom implements GatewayRoom {
  readonly #options: JanusRoomOptions
  readonly #secret: string
  readonly #pin: string
  readonly #room: { room: RoomId; secret: string }
  readonly #keys: { secret: string; admin_key: string }
  readonly #session: ReturnType<typeof createJanusSession>
  #recording = false

  constructor(options: JanusRoomOptions) {
    this.#options = options
    this.#secret = this.#derive(`secret ${this.#options.roomId}`).toString('base64url')
    this.#pin = this.#derive(`pin ${this.#options.roomId}`).toString('base64url')
    // JavaScript's numbers, and janode's, have 53 bits.
    const number =
      Number(this.#derive(`session ${this.#options.roomId} ${options.epoch}`).readBigUInt64BE() >> 12n) + 1
    this.#room = { room: this.#options.roomId, secret: this.#secret }
    this.#keys = { secret: this.#secret, admin_key: this.#options.secret }
    this.#session = createJanusSession({
      link: this.#options.link,
      number,
      happened: this.#options.happened,
      taken: this.#options.taken,
      time: this.#options.time,
    })
  }

  drop(id: ConnectionId) {
    return this.#session.drop(id)
  }

  async look() {
    await this.#begin()
    const listed = await unlessMissing(this.#bridge({ request: 'listparticipants', ...this.#room }))
    const fed = await unlessMissing(
      this.#stream({ request: 'info', id: this.#options.roomId, secret: this.#secret }),
    )
    const sent = listed && (await unlessMissing(this.#bridge({ request: 'listforwarders', ...this.#room })))
    const participants = (listed?.data.participants ?? []) as ListedParticipant[]
    for (const { id, muted = false, talking = false } of participants) {
      const known = this.#session.connections.get(id)
      if (known) Object.assign(known, { muted, talking })
    }
    for (const [id, { kind }] of this.#session.connections)
      if (kind === 'bridge' && !participants.some(participant => participant.id === id))
        await this.#session.drop(id)
    this.#recording &&= await this.#stillRecords()
    const { media = [], host: at } = (fed?.data.info ?? {}) as StreamInfo
    const port = media[0]?.port
    return {
      fresh: this.#session.wasFresh(),
      bridge: listed !== null,
      stream: port ? { host: at ?? this.#options.host, port } : null,
      forwards: ((sent?.data.rtp_forwarders ?? []) as Forwarder[]).map(({ ip, port }) => ({
        host: ip,
        port,
      })),
      recording: this.#recording,
      connections: [...this.#session.connections].map(([id, { handle, ...state }]) => ({ id, ...state })),
    }
  }

  async openBridge() {
    const request = {
      request: 'create',
      ...this.#room,
      pin: this.#pin,
      admin_key: this.#options.secret,
      permanent: false,
      is_private: true,
      sampling_rate: SAMPLE_RATE,
      default_prebuffering: this.#options.prebuffer,
      audiolevel_ext: true,
      audiolevel_event: true,
      ...TALKING,
      record: false,
    }
    await unless('exists', this.#bridge(request))
    this.#options.taken(COST.room)
  }

  async openStream(local: boolean) {
    const iface = local ? LOOPBACK : this.#options.host
    const media = [{ type: 'audio', mid: 'a', port: 0, iface, pt: 111, codec: 'opus' }]
    const request = {
      request: 'create',
      type: 'rtp',
      id: this.#options.roomId,
      ...this.#keys,
      pin: this.#pin,
      is_private: true,
      media,
    }
    await unless('exists', this.#stream(request))
    const { info } = (await this.#stream({ request: 'info', id: this.#options.roomId, secret: this.#secret }))
      .data as { info: StreamInfo }
    return { host: info.host ?? iface, port: info.media![0]!.port }
  }

  closeStream() {
    return unless(
      'missing',
      this.#stream({ request: 'destroy', id: this.#options.roomId, secret: this.#secret, permanent: false }),
    )
  }

  async forward(to: Address) {
    const listed = await this.#bridge({ request: 'listforwarders', ...this.#room })
    const known = (listed.data.rtp_forwarders ?? []) as Forwarder[]
    if (known.some(one => one.ip === to.host && one.port === to.port)) return
    await this.#bridge({
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

  async endForward(to: Address) {
    const listed = await unlessMissing(this.#bridge({ request: 'listforwarders', ...this.#room }))
    const known = ((listed?.data.rtp_forwarders ?? []) as Forwarder[]).filter(same(to))
    for (const { stream_id } of known)
      await unless(
        'missing',
        this.#bridge({ request: 'stop_rtp_forward', ...this.#room, ...this.#keys, stream_id }),
      )
  }

  async join(id: string, muted: boolean, offer: string | null) {
    const handle = await this.#session.connect(id, 'bridge', muted)
    const body = {
      request: 'join',
      room: this.#options.roomId,
      pin: this.#pin,
      id,
      muted,
      ...(offer === null && { generate_offer: true }),
    }
    return this.#begun(
      id,
      this.#options.link.ask(handle, AUDIOBRIDGE, body, offer === null ? undefined : jsep('offer', offer)),
    )
  }

  async watch(id: string) {
    const handle = await this.#session.connect(id, 'stream', true)
    return this.#begun(
      id,
      this.#options.link.ask(handle, STREAM, { request: 'watch', id: this.#options.roomId, pin: this.#pin }),
    )
  }

  async answer(id: string, sdp: string) {
    const { kind, handle } = this.#session.connected(id)
    const [plugin, request] =
      kind === 'bridge' ? ([AUDIOBRIDGE, 'configure'] as const) : ([STREAM, 'start'] as const)
    await this.#options.link.ask(handle, plugin, { request }, jsep('answer', sdp))
  }

  async renegotiate(id: string, offer: string) {
    const { kind, handle } = this.#session.connected(id)
    if (kind === 'stream') throw new GatewayFault('refused', 'a stream takes no offers')
    const { jsep: answer } = await this.#options.link.ask(
      handle,
      AUDIOBRIDGE,
      { request: 'configure' },
      jsep('offer', offer),
    )
    if (!answer) throw new GatewayFault('refused', 'the gateway answered without SDP')
    return answer.sdp
  }

  async trickle(id: string, candidates: readonly (Candidate | null)[]) {
    const { handle } = this.#session.connected(id)
    const some = candidates.filter(candidate => candidate !== null)
    if (some.length > 0) await this.#options.link.say(handle, { janus: 'trickle', candidates: some })
    if (some.length < candidates.length)
      await this.#options.link.say(handle, { janus: 'trickle', candidate: { completed: true } })
  }

  async mute(id: string, muted: boolean) {
    const connection = this.#session.connected(id)
    await this.#bridge({ request: muted ? 'mute' : 'unmute', ...this.#room, id })
    connection.muted = muted
  }

  async record(name: string) {
    const [folder, file] = [this.#options.pathOf(dirname(name)), `${basename(name)}.wav`]
    // Its mixer opens the file by itself some milliseconds later, and gives up for good where there is no such folder:
    // it makes one that it is told of. Without a name for each start, the file of the one before would be overwritten.
    const where = { record_dir: folder, record_file: file }
    await this.#bridge({ request: 'enable_recording', ...this.#room, record: true, ...where })
    // What is mixed now was spoken so many packets ago, and in one more before it was sent.
    const startedAt = this.#options.time.now() - (this.#options.prebuffer + 1) * PACKET
    this.#recording = true
    await this.#bridge({ request: 'enable_mjrs', ...this.#room, mjrs: true, mjrs_dir: folder })
    return { path: `${name}.wav`, sampleRate: SAMPLE_RATE, startedAt }
  }

  async endRecording() {
    await unless('missing', this.#bridge({ request: 'enable_mjrs', ...this.#room, mjrs: false }))
    await unless('missing', this.#bridge({ request: 'enable_recording', ...this.#room, record: false }))
    this.#recording = false
  }

  async remove() {
    await this.#begin()
    // The mix first: from then on nobody is heard, by whichever way.
    await unless('missing', this.#bridge({ request: 'destroy', ...this.#room, permanent: false }))
    await unless(
      'missing',
      this.#stream({ request: 'destroy', id: this.#options.roomId, secret: this.#secret, permanent: false }),
    )
    this.#options.taken(-COST.room)
    await this.#session.destroy()
  }

  letGo() {
    this.#session.letGo()
  }

  #derive(what: string) {
    return createHmac('sha256', this.#options.secret).update(what).digest()
  }

  #bridge(body: object) {
    return this.#options.link.ask(this.#session.manager(AUDIOBRIDGE), AUDIOBRIDGE, body)
  }

  #stream(body: object) {
    return this.#options.link.ask(this.#session.manager(STREAM), STREAM, body)
  }

  async #begin(): Promise<void> {
    const how = await this.#session.begin()
    if (how !== 'already') this.#recording = how === 'old'
  }

  /** It gives up by itself where it cannot write. */
  async #stillRecords(): Promise<boolean> {
    const { list } = (await this.#bridge({ request: 'list', ...this.#keys })).data as {
      list: readonly ListedRoom[]
    }
    return list.some(listed => listed.room === this.#options.roomId && listed.record)
  }

  /** A connection that could not be begun leaves nothing behind. */
  async #begun(id: ConnectionId, asking: Promise<PluginEvent>): Promise<string> {
    try {
      const { jsep } = await asking
      if (!jsep) throw new GatewayFault('refused', 'the gateway answered without SDP')
      return jsep.sdp
    } catch (error) {
      await this.#session.drop(id).catch(() => {})
      throw error
    }
  }
}
