import assert from 'node:assert/strict'
import { test } from 'node:test'
import { someone, startGraphql } from '../support/graphql.ts'

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
