// What the notary may write: each head goes on from the one before, each key is introduced once.

import { accept, type Command, type Decider, type Decision } from '../decider.ts'
import type { Head, Key, NotaryEvent } from './events.ts'
import { evolve, initial, type State } from './fold.ts'

/** The id of the stream of keys; the others are named after rooms. */
export const KEYS = 'keys'

export type NotaryCommand =
  /** Another process that signed meanwhile was faster: then nothing is written, and the next head goes on from its. */
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
