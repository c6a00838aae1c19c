// The replies of Janus plugins, as far as a room reads them.

import { type ConnectionId, GatewayError, type RtpAddress } from './audio-gateway.ts'
import type { PluginMessage } from './janus-handle.ts'

/** Throws when the reply has no SDP. */
export function sdpOf({ jsep }: PluginMessage): string {
  if (!jsep) throw new GatewayError('refused', 'the gateway replied without SDP')
  return jsep.sdp
}

export const jsep = (type: 'offer' | 'answer', sdp: string) => ({ type, sdp })

/** Whether a forwarder sends to an address. */
export const isTo = (to: RtpAddress) => (forwarder: RtpForwarder) =>
  forwarder.ip === to.host && forwarder.port === to.port

export type BridgeParticipant = {
  readonly id: ConnectionId
  readonly muted?: boolean
  readonly talking?: boolean
}
export type BridgeRoom = { readonly room: string; readonly record: boolean }
export type RtpForwarder = { readonly stream_id: number; readonly ip: string; readonly port: number }
export type StreamInfo = { readonly host?: string; readonly media?: readonly { readonly port: number }[] }
