// The contract of the event log: appending.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { append, freshStream, type LogUnderTest, newEvent, newEvents } from './logs.ts'

export function appendCases(current: LogUnderTest) {
  test('appends to a new stream at version 0 and returns version n', async () => {
    const stream = freshStream()
    const events = newEvents(3)
    const appended = await current.log.append(stream, 0, events)
    assert.ok(appended.written)
    assert.equal(appended.version, 3)
    const recorded = events.map((event, i) => ({
      ...event,
      stream,
      version: i + 1,
      position: appended.events[i]!.position,
    }))
    assert.deepStrictEqual(appended.events, recorded)
    assert.deepStrictEqual(await current.log.read(stream, 1, 10), recorded)
  })

  test('appends one by one, each at the version the last one returned', async () => {
    const stream = freshStream()
    let version = 0
    for (const event of newEvents(5)) {
      const appended = await current.log.append(stream, version, [event])
      assert.ok(appended.written)
      version = appended.version
    }
    assert.equal(version, 5)
    const versions = (await current.log.read(stream, 1, 10)).map(event => event.version)
    assert.deepStrictEqual(versions, [1, 2, 3, 4, 5])
  })

  test('appends several events atomically; none is kept when the append conflicts', async () => {
    const stream = freshStream()
    const kept = await append(current.log, stream, 0, newEvents(2))
    assert.deepStrictEqual(await current.log.append(stream, 1, newEvents(3)), { written: false, actual: 2 })
    assert.deepStrictEqual(await current.log.read(stream, 1, 10), kept)
  })

  test('an empty append changes nothing and returns the current version', async () => {
    const stream = freshStream()
    assert.deepStrictEqual(await current.log.append(stream, 0, []), { written: true, version: 0, events: [] })
    const kept = await append(current.log, stream, 0, newEvents(2))
    assert.deepStrictEqual(await current.log.append(stream, 2, []), { written: true, version: 2, events: [] })
    assert.deepStrictEqual(await current.log.append(stream, 1, []), { written: false, actual: 2 })
    assert.deepStrictEqual(await current.log.read(stream, 1, 10), kept)
  })

  test('a repeated append returns the events as they are in the log, also one that was decided at another time', async () => {
    for (const count of [1, 2]) {
      const stream = freshStream()
      const events = newEvents(count)
      const kept = await append(current.log, stream, 0, events)
      const later = events.map(event => ({ ...event, at: event.at + 5_000 }))
      assert.deepStrictEqual(await append(current.log, stream, 0, later), kept)
      for (const { position } of kept) assert.equal(await current.log.contains(position), true)
    }
  })

  test('conflicts when the stream is ahead, and returns its version', async () => {
    const stream = freshStream()
    await append(current.log, stream, 0, newEvents(4))
    for (const expected of [0, 1, 3])
      assert.deepStrictEqual(await current.log.append(stream, expected, newEvents(1)), {
        written: false,
        actual: 4,
      })
  })

  test('conflicts when the stream does not exist, and returns version 0', async () => {
    const appended = await current.log.append(freshStream(), 3, newEvents(1))
    assert.deepStrictEqual(appended, { written: false, actual: 0 })
  })

  test('conflicts when the stream is behind, and returns its version', async () => {
    const stream = freshStream()
    await append(current.log, stream, 0, newEvents(2))
    const appended = await current.log.append(stream, 7, newEvents(1))
    assert.deepStrictEqual(appended, { written: false, actual: 2 })
  })

  test('exactly one of two simultaneous appends at one version is written', async () => {
    const stream = freshStream()
    const tries = [newEvents(2), newEvents(2, 3)]
    const appended = await Promise.all(tries.map(events => current.log.append(stream, 0, events)))
    const winner = appended.findIndex(one => one.written)
    assert.deepStrictEqual(appended[1 - winner], { written: false, actual: 2 })
    const ids = (await current.log.read(stream, 1, 10)).map(event => event.id)
    assert.deepStrictEqual(
      ids,
      tries[winner]!.map(event => event.id),
    )
  })

  test('a conflict does not affect other simultaneous appends', async () => {
    const streams = Array.from({ length: 20 }, () => freshStream())
    await append(current.log, streams[7]!, 0, newEvents(1))
    const appended = await Promise.all(streams.map(stream => current.log.append(stream, 0, newEvents(2))))
    for (const [i, one] of appended.entries()) {
      if (i === 7) assert.deepStrictEqual(one, { written: false, actual: 1 })
      else assert.ok(one.written && one.version === 2)
    }
    const lengths = await Promise.all(streams.map(async s => (await current.log.read(s, 1, 10)).length))
    assert.deepStrictEqual(
      lengths,
      streams.map((_, i) => (i === 7 ? 1 : 2)),
    )
  })

  test('an append that cannot be stored is refused without affecting others', async () => {
    const good = freshStream()
    const bad = freshStream()
    const [refused, written] = await Promise.allSettled([
      current.log.append(bad, 0, [newEvent({ number: 1n })]),
      current.log.append(good, 0, newEvents(1)),
    ])
    assert.equal(refused.status, 'rejected')
    assert.ok(written.status === 'fulfilled' && written.value.written)
    assert.deepStrictEqual(await current.log.read(bad, 1, 10), [])
  })

  test('repeating an append with the same ids counts as written and writes nothing', async () => {
    const stream = freshStream()
    await append(current.log, stream, 0, newEvents(1))
    const events = newEvents(2)
    const first = await current.log.append(stream, 1, events)
    assert.deepStrictEqual(await current.log.append(stream, 1, events), first)
    await append(current.log, stream, 3, newEvents(1))
    assert.deepStrictEqual(await current.log.append(stream, 1, events), first)
    assert.equal((await current.log.read(stream, 1, 10)).length, 4)
  })

  test('two simultaneous appends of the same events both count as written, and are written once', async () => {
    const stream = freshStream()
    const events = newEvents(3)
    const [first, second] = await Promise.all([
      current.log.append(stream, 0, events),
      current.log.append(stream, 0, events),
    ])
    assert.ok(first.written)
    assert.deepStrictEqual(second, first)
    assert.deepStrictEqual(await current.log.read(stream, 1, 10), first.events)
  })

  test('an append that repeats only some of the stored events conflicts', async () => {
    const stream = freshStream()
    const [one, two] = newEvents(2)
    await append(current.log, stream, 0, [one!, two!])
    const conflict = { written: false, actual: 2 }
    assert.deepStrictEqual(await current.log.append(stream, 0, [one!, newEvent()]), conflict)
    assert.deepStrictEqual(await current.log.append(stream, 0, [one!, two!, newEvent()]), conflict)
    assert.deepStrictEqual(await current.log.append(stream, 1, [one!]), conflict)
  })
}
