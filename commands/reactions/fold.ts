// What must be remembered of a room's reactions: only which taps were counted already.

import type { CommandId, UserId } from '../ids.ts'
import { RerootingMap } from '../rerooting-map.ts'
import type { ReactionsEvent } from './events.ts'

export type State = {
  /** The last taps of each person, the newest last: the reach within which a tap that is sent again is recognised. */
  readonly taps: RerootingMap<UserId, readonly CommandId[]>
}

/** Per person, so that nobody's burst makes the room forget another's taps. */
export const TAPS_REMEMBERED = 8

export const initial: State = { taps: RerootingMap.empty() }

export function evolve(state: State, event: ReactionsEvent): State {
  switch (event.type) {
    case 'Reacted': {
      const { person, tap } = event.data
      const before = state.taps.get(person)
      // Not `push`: a list that has grown keeps room for many more, and there is one for each person.
      const taps = before ? before.slice(1 - TAPS_REMEMBERED).concat(tap) : [tap]
      return { taps: state.taps.set(person, taps) }
    }
    default:
      event.type satisfies never
      return state
  }
}
