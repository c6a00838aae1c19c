import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { BEFORE_ALL, type Harness, someone, startGraphql, viewer } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'
import { withPresentIds } from '../support/present-ids.ts'

const TIMELINE = `query ($roomId: ID!, $first: Int, $after: Position, $last: Int, $before: Position, $types: [String!], $person: ID, $from: DateTime, $to: DateTime) {
  timeline(roomId: $roomId, first: $first, after: $after, last: $last, before: $before, types: $types, person: $person, from: $from, to: $to) {
    nodes {
      position at actor { id } cause { commandId correlationId }
      event { __typename id position at actor { id } ... on CommentPosted { text } ... on Voted { option } }
    }
    edges { cursor node { position } }
    pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
  }
}`

const ROOM = `
  id phase title topic visibility capacity handPolicy host { id name } createdBy { id } createdAt startsAt startedAt endedAt
  listenerCount speakerCount participantCount handCount interestedCount commentCount reactions { emoji count }
  recordingWanted sound { available } interestedMe position stale
  me { role }
  participants { nodes { person { id name } role onStage muted mutedByModerator silenced invitedToStage joinedAt
    room { id title } hand { raisedAt place } } pageInfo { hasNextPage endCursor } }
  hands { nodes { person { id } hand { place } } }
  comments { nodes { id author { id } text pinned removed postedAt } edges { cursor } }
  pinned: comments(pinned: true) { nodes { id } }
  polls { nodes { id question options { text votes } open voteCount myVote } }`

/** An evening with a bit of everything, and the people of it. */
async function evening(t: TestContext) {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const bea = await someone(api, 'Bea')
  const cy = await someone(api, 'Cy')
  const auditor = viewer('AUDITOR')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea', topic: 'tea' }, 'roomId')
  const places: Data[] = []
  const act = async (person: Viewer, mutation: string, input: object = {}, selection = '') => {
    const payload = await api.act(person, mutation, { roomId, ...input }, selection)
    const { room } = await api.ask(auditor, `query ($id: ID!) { room(id: $id) { ${ROOM} } }`, { id: roomId })
    places.push({ position: payload.position, room })
    return payload
  }
  await act(bea, 'joinRoom')
  await act(cy, 'joinRoom')
  await act(bea, 'raiseHand')
  await act(cy, 'raiseHand')
  await act(host, 'bringOnStage')
  const { comment } = await act(bea, 'postComment', { text: 'I regret this' }, 'comment { id }')
  await act(host, 'pinComment', { commentId: comment.id })
  await act(cy, 'react', { emoji: '👏' })
  const { poll } = await act(host, 'openPoll', { question: 'Milk?', options: ['Yes', 'No'] }, 'poll { id }')
  await act(cy, 'vote', { pollId: poll.id, option: 1 })
  await act(bea, 'removeComment', { commentId: comment.id })
  await act(host, 'closePoll', { pollId: poll.id })
  await act(cy, 'leaveRoom')
  await act(host, 'closeRoom')
  return { api, host, bea, cy, auditor, roomId, places, act }
}

const timeline = async (api: Harness, person: Viewer, variables: object) =>
  (await api.ask(person, TIMELINE, { ...variables })).timeline

const typesOf = (page: Data): string[] => page.nodes.map(({ event }: Data) => event.__typename)

test('the timeline has every event of the room with its position and its cause', async t => {
  const { api, auditor, roomId } = await evening(t)
  const all = await timeline(api, auditor, { roomId, first: 200 })
  assert.deepStrictEqual(typesOf(all), [
    ...['RoomOpened', 'ParticipantJoined', 'CameOnStage', 'ParticipantJoined', 'ParticipantJoined'],
    ...['HandRaised', 'HandRaised', 'HandLowered', 'CameOnStage', 'CommentPosted', 'CommentPinned'],
    ...['Reacted', 'PollOpened', 'Voted', 'CommentUnpinned', 'CommentRemoved', 'PollClosed'],
    ...['HandLowered', 'ParticipantLeft', 'RoomClosed'],
  ])
  for (const { position, at, event, cause } of all.nodes) {
    assert.deepStrictEqual({ position, at }, { position: event.position, at: event.at })
    assert.equal(cause.correlationId, 'test')
  }
  // Events of one command have one cause.
  assert.equal(all.nodes[0].cause.commandId, all.nodes[2].cause.commandId)
  assert.notEqual(all.nodes[0].cause.commandId, all.nodes[3].cause.commandId)
  assert.deepStrictEqual(
    all.edges.map(({ cursor }: Data) => cursor),
    all.nodes.map(({ position }: Data) => position),
  )
})

