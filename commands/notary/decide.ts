// The decider of the notary: each head continues from the one before, and each key is introduced once.

import { accept, type Command, type Decider, type Decision } from '../decider.ts'
import type { Head, Key, NotaryEvent } from './events.ts'
import { evolve, initial, type State } from './fold.ts'

/** The id of the stream of keys. Every other stream of the notary has the id of its room. */
export const KEYS = 'keys'

export type NotaryCommand =
  /** If another process signed first, nothing is written, and the next head continues from that one. */
  Command<'RecordHead', Head> | Command<'IntroduceKey', Key>

export const notaryDecider: Decider<NotaryCommand, NotaryEvent, State, never, readonly []> = {
  category: 'Notary',
  initial,
  evolve,
  decide,
}

function decide(command: NotaryCommand, { head, keys }: State): Decision<NotaryEvent, never> {
  if (command.type === 'IntroduceKey')
    return keys.some(({ keyId }) => keyId === command.data.keyId)
      ? accept()
      : accept({ type: 'KeyIntroduced', data: command.data })
  const { from, count } = command.data
  return from === (head?.count ?? 0) && count > from
    ? accept({ type: 'HeadSigned', data: command.data })
    : accept()
}
