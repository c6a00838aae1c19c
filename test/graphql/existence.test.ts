// A room that a viewer may not find answers like one that does not exist, with the same reads.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { type Harness, someone, startGraphql } from '../support/graphql.ts'
import { withMethods } from '../support/with-methods.ts'

const startsAt = '2026-07-01T10:00:00.000Z'

async function hiddenRooms(t: TestContext) {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const rooms: string[] = []
  for (const visibility of ['FOLLOWERS', 'INVITED']) {
    const settings = { title: 'Tea', visibility }
    const live = await api.act(host, 'openRoom', settings, 'roomId')
    const closed = await api.act(host, 'openRoom', settings, 'roomId')
    await api.act(host, 'closeRoom', { roomId: closed.roomId })
    const scheduled = await api.act(host, 'scheduleRoom', { ...settings, startsAt }, 'roomId')
    const cancelled = await api.act(host, 'scheduleRoom', { ...settings, startsAt }, 'roomId')
    await api.act(host, 'cancelRoom', { roomId: cancelled.roomId })
    rooms.push(...[live, closed, scheduled, cancelled].map(({ roomId }) => roomId))
  }
  return { api, host, rooms, stranger: await someone(api, 'Stranger') }
}

/** The collection of each read of a document, in order, while `run` runs. */
async function readsOf(api: Harness, run: () => Promise<unknown>): Promise<readonly string[]> {
  const reads: string[] = []
  const { readStore } = api.services
  const counting: ReadStore = withMethods(readStore, {
    load(collection, key) {
      reads.push(collection.name)
      return readStore.load(collection, key)
    },
    loadMany(collection, keys) {
      reads.push(`${collection.name} × ${keys.length}`)
      return readStore.loadMany(collection, keys)
    },
  })
  Object.assign(api.services, { readStore: counting })
  await run()
  Object.assign(api.services, { readStore })
  return reads
}

const FIND = 'query ($roomId: ID!) { room(id: $roomId) { id } }'
const READ = 'query ($roomId: ID!) { comments(roomId: $roomId) { nodes { id } } }'

test('a hidden room rejects every command like a room that does not exist, with the same reads', async t => {
  const { api, rooms, stranger } = await hiddenRooms(t)
  const commands = ['joinRoom', 'leaveRoom', 'closeRoom', 'cancelRoom', 'withdrawInterest', 'muteEveryone']
  for (const command of commands) {
    const refuse = async (roomId: string) => {
      assert.equal((await api.rejection(stranger, command, { roomId })).code, 'NO_SUCH_ROOM', command)
    }
    const expected = await readsOf(api, () => refuse(randomUUID()))
    assert.ok(expected.length > 0)
    for (const room of rooms)
      assert.deepStrictEqual(await readsOf(api, () => refuse(room)), expected, command)
  }
})

test('a query takes as many reads for a hidden room as for one that does not exist', async t => {
  const { api, rooms, stranger } = await hiddenRooms(t)
  for (const query of [FIND, READ]) {
    const ask = (roomId: string) => readsOf(api, () => api.ask(stranger, query, { roomId }))
    const expected = await ask(randomUUID())
    for (const room of rooms) assert.deepStrictEqual(await ask(room), expected)
  }
})

test('a host is told why a command is rejected before any projection knows the room', async t => {
  const { api, host } = await hiddenRooms(t)
  api.valve.shut()
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea', visibility: 'INVITED' }, 'roomId')
  assert.equal((await api.rejection(host, 'cancelRoom', { roomId })).code, 'ROOM_NOT_SCHEDULED')
  api.valve.open()
})

test('somebody who has left a room may repeat the command that they left with', async t => {
  const { api, host, stranger } = await hiddenRooms(t)
  const invited = { title: 'Tea', visibility: 'INVITED', invited: [stranger.userId] }
  const { roomId } = await api.act(host, 'openRoom', invited, 'roomId')
  await api.act(stranger, 'joinRoom', { roomId })
  await api.act(host, 'uninvitePeople', { roomId, personIds: [stranger.userId] })
  const commandId = randomUUID()
  const first = await api.act(stranger, 'leaveRoom', { roomId, commandId })
  assert.deepStrictEqual(await api.act(stranger, 'leaveRoom', { roomId, commandId }), first)
  assert.equal((await api.rejection(stranger, 'leaveRoom', { roomId })).code, 'NO_SUCH_ROOM')
})

test('an analyst who reads the attendance of a room by name is recorded, and its host is not', async t => {
  const { api, host, rooms } = await hiddenRooms(t)
  const analyst = await someone(api, 'Analyst', 'ANALYST')
  const auditor = await someone(api, 'Auditor', 'AUDITOR')
  const [roomId] = rooms
  const attendance = 'query ($roomId: ID!) { attendance(roomId: $roomId) { nodes { person { id } } } }'
  for (const person of [host, analyst]) await api.ask(person, attendance, { roomId })
  const { inspections } = await api.ask(
    auditor,
    'query ($roomId: ID!) { inspections(roomId: $roomId) { nodes { auditor { id } how } } }',
    { roomId },
  )
  assert.deepStrictEqual(inspections.nodes, [{ auditor: { id: analyst.userId }, how: 'NUMBERS' }])
})