test('the timeline is paged both ways, and filtered by type, person and time', async t => {
  const { api, auditor, roomId, cy } = await evening(t)
  const all = await timeline(api, auditor, { roomId, first: 200 })
  const first = await timeline(api, auditor, { roomId, first: 4 })
  const second = await timeline(api, auditor, { roomId, first: 4, after: first.pageInfo.endCursor })
  assert.deepStrictEqual([...first.nodes, ...second.nodes], all.nodes.slice(0, 8))
  const last = await timeline(api, auditor, { roomId, last: 3 })
  const before = await timeline(api, auditor, { roomId, last: 3, before: last.pageInfo.startCursor })
  assert.deepStrictEqual([...before.nodes, ...last.nodes], all.nodes.slice(-6))
  assert.deepStrictEqual(typesOf(await timeline(api, auditor, { roomId, types: ['Voted', 'RoomClosed'] })), [
    'Voted',
    'RoomClosed',
  ])
  assert.deepStrictEqual(typesOf(await timeline(api, auditor, { roomId, person: cy.userId })), [
    ...['ParticipantJoined', 'HandRaised', 'Reacted', 'Voted', 'HandLowered', 'ParticipantLeft'],
  ])
  // Words that events hold, and the system, are no people.
  for (const person of ['', 'open', 'system', 'self'])
    assert.deepStrictEqual(typesOf(await timeline(api, auditor, { roomId, person })), [], person)
  const [from, to] = [all.nodes[5].at, all.nodes[8].at]
  assert.deepStrictEqual((await timeline(api, auditor, { roomId, from, to })).nodes, all.nodes.slice(5, 9))
})

test('auditors see who voted and what was removed; a host sees neither', async t => {
  const { api, auditor, host, cy, roomId } = await evening(t)
  const types = ['CommentPosted', 'Voted']
  const seen = async (person: Viewer) =>
    (await timeline(api, person, { roomId, types })).nodes.map(({ actor, cause, event }: Data) => [
      actor?.id ?? null,
      cause !== null,
      event.actor?.id ?? null,
      event.text ?? event.option ?? null,
    ])
  const [posted, voted] = await seen(auditor)
  assert.deepStrictEqual(posted!.slice(1), [true, posted![0], 'I regret this'])
  assert.deepStrictEqual(voted, [cy.userId, true, cy.userId, 1])
  assert.deepStrictEqual(await seen(host), [
    [posted![0], true, posted![0], null],
    [null, false, null, 1],
  ])
  assert.deepStrictEqual(typesOf(await timeline(api, host, { roomId, types, person: cy.userId })), [])
})

test('what was voted in a secret poll is shown to auditors when it is closed', async t => {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const auditor = viewer('AUDITOR')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea' }, 'roomId')
  const poll = { roomId, question: 'Who?', options: ['A', 'B'], secret: true }
  const pollId = (await api.act(host, 'openPoll', poll, 'poll { id }')).poll.id
  await api.act(host, 'vote', { roomId, pollId, option: 0 })
  const option = async (person: Viewer) =>
    (await timeline(api, person, { roomId, types: ['Voted'] })).nodes[0].event.option
  assert.equal(await option(auditor), null)
  await api.act(host, 'closePoll', { roomId, pollId })
  assert.equal(await option(auditor), 0)
  assert.equal(await option(host), null)
})

