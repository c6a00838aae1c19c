import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { schema, someone, startGraphql, viewer } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'

const TOMORROW = '2026-05-18T19:30:00.000Z'

test('room settings are stored as sent, and omitted ones get their defaults', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const fields = 'room { title topic visibility capacity handPolicy startsAt phase }'
  const full = await api.act(
    ada,
    'scheduleRoom',
    {
      title: '  Tea ',
      topic: 'tea-time',
      startsAt: TOMORROW,
      visibility: 'FOLLOWERS',
      capacity: 12,
      handPolicy: 'INVITATION_ONLY',
      invited: [bea.userId],
    },
    fields,
  )
  assert.deepStrictEqual(full.room, {
    title: 'Tea',
    topic: 'tea-time',
    visibility: 'FOLLOWERS',
    capacity: 12,
    handPolicy: 'INVITATION_ONLY',
    startsAt: TOMORROW,
    phase: 'SCHEDULED',
  })
  const bare = await api.act(ada, 'openRoom', { title: 'Tea' }, fields)
  assert.deepStrictEqual(bare.room, {
    title: 'Tea',
    topic: null,
    visibility: 'OPEN',
    capacity: null,
    handPolicy: 'OPEN',
    startsAt: null,
    phase: 'LIVE',
  })
})

test('a repeated commandId returns the first result and takes effect once', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const commandId = randomUUID()
  const input = { commandId, title: 'Tea' }
  const first = await api.act(ada, 'openRoom', input, 'roomId')
  const { roomId } = first
  const comment = { commandId: randomUUID(), roomId, text: 'hello' }
  const said = await api.act(ada, 'postComment', comment, 'commentId comment { text }')
  assert.deepStrictEqual(await api.act(ada, 'openRoom', input, 'roomId'), first)
  assert.deepStrictEqual(await api.act(ada, 'postComment', comment, 'commentId comment { text }'), said)
  const { room } = await api.ask(ada, `{ room(id: "${roomId}") { commentCount } }`)
  assert.deepStrictEqual(room, { commentCount: 1 })
})

test('a retry of a rejected command is rejected again', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const input = { commandId: randomUUID(), roomId }
  const refusal = await api.rejection(bea, 'raiseHand', input)
  assert.equal(refusal.code, 'NOT_IN_ROOM')
  await api.act(bea, 'joinRoom', { roomId })
  assert.deepStrictEqual(await api.rejection(bea, 'raiseHand', input), refusal)
})

test('the same commandId of two people is two commands', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const commandId = randomUUID()
  const ofAda = await api.act(ada, 'openRoom', { commandId, title: 'Hers' }, 'roomId')
  const ofBea = await api.act(bea, 'openRoom', { commandId, title: 'Mine' }, 'roomId room { title }')
  assert.notEqual(ofAda.roomId, ofBea.roomId)
  assert.deepStrictEqual(ofBea.room, { title: 'Mine' })
  const { roomId } = ofAda
  await api.act(bea, 'joinRoom', { roomId })
  const tap = { commandId, roomId, emoji: '👏' }
  await api.act(ada, 'react', tap)
  await api.act(bea, 'react', tap)
  const { room } = await api.ask(ada, `{ room(id: "${roomId}") { reactions { count } } }`)
  assert.deepStrictEqual(room, { reactions: [{ count: 2 }] })
})

test('the same commandId in two rooms creates two comments and two polls', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const rooms = [await api.act(ada, 'openRoom', { title: 'One' }, 'roomId')]
  rooms.push(await api.act(ada, 'openRoom', { title: 'Two' }, 'roomId'))
  const commandId = randomUUID()
  for (const [i, { roomId }] of rooms.entries()) {
    await api.act(ada, 'postComment', { commandId, roomId, text: `hello ${i}` })
    await api.act(ada, 'openPoll', {
      commandId,
      roomId,
      question: `how ${i}`,
      options: ['a', 'b'],
      secret: i === 0,
    })
  }
  for (const [i, { roomId }] of rooms.entries()) {
    const { room } = await api.ask(
      ada,
      `{ room(id: "${roomId}") { comments { nodes { text } } polls { nodes { question secret } } } }`,
    )
    assert.deepStrictEqual(room, {
      comments: { nodes: [{ text: `hello ${i}` }] },
      polls: { nodes: [{ question: `how ${i}`, secret: i === 0 }] },
    })
  }
})

test('the same commandId in two mutations is two commands, whatever the case of the room id', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const commandId = randomUUID()
  await api.act(ada, 'mute', { commandId, roomId })
  await api.act(ada, 'unmute', { commandId, roomId })
  await api.act(ada, 'mute', { commandId: commandId.toUpperCase(), roomId: roomId.toUpperCase() })
  const { room } = await api.ask(ada, `{ room(id: "${roomId}") { me { muted } } }`)
  assert.deepStrictEqual(room, { me: { muted: false } })
})

