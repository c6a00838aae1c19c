// The events of a person. Names and fields are the storage format: add, but never rename or remove.

import type { DomainEvent } from '../event.ts'
import type { RoomId, UserId } from '../ids.ts'

/** A person's public profile. */
export type Profile = { readonly name: string; readonly bio: string; readonly avatarUrl: string | null }

/** The way of access: a view of the history, the current content of the room (`room`), or its feed (`events`). */
export type InspectedBy = 'timeline' | 'time-machine' | 'replay' | 'numbers' | 'room' | 'events'

/** Which room an auditor or an analyst inspected, how, and in which hour. */
export type InspectionFact = {
  readonly room: RoomId
  readonly how: InspectedBy
  /** When the hour began. Milliseconds since 1970. */
  readonly hour: number
}

export type UserEvent =
  /** The person registered, with a first profile. */
  | DomainEvent<'Registered', Profile>
  /** The profile changed. Has all fields of the new profile. */
  | DomainEvent<'ProfileChanged', Profile>
  /** The person of this stream follows another person. */
  | DomainEvent<'Followed', { person: UserId }>
  /** The person of this stream no longer follows the other person. */
  | DomainEvent<'Unfollowed', { person: UserId }>
  /** The person of this stream blocked another from the rooms that they host. Any follow of them ended before. */
  | DomainEvent<'Blocked', { person: UserId }>
  /** The block is lifted. */
  | DomainEvent<'Unblocked', { person: UserId }>
  /** Tokens of this person issued at or before `issuedBefore` (milliseconds since 1970) are void. */
  | DomainEvent<'TokensRevoked', { issuedBefore: number }>
  /** The person of this stream, an auditor or an analyst, inspected a room, once or more often within an hour. */
  | DomainEvent<'RoomInspected', InspectionFact>