test('only auditors and the owner of a room may see its history', async t => {
  const { api, bea, roomId } = await evening(t)
  for (const person of [bea, viewer('ANALYST'), viewer('ADMIN'), viewer()]) {
    assert.equal(await api.refused(person, TIMELINE, { roomId }), 'NO_SUCH_ROOM')
    const at = 'query ($roomId: ID!, $at: DateTime) { roomAt(roomId: $roomId, at: $at) { id } }'
    assert.equal(await api.refused(person, at, { roomId, at: '2030-01-01T00:00:00.000Z' }), 'NO_SUCH_ROOM')
  }
  assert.equal(await api.refused(null, TIMELINE, { roomId }), 'UNAUTHENTICATED')
  assert.equal(await api.refused(viewer('AUDITOR'), TIMELINE, { roomId: 'nonsense' }), 'NO_SUCH_ROOM')
  assert.equal(
    await api.refused(viewer('AUDITOR'), TIMELINE, { roomId: crypto.randomUUID() }),
    'NO_SUCH_ROOM',
  )
})

test('invalid arguments are refused', async t => {
  const { api, auditor, roomId } = await evening(t)
  assert.equal(await api.refused(auditor, TIMELINE, { roomId, first: 1, last: 1 }), 'BAD_FILTER')
  assert.equal(await api.refused(auditor, TIMELINE, { roomId, types: ['Sneezed'] }), 'BAD_FILTER')
  assert.equal(await api.refused(auditor, TIMELINE, { roomId, last: 201 }), 'BAD_PAGE_SIZE')
  const roomAt =
    'query ($roomId: ID!, $at: DateTime, $position: Position) { roomAt(roomId: $roomId, at: $at, position: $position) { id } }'
  assert.equal(await api.refused(auditor, roomAt, { roomId }), 'BAD_FILTER')
  const both = { roomId, at: '2030-01-01T00:00:00.000Z', position: await api.eventLog.head() }
  assert.equal(await api.refused(auditor, roomAt, both), 'BAD_FILTER')
})

test('inspections by auditors are recorded once an hour per room and kind; those by hosts are not', async t => {
  const { api, auditor, host, roomId } = await evening(t)
  const query = `query ($roomId: ID, $auditorId: ID) {
    inspections(roomId: $roomId, auditorId: $auditorId) { nodes { auditor { id } roomId how } }
  }`
  const look = { roomId, at: '2030-01-01T00:00:00.000Z' }
  const roomAt = 'query ($roomId: ID!, $at: DateTime) { roomAt(roomId: $roomId, at: $at) { id } }'
  for (const person of [host, auditor, auditor]) {
    await timeline(api, person, { roomId })
    await api.ask(person, roomAt, look)
  }
  const atLeast = await api.eventLog.head()
  await api.services.reached(atLeast)
  const noted = ['TIME_MACHINE', 'TIMELINE'].map(how => ({ auditor: { id: auditor.userId }, roomId, how }))
  for (const variables of [{ roomId }, { auditorId: auditor.userId }])
    assert.deepStrictEqual((await api.ask(auditor, query, variables)).inspections.nodes, noted)
  assert.equal(await api.refused(host, query, { roomId }), 'NOT_ALLOWED')
  assert.equal(await api.refused(auditor, query, {}), 'BAD_FILTER')
  assert.equal(await api.refused(auditor, query, { roomId: '', auditorId: auditor.userId }), 'BAD_FILTER')
})

test('the room at any position has all the fields that it had then, and ids of its own', async t => {
  const { api, auditor, roomId, places } = await evening(t)
  const query = `query ($roomId: ID!, $position: Position!) { roomAt(roomId: $roomId, position: $position) { ${ROOM} } }`
  for (const { position, room } of places.toReversed()) {
    const { roomAt } = await api.ask(auditor, query, { roomId, position })
    assert.ok(roomAt.id.endsWith(`@${position}`))
    assert.deepStrictEqual(withPresentIds(roomAt), room)
  }
})

test('one operation shows several instants of a room, and now', async t => {
  const { api, auditor, roomId, places } = await evening(t)
  const [first, later] = [places[3], places[8]]
  const query = `query ($roomId: ID!, $first: Position!, $later: Position!) {
    first: roomAt(roomId: $roomId, position: $first) { ${ROOM} }
    later: roomAt(roomId: $roomId, position: $later) { ${ROOM} }
    now: room(id: $roomId) { ${ROOM} }
  }`
  const variables = { roomId, first: first.position, later: later.position }
  const shown = await api.ask(auditor, query, variables)
  assert.deepStrictEqual(withPresentIds(shown.first), first.room)
  assert.deepStrictEqual(withPresentIds(shown.later), later.room)
  assert.deepStrictEqual(shown.now, places.at(-1).room)
})

