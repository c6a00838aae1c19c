// What may be done with the comments of a room.

import type { Command } from '../decider.ts'
import type { CommentId } from '../ids.ts'
import type { NotHere } from '../room-view.ts'

export type ChatCommand =
  /** 1 to 1,000 characters once trimmed; markup is text like any other. */
  | Command<'PostComment', { commentId: CommentId; text: string }>
  | Command<'PinComment', { commentId: CommentId }>
  | Command<'UnpinComment', { commentId: CommentId }>
  | Command<'RemoveComment', { commentId: CommentId }>

export type ChatRejection =
  | NotHere
  | 'INVALID_INPUT'
  | 'SILENCED'
  | 'NOT_A_MODERATOR'
  | 'NO_SUCH_COMMENT'
  | 'COMMENT_EXISTS'
  | 'COMMENT_REMOVED'
  | 'TOO_MANY_PINNED'
  | 'NOT_YOUR_COMMENT'
