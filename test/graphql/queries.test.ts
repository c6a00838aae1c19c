import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { type Data, someone, startGraphql, viewer } from '../support/graphql.ts'

test('a room that was opened is found, with its host on stage', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const { room } = await api.ask(
    ada,
    `query ($id: ID!) { room(id: $id) {
      id phase title topic visibility capacity handPolicy startsAt endedAt host { id name }
      listenerCount speakerCount participantCount reactions { emoji count } sound { available } stale
      me { role onStage muted invitedToStage hand { place } }
      participants { nodes { person { name } role } pageInfo { hasNextPage } }
    } }`,
    { id: roomId },
  )
  assert.deepStrictEqual(room, {
    id: roomId,
    phase: 'LIVE',
    title: 'Tea',
    topic: null,
    visibility: 'OPEN',
    capacity: null,
    handPolicy: 'OPEN',
    startsAt: null,
    endedAt: null,
    host: { id: ada.userId, name: 'Ada' },
    listenerCount: 0,
    speakerCount: 1,
    participantCount: 1,
    reactions: [],
    sound: { available: false },
    stale: false,
    me: { role: 'HOST', onStage: true, muted: false, invitedToStage: false, hand: null },
    participants: { nodes: [{ person: { name: 'Ada' }, role: 'HOST' }], pageInfo: { hasNextPage: false } },
  })
})

const NOWHERE = '00000000-0000-4000-8000-000000000000'

test('who never registered is nobody yet', async t => {
  const api = await startGraphql(t)
  const [stranger, ada] = [viewer('AUDITOR', 'ADMIN'), await someone(api, 'Ada')]
  assert.deepStrictEqual(await api.ask(stranger, '{ me { scopes } }'), { me: null })
  await api.act(ada, 'block', { personId: (await someone(api, 'Bea')).userId })
  assert.deepStrictEqual(
    await api.ask(
      ada,
      '{ me { person { id name } scopes blocked { nodes { name } } interests { nodes { id } } } }',
    ),
    {
      me: {
        person: { id: ada.userId, name: 'Ada' },
        scopes: [],
        blocked: { nodes: [{ name: 'Bea' }] },
        interests: { nodes: [] },
      },
    },
  )
  assert.deepStrictEqual(await api.ask(ada, `{ person(id: "${stranger.userId}") { id } }`), { person: null })
})

test('people are shown with those who follow them and whom they follow', async t => {
  const api = await startGraphql(t)
  const [ada, bea, cy] = [await someone(api, 'Ada'), await someone(api, 'Bea'), await someone(api, 'Cy')]
  await api.act(ada, 'changeProfile', { bio: 'host', avatarUrl: 'https://example.org/a.png' })
  await api.act(bea, 'follow', { personId: ada.userId })
  await api.act(cy, 'follow', { personId: ada.userId })
  await api.act(ada, 'follow', { personId: cy.userId })
  const fields = `name bio avatarUrl followerCount followingCount followedByMe
    followers { nodes { name } } following { nodes { name followedByMe } }`
  const { person } = await api.ask(bea, `{ person(id: "${ada.userId.toUpperCase()}") { ${fields} } }`)
  assert.deepStrictEqual(person, {
    name: 'Ada',
    bio: 'host',
    avatarUrl: 'https://example.org/a.png',
    followerCount: 2,
    followingCount: 1,
    followedByMe: true,
    followers: { nodes: [{ name: 'Cy' }, { name: 'Bea' }] },
    following: { nodes: [{ name: 'Cy', followedByMe: false }] },
  })
})

test('what does not exist is null or empty, whatever its id looks like', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  for (const id of [NOWHERE, 'nonsense', '']) {
    const none = { nodes: [] }
    assert.deepStrictEqual(
      await api.ask(
        ada,
        `query ($id: ID!) { room(id: $id) { id } poll(id: $id) { id } person(id: $id) { id }
          participants(roomId: $id) { nodes { role } } hands(roomId: $id) { nodes { role } }
          comments(roomId: $id) { nodes { id } } polls(roomId: $id) { nodes { id } }
          rooms(filter: { host: $id }) { nodes { id } } }`,
        { id },
      ),
      {
        room: null,
        poll: null,
        person: null,
        participants: none,
        hands: none,
        comments: none,
        polls: none,
        rooms: none,
      },
    )
  }
})

