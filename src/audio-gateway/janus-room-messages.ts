// What Janus says of a room, and how it is asked.

import type { RoomId } from '../../commands/ids.ts'
import { type Address, type ConnectionId, GatewayFault } from './audio-gateway.ts'
import type { JanusSessionOptions } from './janus-session.ts'

export type JanusRoomOptions = Omit<JanusSessionOptions, 'number'> & {
  readonly secret: string
  readonly roomId: RoomId
  readonly epoch: number
  /** Of the gateway, for feeds from elsewhere. */
  readonly host: string
  /** Packets that wait for late ones before they are mixed, 20 ms each. */
  readonly prebuffer: number
  /** A file or folder as the gateway is told of it. */
  pathOf(path: string): string
}

export const jsep = (type: 'offer' | 'answer', sdp: string) => ({ type, sdp })

/** Whether a forwarder sends to this address. */
export const same = (to: Address) => (forwarder: Forwarder) =>
  forwarder.ip === to.host && forwarder.port === to.port

export type ListedParticipant = {
  readonly id: ConnectionId
  readonly muted?: boolean
  readonly talking?: boolean
}
export type ListedRoom = { readonly room: string; readonly record: boolean }
export type Forwarder = { readonly stream_id: number; readonly ip: string; readonly port: number }
export type StreamInfo = { readonly host?: string; readonly media?: readonly { readonly port: number }[] }

/** Null when what was asked for does not exist. */
export async function unlessMissing<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking
  } catch (error) {
    if (error instanceof GatewayFault && error.kind === 'missing') return null
    throw error
  }
}
