// Folds a person's stream.

import { Set as PersistentSet } from 'immutable'
import type { UserId } from '../ids.ts'
import type { InspectionFact, Profile, UserEvent } from './events.ts'

export type State = {
  readonly isRegistered: boolean
  /** Empty before the person is registered. */
  readonly profile: Profile
  readonly following: PersistentSet<UserId>
  readonly blocked: PersistentSet<UserId>
  /** Tokens issued at or before this time are void. Milliseconds since 1970; 0: none was revoked. */
  readonly tokensRevokedBefore: number
  /** What was inspected in the latest hour with any inspection, which begins at `hour` (milliseconds since 1970). */
  readonly inspected: { readonly hour: number; readonly keys: PersistentSet<string> }
}

export function inspectionKey({ room, how }: Pick<InspectionFact, 'room' | 'how'>): string {
  return `${room}/${how}`
}

export const initial: State = {
  isRegistered: false,
  profile: { name: '', bio: '', avatarUrl: null },
  following: PersistentSet(),
  blocked: PersistentSet(),
  tokensRevokedBefore: 0,
  inspected: { hour: 0, keys: PersistentSet() },
}

export function evolve(state: State, event: UserEvent): State {
  switch (event.type) {
    case 'Registered':
    case 'ProfileChanged':
      return { ...state, isRegistered: true, profile: event.data }
    case 'Followed':
      return { ...state, following: state.following.add(event.data.person) }
    case 'Unfollowed':
      return { ...state, following: state.following.delete(event.data.person) }
    case 'Blocked':
      return { ...state, blocked: state.blocked.add(event.data.person) }
    case 'Unblocked':
      return { ...state, blocked: state.blocked.delete(event.data.person) }
    case 'TokensRevoked':
      return { ...state, tokensRevokedBefore: event.data.issuedBefore }
    case 'RoomInspected': {
      const { hour } = event.data
      const keys = hour === state.inspected.hour ? state.inspected.keys : initial.inspected.keys
      return { ...state, inspected: { hour, keys: keys.add(inspectionKey(event.data)) } }
    }
    default:
      event satisfies never
      return state
  }
}
