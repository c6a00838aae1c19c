// Inspections of live rooms by auditors, and how they are recorded.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { type Harness, someone, startGraphql, viewer } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'

const INSPECTIONS = `query ($roomId: ID!, $atLeast: Position) {
  inspections(roomId: $roomId, atLeast: $atLeast) { nodes { auditor { id } how } }
}`

async function setUp(t: TestContext) {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const open = async (visibility: string) =>
    (await api.act(host, 'openRoom', { title: 'Tea', visibility }, 'roomId')).roomId as string
  return { api, host, auditor: viewer('AUDITOR'), closed: await open('INVITED'), open: await open('OPEN') }
}

async function noted(api: Harness, auditor: Viewer, roomId: string): Promise<string[]> {
  const atLeast = await api.eventLog.head()
  const { inspections } = await api.ask(auditor, INSPECTIONS, { roomId, atLeast })
  return inspections.nodes.map((node: Data) => {
    assert.equal(node.auditor.id, auditor.userId)
    return node.how
  })
}

const ROOM = 'query ($roomId: ID!) { room(id: $roomId) { title } }'
const ALL = `query ($roomId: ID!) {
  room(id: $roomId) { title participants { nodes { person { id } } } comments { nodes { id } } polls { nodes { id } } }
  participants(roomId: $roomId) { nodes { person { id } } }
  comments(roomId: $roomId) { nodes { id } }
  polls(roomId: $roomId) { nodes { id } }
  hands(roomId: $roomId) { nodes { person { id } } }
}`

test('access that only an auditor could have is recorded once', async t => {
  for (const query of [ROOM, ALL]) {
    const { api, auditor, closed, open, host } = await setUp(t)
    for (const roomId of [closed, open])
      for (const person of [auditor, auditor, host]) await api.ask(person, query, { roomId })
    assert.deepStrictEqual(await noted(api, auditor, closed), ['ROOM'])
    assert.deepStrictEqual(await noted(api, auditor, open), [])
  }
})

test('nothing is shown before the inspection is in the log', async t => {
  const { api, auditor, closed, open } = await setUp(t)
  await api.services.gate.close()
  const { data, errors } = await api.execute(auditor, ROOM, { roomId: closed })
  assert.deepStrictEqual([data?.room, errors?.length], [null, 1])
  assert.equal((await api.ask(auditor, ROOM, { roomId: open })).room.title, 'Tea')
})

test('an auditor who is in the room, or its host, is treated like everybody', async t => {
  const { api, auditor, host, closed } = await setUp(t)
  const invited = await someone(api, 'Bea')
  await api.act(host, 'invitePeople', { roomId: closed, personIds: [invited.userId] })
  for (const { userId } of [invited, host]) await api.ask({ ...auditor, userId }, ALL, { roomId: closed })
  assert.deepStrictEqual(await noted(api, auditor, closed), [])
})

test('listing rooms is not an inspection, but reading their content is', async t => {
  const { api, auditor, closed } = await setUp(t)
  const { rooms } = await api.ask(auditor, '{ rooms { nodes { id title participantCount } } }')
  assert.equal(rooms.nodes.length, 2)
  assert.deepStrictEqual(await noted(api, auditor, closed), [])
  await api.ask(auditor, '{ rooms { nodes { participants { nodes { person { id } } } } } }')
  assert.deepStrictEqual(await noted(api, auditor, closed), ['ROOM'])
})

test('subscribing to the events of any room is recorded once, at the start', async t => {
  const { api, auditor, host, open } = await setUp(t)
  const follow = 'subscription ($roomId: ID!) { roomEvents(roomId: $roomId) { events { id } } }'
  const following = await api.follow(auditor, follow, { roomId: open })
  assert.deepStrictEqual(await noted(api, auditor, open), ['EVENTS'])
  await following.next()
  await api.act(host, 'react', { roomId: open, emoji: '👏' })
  await following.next()
  await following.stop()
  assert.deepStrictEqual(await noted(api, auditor, open), ['EVENTS'])
})

test("reading the history of one's own room is not recorded", async t => {
  const { api, auditor, host, closed } = await setUp(t)
  const position = await api.eventLog.head()
  const at = `query ($roomId: ID!, $position: Position!) {
    roomAt(roomId: $roomId, position: $position) { title participants { nodes { person { id } } } }
  }`
  await api.ask(host, at, { roomId: closed, position })
  assert.deepStrictEqual(await noted(api, auditor, closed), [])
  await api.ask(auditor, at, { roomId: closed, position })
  assert.deepStrictEqual(await noted(api, auditor, closed), ['TIME_MACHINE'])
})
