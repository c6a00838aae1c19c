// Rejection codes and the English sentence that each one is shown with. docs/errors.md documents every code.

import type { ChatRejection } from '../../commands/chat/decide.ts'
import type * as decider from '../../commands/decider.ts'
import type { PollsRejection } from '../../commands/polls/decide.ts'
import type { ReactionsRejection } from '../../commands/reactions/decide.ts'
import type { RoomRejection } from '../../commands/room/commands.ts'
import type { UserRejection } from '../../commands/user/decide.ts'
import type { SoundRequestRejection } from '../sound-control/protocol.ts'

/** Rejections that are made before a command reaches its decider. */
export type EdgeRejection = 'INVALID_INPUT' | 'RATE_LIMITED' | 'NOT_ALLOWED' | SoundRequestRejection

export type AnyRejection =
  | RoomRejection
  | ChatRejection
  | ReactionsRejection
  | PollsRejection
  | UserRejection
  | EdgeRejection

/** A rejection as clients receive it. */
export type ShownRejection = {
  readonly code: AnyRejection
  /** What happened and, where the person can do something, what to do next; in English. */
  readonly message: string
  /** Facts such as the limit that was reached or how long to wait; null: none. */
  readonly details: Readonly<Record<string, string | number | boolean>> | null
}

/** For each code what happened and, where the person can do something, what to do next. */
export const sentences: Readonly<Record<AnyRejection, string>> = {
  INVALID_INPUT: 'This input is not valid. Correct it and try again.',
  NOT_REGISTERED: 'You have no name yet. Register first.',
  NO_SUCH_PERSON: 'There is no such person.',
  YOURSELF: 'You cannot do this to yourself.',
  BLOCKED: 'One of you has blocked the other.',
  RATE_LIMITED: 'You are doing this too often. Try again in a moment.',
  NO_SUCH_ROOM: 'There is no such room.',
  ROOM_EXISTS: 'A room with this id already exists. Choose another id.',
  ROOM_NOT_LIVE: 'The room is not open yet. Wait until it opens.',
  ROOM_NOT_SCHEDULED: 'The room is already open. This is possible only before it opens.',
  ROOM_CLOSED: 'The room is closed.',
  ROOM_CANCELLED: 'The room was cancelled.',
  ROOM_FULL: 'The room is full. Try again when somebody has left.',
  NOT_ALLOWED_IN: 'This room is not open to you. Follow the host, or ask for an invitation.',
  BANNED: 'You are banned from this room. Ask a moderator to lift the ban.',
  STARTS_IN_THE_PAST: 'The start must be in the future. Choose a later time.',
  NOT_THE_HOST: 'Only the host can do this.',
  NOT_A_MODERATOR: 'Only the host and moderators can do this.',
  NOT_IN_ROOM: 'You are not in this room. Join it first.',
  TARGET_NOT_IN_ROOM: 'This person is not in the room.',
  TARGET_OUTRANKS_YOU: 'You cannot do this to the host or to another moderator.',
  HANDS_CLOSED: 'This room takes no new hands now.',
  BY_INVITATION_ONLY: 'The stage is by invitation only. Wait for an invitation.',
  ALREADY_ON_STAGE: 'You are already on stage.',
  NOT_ON_STAGE: 'You are not on stage.',
  TARGET_NOT_ON_STAGE: 'This person is not on stage.',
  NO_HAND: 'No hand is raised. Invite somebody to the stage instead.',
  NOT_INVITED: 'You have no invitation to the stage. Raise your hand instead.',
  STAGE_FULL: 'The stage is full. Try again when somebody has stepped down.',
  MUTED_BY_MODERATOR: 'A moderator muted you. Wait until you are allowed to unmute.',
  HOST_CANNOT: 'The host is always on stage. Hand over the role to step down.',
  TOO_MANY_INVITED: 'The list of invited people is full. Uninvite somebody first.',
  TOO_MANY_HANDS: 'The queue of raised hands is full. Try again later.',
  SILENCED: 'A moderator has silenced you in this chat.',
  NO_SUCH_COMMENT: 'There is no such comment in this room.',
  COMMENT_EXISTS: 'This command id already posted another comment. Use a new one.',
  COMMENT_REMOVED: 'The comment was removed.',
  TOO_MANY_PINNED: 'Too many comments are pinned. Unpin one first.',
  NOT_YOUR_COMMENT: 'Only its author or a moderator can remove a comment.',
  NO_SUCH_POLL: 'There is no such poll in this room.',
  POLL_EXISTS: 'This command id already opened another poll. Use a new one.',
  POLL_CLOSED: 'The poll is closed.',
  NO_SUCH_OPTION: 'The poll has no such option.',
  TOO_MANY_POLLS: 'Too many polls are open in this room. Close one first.',
  TOO_MANY_FOLLOWED: 'You follow too many people. Unfollow somebody first.',
  TOO_MANY_BLOCKED: 'You block too many people. Unblock somebody first.',
  NO_SOUND: 'The room has no sound now. Try again in a moment.',
  SOUND_FULL: 'There is no capacity for another listener now. Try again later.',
  SOUND_RESET: 'This sound connection has ended. Connect again.',
  NOT_ALLOWED: 'You are not allowed to do this.',
}

/** The rejection with its sentence, as clients receive it. */
export function rejectionOf({ code, details }: decider.Rejection): ShownRejection {
  return {
    code: code as AnyRejection,
    message: sentences[code as AnyRejection],
    details: details ?? null,
  }
}
