import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Viewer } from '../../src/graphql/context.ts'
import {
  type Data,
  type Following,
  type Harness,
  someone,
  start,
  startGraphql,
  viewer,
} from '../support/graphql.ts'

const EVENTS = `subscription ($roomId: ID!, $after: Position) {
  roomEvents(roomId: $roomId, after: $after) { position complete events { __typename id position actor { id } } }
}`

/** The story of one room, with everybody in it. */
async function stage(t: TestContext) {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const bea = await someone(api, 'Bea')
  const cy = await someone(api, 'Cy')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea' }, 'roomId')
  await api.act(bea, 'joinRoom', { roomId })
  return { api, host, bea, cy, roomId }
}

const follow = (api: Harness, person: Viewer | null, roomId: string, after: string | null = null) =>
  api.follow(person, EVENTS, { roomId, after })

/** Types of events until one of the type comes, over as many messages as it takes. */
async function typesUntil(following: Following, type: string): Promise<string[]> {
  const types: string[] = []
  while (types.at(-1) !== type) {
    const { roomEvents } = await following.next()
    types.push(...roomEvents.events.map((event: Data) => event.__typename))
  }
  return types
}

/** Every event until the subscription ends. */
async function rest(following: Following): Promise<Data[]> {
  return (await following.all()).flatMap(({ roomEvents }) => roomEvents.events)
}

test('a subscription begins by saying where, and goes on with what happens', async t => {
  const { api, host, cy, roomId } = await stage(t)
  const following = await follow(api, host, roomId)
  const head = await api.eventLog.head()
  assert.deepStrictEqual(await following.next(), {
    roomEvents: { position: head, complete: true, events: [] },
  })
  const { position } = await api.act(cy, 'joinRoom', { roomId })
  const { roomEvents } = await following.next()
  assert.deepStrictEqual(
    { ...roomEvents, events: roomEvents.events.map(({ id, ...event }: Data) => event) },
    {
      position,
      complete: true,
      events: [{ __typename: 'ParticipantJoined', position, actor: { id: cy.userId } }],
    },
  )
  await following.stop()
})

test('whoever resumes from any earlier position gets exactly the rest', async t => {
  const { api, host, bea, cy, roomId } = await stage(t)
  await api.act(cy, 'joinRoom', { roomId })
  await api.act(bea, 'raiseHand', { roomId })
  await api.act(host, 'bringOnStage', { roomId })
  const { commentId } = await api.act(cy, 'postComment', { roomId, text: 'hello' }, 'commentId')
  await api.act(host, 'pinComment', { roomId, commentId })
  await api.act(cy, 'react', { roomId, emoji: '👏' })
  const { pollId } = await api.act(
    host,
    'openPoll',
    { roomId, question: 'More?', options: ['yes', 'no'] },
    'pollId',
  )
  await api.act(cy, 'vote', { roomId, pollId, option: 0 })
  await api.act(host, 'closeRoom', { roomId })
  const whole = await rest(await follow(api, host, roomId, start))
  assert.deepStrictEqual(
    whole.map(event => event.__typename),
    [
      'RoomOpened',
      'ParticipantJoined',
      'CameOnStage',
      'ParticipantJoined',
      'ParticipantJoined',
      'HandRaised',
      'HandLowered',
      'CameOnStage',
      'CommentPosted',
      'CommentPinned',
      'Reacted',
      'PollOpened',
      'Voted',
      'RoomClosed',
    ],
  )
  for (const [index, { position }] of whole.entries()) {
    assert.deepStrictEqual(await rest(await follow(api, host, roomId, position)), whole.slice(index + 1))
  }
})

test('a subscription ends with the message that says that the room closed', async t => {
  const { api, host, bea, roomId } = await stage(t)
  const following = await follow(api, bea, roomId)
  await following.next()
  await api.act(host, 'closeRoom', { roomId })
  assert.equal((await typesUntil(following, 'RoomClosed')).at(-1), 'RoomClosed')
  await following.ended()
})

