// Hands are a queue that everybody can rely on.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import { nextHand } from '../../commands/room/hands.ts'
import {
  ada,
  appointed,
  asked,
  banned,
  bea,
  by,
  closed,
  cy,
  dan,
  eve,
  given,
  joined,
  known,
  left,
  lowered,
  loweredAhead,
  onStage,
  opened,
  policy,
  raised,
  raisedAhead,
  scheduled,
  unknown,
  welcome,
} from '../support/room-spec.ts'

const raise = (person: UserId) => by(person, 'RaiseHand', {})
const lower = (person: UserId, whose: UserId | null = null) => by(person, 'LowerHand', { person: whose })
const set = (person: UserId, handPolicy: 'open' | 'invitation-only' | 'closed') =>
  by(person, 'SetHandPolicy', { handPolicy })
const guests = [...opened(), joined(bea), joined(cy), joined(dan)]

describe('RaiseHand in a live room', () => {
  it('puts a hand at the end of the queue', () => {
    given([...guests, raised(bea, 1)])
      .when(raise(cy))
      .then(raised(cy, 2))
  })

  it('never gives a place twice', () => {
    given([...guests, raised(bea, 1), raised(cy, 2), lowered(cy, 'own')])
      .when(raise(cy))
      .then(raised(cy, 3))
  })

  it('yields nothing where the hand is up, even where no more are taken', () => {
    given([...guests, raised(bea, 1)])
      .when(raise(bea))
      .thenNothing()
    given([...guests, raised(bea, 1), policy('closed')])
      .when(raise(bea))
      .thenNothing()
  })

  it('keeps an invitation to the stage', () => {
    given([...guests, asked(bea)])
      .when(raise(bea))
      .then(raised(bea, 1))
    const state = given([...guests, asked(bea), raised(bea, 1)]).state()
    assert.ok(state.phase === 'live' && state.stageInvitations.has(bea))
  })

  it('is rejected of a speaker', () => {
    given([...guests, onStage(bea)])
      .when(raise(bea))
      .thenRejected('ALREADY_ON_STAGE')
    given(guests).when(raise(ada)).thenRejected('ALREADY_ON_STAGE')
  })

  it('is rejected where the policy takes no hands', () => {
    given([...guests, policy('closed')])
      .when(raise(bea))
      .thenRejected('HANDS_CLOSED')
    given([...guests, policy('invitation-only')])
      .when(raise(bea))
      .thenRejected('BY_INVITATION_ONLY')
  })

  it('is rejected where 2,000 hands are up, here or ahead', () => {
    const ahead = Array.from({ length: 1_999 }, (_, index) =>
      raisedAhead(`person ${index}` as UserId, index + 1),
    )
    const history = [...scheduled(), ...ahead, ...opened(), joined(bea), joined(cy)]
    given(history).when(raise(bea)).then(raised(bea, 2_000))
    given([...history, raised(bea, 2_000)])
      .when(raise(cy))
      .thenRejected('TOO_MANY_HANDS', { limit: 2_000 })
  })
})

describe('RaiseHand ahead of the start', () => {
  it('keeps a place in the queue to come', () => {
    given([...scheduled(), raisedAhead(cy, 1)], welcome)
      .when(raise(bea))
      .then(raisedAhead(bea, 2))
  })

  it('yields nothing where it is raised', () => {
    given([...scheduled(), raisedAhead(bea, 1)], welcome)
      .when(raise(bea))
      .thenNothing()
  })

  it('is rejected of the host to be', () => {
    given(scheduled(), welcome).when(raise(ada)).thenRejected('HOST_CANNOT')
  })

  it('is rejected of whoever could not come', () => {
    given(scheduled(), [unknown, known()]).when(raise(bea)).thenRejected('NOT_REGISTERED')
    given([...scheduled(), banned(bea)], welcome)
      .when(raise(bea))
      .thenRejected('BANNED')
    given(scheduled(), [known(), known({ blocks: [bea] })])
      .when(raise(bea))
      .thenRejected('BLOCKED')
    given(scheduled({ visibility: 'invited' }), welcome)
      .when(raise(bea))
      .thenRejected('NOT_ALLOWED_IN')
  })

  it('is rejected where the room will take no hands', () => {
    given(scheduled({ handPolicy: 'closed' }), welcome)
      .when(raise(bea))
      .thenRejected('HANDS_CLOSED')
    given(scheduled({ handPolicy: 'invitation-only' }), welcome)
      .when(raise(bea))
      .thenRejected('BY_INVITATION_ONLY')
  })

  it('is rejected where 2,000 hands are raised', () => {
    const ahead = Array.from({ length: 2_000 }, (_, index) =>
      raisedAhead(`person ${index}` as UserId, index + 1),
    )
    given([...scheduled(), ...ahead], welcome)
      .when(raise(bea))
      .thenRejected('TOO_MANY_HANDS', { limit: 2_000 })
  })
})

