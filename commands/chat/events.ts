// The events of a room's chat. Names and fields are the storage format: add, but never rename or remove.

import type { DomainEvent } from '../event.ts'
import type { CommentId, UserId } from '../ids.ts'

export type ChatEvent =
  /** A participant posted a comment. */
  | DomainEvent<'CommentPosted', { commentId: CommentId; author: UserId; text: string }>
  /** A moderator pinned a comment for everybody. Several may be pinned. */
  | DomainEvent<'CommentPinned', { commentId: CommentId }>
  /** A comment is no longer pinned. */
  | DomainEvent<'CommentUnpinned', { commentId: CommentId }>
  /** The author or a moderator removed a comment. The text stays in the log for auditors. */
  | DomainEvent<'CommentRemoved', { commentId: CommentId; by: 'author' | 'moderator' }>
