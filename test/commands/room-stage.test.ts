// The stage is reached by consent, and left at will.

import { describe, it } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
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
  offStage,
  onStage,
  opened,
  policy,
  raised,
  withdrawn,
} from '../support/room-spec.ts'

/** ada hosts, bea moderates, cy speaks, dan listens; eve is not there. */
const room = [...opened(), joined(bea), appointed(bea), joined(cy), onStage(cy), joined(dan)]
const modsOnStage = [...room, onStage(bea), joined(eve), appointed(eve), onStage(eve)]
const full = [
  ...room,
  ...Array.from({ length: 48 }, (_, index) => `speaker ${index}` as UserId).flatMap(person => [
    joined(person),
    onStage(person),
  ]),
]

describe('InviteToStage', () => {
  const invite = (person: UserId, whom: UserId) => by(person, 'InviteToStage', { person: whom })

  it('asks a listener, and changes nothing else', () => {
    given(room).when(invite(bea, dan)).then(asked(dan))
    given([...room, raised(dan, 1), policy('closed')])
      .when(invite(ada, dan))
      .then(asked(dan))
  })

  it('is a moderator’s own way to the stage, too', () => {
    given(room).when(invite(bea, bea)).then(asked(bea))
  })

  it('yields nothing where they are asked or on stage already', () => {
    given([...room, asked(dan)])
      .when(invite(ada, dan))
      .thenNothing()
    given(room).when(invite(ada, cy)).thenNothing()
  })

  it('is rejected where they are not in the room, or no longer', () => {
    given(room).when(invite(ada, eve)).thenRejected('TARGET_NOT_IN_ROOM')
    given([...room, left(dan)])
      .when(invite(ada, dan))
      .thenRejected('TARGET_NOT_IN_ROOM')
  })
})

describe('AcceptStageInvitation', () => {
  const accept = (person: UserId) => by(person, 'AcceptStageInvitation', {})

  it('brings them on stage', () => {
    given([...room, asked(dan)])
      .when(accept(dan))
      .then(withdrawn(dan, 'on-stage'), onStage(dan, 'invitation'))
  })

  it('first lowers their hand', () => {
    given([...room, raised(dan, 1), asked(dan)])
      .when(accept(dan))
      .then(lowered(dan, 'on-stage'), withdrawn(dan, 'on-stage'), onStage(dan, 'invitation'))
  })

  it('yields nothing on stage', () => {
    given(room).when(accept(cy)).thenNothing()
  })

  it('is rejected without an invitation, or when it was withdrawn or declined meanwhile', () => {
    given(room).when(accept(dan)).thenRejected('NOT_INVITED')
    given([...room, asked(dan), withdrawn(dan, 'moderator')])
      .when(accept(dan))
      .thenRejected('NOT_INVITED')
    given([...room, asked(dan), { type: 'StageInvitationDeclined', data: { participant: dan } }])
      .when(accept(dan))
      .thenRejected('NOT_INVITED')
  })

  it('is rejected by an invitation of before they left', () => {
    given([...room, asked(dan), withdrawn(dan, 'left'), left(dan), joined(dan)])
      .when(accept(dan))
      .thenRejected('NOT_INVITED')
  })

  it('is rejected where the stage is full', () => {
    given([...full, asked(dan)])
      .when(accept(dan))
      .thenRejected('STAGE_FULL', { limit: 50 })
  })

  it('makes them the host of a room that nobody hosts', () => {
    const alone = [...opened(), joined(dan), asked(dan), offStage(ada), left(ada), host(ada, null, 'left')]
    given(alone)
      .when(accept(dan))
      .then(withdrawn(dan, 'on-stage'), onStage(dan, 'invitation'), host(null, dan, 'succeeded'))
  })
})

describe('DeclineStageInvitation', () => {
  const decline = by(dan, 'DeclineStageInvitation', {})

  it('ends the invitation', () => {
    given([...room, asked(dan)])
      .when(decline)
      .then({ type: 'StageInvitationDeclined', data: { participant: dan } })
  })

  it('yields nothing without one', () => {
    given(room).when(decline).thenNothing()
  })
})