test('there is no room at a time before it was opened', async t => {
  const { api, auditor, roomId } = await evening(t)
  const query = 'query ($roomId: ID!, $at: DateTime!) { roomAt(roomId: $roomId, at: $at) { id } }'
  assert.deepStrictEqual(await api.ask(auditor, query, { roomId, at: '2020-01-01T00:00:00.000Z' }), {
    roomAt: null,
  })
})

test('a host does not see in the past what was removed since; an auditor does', async t => {
  const { api, auditor, host, roomId, places } = await evening(t)
  const query = `query ($roomId: ID!, $position: Position!) {
    roomAt(roomId: $roomId, position: $position) { comments { nodes { text } } }
  }`
  const shown = async (person: Viewer) =>
    (await api.ask(person, query, { roomId, position: places[5].position })).roomAt.comments.nodes
  assert.deepStrictEqual(await shown(auditor), [{ text: 'I regret this' }])
  assert.deepStrictEqual(await shown(host), [{ text: null }])
})

test('a replay has the messages of roomEvents and ends in the same state', async t => {
  const { api, auditor, host, roomId } = await evening(t)
  const replay = `subscription ($roomId: ID!, $speed: Float, $longestPause: Float) {
    replayRoom(roomId: $roomId, speed: $speed, longestPause: $longestPause) {
      position complete at events { __typename id position ... on CommentPosted { text } }
    }
  }`
  const live = `subscription ($roomId: ID!, $after: Position) {
    roomEvents(roomId: $roomId, after: $after) { events { __typename id position ... on CommentPosted { text } } }
  }`
  for (const person of [auditor, host]) {
    const played = await (await api.follow(person, replay, { roomId, speed: 1_000 })).all()
    const seen = await (await api.follow(person, live, { roomId, after: BEFORE_ALL })).all()
    assert.deepStrictEqual(
      played.flatMap(({ replayRoom }: Data) => replayRoom.events),
      seen.flatMap(({ roomEvents }: Data) => roomEvents.events),
    )
    const end = played.at(-1).replayRoom
    assert.deepStrictEqual([end.position, end.complete], [end.events.at(-1).position, true])
  }
  const refused = async (variables: object) =>
    (await api.follow(auditor, replay, { roomId, ...variables })).refused
  assert.equal(await refused({ speed: 0.2 }), 'BAD_REPLAY')
  assert.equal(await refused({ speed: 1_001 }), 'BAD_REPLAY')
  assert.equal(await refused({ longestPause: 0 }), 'BAD_REPLAY')
  assert.equal((await api.follow(viewer('ANALYST'), replay, { roomId })).refused, 'NO_SUCH_ROOM')
})

test('a returning person can ask what they missed', async t => {
  const { api, bea, roomId, places } = await evening(t)
  const query = `query ($roomId: ID!, $after: Position!) {
    sinceYouLeft(roomId: $roomId, after: $after) {
      position complete turns { person { name } wentAt } pinned { text } polls { question options { votes } }
      peak { people } joined left comments reactions
    }
  }`
  const missed = await api.ask(bea, query, { roomId, after: places[3].position })
  assert.deepStrictEqual(missed.sinceYouLeft, {
    position: places.at(-1).room.position,
    complete: true,
    turns: [{ person: { name: 'Bea' }, wentAt: null }],
    pinned: [],
    polls: [{ question: 'Milk?', options: [{ votes: 0 }, { votes: 1 }] }],
    peak: { people: 3 },
    joined: 0,
    left: 1,
    comments: 1,
    reactions: 1,
  })
  const hidden = { roomId: crypto.randomUUID(), after: BEFORE_ALL }
  assert.deepStrictEqual(await api.ask(bea, query, hidden), { sinceYouLeft: null })
})
