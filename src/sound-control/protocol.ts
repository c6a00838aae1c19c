// How the API and the process that works on a room's sound speak with each other, over the bus: questions with answers,
// and signals, which may be lost.

import { parseId, type RoomId, type UserId } from '../../commands/ids.ts'
import type { Candidate } from '../audio-gateway/audio-gateway.ts'
import type { Bus, BusSubscription } from '../bus/bus.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { watchAvailability } from './availability.ts'

export type SoundRequest =
  /** `offer` null: the gateway is to make one. */
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
      readonly candidates: readonly (Candidate | null)[]
    }
  | { readonly ask: 'disconnect'; readonly person: UserId; readonly handle: string }
  | { readonly ask: 'state'; readonly person: UserId }

export type SdpType = 'answer' | 'offer'

/** `offer`: the client is to answer it. `epoch` 0: the room has no sound now. */
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
  | { readonly said: 'no'; readonly code: SoundRefusal; readonly details?: Record<string, string> }

/** `SOUND_RESET`: the handle is of a connection that is over; connect again. */
export type SoundRefusal =
  | 'NO_SUCH_ROOM'
  | 'NOT_IN_ROOM'
  | 'NO_SOUND'
  | 'SOUND_FULL'
  | 'SOUND_RESET'
  | 'INVALID_INPUT'

/** `offer`: send another offer on the same connection. `connect`: make a new one, then let go of the old. */
export type Renegotiation = 'offer' | 'connect'

export type SoundSignalMessage =
  /** Everything is to be connected anew: handles of earlier epochs are void. */
  | { readonly signal: 'reset'; readonly epoch: number }
  | { readonly signal: 'talking'; readonly epoch: number; readonly people: readonly UserId[] }
  | { readonly signal: 'renegotiate'; readonly person: UserId; readonly how: Renegotiation }
  | { readonly signal: 'muted'; readonly person: UserId; readonly muted: boolean }
  | { readonly signal: 'removed'; readonly person: UserId }

export const requestTopic = (roomId: RoomId) => `sound.ask.${roomId}`
export const signalTopic = (roomId: RoomId) => `sound.signal.${roomId}`

/** What the API needs of the sound. */
export type SoundClient = {
  /** Whether rooms can be heard. */
  readonly available: boolean
  /** `NO_SOUND` where nobody works on the room's sound. */
  ask(roomId: RoomId, question: SoundRequest): Promise<SoundReply>
  hear(roomId: RoomId, handler: (signal: SoundSignalMessage) => void): Promise<BusSubscription>
}

export type SoundClientOptions = {
  readonly bus: Bus
  readonly readStore: Pick<ReadStore, 'leases'>
  /** Where gateways are reached from this process; null: other processes see to the sound. */
  readonly isAtHand: (() => boolean) | null
  readonly time: Pick<Time, 'every'>
  readonly logger: Logger
  /** Milliseconds that an answer may take. */
  readonly patience?: number
}

export async function createSoundClient(
  options: SoundClientOptions,
): Promise<SoundClient & { close(): void }> {
  const { bus, readStore, isAtHand, time, logger, patience = 8_000 } = options
  const watch = isAtHand === null ? await watchAvailability({ bus, readStore, time, logger }) : null

  return {
    get available() {
      return watch ? watch.isAtHand : isAtHand!()
    },
    async ask(roomId, question) {
      try {
        return (await bus.request(requestTopic(roomId), question, patience)) as SoundReply
      } catch (err) {
        logger.info({ err, roomId, ask: question.ask }, 'sound: request unanswered')
        return { said: 'no', code: 'NO_SOUND' }
      }
    },
    hear: (roomId, handler) =>
      bus.subscribe(signalTopic(roomId), message => handler(message as SoundSignalMessage)),
    close() {
      watch?.close()
    },
  }
}

/** Which room's sound it is about, as it says of itself: enough to know whom to ask, and proof of nothing. */
export function roomOfHandle(handle: string): RoomId | null {
  const [roomId = ''] = Buffer.from(handle.split('.')[0] ?? '', 'base64url')
    .toString()
    .split(' ')
  return parseId<RoomId>(roomId)
}
