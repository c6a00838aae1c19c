// What a query shows together with a position contains everything up to it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemTime } from '../../src/support/time.ts'
import { someone, startGraphql } from '../support/graphql.ts'

const SNAPSHOT = `query ($roomId: ID!) {
  room(id: $roomId) { position commentCount comments { nodes { text } } }
  rooms { nodes { position commentCount comments { nodes { text } } } }
}`

async function roomWithALaggingComment(t: Parameters<typeof startGraphql>[0]) {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId, position } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  api.valve.shut('comments')
  const comment = await api.act(ada, 'postComment', { roomId, text: 'hello' })
  assert.equal(comment.caughtUp, false)
  return { api, ada, roomId, before: position, after: comment.position }
}

test('a list that lags behind its room is waited for', async t => {
  const { api, ada, roomId, after } = await roomWithALaggingComment(t)
  const answer = api.ask(ada, SNAPSHOT, { roomId })
  for (let turn = 0; turn < 20; turn++) await systemTime.nextTurn()
  api.valve.open()
  const room = { position: after, commentCount: 1, comments: { nodes: [{ text: 'hello' }] } }
  assert.deepStrictEqual(await answer, { room, rooms: { nodes: [room] } })
})

test('if it lags for too long, the room has the position that every part has reached', async t => {
  const { api, ada, roomId, before } = await roomWithALaggingComment(t)
  const { room, rooms } = await api.ask(ada, SNAPSHOT, { roomId })
  assert.equal(room.position, before)
  assert.equal(rooms.nodes[0].position, before)
})