test('nobody is in a room that is not live', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  await api.act(ada, 'closeRoom', { roomId })
  assert.deepStrictEqual(
    await api.ask(
      ada,
      `{ room(id: "${roomId}") { phase participantCount me { role } participants { nodes { role } } } }`,
    ),
    { room: { phase: 'CLOSED', participantCount: 0, me: null, participants: { nodes: [] } } },
  )
})

test('participants stand by their role and then by their coming, and hands in the order of the queue', async t => {
  const api = await startGraphql(t)
  const people = []
  for (const name of ['Ada', 'Bea', 'Cy', 'Dan', 'Eve']) people.push(await someone(api, name))
  const [ada, bea, cy, dan, eve] = people as [Data, Data, Data, Data, Data]
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  for (const person of [bea, cy, dan, eve]) await api.act(person, 'joinRoom', { roomId })
  await api.act(ada, 'appointModerator', { roomId, personId: dan.userId })
  for (const person of [eve, bea, cy]) await api.act(person, 'raiseHand', { roomId })
  await api.act(ada, 'bringOnStage', { roomId, personId: cy.userId })
  const one = 'nodes { person { name } role onStage hand { place } }'
  const { participants, hands, listeners, speakers } = await api.ask(
    ada,
    `query ($id: ID!) {
      participants(roomId: $id) { ${one} } hands(roomId: $id) { ${one} }
      listeners: participants(roomId: $id, role: LISTENER, first: 1) { nodes { person { name } } pageInfo { hasNextPage } }
      speakers: participants(roomId: $id, role: SPEAKER, first: 1) { nodes { person { name } } pageInfo { hasNextPage } }
    }`,
    { id: roomId },
  )
  const line = ({ person, role, onStage, hand }: Data) => [person.name, role, onStage, hand?.place ?? null]
  assert.deepStrictEqual(participants.nodes.map(line), [
    ['Ada', 'HOST', true, null],
    ['Dan', 'MODERATOR', false, null],
    ['Cy', 'SPEAKER', true, null],
    ['Bea', 'LISTENER', false, 2],
    ['Eve', 'LISTENER', false, 1],
  ])
  assert.deepStrictEqual(hands.nodes.map(line), [
    ['Eve', 'LISTENER', false, 1],
    ['Bea', 'LISTENER', false, 2],
  ])
  const page = (name: string, hasNextPage: boolean) => ({
    nodes: [{ person: { name } }],
    pageInfo: { hasNextPage },
  })
  assert.deepStrictEqual(listeners, page('Bea', true))
  assert.deepStrictEqual(speakers, page('Cy', false))
  const mine = await api.ask(bea, `{ room(id: "${roomId}") { me { role room { title } hand { place } } } }`)
  assert.deepStrictEqual(mine.room.me, { role: 'LISTENER', room: { title: 'Tea' }, hand: { place: 2 } })
})

test('comments come with the newest first, and pinned ones alone where they are asked for', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const ids = []
  for (const text of ['one', 'two', 'three'])
    ids.push((await api.act(ada, 'postComment', { roomId, text }, 'commentId')).commentId)
  await api.act(ada, 'pinComment', { roomId, commentId: ids[0] })
  await api.act(ada, 'removeComment', { roomId, commentId: ids[1] })
  const { all, pinned, room } = await api.ask(
    ada,
    `query ($id: ID!) { all: comments(roomId: $id) { nodes { roomId text pinned removed author { name } } }
      pinned: comments(roomId: $id, pinned: true) { nodes { text } } room(id: $id) { commentCount } }`,
    { id: roomId },
  )
  const comment = { roomId, removed: false, author: { name: 'Ada' } }
  assert.deepStrictEqual(all.nodes, [
    { ...comment, text: 'three', pinned: false },
    { ...comment, text: 'one', pinned: true },
  ])
  assert.deepStrictEqual(pinned.nodes, [{ text: 'one' }])
  assert.deepStrictEqual(room, { commentCount: 2 })
})

