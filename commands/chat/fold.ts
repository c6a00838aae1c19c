// The comments of a room, folded from its chat.

import { Set as PersistentSet } from 'immutable'
import type { CommentId, UserId } from '../ids.ts'
import { RerootingMap } from '../rerooting-map.ts'
import type { ChatEvent } from './events.ts'

/** `text` is null once the comment was removed. */
export type Comment = { readonly author: UserId; readonly text: string | null }

export type State = {
  /** Every comment ever posted, so that no id is taken twice. */
  readonly comments: RerootingMap<CommentId, Comment>
  readonly pinned: PersistentSet<CommentId>
}

export const initial: State = { comments: RerootingMap.empty(), pinned: PersistentSet() }

export function evolve(state: State, event: ChatEvent): State {
  switch (event.type) {
    case 'CommentPosted': {
      const { commentId, author, text } = event.data
      // Comments are appended without deciding again after a lost race: of two with one id, the first is the one.
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
