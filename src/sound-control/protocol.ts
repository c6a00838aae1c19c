// The messages between the API and the process that controls a room's sound, and their bus topics.

import { parseId, type RoomId, type UserId } from '../../commands/ids.ts'
import type { IceCandidate } from '../audio-gateway/audio-gateway.ts'

/** A request from one device. `person` is authenticated by the API; everything else comes from the device. */
export type SoundRequest =
  /** `offer` null: the gateway makes the SDP offer. */
  | { readonly ask: 'connect'; readonly person: UserId; readonly offer: string | null }
  | {
      readonly ask: 'answer' | 'renegotiate'
      readonly person: UserId
      readonly handle: string
      readonly sdp: string
    }
  | {
      readonly ask: 'trickle'
      readonly person: UserId
      readonly handle: string
      readonly candidates: readonly (IceCandidate | null)[]
    }
  | { readonly ask: 'disconnect'; readonly person: UserId; readonly handle: string }
  | { readonly ask: 'state'; readonly person: UserId }

export type SdpType = 'answer' | 'offer'

/** The reply to a request. With `type` `offer` the client has to answer the SDP. `epoch` 0: the room has no sound now. */
export type SoundReply =
  | {
      readonly said: 'connected'
      readonly handle: string
      readonly epoch: number
      readonly type: SdpType
      readonly sdp: string
    }
  | { readonly said: 'sdp'; readonly sdp: string }
  | { readonly said: 'done' }
  | {
      readonly said: 'state'
      readonly epoch: number
      readonly talking: readonly UserId[]
      /** What the person was asked to do and has not done yet. */
      readonly pending: Renegotiation | null
    }
  | { readonly said: 'no'; readonly code: SoundRequestRejection; readonly details?: Record<string, string> }

/** Why a request was rejected. `SOUND_RESET`: the handle's connection has ended; connect again. */
export type SoundRequestRejection =
  | 'NO_SUCH_ROOM'
  | 'NOT_IN_ROOM'
  | 'NO_SOUND'
  | 'SOUND_FULL'
  | 'SOUND_RESET'
  | 'INVALID_INPUT'

/** `offer`: send another offer on the same connection. `connect`: make a new connection, then close the old one. */
export type Renegotiation = 'offer' | 'connect'

/** A message to every API process that serves the room. Messages can be lost; the `state` request catches up. */
export type SoundBroadcast =
  /** Every client has to connect again: handles of earlier epochs are void. */
  | { readonly signal: 'reset'; readonly epoch: number }
  | { readonly signal: 'talking'; readonly epoch: number; readonly people: readonly UserId[] }
  | { readonly signal: 'renegotiate'; readonly person: UserId; readonly how: Renegotiation }
  | { readonly signal: 'muted'; readonly person: UserId; readonly muted: boolean }
  | { readonly signal: 'removed'; readonly person: UserId }

/** The topic on which the process that controls the room responds to requests. */
export const requestTopic = (roomId: RoomId) => `sound.ask.${roomId}`
/** The topic on which that process publishes broadcasts. */
export const broadcastTopic = (roomId: RoomId) => `sound.signal.${roomId}`

/** The room that a handle names. Enough to route the request; it proves nothing until `Handles.read` has checked it. */
export function roomOfHandle(handle: string): RoomId | null {
  const [roomId = ''] = Buffer.from(handle.split('.')[0] ?? '', 'base64url')
    .toString()
    .split(' ')
  return parseId<RoomId>(roomId)
}
