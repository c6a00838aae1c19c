import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CommandId, UserId } from '../../commands/ids.ts'
import { type UserCommand, userDecider } from '../../commands/user/decide.ts'
import type { UserEvent } from '../../commands/user/events.ts'
import { evolve, initial, type State } from '../../commands/user/fold.ts'
import { specification } from '../support/spec.ts'

const [ME, ANA] = ['me', 'ana'] as unknown as [UserId, UserId]
const NOW = 1_700_000_000_000
const given = specification(userDecider)

type Input = UserCommand extends infer C ? (C extends UserCommand ? Pick<C, 'type' | 'data'> : never) : never

function command(input: Input): UserCommand {
  return { ...input, at: NOW, by: ME, commandId: 'a command' as CommandId } as UserCommand
}

const profile = { name: 'Mia', bio: 'I listen.', avatarUrl: 'https://example.org/mia.png' }
const registered: UserEvent = { type: 'Registered', data: profile }
const followed: UserEvent = { type: 'Followed', data: { person: ANA } }
const unfollowed: UserEvent = { type: 'Unfollowed', data: { person: ANA } }
const blocked: UserEvent = { type: 'Blocked', data: { person: ANA } }
const unblocked: UserEvent = { type: 'Unblocked', data: { person: ANA } }

function stateAfter(...events: UserEvent[]): State {
  return events.reduce(evolve, initial)
}
const ana = [stateAfter({ type: 'Registered', data: { name: 'Ana', bio: '', avatarUrl: null } })]
const anaWhoBlockedMe = [stateAfter(registered, { type: 'Blocked', data: { person: ME } })]
const stranger = [initial]

const about = (type: 'Follow' | 'Unfollow' | 'Block' | 'Unblock', person = ANA) =>
  command({ type, data: { person } })

describe('Follow and Unfollow', () => {
  it('follow and end it', () => {
    given([registered], ana).when(about('Follow')).then(followed)
    given([registered, followed]).when(about('Unfollow')).then(unfollowed)
    given([registered, followed, unfollowed], ana).when(about('Follow')).then(followed)
  })

  it('are nothing where it is so already', () => {
    given([registered, followed], ana).when(about('Follow')).thenNothing()
    given([registered]).when(about('Unfollow')).thenNothing()
  })

  it('are refused before one is registered', () => {
    given([], ana).when(about('Follow')).thenRejected('NOT_REGISTERED')
    given([]).when(about('Unfollow')).thenRejected('NOT_REGISTERED')
  })

  it('are refused of oneself', () => {
    given([registered]).when(about('Follow', ME)).thenRejected('YOURSELF')
    given([registered]).when(about('Unfollow', ME)).thenRejected('YOURSELF')
  })

  it('refuse to follow somebody who is not registered', () => {
    given([registered], stranger).when(about('Follow')).thenRejected('NO_SUCH_PERSON')
  })

  it('refuse to follow somebody who blocked one', () => {
    given([registered], anaWhoBlockedMe).when(about('Follow')).thenRejected('BLOCKED')
  })

  it('refuse to follow somebody whom one blocked, and say so', () => {
    given([registered, blocked], ana).when(about('Follow')).thenRejected('BLOCKED', { byYourself: true })
  })

  it('refuse the five thousand and first', () => {
    const others = people('Followed', 5_000)
    given([registered, ...others], ana)
      .when(about('Follow'))
      .thenRejected('TOO_MANY_FOLLOWED', { limit: 5_000 })
    given([registered, ...others.slice(1)], ana)
      .when(about('Follow'))
      .then(followed)
  })
})

describe('Block and Unblock', () => {
  it('block and end it', () => {
    given([registered], ana).when(about('Block')).then(blocked)
    given([registered, blocked]).when(about('Unblock')).then(unblocked)
  })

  it('end an own follow of the other first', () => {
    given([registered, followed], ana).when(about('Block')).then(unfollowed, blocked)
  })

  it('do not depend on what the other thinks of one', () => {
    given([registered], anaWhoBlockedMe).when(about('Block')).then(blocked)
  })

  it('are nothing where it is so already', () => {
    given([registered, blocked], ana).when(about('Block')).thenNothing()
    given([registered]).when(about('Unblock')).thenNothing()
  })

  it('are refused before one is registered', () => {
    given([], ana).when(about('Block')).thenRejected('NOT_REGISTERED')
    given([]).when(about('Unblock')).thenRejected('NOT_REGISTERED')
  })

  it('are refused of oneself', () => {
    given([registered]).when(about('Block', ME)).thenRejected('YOURSELF')
    given([registered]).when(about('Unblock', ME)).thenRejected('YOURSELF')
  })

  it('refuse to block somebody who is not registered', () => {
    given([registered], stranger).when(about('Block')).thenRejected('NO_SUCH_PERSON')
  })

  it('refuse the thousand and first', () => {
    const others = people('Blocked', 1_000)
    given([registered, ...others], ana)
      .when(about('Block'))
      .thenRejected('TOO_MANY_BLOCKED', { limit: 1_000 })
    given([registered, ...others.slice(1)], ana)
      .when(about('Block'))
      .then(blocked)
  })
})

describe('RevokeTokens', () => {
  const revoke = (issuedBefore: number) => command({ type: 'RevokeTokens', data: { issuedBefore } })
  const revoked = (issuedBefore: number): UserEvent => ({ type: 'TokensRevoked', data: { issuedBefore } })

  it('voids the tokens issued until then, of anybody who has tokens', () => {
    given([registered]).when(revoke(NOW)).then(revoked(NOW))
    given([]).when(revoke(NOW)).then(revoked(NOW))
  })

  it('never gives back what was void', () => {
    given([revoked(NOW)])
      .when(revoke(NOW - 1))
      .thenNothing()
    given([revoked(NOW - 1)])
      .when(revoke(NOW))
      .then(revoked(NOW))
  })

  it('refuses a time to come, or none', () => {
    for (const time of [NOW + 1, Number.NaN, Number.POSITIVE_INFINITY, 0.5])
      given([]).when(revoke(time)).thenRejected('INVALID_INPUT', { field: 'issuedBefore', max: NOW })
  })
})

describe('a person', () => {
  it('is judged against the other person where they must be known, and never against themselves', () => {
    const needs = (command: UserCommand) => userDecider.needs?.(command, initial, ME)
    assert.deepStrictEqual(needs(about('Follow')), ['User-ana'])
    assert.deepStrictEqual(needs(about('Block')), ['User-ana'])
    assert.deepStrictEqual(needs(about('Follow', ME)), [])
    assert.deepStrictEqual(needs(about('Block', ME)), [])
    assert.deepStrictEqual(needs(about('Unfollow')), [])
    assert.deepStrictEqual(needs(about('Unblock')), [])
    assert.deepStrictEqual(needs(command({ type: 'Register', data: { name: 'Mia' } })), [])
  })
})

function people(type: 'Followed' | 'Blocked', count: number): UserEvent[] {
  return Array.from({ length: count }, (_, i) => ({ type, data: { person: `person ${i}` as UserId } }))
}