test('reactions are counted by emoji, the most frequent first', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  for (const emoji of ['🎉', '👏', '👏', '🔥']) await api.act(ada, 'react', { roomId, emoji })
  const { room } = await api.ask(ada, `{ room(id: "${roomId}") { reactions { emoji count } } }`)
  assert.deepStrictEqual(room.reactions[0], { emoji: '👏', count: 2 })
  assert.deepStrictEqual(
    room.reactions
      .slice(1)
      .map(({ emoji, count }: Data) => [emoji, count])
      .sort(),
    [
      ['🎉', 1],
      ['🔥', 1],
    ].sort(),
  )
})

test('rooms are found by phase, topic, host and time', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const open = async (person: Data, title: string, topic?: string) =>
    (await api.act(person, 'openRoom', { title, ...(topic && { topic }) }, 'roomId')).roomId
  const plan = (person: Data, title: string, startsAt: string) =>
    api.act(person, 'scheduleRoom', { title, startsAt, topic: 'tea' }, 'roomId')
  await open(ada, 'first', 'tea')
  await open(bea, 'second', 'tea')
  const closed = await open(ada, 'third')
  await api.act(ada, 'closeRoom', { roomId: closed })
  await plan(ada, 'late', '2026-06-02T10:00:00Z')
  await plan(bea, 'early', '2026-06-01T10:00:00Z')
  const called = await plan(ada, 'off', '2026-06-03T10:00:00Z')
  await api.act(ada, 'cancelRoom', { roomId: called.roomId })
  const titles = async (filter: Data) =>
    (
      await api.ask(bea, 'query ($filter: RoomFilter) { rooms(filter: $filter) { nodes { title } } }', {
        filter,
      })
    ).rooms.nodes.map(({ title }: Data) => title)
  assert.deepStrictEqual(await titles(null), ['second', 'first'])
  assert.deepStrictEqual(await titles({ phase: 'LIVE' }), ['second', 'first'])
  assert.deepStrictEqual(await titles({ phase: 'CLOSED' }), ['third'])
  assert.deepStrictEqual(await titles({ phase: 'CANCELLED' }), ['off'])
  assert.deepStrictEqual(await titles({ phase: 'SCHEDULED' }), ['early', 'late'])
  assert.deepStrictEqual(await titles({ upcoming: true }), ['early', 'late'])
  assert.deepStrictEqual(await titles({ topic: 'TEA' }), ['second', 'first'])
  assert.deepStrictEqual(await titles({ topic: 'tea', upcoming: true }), ['early', 'late'])
  assert.deepStrictEqual(await titles({ host: bea.userId }), ['early', 'second'])
  assert.deepStrictEqual(await titles({ host: ada.userId, phase: 'LIVE' }), ['first'])
  assert.deepStrictEqual(await titles({ host: ada.userId, upcoming: true }), ['late'])
  const source = 'query ($filter: RoomFilter) { rooms(filter: $filter) { nodes { id } } }'
  const refused = (filter: Data) => api.refused(bea, source, { filter })
  assert.equal(await refused({ host: ada.userId, topic: 'tea' }), 'BAD_FILTER')
  assert.equal(await refused({ upcoming: true, phase: 'LIVE' }), 'BAD_FILTER')
})

