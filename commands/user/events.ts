// The facts of a person. These names and shapes are the storage format: never rename or remove, only add.

import type { DomainEvent } from '../event.ts'
import type { RoomId, UserId } from '../ids.ts'

/** What a person shows of themselves. */
export type Profile = { readonly name: string; readonly bio: string; readonly avatarUrl: string | null }

/** By which way: into its history, or into what is in it now (`room`) and happens in it (`events`). */
export type InspectedBy = 'timeline' | 'time-machine' | 'replay' | 'numbers' | 'room' | 'events'

export type InspectionFact = {
  readonly room: RoomId
  readonly how: InspectedBy
  /** When the hour began; milliseconds since 1970. */
  readonly hour: number
}

export type UserEvent =
  /** The person exists, with a first profile. */
  | DomainEvent<'Registered', Profile>
  /** The whole profile as it is from now on. */
  | DomainEvent<'ProfileChanged', Profile>
  /** The person of this stream follows another. */
  | DomainEvent<'Followed', { person: UserId }>
  | DomainEvent<'Unfollowed', { person: UserId }>
  /** The person of this stream shuts another out of the rooms that they host; a follow in that direction has ended before. */
  | DomainEvent<'Blocked', { person: UserId }>
  | DomainEvent<'Unblocked', { person: UserId }>
  /** Tokens of this person that were issued at or before `issuedBefore` (milliseconds since 1970) are void. */
  | DomainEvent<'TokensRevoked', { issuedBefore: number }>
  /** The person of this stream, an auditor, looked into a room, once or more often within an hour. */
  | DomainEvent<'RoomInspected', InspectionFact>
