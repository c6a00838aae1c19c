// Who may come in, and as what.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import {
  ada,
  appointed,
  banned,
  bea,
  by,
  cy,
  dan,
  eve,
  given,
  host,
  joined,
  known,
  left,
  loweredAhead,
  offStage,
  onStage,
  opened,
  policy,
  raised,
  raisedAhead,
  scheduled,
  unknown,
  welcome,
} from '../support/room-spec.ts'

const join = (person: UserId) => by(person, 'JoinRoom', {})

/** ada vanished; bea, who was on stage, hosts in her place. */
const beaActs = [
  ...opened(),
  joined(bea),
  onStage(bea),
  joined(cy),
  offStage(ada),
  left(ada, 'vanished'),
  host(ada, bea, 'vanished'),
]
/** ada went; dan listens, and nobody hosts. */
const hostless = (reason: 'left' | 'vanished') => [
  ...opened(),
  joined(dan),
  offStage(ada),
  left(ada, reason),
  host(ada, null, reason),
]

describe('JoinRoom', () => {
  it('brings a person in as a listener', () => {
    given(opened(), welcome).when(join(bea)).then(joined(bea))
  })

  it('yields nothing on a second device', () => {
    given([...opened(), joined(bea)], welcome)
      .when(join(bea))
      .thenNothing()
  })

  it('is rejected of somebody who is not registered', () => {
    given(opened(), [unknown, known()]).when(join(bea)).thenRejected('NOT_REGISTERED')
  })

  it('is rejected of somebody who is banned, and granted once the ban is lifted', () => {
    const history = [...opened(), banned(bea)]
    given(history, welcome).when(join(bea)).thenRejected('BANNED')
    given([...history, { type: 'BanLifted', data: { person: bea } }], welcome)
      .when(join(bea))
      .then(joined(bea))
  })

  it('is granted to somebody who was removed and not banned', () => {
    const history: RoomEvent[] = [
      ...opened(),
      joined(bea),
      { type: 'ParticipantRemoved', data: { participant: bea, reason: null } },
    ]
    given(history, welcome).when(join(bea)).then(joined(bea))
  })

  it('is rejected of somebody whom the host blocked, even one invited by name', () => {
    given(opened({}, [bea]), [known(), known({ blocks: [bea] })])
      .when(join(bea))
      .thenRejected('BLOCKED')
  })

  it('is rejected of somebody whom the acting host blocked', () => {
    given(beaActs, [known(), known(), known({ blocks: [dan] })])
      .when(join(dan))
      .thenRejected('BLOCKED')
  })

  it('is rejected of somebody who does not follow the host of a room for followers', () => {
    const history = opened({ visibility: 'followers' })
    given(history, [known({ follows: [cy] }), known()])
      .when(join(bea))
      .thenRejected('NOT_ALLOWED_IN')
    given(history, [known({ follows: [ada] }), known()])
      .when(join(bea))
      .then(joined(bea))
  })

  it('asks for followers of the host who vanished, not of who acts for them', () => {
    const history: RoomEvent[] = [...beaActs, { type: 'VisibilitySet', data: { visibility: 'followers' } }]
    const hosts = [known(), known()]
    given(history, [known({ follows: [bea] }), ...hosts])
      .when(join(dan))
      .thenRejected('NOT_ALLOWED_IN')
    given(history, [known({ follows: [ada] }), ...hosts])
      .when(join(dan))
      .then(joined(dan))
  })

  it('is granted to those invited by name, whatever the visibility', () => {
    for (const visibility of ['followers', 'invited'] as const) {
      given(opened({ visibility }, [bea]), welcome)
        .when(join(bea))
        .then(joined(bea))
    }
  })

  it('is rejected of others where only the invited may enter, followers too', () => {
    given(opened({ visibility: 'invited' }), [known({ follows: [ada] }), known()])
      .when(join(bea))
      .thenRejected('NOT_ALLOWED_IN')
  })

  it('is rejected of somebody who is no longer invited', () => {
    const history: RoomEvent[] = [
      ...opened({ visibility: 'invited' }, [bea]),
      { type: 'PeopleUninvited', data: { people: [bea] } },
    ]
    given(history, welcome).when(join(bea)).thenRejected('NOT_ALLOWED_IN')
  })

  it('is rejected where the room is full, and granted when somebody left', () => {
    const history = [...opened({ capacity: 2 }), joined(bea)]
    given(history, welcome).when(join(cy)).thenRejected('ROOM_FULL', { limit: 2 })
    given([...history, left(bea)], welcome)
      .when(join(cy))
      .then(joined(cy))
  })

  it('is always granted to moderators and to the creator', () => {
    const history = [
      ...opened({ visibility: 'invited', capacity: 2 }),
      joined(bea),
      appointed(bea),
      onStage(bea),
      appointed(ada),
      host(ada, bea, 'handed-over'),
    ]
    const dismissed: RoomEvent = { type: 'ModeratorDismissed', data: { participant: ada } }
    const full = [offStage(ada), left(ada), joined(cy)]
    given([...history, ...full], welcome)
      .when(join(ada))
      .then(joined(ada))
    given([...history, dismissed, ...full], welcome)
      .when(join(ada))
      .then(joined(ada))
    given([...history, joined(dan), appointed(dan), left(dan), ...full], welcome)
      .when(join(dan))
      .then(joined(dan))
  })

  it('makes a moderator one again, and leaves a speaker a listener', () => {
    const history = [...opened(), joined(bea), appointed(bea), onStage(bea), offStage(bea), left(bea)]
    const state = given([...history, joined(bea)]).state()
    assert.ok(state.phase === 'live' && state.moderators.has(bea) && !state.speakers.has(bea))
    given(history, welcome).when(join(bea)).then(joined(bea))
  })

  it('turns a hand that was raised ahead into one in its place of the queue', () => {
    given([...scheduled(), raisedAhead(bea, 1), raisedAhead(cy, 2), ...opened()], welcome)
      .when(join(cy))
      .then(joined(cy), raised(cy, 2))
  })

  it('ends a hand that was raised ahead where no hands are taken any more', () => {
    given([...scheduled(), raisedAhead(bea, 1), ...opened(), policy('closed')], welcome)
      .when(join(bea))
      .then(loweredAhead(bea), joined(bea))
  })
})

