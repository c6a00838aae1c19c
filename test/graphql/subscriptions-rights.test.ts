import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEFORE_ALL, viewer } from '../support/graphql.ts'
import { follow, rest, stage, typesUntil } from '../support/small-room.ts'

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
  const following = await follow(api, bea, roomId, BEFORE_ALL)
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
    const events = await rest(await api.follow(person, selection, { roomId, after: BEFORE_ALL }))
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
    const events = await rest(await api.follow(person, selection, { roomId, after: BEFORE_ALL }))
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
