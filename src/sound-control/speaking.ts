// Who is talking in a room: broadcast at once, though not at every flicker, and recorded afterwards as speech turns.

import type { UserId } from '../../commands/ids.ts'
import type { Time } from '../support/time.ts'
import type { SoundBroadcast } from './protocol.ts'
import { type SpeechTurn, SpeechTurns } from './speech-turns.ts'

export type SpeakingOptions = {
  readonly time: Pick<Time, 'now' | 'after'>
  epoch(): number
  broadcast(message: SoundBroadcast): void
  record(turns: readonly SpeechTurn<UserId>[]): void
}

/** The shortest time, in milliseconds, between two broadcasts. */
const BROADCAST_INTERVAL_MS = 250
/** How often, in milliseconds, finished turns are collected. */
const COLLECT_INTERVAL_MS = 500

export class Speaking {
  readonly #options: SpeakingOptions
  readonly #talking = new Set<UserId>()
  readonly #turns = new SpeechTurns<UserId>()
  #broadcastAt = Number.NEGATIVE_INFINITY
  #willBroadcast = false
  #willCollect = false
  /** Since when it is not known what is heard. */
  #uncertainSince: number | null = null

  constructor(options: SpeakingOptions) {
    this.#options = options
  }

  /** Who is talking now. */
  get people(): readonly UserId[] {
    return [...this.#talking]
  }

  /** `since`: when it changed, in milliseconds since 1970. */
  setTalking(person: UserId, isTalking: boolean, since = this.#options.time.now()): void {
    if (this.#talking.has(person) === isTalking) return
    if (isTalking) {
      this.#talking.add(person)
      this.#turns.startTalking(person, since)
    } else {
      this.#talking.delete(person)
      this.#turns.stopTalking(person, since)
    }
    this.#collectLater()
    this.#broadcastSoon()
  }

  /** The gateway is away: if it turns out to be lost, turns ended now. */
  markUncertain(): void {
    this.#uncertainSince ??= this.#options.time.now()
  }

  /** The gateway is back and had lost nothing. */
  markCertain(): void {
    this.#uncertainSince = null
  }

  /** Nothing more is heard. Turns end now, or when it became uncertain what is heard. */
  end(): void {
    const ended = this.#turns.endAll(this.#now())
    this.#uncertainSince = null
    if (ended.length > 0) this.#options.record(ended)
    if (this.#talking.size === 0) return
    this.#talking.clear()
    this.#broadcastSoon()
  }

  #now(): number {
    return this.#uncertainSince ?? this.#options.time.now()
  }

  #broadcastSoon(): void {
    if (this.#willBroadcast) return
    const { time } = this.#options
    const waitMs = this.#broadcastAt + BROADCAST_INTERVAL_MS - time.now()
    if (waitMs > 0) {
      this.#willBroadcast = true
      time.after(waitMs, () => this.#broadcast())
    } else this.#broadcast()
  }

  #broadcast(): void {
    this.#willBroadcast = false
    this.#broadcastAt = this.#options.time.now()
    this.#options.broadcast({ signal: 'talking', epoch: this.#options.epoch(), people: this.people })
  }

  #collectLater(): void {
    if (this.#willCollect || this.#turns.size === 0) return
    this.#willCollect = true
    this.#options.time.after(COLLECT_INTERVAL_MS, () => this.#collect())
  }

  #collect(): void {
    this.#willCollect = false
    const finished = this.#turns.takeFinished(this.#now())
    if (finished.length > 0) this.#options.record(finished)
    this.#collectLater()
  }
}