test('of a room that is over there is nothing to come', async t => {
  const { api, host, roomId } = await stage(t)
  await api.act(host, 'closeRoom', { roomId })
  await (await follow(api, host, roomId)).ended()
})

test('whoever is removed is told why, and no more', async t => {
  const { api, host, bea, cy, roomId } = await stage(t)
  const selection = `subscription ($roomId: ID!) { roomEvents(roomId: $roomId) { events {
    __typename ... on ParticipantRemoved { participant { id } reason } } } }`
  const removed = await api.follow(bea, selection, { roomId })
  const onlooker = await api.follow(cy, selection, { roomId })
  const moderator = await api.follow(host, selection, { roomId })
  for (const following of [removed, onlooker, moderator]) await following.next()
  await api.act(host, 'removeParticipant', { roomId, personId: bea.userId, reason: 'noise' })
  await api.act(cy, 'joinRoom', { roomId })
  const event = { __typename: 'ParticipantRemoved', participant: { id: bea.userId } }
  assert.deepStrictEqual((await removed.next()).roomEvents.events, [{ ...event, reason: 'noise' }])
  await removed.ended()
  assert.deepStrictEqual((await onlooker.next()).roomEvents.events[0], { ...event, reason: null })
  assert.deepStrictEqual((await moderator.next()).roomEvents.events[0], { ...event, reason: 'noise' })
  await onlooker.stop()
  await moderator.stop()
})

test('whoever is banned is told, put out, and cannot come back to read', async t => {
  const { api, host, bea, cy, roomId } = await stage(t)
  const banned = await follow(api, cy, roomId)
  const other = await follow(api, bea, roomId)
  await banned.next()
  await other.next()
  await api.act(host, 'banPerson', { roomId, personId: cy.userId })
  assert.deepStrictEqual(await typesUntil(banned, 'PersonBanned'), ['PersonBanned'])
  await banned.ended()
  assert.equal((await follow(api, cy, roomId)).refused, 'NO_SUCH_ROOM')
  await api.act(bea, 'leaveRoom', { roomId })
  assert.deepStrictEqual(await typesUntil(other, 'ParticipantLeft'), ['ParticipantLeft'])
  await other.stop()
})

test('having been removed long ago ends nothing', async t => {
  const { api, host, bea, roomId } = await stage(t)
  await api.act(host, 'removeParticipant', { roomId, personId: bea.userId })
  await api.act(bea, 'joinRoom', { roomId })
  const following = await follow(api, bea, roomId, start)
  const types = await typesUntil(following, 'ParticipantJoined')
  while (!types.includes('ParticipantRemoved'))
    types.push(...(await typesUntil(following, 'ParticipantJoined')))
  await api.act(bea, 'react', { roomId, emoji: '👏' })
  assert.deepStrictEqual((await typesUntil(following, 'Reacted')).at(-1), 'Reacted')
  await following.stop()
})

test('a room that closes to onlookers ends their subscriptions, and no participant’s', async t => {
  const { api, host, bea, cy, roomId } = await stage(t)
  const inside = await follow(api, bea, roomId)
  const outside = await follow(api, cy, roomId)
  await inside.next()
  await outside.next()
  await api.act(host, 'setVisibility', { roomId, visibility: 'INVITED' })
  assert.deepStrictEqual(await typesUntil(outside, 'VisibilitySet'), ['VisibilitySet'])
  await outside.ended()
  assert.equal((await follow(api, cy, roomId)).refused, 'NO_SUCH_ROOM')
  await api.act(host, 'muteEveryone', { roomId })
  await api.act(bea, 'react', { roomId, emoji: '👏' })
  assert.deepStrictEqual(await typesUntil(inside, 'Reacted'), ['VisibilitySet', 'Reacted'])
  await inside.stop()
})

