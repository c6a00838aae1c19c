import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { DomainEvent, StreamName } from '../../commands/event.ts'
import { activity } from '../../projections/activity.ts'
import { attendance } from '../../projections/attendance.ts'
import { retention } from '../../projections/retention.ts'
import { roomMinutes } from '../../projections/room-minutes.ts'
import { roomSummary } from '../../projections/room-summary.ts'
import { arbitraryWorld, evening, play } from '../support/arbitrary-room.ts'
import { fold, folding, record, time } from './fold-events.ts'

const settings = {
  title: 'Tea',
  topic: 'tea',
  visibility: 'open',
  capacity: null,
  handPolicy: 'open',
  invited: [],
}
const opened = ['Room-r1', { type: 'RoomOpened', data: { ...settings, host: 'ann' } }] as const
const inRoom = (type: string, participant: string, data: object = {}) =>
  ['Room-r1', { type, data: { participant, ...data } }] as const
const reacted = (emoji: string) => ['Reactions-r1', { type: 'Reacted', data: { emoji } }] as const
const closed = ['Room-r1', { type: 'RoomClosed', data: {} }] as const

describe('room-summary', () => {
  it('counts people, their times, and what they do', () => {
    const { r1 } = folding(roomSummary)(
      opened,
      inRoom('ParticipantJoined', 'ann'),
      inRoom('CameOnStage', 'ann'),
      inRoom('ParticipantJoined', 'ben'),
      inRoom('ParticipantJoined', 'cat'),
      inRoom('HandRaised', 'cat'),
      reacted('👏'),
      reacted('🔥'),
      reacted('👏'),
      inRoom('ParticipantLeft', 'ben'),
      inRoom('ParticipantJoined', 'ben'),
      ['Chat-r1', { type: 'CommentPosted', data: { commentId: 'c1' } }],
      ['Chat-r1', { type: 'CommentRemoved', data: { commentId: 'c1' } }],
      ['Polls-r1', { type: 'PollOpened', data: { pollId: 'p1' } }],
      ['Polls-r1', { type: 'Voted', data: { pollId: 'p1' } }],
      inRoom('ParticipantRemoved', 'ben'),
      closed,
    )
    assert.deepStrictEqual(r1, {
      roomId: 'r1',
      title: 'Tea',
      topic: 'tea',
      openedBy: 'ann',
      openedAt: time(1),
      openedOn: '1970-01-01',
      closedAt: time(17),
      present: 0,
      peak: 3,
      peakAt: time(5),
      joins: 4,
      // ann for 15, cat for 12, ben for 6 and 5 seconds.
      presence: 38_000,
      changedAt: time(17),
      comments: 1,
      commentsRemoved: 1,
      reactions: 3,
      reactionsByEmoji: { '👏': 2, '🔥': 1 },
      handsRaised: 1,
      turnsOnStage: 1,
      polls: 1,
      votes: 1,
    })
  })

  it('begins with the opening: an announced room has no numbers', () => {
    const announced = ['Room-r1', { type: 'RoomRenamed', data: { title: 'x', topic: null } }] as const
    assert.deepStrictEqual(folding(roomSummary)(announced), {})
  })
})

describe('times of people who vanished', () => {
  it('end when they were last seen, in every number', () => {
    const seen = { lastSeenAt: time(3) + 400 }
    const history: readonly (readonly [StreamName, DomainEvent])[] = [
      opened,
      inRoom('ParticipantJoined', 'ann'),
      inRoom('CameOnStage', 'ann'),
      inRoom('ParticipantJoined', 'ben'),
      inRoom('WentOffStage', 'ann', { reason: 'left', ...seen }),
      inRoom('ParticipantLeft', 'ann', { reason: 'vanished', ...seen }),
      closed,
    ]
    const { 'r1:ann': ann } = folding(attendance)(...history)
    const { presence, onStage, unmuted, lastLeftAt } = ann as Record<string, unknown>
    assert.deepStrictEqual([presence, onStage, unmuted, lastLeftAt], [1_400, 400, 400, seen.lastSeenAt])
    const { r1 } = folding(roomSummary)(...history)
    // Beside the 1.4 seconds of ann, ben was there for 3.
    assert.strictEqual((r1 as { presence: number }).presence, 4_400)
  })

  it('are never negative, though the clock was set back before they left and the room closed', () => {
    const history = record<DomainEvent>([
      opened,
      inRoom('ParticipantJoined', 'ann'),
      inRoom('CameOnStage', 'ann'),
      inRoom('ParticipantLeft', 'ann', { reason: 'vanished', lastSeenAt: time(1) }),
      closed,
    ]).map((event, index) => (index < 3 ? event : { ...event, at: event.at - 3_600_000 }))
    const ann = fold(attendance, history).get('r1:ann')
    assert.deepStrictEqual([ann?.presence, ann?.onStage, ann?.lastLeftAt], [0, 0, time(2)])
    const r1 = fold(roomSummary, history).get('r1')
    assert.deepStrictEqual([r1?.presence, r1?.closedAt], [0, time(2)])
  })
})

