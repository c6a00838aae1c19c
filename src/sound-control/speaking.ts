// Who talks: told at once, though not at every flicker, as a signal; and afterwards, as turns, to the log.

import type { UserId } from '../../commands/ids.ts'
import type { Time } from '../support/time.ts'
import type { SoundSignalMessage } from './protocol.ts'
import { createSpeechTurns, type SpeechTurn } from './speech-turns.ts'

export type SpeakingOptions = {
  readonly time: Time
  epoch(): number
  signal(message: SoundSignalMessage): void
  tell(turns: readonly SpeechTurn<UserId>[]): void
}

export type Speaking = {
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

export function createSpeaking({ time, epoch, signal, tell }: SpeakingOptions): Speaking {
  const people = new Set<UserId>()
  const turns = createSpeechTurns<UserId>()
  let signalledAt = Number.NEGATIVE_INFINITY
  let signalling = false
  let looking = false
  let doubtedSince: number | null = null

  function changed() {
    if (signalling) return
    const wait = signalledAt + SIGNAL_EVERY - time.now()
    if (wait <= 0) return send()
    signalling = true
    time.after(wait, send)
  }

  function send() {
    signalling = false
    signalledAt = time.now()
    signal({ signal: 'talking', epoch: epoch(), people: [...people] })
  }

  function look() {
    looking = false
    const over = turns.due(doubtedSince ?? time.now())
    if (over.length > 0) tell(over)
    lookLater()
  }

  function lookLater() {
    if (looking || turns.size === 0) return
    looking = true
    time.after(LOOK_EVERY, look)
  }

  return {
    talking(person, is, since = time.now()) {
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
      doubtedSince ??= time.now()
    },
    trust() {
      doubtedSince = null
    },
    end() {
      const over = turns.end(doubtedSince ?? time.now())
      doubtedSince = null
      if (over.length > 0) tell(over)
      if (people.size === 0) return
      people.clear()
      changed()
    },
  }
}
