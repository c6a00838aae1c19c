// The session of a room on a Janus gateway, with a handle for each connection and one of each plugin to manage it by. Its
// number is derived from the room and the epoch, so that whoever comes after a restart can take it up.

import janode, { type Session } from 'janode'
import type { Time } from '../support/time.ts'
import {
  type ConnectionEnd,
  type ConnectionId,
  type ConnectionKind,
  type GatewayEvent,
  GatewayFault,
} from './audio-gateway.ts'
import { AUDIOBRIDGE, type Plugin, STREAM } from './janus-faults.ts'
import type { JanusLink, PluginEvent, PluginHandle } from './janus-link.ts'

export type JanusSessionOptions = {
  readonly time: Pick<Time, 'now'>
  readonly link: JanusLink
  readonly number: number
  happened(happening: GatewayEvent): void
  /** How much more there is to do for the gateway, in listeners of the bridge. */
  taken(load: number): void
}

export type SessionConnection = {
  readonly kind: ConnectionKind
  readonly handle: PluginHandle
  muted: boolean
  talking: boolean
  up: boolean
}

/** What each costs the gateway, in listeners of a bridge: measured, see docs/operations/sound.md. */
export const COST = { room: 1.2, bridge: 1, stream: 0.25 } as const
/** Packets, of `PACKET` milliseconds each, after which the gateway says that somebody talks, or does not any more. */
export const TALKING_PACKETS = 10
export const PACKET = 20
const NOTICED_AFTER = TALKING_PACKETS * PACKET
const ENDINGS: Readonly<Record<string, ConnectionEnd>> = { 'DTLS alert': 'own', 'ICE failed': 'vanished' }

export function createJanusSession(options: JanusSessionOptions) {
  return new OneSession(options)
}

class OneSession {
  readonly #link: JanusSessionOptions['link']
  readonly #number: JanusSessionOptions['number']
  readonly #happened: JanusSessionOptions['happened']
  readonly #taken: JanusSessionOptions['taken']
  readonly #time: JanusSessionOptions['time']
  #session: Session | null = null
  #managers: { readonly [P in Plugin]: PluginHandle } | null = null
  readonly connections = new Map<ConnectionId, SessionConnection>()
  #fresh = false

  constructor(options: JanusSessionOptions) {
    this.#link = options.link
    this.#number = options.number
    this.#happened = options.happened
    this.#taken = options.taken
    this.#time = options.time
  }

  connected(id: ConnectionId): SessionConnection {
    const found = this.connections.get(id)
    if (found) return found
    throw new GatewayFault('lost', `there is no connection ${id}`)
  }

  /** Whether nothing was there when it was begun; said once. */
  wasFresh(): boolean {
    const was = this.#fresh
    this.#fresh = false
    return was
  }

  async destroy(): Promise<void> {
    const ending = this.#session
    for (const { kind } of this.connections.values()) this.#taken(-COST[kind])
    this.connections.clear()
    this.#session = null
    this.#managers = null
    if (ending) await this.#link.destroy(ending)
  }

  letGo(): void {
    const left = this.#session
    this.#session = null
    this.#managers = null
    this.connections.clear()
    if (left) this.#link.forget(left)
  }

  manager(plugin: Plugin): PluginHandle {
    if (this.#managers) return this.#managers[plugin]
    throw new GatewayFault('unreachable', 'the room has to be looked at first')
  }

  /** Whether it took up what was there; `already`: it had done so before. */
  async begin(): Promise<'already' | 'old' | 'new'> {
    if (this.#session && this.#managers) return 'already'
    const { session: found, taken: isOld } = await this.#link.session(this.#number)
    // Said when it was looked at whole: what fails from here on is tried again.
    this.#fresh ||= !isOld
    this.connections.clear()
    found.once(janode.EVENT.SESSION_DESTROYED, () => {
      if (this.#session !== found) return
      this.#session = null
      this.#managers = null
      this.#happened({ type: 'doubtful' })
    })
    const there = isOld ? await this.#link.handles(found) : []
    let audio: PluginHandle | null = null
    let streaming: PluginHandle | null = null
    for (const { id: number, name, plugin, up } of there) {
      const handle = this.#link.adopt(found, number)
      const [kind, id] = name.split(' ') as [string, ConnectionId | undefined]
      if (id) this.#remember(id, kind as ConnectionKind, handle, { muted: true, up })
      else if (plugin === AUDIOBRIDGE) audio = handle
      else streaming = handle
    }
    audio ??= await this.#link.attach(found, AUDIOBRIDGE, 'manager')
    streaming ??= await this.#link.attach(found, STREAM, 'manager')
    this.#managers = { [AUDIOBRIDGE]: audio, [STREAM]: streaming }
    this.#session = found
    return isOld ? 'old' : 'new'
  }

  #remember(
    id: ConnectionId,
    kind: ConnectionKind,
    handle: PluginHandle,
    state: { muted: boolean; up: boolean },
  ) {
    const connection: SessionConnection = { kind, handle, talking: false, ...state }
    this.connections.set(id, connection)
    const isOurs = () => this.connections.get(id) === connection
    const gone = (why: ConnectionEnd) => {
      if (!isOurs()) return
      this.connections.delete(id)
      this.#taken(-COST[kind])
      this.#happened({ type: 'gone', connection: id, why })
    }
    const { EVENT } = janode
    handle.on(EVENT.HANDLE_WEBRTCUP, () => {
      connection.up = true
      this.#happened({ type: 'up', connection: id })
    })
    // A gateway that hung up still has the handle; nobody comes back to it.
    handle.on(EVENT.HANDLE_HANGUP, ({ reason }) => {
      gone(ENDINGS[reason] ?? 'sound')
      void this.#link.detach(handle).catch(() => {})
    })
    handle.on(EVENT.HANDLE_DETACHED, () => {
      if (this.#session) gone('sound')
    })
    handle.on(EVENT.HANDLE_MEDIA, ({ receiving }) =>
      this.#happened({ type: 'receiving', connection: id, receiving: receiving === true }),
    )
    handle.on('told', ({ data }: PluginEvent) => {
      if (data.id !== id) return
      const talking = data.audiobridge === 'talking'
      if (!talking && data.audiobridge !== 'stopped-talking') return
      connection.talking = talking
      this.#happened({ type: 'talking', connection: id, talking, since: this.#time.now() - NOTICED_AFTER })
    })
  }

  async connect(id: ConnectionId, kind: ConnectionKind, muted: boolean): Promise<PluginHandle> {
    if (!this.#session) throw new GatewayFault('unreachable', 'the room has to be looked at first')
    const plugin = kind === 'bridge' ? AUDIOBRIDGE : STREAM
    const handle = await this.#link.attach(this.#session, plugin, `${kind} ${id}`)
    this.#remember(id, kind, handle, { muted, up: false })
    this.#taken(COST[kind])
    return handle
  }

  async drop(id: ConnectionId): Promise<void> {
    const found = this.connections.get(id)
    if (!found) return
    this.connections.delete(id)
    this.#taken(-COST[found.kind])
    await this.#link.detach(found.handle)
  }
}
