// Polls with their tallies. The tally of a secret poll is in its document too: policy decides who sees it.

import { parseStream, type Recorded } from '../commands/event.ts'
import type { PollId, RoomId } from '../commands/ids.ts'
import type { PollsEvent } from '../commands/polls/events.ts'
import type { Projection } from './projection.ts'

/** Times are milliseconds since 1970. */
export type PollDocument = {
  readonly pollId: PollId
  readonly roomId: RoomId
  readonly question: string
  readonly options: readonly { readonly text: string; readonly votes: number }[]
  readonly open: boolean
  readonly secret: boolean
  readonly voteCount: number
  readonly openedAt: number
  /** Null: until a moderator closes it or the room closes. */
  readonly closesAt: number | null
  readonly closedAt: number | null
}

export const polls = {
  name: 'polls',
  version: 1,
  handles: ['PollOpened', 'Voted', 'VoteChanged', 'PollClosed'],
  indexes: {
    byRoom: { equal: ['roomId'], order: 'openedAt' },
    /** Open polls of all rooms. */
    byOpening: { equal: ['open'], order: 'openedAt' },
  },
  keysOf: event => (event.data.pollId === undefined ? [] : [event.data.pollId]),
  evolve(poll, event) {
    if (event.type === 'PollOpened') return opened(event)
    if (!poll) return null
    switch (event.type) {
      case 'Voted':
        return { ...poll, options: withVotes(poll, event.data.option, 1), voteCount: poll.voteCount + 1 }
      case 'VoteChanged': {
        const without = { ...poll, options: withVotes(poll, event.data.from, -1) }
        return { ...without, options: withVotes(without, event.data.to, 1) }
      }
      case 'PollClosed':
        return { ...poll, open: false, closedAt: event.at }
      default:
        return poll
    }
  },
} as const satisfies Projection<PollDocument, PollsEvent>

function opened(event: Extract<Recorded<PollsEvent>, { type: 'PollOpened' }>): PollDocument {
  const { pollId, question, options, closesAt, secret } = event.data
  return {
    pollId,
    roomId: parseStream(event.stream).id as RoomId,
    question,
    options: options.map(text => ({ text, votes: 0 })),
    open: true,
    secret,
    voteCount: 0,
    openedAt: event.at,
    closesAt,
    closedAt: null,
  }
}

function withVotes(poll: PollDocument, option: number, by: 1 | -1): PollDocument['options'] {
  return poll.options.map((o, index) => (index === option ? { ...o, votes: o.votes + by } : o))
}
