// The contract of the event log: following.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { BEGINNING, type Recorded } from '../../commands/event.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { append, freshStream, type LogUnderTest, newEvents, remember } from './logs.ts'

export function followCases(current: LogUnderTest) {
  test('following from the start yields history, then live events, each once and in order', async () => {
    const { log } = current
    const streams = [freshStream(), freshStream('Chat'), freshStream('User')]
    const written: Recorded[] = []
    const write = async (rounds: number, version: number) => {
      for (let round = 0; round < rounds; round += 1)
        for (const stream of streams)
          written.push(...(await append(log, stream, version + round * 2, newEvents(2))))
    }
    await write(20, 0)
    const follower = remember(log, BEGINNING, {}, streams)
    await write(20, 40)
    await follower.sees(written.length)
    await write(20, 80)
    await follower.sees(written.length)
    await follower.stop()
    assert.deepStrictEqual(follower.seen, written)
    assert.ok(follower.rising)
  })

  test('following after a position yields only what follows it', async () => {
    const { log } = current
    const stream = freshStream()
    const events = await append(log, stream, 0, newEvents(10))
    const follower = remember(log, events[3]!.position, {}, [stream])
    await follower.sees(6)
    await append(log, stream, 10, newEvents(1))
    await follower.sees(7)
    await follower.stop()
    assert.deepStrictEqual(follower.seen, await log.read(stream, 5, 10))
  })

  test('a position survives a restart', async t => {
    if (!current.survivesClose) return t.skip('this log is gone when it is closed')
    const stream = freshStream()
    await append(current.log, stream, 0, newEvents(3))
    const first = remember(current.log, BEGINNING, {}, [stream])
    await first.sees(3)
    await first.stop()
    await append(current.log, stream, 3, newEvents(2))
    await current.reopen()
    await append(current.log, stream, 5, newEvents(2))
    const second = remember(current.log, first.position, {}, [stream])
    await second.sees(4)
    await second.stop()
    assert.deepStrictEqual(second.seen, await current.log.read(stream, 4, 10))
  })

  test('live events are the same as those read later', async () => {
    const { log } = current
    const stream = freshStream()
    const follower = remember(log, await log.head(), {}, [stream])
    await append(log, stream, 0, newEvents(3))
    await follower.sees(3)
    await follower.stop()
    assert.deepStrictEqual(follower.seen, await log.read(stream, 1, 10))
  })

  test('yields only the wanted categories and partitions, in history and live', async () => {
    const { log } = current
    const start = await log.head()
    const room3 = freshStream('Room', '3')
    const roomF = freshStream('Room', 'f')
    const chat3 = freshStream('Chat', '3')
    const chatF = freshStream('Chat', 'f')
    const streams = [room3, roomF, chat3, chatF]
    const filters = [
      { filter: { categories: ['Room', 'User'] as const }, streams: [room3, roomF] },
      { filter: { partitions: [3, 4] }, streams: [room3, chat3] },
      { filter: { categories: ['Chat'] as const, partitions: [15] }, streams: [chatF] },
      { filter: { categories: ['Polls'] as const }, streams: [] },
    ]
    const written: Recorded[] = []
    const write = async (version: number) => {
      for (const stream of streams) written.push(...(await append(log, stream, version, newEvents(2))))
    }
    const early = filters.map(({ filter }) => remember(log, start, filter, streams))
    await write(0)
    await write(2)
    const late = filters.map(({ filter }) => remember(log, start, filter, streams))
    const last = written.at(-1)!.position
    for (const [i, { filter }] of filters.entries())
      if (!('categories' in filter)) for (const followers of [early, late]) await followers[i]!.reaches(last)
    await append(log, freshStream('User'), 0, newEvents(current.checkpointEvery))
    for (const follower of [...early, ...late]) {
      // Where nothing matches, the position comes forward all the same.
      await follower.reaches(last)
      await follower.stop()
      assert.ok(follower.rising)
    }
    for (const followers of [early, late])
      for (const [i, { streams: wanted }] of filters.entries())
        assert.deepStrictEqual(
          followers[i]!.seen,
          written.filter(event => wanted.some(stream => stream === event.stream)),
        )
  })

  test('a slow reader misses nothing', async () => {
    const { log } = current
    const stream = freshStream()
    const controller = new AbortController()
    const follower = log.follow(await log.head(), {}, controller.signal)[Symbol.asyncIterator]()
    const written = [...(await append(log, stream, 0, newEvents(1)))]
    const seen: Recorded[] = []
    while (seen.length < 301) {
      const { value } = await follower.next()
      for (const event of (value?.events ?? []) as Recorded[]) if (event.stream === stream) seen.push(event)
      while (written.length < 301) written.push(...(await append(log, stream, written.length, newEvents(50))))
    }
    controller.abort()
    assert.deepStrictEqual(seen, written)
  })

  test('several readers are independent, and the end of one does not affect the others', async () => {
    const { log } = current
    const stream = freshStream()
    const start = await log.head()
    const followers = Array.from({ length: 5 }, () => remember(log, start, {}, [stream]))
    await append(log, stream, 0, newEvents(2))
    await followers[0]!.sees(2)
    await followers[0]!.stop()
    const [last] = await append(log, stream, 2, newEvents(1))
    for (const follower of followers.slice(1)) {
      await follower.reaches(last!.position)
      await follower.stop()
      assert.deepStrictEqual(follower.seen, await log.read(stream, 1, 10))
    }
    assert.equal(followers[0]!.seen.length, 2)
  })

  test('a waiting reader ends at once when its signal aborts', async () => {
    const controller = new AbortController()
    const { waiting } = await waitingFollower(current.log, controller.signal)
    controller.abort()
    assert.deepStrictEqual(await waiting, { done: true, value: undefined })
  })

  test('a waiting reader ends at once when its loop returns', async () => {
    const controller = new AbortController()
    const { iterator, waiting } = await waitingFollower(current.log, controller.signal)
    await iterator.return?.()
    assert.deepStrictEqual(await waiting, { done: true, value: undefined })
    assert.deepStrictEqual(await iterator.next(), { done: true, value: undefined })
  })

  test('following with an aborted signal yields nothing', async () => {
    const { log } = current
    await append(log, freshStream(), 0, newEvents(1))
    for await (const batch of log.follow(BEGINNING, {}, AbortSignal.abort()))
      assert.fail(`got ${batch.position}`)
  })

  test('leaving the loop in the middle of history ends the reader', async () => {
    const { log } = current
    const controller = new AbortController()
    const stream = freshStream()
    await append(log, stream, 0, newEvents(5))
    let batches = 0
    for await (const _ of log.follow(BEGINNING, {}, controller.signal)) {
      batches += 1
      break
    }
    assert.equal(batches, 1)
    assert.equal((await log.read(stream, 1, 10)).length, 5)
  })

  test('closing the log ends waiting readers', async t => {
    if (!current.survivesClose) return t.skip('closing this log would end the other cases')
    const { waiting } = await waitingFollower(current.log, new AbortController().signal)
    await current.reopen()
    assert.deepStrictEqual(await waiting, { done: true, value: undefined })
  })
}

/** A follower that has been given all there is and waits for more. */
async function waitingFollower(log: EventLog, signal: AbortSignal) {
  const stream = freshStream()
  const iterator = log.follow(await log.head(), {}, signal)[Symbol.asyncIterator]()
  const [last] = await append(log, stream, 0, newEvents(1))
  let position = BEGINNING
  while (position < last!.position) {
    const next = await iterator.next()
    if (next.done) throw new Error('ended by itself')
    position = next.value.position
  }
  let ended = false
  const waiting = iterator.next()
  waiting.then(() => {
    ended = true
  })
  await setImmediate()
  assert.equal(ended, false, 'ended before it was told to')
  return { iterator, waiting }
}
