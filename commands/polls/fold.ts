// The polls of a room, folded from their events.

import { Map as PersistentMap, Set as PersistentSet } from 'immutable'
import type { PollId, UserId } from '../ids.ts'
import { RerootingMap } from '../rerooting-map.ts'
import type { PollsEvent } from './events.ts'

export type OpenPoll = {
  readonly question: string
  readonly options: readonly string[]
  /** Milliseconds since 1970; from then on nobody votes, whether or not somebody has closed it yet. */
  readonly closesAt: number | null
  readonly secret: boolean
  /** One vote a person, by the number of the option. */
  readonly votes: RerootingMap<UserId, number>
}

export type State = {
  readonly open: PersistentMap<PollId, OpenPoll>
  /** Nothing more can happen to these, so that nothing more of them is kept. */
  readonly closed: PersistentSet<PollId>
}

export const initial: State = { open: PersistentMap(), closed: PersistentSet() }

export function evolve(state: State, event: PollsEvent): State {
  switch (event.type) {
    case 'PollOpened': {
      const { pollId, ...poll } = event.data
      return { ...state, open: state.open.set(pollId, { ...poll, votes: RerootingMap.empty() }) }
    }
    case 'Voted':
      return withVote(state, event.data.pollId, event.data.voter, event.data.option)
    case 'VoteChanged':
      return withVote(state, event.data.pollId, event.data.voter, event.data.to)
    case 'PollClosed': {
      const { pollId } = event.data
      return { open: state.open.delete(pollId), closed: state.closed.add(pollId) }
    }
    default:
      event satisfies never
      return state
  }
}

function withVote(state: State, pollId: PollId, voter: UserId, option: number): State {
  const poll = state.open.get(pollId)
  if (!poll) return state
  return { ...state, open: state.open.set(pollId, { ...poll, votes: poll.votes.set(voter, option) }) }
}
