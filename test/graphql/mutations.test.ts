import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { parseStream, type StreamName } from '../../commands/event.ts'
import type { Viewer } from '../../src/graphql/context.ts'
import { type Data, type Harness, schema, someone, startGraphql, viewer } from '../support/graphql.ts'

const TOMORROW = '2026-05-18T19:30:00.000Z'

/** What a mutation wrote: the events that stand after a position, as `Category type`. */
async function written(api: Harness, streams: readonly StreamName[], after: string): Promise<string[]> {
  const events = await api.eventLog.readAfter(streams, after as never, 100)
  return events.map(event => `${parseStream(event.stream).category} ${event.type}`)
}

/** Each mutation in a story in which it is accepted, and what it writes. */
async function story(t: TestContext) {
  const api = await startGraphql(t)
  const done = new Map<string, string[]>()
  const step = async (
    person: Viewer,
    mutation: string,
    input: object,
    expected: string[],
    selection = '',
  ): Promise<Data> => {
    const before = await api.eventLog.head()
    const payload = await api.act(person, mutation, { ...input }, selection)
    assert.equal(payload.caughtUp, true, mutation)
    const ids = [...people, rooms, later].flatMap(id => (id ? [id] : []))
    const streams = ids.flatMap((id): StreamName[] => [
      `User-${id}`,
      `Room-${id}`,
      `Chat-${id}`,
      `Polls-${id}`,
      `Reactions-${id}`,
    ])
    assert.deepStrictEqual(await written(api, streams, before), expected, mutation)
    if (expected.length > 0) assert.equal(payload.position, await api.eventLog.head(), mutation)
    done.set(mutation, expected)
    return payload
  }
  const [ada, bea, cy] = [viewer(), viewer(), viewer()]
  const people = [ada.userId, bea.userId, cy.userId]
  const [rooms, later] = [randomUUID(), randomUUID()]
  return { api, step, ada, bea, cy, roomId: rooms, laterId: later, done }
}

