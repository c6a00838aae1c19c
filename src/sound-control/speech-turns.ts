// From the flicker of who is talking to turns that are worth remembering.

export type SpeechTurn<Person> = {
  readonly person: Person
  readonly startedAt: number
  readonly endedAt: number
}

export type SpeechTurnLimits = {
  /** Pauses up to so many milliseconds belong to the turn. */
  readonly pause: number
  /** What is shorter is a noise. */
  readonly least: number
  /** A turn that lasts longer is told in pieces of so many milliseconds. */
  readonly longest: number
}

export const SPEECH_TURN_LIMITS: SpeechTurnLimits = { pause: 1_200, least: 300, longest: 60_000 }

type Open = { startedAt: number; quietSince: number | null }

/** Moments are milliseconds since 1970 and come in order. */
export function createSpeechTurns<Person>({ pause, least, longest }: SpeechTurnLimits = SPEECH_TURN_LIMITS) {
  const open = new Map<Person, Open>()

  function ended(person: Person, { startedAt }: Open, endedAt: number): SpeechTurn<Person>[] {
    return endedAt - startedAt >= least ? [{ person, startedAt, endedAt }] : []
  }

  return {
    began(person: Person, at: number): void {
      const turn = open.get(person)
      if (turn) turn.quietSince = null
      else open.set(person, { startedAt: at, quietSince: null })
    },
    fellSilent(person: Person, at: number): void {
      const turn = open.get(person)
      if (turn) turn.quietSince ??= at
    },
    /** The turns that are over by now, each once. */
    due(now: number): SpeechTurn<Person>[] {
      const over: SpeechTurn<Person>[] = []
      for (const [person, turn] of open) {
        if (turn.quietSince !== null && now - turn.quietSince > pause) {
          over.push(...ended(person, turn, turn.quietSince))
          open.delete(person)
        } else if (turn.quietSince === null && now - turn.startedAt >= longest) {
          over.push(...ended(person, turn, now))
          turn.startedAt = now
        }
      }
      return over
    },
    /** All of them, because nothing more will be heard. */
    end(now: number): SpeechTurn<Person>[] {
      const over = [...open].flatMap(([person, turn]) => ended(person, turn, turn.quietSince ?? now))
      open.clear()
      return over
    },
    get size() {
      return open.size
    },
  }
}
