// The connections of devices to a room's sound, the gateways that carry the room, and when connections are retired.

import type { UserId } from '../../commands/ids.ts'
import type { ConnectionId, ConnectionKind, GatewayRoom, RtpAddress } from '../audio-gateway/audio-gateway.ts'
import { personOf } from './diff.ts'
import type { Renegotiation } from './protocol.ts'

/** One device's connection. Times are milliseconds since 1970. Only `SoundRoomState` changes it. */
export type DeviceConnection = {
  readonly id: ConnectionId
  readonly person: UserId
  readonly kind: ConnectionKind
  readonly createdAt: number
  readonly isMuted: boolean
  /** What the gateway last reported, whether the person is muted or not. */
  readonly isTalking: boolean
  /** When media first flowed; null: not yet. */
  readonly upAt: number | null
  /** The gateway has let it in. */
  readonly isJoined: boolean
  /** It is to be dropped: its person has a newer one that works, or is not coming back to it. */
  readonly isRetired: boolean
  /** Since when no packet came although some should; null: packets come, or none is expected. */
  readonly silentSince: number | null
  /** Whether the device sends audio, as far as is known. */
  readonly isSending: boolean
  /** What its person was last asked to do. */
  readonly requested: Renegotiation | null
}

/** What a room has on one gateway. Only `SoundRoomState` changes it. */
export type RoomOnGateway = {
  readonly gateway: string
  readonly epoch: number
  readonly room: GatewayRoom
  readonly connections: ReadonlyMap<ConnectionId, DeviceConnection>
  readonly hasBridge: boolean
  readonly stream: RtpAddress | null
  readonly forwards: readonly RtpAddress[]
  readonly isRecording: boolean
  /** The rest of this may be wrong: inspect the gateway before anything else is done there. */
  readonly isUncertain: boolean
  readonly inspectedAt: number
  /** Since when nobody is connected to it; null: somebody is. */
  readonly emptySince: number | null
}

/** How long, in milliseconds, a new connection may take until media flows. */
export const CONNECT_TIMEOUT_MS = 15_000
/** How long, in milliseconds, an old connection outlives a newer one that works, so that no word is lost. */
export const OVERLAP_MS = 1_000
/** After how many milliseconds without a packet a person who should be heard counts as gone. */
export const NO_PACKETS_TIMEOUT_MS = 8_000
/** How long, in milliseconds, an edge that did not answer is left alone: the room waits while it is asked. */
export const EDGE_RETRY_MS = 5_000

export function newConnection(
  id: ConnectionId,
  kind: ConnectionKind,
  isMuted: boolean,
  now: number,
): DeviceConnection {
  return {
    id,
    person: personOf(id),
    kind,
    createdAt: now,
    isMuted,
    isTalking: false,
    upAt: null,
    isJoined: true,
    isRetired: false,
    silentSince: null,
    isSending: true,
    requested: null,
  }
}

/** The newest working connection of each person. */
export function newestByPerson(
  connections: Iterable<DeviceConnection>,
): ReadonlyMap<UserId, DeviceConnection> {
  const newest = new Map<UserId, DeviceConnection>()
  for (const one of connections) {
    const best = newest.get(one.person)
    if (one.upAt !== null && !one.isRetired && (!best || one.createdAt >= best.createdAt))
      newest.set(one.person, one)
  }
  return newest
}

/**
 * When a connection is to be retired: a while after a newer one works, or when it did not come up or fell silent.
 * Infinite: not as things are.
 */
export function retirementAt(one: DeviceConnection, newest: DeviceConnection | undefined): number {
  if (newest && newest !== one && newest.createdAt >= one.createdAt) return newest.upAt! + OVERLAP_MS
  if (one.upAt === null) return one.createdAt + CONNECT_TIMEOUT_MS
  if (one.silentSince !== null && !one.isMuted) return one.silentSince + NO_PACKETS_TIMEOUT_MS
  return Number.POSITIVE_INFINITY
}
