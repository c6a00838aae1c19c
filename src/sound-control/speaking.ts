// Broadcasts who is talking in a room, at a limited rate, and records finished speech turns.

import type { UserId } from '../../commands/ids.ts'
import type { Cancel, Time } from '../support/time.ts'
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
  /** The timer of the next broadcast. Null: none is due. */
  #stopBroadcast: Cancel | null = null
  #stopCollecting: Cancel | null = null
  #isClosed = false
  /** Since when the gateway is away, so that it is unknown who talks. Null while it is there. */
  #uncertainSince: number | null = null

  constructor(options: SpeakingOptions) {
    this.#options = options
  }

  /** The people who are talking now. */
  get people(): readonly UserId[] {
    return [...this.#talking]
  }

  /** `since` is the time of the change, in milliseconds since 1970. */
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

  /** The gateway is away. If it turns out to be lost, turns ended now. */
  markUncertain(): void {
    this.#uncertainSince ??= this.#options.time.now()
  }

  /** The gateway is back and has lost nothing. */
  markCertain(): void {
    this.#uncertainSince = null
  }

  /** Stops all timers. Nothing is broadcast or recorded any more. */
  close(): void {
    this.#isClosed = true
    this.#stopBroadcast?.()
    this.#stopCollecting?.()
  }

  /** Ends all turns, now or at the time when the gateway went away. */
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
    if (this.#isClosed || this.#stopBroadcast) return
    const { time } = this.#options
    const waitMs = this.#broadcastAt + BROADCAST_INTERVAL_MS - time.now()
    if (waitMs > 0) this.#stopBroadcast = time.after(waitMs, () => this.#broadcast())
    else this.#broadcast()
  }

  #broadcast(): void {
    this.#stopBroadcast = null
    this.#broadcastAt = this.#options.time.now()
    this.#options.broadcast({ signal: 'talking', epoch: this.#options.epoch(), people: this.people })
  }

  #collectLater(): void {
    if (this.#isClosed || this.#stopCollecting || this.#turns.size === 0) return
    this.#stopCollecting = this.#options.time.after(COLLECT_INTERVAL_MS, () => this.#collect())
  }

  #collect(): void {
    this.#stopCollecting = null
    const finished = this.#turns.takeFinished(this.#now())
    if (finished.length > 0) this.#options.record(finished)
    this.#collectLater()
  }
}
