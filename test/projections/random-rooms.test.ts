// What the decider lets happen, seen through the documents: they must agree with the state that it decides on.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { UserId } from '../../commands/ids.ts'
import type { Live } from '../../commands/room/fold.ts'
import { participants } from '../../projections/participants.ts'
import { rooms } from '../../projections/rooms.ts'
import { arbitraryWorld, evening, play } from '../support/arbitrary-room.ts'
import { fold, record } from './fold-events.ts'

/** The state after each of some random evenings, and the documents that its events fold to. */
function after(check: (evening: ReturnType<typeof folded>) => void): void {
  fc.assert(
    fc.property(evening, arbitraryWorld, (commands, world) => check(folded(play(commands, world)))),
    { numRuns: 150 },
  )
}

function folded(steps: ReturnType<typeof play>) {
  const events = record(steps.flatMap(step => step.events.map(event => ['Room-r1', event] as const)))
  const documents = [...fold(participants, events).values()]
  return {
    state: steps.at(-1)!.after,
    room: fold(rooms, events).get('r1') ?? null,
    documents,
    present: documents.filter(({ present }) => present),
  }
}

function afterLive(check: (room: Live, evening: ReturnType<typeof folded>) => void): void {
  after(evening => {
    if (evening.state.phase === 'live') check(evening.state, evening)
  })
}

const sorted = (people: Iterable<UserId>) => [...people].sort()

describe('after an evening', () => {
  it('the room is in the phase that its decider knows', () => {
    after(({ state, room }) => assert.strictEqual(room?.phase ?? 'none', state.phase))
  })

  it('the room counts as many listeners, speakers and hands as there are documents of them', () => {
    afterLive((_, { room, present }) => {
      assert.deepStrictEqual(
        { listeners: room?.listeners, speakers: room?.speakers, hands: room?.hands },
        {
          listeners: present.filter(({ onStage }) => !onStage).length,
          speakers: present.filter(({ onStage }) => onStage).length,
          hands: present.filter(({ handOrder }) => handOrder !== null).length,
        },
      )
    })
  })

  it('a closed room counts nobody', () => {
    after(({ room }) => {
      if (room?.phase === 'closed')
        assert.deepStrictEqual(
          [room.listeners, room.speakers, room.hands, room.hostlessSince],
          [0, 0, 0, null],
        )
    })
  })

  it('the room is set, owned and open to people as its decider judges', () => {
    afterLive((state, { room }) => {
      assert.ok(room)
      const { title, topic, visibility, capacity, handPolicy } = room
      assert.deepStrictEqual({ title, topic, visibility, capacity, handPolicy }, plain(state.settings))
      assert.deepStrictEqual(
        {
          host: room.hostId,
          creator: room.createdBy,
          returning: room.returning,
          owner: room.ownerId,
          moderators: sorted(room.moderators),
          invited: sorted(room.invited),
          recordingWanted: room.recordingWanted,
          hostless: room.hostlessSince !== null,
        },
        {
          host: state.host,
          creator: state.creator,
          returning: [...state.returning],
          owner: state.returning.first() ?? state.host ?? state.creator,
          moderators: sorted(state.moderators),
          invited: sorted(state.invited),
          recordingWanted: state.recordingWanted,
          hostless: state.host === null,
        },
      )
    })
  })

  it('everybody who is in the room has one document, which says of them what their decider knows', () => {
    afterLive((state, { present }) => {
      assert.deepStrictEqual(sorted(present.map(({ userId }) => userId)), sorted(state.participants.keys()))
      for (const one of present) {
        const mute = state.speakers.get(one.userId, 'none')
        assert.deepStrictEqual(
          {
            onStage: one.onStage,
            muted: one.muted,
            mutedByModerator: one.mutedByModerator,
            invitedToStage: one.invitedToStage,
            handOrder: one.handOrder,
            host: one.role === 'host',
          },
          {
            onStage: state.speakers.has(one.userId),
            muted: mute !== 'none',
            mutedByModerator: mute === 'moderator',
            invitedToStage: state.stageInvitations.has(one.userId),
            handOrder: state.hands.get(one.userId) ?? null,
            host: state.host === one.userId,
          },
        )
      }
    })
  })

  it('what outlives leaving is known of everybody of whom it is so, and there are no other documents', () => {
    afterLive((state, { documents }) => {
      const who = (what: 'moderator' | 'silenced' | 'banned') =>
        sorted(documents.filter(document => document[what]).map(({ userId }) => userId))
      assert.deepStrictEqual(who('moderator'), sorted(state.moderators))
      assert.deepStrictEqual(who('silenced'), sorted(state.silenced))
      assert.deepStrictEqual(who('banned'), sorted(state.banned))
      for (const { userId, present, moderator, silenced, banned } of documents)
        assert.ok(present || moderator || silenced || banned, `${userId} is remembered for nothing`)
    })
  })

  it('the order of rank is by role, then by coming, and nobody who is away has one', () => {
    afterLive((state, { documents, present }) => {
      const roles = ['host', 'moderator', 'speaker', 'listener']
      const byRank = present.toSorted((a, b) => (a.rank! < b.rank! ? -1 : 1)).map(({ userId }) => userId)
      const byRole = present
        .toSorted(
          (a, b) =>
            roles.indexOf(a.role) - roles.indexOf(b.role) ||
            state.participants.get(a.userId)! - state.participants.get(b.userId)!,
        )
        .map(({ userId }) => userId)
      assert.deepStrictEqual(byRank, byRole)
      for (const { present, rank, handOrder, joinedAt, onStage } of documents)
        if (!present) assert.deepStrictEqual([rank, handOrder, joinedAt, onStage], [null, null, null, false])
    })
  })

  it('reaches rooms with a returning host, with hands, and closed ones, so that this means something', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(evening, arbitraryWorld, (commands, world) => {
        const { room, documents } = folded(play(commands, world))
        if (room?.returning.length) seen.add('returning host')
        if (room?.hands) seen.add('hands')
        if (room?.hostlessSince) seen.add('hostless')
        if (room) seen.add(room.phase)
        if (documents.some(({ present }) => !present)) seen.add('remembered')
      }),
      { numRuns: 300, seed: 3 },
    )
    assert.deepStrictEqual(
      [...seen].sort(),
      [
        'cancelled',
        'closed',
        'hands',
        'hostless',
        'live',
        'remembered',
        'returning host',
        'scheduled',
      ].sort(),
    )
  })
})

function plain(settings: Live['settings']) {
  const { title, topic, visibility, capacity, handPolicy } = settings
  return { title, topic, visibility, capacity, handPolicy }
}
