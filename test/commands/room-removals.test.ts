// People are put out, for now or for good.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import {
  ada,
  appointed,
  asked,
  banned,
  bea,
  by,
  cy,
  dan,
  eve,
  given,
  host,
  joined,
  left,
  lowered,
  offStage,
  onStage,
  opened,
  raised,
  scheduled,
  withdrawn,
} from '../support/room-spec.ts'

/** ada hosts, bea and eve moderate, cy listens, dan is not there. */
const room = [...opened(), joined(bea), appointed(bea), joined(eve), appointed(eve), joined(cy)]
/** The same without ada, who may return: bea acts for her. */
const acting = [
  ...room,
  offStage(ada),
  left(ada, 'vanished'),
  onStage(bea, 'host'),
  host(ada, bea, 'vanished'),
]
const removed = (participant: UserId, reason: string | null = null): RoomEvent => ({
  type: 'ParticipantRemoved',
  data: { participant, reason },
})
const dismissed = (participant: UserId): RoomEvent => ({ type: 'ModeratorDismissed', data: { participant } })
const tooLong = 'x'.repeat(201)

describe('RemoveParticipant', () => {
  const remove = (person: UserId, whom: UserId, reason: string | null = null, asAdmin = false) =>
    by(person, 'RemoveParticipant', { person: whom, reason, asAdmin })

  it('puts somebody out, and says why', () => {
    given(room)
      .when(remove(bea, cy, ' noise '))
      .then(removed(cy, 'noise'))
  })

  it('has no reason where an empty one was given', () => {
    given(room)
      .when(remove(bea, cy, ' '))
      .then(removed(cy))
  })

  it('first ends all that they held', () => {
    given([...room, raised(cy, 1), asked(cy)])
      .when(remove(bea, cy))
      .then(lowered(cy, 'left'), withdrawn(cy, 'left'), removed(cy))
    given([...room, onStage(cy)])
      .when(remove(bea, cy))
      .then(offStage(cy), removed(cy))
  })

  it('yields nothing of somebody who is not in the room', () => {
    given(room).when(remove(bea, dan)).thenNothing()
  })

  it('is rejected about the host, another moderator and oneself', () => {
    given(room).when(remove(bea, ada)).thenRejected('TARGET_OUTRANKS_YOU')
    given(room).when(remove(bea, eve)).thenRejected('TARGET_OUTRANKS_YOU')
    given(room).when(remove(bea, bea)).thenRejected('YOURSELF')
    given(room).when(remove(ada, eve)).then(removed(eve))
  })

  it('is rejected of an acting host about the host who may return', () => {
    given(acting).when(remove(bea, ada)).thenRejected('TARGET_OUTRANKS_YOU')
  })

  it('is rejected with a reason that is too long', () => {
    given(room)
      .when(remove(bea, cy, tooLong))
      .thenRejected('INVALID_INPUT', { field: 'reason', min: 0, max: 200 })
  })

  it('of an admin, reaches the host, from outside, and passes the role on', () => {
    given(room)
      .when(remove(dan, ada, null, true))
      .then(offStage(ada), removed(ada), onStage(bea, 'host'), host(ada, bea, 'removed'))
  })
})

describe('BanPerson', () => {
  const ban = (person: UserId, whom: UserId, reason: string | null = null, asAdmin = false) =>
    by(person, 'BanPerson', { person: whom, reason, asAdmin })

  it('shuts out somebody who has left, or never came', () => {
    given(room)
      .when(ban(bea, dan, 'spam'))
      .then(banned(dan, 'spam'))
  })

  it('puts out somebody who is in the room, with all that they held', () => {
    given([...room, raised(cy, 1)])
      .when(ban(bea, cy, 'spam'))
      .then(banned(cy, 'spam'), lowered(cy, 'left'), removed(cy, 'spam'))
    given([...room, onStage(cy)])
      .when(ban(bea, cy))
      .then(banned(cy), offStage(cy), removed(cy))
  })

  it('ends a moderator’s role', () => {
    given(room).when(ban(ada, bea)).then(banned(bea), dismissed(bea), removed(bea))
  })

  it('ends interest and a hand raised ahead', () => {
    const ahead: RoomEvent[] = [
      { type: 'InterestMarked', data: { person: cy } },
      { type: 'HandRaisedAhead', data: { person: cy, order: 1 } },
    ]
    const loweredAhead: RoomEvent = { type: 'HandLoweredAhead', data: { person: cy } }
    given([...scheduled(), ...ahead])
      .when(ban(ada, cy))
      .then(banned(cy), loweredAhead, { type: 'InterestWithdrawn', data: { person: cy } })
    given([...scheduled(), ...ahead, ...opened()])
      .when(ban(ada, cy))
      .then(banned(cy), loweredAhead)
  })

  it('outlives the opening', () => {
    const state = given([...scheduled(), banned(cy), ...opened()]).state()
    assert.ok(state.phase === 'live' && state.banned.has(cy))
  })

  it('yields nothing where they are banned', () => {
    given([...room, banned(dan)])
      .when(ban(bea, dan))
      .thenNothing()
  })

  it('is rejected about the host, another moderator, a host who may return, and oneself', () => {
    given(room).when(ban(bea, ada)).thenRejected('TARGET_OUTRANKS_YOU')
    given(room).when(ban(bea, eve)).thenRejected('TARGET_OUTRANKS_YOU')
    given(acting).when(ban(bea, ada)).thenRejected('TARGET_OUTRANKS_YOU')
    given(room).when(ban(bea, bea)).thenRejected('YOURSELF')
    given(scheduled()).when(ban(ada, ada)).thenRejected('YOURSELF')
  })

  it('is rejected with a reason that is too long', () => {
    given(room)
      .when(ban(bea, cy, tooLong))
      .thenRejected('INVALID_INPUT', { field: 'reason', min: 0, max: 200 })
  })

  it('of an admin, reaches the host, and ends a host’s right to return', () => {
    given(room)
      .when(ban(dan, ada, null, true))
      .then(banned(ada), offStage(ada), removed(ada), onStage(bea, 'host'), host(ada, bea, 'removed'))
    given(acting)
      .when(ban(dan, ada, null, true))
      .then(banned(ada))
    const state = given([...acting, banned(ada)]).state()
    assert.ok(state.phase === 'live' && state.returning.isEmpty())
  })
})

describe('LiftBan', () => {
  const lift = (person: UserId, whom: UserId, asAdmin = false) =>
    by(person, 'LiftBan', { person: whom, asAdmin })
  const lifted: RoomEvent = { type: 'BanLifted', data: { person: dan } }

  it('lets somebody in again', () => {
    given([...room, banned(dan)])
      .when(lift(bea, dan))
      .then(lifted)
    given([...scheduled(), banned(dan)])
      .when(lift(ada, dan))
      .then(lifted)
  })

  it('yields nothing where they are not banned', () => {
    given(room).when(lift(bea, dan)).thenNothing()
  })

  it('is open to an admin who is not in the room', () => {
    given([...room, banned(dan)])
      .when(lift(dan, dan, true))
      .then(lifted)
  })
})