describe('attendance', () => {
  it('adds up visits, turns on stage, and the time unmuted', () => {
    const { 'r1:ann': ann } = folding(attendance)(
      inRoom('ParticipantJoined', 'ann'),
      inRoom('CameOnStage', 'ann'),
      inRoom('SpeakerMuted', 'ann'),
      inRoom('SpeakerUnmuted', 'ann'),
      inRoom('WentOffStage', 'ann'),
      inRoom('ParticipantLeft', 'ann'),
      inRoom('ParticipantJoined', 'ann'),
      inRoom('CameOnStage', 'ann'),
      ['Sound-r1', { type: 'TurnSpoken', data: { participant: 'ann', startedAt: 200, endedAt: 950 } }],
    )
    assert.deepStrictEqual(ann, {
      roomId: 'r1',
      userId: 'ann',
      firstJoinedAt: time(1),
      lastJoinedAt: time(7),
      lastLeftAt: time(6),
      visits: 2,
      presentSince: time(7),
      presence: 5_000,
      turnsOnStage: 2,
      onStageSince: time(8),
      onStage: 3_000,
      unmutedSince: time(8),
      unmuted: 2_000,
      spoken: 750,
      order: '00000000000000000001',
      stageOrder: '00000000000000000002',
    })
  })

  it('of all people together is the presence of the room, on any evening', () => {
    fc.assert(
      fc.property(evening, arbitraryWorld, (wishes, world) => {
        const facts = play(wishes, world).flatMap(step =>
          step.events.map(event => ['Room-r1', event as DomainEvent] as const),
        )
        const events = record(facts)
        const room = fold(roomSummary, events).get('r1')
        if (!room) return
        const people = [...fold(attendance, events).values()]
        const until = room.closedAt ?? time(events.length)
        const sum = people.reduce(
          (all, { presence, presentSince }) =>
            all + presence + (presentSince === null ? 0 : until - presentSince),
          0,
        )
        assert.equal(room.presence + room.present * (until - room.changedAt), sum)
        assert.equal(
          room.joins,
          people.reduce((all, { visits }) => all + visits, 0),
        )
        assert.equal(
          room.turnsOnStage,
          people.reduce((all, { turnsOnStage }) => all + turnsOnStage, 0),
        )
        if (room.closedAt === null)
          assert.equal(room.present, people.filter(({ presentSince }) => presentSince !== null).length)
      }),
      { numRuns: 100 },
    )
  })
})

describe('room-minutes', () => {
  it('counts what happened in each minute', () => {
    const minutes = folding(roomMinutes)(
      inRoom('ParticipantJoined', 'ann'),
      inRoom('ParticipantJoined', 'ben'),
      ...Array.from({ length: 58 }, () => reacted('👏')),
      inRoom('ParticipantLeft', 'ben'),
      ['Chat-r1', { type: 'CommentPosted', data: {} }],
    )
    const none = { roomId: 'r1', joins: 0, leaves: 0, reactions: 0, comments: 0 }
    assert.deepStrictEqual(minutes, {
      'r1:0': { ...none, minute: 0, joins: 2, reactions: 57 },
      'r1:1': { ...none, minute: 60_000, leaves: 1, reactions: 1, comments: 1 },
    })
  })
})

describe('activity and retention', () => {
  it('know on which days each person came, and when first', () => {
    const day = (date: string) => Date.parse(`${date}T12:00:00.000Z`)
    const visits = [
      ['2026-05-15', 'ann'],
      ['2026-05-17', 'ann'],
      ['2026-05-17', 'ann'],
      ['2026-05-18', 'ben'],
    ] as const
    const events = record(visits.map(([, person]) => inRoom('ParticipantJoined', person))).map(
      (event, i) => ({
        ...event,
        at: day(visits[i]![0]),
      }),
    )
    assert.deepStrictEqual(Object.fromEntries(fold(activity, events)), {
      '2026-05-15:ann': { day: '2026-05-15', person: 'ann', visits: 1 },
      '2026-05-17:ann': { day: '2026-05-17', person: 'ann', visits: 2 },
      '2026-05-18:ben': { day: '2026-05-18', person: 'ben', visits: 1 },
    })
    assert.deepStrictEqual(Object.fromEntries(fold(retention, events)), {
      // The 15th was a Friday, the 18th a Monday.
      ann: {
        person: 'ann',
        firstDay: '2026-05-15',
        cohort: '2026-05-11',
        days: ['2026-05-15', '2026-05-17'],
      },
      ben: { person: 'ben', firstDay: '2026-05-18', cohort: '2026-05-18', days: ['2026-05-18'] },
    })
  })

  it('takes the earliest day for the first, also where that room was imported later', () => {
    const days = ['2026-05-18', '2026-05-20', '2026-05-15']
    const events = record(days.map(() => inRoom('ParticipantJoined', 'ann'))).map((event, i) => ({
      ...event,
      at: Date.parse(`${days[i]}T12:00:00.000Z`),
    }))
    assert.deepStrictEqual(fold(retention, events).get('ann'), {
      person: 'ann',
      firstDay: '2026-05-15',
      cohort: '2026-05-11',
      days: ['2026-05-15', '2026-05-18', '2026-05-20'],
    })
  })
})
