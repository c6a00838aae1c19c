// What became of commands that left no event by which they could be recognised again.

import type { StreamName } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import type { Clock } from '../support/clock.ts'
import type { Outcome } from './outcome.ts'

/** How many are kept at least, for how long (milliseconds) the others are, and how many at most. */
export type RefusalLimits = { readonly least: number; readonly keep: number; readonly most: number }

/** Rejections, and commands whose wish was so already; in memory alone, for the whole process. */
export class Refusals {
  readonly #limits: RefusalLimits
  readonly #now: Clock
  readonly #streams = new Map<StreamName, Map<CommandId, Outcome>>()
  /** In the order in which they are forgotten; those before `#first` are. */
  #order: { stream: StreamName; commandId: CommandId; at: number }[] = []
  #first = 0

  constructor(limits: RefusalLimits, now: Clock) {
    this.#limits = limits
    this.#now = now
  }

  of(stream: StreamName): ReadonlyMap<CommandId, Outcome> | undefined {
    return this.#streams.get(stream)
  }

  add(stream: StreamName, commandId: CommandId, outcome: Outcome): void {
    const ofStream = this.#streams.get(stream) ?? new Map<CommandId, Outcome>()
    this.#streams.set(stream, ofStream)
    ofStream.set(commandId, outcome)
    this.#order.push({ stream, commandId, at: this.#now() })
    this.#forget()
  }

  #forget(): void {
    const { least, keep, most } = this.#limits
    for (;;) {
      const kept = this.#order.length - this.#first
      const oldest = this.#order[this.#first]
      if (!oldest || kept <= least || (kept <= most && this.#now() - oldest.at < keep)) break
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
