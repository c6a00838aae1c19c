import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isObjectType } from 'graphql'
import type { Recorded } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { lobbyGroupsOf } from '../../projections/room-listing.ts'
import { changesRights, excludes, isOver } from '../../src/graphql/live/access-changes.ts'
import {
  actorIn,
  addressee,
  lobbyGroupsFor,
  mayFind,
  mayRead,
  type Relationship,
  viewLevelOf,
  viewOf,
  visibleEvents,
} from '../../src/graphql/policy.ts'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { schema, viewer } from '../support/graphql.ts'

const names = [
  'host',
  'returning',
  'creator',
  'moderator',
  'guest',
  'follower',
  'stranger',
  'inside',
  'banned',
  'blocked',
]
const ids = Object.fromEntries(names.map(name => [name, name as UserId])) as Record<string, UserId>

function roomOf(visibility: RoomDocument['visibility']): RoomDocument {
  const room = {
    roomId: 'r' as RoomId,
    visibility,
    hostId: ids.host!,
    lastHostId: ids.host!,
    ownerId: ids.host!,
    returning: [ids.returning!],
    createdBy: ids.creator!,
    moderators: [ids.moderator!],
    // An invitation does not outweigh a ban.
    invited: [ids.guest!, ids.banned!],
  }
  return { ...room, audience: lobbyGroupsOf(room) } as unknown as RoomDocument
}

function known(name: string): { viewer: Viewer; ties: Relationship } {
  const scopes = { auditor: ['AUDITOR'], admin: ['ADMIN'], analyst: ['ANALYST'] }[name] ?? []
  return {
    viewer: { ...viewer(...(scopes as never[])), userId: name as UserId },
    ties: {
      follows: name === 'follower' || name === 'blocked',
      inside: name === 'inside',
      banned: name === 'banned',
      blocked: name === 'blocked',
    },
  }
}

const everybody = [...names, 'auditor', 'admin', 'analyst']

test('the visibility of a room decides who finds and who reads it', () => {
  const rights = (visibility: RoomDocument['visibility']) =>
    Object.fromEntries(
      everybody.map(name => {
        const { viewer, ties } = known(name)
        const room = roomOf(visibility)
        const finds = mayFind(viewer, room, ties)
        const reads = mayRead(viewer, room, ties)
        return [name, reads ? 'reads' : finds ? 'finds' : 'nothing']
      }),
    )
  const always = {
    host: 'reads',
    returning: 'reads',
    creator: 'reads',
    moderator: 'reads',
    guest: 'reads',
    inside: 'reads',
    auditor: 'reads',
    banned: 'finds',
  }
  assert.deepStrictEqual(rights('open'), {
    ...always,
    follower: 'reads',
    stranger: 'reads',
    blocked: 'finds',
    admin: 'reads',
    analyst: 'reads',
  })
  assert.deepStrictEqual(rights('followers'), {
    ...always,
    follower: 'reads',
    stranger: 'nothing',
    blocked: 'finds',
    admin: 'nothing',
    analyst: 'nothing',
  })
  assert.deepStrictEqual(rights('invited'), {
    ...always,
    follower: 'nothing',
    stranger: 'nothing',
    blocked: 'nothing',
    admin: 'nothing',
    analyst: 'nothing',
  })
})

test('a room is listed for everybody who finds it, except those who are only inside', () => {
  for (const visibility of ['open', 'followers', 'invited'] as const) {
    for (const name of everybody.filter(name => name !== 'inside')) {
      const { viewer, ties } = known(name)
      const room = roomOf(visibility)
      const asked = lobbyGroupsFor(viewer, ties.follows ? [ids.host!] : [])
      const listed = asked.some(one => room.audience.includes(one))
      assert.equal(listed, mayFind(viewer, room, ties), `${name} and a room that is ${visibility}`)
    }
  }
})

test('moderators and auditors see more of the events than others', () => {
  const levels = everybody.map(name => [name, viewLevelOf(known(name).viewer, roomOf('open'))])
  const more = {
    host: 'moderator',
    returning: 'moderator',
    moderator: 'moderator',
    auditor: 'auditor',
  } as Record<string, string>
  assert.deepStrictEqual(
    levels,
    everybody.map(name => [name, more[name] ?? 'public']),
  )
})

const event = (type: string, data: object = {}) =>
  ({ type, data, cause: { by: 'host' } }) as unknown as Recorded

