// The session of a room on a Janus gateway, with a handle for each connection and one of each plugin to manage it by. Its
// number is derived from the room and the epoch, so that whoever comes after a restart can take it up.

import janode, { type Session } from 'janode'
import {
  type ConnectionId,
  type ConnectionKind,
  type Ending,
  GatewayFault,
  type Happening,
} from './audio-gateway.ts'
import { AUDIOBRIDGE, type Plugin, STREAM } from './janus-faults.ts'
import type { Link, PluginHandle, Told } from './janus-link.ts'

export type JanusSessionOptions = {
  readonly link: Link
  readonly number: number
  happened(happening: Happening): void
  /** How much more there is to do for the gateway, in listeners of the bridge. */
  taken(load: number): void
}

export type Connected = {
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
const ENDINGS: Readonly<Record<string, Ending>> = { 'DTLS alert': 'own', 'ICE failed': 'vanished' }

export function createJanusSession({ link, number, happened, taken }: JanusSessionOptions) {
  let session: Session | null = null
  let managers: { readonly [P in Plugin]: PluginHandle } | null = null
  const connections = new Map<ConnectionId, Connected>()
  let fresh = false

  function manager(plugin: Plugin): PluginHandle {
    if (managers) return managers[plugin]
    throw new GatewayFault('unreachable', 'the room has to be looked at first')
  }

  /** Whether it took up what was there; `already`: it had done so before. */
  async function begin(): Promise<'already' | 'old' | 'new'> {
    if (session && managers) return 'already'
    const { session: found, taken: isOld } = await link.session(number)
    // Said when it was looked at whole: what fails from here on is tried again.
    fresh ||= !isOld
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
    session = found
    return isOld ? 'old' : 'new'
  }

  function remember(
    id: ConnectionId,
    kind: ConnectionKind,
    handle: PluginHandle,
    state: { muted: boolean; up: boolean },
  ) {
    const connection: Connected = { kind, handle, talking: false, ...state }
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
      const talking = data.audiobridge === 'talking'
      if (!talking && data.audiobridge !== 'stopped-talking') return
      connection.talking = talking
      happened({ type: 'talking', connection: id, talking, since: Date.now() - NOTICED_AFTER })
    })
  }

  async function connect(id: ConnectionId, kind: ConnectionKind, muted: boolean): Promise<PluginHandle> {
    if (!session) throw new GatewayFault('unreachable', 'the room has to be looked at first')
    const plugin = kind === 'bridge' ? AUDIOBRIDGE : STREAM
    const handle = await link.attach(session, plugin, `${kind} ${id}`)
    remember(id, kind, handle, { muted, up: false })
    taken(COST[kind])
    return handle
  }

  async function drop(id: ConnectionId): Promise<void> {
    const found = connections.get(id)
    if (!found) return
    connections.delete(id)
    taken(-COST[found.kind])
    await link.detach(found.handle)
  }

  return {
    begin,
    manager,
    connections,
    connected(id: ConnectionId): Connected {
      const found = connections.get(id)
      if (found) return found
      throw new GatewayFault('lost', `there is no connection ${id}`)
    },
    connect,
    drop,
    /** Whether nothing was there when it was begun; said once. */
    wasFresh(): boolean {
      const was = fresh
      fresh = false
      return was
    },
    async destroy(): Promise<void> {
      const ending = session
      for (const { kind } of connections.values()) taken(-COST[kind])
      connections.clear()
      session = null
      managers = null
      if (ending) await link.destroy(ending)
    },
    letGo(): void {
      const left = session
      session = null
      managers = null
      connections.clear()
      if (left) link.forget(left)
    },
  }
}
