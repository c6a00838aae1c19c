// Why the domain says no, as a sentence for a person. docs/errors.md says of each what to do about it.

import type { ChatRejection } from '../../commands/chat/decide.ts'
import type * as decider from '../../commands/decider.ts'
import type { PollsRejection } from '../../commands/polls/decide.ts'
import type { ReactionsRejection } from '../../commands/reactions/decide.ts'
import type { RoomRejection } from '../../commands/room/commands.ts'
import type { UserRejection } from '../../commands/user/decide.ts'
import type { SoundRequestRejection } from '../sound-control/protocol.ts'

/** What is refused before any decider is asked. */
export type EdgeRejection = 'INVALID_INPUT' | 'RATE_LIMITED' | 'NOT_ALLOWED' | SoundRequestRejection

export type AnyRejection =
  | RoomRejection
  | ChatRejection
  | ReactionsRejection
  | PollsRejection
  | UserRejection
  | EdgeRejection

/** A rejection as clients see it. */
export type ShownRejection = {
  readonly code: AnyRejection
  /** A sentence for a person, in English. */
  readonly message: string
  /** Facts such as the limit that was reached, or when to try again. */
  readonly details: Readonly<Record<string, string | number | boolean>> | null
}

export const sentences: Readonly<Record<AnyRejection, string>> = {
  INVALID_INPUT: 'This cannot be accepted as it is.',
  NOT_REGISTERED: 'Choose a name first.',
  NO_SUCH_PERSON: 'There is no such person.',
  YOURSELF: 'You cannot do this to yourself.',
  BLOCKED: 'One of you has blocked the other.',
  RATE_LIMITED: 'You are doing this too often. Try again in a moment.',
  NO_SUCH_ROOM: 'There is no such room.',
  ROOM_EXISTS: 'A room with this id exists already.',
  ROOM_NOT_LIVE: 'The room is not open yet.',
  ROOM_NOT_SCHEDULED: 'The room has begun already, or was never announced.',
  ROOM_CLOSED: 'The room is closed.',
  ROOM_CANCELLED: 'The room was cancelled.',
  ROOM_FULL: 'The room is full.',
  NOT_ALLOWED_IN: 'This room is not open to you.',
  BANNED: 'You are banned from this room.',
  STARTS_IN_THE_PAST: 'A room starts in the future.',
  NOT_THE_HOST: 'Only the host may do this.',
  NOT_A_MODERATOR: 'Only a moderator may do this.',
  NOT_IN_ROOM: 'You are not in this room.',
  TARGET_NOT_IN_ROOM: 'This person is not in the room.',
  TARGET_OUTRANKS_YOU: 'This person stands above you in this room.',
  HANDS_CLOSED: 'No more hands may be raised now.',
  BY_INVITATION_ONLY: 'The stage is reached by invitation alone.',
  ALREADY_ON_STAGE: 'This person is on stage already.',
  NOT_ON_STAGE: 'You are not on stage.',
  TARGET_NOT_ON_STAGE: 'This person is not on stage.',
  NO_HAND: 'No hand is raised.',
  NOT_INVITED: 'There is no invitation to the stage.',
  STAGE_FULL: 'The stage is full.',
  MUTED_BY_MODERATOR: 'A moderator muted you. Wait until you are allowed to unmute.',
  HOST_CANNOT: 'The host cannot do this. Hand over the role first.',
  TOO_MANY_INVITED: 'The room has as many invited people as it can.',
  TOO_MANY_HANDS: 'As many hands are raised as there can be.',
  SILENCED: 'You may not write in this room.',
  NO_SUCH_COMMENT: 'There is no such comment in this room.',
  COMMENT_EXISTS: 'A comment with this id exists already.',
  COMMENT_REMOVED: 'The comment was removed.',
  TOO_MANY_PINNED: 'As many comments are pinned as there can be. Unpin one first.',
  NOT_YOUR_COMMENT: 'This comment is somebody else’s.',
  NO_SUCH_POLL: 'There is no such poll in this room.',
  POLL_EXISTS: 'A poll with this id exists already.',
  POLL_CLOSED: 'The poll is closed.',
  NO_SUCH_OPTION: 'The poll has no such option.',
  TOO_MANY_POLLS: 'As many polls are open in this room as there can be. Close one first.',
  TOO_MANY_FOLLOWED: 'You follow as many people as you can.',
  TOO_MANY_BLOCKED: 'You block as many people as you can.',
  NO_SOUND: 'The room has no sound now. Try again in a moment.',
  SOUND_FULL: 'No more listeners can be served now.',
  SOUND_RESET: 'This connection is over. Connect again.',
  NOT_ALLOWED: 'You are not allowed to do this.',
}

/** As it is shown. */
export function rejectionOf({ code, details }: decider.Rejection): ShownRejection {
  return {
    code: code as AnyRejection,
    message: sentences[code as AnyRejection],
    details: details ?? null,
  }
}
