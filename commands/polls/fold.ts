// Folds a room's polls and their votes.

import { Map as PersistentMap, Set as PersistentSet } from 'immutable'
import type { PollId, UserId } from '../ids.ts'
import { RerootingMap } from '../rerooting-map.ts'
import type { PollsEvent } from './events.ts'

export type OpenPoll = {
  readonly question: string
  readonly options: readonly string[]
  /** From then on nobody can vote, whether or not the poll has been closed. Milliseconds since 1970; null: no limit. */
  readonly closesAt: number | null
  readonly secret: boolean
  /** The index of the option that each person voted for. */
  readonly votes: RerootingMap<UserId, number>
}

export type State = {
  readonly open: PersistentMap<PollId, OpenPoll>
  /** Nothing can happen to these any more, so only their ids are kept. */
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
