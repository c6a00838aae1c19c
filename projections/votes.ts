// What each person voted for. Only the voter sees it.

import type { PollId, UserId } from '../commands/ids.ts'
import type { PollsEvent } from '../commands/polls/events.ts'
import type { Projection } from './projection.ts'

export type VoteDocument = {
  readonly pollId: PollId
  readonly voter: UserId
  /** From 0. */
  readonly option: number
}

type VotesEvent = Extract<PollsEvent, { type: 'Voted' | 'VoteChanged' }>

export function voteKey(pollId: string, voter: string): string {
  return `${pollId}:${voter}`
}

export const votes = {
  name: 'votes',
  version: 1,
  handles: ['Voted', 'VoteChanged'],
  indexes: {},
  keysOf(event) {
    switch (event.type) {
      case 'Voted':
      case 'VoteChanged':
        return [voteKey(event.data.pollId, event.data.voter)]
      default:
        return []
    }
  },
  evolve(vote, event) {
    switch (event.type) {
      case 'Voted':
        return { pollId: event.data.pollId, voter: event.data.voter, option: event.data.option }
      case 'VoteChanged':
        return { pollId: event.data.pollId, voter: event.data.voter, option: event.data.to }
      default:
        return vote
    }
  },
} as const satisfies Projection<VoteDocument, VotesEvent>