test('an invitation to the stage is told to the one who is asked and to moderators', async t => {
  const { api, host, bea, cy, roomId } = await stage(t)
  await api.act(cy, 'joinRoom', { roomId })
  const followings = await Promise.all([host, bea, cy].map(person => follow(api, person, roomId)))
  for (const following of followings) await following.next()
  await api.act(host, 'inviteToStage', { roomId, personId: bea.userId })
  await api.act(cy, 'react', { roomId, emoji: '👏' })
  const told = await Promise.all(followings.map(following => typesUntil(following, 'Reacted')))
  assert.deepStrictEqual(told, [['InvitedToStage', 'Reacted'], ['InvitedToStage', 'Reacted'], ['Reacted']])
  for (const following of followings) await following.stop()
})

test('whoever is made a moderator sees what moderators see from then on, and no longer when dismissed', async t => {
  const { api, host, bea, cy, roomId } = await stage(t)
  await api.act(cy, 'joinRoom', { roomId })
  const following = await follow(api, cy, roomId)
  await following.next()
  const invite = async () => {
    await api.act(host, 'inviteToStage', { roomId, personId: bea.userId })
    await api.act(bea, 'declineStageInvitation', { roomId })
    await api.act(bea, 'react', { roomId, emoji: '👏' })
    return typesUntil(following, 'Reacted')
  }
  assert.deepStrictEqual(await invite(), ['Reacted'])
  await api.act(host, 'appointModerator', { roomId, personId: cy.userId })
  assert.deepStrictEqual(await typesUntil(following, 'ModeratorAppointed'), ['ModeratorAppointed'])
  assert.deepStrictEqual(await invite(), ['InvitedToStage', 'StageInvitationDeclined', 'Reacted'])
  await api.act(host, 'dismissModerator', { roomId, personId: cy.userId })
  assert.deepStrictEqual(await typesUntil(following, 'ModeratorDismissed'), ['ModeratorDismissed'])
  assert.deepStrictEqual(await invite(), ['Reacted'])
  await following.stop()
})

test('the text of a removed comment is kept from everybody but auditors', async t => {
  const { api, host, bea, roomId } = await stage(t)
  const auditor = viewer('AUDITOR')
  const { commentId } = await api.act(bea, 'postComment', { roomId, text: 'a secret' }, 'commentId')
  await api.act(host, 'removeComment', { roomId, commentId })
  await api.act(host, 'closeRoom', { roomId })
  const selection = `subscription ($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) {
    events { __typename ... on CommentPosted { text } } } }`
  const texts = []
  for (const person of [bea, host, auditor]) {
    const events = await rest(await api.follow(person, selection, { roomId, after: start }))
    texts.push(events.find(event => event.__typename === 'CommentPosted').text)
  }
  assert.deepStrictEqual(texts, [null, null, 'a secret'])
})

test('nobody is told who voted, and in a secret poll not for what', async t => {
  const { api, host, bea, roomId } = await stage(t)
  for (const secret of [false, true]) {
    const question = { roomId, question: 'More?', options: ['yes', 'no'], secret }
    const { pollId } = await api.act(host, 'openPoll', question, 'pollId')
    await api.act(bea, 'vote', { roomId, pollId, option: 0 })
    await api.act(bea, 'vote', { roomId, pollId, option: 1 })
    await api.act(host, 'closePoll', { roomId, pollId })
  }
  await api.act(host, 'closeRoom', { roomId })
  const selection = `subscription ($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) {
    events { __typename actor { id } ... on Voted { option } ... on VoteChanged { from to } } } }`
  for (const person of [host, bea, viewer('AUDITOR')]) {
    const events = await rest(await api.follow(person, selection, { roomId, after: start }))
    assert.deepStrictEqual(
      events.filter(event => event.__typename.startsWith('Vote')),
      [
        { __typename: 'Voted', actor: null, option: 0 },
        { __typename: 'VoteChanged', actor: null, from: 0, to: 1 },
        { __typename: 'Voted', actor: null, option: null },
        { __typename: 'VoteChanged', actor: null, from: null, to: null },
      ],
    )
  }
})

