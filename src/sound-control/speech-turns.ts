// Smooths who is talking into speech turns.

/** Times are milliseconds since 1970. */
export type SpeechTurn<Person> = {
  readonly person: Person
  readonly startedAt: number
  readonly endedAt: number
}

export type SpeechTurnLimits = {
  /** A pause of up to this many milliseconds belongs to the turn. */
  readonly maxPauseMs: number
  /** Anything shorter is noise and is left out. */
  readonly minMs: number
  /** A longer turn is recorded in pieces of this many milliseconds. */
  readonly maxMs: number
}

const LIMITS: SpeechTurnLimits = { maxPauseMs: 1_200, minMs: 300, maxMs: 60_000 }

type OpenTurn = { startedAt: number; silentSince: number | null }

/** All methods take the time in milliseconds since 1970, which must not go back. */
export class SpeechTurns<Person> {
  readonly #limits: SpeechTurnLimits
  readonly #open = new Map<Person, OpenTurn>()

  constructor(limits: SpeechTurnLimits = LIMITS) {
    this.#limits = limits
  }

  /** How many people have a turn that is not over. */
  get size(): number {
    return this.#open.size
  }

  startTalking(person: Person, at: number): void {
    const turn = this.#open.get(person)
    if (turn) turn.silentSince = null
    else this.#open.set(person, { startedAt: at, silentSince: null })
  }

  stopTalking(person: Person, at: number): void {
    const turn = this.#open.get(person)
    if (turn) turn.silentSince ??= at
  }

  /** Returns and forgets the turns that are over by now. */
  takeFinished(now: number): SpeechTurn<Person>[] {
    const { maxPauseMs, maxMs } = this.#limits
    const finished: SpeechTurn<Person>[] = []
    for (const [person, turn] of this.#open) {
      if (turn.silentSince !== null && now - turn.silentSince > maxPauseMs) {
        finished.push(...this.#unlessNoise(person, turn.startedAt, turn.silentSince))
        this.#open.delete(person)
      } else if (turn.silentSince === null && now - turn.startedAt >= maxMs) {
        finished.push(...this.#unlessNoise(person, turn.startedAt, now))
        turn.startedAt = now
      }
    }
    return finished
  }

  /** Ends all turns, because nothing more will be heard. */
  endAll(now: number): SpeechTurn<Person>[] {
    const ended = [...this.#open].flatMap(([person, { startedAt, silentSince }]) =>
      this.#unlessNoise(person, startedAt, silentSince ?? now),
    )
    this.#open.clear()
    return ended
  }

  #unlessNoise(person: Person, startedAt: number, endedAt: number): SpeechTurn<Person>[] {
    return endedAt - startedAt >= this.#limits.minMs ? [{ person, startedAt, endedAt }] : []
  }
}
