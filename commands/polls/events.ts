// The facts of a room's polls. These names and shapes are the storage format: never rename or remove, only add.

import type { DomainEvent } from '../event.ts'
import type { PollId, UserId } from '../ids.ts'

export type PollsEvent =
  /** A question with 2 to 10 options; `closesAt` null: until somebody closes it; `secret`: no tally until it is closed. */
  | DomainEvent<
      'PollOpened',
      {
        pollId: PollId
        question: string
        options: readonly string[]
        closesAt: number | null
        secret: boolean
      }
    >
  /** One person's one vote; `option` counts from 0. */
  | DomainEvent<'Voted', { pollId: PollId; voter: UserId; option: number }>
  | DomainEvent<'VoteChanged', { pollId: PollId; voter: UserId; from: number; to: number }>
  /** No more votes; the tally is open. Final. */
  | DomainEvent<'PollClosed', { pollId: PollId; reason: 'moderator' | 'time' | 'room-closed' }>
