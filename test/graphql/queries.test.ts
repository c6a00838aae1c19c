import assert from 'node:assert/strict'
import { test } from 'node:test'
import { someone, startGraphql, viewer } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'

const NOWHERE = '00000000-0000-4000-8000-000000000000'

test('me and person are null before registration', async t => {
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

test('people are shown with their followers and the people they follow', async t => {
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

test('unknown and malformed ids yield null or an empty list', async t => {
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

test('participants are ordered by role and joining, hands by the queue', async t => {
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

test('comments are listed newest first, and pinned ones separately', async t => {
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
