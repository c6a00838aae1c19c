// Whose devices are connected to a room's sound, on which gateway, and which of them are on their way out.

import type { UserId } from '../../commands/ids.ts'
import type {
  Address,
  ConnectionId,
  ConnectionKind,
  GatewayRoom,
  ReportedRoom,
} from '../audio-gateway/audio-gateway.ts'
import { type ActualGateway, personOf } from './diff.ts'
import type { Renegotiation } from './protocol.ts'

export type DeviceConnection = {
  readonly id: ConnectionId
  readonly person: UserId
  readonly kind: ConnectionKind
  /** Milliseconds since 1970. */
  readonly since: number
  muted: boolean
  /** By what the gateway hears, muted or not. */
  talks: boolean
  upAt: number | null
  /** The gateway has let it in. */
  joined: boolean
  over: boolean
  /** Since when nothing comes from it, where something should. */
  quietSince: number | null
  /** Its device sends, as far as is known. */
  sends: boolean
  /** What its person was asked to do last. */
  asked: Renegotiation | null
}

/** A gateway on which the room has something. */
export type GatewayConnections = {
  readonly gateway: string
  readonly epoch: number
  readonly room: GatewayRoom
  readonly connections: Map<ConnectionId, DeviceConnection>
  bridge: boolean
  stream: Address | null
  forwards: readonly Address[]
  recording: boolean
  /** What is there must be looked at before anything is done. */
  doubtful: boolean
  lookedAt: number
  /** Since when nobody is connected to it. */
  emptySince: number | null
}

/** Milliseconds in which a new connection has to come up, or it is given up. */
export const CONNECT_TIMEOUT_MS = 15_000
/** Milliseconds for which an old connection outlives a newer one that works, so that no word is lost. */
export const OVERLAP_MS = 1_000
/** Milliseconds after which an edge that did not answer is asked again: nothing else of the room is done while it is. */
export const EDGE_RETRY_MS = 5_000
/** Milliseconds without a packet of somebody who is to be heard, after which they are not reached any more. */
export const QUIET_TIMEOUT_MS = 8_000

export function newGatewayConnections(
  gateway: string,
  epoch: number,
  room: GatewayRoom,
  now: number,
): GatewayConnections {
  return {
    gateway,
    epoch,
    room,
    connections: new Map(),
    bridge: false,
    stream: null,
    forwards: [],
    recording: false,
    doubtful: true,
    lookedAt: Number.NEGATIVE_INFINITY,
    emptySince: now,
  }
}

export function newConnection(
  id: ConnectionId,
  kind: ConnectionKind,
  muted: boolean,
  now: number,
): DeviceConnection {
  return {
    id,
    person: personOf(id),
    kind,
    since: now,
    muted,
    talks: false,
    upAt: null,
    joined: true,
    over: false,
    quietSince: null,
    sends: true,
    asked: null,
  }
}

/** Takes over what was seen on the gateway. Answers who is gone from there. */
export function adoptConnection(
  here: GatewayConnections,
  there: ReportedRoom,
  now: number,
): DeviceConnection[] {
  Object.assign(here, {
    bridge: there.bridge,
    stream: there.stream,
    forwards: there.forwards,
    recording: there.recording,
    doubtful: false,
    lookedAt: now,
  })
  const names = new Set(there.connections.map(({ id }) => id))
  const gone = [...here.connections.values()].filter(({ id }) => !names.has(id))
  for (const { id } of gone) here.connections.delete(id)
  for (const { id, kind, muted, talking, up } of there.connections) {
    const known = here.connections.get(id) ?? newConnection(id, kind, muted, now)
    known.muted = muted
    known.talks = talking
    if (up) known.upAt ??= now
    here.connections.set(id, known)
  }
  return gone
}

/**
 * Marks what is over, because its person has a newer connection that has worked for a while, never came up, or fell
 * silent. Answers whose only connection that was, and when this is to be asked again (null: not by itself).
 */
export function retireConnections(
  all: Iterable<GatewayConnections>,
  now: number,
): { readonly lost: readonly DeviceConnection[]; readonly again: number | null } {
  const newest = new Map<UserId, DeviceConnection>()
  const everyone = [...all].flatMap(({ connections }) => [...connections.values()])
  let again = Number.POSITIVE_INFINITY
  for (const one of everyone) {
    const best = newest.get(one.person)
    if (one.upAt !== null && !one.over && (!best || one.since >= best.since)) newest.set(one.person, one)
  }
  const lost: DeviceConnection[] = []
  for (const one of everyone) {
    if (one.over) continue
    const best = newest.get(one.person)
    const deadline =
      best && best !== one && best.since >= one.since
        ? best.upAt! + OVERLAP_MS
        : one.upAt === null
          ? one.since + CONNECT_TIMEOUT_MS
          : one.quietSince !== null && !one.muted
            ? one.quietSince + QUIET_TIMEOUT_MS
            : Number.POSITIVE_INFINITY
    if (deadline > now) again = Math.min(again, deadline)
    else {
      one.over = true
      if (!best || best === one) lost.push(one)
    }
  }
  return { lost, again: again === Number.POSITIVE_INFINITY ? null : again }
}

export function actualOf(here: GatewayConnections): ActualGateway {
  return {
    bridge: here.bridge,
    stream: here.stream,
    forwards: here.forwards,
    recording: here.recording,
    connections: new Map(
      [...here.connections].map(([id, { kind, muted, upAt, over }]) => [
        id,
        { kind, muted, up: upAt !== null, over },
      ]),
    ),
  }
}
