import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEGINNING, type DomainEvent, positionOf } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { type MissedSummary, readMissed } from '../../src/history/missed.ts'
import { systemTime } from '../../src/support/time.ts'
import { record, time } from '../projections/fold-events.ts'
import { arrayLog } from './array-log.ts'

const roomId = 'r1' as RoomId
const inRoom = (type: string, participant: string) => ['Room-r1', { type, data: { participant } }] as const
const inChat = (type: string, commentId: string) => ['Chat-r1', { type, data: { commentId } }] as const
const inPolls = (type: string, pollId: string) => ['Polls-r1', { type, data: { pollId } }] as const
const tap = ['Reactions-r1', { type: 'Reacted', data: { emoji: '👏' } }] as const
type Facts = (readonly [`${'Room' | 'Chat' | 'Polls' | 'Reactions'}-r1`, DomainEvent])[]

const facts: Facts = [
  inRoom('ParticipantJoined', 'ada'),
  inRoom('CameOnStage', 'ada'),
  inChat('CommentPosted', 'c1'),
  inPolls('PollOpened', 'p1'),
  // Here somebody left.
  inRoom('ParticipantJoined', 'bea'),
  inRoom('ParticipantJoined', 'cy'),
  inRoom('CameOnStage', 'bea'),
  tap,
  inRoom('ParticipantLeft', 'cy'),
  inChat('CommentPinned', 'c1'),
  inChat('CommentPosted', 'c2'),
  inChat('CommentPinned', 'c2'),
  inRoom('WentOffStage', 'bea'),
  inChat('CommentUnpinned', 'c1'),
  inPolls('PollClosed', 'p1'),
  inRoom('CameOnStage', 'bea'),
  tap,
]
const log = arrayLog(record(facts))
const last = positionOf(facts.length)

test('summarises who was on stage, what was pinned and polled, and how many people there were', async () => {
  assert.deepStrictEqual(await readMissed(log, systemTime, roomId, positionOf(4), last, 2), {
    complete: true,
    turns: [
      { person: 'bea', cameAt: time(7), wentAt: time(13) },
      { person: 'bea', cameAt: time(16), wentAt: null },
    ],
    pinned: ['c2'],
    polls: ['p1'],
    peak: { people: 3, at: time(6) },
    joined: 2,
    left: 1,
    comments: 1,
    reactions: 2,
  })
})

test('when people only left, the peak is at the start of the absence', async () => {
  const { peak, left } = await readMissed(log, systemTime, roomId, positionOf(8), positionOf(9), 9)
  assert.deepStrictEqual({ peak, left }, { peak: { people: 10, at: time(8) }, left: 1 })
})

test('the summary is empty when nothing was missed', async () => {
  const nothing: MissedSummary = {
    complete: true,
    turns: [],
    pinned: [],
    polls: [],
    peak: null,
    joined: 0,
    left: 0,
    comments: 0,
    reactions: 0,
  }
  assert.deepStrictEqual(await readMissed(log, systemTime, roomId, last, last, 2), nothing)
})

test('a long absence is summarised in part, and marked as incomplete', async () => {
  const long = record(Array.from({ length: 6_000 }, () => tap))
  const { complete, reactions } = await readMissed(
    arrayLog(long),
    systemTime,
    roomId,
    BEGINNING,
    long.at(-1)!.position,
    0,
  )
  assert.deepStrictEqual({ complete, reactions }, { complete: false, reactions: 5_000 })
})

test('events after the given position are left out', async () => {
  const { turns, reactions } = await readMissed(log, systemTime, roomId, BEGINNING, positionOf(8), 3)
  assert.deepStrictEqual([turns.length, reactions], [2, 1])
})
