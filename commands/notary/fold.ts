// Folds a stream of the notary: the latest head of a room, or the keys.

import type { Head, Key, NotaryEvent } from './events.ts'

export type State = {
  /** The latest head of the room. Null: none was signed. */
  readonly head: Head | null
  /** In the order in which they were introduced. */
  readonly keys: readonly Key[]
}

export const initial: State = { head: null, keys: [] }

export function evolve(state: State, event: NotaryEvent): State {
  switch (event.type) {
    case 'HeadSigned':
      return { ...state, head: event.data }
    case 'KeyIntroduced':
      return { ...state, keys: [...state.keys, event.data] }
    default:
      event satisfies never
      return state
  }
}
