// Those who follow a room in one way are told by one execution: that nobody is told what is for another.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphQLObjectType, parse } from 'graphql'
import { createExecutionKeys } from '../../src/graphql/live/execution-key.ts'
import { isSameForAll } from '../../src/graphql/policy.ts'
import { schema } from '../support/graphql.ts'
import { connectRaw, type RawSocket } from '../support/raw-socket.ts'
import { startServer } from '../support/server.ts'
import type { Json } from '../support/transport.ts'
import { until } from '../support/until.ts'

const sharing = createExecutionKeys(schema)
const nameOf = (source: string, variableValues = {}) =>
  sharing({ schema, document: parse(source), variableValues })

const EVENTS = 'events { __typename id actor { id name } ... on CommentPosted { text author { id } } }'

test('equal documents and variables are shared whatever the position, others are not', () => {
  const document = parse(
    `subscription ($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) { position } }`,
  )
  const name = (variableValues: object) =>
    sharing({ schema, document, variableValues: variableValues as never })
  const first = name({ roomId: 'a', after: '1' })
  assert.notEqual(first, null)
  assert.equal(name({ after: '2', roomId: 'a' }), first)
  assert.equal(name({ roomId: 'a' }), first)
  assert.notEqual(name({ roomId: 'b' }), first)
  assert.notEqual(name({ roomId: 'a', reactions: 'TICK' }), first)
})

test('a variable that is the position and something else too is not passed over', () => {
  const document = parse(`subscription ($after: Position) {
    roomEvents(roomId: "a", after: $after) { position } again: roomEvents(roomId: "a", after: $after) { position } }`)
  const name = (after: string) => sharing({ schema, document, variableValues: { after } })
  assert.notEqual(name('1'), name('2'))
})

test('what is the viewer’s own is not shared, however it is asked for', () => {
  const asked = (selection: string, fragments = '') =>
    nameOf(`subscription { roomEvents(roomId: "a") { ${selection} } } ${fragments}`)
  assert.notEqual(asked(EVENTS), null)
  assert.notEqual(
    asked('events { actor { followers { nodes { name } edges { cursor } pageInfo { endCursor } } } }'),
    null,
  )
  assert.equal(asked('events { actor { followedByMe } }'), null)
  assert.equal(asked('events { actor { mine: followedByMe } }'), null)
  assert.equal(asked('events { ... on Reacted { person { followedByMe @include(if: false) } } }'), null)
  assert.equal(asked('events { actor { followers { nodes { followedByMe } } } }'), null)
  assert.equal(
    asked(
      'events { ...E }',
      'fragment E on RoomEvent { actor { ...P } } fragment P on Person { followedByMe }',
    ),
    null,
  )
  assert.equal(nameOf('subscription { lobby { room { me { muted } } } }'), null)
})

test('of the types that a message leads to, every field was looked at', () => {
  const own: string[] = []
  const seen = new Set<string>()
  const visit = (name: string) => {
    const type = schema.getType(name)
    if (seen.has(name) || !(type instanceof GraphQLObjectType)) return
    seen.add(name)
    for (const field of Object.values(type.getFields())) {
      if (isSameForAll(name, field.name)) visit(String(field.type).replace(/[[\]!]/g, ''))
      else own.push(`${name}.${field.name}`)
    }
  }
  for (const { name } of schema.getPossibleTypes(schema.getType('RoomEvent') as never)) visit(name)
  visit('RoomMessage')
  assert.deepStrictEqual(own, ['Person.followedByMe'])
})

const ROOM = `subscription ($roomId: ID!) { roomEvents(roomId: $roomId) {
  position events { __typename ... on ParticipantRemoved { reason } ... on PersonBanned { reason } } } }`

async function listen(raw: RawSocket, id: string, query: string, roomId: string) {
  raw.send({ id, type: 'subscribe', payload: { query, variables: { roomId } } })
  await raw.hear('opening', message => message.id === id)
}

const told = (raw: RawSocket, id: string): Json[] =>
  raw.heard
    .filter(message => message.id === id && message.type === 'next')
    .flatMap(message => {
      assert.deepStrictEqual(message.payload.errors, undefined)
      return message.payload.data.roomEvents.events
    })

