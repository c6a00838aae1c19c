// The context of every resolver.

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
import { apiError } from './faults.ts'
import type { IceServers } from './ice-servers.ts'
import type { FanOut } from './live/fan-out.ts'
import type { Loaders } from './loaders.ts'
import type { Scope, Viewer } from './viewer.ts'

/** Records that an auditor accesses a room, once per room, kind of access and hour. Resolves when it is in the log. */
export type RecordInspection = (
  viewer: Pick<Viewer, 'userId'>,
  room: RoomId,
  how: InspectedBy,
  correlationId: string,
) => Promise<void>

/** What the API of a process works with. */
export type Services = {
  readonly gate: CommandGate
  readonly readStore: ReadStore
  readonly eventLog: EventLog
  readonly bus: Bus
  readonly fanOut: FanOut
  readonly history: History
  readonly presence: Presence
  /** Resolves to true once every projection that queries read has reached the position, to false after `patience`. */
  reached(position: Position): Promise<boolean>
  /** The position that every projection that queries read has reached. */
  shownUpTo(): Position
  /** How long a response waits for the projections, in milliseconds. */
  readonly patience: number
  /** Whether the room has an event that could not be folded. */
  isStale(roomId: string): boolean
  /** Consumes one unit of the person's allowance for a mutation. Returns 0, or how many milliseconds to wait. */
  consumeAllowance(userId: UserId, command: string): number
  readonly sound: SoundClient
  readonly iceServers: (userId: UserId) => IceServers
  readonly recordInspection: RecordInspection
  /** Null if an identity provider is configured. */
  readonly signInForDevelopment:
    | ((userId: UserId, scopes: readonly Scope[]) => Promise<{ token: string; expiresAt: number }>)
    | null
  readonly time: Time
}

/** The context of one operation. */
export type ApiContext = {
  readonly viewer: Viewer | null
  /** The id of this request in the logs. */
  readonly correlationId: string
  readonly services: Services
  /** Replaced after each mutation and before each subscription message, because loaders cache what they loaded. */
  loaders: Loaders
  /** The position that a root field shows a room's past at. */
  readonly past?: Position
  /** For root fields that show a room's past: the context to resolve them with, by their name in the response. */
  pasts?: Map<string | number, ApiContext>
}

/** Throws `UNAUTHENTICATED` if nobody is signed in. Without a token, only the schema can be read. */
export function viewerOf({ viewer }: Pick<ApiContext, 'viewer'>): Viewer {
  if (!viewer) throw apiError('UNAUTHENTICATED', 'This needs a token. Sign in, and send the token.')
  return viewer
}