test('each mutation reaches its decider, and what it wished for is written', async t => {
  const { api, step, ada, bea, cy, roomId, laterId, done } = await story(t)
  const inRoom = { roomId }
  const [toBea, toCy] = [
    { roomId, personId: bea.userId },
    { roomId, personId: cy.userId },
  ]

  await step(ada, 'register', { name: 'Ada', bio: 'host' }, ['User Registered'])
  await step(bea, 'register', { name: 'Bea' }, ['User Registered'])
  await step(cy, 'register', { name: 'Cy' }, ['User Registered'])
  await step(ada, 'changeProfile', { bio: 'the host' }, ['User ProfileChanged'])
  await step(bea, 'follow', { personId: ada.userId }, ['User Followed'])
  await step(bea, 'unfollow', { personId: ada.userId }, ['User Unfollowed'])
  await step(bea, 'block', { personId: cy.userId }, ['User Blocked'])
  await step(bea, 'unblock', { personId: cy.userId }, ['User Unblocked'])

  const settings = { title: 'Later', visibility: 'FOLLOWERS', capacity: 10, handPolicy: 'INVITATION_ONLY' }
  const plan = { roomId: laterId, startsAt: TOMORROW, topic: 'tea', invited: [bea.userId], ...settings }
  await step(ada, 'scheduleRoom', plan, ['Room RoomScheduled'])
  await step(ada, 'rescheduleRoom', { roomId: laterId, startsAt: '2026-05-19T19:30:00Z' }, [
    'Room RoomRescheduled',
  ])
  await step(bea, 'markInterest', { roomId: laterId }, ['Room InterestMarked'])
  await step(bea, 'withdrawInterest', { roomId: laterId }, ['Room InterestWithdrawn'])
  await step(ada, 'cancelRoom', { roomId: laterId }, ['Room RoomCancelled'])

  const opening = ['Room RoomOpened', 'Room ParticipantJoined', 'Room CameOnStage']
  await step(ada, 'openRoom', { roomId, title: 'Tea' }, opening)
  await step(ada, 'renameRoom', { roomId, title: 'Coffee', topic: 'coffee' }, ['Room RoomRenamed'])
  await step(ada, 'setVisibility', { roomId, visibility: 'INVITED' }, ['Room VisibilitySet'])
  await step(ada, 'setCapacity', { roomId, capacity: 50 }, ['Room CapacitySet'])
  await step(ada, 'setCapacity', inRoom, ['Room CapacitySet'])
  const guests = { roomId, personIds: [bea.userId, cy.userId] }
  await step(ada, 'invitePeople', guests, ['Room PeopleInvited'])
  await step(bea, 'joinRoom', inRoom, ['Room ParticipantJoined'])
  await step(cy, 'joinRoom', inRoom, ['Room ParticipantJoined'])
  await step(ada, 'uninvitePeople', guests, ['Room PeopleUninvited'])
  await step(ada, 'setVisibility', { roomId, visibility: 'OPEN' }, ['Room VisibilitySet'])
  await step(ada, 'startRecording', inRoom, ['Room RecordingWanted'])
  await step(ada, 'stopRecording', inRoom, ['Room RecordingUnwanted'])

  await step(bea, 'raiseHand', inRoom, ['Room HandRaised'])
  await step(bea, 'lowerHand', inRoom, ['Room HandLowered'])
  await step(bea, 'raiseHand', inRoom, ['Room HandRaised'])
  await step(ada, 'lowerHand', toBea, ['Room HandLowered'])
  await step(ada, 'inviteToStage', toBea, ['Room InvitedToStage'])
  await step(bea, 'declineStageInvitation', inRoom, ['Room StageInvitationDeclined'])
  await step(ada, 'inviteToStage', toBea, ['Room InvitedToStage'])
  await step(ada, 'withdrawStageInvitation', toBea, ['Room StageInvitationWithdrawn'])
  await step(ada, 'inviteToStage', toBea, ['Room InvitedToStage'])
  await step(bea, 'acceptStageInvitation', inRoom, ['Room StageInvitationWithdrawn', 'Room CameOnStage'])
  await step(bea, 'stepDown', inRoom, ['Room WentOffStage'])
  await step(cy, 'raiseHand', inRoom, ['Room HandRaised'])
  await step(bea, 'raiseHand', inRoom, ['Room HandRaised'])
  const next = 'room { hands { nodes { person { id } } } }'
  const upNext = ['Room HandLowered', 'Room CameOnStage']
  const { room } = await step(ada, 'bringOnStage', inRoom, upNext, next)
  assert.deepStrictEqual(room, { hands: { nodes: [{ person: { id: bea.userId } }] } }, 'Cy was first')
  await step(ada, 'bringOnStage', toBea, upNext)
  await step(ada, 'moveToAudience', toBea, ['Room WentOffStage'])
  await step(cy, 'mute', inRoom, ['Room SpeakerMuted'])
  await step(cy, 'unmute', inRoom, ['Room SpeakerUnmuted'])
  await step(ada, 'mute', toCy, ['Room SpeakerMuted'])
  await step(ada, 'allowToUnmute', toCy, ['Room UnmuteAllowed'])
  await step(cy, 'unmute', inRoom, ['Room SpeakerUnmuted'])
  await step(ada, 'muteEveryone', inRoom, ['Room SpeakerMuted'])
  await step(ada, 'setHandPolicy', { roomId, handPolicy: 'CLOSED' }, ['Room HandPolicySet'])

  const posted = await step(
    bea,
    'postComment',
    { roomId, text: 'hello' },
    ['Chat CommentPosted'],
    'commentId',
  )
  const comment = { roomId, commentId: posted.commentId }
  await step(ada, 'pinComment', comment, ['Chat CommentPinned'])
  await step(ada, 'unpinComment', comment, ['Chat CommentUnpinned'])
  await step(bea, 'removeComment', comment, ['Chat CommentRemoved'])
  await step(bea, 'react', { roomId, emoji: '👏' }, ['Reactions Reacted'])
  const question = { roomId, question: 'More?', options: ['yes', 'no'], closesAt: TOMORROW }
  const asked = await step(ada, 'openPoll', question, ['Polls PollOpened'], 'pollId')
  const poll = { roomId, pollId: asked.pollId }
  await step(bea, 'vote', { ...poll, option: 0 }, ['Polls Voted'])
  await step(bea, 'vote', { ...poll, option: 1 }, ['Polls VoteChanged'])
  await step(ada, 'closePoll', poll, ['Polls PollClosed'])

  await step(ada, 'silenceInChat', toCy, ['Room ParticipantSilenced'])
  await step(ada, 'liftSilence', toCy, ['Room SilenceLifted'])
  await step(ada, 'appointModerator', toBea, ['Room ModeratorAppointed'])
  await step(ada, 'dismissModerator', toBea, ['Room ModeratorDismissed'])
  await step(ada, 'removeParticipant', { ...toCy, reason: 'noise' }, [
    'Room WentOffStage',
    'Room ParticipantRemoved',
  ])
  await step(ada, 'banPerson', toCy, ['Room PersonBanned'])
  await step(ada, 'liftBan', toCy, ['Room BanLifted'])
  await step(ada, 'handOverHost', toBea, ['Room CameOnStage', 'Room ModeratorAppointed', 'Room HostChanged'])
  await step(ada, 'leaveRoom', inRoom, ['Room WentOffStage', 'Room ParticipantLeft'])
  await step(bea, 'closeRoom', inRoom, ['Room RoomClosed'])
  await step(bea, 'signOutEverywhere', {}, ['User TokensRevoked'])

  const mutations = Object.keys(schema.getMutationType()!.getFields())
  assert.deepStrictEqual(
    mutations.filter(name => name !== 'signInForDevelopment' && !done.has(name)),
    [],
    'every mutation is in the story',
  )
  assert.deepStrictEqual(
    await api.refused(null, 'mutation { signInForDevelopment(name: "") { token } }'),
    'BAD_USER_INPUT',
  )
})

