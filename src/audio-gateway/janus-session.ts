// The session of a room on a Janus gateway, with a handle for each connection and one of each plugin to manage the room.

import janode, { type Session } from 'janode'
import type { Time } from '../support/time.ts'
import {
  type ConnectionId,
  type ConnectionKind,
  type DisconnectReason,
  GatewayError,
  type GatewayEvent,
} from './audio-gateway.ts'
import { AUDIOBRIDGE, type Plugin, STREAMING } from './janus-errors.ts'
import { PLUGIN_EVENT, type PluginHandle, type PluginMessage } from './janus-handle.ts'
import type { JanusLink } from './janus-link.ts'

export type JanusSessionOptions = {
  readonly link: JanusLink
  /** Derived from the room and the epoch, so that the next process finds the session after a restart. */
  readonly number: number
  readonly time: Pick<Time, 'now'>
  onEvent(event: GatewayEvent): void
  /** The load of the gateway has changed by so much, in listeners of the bridge. */
  onLoad(change: number): void
}

export type JanusConnection = {
  readonly kind: ConnectionKind
  readonly handle: PluginHandle
  isMuted: boolean
  isTalking: boolean
  isUp: boolean
}

/** The load of each, in listeners of the bridge: measured, see docs/operations/sound.md. */
export const COST = { room: 1.2, bridge: 1, stream: 0.25 } as const
/** How long a packet of audio is, in milliseconds. */
export const PACKET_MS = 20
/** After how many packets the gateway reports that somebody talks, or does not any more. */
export const TALKING_PACKETS = 10
const TALKING_DELAY_MS = TALKING_PACKETS * PACKET_MS
/** What the gateway gives as the reason of a hangup. */
const HANGUP_REASONS: Readonly<Record<string, DisconnectReason>> = {
  'DTLS alert': 'own',
  'ICE failed': 'vanished',
}

type Managers = { readonly [P in Plugin]: PluginHandle }

export class JanusSession {
  readonly #options: JanusSessionOptions
  readonly #connections = new Map<ConnectionId, JanusConnection>()
  #session: Session | null = null
  #managers: Managers | null = null
  #isNew = false

  constructor(options: JanusSessionOptions) {
    this.#options = options
  }

  get connections(): ReadonlyMap<ConnectionId, JanusConnection> {
    return this.#connections
  }

