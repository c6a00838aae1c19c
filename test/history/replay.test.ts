import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Recorded } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { createReplays, type Replay, type ReplayOptions } from '../../src/history/replay.ts'
import { systemTime, type Time } from '../../src/support/time.ts'
import { record, time } from '../projections/fold-events.ts'
import { arrayLog } from './array-log.ts'

const roomId = 'r1' as RoomId
const whole: ReplayOptions = {
  roomId,
  from: null,
  to: null,
  after: null,
  speed: 1,
  longestPause: null,
}

type JumpingTime = Pick<Time, 'elapsed' | 'after'> & { time: number }

/** A time that passes only while somebody waits. */
function jumpingWatch(): JumpingTime {
  const watch: JumpingTime = {
    time: 0,
    elapsed: () => watch.time,
    after(ms, callback) {
      let isCancelled = false
      queueMicrotask(() => {
        if (isCancelled) return
        watch.time += ms
        callback()
      })
      return () => {
        isCancelled = true
      }
    },
  }
  return watch
}

/** One event a second. */
const evening = (count: number): Recorded[] =>
  record(Array.from({ length: count }, () => ['Reactions-r1', { type: 'Reacted', data: {} }] as const))

/** When each event was given, in milliseconds since the beginning, with its version. */
async function played(events: readonly Recorded[], wanted: Partial<ReplayOptions>) {
  const stopwatch = jumpingWatch()
  const replays = createReplays({
    time: stopwatch,
    eventLog: arrayLog(events),
    eventsPerSecond: 1e9,
  })
  const replay = await replays.start({ ...whole, ...wanted })
  const given: (readonly [number, number])[] = []
  for (let batch = await replay.next(); batch; batch = await replay.next()) {
    assert.equal(batch.position, batch.events.at(-1)!.position)
    assert.equal(batch.at, batch.events.at(-1)!.at)
    for (const event of batch.events) given.push([Math.round(stopwatch.time), event.version])
  }
  return given
}

describe('a replay', () => {
  it('yields each event once, in order, with the original time between them', async () => {
    assert.deepStrictEqual(await played(evening(4), {}), [
      [0, 1],
      [1_000, 2],
      [2_000, 3],
      [3_000, 4],
    ])
  })

  it('is slower or faster by its speed', async () => {
    const times = async (speed: number) => (await played(evening(4), { speed })).map(([at]) => at)
    assert.deepStrictEqual(await times(0.25), [0, 4_000, 8_000, 12_000])
    assert.deepStrictEqual(await times(10), [0, 100, 200, 300])
  })

  it('groups events that are due together, so that a fast replay sends no more messages than a slow one', async () => {
    const given = await played(evening(1_000), { speed: 1_000 })
    assert.deepStrictEqual(
      given.map(([, version]) => version),
      Array.from({ length: 1_000 }, (_, i) => i + 1),
    )
    const messages = new Set(given.map(([at]) => at)).size
    assert.ok(messages <= 25, `${messages} messages in a second`)
    assert.ok(Math.abs(given.at(-1)![0] - 999) <= 50, `ended after ${given.at(-1)![0]} ms`)
  })

  it('splits simultaneous events into small messages without waiting between them', async () => {
    const burst = evening(1_000).map(event => ({ ...event, at: time(1) }))
    const replays = createReplays({
      time: jumpingWatch(),
      eventLog: arrayLog(burst),
      eventsPerSecond: 1e9,
    })
    const replay = await replays.start(whole)
    const sizes: number[] = []
    for (let batch = await replay.next(); batch; batch = await replay.next()) sizes.push(batch.events.length)
    assert.deepStrictEqual(sizes, Array(25).fill(40))
    const given = await played(burst, {})
    assert.ok(given.every(([at]) => at === 0))
  })

  it('cuts pauses to the longest wanted pause', async () => {
    const [one, two, three] = evening(3) as [Recorded, Recorded, Recorded]
    const slow = [one, { ...two, at: one.at + 60_000 }, { ...three, at: one.at + 60_500 }]
    assert.deepStrictEqual(await played(slow, { longestPause: 2_000 }), [
      [0, 1],
      [2_000, 2],
      [2_500, 3],
    ])
  })

  it('starts and ends at the given times', async () => {
    const versions = async (wanted: Partial<ReplayOptions>) =>
      (await played(evening(10), wanted)).map(([, version]) => version)
    assert.deepStrictEqual(await versions({ from: time(4), to: time(6) }), [4, 5, 6])
    assert.deepStrictEqual(await versions({ after: evening(10)[7]!.position }), [9, 10])
    assert.deepStrictEqual(await versions({ from: time(2), after: evening(10)[7]!.position }), [9, 10])
    assert.deepStrictEqual(await versions({ from: time(20) }), [])
    assert.deepStrictEqual(await versions({ to: 0 }), [])
  })

  it('waits from the start time until the first event', async () => {
    assert.deepStrictEqual(await played(evening(3), { from: time(2) - 500 }), [
      [500, 2],
      [1_500, 3],
    ])
  })

  it('does not wait for the room to open, nor after resuming', async () => {
    assert.deepStrictEqual(await played(evening(2), { from: 0 }), [
      [0, 1],
      [1_000, 2],
    ])
    const after = evening(9)[6]!.position
    assert.deepStrictEqual(await played(evening(9), { from: time(2) - 500, after }), [
      [0, 8],
      [1_000, 9],
    ])
  })

  it('resumes at once after a position, whatever its start time', async () => {
    const eight = evening(10)[7]!.position
    assert.deepStrictEqual(await played(evening(10), { from: time(2), after: eight }), [
      [0, 9],
      [1_000, 10],
    ])
  })

  it('keeps its pace when clocks step back', async () => {
    const [one, two, three] = evening(3) as [Recorded, Recorded, Recorded]
    assert.deepStrictEqual(
      await played([one, { ...two, at: one.at - 300 }, { ...three, at: one.at + 700 }], {}),
      [
        [0, 1],
        [0, 2],
        [1_000, 3],
      ],
    )
  })

  it('ends at once when it is stopped', async () => {
    const replays = createReplays({ time: systemTime, eventLog: arrayLog(evening(2)) })
    const replay = await replays.start({ ...whole, speed: 0.25 })
    await replay.next()
    const waiting = replay.next()
    replay.stop()
    assert.equal(await waiting, null)
  })

  it('shares the rate limit evenly with a hundred others', async () => {
    const stopwatch = jumpingWatch()
    const replays = createReplays({
      time: stopwatch,
      eventLog: arrayLog(evening(400)),
      eventsPerSecond: 4_000,
    })
    const all = await Promise.all(
      Array.from({ length: 100 }, () => replays.start({ ...whole, speed: 1_000 })),
    )
    const given = all.map(() => 0)
    const play = async (replay: Replay, index: number) => {
      for (let batch = await replay.next(); batch; batch = await replay.next()) {
        given[index]! += batch.events.length
        const [least, most] = [Math.min(...given), Math.max(...given)]
        assert.ok(most - least <= 400, `one was given ${most} events, another ${least}`)
      }
    }
    await Promise.all(all.map(play))
    assert.deepStrictEqual(new Set(given), new Set([400]))
    assert.ok(stopwatch.time >= 9_900, `40,000 events took ${stopwatch.time} ms`)
  })
})
