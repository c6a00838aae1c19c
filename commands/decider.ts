// The types of a decider: the pure module that decides what may happen, given what has happened.

import type { Actor, Category, DomainEvent, StreamName } from './event.ts'
import type { CommandId, UserId } from './ids.ts'

/** A request in the imperative. It carries the time and new ids, so that a decision needs no clock and no chance. */
export type Command<Type extends string = string, Data extends object = object> = {
  readonly type: Type
  readonly data: Readonly<Data>
  /** Milliseconds since 1970. */
  readonly at: number
  readonly by: Actor
  readonly commandId: CommandId
}

/** A command that only a person can send, never the system. */
export type ByPerson<Type extends string, Data extends object> = Command<Type, Data> & { readonly by: UserId }

/** The domain refuses a command. A value, not an error: the API returns it as data. */
export type Rejection<Code extends string = string> = {
  readonly code: Code
  /** JSON that helps a client to explain the rejection, such as `{ limit: 200 }`. */
  readonly details?: Readonly<Record<string, string | number | boolean>>
}

/** Accepted with events, or rejected. Without events, the command asks for what is already so. */
export type Decision<E extends DomainEvent, Code extends string> =
  | { readonly accepted: readonly E[] }
  | { readonly rejected: Rejection<Code> }

export function accept<E extends DomainEvent>(...events: E[]): { accepted: readonly E[] } {
  return { accepted: events }
}

export function reject<Code extends string>(
  code: Code,
  details?: Rejection['details'],
): { rejected: Rejection<Code> } {
  return { rejected: details ? { code, details } : { code } }
}

/**
 * What is wrong with an input. `min` and `max` are the bounds that it breaks: characters, items, or milliseconds since
 * 1970. `reason` is any other fault, in words that follow the field's name, such as `is no UUID`.
 */
export type InvalidInput = { readonly min?: number; readonly max?: number; readonly reason?: string }

/** Rejects an input. `field` is its name in the API. */
export function invalid(field: string, wrong: InvalidInput): { rejected: Rejection<'INVALID_INPUT'> } {
  return reject('INVALID_INPUT', { field, ...wrong })
}

/**
 * A pure module of the write side.
 *
 * `State` is immutable: `evolve` returns a new state and leaves the old one intact. So the gate can decide ahead of an
 * append, and return to the stored state when the append loses its race.
 */
export type Decider<
  C extends Command = Command,
  E extends DomainEvent = DomainEvent,
  State = unknown,
  Code extends string = string,
  Context extends readonly unknown[] = readonly unknown[],
> = {
  readonly category: Category
  readonly initial: State
  /** Folds an event. Never throws, logs or judges. An event of an unknown type leaves the state unchanged. */
  evolve(state: State, event: E): State
  /** Uses no clock, no randomness, no I/O. The same command decided again on the resulting state yields no events. */
  decide(command: C, state: State, context: Context): Decision<E, Code>
  /**
   * The other streams that this command is judged against. Their folded states arrive as `context`, in this order.
   * Where several processes write, these states may be some milliseconds old. Absent: none.
   */
  needs?(command: C, state: State, id: string): readonly StreamName[]
  /**
   * How much of the stream the state needs. With `tail` the last events are enough, which keeps a stream of a million
   * small facts cheap to load, and every command commutes. Default: `all`.
   */
  readonly reads?: 'all' | 'tail'
  /**
   * Whether the decision is independent of what others write to the stream meanwhile, as for a reaction or a comment.
   * After a lost race the gate appends such events again at the new version, without deciding again.
   */
  commutes?(command: C): boolean
}

/** A decider of any command, event, state, rejection and context. */
// biome-ignore lint/suspicious/noExplicitAny: `unknown` would exclude deciders that take something narrower
export type AnyDecider = Decider<any, any, any, any, any>

/** The commands that a decider takes, the events and the state that it folds, and the rejection codes that it gives. */
export type CommandOf<D extends AnyDecider> = Parameters<D['decide']>[0]
export type EventOf<D extends AnyDecider> = Parameters<D['evolve']>[1]
export type StateOf<D extends AnyDecider> = D['initial']
export type ContextOf<D extends AnyDecider> = Parameters<D['decide']>[2]
export type RejectionCodeOf<D extends AnyDecider> =
  ReturnType<D['decide']> extends Decision<DomainEvent, infer Code> ? Code : never
