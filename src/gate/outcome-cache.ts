// Remembers the outcomes of commands that wrote no events, so that a retry gets the same answer.

import type { StreamName } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import type { Time } from '../support/time.ts'
import type { Outcome } from './outcome.ts'

export type OutcomeCacheLimits = {
  /** How many outcomes are kept whatever their age. */
  readonly least: number
  /** How long, in milliseconds, the others are kept. */
  readonly keepMs: number
  readonly most: number
}

/** Rejections and accepted no-ops of the whole process. In memory only: after a restart they are decided again. */
export class OutcomeCache {
  readonly #limits: OutcomeCacheLimits
  readonly #time: Pick<Time, 'now'>
  readonly #streams = new Map<StreamName, Map<CommandId, Outcome>>()
  /** Oldest first. Entries before `#first` are already evicted. */
  #order: { stream: StreamName; commandId: CommandId; at: number }[] = []
  #first = 0

  constructor(limits: OutcomeCacheLimits, time: Pick<Time, 'now'>) {
    this.#limits = limits
    this.#time = time
  }

  of(stream: StreamName): ReadonlyMap<CommandId, Outcome> | undefined {
    return this.#streams.get(stream)
  }

  add(stream: StreamName, commandId: CommandId, outcome: Outcome): void {
    const ofStream = this.#streams.get(stream) ?? new Map<CommandId, Outcome>()
    this.#streams.set(stream, ofStream)
    ofStream.set(commandId, outcome)
    this.#order.push({ stream, commandId, at: this.#time.now() })
    this.#evict()
  }

  #evict(): void {
    const { least, keepMs, most } = this.#limits
    for (;;) {
      const size = this.#order.length - this.#first
      const oldest = this.#order[this.#first]
      if (!oldest || size <= least || (size <= most && this.#time.now() - oldest.at < keepMs)) break
      const ofStream = this.#streams.get(oldest.stream)
      ofStream?.delete(oldest.commandId)
      if (ofStream?.size === 0) this.#streams.delete(oldest.stream)
      this.#first++
    }
    if (this.#first < 1_000 || this.#first * 2 < this.#order.length) return
    this.#order = this.#order.slice(this.#first)
    this.#first = 0
  }
}