describe('LowerHand', () => {
  it('takes one’s own hand down', () => {
    given([...guests, raised(bea, 1)])
      .when(lower(bea))
      .then(lowered(bea, 'own'))
  })

  it('takes one’s own hand down when named, too', () => {
    given([...guests, raised(bea, 1)])
      .when(lower(bea, bea))
      .then(lowered(bea, 'own'))
  })

  it('of a moderator, takes another’s hand down', () => {
    const history = [...guests, raised(bea, 1), appointed(cy)]
    given(history).when(lower(cy, bea)).then(lowered(bea, 'moderator'))
    given(history).when(lower(ada, bea)).then(lowered(bea, 'moderator'))
  })

  it('yields nothing where no hand is up, in the room or out of it', () => {
    given(guests).when(lower(bea)).thenNothing()
    given(guests).when(lower(eve)).thenNothing()
    given(guests).when(lower(ada, bea)).thenNothing()
    given(guests).when(lower(ada, eve)).thenNothing()
  })

  it('takes down a hand that was raised ahead, before the start and after', () => {
    const ahead = [...scheduled(), raisedAhead(bea, 1)]
    given(ahead).when(lower(bea)).then(loweredAhead(bea))
    given(ahead).when(lower(ada, bea)).then(loweredAhead(bea))
    given([...ahead, ...opened()])
      .when(lower(bea))
      .then(loweredAhead(bea))
    given([...ahead, ...opened()])
      .when(lower(ada, bea))
      .then(loweredAhead(bea))
  })

  it('is rejected of a listener about another', () => {
    const history = [...guests, raised(bea, 1)]
    given(history).when(lower(cy, bea)).thenRejected('NOT_A_MODERATOR')
    given(history).when(lower(eve, bea)).thenRejected('NOT_IN_ROOM')
    given([...scheduled(), raisedAhead(bea, 1)])
      .when(lower(cy, bea))
      .thenRejected('NOT_THE_HOST')
  })

  it('is rejected of a moderator about another moderator', () => {
    given([...guests, appointed(bea), appointed(cy), raised(bea, 1)])
      .when(lower(cy, bea))
      .thenRejected('TARGET_OUTRANKS_YOU')
  })
})

describe('SetHandPolicy', () => {
  const hands = [raised(bea, 1), raised(cy, 2)]

  it('to closed, leaves the queue as it is', () => {
    given([...guests, ...hands])
      .when(set(ada, 'closed'))
      .then(policy('closed'))
  })

  it('to invitation only, empties the queue in its order, then the hands raised ahead', () => {
    const ahead = [...scheduled(), raisedAhead(dan, 1), raisedAhead(eve, 2), raisedAhead(bea, 3)]
    given([...ahead, ...opened(), joined(cy), raised(cy, 4), joined(bea), raised(bea, 3)])
      .when(set(ada, 'invitation-only'))
      .then(
        policy('invitation-only'),
        lowered(bea, 'policy'),
        lowered(cy, 'policy'),
        loweredAhead(dan),
        loweredAhead(eve),
      )
  })

  it('to invitation only, ends hands raised ahead before the start', () => {
    given([...scheduled(), raisedAhead(cy, 1), raisedAhead(bea, 2)])
      .when(set(ada, 'invitation-only'))
      .then(policy('invitation-only'), loweredAhead(cy), loweredAhead(bea))
  })

  it('to open, lets hands be raised again', () => {
    given([...guests, policy('closed')])
      .when(set(ada, 'open'))
      .then(policy('open'))
    given([...guests, policy('closed'), policy('open')])
      .when(raise(bea))
      .then(raised(bea, 1))
  })

  it('is open to a moderator', () => {
    given([...guests, appointed(bea)])
      .when(set(bea, 'closed'))
      .then(policy('closed'))
  })

  it('yields nothing where it is so already', () => {
    given(guests).when(set(ada, 'open')).thenNothing()
  })
})

describe('the next hand', () => {
  it('is the one that was raised first, however late its person came', () => {
    const history = [...scheduled(), raisedAhead(bea, 1), ...opened(), joined(cy), raised(cy, 2)]
    assert.deepStrictEqual(nextHand(given(history).state()), cy)
    assert.deepStrictEqual(nextHand(given([...history, joined(bea), raised(bea, 1)]).state()), bea)
  })

  it('is nobody’s in an empty queue, or where there is no live room', () => {
    assert.deepStrictEqual(nextHand(given(guests).state()), null)
    assert.deepStrictEqual(nextHand(given([]).state()), null)
    assert.deepStrictEqual(nextHand(given(scheduled()).state()), null)
    assert.deepStrictEqual(nextHand(given(closed).state()), null)
  })

  it('is not that of somebody who has left', () => {
    const history = [...guests, raised(bea, 1), raised(cy, 2), lowered(bea, 'left'), left(bea)]
    assert.deepStrictEqual(nextHand(given(history).state()), cy)
  })
})
