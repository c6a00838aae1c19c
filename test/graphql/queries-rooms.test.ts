import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeAt } from '../support/fake-time.ts'
import { someone, startGraphql } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'

test('an opened room is found, with its host on stage', async t => {
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

test('a room that is not live has no participants', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  await api.act(ada, 'closeRoom', { roomId })
  assert.deepStrictEqual(
    await api.ask(
      ada,
      `{ room(id: "${roomId}") { phase participantCount me { role } participants { nodes { role } } } }`,
    ),
    { room: { phase: 'CLOSED', participantCount: 0, me: null, participants: { nodes: [] } } },
  )
})

test('reactions are counted per emoji, the most frequent first', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const { roomId } = await api.act(ada, 'openRoom', { title: 'Tea' }, 'roomId')
  for (const emoji of ['🎉', '👏', '👏', '🔥']) await api.act(ada, 'react', { roomId, emoji })
  const { room } = await api.ask(ada, `{ room(id: "${roomId}") { reactions { emoji count } } }`)
  assert.deepStrictEqual(room.reactions[0], { emoji: '👏', count: 2 })
  assert.deepStrictEqual(
    room.reactions
      .slice(1)
      .map(({ emoji, count }: Data) => [emoji, count])
      .sort(),
    [
      ['🎉', 1],
      ['🔥', 1],
    ].sort(),
  )
})

test('rooms are filtered by phase, topic, host and time', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const open = async (person: Data, title: string, topic?: string) =>
    (await api.act(person, 'openRoom', { title, ...(topic && { topic }) }, 'roomId')).roomId
  const plan = (person: Data, title: string, startsAt: string) =>
    api.act(person, 'scheduleRoom', { title, startsAt, topic: 'tea' }, 'roomId')
  await open(ada, 'first', 'tea')
  await open(bea, 'second', 'tea')
  const closed = await open(ada, 'third')
  await api.act(ada, 'closeRoom', { roomId: closed })
  await plan(ada, 'late', '2026-06-02T10:00:00Z')
  await plan(bea, 'early', '2026-06-01T10:00:00Z')
  const called = await plan(ada, 'off', '2026-06-03T10:00:00Z')
  await api.act(ada, 'cancelRoom', { roomId: called.roomId })
  const titles = async (filter: Data) =>
    (
      await api.ask(bea, 'query ($filter: RoomFilter) { rooms(filter: $filter) { nodes { title } } }', {
        filter,
      })
    ).rooms.nodes.map(({ title }: Data) => title)
  assert.deepStrictEqual(await titles(null), ['second', 'first'])
  assert.deepStrictEqual(await titles({ phase: 'LIVE' }), ['second', 'first'])
  assert.deepStrictEqual(await titles({ phase: 'CLOSED' }), ['third'])
  assert.deepStrictEqual(await titles({ phase: 'CANCELLED' }), ['off'])
  assert.deepStrictEqual(await titles({ phase: 'SCHEDULED' }), ['early', 'late'])
  assert.deepStrictEqual(await titles({ upcoming: true }), ['early', 'late'])
  assert.deepStrictEqual(await titles({ topic: 'TEA' }), ['second', 'first'])
  assert.deepStrictEqual(await titles({ topic: 'tea', upcoming: true }), ['early', 'late'])
  assert.deepStrictEqual(await titles({ host: bea.userId }), ['early', 'second'])
  assert.deepStrictEqual(await titles({ host: ada.userId, phase: 'LIVE' }), ['first'])
  assert.deepStrictEqual(await titles({ host: ada.userId, upcoming: true }), ['late'])
  assert.deepStrictEqual(await titles({ host: ada.userId, topic: 'Tea' }), ['off', 'late', 'first'])
  assert.deepStrictEqual(await titles({ host: ada.userId, topic: 'tea', phase: 'LIVE' }), ['first'])
  assert.deepStrictEqual(await titles({ host: ada.userId, topic: 'tea', phase: 'CANCELLED' }), ['off'])
  assert.deepStrictEqual(await titles({ host: bea.userId, topic: 'tea', upcoming: true }), ['early'])
  assert.deepStrictEqual(await titles({ host: bea.userId, topic: 'coffee' }), [])
  for (const filter of [{ host: '' }, { host: 'open' }, { topic: '' }])
    assert.deepStrictEqual(await titles(filter), [], JSON.stringify(filter))
  const source = 'query ($filter: RoomFilter) { rooms(filter: $filter) { nodes { id } } }'
  const refused = (filter: Data) => api.refused(bea, source, { filter })
  assert.equal(await refused({ upcoming: true, phase: 'LIVE' }), 'BAD_FILTER')
})

test('rooms whose start has passed are still scheduled, but not upcoming', async t => {
  let clock = Date.parse('2026-05-17T19:30:00Z')
  const api = await startGraphql(t, { time: timeAt(() => clock++) })
  const ada = await someone(api, 'Ada')
  await api.act(ada, 'scheduleRoom', { title: 'missed', startsAt: '2026-05-18T10:00:00Z' })
  await api.act(ada, 'scheduleRoom', { title: 'next', startsAt: '2026-05-20T10:00:00Z' })
  clock = Date.parse('2026-05-19T10:00:00Z')
  const ask = async (filter: string) =>
    (await api.ask(ada, `{ rooms(filter: { ${filter} }) { nodes { title } } }`)).rooms.nodes
  assert.deepStrictEqual(await ask('phase: SCHEDULED'), [{ title: 'missed' }, { title: 'next' }])
  assert.deepStrictEqual(await ask('upcoming: true'), [{ title: 'next' }])
})

test('interests are the marked rooms that have not opened, latest first', async t => {
  const api = await startGraphql(t)
  const [ada, bea] = [await someone(api, 'Ada'), await someone(api, 'Bea')]
  const ids: Record<string, string> = {}
  for (const title of ['one', 'two', 'three', 'begun']) {
    const startsAt = '2026-06-01T10:00:00Z'
    ids[title] = (await api.act(ada, 'scheduleRoom', { title, startsAt }, 'roomId')).roomId
    await api.act(bea, title === 'two' ? 'raiseHand' : 'markInterest', { roomId: ids[title] })
  }
  await api.act(ada, 'openRoom', { roomId: ids.begun })
  const page = async (after: string | null) =>
    (
      await api.ask(
        bea,
        `query ($after: String) { me { interests(first: 2, after: $after) {
          nodes { title interestedMe interestedCount } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      )
    ).me.interests
  const first = await page(null)
  assert.deepStrictEqual(first.nodes, [
    { title: 'three', interestedMe: true, interestedCount: 1 },
    { title: 'two', interestedMe: false, interestedCount: 0 },
  ])
  assert.equal(first.pageInfo.hasNextPage, true)
  const second = await page(first.pageInfo.endCursor)
  assert.deepStrictEqual(second.nodes, [{ title: 'one', interestedMe: true, interestedCount: 1 }])
  assert.equal(second.pageInfo.hasNextPage, false)
})
