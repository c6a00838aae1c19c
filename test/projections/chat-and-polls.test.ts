import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ChatEvent } from '../../commands/chat/events.ts'
import { positionOf } from '../../commands/event.ts'
import type { CommentId, PollId, RoomId } from '../../commands/ids.ts'
import type { PollsEvent } from '../../commands/polls/events.ts'
import { type CommentDocument, comments } from '../../projections/comments.ts'
import { type PollDocument, polls } from '../../projections/polls.ts'
import { voteKey, votes } from '../../projections/votes.ts'
import { folding, time } from './fold-events.ts'
import { ann, ben } from './room-examples.ts'

const c1 = 'c1' as CommentId
const p1 = 'p1' as PollId
const roomId = 'r1' as RoomId

describe('the document of a comment', () => {
  const given = folding(comments)
  const after = (...events: ChatEvent[]) => given(...events.map(event => ['Chat-r1', event] as const))
  const posted: ChatEvent = { type: 'CommentPosted', data: { commentId: c1, author: ben, text: 'Hello' } }
  const pinned: ChatEvent = { type: 'CommentPinned', data: { commentId: c1 } }
  const fresh: CommentDocument = {
    commentId: c1,
    roomId,
    author: ben,
    text: 'Hello',
    postedAt: time(1),
    postedPosition: positionOf(1),
    pinned: false,
    pinnedPosition: null,
    removed: false,
  }

  it('is as it was posted', () => {
    assert.deepStrictEqual(after(posted), { c1: fresh })
  })

  it('is pinned until it is unpinned', () => {
    assert.deepStrictEqual(after(posted, pinned), {
      c1: { ...fresh, pinned: true, pinnedPosition: positionOf(2) },
    })
    assert.deepStrictEqual(after(posted, pinned, { type: 'CommentUnpinned', data: { commentId: c1 } }), {
      c1: fresh,
    })
  })

  it('loses its text and its pin when it is removed', () => {
    const removed: ChatEvent = { type: 'CommentRemoved', data: { commentId: c1, by: 'moderator' } }
    assert.deepStrictEqual(after(posted, pinned, removed), { c1: { ...fresh, text: null, removed: true } })
  })

  it('is none before it was posted', () => {
    assert.deepStrictEqual(after(pinned), {})
  })
})

describe('the documents of polls and votes', () => {
  const tallies = folding(polls)
  const ballots = folding(votes)
  const opening: PollsEvent = {
    type: 'PollOpened',
    data: { pollId: p1, question: 'Tea?', options: ['Yes', 'No'], closesAt: 60_000, secret: true },
  }
  const annVoted: PollsEvent = { type: 'Voted', data: { pollId: p1, voter: ann, option: 0 } }
  const benVoted: PollsEvent = { type: 'Voted', data: { pollId: p1, voter: ben, option: 1 } }
  const benChanged: PollsEvent = { type: 'VoteChanged', data: { pollId: p1, voter: ben, from: 1, to: 0 } }
  const closed: PollsEvent = { type: 'PollClosed', data: { pollId: p1, reason: 'time' } }
  const recorded = (events: PollsEvent[]) => events.map(event => ['Polls-r1', event] as const)
  const fresh: PollDocument = {
    pollId: p1,
    roomId,
    question: 'Tea?',
    options: [
      { text: 'Yes', votes: 0 },
      { text: 'No', votes: 0 },
    ],
    open: true,
    secret: true,
    voteCount: 0,
    openedAt: time(1),
    closesAt: 60_000,
    closedAt: null,
  }
  const options = (yes: number, no: number) => [
    { text: 'Yes', votes: yes },
    { text: 'No', votes: no },
  ]

  it('begin without votes', () => {
    assert.deepStrictEqual(tallies(...recorded([opening])), { p1: fresh })
    assert.deepStrictEqual(ballots(...recorded([opening])), {})
  })

  it('count each vote where it is now', () => {
    const votes = [opening, annVoted, benVoted]
    assert.deepStrictEqual(tallies(...recorded(votes)), {
      p1: { ...fresh, options: options(1, 1), voteCount: 2 },
    })
    assert.deepStrictEqual(tallies(...recorded([...votes, benChanged])), {
      p1: { ...fresh, options: options(2, 0), voteCount: 2 },
    })
  })

  it('remember what each person voted for', () => {
    assert.deepStrictEqual(ballots(...recorded([opening, annVoted, benVoted, benChanged, closed])), {
      [voteKey(p1, ann)]: { pollId: p1, voter: ann, option: 0 },
      [voteKey(p1, ben)]: { pollId: p1, voter: ben, option: 0 },
    })
  })

  it('keep the tally of a closed poll', () => {
    assert.deepStrictEqual(tallies(...recorded([opening, annVoted, closed])), {
      p1: { ...fresh, options: options(1, 0), voteCount: 1, open: false, closedAt: time(3) },
    })
  })

  it('have no tally of a poll that never opened', () => {
    assert.deepStrictEqual(tallies(...recorded([annVoted, closed])), {})
  })
})
