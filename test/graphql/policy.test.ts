import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { isObjectType } from 'graphql'
import type { Recorded } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import { audienceOf } from '../../projections/audience.ts'
import type { RoomDocument } from '../../projections/rooms.ts'
import type { Viewer } from '../../src/graphql/context.ts'
import {
  actorIn,
  addressee,
  audiences,
  changesRights,
  isOver,
  mayFind,
  mayRead,
  putsOut,
  sightInto,
  sightOf,
  type Ties,
  visibleEvents,
} from '../../src/graphql/policy.ts'
import { schema, someone, startGraphql, viewer } from '../support/graphql.ts'

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
  return { ...room, audience: audienceOf(room) } as unknown as RoomDocument
}

function known(name: string): { viewer: Viewer; ties: Ties } {
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

test('who finds and who reads a room, by its visibility', () => {
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

test('a room stands in the lists of those who find it, but for those who are only inside', () => {
  for (const visibility of ['open', 'followers', 'invited'] as const) {
    for (const name of everybody.filter(name => name !== 'inside')) {
      const { viewer, ties } = known(name)
      const room = roomOf(visibility)
      const asked = audiences(viewer, ties.follows ? [ids.host!] : [])
      const listed = asked.some(one => room.audience.includes(one))
      assert.equal(listed, mayFind(viewer, room, ties), `${name} and a room that is ${visibility}`)
    }
  }
})

test('moderators and auditors see more of the events than others', () => {
  const sights = everybody.map(name => [name, sightOf(known(name).viewer, roomOf('open'))])
  const more = {
    host: 'moderator',
    returning: 'moderator',
    moderator: 'moderator',
    auditor: 'auditor',
  } as Record<string, string>
  assert.deepStrictEqual(
    sights,
    everybody.map(name => [name, more[name] ?? 'public']),
  )
})

const event = (type: string, data: object = {}) =>
  ({ type, data, cause: { by: 'host' } }) as unknown as Recorded

/** Events between the moderators and one person, and who that is. */
const between: Record<string, 'participant' | 'person' | null> = {
  PeopleInvited: null,
  PeopleUninvited: null,
  PersonBanned: 'person',
  BanLifted: 'person',
  InvitedToStage: 'participant',
  StageInvitationDeclined: 'participant',
  StageInvitationWithdrawn: 'participant',
}

test('every event is shown to everybody, or to moderators and the one whom it is addressed to', () => {
  const me = 'me' as UserId
  for (const type of visibleEvents) {
    const shown = event(type, { participant: 'other', person: 'other' })
    const hidden = type in between
    assert.equal(sightInto(shown, 'auditor', me), 'auditor', type)
    assert.equal(sightInto(shown, 'moderator', me), 'moderator', type)
    assert.equal(sightInto(shown, 'public', me), hidden ? null : 'public', type)
    const field = between[type]
    if (!field) continue
    const mine = event(type, { [field]: me })
    assert.equal(addressee(mine), me, type)
    assert.equal(sightInto(mine, 'public', me), 'addressed', type)
  }
  assert.equal(sightInto(event('ParticipantRemoved', { participant: me }), 'public', me), 'addressed')
})

test('equal sight means equal events, but for those that are addressed', () => {
  for (const sight of ['public', 'moderator', 'auditor'] as const) {
    for (const type of visibleEvents) {
      const shown = event(type, { participant: 'third', person: 'third', people: ['one', 'two'] })
      const [one, two] = ['one', 'two'].map(person => sightInto(shown, sight, person as UserId))
      assert.equal(one, two, `${type} by ${sight}`)
    }
  }
})

test('an event of an unknown type is shown to nobody', () => {
  for (const sight of ['public', 'moderator', 'auditor'] as const) {
    assert.equal(sightInto(event('GatewayLost'), sight, ids.host!), null)
    assert.equal(sightInto(event('toString'), sight, ids.host!), null)
  }
})

test('the events that are shown are those of the schema', () => {
  const inSchema = Object.values(schema.getTypeMap())
    .filter(type => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'RoomEvent'))
    .map(type => type.name)
  assert.deepStrictEqual([...visibleEvents].sort(), inSchema.sort())
})

test('the actor of a vote is nobody’s business, and the system is nobody', () => {
  assert.equal(actorIn(event('Reacted')), 'host')
  assert.equal(actorIn(event('Voted')), null)
  assert.equal(actorIn(event('VoteChanged')), null)
  assert.equal(actorIn({ ...event('RoomClosed'), cause: { by: 'system' } } as Recorded), null)
})

test('rights are judged again after the events that may change them', () => {
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

test('being removed and being banned put a person out, and nobody else', () => {
  const [me, other] = ['me' as UserId, 'other' as UserId]
  assert.equal(putsOut(event('ParticipantRemoved', { participant: me }), me), true)
  assert.equal(putsOut(event('ParticipantRemoved', { participant: other }), me), false)
  assert.equal(putsOut(event('PersonBanned', { person: me }), me), true)
  assert.equal(putsOut(event('PersonBanned', { person: other }), me), false)
  assert.equal(putsOut(event('ParticipantLeft', { participant: me }), me), false)
  assert.deepStrictEqual(
    visibleEvents.filter(type => isOver(event(type))),
    ['RoomCancelled', 'RoomClosed'],
  )
})

// The same, asked of the API ----------------------------------------------------------------------------------------

async function people(t: TestContext) {
  const api = await startGraphql(t)
  const one = (name: string) => someone(api, name)
  const host = await one('host')
  const all = {
    host,
    moderator: await one('moderator'),
    guest: await one('guest'),
    follower: await one('follower'),
    stranger: await one('stranger'),
    inside: await one('inside'),
    banned: await one('banned'),
    blocked: await one('blocked'),
    auditor: viewer('AUDITOR'),
    admin: viewer('ADMIN'),
  }
  await api.act(all.follower, 'follow', { personId: host.userId })
  await api.act(all.blocked, 'follow', { personId: host.userId })
  await api.act(host, 'block', { personId: all.blocked.userId })
  return { api, all }
}

test('what each kind of viewer is shown of rooms of each visibility', async t => {
  const { api, all } = await people(t)
  const { host } = all
  const shown: Record<string, Record<string, string>> = {}
  for (const visibility of ['OPEN', 'FOLLOWERS', 'INVITED']) {
    const invited = [all.guest, all.moderator, all.inside, all.banned].map(person => person.userId)
    const { roomId } = await api.act(host, 'openRoom', { title: 'Tea', visibility, invited }, 'roomId')
    await api.act(all.inside, 'joinRoom', { roomId })
    await api.act(all.moderator, 'joinRoom', { roomId })
    await api.act(host, 'appointModerator', { roomId, personId: all.moderator.userId })
    await api.act(host, 'banPerson', { roomId, personId: all.banned.userId })
    await api.act(host, 'postComment', { roomId, text: 'hello' })
    const poll = { roomId, question: 'More?', options: ['yes', 'no'] }
    const { pollId } = await api.act(host, 'openPoll', poll, 'pollId')
    shown[visibility] = {}
    for (const [name, person] of Object.entries(all)) {
      const content =
        'participants { nodes { role } } hands { nodes { role } } comments { nodes { text } } polls { nodes { id } }'
      const data = await api.ask(
        person,
        `query ($id: ID!, $poll: ID!) {
          room(id: $id) { title participantCount ${content} }
          rooms { nodes { id } }
          participants(roomId: $id) { nodes { role } }
          hands(roomId: $id) { nodes { role } }
          comments(roomId: $id) { nodes { text } }
          polls(roomId: $id) { nodes { id } }
          poll(id: $poll) { question }
        }`,
        { id: roomId, poll: pollId },
      )
      const lists = { participants: 3, hands: 0, comments: 1, polls: 1 }
      const following = await api.follow(
        person,
        'subscription ($id: ID!) { roomEvents(roomId: $id) { position } }',
        {
          id: roomId,
        },
      )
      const reads = following.refused === undefined
      if (reads) await following.stop()
      for (const [list, length] of Object.entries(lists)) {
        const expected = reads ? length : 0
        assert.equal(data[list].nodes.length, expected, `${list} of ${visibility} for ${name}`)
        if (data.room)
          assert.equal(data.room[list].nodes.length, expected, `room.${list} of ${visibility} for ${name}`)
      }
      assert.deepStrictEqual(data.poll, reads ? { question: 'More?' } : null)
      if (data.room) assert.equal(data.room.participantCount, 3)
      assert.equal(
        data.rooms.nodes.some(({ id }: { id: string }) => id === roomId),
        data.room !== null,
        `list of ${visibility} for ${name}`,
      )
      shown[visibility]![name] = reads ? 'reads' : data.room ? 'finds' : 'nothing'
    }
    await api.act(host, 'closeRoom', { roomId })
  }
  const always = {
    host: 'reads',
    moderator: 'reads',
    guest: 'reads',
    inside: 'reads',
    auditor: 'reads',
    banned: 'finds',
  }
  assert.deepStrictEqual(shown, {
    OPEN: { ...always, follower: 'reads', stranger: 'reads', blocked: 'finds', admin: 'reads' },
    FOLLOWERS: { ...always, follower: 'reads', stranger: 'nothing', blocked: 'finds', admin: 'nothing' },
    INVITED: { ...always, follower: 'nothing', stranger: 'nothing', blocked: 'nothing', admin: 'nothing' },
  })
})

test('an invitation to the stage is seen by the one who is asked, by moderators and by auditors', async t => {
  const { api, all } = await people(t)
  const { roomId } = await api.act(all.host, 'openRoom', { title: 'Tea' }, 'roomId')
  for (const person of [all.inside, all.guest, all.moderator]) await api.act(person, 'joinRoom', { roomId })
  await api.act(all.host, 'appointModerator', { roomId, personId: all.moderator.userId })
  await api.act(all.host, 'inviteToStage', { roomId, personId: all.inside.userId })
  const seen: Record<string, boolean> = {}
  for (const name of ['host', 'moderator', 'inside', 'guest', 'stranger', 'auditor'] as const) {
    const { participants } = await api.ask(
      all[name],
      `{ participants(roomId: "${roomId}") { nodes { person { id } invitedToStage } } }`,
    )
    const invited = participants.nodes.filter((one: { invitedToStage: boolean }) => one.invitedToStage)
    assert.deepStrictEqual(
      invited.map((one: { person: { id: string } }) => one.person.id),
      invited.length > 0 ? [all.inside.userId] : [],
    )
    seen[name] = invited.length > 0
  }
  assert.deepStrictEqual(seen, {
    host: true,
    moderator: true,
    inside: true,
    guest: false,
    stranger: false,
    auditor: true,
  })
})

test('the tally of a secret poll is shown to nobody before it is closed, and to everybody after', async t => {
  const { api, all } = await people(t)
  const { roomId } = await api.act(all.host, 'openRoom', { title: 'Tea' }, 'roomId')
  await api.act(all.inside, 'joinRoom', { roomId })
  const question = { roomId, question: 'More?', options: ['yes', 'no'], secret: true }
  const { pollId } = await api.act(all.host, 'openPoll', question, 'pollId')
  await api.act(all.inside, 'vote', { roomId, pollId, option: 1 })
  const look = async (person: Viewer) =>
    (await api.ask(person, `{ poll(id: "${pollId}") { voteCount myVote options { text votes } } }`)).poll
  const hidden = [
    { text: 'yes', votes: null },
    { text: 'no', votes: null },
  ]
  for (const person of [all.host, all.stranger, all.auditor])
    assert.deepStrictEqual(await look(person), { voteCount: 1, myVote: null, options: hidden })
  assert.deepStrictEqual(await look(all.inside), { voteCount: 1, myVote: 1, options: hidden })
  await api.act(all.host, 'closePoll', { roomId, pollId })
  const shown = [
    { text: 'yes', votes: 0 },
    { text: 'no', votes: 1 },
  ]
  for (const person of [all.host, all.stranger, all.auditor])
    assert.deepStrictEqual(await look(person), { voteCount: 1, myVote: null, options: shown })
})

test('without a token there is the schema and nothing else', async t => {
  const { api } = await people(t)
  const { __schema } = await api.ask(null, '{ __schema { queryType { name } } }')
  assert.deepStrictEqual(__schema, { queryType: { name: 'Query' } })
  const id = '"00000000-0000-4000-8000-000000000000"'
  for (const field of [
    'me { scopes }',
    `room(id: ${id}) { id }`,
    'rooms { nodes { id } }',
    `participants(roomId: ${id}) { nodes { role } }`,
    `hands(roomId: ${id}) { nodes { role } }`,
    `comments(roomId: ${id}) { nodes { id } }`,
    `poll(id: ${id}) { id }`,
    `polls(roomId: ${id}) { nodes { id } }`,
    `person(id: ${id}) { id }`,
  ])
    assert.equal(await api.refused(null, `{ ${field} }`), 'UNAUTHENTICATED', field)
})
