// Folds a room's reactions into the taps that must be recognised when they are sent again.

import type { CommandId, UserId } from '../ids.ts'
import { RerootingMap } from '../rerooting-map.ts'
import type { ReactionsEvent } from './events.ts'

export type State = {
  /** The last taps of each person, the newest last. A repeat of an older tap is not recognised. */
  readonly taps: RerootingMap<UserId, readonly CommandId[]>
}

/** Per person, so that one person's burst does not displace another's taps. */
export const TAPS_REMEMBERED = 8

export const initial: State = { taps: RerootingMap.empty() }

export function evolve(state: State, event: ReactionsEvent): State {
  switch (event.type) {
    case 'Reacted': {
      const { person, tap } = event.data
      const before = state.taps.get(person)
      // Not `push`: an array that has grown reserves memory, and there is one for each person.
      const taps = before ? before.slice(1 - TAPS_REMEMBERED).concat(tap) : [tap]
      return { taps: state.taps.set(person, taps) }
    }
    default:
      event.type satisfies never
      return state
  }
}