/** Events between the moderators and one person, and who that is. */
const between: Record<string, 'participant' | 'person' | null> = {
  PeopleInvited: null,
  PeopleUninvited: null,
  SoundPlaced: null,
  SoundLost: null,
  SoundEnded: null,
  AudienceSpread: null,
  AudienceGathered: null,
  PersonBanned: 'person',
  BanLifted: 'person',
  InvitedToStage: 'participant',
  StageInvitationDeclined: 'participant',
  StageInvitationWithdrawn: 'participant',
}

test('every event is shown to everybody, or to moderators and its addressee', () => {
  const me = 'me' as UserId
  for (const type of visibleEvents) {
    const shown = event(type, { participant: 'other', person: 'other' })
    const hidden = type in between
    assert.equal(viewOf(shown, 'auditor', me), 'auditor', type)
    assert.equal(viewOf(shown, 'moderator', me), 'moderator', type)
    assert.equal(viewOf(shown, 'public', me), hidden ? null : 'public', type)
    const field = between[type]
    if (!field) continue
    const mine = event(type, { [field]: me })
    assert.equal(addressee(mine), me, type)
    assert.equal(viewOf(mine, 'public', me), 'addressed', type)
  }
  assert.equal(viewOf(event('ParticipantRemoved', { participant: me }), 'public', me), 'addressed')
})

test('people with the same view level see the same events, except addressed ones', () => {
  for (const viewLevel of ['public', 'moderator', 'auditor'] as const) {
    for (const type of visibleEvents) {
      const shown = event(type, { participant: 'third', person: 'third', people: ['one', 'two'] })
      const [one, two] = ['one', 'two'].map(person => viewOf(shown, viewLevel, person as UserId))
      assert.equal(one, two, `${type} by ${viewLevel}`)
    }
  }
})

test('an event of an unknown type is shown to nobody', () => {
  for (const viewLevel of ['public', 'moderator', 'auditor'] as const) {
    assert.equal(viewOf(event('GatewayLost'), viewLevel, ids.host!), null)
    assert.equal(viewOf(event('toString'), viewLevel, ids.host!), null)
  }
})

test('the visible events are those of the schema', () => {
  const inSchema = Object.values(schema.getTypeMap())
    .filter(type => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'RoomEvent'))
    .map(type => type.name)
  assert.deepStrictEqual([...visibleEvents].sort(), inSchema.sort())
})

test('the actor of a vote is hidden, and the system is null', () => {
  assert.equal(actorIn(event('Reacted')), 'host')
  assert.equal(actorIn(event('Voted')), null)
  assert.equal(actorIn(event('VoteChanged')), null)
  assert.equal(actorIn({ ...event('RoomClosed'), cause: { by: 'system' } } as Recorded), null)
})

test('access is checked again after events that may change it', () => {
  const me = known('me').viewer
  const mine = ['me', 'other'].map(person =>
    visibleEvents.filter(type => {
      const data = { participant: person, person, people: [person], host: person, from: person, to: null }
      return changesRights(me, roomOf('open'), event(type, data))
    }),
  )
  assert.deepStrictEqual(mine, [
    [
      'RoomOpened',
      'VisibilitySet',
      'PeopleInvited',
      'PeopleUninvited',
      'ParticipantJoined',
      'ParticipantLeft',
      'ParticipantRemoved',
      'PersonBanned',
      'BanLifted',
      'ModeratorAppointed',
      'ModeratorDismissed',
      'HostChanged',
    ],
    ['VisibilitySet'],
  ])
  const handedOver = event('HostChanged', { from: 'one', to: 'two' })
  assert.equal(changesRights(me, roomOf('followers'), handedOver), true)
})

test('a removal and a ban exclude that person only', () => {
  const [me, other] = ['me' as UserId, 'other' as UserId]
  assert.equal(excludes(event('ParticipantRemoved', { participant: me }), me), true)
  assert.equal(excludes(event('ParticipantRemoved', { participant: other }), me), false)
  assert.equal(excludes(event('PersonBanned', { person: me }), me), true)
  assert.equal(excludes(event('PersonBanned', { person: other }), me), false)
  assert.equal(excludes(event('ParticipantLeft', { participant: me }), me), false)
  assert.deepStrictEqual(
    visibleEvents.filter(type => isOver(event(type))),
    ['RoomCancelled', 'RoomClosed'],
  )
})
