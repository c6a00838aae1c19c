// Who moderates and who hosts, and who may write in the chat.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import {
  ada,
  appointed,
  asked,
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
  muted,
  offStage,
  onStage,
  opened,
  raised,
  silenced,
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
const dismissed = (participant: UserId): RoomEvent => ({ type: 'ModeratorDismissed', data: { participant } })

describe('AppointModerator', () => {
  const appoint = (whom: UserId) => by(ada, 'AppointModerator', { person: whom })
  it('makes somebody in the room a moderator, on stage or not', () => {
    given(room).when(appoint(cy)).then(appointed(cy))
  })

  it('yields nothing where they are', () => {
    given(room).when(appoint(bea)).thenNothing()
  })

  it('is rejected about somebody who is not in the room, and oneself', () => {
    given(room).when(appoint(dan)).thenRejected('TARGET_NOT_IN_ROOM')
    given(room).when(appoint(ada)).thenRejected('YOURSELF')
  })
})

describe('DismissModerator', () => {
  const dismiss = (person: UserId, whom: UserId) => by(person, 'DismissModerator', { person: whom })

  it('ends a moderator’s role, in the room or out of it', () => {
    given(room).when(dismiss(ada, bea)).then(dismissed(bea))
    given([...room, left(bea)])
      .when(dismiss(ada, bea))
      .then(dismissed(bea))
  })

  it('lets a moderator lay the role down', () => {
    given(room).when(dismiss(bea, bea)).then(dismissed(bea))
  })

  it('yields nothing where they are none', () => {
    given(room).when(dismiss(ada, cy)).thenNothing()
    given(room).when(dismiss(cy, cy)).thenNothing()
  })

  it('is rejected of a moderator about another', () => {
    given(room).when(dismiss(bea, eve)).thenRejected('NOT_THE_HOST')
  })

  it('is rejected of an acting host about the host who may return', () => {
    given([...room, appointed(ada), ...acting.slice(room.length)])
      .when(dismiss(bea, ada))
      .thenRejected('TARGET_OUTRANKS_YOU')
  })
})

describe('HandOverHost', () => {
  const handOver = (person: UserId, whom: UserId) => by(person, 'HandOverHost', { person: whom })

  it('makes another the host, on stage, and leaves the old one a moderator', () => {
    given(room)
      .when(handOver(ada, cy))
      .then(onStage(cy, 'host'), appointed(ada), host(ada, cy, 'handed-over'))
  })

  it('frees the new host of a hand, an invitation, a mute and a silence', () => {
    given([...room, raised(cy, 1), asked(cy), silenced(cy)])
      .when(handOver(ada, cy))
      .then(
        lowered(cy, 'on-stage'),
        withdrawn(cy, 'on-stage'),
        onStage(cy, 'host'),
        { type: 'SilenceLifted', data: { participant: cy } },
        appointed(ada),
        host(ada, cy, 'handed-over'),
      )
    given([...room, appointed(ada), onStage(cy), muted(cy, 'moderator')])
      .when(handOver(ada, cy))
      .then({ type: 'UnmuteAllowed', data: { participant: cy } }, host(ada, cy, 'handed-over'))
  })

  it('yields nothing where they are host already', () => {
    given(room).when(handOver(ada, ada)).thenNothing()
    given([...room, onStage(cy, 'host'), appointed(ada), host(ada, cy, 'handed-over')])
      .when(handOver(ada, cy))
      .thenNothing()
  })

  it('is rejected about somebody who is not in the room', () => {
    given(room).when(handOver(ada, dan)).thenRejected('TARGET_NOT_IN_ROOM')
  })
})

describe('SilenceInChat', () => {
  const silence = (person: UserId, whom: UserId) => by(person, 'SilenceInChat', { person: whom })

  it('takes the word in the chat, also of somebody who has left', () => {
    given(room).when(silence(bea, cy)).then(silenced(cy))
    given(room).when(silence(bea, dan)).then(silenced(dan))
    const state = given([...room, silenced(cy), left(cy), joined(cy)]).state()
    assert.ok(state.phase === 'live' && state.silenced.has(cy))
  })

  it('yields nothing where it is taken', () => {
    given([...room, silenced(cy)])
      .when(silence(bea, cy))
      .thenNothing()
  })

  it('is rejected about the host, another moderator, a host who may return, and oneself', () => {
    given(room).when(silence(bea, ada)).thenRejected('TARGET_OUTRANKS_YOU')
    given(room).when(silence(bea, eve)).thenRejected('TARGET_OUTRANKS_YOU')
    given(acting).when(silence(bea, ada)).thenRejected('TARGET_OUTRANKS_YOU')
    given(room).when(silence(bea, bea)).thenRejected('YOURSELF')
    given(room).when(silence(ada, eve)).then(silenced(eve))
  })
})

describe('LiftSilence', () => {
  const lift = (person: UserId, whom: UserId) => by(person, 'LiftSilence', { person: whom })

  it('gives the word in the chat back', () => {
    given([...room, silenced(cy)])
      .when(lift(bea, cy))
      .then({ type: 'SilenceLifted', data: { participant: cy } })
  })

  it('yields nothing where they have it', () => {
    given(room).when(lift(bea, cy)).thenNothing()
  })

  it('is the host’s alone where the host silenced a moderator', () => {
    const history = [...room, silenced(bea)]
    given(history).when(lift(bea, bea)).thenRejected('YOURSELF')
    given(history).when(lift(eve, bea)).thenRejected('TARGET_OUTRANKS_YOU')
    given(history)
      .when(lift(ada, bea))
      .then({ type: 'SilenceLifted', data: { participant: bea } })
  })
})
