import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DomainEvent, positionOf } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { rooms } from '../../projections/rooms.ts'
import { record, time } from './fold-events.ts'
import {
  after,
  ann,
  announced,
  ben,
  cat,
  dov,
  fresh,
  openedRoom,
  scheduledRoom,
  teaSettings,
} from './room-examples.ts'

describe('the document of a room', () => {
  it('is as it was opened', () => {
    assert.deepStrictEqual(after(openedRoom()), fresh)
  })

  it('is as it was announced', () => {
    assert.deepStrictEqual(after(scheduledRoom(9_000_000)), announced)
  })

  it('keeps who announced it, when and for when, when it opens', () => {
    const open: RoomEvent = {
      type: 'RoomOpened',
      data: { ...teaSettings, title: 'Tea!', host: ben, invited: [cat] },
    }
    assert.deepStrictEqual(
      after(scheduledRoom(9_000_000), { type: 'InterestMarked', data: { person: cat } }, open),
      {
        ...fresh,
        title: 'Tea!',
        hostId: ben,
        lastHostId: ben,
        ownerId: ben,
        startsAt: 9_000_000,
        announcement: positionOf(1),
        startedAt: time(3),
        orderAt: time(3),
        interested: 1,
        invited: [cat],
      },
    )
  })

  it('moves to its new time', () => {
    assert.deepStrictEqual(
      after(scheduledRoom(9_000_000), { type: 'RoomRescheduled', data: { startsAt: 8_000_000 } }),
      { ...announced, startsAt: 8_000_000, orderAt: 8_000_000, announcement: positionOf(2) },
    )
    const reminded = { type: 'InterestedReminded', data: { startsAt: 9_000_000 } } as const
    assert.deepStrictEqual(after(scheduledRoom(9_000_000), reminded), { ...announced, remindedAt: time(2) })
    assert.deepStrictEqual(
      after(scheduledRoom(9_000_000), reminded, { type: 'RoomRescheduled', data: { startsAt: 8_000_000 } }),
      { ...announced, startsAt: 8_000_000, orderAt: 8_000_000, announcement: positionOf(3) },
    )
  })

  it('is cancelled at the time for which it was announced', () => {
    assert.deepStrictEqual(after(scheduledRoom(9_000_000), { type: 'RoomCancelled', data: {} }), {
      ...announced,
      phase: 'cancelled',
    })
  })

  it('counts who is interested', () => {
    const marked = (person: UserId): RoomEvent => ({ type: 'InterestMarked', data: { person } })
    const withdrawn: RoomEvent = { type: 'InterestWithdrawn', data: { person: ben } }
    assert.deepStrictEqual(after(scheduledRoom(9_000_000), marked(ben), marked(cat), withdrawn), {
      ...announced,
      interested: 1,
    })
  })

  it('shows what it is set to', () => {
    assert.deepStrictEqual(
      after(
        openedRoom(),
        { type: 'RoomRenamed', data: { title: 'Coffee', topic: null } },
        { type: 'CapacitySet', data: { capacity: 12 } },
        { type: 'HandPolicySet', data: { handPolicy: 'closed' } },
        { type: 'RecordingWanted', data: {} },
      ),
      { ...fresh, title: 'Coffee', topic: null, capacity: 12, handPolicy: 'closed', recordingWanted: true },
    )
  })

  it('wants no recording any more', () => {
    assert.deepStrictEqual(
      after(openedRoom(), { type: 'RecordingWanted', data: {} }, { type: 'RecordingUnwanted', data: {} }),
      fresh,
    )
  })

  it('counts listeners, speakers and hands', () => {
    const joined = (participant: UserId): RoomEvent => ({ type: 'ParticipantJoined', data: { participant } })
    const came = (participant: UserId): RoomEvent => ({
      type: 'CameOnStage',
      data: { participant, via: 'hand' },
    })
    const crowd: RoomEvent[] = [openedRoom(), joined(ann), came(ann), joined(ben), joined(cat), joined(dov)]
    assert.deepStrictEqual(after(...crowd), { ...fresh, listeners: 3, speakers: 1 })
    const raised: RoomEvent[] = [
      { type: 'HandRaised', data: { participant: ben, order: 1 } },
      { type: 'HandRaised', data: { participant: cat, order: 2 } },
      { type: 'HandLowered', data: { participant: ben, reason: 'on-stage' } },
      came(ben),
    ]
    assert.deepStrictEqual(after(...crowd, ...raised), { ...fresh, listeners: 2, speakers: 2, hands: 1 })
    const gone: RoomEvent[] = [
      { type: 'WentOffStage', data: { participant: ben, reason: 'left' } },
      { type: 'ParticipantLeft', data: { participant: ben, reason: 'left' } },
      { type: 'ParticipantRemoved', data: { participant: dov, reason: null } },
    ]
    assert.deepStrictEqual(after(...crowd, ...raised, ...gone), {
      ...fresh,
      listeners: 1,
      speakers: 1,
      hands: 1,
    })
  })

  it('counts the comments that are shown, and taps by emoji', () => {
    const tap = (emoji: string) => ({ type: 'Reacted', data: { person: ben, emoji } })
    assert.deepStrictEqual(
      after(
        openedRoom(),
        { type: 'CommentPosted', data: { commentId: 'c1', author: ben, text: 'Hello' } },
        { type: 'CommentPosted', data: { commentId: 'c2', author: ben, text: 'Hello?' } },
        { type: 'CommentPinned', data: { commentId: 'c1' } },
        { type: 'CommentRemoved', data: { commentId: 'c1', by: 'author' } },
        tap('👏'),
        tap('🔥'),
        tap('👏'),
      ),
      { ...fresh, comments: 1, reactions: { '👏': 2, '🔥': 1 } },
    )
  })

  it('remembers its last host while it has none', () => {
    const lost: RoomEvent = { type: 'HostChanged', data: { from: ann, to: null, reason: 'left' } }
    assert.deepStrictEqual(after(openedRoom(), lost), {
      ...fresh,
      hostId: null,
      hostlessSince: time(2),
      hostLoss: positionOf(2),
    })
    const found: RoomEvent = { type: 'HostChanged', data: { from: null, to: ben, reason: 'succeeded' } }
    assert.deepStrictEqual(after(openedRoom(), lost, found), {
      ...fresh,
      hostId: ben,
      lastHostId: ben,
      ownerId: ben,
    })
  })

  it('stays the room of a host who vanished while they may return', () => {
    const vanished: RoomEvent = { type: 'HostChanged', data: { from: ann, to: ben, reason: 'vanished' } }
    const returned: RoomEvent = { type: 'HostChanged', data: { from: ben, to: ann, reason: 'returned' } }
    const banned: RoomEvent = { type: 'PersonBanned', data: { person: ann, reason: null } }
    assert.deepStrictEqual(after(openedRoom(), vanished), {
      ...fresh,
      hostId: ben,
      lastHostId: ben,
      returning: [ann],
    })
    assert.deepStrictEqual(after(openedRoom(), vanished, returned), fresh)
    assert.deepStrictEqual(after(openedRoom(), vanished, banned), {
      ...fresh,
      hostId: ben,
      lastHostId: ben,
      ownerId: ben,
    })
  })

  it('is empty and without a search for a host when it has closed', () => {
    assert.deepStrictEqual(
      after(
        openedRoom(),
        { type: 'ParticipantJoined', data: { participant: ann } },
        { type: 'CameOnStage', data: { participant: ann, via: 'opening' } },
        { type: 'ParticipantJoined', data: { participant: ben } },
        { type: 'HandRaised', data: { participant: ben, order: 1 } },
        { type: 'HostChanged', data: { from: ann, to: null, reason: 'left' } },
        { type: 'RoomClosed', data: { reason: 'abandoned' } },
      ),
      { ...fresh, phase: 'closed', hostId: null, endedAt: time(7), orderAt: time(7) },
    )
  })

  it('is the same object after every event that changes nothing of it', () => {
    const [first, ...rest] = record<DomainEvent>([
      ['Room-r1', openedRoom()],
      ['Room-r1', { type: 'HandRaisedAhead', data: { person: ben, order: 1 } }],
      ['Room-r1', { type: 'HandLoweredAhead', data: { person: ben } }],
      ['Room-r1', { type: 'PersonBanned', data: { person: ben, reason: null } }],
      ['Room-r1', { type: 'BanLifted', data: { person: ben } }],
      ['Room-r1', { type: 'InvitedToStage', data: { participant: ben } }],
      ['Room-r1', { type: 'StageInvitationDeclined', data: { participant: ben } }],
      ['Room-r1', { type: 'StageInvitationWithdrawn', data: { participant: ben, reason: 'moderator' } }],
      ['Room-r1', { type: 'SpeakerMuted', data: { participant: ann, by: 'self' } }],
      ['Room-r1', { type: 'SpeakerUnmuted', data: { participant: ann } }],
      ['Room-r1', { type: 'UnmuteAllowed', data: { participant: ann } }],
      ['Room-r1', { type: 'ParticipantSilenced', data: { participant: ben } }],
      ['Room-r1', { type: 'SilenceLifted', data: { participant: ben } }],
      ['Room-r1', { type: 'CapacitySet', data: { capacity: null } }],
      ['Room-r1', { type: 'PeopleInvited', data: { people: [] } }],
      ['Room-r1', { type: 'PeopleUninvited', data: { people: [ben] } }],
      ['Room-r1', { type: 'ModeratorDismissed', data: { participant: ben } }],
      ['Chat-r1', { type: 'CommentPinned', data: { commentId: 'c1' } }],
      ['Chat-r1', { type: 'CommentUnpinned', data: { commentId: 'c1' } }],
      [
        'Polls-r1',
        {
          type: 'PollOpened',
          data: { pollId: 'p1', question: '?', options: ['a', 'b'], closesAt: null, secret: false },
        },
      ],
      ['Polls-r1', { type: 'Voted', data: { pollId: 'p1', voter: ben, option: 0 } }],
      ['Polls-r1', { type: 'VoteChanged', data: { pollId: 'p1', voter: ben, from: 0, to: 1 } }],
      ['Polls-r1', { type: 'PollClosed', data: { pollId: 'p1', reason: 'moderator' } }],
    ])
    const room = rooms.evolve(null, first as never, 'r1')
    for (const event of rest) {
      assert.deepStrictEqual(rooms.keysOf(event as never), ['r1'], event.type)
      assert.strictEqual(rooms.evolve(room, event as never, 'r1'), room, event.type)
    }
  })

  it('keeps its lists by reference while counts change', () => {
    const [open, tap] = record<DomainEvent>([
      ['Room-r1', openedRoom({ visibility: 'invited', invited: [ben, cat] })],
      ['Reactions-r1', { type: 'Reacted', data: { person: ben, emoji: '👏' } }],
    ])
    const before = rooms.evolve(null, open as never, 'r1')
    const then = rooms.evolve(before, tap as never, 'r1')
    assert.strictEqual(then?.audience, before?.audience)
    assert.strictEqual(then?.invited, before?.invited)
  })

  it('is none before the room begins', () => {
    assert.strictEqual(after({ type: 'RoomRenamed', data: { title: 'Coffee', topic: null } }), undefined)
  })
})
