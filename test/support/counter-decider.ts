// A domain as small as can be, to see what the gate makes of its decisions.

import { accept, type Command, type Decider, reject } from '../../commands/decider.ts'
import { type DomainEvent, type StreamName, streamName } from '../../commands/event.ts'
import type { CommandId, UserId } from '../../commands/ids.ts'
import { uuidV5 } from '../../src/support/uuid.ts'

export type TallyEvent = DomainEvent<'Added', { amount: number }> | DomainEvent<'Noted', { text: string }>
export type TallyCommand =
  /** One event for each part. */
  | Command<'Add', { parts: readonly number[] }>
  /** Nothing to do where the total is at least so much. */
  | Command<'FillTo', { total: number }>
  /** Depends on nothing. */
  | Command<'Note', { text: string }>
  /** Its decider throws. */
  | Command<'Fail', Record<never, never>>
export type Tally = { readonly total: number; readonly notes: number }

export const MOST = 10

/** `decided`: the types of the commands, in the order in which they were decided. */
export function createTally(
  decided: string[] = [],
): Decider<TallyCommand, TallyEvent, Tally, 'TOO_MUCH', readonly []> {
  return {
    category: 'Room',
    initial: { total: 0, notes: 0 },
    evolve(tally, event) {
      if (event.type === 'Added') return { ...tally, total: tally.total + event.data.amount }
      return event.type === 'Noted' ? { ...tally, notes: tally.notes + 1 } : tally
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

/** Judged against the tally with the same id: nothing may be said while it is empty. */
export const saidDecider: Decider<
  SayCommand,
  DomainEvent<'Said', { text: string }>,
  number,
  'EMPTY',
  readonly [Tally]
> = {
  category: 'Chat',
  initial: 0,
  evolve: count => count + 1,
  needs: (_command, _state, id): readonly StreamName[] => [streamName('Room', id)],
  decide: ({ data }, _count, [tally]) => (tally.total > 0 ? accept({ type: 'Said', data }) : reject('EMPTY')),
}

export type Tap = Command<'Tap', Record<never, never>>

/** Needs its last events alone. */
export const taps: Decider<Tap, DomainEvent<'Tapped', Record<never, never>>, number, never, readonly []> = {
  category: 'Reactions',
  initial: 0,
  reads: 'tail',
  evolve: count => count + 1,
  decide: () => accept({ type: 'Tapped', data: {} }),
}

const PERSON = '00000000-0000-4000-8000-000000000001' as UserId

/** The same name is the same command. */
export function command<Type extends string, Data extends object>(
  type: Type,
  data: Data,
  name: string = crypto.randomUUID(),
) {
  return { type, data, at: 1_000, by: PERSON, commandId: uuidV5(PERSON, name) as CommandId }
}

export const add = (...parts: number[]) => command('Add', { parts })
export const note = (text: string) => command('Note', { text })
