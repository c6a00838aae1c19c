// The decider of a person: profile, follows, blocks, revoked tokens and inspections.

import {
  accept,
  type ByPerson,
  type Decider,
  type Decision,
  invalid,
  type Rejection,
  reject,
} from '../decider.ts'
import { streamName } from '../event.ts'
import type { UserId } from '../ids.ts'
import { parseHttpsUrl, parseName, parseText } from '../text.ts'
import type { InspectionFact, Profile, UserEvent } from './events.ts'
import { evolve, initial, inspectionKey, type State } from './fold.ts'

/**
 * Every command goes to the stream of the person who acts (`by`). The exception is `RevokeTokens`, which an admin may
 * send to another person's stream. The API checks that right, because the stream knows nothing of scopes.
 */
export type UserCommand =
  /** Creates the person. Registering again changes nothing, whatever the data. */
  | ByPerson<'Register', { name: string; bio?: string | undefined; avatarUrl?: string | null | undefined }>
  /** A field that is left out keeps its value. Null clears `avatarUrl`. */
  | ByPerson<
      'ChangeProfile',
      { name?: string | undefined; bio?: string | undefined; avatarUrl?: string | null | undefined }
    >
  | ByPerson<'Follow', { person: UserId }>
  | ByPerson<'Unfollow', { person: UserId }>
  /** Keeps the other person out of the rooms that this person hosts, and ends this person's follow of them. */
  | ByPerson<'Block', { person: UserId }>
  | ByPerson<'Unblock', { person: UserId }>
  /** Revokes tokens issued at or before `issuedBefore`, in milliseconds since 1970 and not in the future. */
  | ByPerson<'RevokeTokens', { issuedBefore: number }>
  /** Records that an auditor, registered or not, inspects a room: once an hour for each room and way of access. */
  | ByPerson<'InspectRoom', Pick<InspectionFact, 'room' | 'how'>>

export type UserRejection =
  | 'INVALID_INPUT'
  | 'NOT_REGISTERED'
  | 'NO_SUCH_PERSON'
  | 'YOURSELF'
  | 'BLOCKED'
  | 'TOO_MANY_FOLLOWED'
  | 'TOO_MANY_BLOCKED'

export const LIMITS = { name: 60, bio: 300, avatarUrl: 500, following: 5_000, blocked: 1_000 }

/** The target of a follow or a block, where they must be registered. */
type Context = readonly State[]

export const userDecider: Decider<UserCommand, UserEvent, State, UserRejection, Context> = {
  category: 'User',
  initial,
  evolve,
  needs: command =>
    // Not for oneself: that is rejected anyway, and a stream that waits for itself would never continue.
    (command.type === 'Follow' || command.type === 'Block') && command.data.person !== command.by
      ? [streamName('User', command.data.person)]
      : [],
  decide,
}

type Decided = Decision<UserEvent, UserRejection>

function decide(command: UserCommand, state: State, [other]: Context): Decided {
  if (command.type === 'Register') return register(command.data, state)
  if (command.type === 'RevokeTokens') return revokeTokens(command.data.issuedBefore, command.at, state)
  if (command.type === 'InspectRoom') return inspectRoom(command.data, command.at, state)
  if (!state.isRegistered) return reject('NOT_REGISTERED')
  if (command.type === 'ChangeProfile') return changeProfile(command.data, state)

  const { person } = command.data
  if (person === command.by) return reject('YOURSELF')
  switch (command.type) {
    case 'Follow':
      return follow(command.by, person, state, other)
    case 'Unfollow':
      return state.following.has(person) ? accept({ type: 'Unfollowed', data: { person } }) : accept()
    case 'Block':
      return block(person, state, other)
    case 'Unblock':
      return state.blocked.has(person) ? accept({ type: 'Unblocked', data: { person } }) : accept()
  }
}

function register(input: ProfileInput, state: State): Decided {
  if (state.isRegistered) return accept()
  const profile = parseProfile(input, initial.profile)
  return 'rejected' in profile ? profile : accept({ type: 'Registered', data: profile })
}

function changeProfile(input: ProfileInput, state: State): Decided {
  const profile = parseProfile(input, state.profile)
  if ('rejected' in profile) return profile
  const same =
    profile.name === state.profile.name &&
    profile.bio === state.profile.bio &&
    profile.avatarUrl === state.profile.avatarUrl
  return same ? accept() : accept({ type: 'ProfileChanged', data: profile })
}

type ProfileInput = Extract<UserCommand, { type: 'ChangeProfile' }>['data']

/** Applies an input to the profile before it. Returns the whole new profile, or the rejection. */
function parseProfile(
  input: ProfileInput,
  before: Profile,
): Profile | { rejected: Rejection<'INVALID_INPUT'> } {
  const name = input.name === undefined ? before.name : parseName(input.name, { min: 1, max: LIMITS.name })
  if (typeof name !== 'string') return invalid('name', name)
  const bio = input.bio === undefined ? before.bio : parseText(input.bio, { min: 0, max: LIMITS.bio })
  if (typeof bio !== 'string') return invalid('bio', bio)
  if (input.avatarUrl === undefined) return { name, bio, avatarUrl: before.avatarUrl }
  if (input.avatarUrl === null) return { name, bio, avatarUrl: null }
  const avatarUrl = parseHttpsUrl(input.avatarUrl, LIMITS.avatarUrl)
  return typeof avatarUrl === 'string' ? { name, bio, avatarUrl } : invalid('avatarUrl', avatarUrl)
}

function follow(me: UserId, person: UserId, state: State, other: State | undefined): Decided {
  if (state.following.has(person)) return accept()
  if (!other?.isRegistered) return reject('NO_SUCH_PERSON')
  if (state.blocked.has(person)) return reject('BLOCKED', { byYourself: true })
  if (other.blocked.has(me)) return reject('BLOCKED')
  if (state.following.size >= LIMITS.following)
    return reject('TOO_MANY_FOLLOWED', { limit: LIMITS.following })
  return accept({ type: 'Followed', data: { person } })
}

function block(person: UserId, state: State, other: State | undefined): Decided {
  if (state.blocked.has(person)) return accept()
  if (!other?.isRegistered) return reject('NO_SUCH_PERSON')
  if (state.blocked.size >= LIMITS.blocked) return reject('TOO_MANY_BLOCKED', { limit: LIMITS.blocked })
  const blocked: UserEvent = { type: 'Blocked', data: { person } }
  return state.following.has(person)
    ? accept<UserEvent>({ type: 'Unfollowed', data: { person } }, blocked)
    : accept(blocked)
}

function revokeTokens(issuedBefore: number, at: number, state: State): Decided {
  // A time in the future would also revoke the tokens of the next sign-in.
  if (!Number.isSafeInteger(issuedBefore) || issuedBefore > at) return invalid('issuedBefore', { max: at })
  if (issuedBefore <= state.tokensRevokedBefore) return accept()
  return accept({ type: 'TokensRevoked', data: { issuedBefore } })
}

const HOUR_MS = 3_600_000

function inspectRoom(input: Pick<InspectionFact, 'room' | 'how'>, at: number, { inspected }: State): Decided {
  // The clocks of two processes may differ at the full hour. The later hour then counts for both.
  const hour = Math.max(inspected.hour, Math.floor(at / HOUR_MS) * HOUR_MS)
  if (hour === inspected.hour && inspected.keys.has(inspectionKey(input))) return accept()
  return accept({ type: 'RoomInspected', data: { room: input.room, how: input.how, hour } })
}
