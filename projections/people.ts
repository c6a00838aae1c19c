// People's public profiles. A person who never registered has a document too once somebody follows them.

import { parseStream, type Recorded } from '../commands/event.ts'
import type { UserId } from '../commands/ids.ts'
import type { UserEvent } from '../commands/user/events.ts'
import { patch } from './patch.ts'
import type { Projection } from './projection.ts'

export type PersonDocument = {
  readonly userId: UserId
  /** Like `registeredAt`, null for a person who never registered. */
  readonly name: string | null
  readonly bio: string | null
  readonly avatarUrl: string | null
  /** Milliseconds since 1970. */
  readonly registeredAt: number | null
  /** How many follow them. */
  readonly followers: number
  /** How many they follow. */
  readonly following: number
  /** Tokens issued at or before this time are void. Milliseconds since 1970; null: none was revoked. */
  readonly tokensRevokedBefore: number | null
}

export type PeopleEvent = Exclude<UserEvent, { type: 'Blocked' | 'Unblocked' }>

export const people = {
  name: 'people',
  version: 1,
  handles: ['Registered', 'ProfileChanged', 'Followed', 'Unfollowed', 'TokensRevoked'],
  indexes: {},
  keysOf(event) {
    const { id } = parseStream(event.stream)
    switch (event.type) {
      case 'Followed':
      case 'Unfollowed':
        return event.data.person === id ? [id] : [id, event.data.person]
      default:
        return [id]
    }
  },
  evolve(document, event, key) {
    const person = document ?? { ...unregistered, userId: key as UserId }
    switch (event.type) {
      case 'Registered':
        return { ...person, ...profileOf(event), registeredAt: event.at }
      case 'ProfileChanged':
        return patch(person, profileOf(event))
      case 'Followed':
        return applyFollow(person, event, 1)
      case 'Unfollowed':
        return applyFollow(person, event, -1)
      case 'TokensRevoked':
        return patch(person, { tokensRevokedBefore: event.data.issuedBefore })
      default:
        return document
    }
  },
} as const satisfies Projection<PersonDocument, PeopleEvent>

const unregistered: Omit<PersonDocument, 'userId'> = {
  name: null,
  bio: null,
  avatarUrl: null,
  registeredAt: null,
  followers: 0,
  following: 0,
  tokensRevokedBefore: null,
}

function profileOf(event: Extract<Recorded<PeopleEvent>, { type: 'Registered' | 'ProfileChanged' }>) {
  const { name, bio, avatarUrl } = event.data
  return { name, bio, avatarUrl }
}

/** Counts for both people. The event is in the stream of the one who follows. */
function applyFollow(
  person: PersonDocument,
  event: Extract<Recorded<PeopleEvent>, { type: 'Followed' | 'Unfollowed' }>,
  by: 1 | -1,
): PersonDocument {
  return person.userId === event.data.person
    ? { ...person, followers: person.followers + by }
    : { ...person, following: person.following + by }
}
