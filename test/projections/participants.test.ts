import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DomainEvent, positionOf } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { type ParticipantDocument, participantKey, participants } from '../../projections/participants.ts'
import { folding, record, time } from './fold-events.ts'
import { ann, ben, openedRoom } from './room-examples.ts'

const given = folding(participants)
const of = (person: UserId, events: DomainEvent[]): ParticipantDocument | undefined =>
  given(...events.map(event => ['Room-r1', event] as const))[participantKey('r1', person)]

const joined = (participant: UserId): RoomEvent => ({ type: 'ParticipantJoined', data: { participant } })
const left = (participant: UserId): RoomEvent => ({
  type: 'ParticipantLeft',
  data: { participant, reason: 'left' },
})
const onStage = (participant: UserId): RoomEvent => ({
  type: 'CameOnStage',
  data: { participant, via: 'hand' },
})
const muted = (by: 'self' | 'moderator'): RoomEvent => ({
  type: 'SpeakerMuted',
  data: { participant: ben, by },
})
const appointed: RoomEvent = { type: 'ModeratorAppointed', data: { participant: ben } }

/** Ben after he joined by event number 1. */
const listener: ParticipantDocument = {
  roomId: 'r1' as RoomId,
  userId: ben,
  present: true,
  role: 'listener',
  moderator: false,
  silenced: false,
  banned: false,
  onStage: false,
  muted: false,
  mutedByModerator: false,
  invitedToStage: false,
  handOrder: null,
  handRaisedAt: null,
  joinedAt: time(1),
  rank: `3${positionOf(1)}`,
}
const speaker: ParticipantDocument = {
  ...listener,
  role: 'speaker',
  onStage: true,
  rank: `2${positionOf(1)}`,
}
const moderator: ParticipantDocument = {
  ...listener,
  role: 'moderator',
  moderator: true,
  rank: `1${positionOf(1)}`,
}
const absent: ParticipantDocument = { ...listener, present: false, joinedAt: null, rank: null }

