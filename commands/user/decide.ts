// What a person may do with their own name, follows, blocks and tokens.

import type { Command } from '../decider.ts'
import type { UserId } from '../ids.ts'

/**
 * All of them go to the stream of the person who acts (`by`), but `RevokeTokens`, which an admin may send to another's:
 * whether they may is decided before, since a person's stream knows nothing of scopes.
 */
export type UserCommand =
  /** Makes the person known. Text is trimmed; registering again changes nothing, whatever it says. */
  | Command<'Register', { name: string; bio?: string | undefined; avatarUrl?: string | null | undefined }>
  /** A field that is left out stays; null clears `avatarUrl`. */
  | Command<
      'ChangeProfile',
      { name?: string | undefined; bio?: string | undefined; avatarUrl?: string | null | undefined }
    >
  | Command<'Follow', { person: UserId }>
  | Command<'Unfollow', { person: UserId }>
  /** Shuts the other out of rooms that the person hosts, and ends the person's own follow of them. */
  | Command<'Block', { person: UserId }>
  | Command<'Unblock', { person: UserId }>
  /** Voids tokens issued at `issuedBefore` (milliseconds since 1970, not in the future) or earlier. */
  | Command<'RevokeTokens', { issuedBefore: number }>

export type UserRejection =
  | 'INVALID_INPUT'
  | 'NOT_REGISTERED'
  | 'NO_SUCH_PERSON'
  | 'YOURSELF'
  | 'BLOCKED'
  | 'TOO_MANY_FOLLOWED'
  | 'TOO_MANY_BLOCKED'