test('settings arrive as they were sent, and those that were left out have their defaults', async t => {
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

test('the same commandId again is answered as it was the first time, and done once', async t => {
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

test('a rejected command stays rejected when it is sent again', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  const input = { commandId: randomUUID(), roomId }
  const refusal = await api.rejection(bea, 'raiseHand', input)
  assert.equal(refusal.code, 'NOT_IN_ROOM')
  await api.act(bea, 'joinRoom', { roomId })
  assert.deepStrictEqual(await api.rejection(bea, 'raiseHand', input), refusal)
})

test('two people with one commandId do not meet', async t => {
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

test('mutations of one operation see each what the ones before it did', async t => {
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

test('an answer says when queries do not show the change yet', async t => {
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

test('there is no hand to bring up in an empty queue', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  assert.equal((await api.rejection(ada, 'bringOnStage', { roomId })).code, 'NO_HAND')
})

test('nothing is done without a token', async t => {
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
    }
    const input = Object.fromEntries(required.map(field => [field.name, sample[String(field.type)]]))
    const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) { position } }`
    assert.equal(await api.refused(null, source, { input }), 'UNAUTHENTICATED', name)
  }
})

test('in development a name is enough to sign in', async t => {
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
      message: 'This cannot be accepted as it is.',
      code: 'BAD_USER_INPUT',
      rejection: 'INVALID_INPUT',
      details: { field: 'name', limit: 60 },
    },
  )
})

test('with an identity provider nobody signs in for development', async t => {
  const api = await startGraphql(t, { signInForDevelopment: null })
  const code = await api.refused(null, 'mutation { signInForDevelopment(name: "Ada") { token } }')
  assert.equal(code, 'NOT_AVAILABLE')
})
