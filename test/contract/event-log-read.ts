// The contract of the event log: reading.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { BEGINNING, type Position, positionOf, type Recorded, type StreamName } from '../../commands/event.ts'
import { LogFault } from '../../src/event-log/event-log.ts'
import { append, freshStream, type LogUnderTest, newEvent, newEvents } from './logs.ts'

/** Later than any event of any log. */
const BEYOND = positionOf(2n ** 63n - 1n)

export function readCases(current: LogUnderTest) {
  test('reading a missing stream gives no events', async () => {
    const stream = freshStream()
    assert.deepStrictEqual(await current.log.read(stream, 1, 10), [])
    assert.deepStrictEqual(await current.log.readTail(stream, 10), [])
    assert.deepStrictEqual(await current.log.readAfter([stream], BEGINNING, 10), [])
  })

  test('keeps type, data, cause and time exactly', async () => {
    const stream = freshStream()
    const events = [
      newEvent({}),
      newEvent({ text: 'Grüße, 世界, 👩‍👩‍👧‍👦, שלום, \u0000\u0001\ud800 "quotes" \\ \n\u2028' }),
      newEvent({ null: null, deep: { nulls: [null, [null, { a: null }]], no: false, empty: {}, none: [] } }),
      newEvent({ least: -9007199254740991, most: 9007199254740991, small: 0.1, tiny: 5e-324, zero: 0 }),
      newEvent({ large: 'é'.repeat(32_768) }),
      { ...newEvent({}, 'TypeWithÜmlaut'), at: 4_102_444_800_000 },
    ]
    events.push({ ...newEvent(), cause: { ...events[0]!.cause, by: 'system', correlationId: '' } })
    const recorded = await append(current.log, stream, 0, events)
    const expected = events.map((event, i) => {
      return { ...event, stream, version: i + 1, position: recorded[i]!.position }
    })
    assert.deepStrictEqual(recorded, expected)
    assert.deepStrictEqual(await current.log.read(stream, 1, 10), expected)
    assert.deepStrictEqual(await current.log.readTail(stream, 10), expected)
    assert.deepStrictEqual(await current.log.readAfter([stream], BEGINNING, 10), expected)
  })

  test('streams do not see each other, even with ids containing dashes', async () => {
    const stream = freshStream()
    const streams = [stream, `${stream}-`, `${stream}-1`, stream.replace('Room-', 'Chat-')] as StreamName[]
    for (const [i, one] of streams.entries()) await append(current.log, one, 0, newEvents(i + 1))
    for (const [i, one] of streams.entries()) {
      const events = await current.log.read(one, 1, 10)
      assert.deepStrictEqual(
        events.map(event => event.stream),
        Array(i + 1).fill(one),
      )
    }
  })

  test('reads from a version on, up to the limit', async () => {
    const stream = freshStream()
    const all = await append(current.log, stream, 0, newEvents(10))
    assert.deepStrictEqual(await current.log.read(stream, 4, 3), all.slice(3, 6))
    assert.deepStrictEqual(await current.log.read(stream, 9, 10), all.slice(8))
    assert.deepStrictEqual(await current.log.read(stream, 11, 10), [])
    assert.deepStrictEqual(await current.log.read(stream, 1, 0), [])
  })

  test('reads the last events of a stream, oldest first', async () => {
    const stream = freshStream()
    const all = await append(current.log, stream, 0, newEvents(10))
    assert.deepStrictEqual(await current.log.readTail(stream, 3), all.slice(7))
    assert.deepStrictEqual(await current.log.readTail(stream, 30), all)
    assert.deepStrictEqual(await current.log.readTail(stream, 0), [])
  })

  test('reads a stream of thousands of events whole', async () => {
    const stream = freshStream()
    const all: Recorded[] = []
    for (let i = 0; i < 5; i += 1)
      all.push(...(await append(current.log, stream, i * 500, newEvents(500, i * 500))))
    assert.deepStrictEqual(await current.log.read(stream, 1, 2_400), all.slice(0, 2_400))
    assert.deepStrictEqual(await current.log.read(stream, 2, 1_000_000), all.slice(1))
    assert.deepStrictEqual(await current.log.readTail(stream, 2_499), all.slice(1))
    assert.deepStrictEqual(await current.log.readAfter([stream], all[0]!.position, 1_000_000), all.slice(1))
    assert.deepStrictEqual(
      await current.log.readBefore([stream], all[2_400]!.position, 2_399),
      all.slice(1, 2_400),
    )
    const last = all.at(-1)!.position
    assert.deepStrictEqual(await current.log.readBefore([stream], last, 1_000_000), all.slice(0, -1))
    assert.deepStrictEqual(
      await current.log.readBefore([stream], all[700]!.position, 300),
      all.slice(400, 700),
    )
    assert.deepStrictEqual(
      await current.log.readBefore([stream], all[2_490]!.position, 3),
      all.slice(2_487, 2_490),
    )
  })

  test('positions compare as text in log order, and the head is the last', async () => {
    const streams = [freshStream(), freshStream('Chat'), freshStream('User')]
    await append(current.log, freshStream(), 0, newEvents(1))
    const positions: Position[] = [await current.log.head()]
    for (let version = 0; version < 12; version += 2) {
      for (const stream of streams) {
        for (const event of await append(current.log, stream, version, newEvents(2)))
          positions.push(event.position)
        assert.equal(await current.log.head(), positions.at(-1))
      }
    }
    assert.deepStrictEqual(positions, positions.toSorted())
    assert.equal(new Set(positions).size, positions.length)
    for (const position of positions) assert.match(position, /^\d{20}-[0-9a-z]{10}$/)
  })

  test('reads several streams merged in position order, forwards and backwards from any position', async () => {
    const { log } = current
    const streams = [freshStream(), freshStream('Chat'), freshStream('Polls')]
    const all: Recorded[] = []
    for (let turn = 0; turn < 30; turn += 1) {
      const stream = streams[(turn * 7) % 3]!
      const version = all.filter(event => event.stream === stream).length
      all.push(...(await append(log, stream, version, newEvents(1 + (turn % 4)))))
      await append(log, freshStream(), 0, newEvents(1))
    }
    const missing = freshStream()
    for (const place of [0, 1, 17, all.length - 1, all.length]) {
      const after = place === 0 ? BEGINNING : all[place - 1]!.position
      assert.deepStrictEqual(await log.readAfter([...streams, missing], after, 1_000), all.slice(place))
      assert.deepStrictEqual(await log.readAfter(streams, after, 5), all.slice(place, place + 5))
      const before = all[place]?.position ?? BEYOND
      assert.deepStrictEqual(await log.readBefore([...streams, missing], before, 1_000), all.slice(0, place))
      assert.deepStrictEqual(
        await log.readBefore(streams, before, 5),
        all.slice(Math.max(0, place - 5), place),
      )
    }
    assert.deepStrictEqual(
      await log.readAfter([streams[1]!], BEGINNING, 1_000),
      all.filter(event => event.stream === streams[1]),
    )
    for (const read of [
      log.readAfter([], BEGINNING, 1_000),
      log.readAfter(streams, BEGINNING, 0),
      log.readAfter(streams, BEYOND, 1_000),
      log.readBefore([], BEYOND, 1_000),
      log.readBefore(streams, BEYOND, 0),
      log.readBefore(streams, BEGINNING, 1_000),
    ])
      assert.deepStrictEqual(await read, [])
    for (const place of [0, 1, 18, all.length - 1, all.length]) {
      const behind = all[place]?.position ?? ('09999999999999999999' as Position)
      assert.deepStrictEqual(await log.readBefore([...streams, missing], behind, 1_000), all.slice(0, place))
      assert.deepStrictEqual(
        await log.readBefore(streams, behind, 5),
        all.slice(Math.max(0, place - 5), place),
      )
    }
    assert.deepStrictEqual(await log.readBefore([], all[3]!.position, 1_000), [])
    assert.deepStrictEqual(await log.readBefore(streams, all[3]!.position, 0), [])
    assert.deepStrictEqual(await log.readBefore(streams, BEGINNING, 10), [])
  })

  test('pages of several streams miss nothing that is written in between', async () => {
    const { log } = current
    const streams = [freshStream(), freshStream('Chat')]
    const written: Recorded[] = []
    const writing = (async () => {
      for (let i = 0; i < 40; i += 1)
        written.push(...(await append(log, streams[i % 2]!, Math.floor(i / 2) * 3, newEvents(3))))
    })()
    const seen: Recorded[] = []
    let done = false
    writing.finally(() => {
      done = true
    })
    for (;;) {
      const complete = done
      const page = await log.readAfter(streams, seen.at(-1)?.position ?? BEGINNING, 4)
      seen.push(...page)
      if (complete && page.length === 0) break
      // An engine inside the process may answer without a turn of the event loop, in which nothing would be written.
      await setImmediate()
    }
    await writing
    assert.deepStrictEqual(seen, written)
  })

  test('events are still there after the log was closed and opened again', async t => {
    if (!current.survivesClose) return t.skip('this log is gone when it is closed')
    const stream = freshStream()
    const before = await append(current.log, stream, 0, newEvents(3))
    await current.reopen()
    assert.deepStrictEqual(await current.log.read(stream, 1, 10), before)
    const [next] = await append(current.log, stream, 3, newEvents(1))
    assert.ok(next!.position > before[2]!.position)
    assert.equal(await current.log.head(), next!.position)
  })

  test('answers a ping, throws a LogFault after closing, and can be closed twice', async t => {
    await current.log.ping()
    if (!current.survivesClose) return t.skip('closing this log would end the other cases')
    const { log } = current
    await current.reopen()
    await log.close()
    await assert.rejects(log.append(freshStream(), 0, newEvents(1)), LogFault)
    await assert.rejects(log.read(freshStream(), 1, 1), LogFault)
    await assert.rejects(log.ping(), LogFault)
    await current.log.ping()
  })
}
