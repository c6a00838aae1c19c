// What may be asked of a room, and who may answer.

import type { Command } from '../decider.ts'
import type { PollId } from '../ids.ts'
import type { NotHere } from '../room-view.ts'

export type PollsCommand =
  /** 2 to 10 different options; `closesAt` (milliseconds since 1970) within the next 24 hours, or null. */
  | Command<
      'OpenPoll',
      {
        pollId: PollId
        question: string
        options: readonly string[]
        closesAt: number | null
        secret: boolean
      }
    >
  /** `option` counts from 0. A vote for another option changes the first. */
  | Command<'Vote', { pollId: PollId; option: number }>
  /** By a moderator, or by the system once its time has come or its room is over. */
  | Command<'ClosePoll', { pollId: PollId }>

export type PollsRejection =
  | NotHere
  | 'INVALID_INPUT'
  | 'NOT_A_MODERATOR'
  | 'NO_SUCH_POLL'
  | 'POLL_EXISTS'
  | 'POLL_CLOSED'
  | 'NO_SUCH_OPTION'
  | 'TOO_MANY_POLLS'
  | 'NOT_ALLOWED'
