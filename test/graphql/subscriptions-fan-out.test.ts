import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Position, positionOf, type Recorded } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { type Notice, roomTopic } from '../../src/bus/bus.ts'
import { createFanOut, type FanOutOptions } from '../../src/graphql/fan-out.ts'
import { SlowConsumer } from '../../src/graphql/follow.ts'
import { nextTurn } from '../../src/support/clock.ts'

const roomId = '00000000-0000-4000-8000-000000000001' as RoomId
const at = (place: number) => positionOf(place)

/** A log and a bus in the hands of the test: what is written is not noticed before the test says so. */
function world(options: Partial<FanOutOptions> = {}) {
  const written: Recorded[] = []
  const handlers = new Map<string, Set<(message: unknown) => void>>()
  const counts = { subscribed: 0, read: 0, filled: 0, slow: 0 }
  let failing = 0
  let gate = Promise.resolve()
  const fanOut = createFanOut({
    eventLog: {
      async readAfter(streams, after, limit) {
        counts.read++
        const found = written.filter(event => streams.includes(event.stream) && event.position > after)
        await gate
        if (failing > 0) {
          failing--
          throw new Error('the log is away')
        }
        return found.slice(0, limit)
      },
      head: async () => written.at(-1)?.position ?? at(0),
    },
    bus: {
      async subscribe(topic, handler) {
        counts.subscribed++
        const own = handlers.get(topic) ?? new Set()
        handlers.set(topic, own.add(handler))
        return {
          close() {
            own.delete(handler)
          },
        }
      },
    },
    reached: async () => true,
    logger: { warn() {} },
    observer: {
      following() {},
      delivered() {},
      filled() {
        counts.filled++
      },
      slow() {
        counts.slow++
      },
    },
    ...options,
  })
  const write = (...places: number[]) => {
    for (const place of places)
      written.push({ position: at(place), stream: `Room-${roomId}`, type: 'Reacted' } as unknown as Recorded)
  }
  return {
    fanOut,
    counts,
    write,
    listeners: (topic = roomTopic(roomId)) => handlers.get(topic)?.size ?? 0,
    failNextRead: (times = 1) => {
      failing = times
    },
    stopReads() {
      const stopped = Promise.withResolvers<void>()
      gate = stopped.promise
      return stopped.resolve
    },
    /** The notice of these events, as the projector tells it. */
    notice(previous: number | null, ...places: number[]) {
      const events = places.map(place => written.find(event => event.position === at(place))!)
      const position = at(places.at(-1)!)
      const notice: Notice = { roomId, previous: previous === null ? null : at(previous), position, events }
      for (const handler of handlers.get(roomTopic(roomId)) ?? []) handler(notice)
    },
  }
}

type Follower = AsyncIterator<{ position: Position; complete: boolean; events: readonly Recorded[] }>

async function next(follower: Follower) {
  const { done, value } = await follower.next()
  if (done) return 'ended'
  return value.events.map(event => Number(event.position))
}

async function settled(promise: Promise<unknown>) {
  let is = false
  promise.then(() => {
    is = true
  })
  for (let i = 0; i < 5; i++) await nextTurn()
  return is
}

test('what is noticed in order is given as it comes, without a look into the log', async () => {
  const { fanOut, write, notice, counts } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  assert.deepStrictEqual(await follower.next(), {
    done: false,
    value: { position: at(1), complete: true, past: false, events: [] },
  })
  write(2, 5)
  notice(1, 2)
  assert.deepStrictEqual(await next(follower), [2])
  notice(2, 5)
  assert.deepStrictEqual(await next(follower), [5])
  assert.equal(counts.read, 0)
})

test('what waits for a follower leaves in one message', async () => {
  const { fanOut, write, notice } = world()
  write(1)
  const follower = await fanOut.follow(roomId, at(1))
  write(2, 3, 4)
  notice(1, 2)
  notice(2, 3)
  notice(3, 4)
  assert.deepStrictEqual([...(await next(follower))], [2, 3, 4])
})

test('a notice that comes twice or late is passed over', async () => {
  const { fanOut, write, notice } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2, 3)
  notice(1, 2)
  notice(1, 2)
  notice(2, 3)
  notice(1, 2, 3)
  assert.deepStrictEqual(await next(follower), [2, 3])
  write(4)
  notice(3, 4)
  assert.deepStrictEqual(await next(follower), [4])
})

test('a notice that overlaps what was seen gives only what is new', async () => {
  const { fanOut, write, notice } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2, 3)
  notice(1, 2)
  notice(1, 2, 3)
  assert.deepStrictEqual(await next(follower), [2, 3])
})

test('a gap is filled from the log at once', async () => {
  const { fanOut, write, notice } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2, 3, 4)
  notice(3, 4)
  assert.deepStrictEqual(await next(follower), [2, 3, 4])
})

test('a notice that does not know what was before it makes the log be read', async () => {
  const { fanOut, write, notice } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2, 3)
  notice(null, 3)
  assert.deepStrictEqual(await next(follower), [2, 3])
})

test('what a fill read ahead is not given again when its notice comes', async () => {
  const { fanOut, write, notice } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2, 3, 4, 5)
  notice(2, 3)
  assert.deepStrictEqual(await next(follower), [2, 3, 4, 5])
  notice(3, 4)
  notice(4, 5)
  write(6)
  notice(5, 6)
  assert.deepStrictEqual(await next(follower), [6])
})

