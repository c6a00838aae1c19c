// The one way in for commands.

import type { Command, Decider, Rejection } from '../../commands/decider.ts'
import type { DomainEvent, Position, Recorded, Version } from '../../commands/event.ts'

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

export interface CommandGate {
  /**
   * Decides a command and appends what it leads to, durably. Commands of one stream are decided in the order of their
   * submission; all that wait while an append is in flight leave together in the next one. A command id seen before is
   * answered with the first outcome. Throws a `LogFault` where the log could not say what became of it within the
   * time-out, and `Overloaded` where too many commands wait.
   */
  submit<C extends Command, E extends DomainEvent, S, Code extends string, X extends readonly unknown[]>(
    decider: Decider<C, E, S, Code, X>,
    id: string,
    command: C,
    correlationId: string,
  ): Promise<Outcome<Code>>

  /** The folded state of a stream, current as far as this process can know without a round trip; loads it when cold. */
  state<S>(
    decider: Decider<never, never, S, string, never>,
    id: string,
  ): Promise<{ readonly state: S; readonly version: Version; readonly position: Position }>

  /** Takes no more commands and resolves when those taken are done. */
  close(): Promise<void>
}

/** Too many commands wait for one stream or for the process: try again later. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
}
