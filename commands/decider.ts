// The shape of every write-side module: what may happen, given what has happened.

import type { Actor, Category, DomainEvent, StreamName } from './event.ts'
import type { CommandId, UserId } from './ids.ts'

/** A request in the imperative. Time and new ids come with it, so that deciding needs no clock and no chance. */
export type Command<Type extends string = string, Data extends object = object> = {
  readonly type: Type
  readonly data: Readonly<Data>
  /** Milliseconds since 1970. */
  readonly at: number
  readonly by: Actor
  readonly commandId: CommandId
}

/** What only a person can ask for, never the system. */
export type ByPerson<Type extends string, Data extends object> = Command<Type, Data> & { readonly by: UserId }

/** The domain said no: a value, typed, shown to the person. */
export type Rejection<Code extends string = string> = {
  readonly code: Code
  /** Facts that help the client to explain it, such as `{ limit: 200 }`; JSON. */
  readonly details?: Readonly<Record<string, string | number | boolean>>
}

/** Accepted with events (none: what was wished for is so already), or rejected. */
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
 * What is wrong with an input: the bounds that it breaks (characters, items, or milliseconds since 1970), or another
 * reason, in words that follow its name.
 */
export type InvalidInput = { readonly min?: number; readonly max?: number; readonly reason?: string }

/** `field` is the name that the input has in the API. */
export function invalid(field: string, wrong: InvalidInput): { rejected: Rejection<'INVALID_INPUT'> } {
  return reject('INVALID_INPUT', { field, ...wrong })
}

/**
 * A pure module of the write side.
 *
 * `State` is immutable: `evolve` answers a new one and leaves the old as it was, so that a gate can decide ahead of
 * an append and fall back to what is stored when the append loses its race.
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
  /** Total; never throws, logs or judges. An event of an unknown type leaves the state as it was. */
  evolve(state: State, event: E): State
  /** No clock, no randomness, no I/O. Deciding the same command again on the state it led to yields no event. */
  decide(command: C, state: State, context: Context): Decision<E, Code>
  /**
   * Which other streams this command is judged against; their folded states arrive as `context`, in this order.
   * The other states may be some milliseconds old where several processes write. Absent: none.
   */
  needs?(command: C, state: State, id: string): readonly StreamName[]
  /**
   * How much of a stream the state needs. `tail` (for streams of a million small facts): the last events are enough,
   * and a lost race appends the same events again at the actual version without deciding anew. Default `all`.
   */
  readonly reads?: 'all' | 'tail'
  /**
   * True where the decision cannot depend on what others wrote to the stream meanwhile (a reaction, a comment): after
   * a lost race the events are appended again at the actual version, without deciding again.
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
