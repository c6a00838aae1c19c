import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BEFORE_ALL } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'
import { follow, rest, stage, typesUntil } from '../support/small-room.ts'

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
  const whole = await rest(await follow(api, host, roomId, BEFORE_ALL))
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
