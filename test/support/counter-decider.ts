// Small deciders for the tests of the gate: a counter, texts and taps.

import { accept, type Command, type Decider, reject } from '../../commands/decider.ts'
import { type DomainEvent, type StreamName, streamName } from '../../commands/event.ts'
import type { CommandId, UserId } from '../../commands/ids.ts'
import { uuidV5 } from '../../src/support/uuid.ts'

export type CounterEvent = DomainEvent<'Added', { amount: number }> | DomainEvent<'Noted', { text: string }>
export type CounterCommand =
  /** Writes one event for each part. */
  | Command<'Add', { parts: readonly number[] }>
  /** Changes nothing if the total is reached. */
  | Command<'FillTo', { total: number }>
  /** Commutes with every other command. */
  | Command<'Note', { text: string }>
  /** Its decider throws. */
  | Command<'Fail', Record<never, never>>
export type CounterState = { readonly total: number; readonly notes: number }

export const MOST = 10

/** `decided` collects the types of the decided commands, in order. */
export function createCounter(
  decided: string[] = [],
): Decider<CounterCommand, CounterEvent, CounterState, 'TOO_MUCH', readonly []> {
  return {
    category: 'Room',
    initial: { total: 0, notes: 0 },
    evolve(state, event) {
      if (event.type === 'Added') return { ...state, total: state.total + event.data.amount }
      return event.type === 'Noted' ? { ...state, notes: state.notes + 1 } : state
    },
    decide(command, { total }) {
      decided.push(command.type)
      switch (command.type) {
        case 'Add': {
          const sum = command.data.parts.reduce((some, part) => some + part, 0)
          if (total + sum > MOST) return reject('TOO_MUCH', { total })
          return accept(...command.data.parts.map(amount => ({ type: 'Added' as const, data: { amount } })))
        }
        case 'FillTo': {
          const amount = command.data.total - total
          return amount > 0 ? accept({ type: 'Added', data: { amount } }) : accept()
        }
        case 'Note':
          return accept({ type: 'Noted', data: command.data })
        case 'Fail':
          throw new Error('a defect')
      }
    },
    commutes: command => command.type === 'Note',
  }
}

export type SayCommand = Command<'Say', { text: string }>

/** Needs the counter with the same id. Rejects while that is empty. */
export const saidDecider: Decider<
  SayCommand,
  DomainEvent<'Said', { text: string }>,
  number,
  'EMPTY',
  readonly [CounterState]
> = {
  category: 'Chat',
  initial: 0,
  evolve: count => count + 1,
  needs: (_command, _state, id): readonly StreamName[] => [streamName('Room', id)],
  decide: ({ data }, _count, [counter]) =>
    counter.total > 0 ? accept({ type: 'Said', data }) : reject('EMPTY'),
}

export type Tap = Command<'Tap', Record<never, never>>

/** Needs only its last events. */
export const taps: Decider<Tap, DomainEvent<'Tapped', Record<never, never>>, number, never, readonly []> = {
  category: 'Reactions',
  initial: 0,
  reads: 'tail',
  evolve: count => count + 1,
  decide: () => accept({ type: 'Tapped', data: {} }),
}

const PERSON = '00000000-0000-4000-8000-000000000001' as UserId

/** Commands with the same name have the same id. */
export function command<Type extends string, Data extends object>(
  type: Type,
  data: Data,
  name: string = crypto.randomUUID(),
) {
  return { type, data, at: 1_000, by: PERSON, commandId: uuidV5(PERSON, name) as CommandId }
}

export const add = (...parts: number[]) => command('Add', { parts })
export const note = (text: string) => command('Note', { text })
