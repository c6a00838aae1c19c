// What the notary has signed of a room; of the stream of keys, which keys there are.

import type { Head, Key, NotaryEvent } from './events.ts'

export type State = {
  /** The latest. */
  readonly head: Head | null
  /** In the order of their introduction. */
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
