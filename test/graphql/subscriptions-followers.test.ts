import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digitsOf } from '../../commands/event.ts'
import { at, FAN_OUT_ROOM, fanOutWorld, next, places, roomId } from '../support/fan-out.ts'
import { viewer } from '../support/graphql.ts'

test('history from any position joins what comes without a gap or a repeat', async () => {
  for (let after = 0; after <= 4; after++) {
    const { follow, write, notice } = fanOutWorld()
    write(1, 2, 3, 4)
    const follower = await follow(after)
    const seen: unknown[] = []
    if (after < 4) seen.push(...(await next(follower)))
    write(5)
    notice(4, 5)
    seen.push(...(await next(follower)))
    assert.deepStrictEqual(
      seen,
      [1, 2, 3, 4, 5].filter(place => place > after),
    )
  }
})

test('what is noticed while history is read comes after it, once', async () => {
  const { follow, write, notice, stopReads } = fanOutWorld()
  write(1, 2)
  const follower = await follow(0)
  const goOn = stopReads()
  const first = next(follower)
  write(3)
  notice(2, 3)
  goOn()
  assert.deepStrictEqual(await first, [1, 2])
  assert.deepStrictEqual(await next(follower), [3])
})

test('a long history comes in pages', async () => {
  const { follow, write } = fanOutWorld()
  write(...Array.from({ length: 501 }, (_, i) => i + 1))
  const follower = await follow(0)
  const lengths = []
  for (let i = 0; i < 3; i++) lengths.push((await next(follower)).length)
  assert.deepStrictEqual(lengths, [200, 200, 101])
})

test('many who come back at once are given the same pages, which are read once', async () => {
  const { follow, write, counts } = fanOutWorld()
  write(...Array.from({ length: 500 }, (_, i) => i + 1))
  const begun = [0, 0, 7, 0, 150, 7, 0]
  const followers = await Promise.all(begun.map(place => follow(place)))
  const seen = await Promise.all(followers.map((follower, i) => places(follower, 500 - begun[i]!)))
  for (const [i, place] of begun.entries())
    assert.deepStrictEqual(
      seen[i],
      Array.from({ length: 500 - place }, (_, n) => place + n + 1),
    )
  assert.equal(counts.read, 3)
})

test('who reads history slowly in a busy room loses nothing', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(...Array.from({ length: 200 }, (_, i) => i + 1))
  const follower = await follow(0)
  assert.equal((await next(follower)).length, 200)
  for (let place = 201; place <= 210; place++) {
    write(place)
    notice(place - 1, place)
  }
  assert.deepStrictEqual(await places(follower, 10), [201, 202, 203, 204, 205, 206, 207, 208, 209, 210])
})

test('a position of another log is not complete, and goes on from now', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1, 2)
  const follower = await follow(99)
  assert.deepStrictEqual(await follower.next(), {
    position: at(2),
    complete: false,
    events: [],
    reactionTicks: [],
  })
  write(3)
  notice(2, 3)
  assert.deepStrictEqual(await next(follower), [3])
})

test('a follower that does not take its events goes on from where it was, and the others do not wait', async () => {
  const { follow, write, notice, counts } = fanOutWorld()
  write(1)
  const slow = await follow(null)
  const quick = await follow(null)
  await next(slow)
  await next(quick)
  const waiting = next(slow)
  const last = 2_000
  for (let place = 2; place <= last; place++) {
    write(place)
    notice(place - 1, place)
    assert.deepStrictEqual(await next(quick), [place])
  }
  assert.deepStrictEqual(await waiting, [2])
  assert.deepStrictEqual(
    await places(slow, last - 2),
    Array.from({ length: last - 2 }, (_, i) => i + 3),
  )
  assert.equal(counts.lagged, 1)
})

test('all followers of a room share one subscription, which ends with the last of them', async () => {
  const { follow, listeners, counts } = fanOutWorld()
  const followers = await Promise.all([1, 2, 3].map(() => follow(null)))
  assert.equal(counts.subscribed, 1)
  await followers[0]!.return()
  await followers[1]!.return()
  assert.equal(listeners(), 1)
  await followers[2]!.return()
  assert.equal(listeners(), 0)
})

test('a follower that waits lets go at once', async () => {
  const { follow, listeners } = fanOutWorld()
  const follower = await follow(null)
  await next(follower)
  const waiting = next(follower)
  await follower.return()
  assert.equal(await waiting, 'ended')
  assert.equal(listeners(), 0)
})

test('closing ends everybody who follows', async () => {
  const { fanOut, follow } = fanOutWorld()
  const follower = await follow(null)
  await next(follower)
  const waiting = next(follower)
  fanOut.close()
  assert.equal(await waiting, 'ended')
})

