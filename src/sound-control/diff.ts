// Compares what the gateways of one room should hold with what they do, and returns the operations that are missing.

import type { UserId } from '../../commands/ids.ts'
import type { RoomState } from '../../commands/room/fold.ts'
import type { ConnectionId, ConnectionKind, RtpAddress } from '../audio-gateway/audio-gateway.ts'

/** What a person may do with their sound; null: they are not in the room. */
export type AudioRole = 'heard' | 'muted' | 'listening' | null

export function audioRoleOf(room: RoomState, person: UserId): AudioRole {
  if (room.phase !== 'live' || !room.participants.has(person)) return null
  const mute = room.speakers.get(person)
  if (mute === undefined) return 'listening'
  return mute === 'none' ? 'heard' : 'muted'
}

/** The id of a connection begins with its person's id. */
export const personOf = (connection: ConnectionId) => connection.slice(0, 36) as UserId

export type DesiredSound = {
  /** Whether there is anybody to hear or speak. */
  readonly isWanted: boolean
  roleOf(person: UserId): AudioRole
  /** The gateways that stream the mix to listeners. The home gateway may be one of them. */
  readonly streams: ReadonlySet<string>
  readonly isRecording: boolean
}

export type ActualConnection = {
  readonly kind: ConnectionKind
  readonly isMuted: boolean
  /** It is to be dropped: its person has a newer one that works, or is not coming back to it. */
  readonly isRetired: boolean
}

export type ActualRoom = {
  readonly hasBridge: boolean
  readonly stream: RtpAddress | null
  readonly forwards: readonly RtpAddress[]
  readonly isRecording: boolean
  readonly connections: ReadonlyMap<ConnectionId, ActualConnection>
}

export type ActualSound = {
  /** The id of the home gateway. */
  readonly home: string
  /** By the id of the gateway. */
  readonly rooms: ReadonlyMap<string, ActualRoom>
  /** Whether the log has a recording segment that has not ended. */
  readonly hasOpenSegment: boolean
}

export type SoundOperation =
  | { readonly type: 'mute' | 'unmute' | 'drop'; readonly gateway: string; readonly connection: ConnectionId }
  | { readonly type: 'open-bridge' | 'record' | 'end-recording' }
  | { readonly type: 'open-stream' | 'close-stream' | 'remove'; readonly gateway: string }
  | { readonly type: 'forward' | 'end-forward'; readonly to: RtpAddress }

const EMPTY: ActualRoom = {
  hasBridge: false,
  stream: null,
  forwards: [],
  isRecording: false,
  connections: new Map(),
}

/**
 * The operations in the order in which to run them: people who may not be heard are muted first. Pure. An operation that
 * needs the result of another is returned by the next call.
 */
export function diff(desired: DesiredSound, actual: ActualSound): SoundOperation[] {
  const home = actual.rooms.get(actual.home) ?? EMPTY
  if (!desired.isWanted) return removal(actual, home)
  return [
    ...mutesAndDrops(desired, actual),
    ...unmutes(desired, actual),
    ...feeds(desired, actual, home),
    ...recording(desired, actual, home),
    ...withdrawals(desired, actual, home),
  ]
}

function removal({ rooms }: ActualSound, home: ActualRoom): SoundOperation[] {
  const removals = [...rooms.keys()].map((gateway): SoundOperation => ({ type: 'remove', gateway }))
  return home.isRecording ? [{ type: 'end-recording' }, ...removals] : removals
}

function mutesAndDrops({ roleOf }: DesiredSound, { rooms }: ActualSound): SoundOperation[] {
  const operations: SoundOperation[] = []
  for (const [gateway, { connections }] of rooms)
    for (const [connection, { kind, isMuted, isRetired }] of connections) {
      const role = roleOf(personOf(connection))
      if (role === null || isRetired) operations.push({ type: 'drop', gateway, connection })
      else if (kind === 'bridge' && role !== 'heard' && !isMuted)
        operations.push({ type: 'mute', gateway, connection })
    }
  return operations
}

function unmutes({ roleOf }: DesiredSound, { rooms }: ActualSound): SoundOperation[] {
  const operations: SoundOperation[] = []
  for (const [gateway, { connections }] of rooms)
    for (const [connection, { kind, isMuted, isRetired }] of connections)
      if (kind === 'bridge' && isMuted && !isRetired && roleOf(personOf(connection)) === 'heard')
        operations.push({ type: 'unmute', gateway, connection })
  return operations
}

/** The addresses of the streams that are wanted and open. */
const openFeeds = ({ streams }: DesiredSound, { rooms }: ActualSound): RtpAddress[] =>
  [...rooms].flatMap(([gateway, { stream }]) => (stream && streams.has(gateway) ? [stream] : []))

function feeds(desired: DesiredSound, actual: ActualSound, home: ActualRoom): SoundOperation[] {
  const operations: SoundOperation[] = []
  if (!home.hasBridge) operations.push({ type: 'open-bridge' })
  for (const gateway of desired.streams)
    if (!actual.rooms.get(gateway)?.stream) operations.push({ type: 'open-stream', gateway })
  if (!home.hasBridge) return operations
  for (const to of openFeeds(desired, actual))
    if (!home.forwards.some(isSame(to))) operations.push({ type: 'forward', to })
  return operations
}

function recording(
  { isRecording }: DesiredSound,
  { hasOpenSegment }: ActualSound,
  home: ActualRoom,
): SoundOperation[] {
  if (home.isRecording && !(isRecording && hasOpenSegment)) return [{ type: 'end-recording' }]
  if (isRecording && home.hasBridge && !home.isRecording && !hasOpenSegment) return [{ type: 'record' }]
  return []
}

function withdrawals(desired: DesiredSound, actual: ActualSound, home: ActualRoom): SoundOperation[] {
  const operations: SoundOperation[] = []
  const wanted = openFeeds(desired, actual)
  for (const to of home.forwards) if (!wanted.some(isSame(to))) operations.push({ type: 'end-forward', to })
  for (const [gateway, { stream }] of actual.rooms) {
    if (desired.streams.has(gateway)) continue
    if (gateway !== actual.home) operations.push({ type: 'remove', gateway })
    else if (stream) operations.push({ type: 'close-stream', gateway })
  }
  return operations
}

const isSame = (one: RtpAddress) => (other: RtpAddress) => one.host === other.host && one.port === other.port

/** Streaming ends at 60 % of the number at which it begins, so that nobody is moved to and fro. */
const STREAM_UNTIL = 0.6

/** Whether listeners get the stream, given whether they do now. */
export function wantsStream(room: RoomState, aboveListeners: number, isStreaming: boolean): boolean {
  if (room.phase !== 'live') return false
  const listeners = room.participants.size - room.speakers.size
  return listeners > aboveListeners || (isStreaming && listeners > aboveListeners * STREAM_UNTIL)
}
