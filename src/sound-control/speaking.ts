// Who talks: told at once, though not at every flicker, as a signal; and afterwards, as turns, to the log.

import type { UserId } from '../../commands/ids.ts'
import type { Time } from '../support/time.ts'
import type { SoundSignal } from './protocol.ts'
import { createTurns, type Turn } from './speech-turns.ts'

export type TalkOptions = {
  readonly clock: Time
  epoch(): number
  signal(message: SoundSignal): void
  tell(turns: readonly Turn<UserId>[]): void
}

export type Talk = {
  /** `since` where it was not just now, in milliseconds since 1970. */
  talking(person: UserId, is: boolean, since?: number): void
  readonly people: readonly UserId[]
  /** It is not known any more what is heard. */
  doubt(): void
  /** It is known again, and was as it is now. */
  trust(): void
  /** Nothing more is heard: all turns are over, with the moment from which on it was in doubt. */
  end(): void
}

/** Milliseconds between two signals. */
const SIGNAL_EVERY = 250
const LOOK_EVERY = 500

export function createTalk({ clock, epoch, signal, tell }: TalkOptions): Talk {
  const people = new Set<UserId>()
  const turns = createTurns<UserId>()
  let signalledAt = Number.NEGATIVE_INFINITY
  let signalling = false
  let looking = false
  let doubtedSince: number | null = null

  function changed() {
    if (signalling) return
    const wait = signalledAt + SIGNAL_EVERY - clock.now()
    if (wait <= 0) return send()
    signalling = true
    clock.after(wait, send)
  }

  function send() {
    signalling = false
    signalledAt = clock.now()
    signal({ signal: 'talking', epoch: epoch(), people: [...people] })
  }

  function look() {
    looking = false
    const over = turns.due(doubtedSince ?? clock.now())
    if (over.length > 0) tell(over)
    lookLater()
  }

  function lookLater() {
    if (looking || turns.size === 0) return
    looking = true
    clock.after(LOOK_EVERY, look)
  }

  return {
    talking(person, is, since = clock.now()) {
      if (people.has(person) === is) return
      if (is) {
        people.add(person)
        turns.began(person, since)
      } else {
        people.delete(person)
        turns.fellSilent(person, since)
      }
      lookLater()
      changed()
    },
    get people() {
      return [...people]
    },
    doubt() {
      doubtedSince ??= clock.now()
    },
    trust() {
      doubtedSince = null
    },
    end() {
      const over = turns.end(doubtedSince ?? clock.now())
      doubtedSince = null
      if (over.length > 0) tell(over)
      if (people.size === 0) return
      people.clear()
      changed()
    },
  }
}