describe('the document of a participant', () => {
  it('is a listener who joined', () => {
    assert.deepStrictEqual(of(ben, [joined(ben)]), listener)
  })

  it('is gone when they left, vanished or were removed', () => {
    assert.strictEqual(of(ben, [joined(ben), left(ben)]), undefined)
    const removed: RoomEvent = { type: 'ParticipantRemoved', data: { participant: ben, reason: null } }
    assert.strictEqual(of(ben, [joined(ben), removed]), undefined)
  })

  it('has a hand in the queue until it is lowered', () => {
    const raised: RoomEvent = { type: 'HandRaised', data: { participant: ben, order: 7 } }
    const lowered: RoomEvent = { type: 'HandLowered', data: { participant: ben, reason: 'own' } }
    assert.deepStrictEqual(of(ben, [joined(ben), raised]), {
      ...listener,
      handOrder: 7,
      handRaisedAt: time(2),
    })
    assert.deepStrictEqual(of(ben, [joined(ben), raised, lowered]), listener)
  })

  it('is invited to the stage until they decline or it is withdrawn', () => {
    const invited: RoomEvent = { type: 'InvitedToStage', data: { participant: ben } }
    const declined: RoomEvent = { type: 'StageInvitationDeclined', data: { participant: ben } }
    const withdrawn: RoomEvent = {
      type: 'StageInvitationWithdrawn',
      data: { participant: ben, reason: 'moderator' },
    }
    assert.deepStrictEqual(of(ben, [joined(ben), invited]), { ...listener, invitedToStage: true })
    assert.deepStrictEqual(of(ben, [joined(ben), invited, declined]), listener)
    assert.deepStrictEqual(of(ben, [joined(ben), invited, withdrawn]), listener)
  })

  it('comes on stage unmuted and goes off it', () => {
    const off: RoomEvent = { type: 'WentOffStage', data: { participant: ben, reason: 'own' } }
    assert.deepStrictEqual(of(ben, [joined(ben), onStage(ben)]), speaker)
    assert.deepStrictEqual(of(ben, [joined(ben), onStage(ben), muted('moderator'), off]), listener)
  })

  it('is muted by whom', () => {
    const unmuted: RoomEvent = { type: 'SpeakerUnmuted', data: { participant: ben } }
    const allowed: RoomEvent = { type: 'UnmuteAllowed', data: { participant: ben } }
    const stage = [joined(ben), onStage(ben)]
    assert.deepStrictEqual(of(ben, [...stage, muted('self')]), { ...speaker, muted: true })
    assert.deepStrictEqual(of(ben, [...stage, muted('moderator')]), {
      ...speaker,
      muted: true,
      mutedByModerator: true,
    })
    assert.deepStrictEqual(of(ben, [...stage, muted('moderator'), allowed]), { ...speaker, muted: true })
    assert.deepStrictEqual(of(ben, [...stage, muted('self'), unmuted]), speaker)
  })

  it('is the host from the opening on, at once when they join', () => {
    const host: ParticipantDocument = {
      ...listener,
      userId: ann,
      role: 'host',
      joinedAt: time(2),
      rank: `0${positionOf(2)}`,
    }
    assert.deepStrictEqual(of(ann, [openedRoom()]), { ...host, present: false, joinedAt: null, rank: null })
    assert.deepStrictEqual(of(ann, [openedRoom(), joined(ann)]), host)
    assert.deepStrictEqual(of(ann, [openedRoom(), joined(ann), onStage(ann)]), { ...host, onStage: true })
  })

  it('passes the role of host on, each in their place', () => {
    const passed: RoomEvent = { type: 'HostChanged', data: { from: ann, to: ben, reason: 'handed-over' } }
    const history = [joined(ben), openedRoom(), joined(ann), onStage(ann), passed]
    assert.deepStrictEqual(of(ben, history), { ...listener, role: 'host', rank: `0${positionOf(1)}` })
    assert.deepStrictEqual(of(ann, history), {
      ...speaker,
      userId: ann,
      joinedAt: time(3),
      rank: `2${positionOf(3)}`,
    })
  })

  it('is gone of a host who left, whichever of the two facts comes first', () => {
    const lost: RoomEvent = { type: 'HostChanged', data: { from: ann, to: null, reason: 'left' } }
    assert.strictEqual(of(ann, [openedRoom(), joined(ann), lost, left(ann)]), undefined)
    assert.strictEqual(of(ann, [openedRoom(), joined(ann), left(ann), lost]), undefined)
  })

  it('is a moderator, on stage or not, until dismissed', () => {
    const dismissed: RoomEvent = { type: 'ModeratorDismissed', data: { participant: ben } }
    assert.deepStrictEqual(of(ben, [joined(ben), appointed]), moderator)
    assert.deepStrictEqual(of(ben, [joined(ben), onStage(ben), appointed]), { ...moderator, onStage: true })
    assert.deepStrictEqual(of(ben, [joined(ben), onStage(ben), appointed, dismissed]), speaker)
  })

  it('remembers a moderator who left, who is one at once on coming back', () => {
    const away = { ...absent, role: 'moderator', moderator: true }
    assert.deepStrictEqual(of(ben, [joined(ben), onStage(ben), muted('self'), appointed, left(ben)]), away)
    assert.deepStrictEqual(of(ben, [joined(ben), appointed, left(ben), joined(ben)]), {
      ...moderator,
      joinedAt: time(4),
      rank: `1${positionOf(4)}`,
    })
  })

  it('remembers who is silenced', () => {
    const silenced: RoomEvent = { type: 'ParticipantSilenced', data: { participant: ben } }
    const lifted: RoomEvent = { type: 'SilenceLifted', data: { participant: ben } }
    assert.deepStrictEqual(of(ben, [joined(ben), silenced]), { ...listener, silenced: true })
    assert.deepStrictEqual(of(ben, [joined(ben), silenced, left(ben)]), { ...absent, silenced: true })
    assert.deepStrictEqual(of(ben, [joined(ben), silenced, lifted]), listener)
    assert.strictEqual(of(ben, [joined(ben), silenced, left(ben), lifted]), undefined)
  })

  it('remembers who is banned, also somebody who never came', () => {
    const banned: RoomEvent = { type: 'PersonBanned', data: { person: ben, reason: 'noise' } }
    const lifted: RoomEvent = { type: 'BanLifted', data: { person: ben } }
    assert.deepStrictEqual(of(ben, [banned]), { ...absent, banned: true })
    assert.deepStrictEqual(of(ben, [joined(ben), banned, left(ben)]), { ...absent, banned: true })
    assert.strictEqual(of(ben, [banned, lifted]), undefined)
  })

  it('is not made by what concerns only who is present', () => {
    const raised: RoomEvent = { type: 'HandRaised', data: { participant: ben, order: 1 } }
    assert.strictEqual(of(ben, [raised, onStage(ben), muted('self'), left(ben)]), undefined)
    assert.deepStrictEqual(of(ben, [appointed, raised]), { ...absent, role: 'moderator', moderator: true })
  })

  it('is the same object after an event that changes nothing of it', () => {
    const events = record<DomainEvent>([
      ['Room-r1', { type: 'HandLowered', data: { participant: ben, reason: 'own' } }],
      ['Room-r1', { type: 'StageInvitationDeclined', data: { participant: ben } }],
      ['Room-r1', { type: 'UnmuteAllowed', data: { participant: ben } }],
      ['Room-r1', { type: 'SpeakerUnmuted', data: { participant: ben } }],
      ['Room-r1', { type: 'WentOffStage', data: { participant: ben, reason: 'own' } }],
      ['Room-r1', { type: 'ModeratorDismissed', data: { participant: ben } }],
      ['Room-r1', { type: 'SilenceLifted', data: { participant: ben } }],
      ['Room-r1', { type: 'BanLifted', data: { person: ben } }],
      ['Room-r1', { type: 'HostChanged', data: { from: ben, to: null, reason: 'left' } }],
    ])
    for (const event of events)
      assert.strictEqual(participants.evolve(listener, event as never, 'r1:ben'), listener, event.type)
  })
})
