// What becomes of a command.

import type { Rejection } from '../../commands/decider.ts'
import type { Category, Position, Recorded, Version } from '../../commands/event.ts'

/** What became of a command. */
export type Outcome<Code extends string = string> =
  | {
      readonly accepted: true
      /** Of the last event that the command wrote; where it changed nothing, of the last event of its stream. */
      readonly position: Position
      readonly version: Version
      /** What it wrote; empty where what it wished for was so already. */
      readonly events: readonly Recorded[]
    }
  | { readonly accepted: false; readonly rejection: Rejection<Code> }

/** Is told what the gate does; called on the hot path. */
export type GateMetrics = {
  /** `repeated`: its first outcome was given again. `code` with `rejected`. */
  decided(
    type: string,
    outcome: 'accepted' | 'nothing' | 'rejected' | 'repeated' | 'fault',
    code?: string,
  ): void
  /** One append, with the milliseconds that it took. */
  appended(events: number, milliseconds: number): void
  /** Lost a race, and is decided again. */
  conflict(category: Category): void
  /** Of unknown fate, and appended again as it was. */
  retried(category: Category): void
}
