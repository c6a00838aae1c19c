// Folds a room's chat into its comments.

import { Set as PersistentSet } from 'immutable'
import type { CommentId, UserId } from '../ids.ts'
import { RerootingMap } from '../rerooting-map.ts'
import type { ChatEvent } from './events.ts'

/** `text` is null if the comment was removed. */
export type Comment = { readonly author: UserId; readonly text: string | null }

export type State = {
  /** Every comment ever posted, so that no id is used twice. */
  readonly comments: RerootingMap<CommentId, Comment>
  readonly pinned: PersistentSet<CommentId>
}

export const initial: State = { comments: RerootingMap.empty(), pinned: PersistentSet() }

export function evolve(state: State, event: ChatEvent): State {
  switch (event.type) {
    case 'CommentPosted': {
      const { commentId, author, text } = event.data
      // After a lost race comments are appended without deciding again. Of two with one id, the first one counts.
      if (state.comments.has(commentId)) return state
      return { ...state, comments: state.comments.set(commentId, { author, text }) }
    }
    case 'CommentPinned':
      return { ...state, pinned: state.pinned.add(event.data.commentId) }
    case 'CommentUnpinned':
      return { ...state, pinned: state.pinned.delete(event.data.commentId) }
    case 'CommentRemoved': {
      const { commentId } = event.data
      const comment = state.comments.get(commentId)
      if (!comment) return state
      return { ...state, comments: state.comments.set(commentId, { ...comment, text: null }) }
    }
    default:
      event satisfies never
      return state
  }
}