test('of one document, everybody is told what they may see, each under their own id', async t => {
  const server = await startServer(t)
  const names = ['Ada', 'Bea', 'Cy', 'Dee', 'Eve']
  const people = []
  for (const name of names) people.push(await server.signIn(name, name === 'Eve' ? ['AUDITOR'] : []))
  const [host, bea, cy, dee] = people as [Json, Json, Json, Json]
  const send = async (person: Json, mutation: string) => {
    const answer = await server.query(`mutation { ${mutation} { rejection { code } } }`, {}, person.token)
    assert.deepStrictEqual(Object.values(answer.data), [{ rejection: null }])
  }
  const opened = await server.query(
    'mutation { openRoom(input: { title: "Tea" }) { roomId } }',
    {},
    host.token,
  )
  const { roomId } = opened.data.openRoom
  for (const person of [bea, cy, dee]) await send(person, `joinRoom(input: { roomId: "${roomId}" })`)
  const raws = []
  // Ids of other lengths, and with what is not ASCII, or must be escaped.
  const ids = ['1', 'a"\\\n', '十一', '😀', 'x'.repeat(256)]
  for (const [i, { token }] of people.entries()) {
    const raw = await connectRaw(server.url, { authorization: token })
    await listen(raw, ids[i]!, ROOM, roomId)
    raws.push(raw)
  }
  await send(host, `inviteToStage(input: { roomId: "${roomId}", personId: "${bea.id}" })`)
  await send(host, `removeParticipant(input: { roomId: "${roomId}", personId: "${cy.id}", reason: "noise" })`)
  await send(host, `banPerson(input: { roomId: "${roomId}", personId: "${dee.id}", reason: "spam" })`)
  await send(host, `renameRoom(input: { roomId: "${roomId}", title: "Cake" })`)
  const removed = (reason: string | null) => ({ __typename: 'ParticipantRemoved', reason })
  const banned = { __typename: 'PersonBanned', reason: 'spam' }
  const invited = { __typename: 'InvitedToStage' }
  const renamed = { __typename: 'RoomRenamed' }
  const expected = [
    [invited, removed('noise'), banned, removed('spam'), renamed],
    [invited, removed(null), removed(null), renamed],
    [removed('noise')],
    [removed(null), banned],
    [invited, removed('noise'), banned, removed('spam'), renamed],
  ]
  for (const [i, raw] of raws.entries()) {
    const all = () => told(raw, ids[i]!)
    const missing = () => {
      const seen = all().map(event => event.__typename)
      return seen.at(-1) === expected[i]!.at(-1)!.__typename && seen.length >= expected[i]!.length
        ? null
        : `${names[i]} was told ${JSON.stringify(all())}`
    }
    await until(missing)
    assert.deepStrictEqual(all(), expected[i], names[i])
  }
  // Whoever was put out is told that nothing more comes.
  for (const i of [2, 3])
    await raws[i]!.hear('end', message => message.id === ids[i] && message.type === 'complete')
})

test('a subscription that asks for the viewer’s own is answered for each viewer', async t => {
  const server = await startServer(t)
  const [host, fan, other] = [
    await server.signIn('Ada'),
    await server.signIn('Bea'),
    await server.signIn('Cy'),
  ]
  const opened = await server.query(
    'mutation { openRoom(input: { title: "Tea" }) { roomId } }',
    {},
    host.token,
  )
  const { roomId } = opened.data.openRoom
  await server.query(
    `mutation { follow(input: { personId: "${host.id}" }) { rejection { code } } }`,
    {},
    fan.token,
  )
  const query =
    'subscription ($roomId: ID!) { roomEvents(roomId: $roomId) { events { actor { followedByMe } } } }'
  const raws = []
  for (const { token } of [fan, other]) {
    const raw = await connectRaw(server.url, { authorization: token })
    await listen(raw, 'same', query, roomId)
    raws.push(raw)
  }
  await server.query(
    `mutation { renameRoom(input: { roomId: "${roomId}", title: "Cake" }) { caughtUp } }`,
    {},
    host.token,
  )
  const answers = []
  for (const raw of raws) {
    await until(() => (told(raw, 'same').length > 0 ? null : 'nothing was told'))
    answers.push(told(raw, 'same'))
  }
  assert.deepStrictEqual(answers, [[{ actor: { followedByMe: true } }], [{ actor: { followedByMe: false } }]])
})

test('a comment that was removed is shown to nobody who comes later, whoever was shown it before', async t => {
  const server = await startServer(t)
  const [host, bea, cy] = [await server.signIn('Ada'), await server.signIn('Bea'), await server.signIn('Cy')]
  const mutate = async (mutation: string, selection: string) =>
    (await server.query(`mutation { ${mutation} { rejection { code } ${selection} } }`, {}, host.token)).data
  const { roomId, position } = (await mutate('openRoom(input: { title: "Tea" })', 'roomId position')).openRoom
  const raws: RawSocket[] = []
  for (const { token } of [bea, cy]) raws.push(await connectRaw(server.url, { authorization: token }))
  const [ofBea, ofCy] = raws as [RawSocket, RawSocket]
  const query = `subscription ($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) {
    events { ... on CommentPosted { text } } } }`
  const follow = (raw: RawSocket, after: string) =>
    raw.send({ id: 'room', type: 'subscribe', payload: { query, variables: { roomId, after } } })
  const texts = (raw: RawSocket) => told(raw, 'room').flatMap(event => ('text' in event ? [event.text] : []))
  const said = await mutate(`postComment(input: { roomId: "${roomId}", text: "a secret" })`, 'commentId')
  follow(ofBea, position)
  await until(() => (texts(ofBea).length > 0 ? null : 'Bea was not told'))
  const { commentId } = said.postComment
  await mutate(`removeComment(input: { roomId: "${roomId}", commentId: "${commentId}" })`, '')
  follow(ofCy, position)
  await until(() => (texts(ofCy).length > 0 ? null : 'Cy was not told'))
  assert.deepStrictEqual([texts(ofBea), texts(ofCy)], [['a secret'], [null]])
  for (const { socket } of raws) socket.close()
})
