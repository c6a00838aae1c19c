import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { StreamName } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { UserEvent } from '../../commands/user/events.ts'
import { blockKey, blocks } from '../../projections/blocks.ts'
import { followKey, follows } from '../../projections/follows.ts'
import { interestKey, interests } from '../../projections/interests.ts'
import { type PersonDocument, people } from '../../projections/people.ts'
import { folding, time } from './fold-events.ts'
import { ann, ben } from './room-examples.ts'

const by = (person: UserId, event: UserEvent) => [`User-${person}` as StreamName, event] as const
const registered: UserEvent = {
  type: 'Registered',
  data: { name: 'Ann', bio: 'Tea', avatarUrl: 'https://a.example/ann.png' },
}
const followed = (person: UserId): UserEvent => ({ type: 'Followed', data: { person } })
const unfollowed = (person: UserId): UserEvent => ({ type: 'Unfollowed', data: { person } })

describe('the document of a person', () => {
  const given = folding(people)
  const fresh: PersonDocument = {
    userId: ann,
    name: 'Ann',
    bio: 'Tea',
    avatarUrl: 'https://a.example/ann.png',
    registeredAt: time(1),
    followers: 0,
    following: 0,
    tokensRevokedBefore: null,
  }
  const stranger: PersonDocument = {
    ...fresh,
    userId: ben,
    name: null,
    bio: null,
    avatarUrl: null,
    registeredAt: null,
  }

  it('is as they registered', () => {
    assert.deepStrictEqual(given(by(ann, registered)), { ann: fresh })
  })

  it('shows the profile as it was last changed', () => {
    const changed: UserEvent = { type: 'ProfileChanged', data: { name: 'Anna', bio: '', avatarUrl: null } }
    assert.deepStrictEqual(given(by(ann, registered), by(ann, changed)), {
      ann: { ...fresh, name: 'Anna', bio: '', avatarUrl: null },
    })
  })

  it('counts who follows them and whom they follow, registered or not', () => {
    assert.deepStrictEqual(given(by(ann, registered), by(ann, followed(ben))), {
      ann: { ...fresh, following: 1 },
      ben: { ...stranger, followers: 1 },
    })
    const both = [by(ann, registered), by(ann, followed(ben)), by(ben, followed(ann))]
    assert.deepStrictEqual(given(...both, by(ann, unfollowed(ben))), {
      ann: { ...fresh, followers: 1 },
      ben: { ...stranger, following: 1 },
    })
  })

  it('keeps the counts of who registers later', () => {
    const ownName: UserEvent = { type: 'Registered', data: { name: 'Ben', bio: '', avatarUrl: null } }
    assert.deepStrictEqual(given(by(ann, followed(ben)), by(ben, ownName)).ben, {
      ...stranger,
      name: 'Ben',
      bio: '',
      registeredAt: time(2),
      followers: 1,
    })
  })

  it('says which tokens are void', () => {
    const revoked: UserEvent = { type: 'TokensRevoked', data: { issuedBefore: 777 } }
    assert.deepStrictEqual(given(by(ann, registered), by(ann, revoked)), {
      ann: { ...fresh, tokensRevokedBefore: 777 },
    })
  })
})

describe('the documents of follows and blocks', () => {
  it('are there from following to unfollowing', () => {
    const given = folding(follows)
    assert.deepStrictEqual(given(by(ann, followed(ben)), by(ben, followed(ann)), by(ben, unfollowed(ann))), {
      [followKey(ann, ben)]: { follower: ann, followed: ben, since: time(1) },
    })
  })

  it('are there from blocking to unblocking', () => {
    const given = folding(blocks)
    const blocked: UserEvent = { type: 'Blocked', data: { person: ben } }
    const block = { [blockKey(ann, ben)]: { blocker: ann, blocked: ben, since: time(1) } }
    assert.deepStrictEqual(given(by(ann, blocked)), block)
    assert.deepStrictEqual(given(by(ann, blocked), by(ann, { type: 'Unblocked', data: { person: ben } })), {})
  })
})

describe('the document of an interest', () => {
  const given = folding(interests)
  const after = (...events: RoomEvent[]) => given(...events.map(event => ['Room-r1', event] as const))
  const marked: RoomEvent = { type: 'InterestMarked', data: { person: ben } }
  const withdrawn: RoomEvent = { type: 'InterestWithdrawn', data: { person: ben } }
  const raised: RoomEvent = { type: 'HandRaisedAhead', data: { person: ben, order: 3 } }
  const lowered: RoomEvent = { type: 'HandLoweredAhead', data: { person: ben } }
  const key = interestKey(ben, 'r1')
  const one = { person: ben, roomId: 'r1' as RoomId, marked: true, handRaised: false, since: time(1) }

  it('is there while it is marked', () => {
    assert.deepStrictEqual(after(marked), { [key]: one })
    assert.deepStrictEqual(after(marked, withdrawn), {})
  })

  it('is there while a hand is raised ahead', () => {
    assert.deepStrictEqual(after(raised), { [key]: { ...one, marked: false, handRaised: true } })
    assert.deepStrictEqual(after(raised, lowered), {})
  })

  it('lasts as long as either, since the first', () => {
    assert.deepStrictEqual(after(marked, raised), { [key]: { ...one, handRaised: true } })
    assert.deepStrictEqual(after(marked, raised, lowered), { [key]: one })
    assert.deepStrictEqual(after(marked, raised, withdrawn), {
      [key]: { ...one, marked: false, handRaised: true },
    })
    assert.deepStrictEqual(after(marked, raised, withdrawn, lowered), {})
  })
})
