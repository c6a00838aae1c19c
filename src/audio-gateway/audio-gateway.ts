// The port to audio gateways, which mix what speakers say and send it to everybody in a room.

import type { RoomId } from '../../commands/ids.ts'

/** Names one device's connection to a room. It begins with the id of the person. */
export type ConnectionId = string

/** Where a gateway receives RTP from another one. */
export type RtpAddress = { readonly host: string; readonly port: number }

/**
 * `bridge`: hears the mix without itself and may be heard. `stream`: hears the whole mix, and is never heard, whatever it
 * sends.
 */
export type ConnectionKind = 'bridge' | 'stream'

/** A connection as its gateway has it. */
export type ConnectionSnapshot = {
  readonly id: ConnectionId
  readonly kind: ConnectionKind
  /** Always true for a stream. */
  readonly isMuted: boolean
  /** As last reported: a gateway does not listen to a muted device. */
  readonly isTalking: boolean
  /** Whether media flows, or did when last inspected. */
  readonly isUp: boolean
}

/** What a gateway holds of a room. */
export type GatewayRoomSnapshot = {
  /** Nothing of this epoch was left there, so the room began empty. True once. */
  readonly isNew: boolean
  readonly hasBridge: boolean
  /** Where the stream for listeners is fed; null: there is no stream. */
  readonly stream: RtpAddress | null
  /** Where the mix is forwarded. */
  readonly forwards: readonly RtpAddress[]
  readonly isRecording: boolean
  readonly connections: readonly ConnectionSnapshot[]
}

/** `own`: the device ended it. `vanished`: the device cannot be reached any more. `sound`: the gateway ended it. */
export type DisconnectReason = 'own' | 'vanished' | 'sound'

/** What a gateway reports by itself. */
export type GatewayEvent =
  | { readonly type: 'up'; readonly connection: ConnectionId }
  /** The connection will not come back. */
  | { readonly type: 'gone'; readonly connection: ConnectionId; readonly reason: DisconnectReason }
  /** Reported once for each change. */
  | {
      readonly type: 'talking'
      readonly connection: ConnectionId
      readonly isTalking: boolean
      /** When it changed, as near as is known, in milliseconds since 1970. */
      readonly since: number
    }
  /** Whether packets arrive from the device at all. */
  | { readonly type: 'receiving'; readonly connection: ConnectionId; readonly isReceiving: boolean }
  /** The room has to be inspected again. */
  | { readonly type: 'uncertain' }

/** An ICE candidate as browsers write it. */
export type IceCandidate = {
  readonly candidate: string
  readonly sdpMid: string | null
  readonly sdpMLineIndex: number | null
}

/** `startedAt`: when the beginning of the file was spoken, in milliseconds since 1970. `sampleRate`: in Hz. */
export type StartedRecording = {
  readonly path: string
  readonly sampleRate: number
  readonly startedAt: number
}

/**
 * A room on a gateway, in one epoch. Operations are idempotent: to create what exists and to remove what does not is no
 * error. All of them reject with a `GatewayError`, at the latest after the timeout of the gateway. Inspect the room first.
 */
export interface GatewayRoom {
  /** Everything that is there. Takes over what an earlier process or link began in this epoch, or begins the room empty. */
  inspect(): Promise<GatewayRoomSnapshot>

  openBridge(): Promise<void>
  /** Resolves to where the stream is to be fed. `isLocal`: by this gateway only. */
  openStream(isLocal: boolean): Promise<RtpAddress>
  closeStream(): Promise<void>
  forward(to: RtpAddress): Promise<void>
  endForward(to: RtpAddress): Promise<void>

  /** Resolves to the SDP answer to an offer. Without an offer it resolves to one, which `answer` completes. */
  join(id: ConnectionId, isMuted: boolean, offer: string | null): Promise<string>
  /** Resolves to the SDP offer of the stream, which `answer` completes. */
  watch(id: ConnectionId): Promise<string>
  answer(id: ConnectionId, sdp: string): Promise<void>
  /** Takes another offer of a device that has joined, to start sending or to restart ICE. Resolves to the answer. */
  renegotiate(id: ConnectionId, offer: string): Promise<string>
  /** `null` marks the end of the candidates. */
  trickle(id: ConnectionId, candidates: readonly (IceCandidate | null)[]): Promise<void>
  mute(id: ConnectionId, isMuted: boolean): Promise<void>
  /** Ends a connection at once. */
  drop(id: ConnectionId): Promise<void>

  /** Writes the mix to `<name>.wav` from now on, and each speaker beside it. Somebody must have joined. */
  startRecording(name: string): Promise<StartedRecording>
  stopRecording(): Promise<void>

  /** Ends the room on this gateway. Nothing is left there. */
  remove(): Promise<void>
  /** Leaves the room as it is, for the next process to take over. */
  release(): void
}

export interface AudioGateway {
  readonly id: string
  /** Whether it can be reached now. */
  readonly isUp: boolean
  /** It takes no new rooms, and those that it has are to move. */
  readonly isDraining: boolean
  /** The part of its capacity that is in use. From 1 on it is full. */
  readonly load: number
  /** Counts a room that is about to be placed here, so that many at once do not all choose the same gateway. */
  reserveRoom(): void
  /** Calls back whenever `isUp` changed. Returns how to stop. */
  onChange(handler: () => void): () => void
  /** Every room of which it holds something, whichever process put it there. */
  listRooms(): Promise<readonly RoomId[]>
  /** A room in one epoch. Nothing happens on the gateway before it is inspected. */
  getRoom(roomId: RoomId, epoch: number, onEvent: (event: GatewayEvent) => void): GatewayRoom
}

export interface AudioGateways {
  /** In the order in which they were configured. */
  readonly gateways: readonly AudioGateway[]
  close(): Promise<void>
}

/** A gateway refused a request, or did not answer. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  /**
   * `unreachable`: no link, or no answer in time. `lost`: the gateway does not know the session or the handle any more.
   * `missing`: no such room, stream or participant. `exists`: there is one already. `refused`: anything else.
   */
  readonly kind: 'unreachable' | 'lost' | 'missing' | 'exists' | 'refused'
  /** The gateway's own error number; 0: it gave none. */
  readonly code: number
  constructor(kind: GatewayError['kind'], message: string, code = 0) {
    super(message)
    this.kind = kind
    this.code = code
  }
}