describe('WithdrawStageInvitation', () => {
  const withdraw = (whom: UserId) => by(bea, 'WithdrawStageInvitation', { person: whom })

  it('ends the invitation', () => {
    given([...room, asked(dan)])
      .when(withdraw(dan))
      .then(withdrawn(dan, 'moderator'))
  })

  it('yields nothing without one, or of somebody who is gone', () => {
    given(room).when(withdraw(dan)).thenNothing()
    given(room).when(withdraw(eve)).thenNothing()
  })
})

describe('BringOnStage', () => {
  const bring = (person: UserId | 'nobody') => by(bea, 'BringOnStage', { person })

  it('brings up a raised hand, which is lowered, and ends an invitation', () => {
    given([...room, raised(dan, 1)])
      .when(bring(dan))
      .then(lowered(dan, 'on-stage'), onStage(dan))
    given([...room, raised(dan, 1), asked(dan)])
      .when(bring(dan))
      .then(lowered(dan, 'on-stage'), withdrawn(dan, 'on-stage'), onStage(dan))
  })

  it('brings up a hand of before the queue was closed', () => {
    given([...room, raised(dan, 1), policy('closed')])
      .when(bring(dan))
      .then(lowered(dan, 'on-stage'), onStage(dan))
  })

  it('yields nothing of somebody on stage', () => {
    given(room).when(bring(cy)).thenNothing()
  })

  it('is rejected without a hand: nobody is dragged on stage', () => {
    given(room).when(bring(dan)).thenRejected('NO_HAND')
    given([...room, asked(dan)])
      .when(bring(dan))
      .thenRejected('NO_HAND')
    given([...room, raised(dan, 1), lowered(dan, 'own')])
      .when(bring(dan))
      .thenRejected('NO_HAND')
  })

  it('is rejected where the queue had nobody to name', () => {
    given(room).when(bring('nobody')).thenRejected('NO_HAND')
  })

  it('is rejected where they have left meanwhile', () => {
    given([...room, raised(dan, 1), lowered(dan, 'left'), left(dan)])
      .when(bring(dan))
      .thenRejected('TARGET_NOT_IN_ROOM')
  })

  it('is rejected where the stage is full, and granted when a place is free', () => {
    const history = [...full, raised(dan, 1)]
    given(history).when(bring(dan)).thenRejected('STAGE_FULL', { limit: 50 })
    given([...history, offStage(cy, 'own')])
      .when(bring(dan))
      .then(lowered(dan, 'on-stage'), onStage(dan))
  })
})

describe('StepDown', () => {
  const step = (person: UserId) => by(person, 'StepDown', {})

  it('makes a speaker a listener', () => {
    given(room).when(step(cy)).then(offStage(cy, 'own'))
  })

  it('yields nothing in the audience', () => {
    given(room).when(step(dan)).thenNothing()
  })

  it('is rejected of the host', () => {
    given(room).when(step(ada)).thenRejected('HOST_CANNOT')
  })
})

describe('MoveToAudience', () => {
  const move = (person: UserId, whom: UserId) => by(person, 'MoveToAudience', { person: whom })

  it('makes a speaker a listener, who stays in the room', () => {
    given(room).when(move(bea, cy)).then(offStage(cy, 'moderator'))
  })

  it('of the host, reaches a moderator', () => {
    given(modsOnStage).when(move(ada, bea)).then(offStage(bea, 'moderator'))
  })

  it('yields nothing of somebody who is not on stage, or gone', () => {
    given(room).when(move(bea, dan)).thenNothing()
    given(room).when(move(bea, eve)).thenNothing()
  })

  it('is rejected about the host, another moderator and oneself', () => {
    given(modsOnStage).when(move(bea, ada)).thenRejected('TARGET_OUTRANKS_YOU')
    given(modsOnStage).when(move(bea, eve)).thenRejected('TARGET_OUTRANKS_YOU')
    given(modsOnStage).when(move(bea, bea)).thenRejected('YOURSELF')
  })
})