  /** The handle with which the room is managed. Throws before `begin`. */
  manager(plugin: Plugin): PluginHandle {
    if (this.#managers) return this.#managers[plugin]
    throw notInspected()
  }

  /** Throws when there is no such connection. */
  connection(id: ConnectionId): JanusConnection {
    const found = this.#connections.get(id)
    if (found) return found
    throw new GatewayError('lost', `there is no connection ${id}`)
  }

  /** Begins the session. `old`: took over what was there. `already`: had begun before. */
  async begin(): Promise<'already' | 'old' | 'new'> {
    if (this.#session && this.#managers) return 'already'
    const { link, number } = this.#options
    const { session, isTakenOver } = await link.session(number)
    // Kept until it was inspected: what fails from here on is tried again, and then finds the session.
    this.#isNew ||= !isTakenOver
    this.#connections.clear()
    session.once(janode.EVENT.SESSION_DESTROYED, () => {
      if (this.#session !== session) return
      this.#session = null
      this.#managers = null
      this.#options.onEvent({ type: 'uncertain' })
    })
    this.#managers = await this.#adoptHandles(session, isTakenOver)
    this.#session = session
    return isTakenOver ? 'old' : 'new'
  }

  /** Whether nothing was there when the session began. True once. */
  takeIsNew(): boolean {
    const isNew = this.#isNew
    this.#isNew = false
    return isNew
  }

  async connect(id: ConnectionId, kind: ConnectionKind, isMuted: boolean): Promise<PluginHandle> {
    const { link, onLoad } = this.#options
    if (!this.#session) throw notInspected()
    const plugin = kind === 'bridge' ? AUDIOBRIDGE : STREAMING
    const handle = await link.attach(this.#session, plugin, `${kind} ${id}`)
    this.#add(id, { kind, handle, isMuted, isTalking: false, isUp: false })
    onLoad(COST[kind])
    return handle
  }

  async drop(id: ConnectionId): Promise<void> {
    const found = this.#connections.get(id)
    if (!found) return
    this.#connections.delete(id)
    this.#options.onLoad(-COST[found.kind])
    await this.#options.link.detach(found.handle)
  }

  async destroy(): Promise<void> {
    const { link, onLoad } = this.#options
    const session = this.#session
    for (const { kind } of this.#connections.values()) onLoad(-COST[kind])
    this.#clear()
    if (session) await link.destroy(session)
  }

  /** Leaves the session on the gateway, for the next process. */
  release(): void {
    const session = this.#session
    this.#clear()
    if (session) this.#options.link.forget(session)
  }

  #clear(): void {
    this.#connections.clear()
    this.#session = null
    this.#managers = null
  }

  /** Adopts the handles that an earlier process left, and attaches the managers that are missing. */
  async #adoptHandles(session: Session, isTakenOver: boolean): Promise<Managers> {
    const { link } = this.#options
    let audioBridge: PluginHandle | null = null
    let streaming: PluginHandle | null = null
    for (const { id: number, name, plugin, isUp } of isTakenOver ? await link.listHandles(session) : []) {
      const handle = link.adopt(session, number)
      const [kind, id] = name.split(' ') as [string, ConnectionId | undefined]
      if (id) this.#add(id, { kind: kind as ConnectionKind, handle, isMuted: true, isTalking: false, isUp })
      else if (plugin === AUDIOBRIDGE) audioBridge = handle
      else streaming = handle
    }
    audioBridge ??= await link.attach(session, AUDIOBRIDGE, 'manager')
    streaming ??= await link.attach(session, STREAMING, 'manager')
    return { [AUDIOBRIDGE]: audioBridge, [STREAMING]: streaming }
  }

  #add(id: ConnectionId, connection: JanusConnection): void {
    const { link, onEvent } = this.#options
    const { handle } = connection
    this.#connections.set(id, connection)
    const { EVENT } = janode
    handle.on(EVENT.HANDLE_WEBRTCUP, () => {
      connection.isUp = true
      onEvent({ type: 'up', connection: id })
    })
    // After a hangup the gateway keeps the handle, but nobody comes back to it.
    handle.on(EVENT.HANDLE_HANGUP, ({ reason }) => {
      this.#connectionGone(id, connection, HANGUP_REASONS[reason] ?? 'sound')
      void link.detach(handle).catch(() => {})
    })
    handle.on(EVENT.HANDLE_DETACHED, () => {
      if (this.#session) this.#connectionGone(id, connection, 'sound')
    })
    handle.on(EVENT.HANDLE_MEDIA, ({ receiving }) =>
      onEvent({ type: 'receiving', connection: id, isReceiving: receiving === true }),
    )
    handle.on(PLUGIN_EVENT, (message: PluginMessage) => this.#pluginEvent(id, connection, message))
  }

  #connectionGone(id: ConnectionId, connection: JanusConnection, reason: DisconnectReason): void {
    if (this.#connections.get(id) !== connection) return
    this.#connections.delete(id)
    this.#options.onLoad(-COST[connection.kind])
    this.#options.onEvent({ type: 'gone', connection: id, reason })
  }

  #pluginEvent(id: ConnectionId, connection: JanusConnection, { data }: PluginMessage): void {
    if (data.id !== id) return
    const isTalking = data.audiobridge === 'talking'
    if (!isTalking && data.audiobridge !== 'stopped-talking') return
    connection.isTalking = isTalking
    const since = this.#options.time.now() - TALKING_DELAY_MS
    this.#options.onEvent({ type: 'talking', connection: id, isTalking, since })
  }
}

const notInspected = () => new GatewayError('unreachable', 'the room has not been inspected')
