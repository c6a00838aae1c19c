// What every resolver is given.

import type { Position } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { InspectedBy } from '../../commands/user/events.ts'
import type { Bus } from '../bus/bus.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { CommandGate } from '../gate/command-gate.ts'
import type { History } from '../history/history.ts'
import type { Presence } from '../presence/presence.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import type { SoundClient } from '../sound-control/client.ts'
import type { Time } from '../support/time.ts'
import type { IceServers } from './ice-servers.ts'
import type { FanOut } from './live/fan-out.ts'
import type { Loaders } from './loaders.ts'
import type { Scope, Viewer } from './viewer.ts'

/** Notes that an auditor looks into a room; resolves when it is in the log. Once an hour for each room and way. */
export type RecordInspection = (
  viewer: Pick<Viewer, 'userId'>,
  room: RoomId,
  how: InspectedBy,
  correlationId: string,
) => Promise<void>

/** What the composition root hands to the API: one for a process. */
export type Services = {
  readonly gate: CommandGate
  readonly readStore: ReadStore
  readonly eventLog: EventLog
  readonly bus: Bus
  readonly fanOut: FanOut
  readonly history: History
  readonly presence: Presence
  /** Resolves to true when every projection that queries read has reached the position, to false after `patience`. */
  reached(position: Position): Promise<boolean>
  /** Milliseconds that an answer waits for the projections. */
  readonly patience: number
  /** Rooms with an event that could not be folded. */
  isStale(roomId: string): boolean
  /** Takes one from the person's allowance for this kind of command; the milliseconds to wait when there is none, else 0. */
  consumeAllowance(userId: UserId, command: string): number
  readonly sound: SoundClient
  readonly iceServers: (userId: UserId) => IceServers
  readonly recordInspection: RecordInspection
  /** Null where an identity provider is configured. */
  readonly signInForDevelopment:
    | ((userId: UserId, scopes: readonly Scope[]) => Promise<{ token: string; expiresAt: number }>)
    | null
  readonly time: Time
}

/** One for an operation. */
export type ApiContext = {
  readonly viewer: Viewer | null
  /** The id that this request has in the logs. */
  readonly correlationId: string
  readonly services: Services
  /** Replaced by fresh ones after each mutation and before each message: an operation may hold several of them. */
  loaders: Loaders
  /** By the fields of the root that answer with a past, under the names that they have in the answer. */
  pasts?: Map<string | number, ApiContext>
}
