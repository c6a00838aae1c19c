// Remembers the outcomes of commands that wrote no events, so that a retry gets the same answer.

import type { StreamName } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import type { Time } from '../support/time.ts'
import { bytesOf } from '../support/weighted-cache.ts'
import type { Outcome } from './outcome.ts'

/** What an entry takes besides its outcome: its ids, its place in the order and in the map of its stream. */
const ENTRY_BYTES = 400

export type OutcomeCacheLimits = {
  /** How many outcomes are kept whatever their age, as long as they do not weigh too much. */
  readonly least: number
  /** How long, in milliseconds, the others are kept. */
  readonly keepMs: number
  /** What all outcomes together may weigh. */
  readonly maxBytes: number
}

/** Rejections and accepted no-ops of the whole process. In memory only: after a restart they are decided again. */
export class OutcomeCache {
  readonly name = 'outcomes'
  readonly #limits: OutcomeCacheLimits
  readonly #time: Pick<Time, 'now'>
  readonly #streams = new Map<StreamName, Map<CommandId, Outcome>>()
  /** Oldest first. Entries before `#first` are already evicted. */
  #order: { stream: StreamName; commandId: CommandId; at: number; bytes: number }[] = []
  #first = 0
  #bytes = 0

  constructor(limits: OutcomeCacheLimits, time: Pick<Time, 'now'>) {
    this.#limits = limits
    this.#time = time
  }

  get bytes(): number {
    return this.#bytes
  }

  get entries(): number {
    return this.#order.length - this.#first
  }

  of(stream: StreamName): ReadonlyMap<CommandId, Outcome> | undefined {
    return this.#streams.get(stream)
  }

  add(stream: StreamName, commandId: CommandId, outcome: Outcome): void {
    const ofStream = this.#streams.get(stream) ?? new Map<CommandId, Outcome>()
    this.#streams.set(stream, ofStream)
    ofStream.set(commandId, outcome)
    const bytes = ENTRY_BYTES + bytesOf(outcome)
    this.#bytes += bytes
    this.#order.push({ stream, commandId, at: this.#time.now(), bytes })
    this.#evict()
  }

  #evict(): void {
    const { least, keepMs, maxBytes } = this.#limits
    for (;;) {
      const oldest = this.#order[this.#first]
      const isNeeded = () => this.entries <= least || this.#time.now() - oldest!.at < keepMs
      if (!oldest || (this.#bytes <= maxBytes && isNeeded())) break
      const ofStream = this.#streams.get(oldest.stream)
      ofStream?.delete(oldest.commandId)
      if (ofStream?.size === 0) this.#streams.delete(oldest.stream)
      this.#first++
      this.#bytes -= oldest.bytes
    }
    if (this.#first < 1_000 || this.#first * 2 < this.#order.length) return
    this.#order = this.#order.slice(this.#first)
    this.#first = 0
  }
}
