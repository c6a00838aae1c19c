import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { DomainEvent } from '../../commands/event.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { lobbyEvents } from '../../projections/rooms.ts'
import { after, ann, ben, cat, dov, openedRoom } from './room-examples.ts'

describe('the audience of a room', () => {
  const audience = (...events: DomainEvent[]) => after(...events)?.audience

  it('is everybody where the room is open, whoever was invited', () => {
    assert.deepStrictEqual(
      audience(openedRoom({ invited: [ben] }), { type: 'PeopleInvited', data: { people: [cat] } }),
      ['auditors', 'everyone'],
    )
  })

  it('is the followers of the host and the people named, once each', () => {
    assert.deepStrictEqual(
      audience(
        openedRoom({ visibility: 'followers', invited: [ben, ann] }),
        { type: 'ModeratorAppointed', data: { participant: cat } },
        { type: 'PeopleInvited', data: { people: [cat, dov] } },
      ),
      ['auditors', 'followers:ann', 'person:ann', 'person:cat', 'person:ben', 'person:dan'],
    )
  })

  it('is only the people named where the room is for the invited', () => {
    assert.deepStrictEqual(
      audience(
        openedRoom({ visibility: 'invited', invited: [ben, cat] }),
        { type: 'PeopleUninvited', data: { people: [ben] } },
        { type: 'ModeratorAppointed', data: { participant: dov } },
        { type: 'ModeratorDismissed', data: { participant: dov } },
      ),
      ['auditors', 'person:ann', 'person:cat'],
    )
  })

  it('is the followers of a new host, but of the old one while they may return', () => {
    const followers = openedRoom({ visibility: 'followers' })
    const passed = (reason: 'handed-over' | 'vanished'): RoomEvent => ({
      type: 'HostChanged',
      data: { from: ann, to: ben, reason },
    })
    assert.deepStrictEqual(audience(followers, passed('handed-over')), [
      'auditors',
      'followers:ben',
      'person:ann',
      'person:ben',
    ])
    assert.deepStrictEqual(audience(followers, passed('vanished')), [
      'auditors',
      'followers:ann',
      'person:ann',
      'person:ben',
    ])
  })

  it('is the followers of whoever made the room while nobody hosts it', () => {
    assert.deepStrictEqual(
      audience(
        openedRoom({ visibility: 'followers' }),
        { type: 'HostChanged', data: { from: ann, to: ben, reason: 'handed-over' } },
        { type: 'HostChanged', data: { from: ben, to: null, reason: 'left' } },
      ),
      ['auditors', 'followers:ann', 'person:ann', 'person:ben'],
    )
  })

  it('follows the visibility both ways', () => {
    const only: RoomEvent = { type: 'VisibilitySet', data: { visibility: 'invited' } }
    assert.deepStrictEqual(audience(openedRoom({ invited: [ben] }), only), [
      'auditors',
      'person:ann',
      'person:ben',
    ])
    assert.deepStrictEqual(
      audience(openedRoom(), only, { type: 'VisibilitySet', data: { visibility: 'open' } }),
      ['auditors', 'everyone'],
    )
  })
})

describe('the events of the lobby', () => {
  it('are those after which a list of rooms shows something else', () => {
    assert.deepStrictEqual([...lobbyEvents].sort(), [
      'CameOnStage',
      'CapacitySet',
      'HostChanged',
      'InterestMarked',
      'InterestWithdrawn',
      'InterestedReminded',
      'ModeratorAppointed',
      'ModeratorDismissed',
      'ParticipantJoined',
      'ParticipantLeft',
      'ParticipantRemoved',
      'PeopleInvited',
      'PeopleUninvited',
      'PersonBanned',
      'RoomCancelled',
      'RoomClosed',
      'RoomOpened',
      'RoomRenamed',
      'RoomRescheduled',
      'RoomScheduled',
      'VisibilitySet',
      'WentOffStage',
    ])
  })
})
