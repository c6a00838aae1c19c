import assert from 'node:assert/strict'
import { test } from 'node:test'
import { positionOf, SYSTEM } from '../../commands/event.ts'
import type { CommandId, RoomId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import { LobbyFeed } from '../../src/graphql/live/lobby-feed.ts'
import { systemTime } from '../../src/support/time.ts'
import type { Data } from '../support/graphql-callers.ts'
import { stage } from '../support/small-room.ts'

const UNUSED = {
  eventLog: {
    head: async () => positionOf(0),
    contains: async () => true,
    readAfter: async () => [],
    async *follow() {},
  },
  reached: async () => true,
  shownUpTo: () => positionOf(0),
  logger: { warn() {} },
}

const LOBBY = 'subscription { lobby { roomId room { position title phase } } }'

test('the lobby shows rooms as they open, change and close', async t => {
  const { api, host, bea } = await stage(t)
  const lobby = await api.follow(bea, LOBBY)
  await lobby.next()
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
  assert.equal(seen.at(-1).room.position, position)
  await lobby.stop()
})

test('the lobby says of a room that you may not see any more that it is gone, and of one that you never saw nothing', async t => {
  const { api, host, bea } = await stage(t)
  const lobby = await api.follow(bea, 'subscription { lobby { roomId room { title phase } } }')
  await lobby.next()
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

test('whoever asked to be reminded of a room is, once, and who did not is told nothing of it', async t => {
  const { api, host, bea, cy } = await stage(t)
  const startsAt = '2026-05-18T19:30:00.000Z'
  const { roomId } = await api.act(host, 'scheduleRoom', { title: 'Later', startsAt }, 'roomId')
  await api.act(bea, 'markInterest', { roomId })
  const news = 'subscription { lobby(interested: true) { roomId room { interestedMe remindedAt phase } } }'
  const [hers, theirs] = [await api.follow(bea, news), await api.follow(cy, news)]
  for (const lobby of [hers, theirs]) await lobby.next()
  const remind = (commandId: CommandId) =>
    api.services.gate.submit(
      roomDecider,
      roomId,
      {
        type: 'RemindInterested',
        data: { startsAt: Date.parse(startsAt) },
        at: Date.parse(startsAt) - 600_000,
        by: SYSTEM,
        commandId,
      },
      'test',
    )
  await remind('r1' as CommandId)
  const told = (await hers.next()).lobby
  const { remindedAt } = told.room
  assert.ok(remindedAt, 'she was not reminded')
  assert.deepStrictEqual(told, { roomId, room: { interestedMe: true, remindedAt, phase: 'SCHEDULED' } })
  await remind('r2' as CommandId)
  await api.act(host, 'cancelRoom', { roomId })
  assert.deepStrictEqual((await hers.next()).lobby, {
    ...told,
    room: { ...told.room, phase: 'CANCELLED' },
  })
  const another = await api.act(host, 'scheduleRoom', { title: 'Another', startsAt }, 'roomId')
  await api.act(cy, 'markInterest', { roomId: another.roomId })
  assert.equal((await theirs.next()).lobby.roomId, another.roomId)
  await Promise.all([hers.stop(), theirs.stop()])
})

test('the first message says where the subscription begins', async t => {
  const { api, bea } = await stage(t)
  const lobby = await api.follow(bea, 'subscription { lobby { position complete roomId room { id } } }')
  const head = await api.eventLog.head()
  assert.deepStrictEqual((await lobby.next()).lobby, {
    position: head,
    complete: true,
    roomId: null,
    room: null,
  })
  await lobby.stop()
})

test('a subscription that resumes is told of the rooms that changed meanwhile', async t => {
  const { api, host, bea } = await stage(t)
  const query = 'subscription ($after: Position) { lobby(after: $after) { complete roomId room { title } } }'
  const after = await api.eventLog.head()
  const { roomId } = await api.act(host, 'openRoom', { title: 'Meanwhile' }, 'roomId')
  const expected = [
    { complete: true, roomId: null, room: null },
    { complete: true, roomId, room: { title: 'Meanwhile' } },
  ]
  // The first reads the log, the second is served from memory.
  for (let n = 0; n < 2; n++) {
    const lobby = await api.follow(bea, query, { after })
    assert.deepStrictEqual([(await lobby.next()).lobby, (await lobby.next()).lobby], expected)
    await lobby.stop()
  }
})

test('a position of another log begins now, and says that changes are missing', async t => {
  const { api, bea } = await stage(t)
  const query = 'subscription ($after: Position) { lobby(after: $after) { position complete } }'
  const lobby = await api.follow(bea, query, { after: '9'.repeat(20) })
  assert.deepStrictEqual((await lobby.next()).lobby, { position: await api.eventLog.head(), complete: false })
  await lobby.stop()
})

test('a change that the bus lost is read from the log', async t => {
  const { api, host, bea } = await stage(t)
  const lobby = await api.follow(bea, 'subscription { lobby { roomId } }')
  await lobby.next()
  const { publish } = api.bus
  api.bus.publish = () => true
  const { roomId } = await api.act(host, 'openRoom', { title: 'Unannounced' }, 'roomId')
  api.bus.publish = publish
  await api.fanOut.check()
  assert.deepStrictEqual((await lobby.next()).lobby, { roomId })
  await lobby.stop()
})

test('a room that the viewer can no longer find is gone, also if this subscription had not shown it', async t => {
  const { api, host, bea, cy } = await stage(t)
  const { roomId } = await api.act(host, 'openRoom', { title: 'Open' }, 'roomId')
  await api.act(host, 'banPerson', { roomId, personId: cy.userId })
  const query = 'subscription { lobby { roomId room { id } } }'
  const [ofBea, ofCy] = [await api.follow(bea, query), await api.follow(cy, query)]
  for (const lobby of [ofBea, ofCy]) await lobby.next()
  await api.act(host, 'setVisibility', { roomId, visibility: 'INVITED' })
  assert.deepStrictEqual((await ofBea.next()).lobby, { roomId, room: null })
  // Somebody who was banned before could not find it: the next that they are told of is another room.
  const other = await api.act(host, 'openRoom', { title: 'Other' }, 'roomId')
  assert.deepStrictEqual((await ofCy.next()).lobby, { roomId: other.roomId, room: { id: other.roomId } })
  for (const lobby of [ofBea, ofCy]) await lobby.stop()
})

test('news of one room that follow each other closely are one, and the first is told at once', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let tell: (message: unknown) => void = () => {}
  const lobby = new LobbyFeed({
    ...UNUSED,
    time: systemTime,
    bus: {
      async subscribe(_topic, handler) {
        tell = handler
        return { close() {} }
      },
    },
  })
  const following = await lobby.follow(null, async () => {})
  const begun = { position: positionOf(0), complete: true }
  assert.deepStrictEqual((await following.next()).value, { ...begun, change: null })
  const news = (room: string, place: number) => ({
    roomId: room as RoomId,
    position: positionOf(place),
    withdrawnFrom: [],
  })
  const taken = async () => (await following.next()).value?.change
  tell(news('a', 1))
  assert.deepStrictEqual(await taken(), news('a', 1))
  for (const [room, place] of [
    ['a', 2],
    ['b', 3],
    ['a', 4],
  ] as const)
    tell(news(room, place))
  t.mock.timers.tick(200)
  assert.deepStrictEqual(await taken(), news('a', 4))
  assert.deepStrictEqual(await taken(), news('b', 3))
  t.mock.timers.tick(200)
  tell(news('b', 5))
  assert.deepStrictEqual(await taken(), news('b', 5))
  const waiting = following.next()
  lobby.close()
  assert.deepStrictEqual(await waiting, { done: true, value: undefined })
})
