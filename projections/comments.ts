// The comments of rooms. The text of a removed comment stays only in the log, for auditors.

import type { ChatEvent } from '../commands/chat/events.ts'
import { digitsOf, type Position, parseStream } from '../commands/event.ts'
import type { CommentId, RoomId, UserId } from '../commands/ids.ts'
import type { Projection } from './projection.ts'

export type CommentDocument = {
  readonly commentId: CommentId
  readonly roomId: RoomId
  readonly author: UserId
  /** Null if the comment was removed. */
  readonly text: string | null
  /** Milliseconds since 1970. */
  readonly postedAt: number
  /** Sorts comments, also within a millisecond. */
  readonly postedPosition: Position
  readonly pinned: boolean
  /** Sorts pinned comments. Null while the comment is not pinned. */
  readonly pinnedPosition: Position | null
  readonly removed: boolean
}

export const comments = {
  name: 'comments',
  version: 1,
  handles: ['CommentPosted', 'CommentPinned', 'CommentUnpinned', 'CommentRemoved'],
  indexes: {
    /** With `removed` false: the comments that are shown. */
    byRoom: { equal: ['roomId', 'removed'], order: 'postedPosition' },
    pinned: { equal: ['roomId'], order: 'pinnedPosition' },
  },
  keysOf: event => (event.data.commentId === undefined ? [] : [event.data.commentId]),
  evolve(comment, event) {
    if (event.type === 'CommentPosted') {
      return {
        commentId: event.data.commentId,
        roomId: parseStream(event.stream).id as RoomId,
        author: event.data.author,
        text: event.data.text,
        postedAt: event.at,
        postedPosition: digitsOf(event.position),
        pinned: false,
        pinnedPosition: null,
        removed: false,
      }
    }
    if (!comment) return null
    switch (event.type) {
      case 'CommentPinned':
        return { ...comment, pinned: true, pinnedPosition: digitsOf(event.position) }
      case 'CommentUnpinned':
        return { ...comment, pinned: false, pinnedPosition: null }
      case 'CommentRemoved':
        return { ...comment, text: null, pinned: false, pinnedPosition: null, removed: true }
      default:
        return comment
    }
  },
} as const satisfies Projection<CommentDocument, ChatEvent>
