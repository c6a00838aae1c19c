// Tells whether a position belongs to the log on EventStoreDB.

import {
  BEGINNING,
  hasFingerprint,
  type Position,
  positionNumber,
  type Recorded,
} from '../../commands/event.ts'
import { TwoGenerationCache } from '../support/two-generation-cache.ts'

export type EsdbPositionsOptions = {
  /** The event at a position of $all. Null: no event of ours is there. */
  eventAt(position: Position): Promise<Recorded | null>
  /** Whether this event is in memory, as part of a subscription that runs. */
  isHeld(position: Position): boolean
  /** The position of the last event in $all, whoever wrote it. */
  end(): Promise<bigint>
}

/** How many positions are remembered as contained. */
const MAX_REMEMBERED = 10_000
/**
 * A checkpoint of the server may lie behind the last event, where the next one will be written: by at most one record, and
 * a record has at most so many bytes. Such positions have no fingerprint.
 */
const MAX_RECORD_BYTES = 16n * 1024n * 1024n

export class EsdbPositions {
  readonly #options: EsdbPositionsOptions
  /** Positions that were in the log when it was last asked. Emptied when one turns out to be missing. */
  #contained = new TwoGenerationCache<Position, true>(MAX_REMEMBERED)

  readonly #asking = new Map<Position, Promise<boolean>>()

  constructor(options: EsdbPositionsOptions) {
    this.#options = options
  }

  /** Remembers positions that were just written or read. */
  remember(events: readonly Recorded[]): void {
    for (const { position } of events) this.#contained.set(position, true)
    this.#contained.forget()
  }

  async contains(position: Position, fresh: boolean): Promise<boolean> {
    if (position === BEGINNING) return true
    if (!hasFingerprint(position))
      return positionNumber(position) <= (await this.#options.end()) + MAX_RECORD_BYTES
    if (!fresh && (this.#options.isHeld(position) || this.#contained.get(position))) return true
    // Many clients come back with one position at the same time.
    const known = this.#asking.get(position)
    if (known) return known
    const asking = this.#ask(position).finally(() => this.#asking.delete(position))
    this.#asking.set(position, asking)
    return asking
  }

  async #ask(position: Position): Promise<boolean> {
    const event = await this.#options.eventAt(position)
    if (event?.position !== position) {
      this.#contained = new TwoGenerationCache(MAX_REMEMBERED)
      return false
    }
    this.#contained.set(position, true)
    this.#contained.forget()
    return true
  }
}
