// The facts of a room's chat. These names and shapes are the storage format: never rename or remove, only add.

import type { DomainEvent } from '../event.ts'
import type { CommentId, UserId } from '../ids.ts'

export type ChatEvent =
  /** A participant wrote to everybody in the room. */
  | DomainEvent<'CommentPosted', { commentId: CommentId; author: UserId; text: string }>
  /** A moderator put a comment on top for everybody; several may be pinned. */
  | DomainEvent<'CommentPinned', { commentId: CommentId }>
  | DomainEvent<'CommentUnpinned', { commentId: CommentId }>
  /** A comment is no longer shown, by its author or a moderator; the text stays in the log for auditors. */
  | DomainEvent<'CommentRemoved', { commentId: CommentId; by: 'author' | 'moderator' }>
