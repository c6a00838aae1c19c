// The event log's contract: which positions it takes for its own.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  BEGINNING,
  digitsOf,
  type Position,
  positionNumber,
  positionOf,
  positionOfEvent,
} from '../../commands/event.ts'
import { append, freshStream, type LogUnderTest, newEvents } from './logs.ts'

/** Beyond every log of a test, whatever it counts. */
const BEYOND = 2n ** 62n

export function containsCases(current: LogUnderTest) {
  suite('contains', () => {
    test('the positions of its events, of its head and of what a follower reached', async () => {
      const { log } = current
      const events = await append(log, freshStream(), 0, newEvents(3))
      const read = await log.readAfter([events[0]!.stream], BEGINNING, 3)
      const positions = [BEGINNING, await log.head(), ...[...events, ...read].map(({ position }) => position)]
      const following = new AbortController()
      for await (const batch of log.follow(BEGINNING, {}, following.signal)) {
        positions.push(batch.position)
        if (batch.events.some(({ id }) => id === events[2]!.id)) break
      }
      following.abort()
      for (const position of positions) {
        assert.equal(await log.contains(position), true, position)
        assert.equal(await log.contains(position, { fresh: true }), true, position)
      }
    })

    test('no position of another event at the same place', async () => {
      const { log } = current
      const [event] = await append(log, freshStream(), 0, newEvents(1))
      const { position, id, at } = event!
      const number = positionNumber(position)
      const others = [
        positionOfEvent(number, { id: 'ffffffff-0000-4000-8000-000000000000', at }),
        positionOfEvent(number, { id, at: at + 1 }),
      ]
      for (const other of others) {
        assert.equal(await log.contains(other), false, other)
        assert.equal(await log.contains(other, { fresh: true }), false, other)
      }
      assert.equal(await log.contains(position), true, 'and the event is still found')
    })

    test('no position beyond its end, with or without a fingerprint', async () => {
      const { log } = current
      const [event] = await append(log, freshStream(), 0, newEvents(1))
      for (const position of [positionOf(BEYOND), positionOfEvent(BEYOND, event!)])
        assert.equal(await log.contains(position), false, position)
    })

    test('every position without a fingerprint up to its end: nothing contradicts it', async () => {
      const { log } = current
      const events = await append(log, freshStream(), 0, newEvents(2))
      for (const position of [positionOf(1), ...events.map(({ position }) => digitsOf(position))])
        assert.equal(await log.contains(position as Position), true, position)
    })

    test('the same positions after it was opened again', async () => {
      if (!current.survivesClose) return
      const events = await append(current.log, freshStream(), 0, newEvents(2))
      const { position, id, at } = events[1]!
      await current.reopen()
      assert.equal(await current.log.contains(position), true)
      const other = positionOfEvent(positionNumber(position), { id, at: at + 60_000 })
      assert.equal(await current.log.contains(other), false)
    })
  })

  test('reads after and before a position alike, with and without its fingerprint', async () => {
    const { log } = current
    const stream = freshStream()
    const events = await append(log, stream, 0, newEvents(5))
    const { position } = events[2]!
    for (const place of [position, digitsOf(position)]) {
      assert.deepStrictEqual(await log.readAfter([stream], place, 9), events.slice(3))
      assert.deepStrictEqual(await log.readBefore([stream], place, 9), events.slice(0, 2))
      const following = new AbortController()
      const { value } = await log
        .follow(place, { categories: ['Room'] }, following.signal)
        [Symbol.asyncIterator]()
        .next()
      following.abort()
      assert.deepStrictEqual(
        value.events.filter((event: { stream: string }) => event.stream === stream),
        events.slice(3),
      )
    }
  })
}