describe('MarkInterest', () => {
  const mark = by(bea, 'MarkInterest', {})

  it('remembers who wants to come', () => {
    given(scheduled(), welcome)
      .when(mark)
      .then({ type: 'InterestMarked', data: { person: bea } })
  })

  it('yields nothing where it is marked', () => {
    given([...scheduled(), { type: 'InterestMarked', data: { person: bea } }], welcome)
      .when(mark)
      .thenNothing()
  })

  it('is rejected of whoever could not come', () => {
    given(scheduled(), [unknown, known()]).when(mark).thenRejected('NOT_REGISTERED')
    given([...scheduled(), banned(bea)], welcome)
      .when(mark)
      .thenRejected('BANNED')
    given(scheduled(), [known(), known({ blocks: [bea] })])
      .when(mark)
      .thenRejected('BLOCKED')
    given(scheduled({ visibility: 'followers' }), welcome)
      .when(mark)
      .thenRejected('NOT_ALLOWED_IN')
    given(scheduled({ visibility: 'invited' }), welcome)
      .when(mark)
      .thenRejected('NOT_ALLOWED_IN')
  })

  it('is granted to a follower, to the invited and to the creator', () => {
    given(scheduled({ visibility: 'followers' }), [known({ follows: [ada] }), known()])
      .when(mark)
      .then({ type: 'InterestMarked', data: { person: bea } })
    given(scheduled({ visibility: 'invited' }, [bea]), welcome)
      .when(mark)
      .then({ type: 'InterestMarked', data: { person: bea } })
    given(scheduled({ visibility: 'invited' }), welcome)
      .when(by(ada, 'MarkInterest', {}))
      .then({ type: 'InterestMarked', data: { person: ada } })
  })
})

describe('WithdrawInterest', () => {
  const withdraw = by(bea, 'WithdrawInterest', {})

  it('forgets who wanted to come', () => {
    given([...scheduled(), { type: 'InterestMarked', data: { person: bea } }])
      .when(withdraw)
      .then({ type: 'InterestWithdrawn', data: { person: bea } })
  })

  it('yields nothing where none is marked', () => {
    given(scheduled()).when(withdraw).thenNothing()
  })
})

describe('the people whom a room must know', () => {
  const needs = (person: UserId, history: readonly RoomEvent[]) =>
    roomDecider.needs?.(join(person), given(history).state(), 'room')

  it('are who joins and the host', () => {
    assert.deepStrictEqual(needs(eve, opened()), ['User-eve', 'User-ada'])
  })

  it('are the host who vanished before who acts for them', () => {
    assert.deepStrictEqual(needs(eve, beaActs), ['User-eve', 'User-ada', 'User-bea'])
  })

  it('are the creator where nobody hosts', () => {
    assert.deepStrictEqual(needs(eve, hostless('left')), ['User-eve', 'User-ada'])
  })

  it('are who acts alone where there is no room', () => {
    assert.deepStrictEqual(needs(eve, []), ['User-eve'])
  })

  it('are asked for ahead of a room, not in it, by a hand', () => {
    const hand = by(eve, 'RaiseHand', {})
    assert.deepStrictEqual(roomDecider.needs?.(hand, given(scheduled()).state(), 'room'), [
      'User-eve',
      'User-ada',
    ])
    assert.deepStrictEqual(roomDecider.needs?.(hand, given(opened()).state(), 'room'), [])
  })
})
