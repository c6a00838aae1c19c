// The API's side of sound control: sends requests over the bus and listens to broadcasts.

import type { RoomId } from '../../commands/ids.ts'
import type { Bus, BusSubscription } from '../bus/bus.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import { watchAvailability } from './availability.ts'
import {
  broadcastTopic,
  requestTopic,
  type SoundBroadcast,
  type SoundReply,
  type SoundRequest,
} from './protocol.ts'

/** What the API uses of sound control. */
export type SoundClient = {
  /** Whether any process can reach a gateway. */
  readonly isAvailable: boolean
  /** Replies with `NO_SOUND` when no process controls the room's sound, or when it does not answer in time. */
  request(roomId: RoomId, request: SoundRequest): Promise<SoundReply>
  subscribe(roomId: RoomId, handler: (broadcast: SoundBroadcast) => void): Promise<BusSubscription>
}

export type SoundClientOptions = {
  readonly bus: Bus
  readonly readStore: Pick<ReadStore, 'leases'>
  /** Whether this process reaches a gateway; null: this process has no gateways, so others are watched instead. */
  readonly isAvailable: (() => boolean) | null
  readonly logger: Logger
  readonly time: Time
  /** How long, in milliseconds, a reply may take. */
  readonly timeoutMs?: number
}

/** Resolves when `isAvailable` is known. */
export async function createSoundClient(
  options: SoundClientOptions,
): Promise<SoundClient & { close(): void }> {
  const { bus, readStore, isAvailable, logger, time, timeoutMs = 8_000 } = options
  const watch = isAvailable === null ? await watchAvailability({ bus, readStore, logger, time }) : null

  return {
    get isAvailable() {
      return watch ? watch.isAvailable : isAvailable!()
    },
    async request(roomId, request) {
      try {
        return (await bus.request(requestTopic(roomId), request, timeoutMs)) as SoundReply
      } catch (err) {
        logger.info({ err, roomId, ask: request.ask }, 'sound: request got no reply')
        return { said: 'no', code: 'NO_SOUND' }
      }
    },
    subscribe: (roomId, handler) =>
      bus.subscribe(broadcastTopic(roomId), message => handler(message as SoundBroadcast)),
    close() {
      watch?.close()
    },
  }
}
