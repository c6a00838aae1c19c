// The port of the sound: gateways that mix what speakers say and send it to everybody in a room.

import type { RoomId } from '../../commands/ids.ts'

/** One device's sound in a room; its name begins with the id of the person. */
export type ConnectionId = string

/** Where one gateway hears what another sends it. */
export type Address = { readonly host: string; readonly port: number }

/**
 * `bridge`: hears the mix without itself and may be heard. `stream`: hears the mix, and cannot be heard whatever it sends.
 */
export type ConnectionKind = 'bridge' | 'stream'

export type ReportedConnection = {
  readonly id: ConnectionId
  readonly kind: ConnectionKind
  /** A stream is always so. */
  readonly muted: boolean
  /** As it was said last; a gateway does not listen to who is muted. */
  readonly talking: boolean
  /** Media flows, or did when last looked at. */
  readonly up: boolean
}

/** What a gateway holds of a room. */
export type ReportedRoom = {
  /** Nothing of this epoch was left there when it was looked at: it began anew. Said once. */
  readonly fresh: boolean
  readonly bridge: boolean
  /** Where the stream for listeners is fed; null: there is none. */
  readonly stream: Address | null
  /** Where the mix is sent besides. */
  readonly forwards: readonly Address[]
  readonly recording: boolean
  readonly connections: readonly ReportedConnection[]
}

/** The device ended it; it is not reached any more; the gateway ended it. */
export type ConnectionEnd = 'own' | 'vanished' | 'sound'

/**
 * What happens on a gateway by itself. `gone`: this connection will not come back. `doubtful`: what is there has to be
 * looked at anew.
 */
export type GatewayEvent =
  | { readonly type: 'up'; readonly connection: ConnectionId }
  | { readonly type: 'gone'; readonly connection: ConnectionId; readonly why: ConnectionEnd }
  /** Said once for each change. `since`: as near as it can be told when. */
  | {
      readonly type: 'talking'
      readonly connection: ConnectionId
      readonly talking: boolean
      /** Milliseconds since 1970. */
      readonly since: number
    }
  /** Whether packets come from the device at all. */
  | { readonly type: 'receiving'; readonly connection: ConnectionId; readonly receiving: boolean }
  | { readonly type: 'doubtful' }

/** A candidate of ICE as browsers write it. */
export type Candidate = {
  readonly candidate: string
  readonly sdpMid: string | null
  readonly sdpMLineIndex: number | null
}

/** `startedAt`: when what the file begins with was spoken, in milliseconds since 1970. */
export type RecordingFile = { readonly path: string; readonly sampleRate: number; readonly startedAt: number }

/**
 * A room on a gateway, in one epoch. Every operation can be repeated: making what is there, and removing what is not, is no
 * error. All reject with a `GatewayFault`, at the latest after the time-out of the gateway.
 */
export interface GatewayRoom {
  /**
   * All that is there. Takes up what an earlier process, or an earlier link, began in this epoch; where nothing of it is
   * left, begins anew and answers that there is nothing.
   */
  look(): Promise<ReportedRoom>

  openBridge(): Promise<void>
  /** Answers where it is to be fed. `local`: only by this gateway itself. */
  openStream(local: boolean): Promise<Address>
  closeStream(): Promise<void>
  forward(to: Address): Promise<void>
  endForward(to: Address): Promise<void>

  /** A device's offer is answered; without one, an offer is made, which `answer` completes. */
  join(id: ConnectionId, muted: boolean, offer: string | null): Promise<string>
  /** The offer of the stream, which `answer` completes. */
  watch(id: ConnectionId): Promise<string>
  answer(id: ConnectionId, sdp: string): Promise<void>
  /** Another offer of a device that has joined, to begin to send or to restart ICE; resolves with the answer. */
  renegotiate(id: ConnectionId, offer: string): Promise<string>
  /** `null` says that there are no more. */
  trickle(id: ConnectionId, candidates: readonly (Candidate | null)[]): Promise<void>
  mute(id: ConnectionId, muted: boolean): Promise<void>
  /** Ends a connection at once. */
  drop(id: ConnectionId): Promise<void>

  /** Writes the mix into `<name>.wav`, and each speaker beside it, from now on. Somebody must have joined. */
  record(name: string): Promise<RecordingFile>
  endRecording(): Promise<void>

  /** Ends all of it; nothing is left there. */
  remove(): Promise<void>
  /** Leaves it as it is, for the next process to take up. */
  letGo(): void
}

export interface Gateway {
  readonly id: string
  /** It can be reached now. */
  readonly up: boolean
  /** No new rooms, and those it has are to move. */
  readonly draining: boolean
  /** The part of its capacity that is in use: from 1 on it is full. */
  readonly load: number
  /** A room is about to be placed here: it counts from now on, so that many at once do not all choose the same gateway. */
  expectRoom(): void
  /** Calls back whenever `up` changed. Answers how to stop it. */
  onChange(handler: () => void): () => void
  /** Every room that it holds something of, whoever put it there. */
  rooms(): Promise<readonly RoomId[]>
  room(roomId: RoomId, epoch: number, happened: (happening: GatewayEvent) => void): GatewayRoom
}

export interface AudioGateways {
  /** In the order in which they are named. */
  readonly gateways: readonly Gateway[]
  close(): Promise<void>
}

/** A gateway refused, or did not answer. */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault'
  /**
   * `unreachable`: no link, or no answer in time. `lost`: it does not know the session or the handle any more.
   * `missing`: no such room, stream or participant. `exists`: there is one already. `refused`: anything else.
   */
  readonly kind: 'unreachable' | 'lost' | 'missing' | 'exists' | 'refused'
  /** The gateway's own number; 0 where it said none. */
  readonly code: number
  constructor(kind: GatewayFault['kind'], message: string, code = 0) {
    super(message)
    this.kind = kind
    this.code = code
  }
}