test('a room of which the bus cannot tell can be followed again later', async () => {
  let away = true
  const { follow } = fanOutWorld({
    bus: {
      async subscribe() {
        if (away) throw new Error('the bus is away')
        return { close() {} }
      },
    },
  })
  await assert.rejects(follow(null), /the bus is away/)
  away = false
  const follower = await follow(null)
  assert.deepStrictEqual(await next(follower), [])
})

test('a room that closes while its history is read is told to its end, and no further', async () => {
  const { follow, write, writeEvent, notice } = fanOutWorld()
  write(1)
  writeEvent(2, 'RoomClosed', {})
  write(3)
  const follower = await follow(0)
  assert.deepStrictEqual(await next(follower), [1, 2, 3])
  write(4)
  notice(3, 4)
  assert.equal(await next(follower), 'ended')
})

test('of a room that is over a follower is told what came before its end, and ends', async () => {
  const { follow, write, writeEvent, counts } = fanOutWorld()
  write(1)
  writeEvent(2, 'RoomClosed', {})
  const judge = async () =>
    ({ key: roomId, position: at(2), document: { ...FAN_OUT_ROOM, phase: 'closed' } }) as never
  const follower = await follow(1, { judge })
  assert.deepStrictEqual(await next(follower), [2])
  assert.equal(await next(follower), 'ended')
  assert.equal(await next(await follow(null, { judge })), 'ended')
  assert.equal(counts.held, 0)
})

test('a room that is over before this process heard of it is told to its end', async () => {
  const { follow, write, writeEvent, notice } = fanOutWorld()
  write(1)
  const first = await follow(null)
  await next(first)
  writeEvent(2, 'RoomClosed', {})
  write(3)
  const judge = async () =>
    ({ key: roomId, position: at(3), document: { ...FAN_OUT_ROOM, phase: 'closed' } }) as never
  const follower = await follow(1, { judge })
  assert.deepStrictEqual(await next(follower), [], 'nothing is known to have happened since')
  const message = next(follower)
  notice(1, 2)
  notice(2, 3)
  assert.deepStrictEqual(await message, [2])
  assert.deepStrictEqual(await next(first), [2])
  assert.equal(await next(follower), 'ended')
})

test('a position that was not noticed yet is waited for, and nothing up to it is told again', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1)
  const first = await follow(null)
  await next(first)
  write(2, 3, 4)
  const ahead = await follow(3)
  assert.deepStrictEqual(await next(ahead), [], 'nothing is known to have happened since')
  const message = next(ahead)
  notice(1, 2, 3, 4)
  assert.deepStrictEqual(await next(first), [2, 3, 4])
  assert.deepStrictEqual(await message, [4])
})

test('who has missed nothing gets a first message at once, at the position that they gave', async () => {
  const { follow, write, notice } = fanOutWorld()
  write(1)
  const follower = await follow(1)
  const { events, complete, position } = (await follower.next())!
  assert.deepStrictEqual([events, complete, position], [[], true, at(1)])
  write(2)
  notice(1, 2)
  assert.deepStrictEqual(await next(follower), [2])
})

test('whoever is refused holds nothing', async () => {
  const { fanOut, counts, listeners } = fanOutWorld()
  const ask = { viewer: viewer(), after: null, reactions: 'each', judge: async () => null } as const
  const hold = () => () => {}
  assert.equal(await fanOut.follow(roomId, { ...ask, hold }), null)
  assert.equal(counts.subscribed, 0, 'nor makes this process listen to the room')
  assert.equal(listeners(), 0)
})

test('taps are told as events, or counted by emoji since the message before', async () => {
  const { follow, write, writeEvent, notice } = fanOutWorld()
  write(1)
  const each = await follow(1)
  const tick = await follow(1, { reactions: 'tick' })
  const tap = (place: number, emoji: string) => writeEvent(place, 'Reacted', { emoji })
  tap(2, '👏')
  tap(3, '🎉')
  tap(4, '👏')
  write(5)
  notice(1, 2, 3, 4, 5)
  assert.deepStrictEqual(await next(each), [2, 3, 4, 5])
  const message = (await tick.next())!
  assert.deepStrictEqual(message.reactionTicks, [
    { emoji: '👏', count: 2 },
    { emoji: '🎉', count: 1 },
  ])
  assert.deepStrictEqual(
    message.events.map(({ event }) => Number(digitsOf(event.position))),
    [5],
  )
  tap(6, '👏')
  notice(5, 6)
  assert.deepStrictEqual(await tick.next(), {
    position: at(6),
    complete: true,
    events: [],
    reactionTicks: [{ emoji: '👏', count: 1 }],
  })
})