test('rooms whose start has passed are scheduled still, and not upcoming', async t => {
  let clock = Date.parse('2026-05-17T19:30:00Z')
  const api = await startGraphql(t, { now: () => clock++ })
  const ada = await someone(api, 'Ada')
  await api.act(ada, 'scheduleRoom', { title: 'missed', startsAt: '2026-05-18T10:00:00Z' })
  await api.act(ada, 'scheduleRoom', { title: 'next', startsAt: '2026-05-20T10:00:00Z' })
  clock = Date.parse('2026-05-19T10:00:00Z')
  const ask = async (filter: string) =>
    (await api.ask(ada, `{ rooms(filter: { ${filter} }) { nodes { title } } }`)).rooms.nodes
  assert.deepStrictEqual(await ask('phase: SCHEDULED'), [{ title: 'missed' }, { title: 'next' }])
  assert.deepStrictEqual(await ask('upcoming: true'), [{ title: 'next' }])
})

test('a person’s interests are rooms to come that they marked, the latest marked first', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const ids: Record<string, string> = {}
  for (const title of ['one', 'two', 'three', 'begun']) {
    const startsAt = '2026-06-01T10:00:00Z'
    ids[title] = (await api.act(ada, 'scheduleRoom', { title, startsAt }, 'roomId')).roomId
    await api.act(bea, title === 'two' ? 'raiseHand' : 'markInterest', { roomId: ids[title] })
  }
  await api.act(ada, 'openRoom', { roomId: ids.begun })
  const page = async (after: string | null) =>
    (
      await api.ask(
        bea,
        `query ($after: String) { me { interests(first: 2, after: $after) {
          nodes { title interestedMe interestedCount } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      )
    ).me.interests
  const first = await page(null)
  assert.deepStrictEqual(first.nodes, [
    { title: 'three', interestedMe: true, interestedCount: 1 },
    { title: 'two', interestedMe: false, interestedCount: 0 },
  ])
  assert.equal(first.pageInfo.hasNextPage, true)
  const second = await page(first.pageInfo.endCursor)
  assert.deepStrictEqual(second.nodes, [{ title: 'one', interestedMe: true, interestedCount: 1 }])
  assert.equal(second.pageInfo.hasNextPage, false)
})

test('a query waits for the position that it is to show', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  api.valve.shut()
  const { roomId, position } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const source = `query ($id: ID!, $at: Position) { room(id: $id, atLeast: $at) { title } }`
  assert.equal(await api.refused(ada, source, { id: roomId, at: position }), 'NOT_CAUGHT_UP')
  assert.deepStrictEqual(await api.ask(ada, source, { id: roomId, at: null }), { room: null })
  api.valve.open()
  assert.deepStrictEqual(await api.ask(ada, source, { id: roomId, at: position }), { room: { title: 'Tea' } })
})

test('many things of one kind are read in one round trip', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  for (let i = 0; i < 12; i++) {
    const listener = await someone(api, `Listener ${i}`)
    await api.act(listener, 'joinRoom', { roomId })
    await api.act(listener, 'raiseHand', { roomId })
  }
  const trips: string[] = []
  for (const name of ['loadMany', 'list', 'count', 'load'] as const) {
    const own = (api.readStore as Data)[name]
    ;(api.readStore as Data)[name] = (collection: Parameters<ReadStore['load']>[0], ...rest: unknown[]) => {
      trips.push(`${name} ${collection.name}`)
      return own(collection, ...rest)
    }
  }
  await api.ask(
    ada,
    `{ participants(roomId: "${roomId}") { nodes {
      person { name bio followedByMe } invitedToStage hand { place } room { title } } } }`,
  )
  assert.deepStrictEqual(trips.sort(), [
    'count participants',
    'list participants',
    'list participants',
    'loadMany blocks',
    'loadMany follows',
    'loadMany participants',
    'loadMany people',
    'loadMany rooms',
  ])
})

test('asking who it was by id alone loads nobody', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const loaded: string[] = []
  const own = api.readStore.loadMany
  ;(api.readStore as Data).loadMany = (collection: Parameters<ReadStore['load']>[0], keys: string[]) => {
    loaded.push(collection.name)
    return own(collection, keys)
  }
  await api.ask(ada, `{ room(id: "${roomId}") { host { id } createdBy { id } } }`)
  assert.deepStrictEqual(loaded.sort(), ['blocks', 'participants', 'rooms'])
})
