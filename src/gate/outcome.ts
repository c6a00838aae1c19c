// The outcome of a command, and the metrics of the gate.

import type { Rejection } from '../../commands/decider.ts'
import type { Category, Position, Recorded, Version } from '../../commands/event.ts'

export type Outcome<Code extends string = string> =
  | {
      readonly accepted: true
      /** The position of the last event that the command wrote. If it wrote none, that of the last event of its stream. */
      readonly position: Position
      readonly version: Version
      /** The events that it wrote. Empty if the command changed nothing. */
      readonly events: readonly Recorded[]
    }
  | { readonly accepted: false; readonly rejection: Rejection<Code> }

/** Counts what the gate does. Called for every command, so it must be fast. */
export type GateMetrics = {
  /** A command was answered. `repeated`: with its first outcome. `code` is given for `rejected`. */
  decided(
    type: string,
    outcome: 'accepted' | 'nothing' | 'rejected' | 'repeated' | 'fault',
    code?: string,
  ): void
  /** A batch was appended. */
  appended(events: number, durationMs: number): void
  /** A batch lost a race, and its commands are decided again. */
  conflict(category: Category): void
  /** The outcome of an append is unknown, and it is repeated. */
  retried(category: Category): void
}