test('holding the events of a room is being present in it', async t => {
  const { api, bea, roomId } = await stage(t)
  const phone = await follow(api, bea, roomId)
  const laptop = await follow(api, bea, roomId)
  await phone.next()
  assert.equal(api.held(roomId, bea), 2)
  const waiting = phone.ended()
  await phone.stop()
  await waiting
  assert.equal(api.held(roomId, bea), 1)
  await laptop.stop()
  assert.equal(api.held(roomId, bea), 0)
})

test('a subscription that ends by itself lets go of the room', async t => {
  const { api, host, bea, roomId } = await stage(t)
  const following = await follow(api, bea, roomId)
  await following.next()
  await api.act(host, 'removeParticipant', { roomId, personId: bea.userId })
  await typesUntil(following, 'ParticipantRemoved')
  await following.ended()
  assert.equal(api.held(roomId, bea), 0)
})

test('a room that does not exist, is no id, or is not yours cannot be followed, nor can any without a token', async t => {
  const { api, host, cy } = await stage(t)
  const { roomId } = await api.act(host, 'openRoom', { title: 'Ours', visibility: 'INVITED' }, 'roomId')
  assert.equal((await follow(api, cy, '00000000-0000-4000-8000-000000000000')).refused, 'NO_SUCH_ROOM')
  assert.equal((await follow(api, cy, 'nonsense')).refused, 'NO_SUCH_ROOM')
  assert.equal((await follow(api, cy, roomId)).refused, 'NO_SUCH_ROOM')
  assert.equal((await follow(api, null, roomId)).refused, 'UNAUTHENTICATED')
  assert.equal((await api.follow(null, 'subscription { lobby { roomId } }')).refused, 'UNAUTHENTICATED')
})

test('a room that was opened a moment ago can be followed from its position', async t => {
  const { api, host } = await stage(t)
  api.valve.shut()
  const { roomId, position, caughtUp } = await api.act(host, 'openRoom', { title: 'New' }, 'roomId')
  assert.equal(caughtUp, false)
  assert.equal((await follow(api, host, roomId)).refused, 'NO_SUCH_ROOM')
  const beginning = follow(api, host, roomId, position)
  api.valve.open()
  const following = await beginning
  assert.equal(following.refused, undefined)
  await following.stop()
})

const LOBBY = 'subscription { lobby { roomId position room { title phase } } }'

test('the lobby shows rooms as they open, change and close', async t => {
  const { api, host, bea } = await stage(t)
  const lobby = await api.follow(bea, LOBBY)
  const { roomId } = await api.act(host, 'openRoom', { title: 'One' }, 'roomId')
  const seen: Data[] = []
  const until = async (title: string, phase: string) => {
    while (seen.at(-1)?.room?.title !== title || seen.at(-1)?.room?.phase !== phase)
      seen.push((await lobby.next()).lobby)
    assert.equal(seen.at(-1).roomId, roomId)
  }
  await until('One', 'LIVE')
  await api.act(host, 'renameRoom', { roomId, title: 'Two' })
  await until('Two', 'LIVE')
  const { position } = await api.act(host, 'closeRoom', { roomId })
  await until('Two', 'CLOSED')
  assert.equal(seen.at(-1).position, position)
  await lobby.stop()
})

test('the lobby says of a room that you may not see any more that it is gone, and of one that you never saw nothing', async t => {
  const { api, host, bea } = await stage(t)
  const lobby = await api.follow(bea, LOBBY)
  await api.act(host, 'openRoom', { title: 'Hidden', visibility: 'INVITED' })
  const { roomId } = await api.act(host, 'openRoom', { title: 'Open' }, 'roomId')
  let news = (await lobby.next()).lobby
  assert.deepStrictEqual(
    { roomId: news.roomId, room: news.room },
    { roomId, room: { title: 'Open', phase: 'LIVE' } },
  )
  await api.act(host, 'setVisibility', { roomId, visibility: 'INVITED' })
  while (news.room !== null) news = (await lobby.next()).lobby
  assert.equal(news.roomId, roomId)
  await lobby.stop()
})
