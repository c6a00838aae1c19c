// What is to be done on the gateways of one room, so that they hold what its events say: pure, and the same when asked
// again. Whoever may not be heard is silenced before anything else is done.

import type { UserId } from '../../commands/ids.ts'
import type { RoomState } from '../../commands/room/fold.ts'
import type { Address, ConnectionId, ConnectionKind } from '../audio-gateway/audio-gateway.ts'

/** What a person may do with their sound; null: they are not in the room. */
export type Standing = 'heard' | 'muted' | 'listening' | null

export function standingOf(room: RoomState, person: UserId): Standing {
  if (room.phase !== 'live' || !room.participants.has(person)) return null
  const mute = room.speakers.get(person)
  if (mute === undefined) return 'listening'
  return mute === 'none' ? 'heard' : 'muted'
}

/** A connection is named after its person. */
export const personOf = (connection: ConnectionId) => connection.slice(0, 36) as UserId

export type Wanted = {
  /** False: nobody is there who could hear or speak. */
  readonly sound: boolean
  standing(person: UserId): Standing
  /** Gateways that are to stream the mix to listeners; the home gateway may be one of them. */
  readonly streams: ReadonlySet<string>
  readonly recording: boolean
}

export type ActualConnection = {
  readonly kind: ConnectionKind
  readonly muted: boolean
  readonly up: boolean
  /** Its person has a newer one that works, or does not come back to it. */
  readonly over: boolean
}

export type ActualGateway = {
  readonly bridge: boolean
  readonly stream: Address | null
  readonly forwards: readonly Address[]
  readonly recording: boolean
  readonly connections: ReadonlyMap<ConnectionId, ActualConnection>
}

export type Actual = {
  readonly home: string
  readonly gateways: ReadonlyMap<string, ActualGateway>
  /** A segment has been told of that has not ended. */
  readonly segment: boolean
}

export type Operation =
  | { readonly do: 'mute' | 'unmute' | 'drop'; readonly gateway: string; readonly connection: ConnectionId }
  | { readonly do: 'open-bridge' | 'record' | 'end-recording' }
  | { readonly do: 'open-stream' | 'close-stream' | 'remove'; readonly gateway: string }
  | { readonly do: 'forward' | 'end-forward'; readonly to: Address }

const nothingThere: ActualGateway = {
  bridge: false,
  stream: null,
  forwards: [],
  recording: false,
  connections: new Map(),
}

/** In the order in which it is to be done. What depends on an answer comes when it is asked for again. */
export function diff(wanted: Wanted, actual: Actual): Operation[] {
  const { gateways, home } = actual
  const here = gateways.get(home) ?? nothingThere
  if (!wanted.sound) return removal(actual, here)
  const operations: Operation[] = []

  for (const [gateway, { connections }] of gateways)
    for (const [connection, { kind, muted, over }] of connections) {
      const standing = wanted.standing(personOf(connection))
      if (standing === null || over) operations.push({ do: 'drop', gateway, connection })
      else if (kind === 'bridge' && standing !== 'heard' && !muted)
        operations.push({ do: 'mute', gateway, connection })
    }
  for (const [gateway, { connections }] of gateways)
    for (const [connection, { kind, muted, over }] of connections)
      if (kind === 'bridge' && muted && !over && wanted.standing(personOf(connection)) === 'heard')
        operations.push({ do: 'unmute', gateway, connection })

  if (!here.bridge) operations.push({ do: 'open-bridge' })
  const feeds = [...gateways].flatMap(([gateway, { stream }]) =>
    stream && wanted.streams.has(gateway) ? [stream] : [],
  )
  for (const gateway of wanted.streams)
    if (!gateways.get(gateway)?.stream) operations.push({ do: 'open-stream', gateway })
  if (here.bridge)
    for (const to of feeds) if (!here.forwards.some(same(to))) operations.push({ do: 'forward', to })

  if (here.recording && !(wanted.recording && actual.segment)) operations.push({ do: 'end-recording' })
  else if (wanted.recording && here.bridge && !here.recording && !actual.segment)
    operations.push({ do: 'record' })

  for (const to of here.forwards) if (!feeds.some(same(to))) operations.push({ do: 'end-forward', to })
  for (const [gateway, { stream }] of gateways) {
    if (wanted.streams.has(gateway)) continue
    if (gateway !== home) operations.push({ do: 'remove', gateway })
    else if (stream) operations.push({ do: 'close-stream', gateway })
  }
  return operations
}

function removal({ gateways }: Actual, here: ActualGateway): Operation[] {
  const removed = [...gateways.keys()].map((gateway): Operation => ({ do: 'remove', gateway }))
  return here.recording ? [{ do: 'end-recording' }, ...removed] : removed
}

const same = (one: Address) => (other: Address) => one.host === other.host && one.port === other.port

/** Whether listeners are to be streamed to. Not given up at once when a few go, so that nobody is moved to and fro. */
export function wantsStream(room: RoomState, above: number, before: boolean): boolean {
  if (room.phase !== 'live') return false
  const listeners = room.participants.size - room.speakers.size
  return listeners > above || (before && listeners > above * 0.6)
}