test('notices that come while the log is read wait for it', async () => {
  const { fanOut, write, notice, stopReads } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2, 3)
  const goOn = stopReads()
  notice(2, 3)
  write(4)
  notice(3, 4)
  goOn()
  assert.deepStrictEqual(await next(follower), [2, 3])
  assert.deepStrictEqual(await next(follower), [4])
})

test('a log that is away is read again until it is back', async () => {
  const { fanOut, write, notice, failNextRead } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2, 3)
  failNextRead(2)
  notice(2, 3)
  assert.deepStrictEqual(await next(follower), [2, 3])
})

test('the last notice may be lost: the check finds what it told of', async () => {
  const { fanOut, write } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2)
  const waiting = next(follower)
  assert.equal(await settled(waiting), false)
  await fanOut.check()
  assert.deepStrictEqual(await waiting, [2])
})

test('the check runs by itself', async t => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { fanOut, write } = world()
  write(1)
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  write(2)
  t.mock.timers.tick(30_000)
  assert.deepStrictEqual(await next(follower), [2])
  fanOut.close()
})

test('history from any position joins what comes without a gap or a repeat', async () => {
  for (let after = 0; after <= 4; after++) {
    const { fanOut, write, notice } = world()
    write(1, 2, 3, 4)
    const follower = await fanOut.follow(roomId, at(after))
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
  const { fanOut, write, notice, stopReads } = world()
  write(1, 2)
  const follower = await fanOut.follow(roomId, at(0))
  const goOn = stopReads()
  const first = next(follower)
  write(3)
  notice(2, 3)
  goOn()
  assert.deepStrictEqual(await first, [1, 2])
  assert.deepStrictEqual(await next(follower), [3])
})

test('a long history comes in pages', async () => {
  const { fanOut, write } = world()
  write(...Array.from({ length: 1_201 }, (_, i) => i + 1))
  const follower = await fanOut.follow(roomId, at(0))
  const lengths = []
  for (let i = 0; i < 3; i++) lengths.push((await next(follower)).length)
  assert.deepStrictEqual(lengths, [500, 500, 201])
})

test('who reads history slowly in a busy room loses nothing', async () => {
  const { fanOut, write, notice } = world({ maxWaiting: 2 })
  write(...Array.from({ length: 500 }, (_, i) => i + 1))
  const follower = await fanOut.follow(roomId, at(0))
  assert.equal((await next(follower)).length, 500)
  for (let place = 501; place <= 510; place++) {
    write(place)
    notice(place - 1, place)
  }
  assert.deepStrictEqual(await next(follower), [501, 502, 503, 504, 505, 506, 507, 508, 509, 510])
})

test('a position of another log is not complete, and goes on from now', async () => {
  const { fanOut, write, notice } = world()
  write(1, 2)
  const follower = await fanOut.follow(roomId, at(99))
  assert.deepStrictEqual(await follower.next(), {
    done: false,
    value: { position: at(2), complete: false, past: false, events: [] },
  })
  write(3)
  notice(2, 3)
  assert.deepStrictEqual(await next(follower), [3])
})

test('a follower that does not take its events fails, and the others go on', async () => {
  const { fanOut, write, notice, counts } = world({ maxWaiting: 3 })
  write(1)
  const slow = await fanOut.follow(roomId, null)
  const quick = await fanOut.follow(roomId, null)
  await next(slow)
  await next(quick)
  for (let place = 2; place <= 5; place++) {
    write(place)
    notice(place - 1, place)
    assert.deepStrictEqual(await next(quick), [place])
  }
  await assert.rejects(slow.next(), SlowConsumer)
  assert.deepStrictEqual(await next(slow), 'ended')
  assert.equal(counts.slow, 1)
})

test('all followers of a room share one subscription, which ends with the last of them', async () => {
  const { fanOut, listeners, counts } = world()
  const followers = await Promise.all([1, 2, 3].map(() => fanOut.follow(roomId, null)))
  assert.equal(counts.subscribed, 1)
  await followers[0]!.return()
  await followers[1]!.return()
  assert.equal(listeners(), 1)
  await followers[2]!.return()
  assert.equal(listeners(), 0)
})

test('a follower that waits lets go at once', async () => {
  const { fanOut, listeners } = world()
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  const waiting = next(follower)
  await follower.return()
  assert.equal(await waiting, 'ended')
  assert.equal(listeners(), 0)
})

test('closing ends everybody who follows', async () => {
  const { fanOut } = world()
  const follower = await fanOut.follow(roomId, null)
  await next(follower)
  const waiting = next(follower)
  fanOut.close()
  assert.equal(await waiting, 'ended')
})

test('a room of which the bus cannot tell can be followed again later', async () => {
  let away = true
  const { fanOut } = world({
    bus: {
      async subscribe() {
        if (away) throw new Error('the bus is away')
        return { close() {} }
      },
    },
  })
  await assert.rejects(fanOut.follow(roomId, null), /the bus is away/)
  away = false
  const follower = await fanOut.follow(roomId, null)
  assert.deepStrictEqual(await next(follower), [])
})