test('each mutation of an operation sees the changes of the ones before it', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const count = 'room { listenerCount me { role } }'
  const data = await api.ask(
    bea,
    `mutation ($room: ID!) {
      come: joinRoom(input: { roomId: $room }) { ${count} }
      go: leaveRoom(input: { roomId: $room }) { ${count} }
    }`,
    { room: roomId },
  )
  assert.deepStrictEqual(data, {
    come: { room: { listenerCount: 1, me: { role: 'LISTENER' } } },
    go: { room: { listenerCount: 0, me: null } },
  })
})

test('caughtUp is false when queries do not show the change yet', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  api.valve.shut()
  const { caughtUp, room, position } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'room { id }')
  assert.deepStrictEqual({ caughtUp, room }, { caughtUp: false, room: null })
  assert.equal(position, await api.eventLog.head())
})

test('an admin closes any room', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  assert.equal((await api.rejection(bea, 'closeRoom', { roomId })).code, 'NOT_THE_HOST')
  const { room } = await api.act(viewer('ADMIN'), 'closeRoom', { roomId }, 'room { phase }')
  assert.deepStrictEqual(room, { phase: 'CLOSED' })
})

test('bringOnStage is rejected when the queue is empty', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  assert.equal((await api.rejection(ada, 'bringOnStage', { roomId })).code, 'NO_HAND')
})

test('every mutation needs a token', async t => {
  const api = await startGraphql(t)
  for (const name of Object.keys(schema.getMutationType()!.getFields())) {
    if (name === 'signInForDevelopment') continue
    const type = name.charAt(0).toUpperCase() + name.slice(1)
    const required = Object.values(
      (schema.getType(`${type}Input`) as unknown as { getFields(): Record<string, Data> }).getFields(),
    ).filter(field => String(field.type).endsWith('!'))
    const sample: Record<string, unknown> = {
      'ID!': randomUUID(),
      'String!': 'x',
      'Int!': 0,
      'DateTime!': TOMORROW,
      'Visibility!': 'OPEN',
      'HandPolicy!': 'OPEN',
      '[ID!]!': [],
      '[String!]!': [],
      '[CandidateInput]!': [],
    }
    const input = Object.fromEntries(required.map(field => [field.name, sample[String(field.type)]]))
    const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) { rejection { code } } }`
    assert.equal(await api.refused(null, source, { input }), 'UNAUTHENTICATED', name)
  }
})

test('in development, a name is enough to sign in', async t => {
  const api = await startGraphql(t)
  const source = `mutation ($name: String!) { signInForDevelopment(name: $name, scopes: [AUDITOR]) {
    token expiresAt person { id name }
  } }`
  const { signInForDevelopment: ada } = await api.ask(null, source, { name: 'Ada' })
  assert.equal(ada.token, `token of ${ada.person.id} AUDITOR`)
  assert.equal(ada.expiresAt, '2033-05-18T03:33:20.000Z')
  assert.equal(ada.person.name, 'Ada')
  const { signInForDevelopment: other } = await api.ask(null, source, { name: 'Ada' })
  assert.notEqual(other.person.id, ada.person.id)
  const { errors } = await api.execute(null, source, { name: ' ' })
  assert.deepStrictEqual(
    { message: errors?.[0]?.message, ...errors?.[0]?.extensions },
    {
      message: 'This input is not valid. Correct it and try again.',
      code: 'BAD_USER_INPUT',
      rejection: 'INVALID_INPUT',
      details: { field: 'name', min: 1, max: 60 },
    },
  )
})

test('signInForDevelopment is off with an identity provider', async t => {
  const api = await startGraphql(t, { signInForDevelopment: null })
  const code = await api.refused(null, 'mutation { signInForDevelopment(name: "Ada") { token } }')
  assert.equal(code, 'NOT_AVAILABLE')
})

test('a rejected mutation names no room that it would have made, and the room that it was about', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const roomOf = async (mutation: string, input: Data) => {
    const source = `mutation ($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { rejection { code } roomId } }`
    const payload = (await api.ask(ada, source, { input }))[mutation]
    assert.equal(payload.rejection.code, 'INVALID_INPUT')
    return payload.roomId
  }
  assert.equal(await roomOf('openRoom', { title: '' }), null)
  assert.equal(await roomOf('scheduleRoom', { title: '', startsAt: TOMORROW }), null)
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  assert.equal(await roomOf('renameRoom', { roomId, title: '' }), roomId)
})
