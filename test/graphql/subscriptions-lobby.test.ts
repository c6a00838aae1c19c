import assert from 'node:assert/strict'
import { test } from 'node:test'
import { positionOf } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { createLobbyFeed } from '../../src/graphql/live/lobby-feed.ts'
import type { Data } from '../support/graphql.ts'
import { stage } from '../support/stage.ts'

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

test('news of one room that follow each other closely are one, and the first is told at once', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let tell: (message: unknown) => void = () => {}
  const lobby = createLobbyFeed({
    bus: {
      async subscribe(_topic, handler) {
        tell = handler
        return { close() {} }
      },
    },
  })
  const following = await lobby.follow()
  const news = (room: string, place: number) => ({ roomId: room as RoomId, position: positionOf(place) })
  tell(news('a', 1))
  assert.deepStrictEqual((await following.next()).value, news('a', 1))
  for (const [room, place] of [
    ['a', 2],
    ['b', 3],
    ['a', 4],
  ] as const)
    tell(news(room, place))
  t.mock.timers.tick(200)
  assert.deepStrictEqual((await following.next()).value, news('a', 4))
  assert.deepStrictEqual((await following.next()).value, news('b', 3))
  t.mock.timers.tick(200)
  tell(news('b', 5))
  assert.deepStrictEqual((await following.next()).value, news('b', 5))
  const waiting = following.next()
  lobby.close()
  assert.deepStrictEqual(await waiting, { done: true, value: undefined })
})
