// The events of a room's polls. Names and fields are the storage format: add, but never rename or remove.

import type { DomainEvent } from '../event.ts'
import type { PollId, UserId } from '../ids.ts'

export type PollsEvent =
  /**
   * A moderator opened a poll with 2 to 10 options. With `closesAt` null it stays open until a moderator or the end of
   * the room closes it. With `secret` nobody sees a tally before that.
   */
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
  /** A person voted. `option` counts from 0. */
  | DomainEvent<'Voted', { pollId: PollId; voter: UserId; option: number }>
  /** A person changed their vote to another option. */
  | DomainEvent<'VoteChanged', { pollId: PollId; voter: UserId; from: number; to: number }>
  /** The poll takes no more votes, and its tally is public. Final. */
  | DomainEvent<'PollClosed', { pollId: PollId; reason: 'moderator' | 'time' | 'room-closed' }>
