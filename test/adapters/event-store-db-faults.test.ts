// The adapter of EventStoreDB on a node that fails in every way that nodes and links fail.

import assert from 'node:assert/strict'
import { suite, type TestContext, test } from 'node:test'
import { BEGINNING, type Position } from '../../commands/event.ts'
import { type EventLog, LogFault } from '../../src/event-log/event-log.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, freshStream, newEvent, newEvents } from '../contract/logs.ts'
import { type EsdbServer, startEsdb } from '../support/esdb/server.ts'
import { until } from '../support/until.ts'

/** Long enough for a busy machine, short enough to wait for. */
const TIMEOUT = 1_000

async function setUp(t: TestContext, timeout = TIMEOUT): Promise<{ server: EsdbServer; log: EventLog }> {
  const server = await startEsdb()
  const log = await openEventStoreDb({ time: systemTime, url: server.url, timeoutMs: timeout })
  // A first call: the link stands before anything is timed.
  await log.head().catch(() => {})
  t.after(async () => {
    await log.close()
    await server.stop()
  })
  return { server, log }
}

const uncertain = (error: unknown) => error instanceof LogFault && error.isOutcomeUnknown
const certain = (error: unknown) => error instanceof LogFault && !error.isOutcomeUnknown

suite('appending to a failing EventStoreDB', () => {
  for (const fault of ['silent', 'half-close', 'unavailable', 'aborted'] as const)
    test(`${fault}: the outcome is unknown, nothing was written, and repeating the append writes it once`, async t => {
      const { server, log } = await setUp(t)
      const stream = freshStream()
      const events = newEvents(2)
      server.fail('append', fault, 1)
      await assert.rejects(log.append(stream, 0, events), uncertain)
      assert.deepStrictEqual(await log.read(stream, 1, 10), [])
      const recorded = await append(log, stream, 0, events)
      assert.deepStrictEqual(await log.read(stream, 1, 10), recorded)
    })

  for (const fault of ['done-but-silent', 'done-but-unavailable'] as const)
    test(`${fault}: the append was written, and repeating it counts as written`, async t => {
      const { server, log } = await setUp(t)
      const stream = freshStream()
      const events = newEvents(2)
      server.fail('append', fault, 1)
      await assert.rejects(log.append(stream, 0, events), uncertain)
      const recorded = await log.read(stream, 1, 10)
      assert.deepStrictEqual(
        recorded.map(event => event.id),
        events.map(event => event.id),
      )
      assert.deepStrictEqual(await append(log, stream, 0, events), recorded)
      assert.equal((await log.read(stream, 1, 10)).length, 2)
    })

  test('the outcome is unknown when written events cannot be read back', async t => {
    const { server, log } = await setUp(t)
    const stream = freshStream()
    const events = newEvents(2)
    server.fail('read', 'silent', 1)
    await assert.rejects(log.append(stream, 0, events), uncertain)
    assert.equal((await append(log, stream, 0, events)).length, 2)
  })

  test('a slow node is waited for', async t => {
    const { server, log } = await setUp(t)
    server.fail('append', { slow: TIMEOUT / 3 }, 1)
    assert.equal((await append(log, freshStream(), 0, newEvents(1))).length, 1)
  })

  test('a conflict is reported even if the URL says throwOnAppendFailure=false', async t => {
    const { server, log } = await setUp(t)
    const lax = await openEventStoreDb({ time: systemTime, url: `${server.url}&throwOnAppendFailure=false` })
    t.after(() => lax.close())
    const stream = freshStream()
    assert.deepStrictEqual(await lax.append(stream, 3, newEvents(1)), { written: false, actual: 0 })
    await append(log, stream, 0, newEvents(2))
    assert.deepStrictEqual(await lax.append(stream, 0, newEvents(2)), { written: false, actual: 2 })
  })

  test('after a refusal the outcome is known: nothing was written', async t => {
    const { server, log } = await setUp(t)
    server.fail('append', 'access-denied', 1)
    await assert.rejects(log.append(freshStream(), 0, newEvents(1)), certain)
    const ended = freshStream()
    server.store.tombstone(ended)
    await assert.rejects(log.append(ended, 0, newEvents(1)), certain)
  })

  test('an append that is too large is refused before it is sent, and by the server', async t => {
    const { server, log } = await setUp(t)
    const { calls, store } = server
    await assert.rejects(log.append(freshStream(), 0, [newEvent({ text: 'x'.repeat(1_100_000) })]), certain)
    assert.equal(calls.append, 0)
    store.maxAppendBytes = 1_000
    await assert.rejects(log.append(freshStream(), 0, [newEvent({ text: 'x'.repeat(2_000) })]), certain)
    assert.equal(calls.append, 1)
  })

  test('the next append reconnects to a restarted server', async t => {
    const { server, log } = await setUp(t)
    const stream = freshStream()
    const first = await append(log, stream, 0, newEvents(1))
    await server.stop()
    await assert.rejects(log.append(stream, 1, newEvents(1)), uncertain)
    const again = await startEsdb({ store: server.store, port: server.port })
    t.after(() => again.stop())
    const events = newEvents(1)
    let second: Awaited<ReturnType<typeof append>> = []
    await until(async () => {
      second = await append(log, stream, 1, events).catch(() => [])
      return second.length === 1 ? null : 'it is not written'
    })
    assert.deepStrictEqual(await log.read(stream, 1, 10), [...first, ...second])
  })

  test('an unreachable server is reported at once as a LogFault', async t => {
    const { server, log } = await setUp(t)
    await server.stop()
    for (const call of [
      log.ping(),
      log.head(),
      log.read(freshStream(), 1, 1),
      log.readTail(freshStream(), 1),
    ])
      await assert.rejects(call, LogFault)
  })
})

suite('reading a failing EventStoreDB', () => {
  for (const fault of ['silent', 'unavailable', 'access-denied'] as const)
    test(`${fault}: a read ends in a LogFault, and the next read works`, async t => {
      const { server, log } = await setUp(t)
      const stream = freshStream()
      const recorded = await append(log, stream, 0, newEvents(2))
      server.fail('read', fault)
      await assert.rejects(log.read(stream, 1, 10), LogFault)
      await assert.rejects(log.readAfter([stream], BEGINNING, 10), LogFault)
      await assert.rejects(log.ping(), LogFault)
      server.heal()
      assert.deepStrictEqual(await log.readAfter([stream], BEGINNING, 10), recorded)
    })

  test('a soft-deleted stream continues its versions', async t => {
    const { server, log } = await setUp(t)
    const stream = freshStream()
    await append(log, stream, 0, newEvents(3))
    server.store.delete(stream)
    assert.deepStrictEqual(await log.read(stream, 1, 10), [])
    assert.deepStrictEqual(await log.readTail(stream, 10), [])
  })
})

suite('following a failing EventStoreDB', () => {
  for (const filter of [{}, { categories: ['Room'] as const }])
    for (const fault of ['silent', 'half-close', 'unavailable'] as const)
      test(`${fault} at the start, ${filter.categories ? 'some categories' : 'all'}: a LogFault`, async t => {
        const { server, log } = await setUp(t)
        server.fail('subscribe', fault)
        const follower = log.follow(BEGINNING, filter, new AbortController().signal)[Symbol.asyncIterator]()
        await assert.rejects(follower.next(), LogFault)
        assert.equal((await follower.next()).done, true)
      })

  for (const filter of [{}, { categories: ['Room'] as const }])
    test(`a subscription that the server ends is a LogFault, ${filter.categories ? 'some categories' : 'all'}; another goes on`, async t => {
      const { server, log } = await setUp(t)
      const stream = freshStream()
      await append(log, stream, 0, newEvents(2))
      const seen: number[] = []
      let position: Position = BEGINNING
      const takeUntil = async (version: number) => {
        const follower = log.follow(position, filter, new AbortController().signal)
        for await (const batch of follower) {
          position = batch.position
          for (const event of batch.events) seen.push(event.version)
          if (seen.at(-1) === version) server.dropSubscriptions()
        }
      }
      await assert.rejects(takeUntil(2), LogFault)
      await append(log, stream, 2, newEvents(2))
      await assert.rejects(takeUntil(4), LogFault)
      assert.deepStrictEqual(seen, [1, 2, 3, 4])
    })

  test('readers of everything share one subscription, which ends with the last of them', async t => {
    const { server, log } = await setUp(t)
    const controller = new AbortController()
    const start = await log.head()
    const followers = Array.from({ length: 8 }, (_, partition) =>
      log.follow(start, { partitions: [partition] }, controller.signal)[Symbol.asyncIterator](),
    )
    const waiting = followers.map(follower => follower.next())
    await append(log, freshStream(), 0, newEvents(1))
    await Promise.all(waiting)
    assert.equal(server.calls.subscribe, 1)
    controller.abort()
    await until(() => (server.open.subscribe === 0 ? null : `${server.open.subscribe} are open`))
  })

  test('a reader that falls far behind the tail reads history again and misses nothing', async t => {
    const { log } = await setUp(t, 30_000)
    const stream = freshStream()
    const follower = log.follow(await log.head(), {}, new AbortController().signal)[Symbol.asyncIterator]()
    const seen: number[] = []
    const first = follower.next()
    await append(log, stream, 0, newEvents(1))
    for (const event of (await first).value?.events ?? []) seen.push(event.version)
    // More than the tail keeps.
    for (let version = 1; version < 9_001; version += 1_000)
      await append(log, stream, version, newEvents(1_000))
    while (seen.length < 9_001) {
      const next = await follower.next()
      for (const event of next.value?.events ?? []) seen.push(event.version)
    }
    await follower.return?.()
    assert.deepStrictEqual(
      seen,
      Array.from({ length: 9_001 }, (_, i) => i + 1),
    )
  })

  test("the server's own events and others' are passed by, and the head is the last of ours", async t => {
    const { server, log } = await setUp(t)
    const [ours] = await append(log, freshStream(), 0, newEvents(1))
    const foreign = { id: crypto.randomUUID(), metadata: new Map(), custom: bytes, data: bytes }
    for (const stream of ['$stats-1', 'orders-7', '$$Room-x']) server.store.append(stream, 'any', [foreign])
    assert.equal(await log.head(), ours!.position)
    const controller = new AbortController()
    const seen: unknown[] = []
    for await (const { events } of log.follow(BEGINNING, {}, controller.signal)) {
      seen.push(...events)
      if (seen.length > 0) controller.abort()
    }
    assert.deepStrictEqual(seen, [ours])
  })
})

suite('what the adapter of EventStoreDB leaves behind', () => {
  test('no call stays open after reads, failed reads, and readers that left or failed', async t => {
    const { server, log } = await setUp(t)
    const stream = freshStream()
    await append(log, stream, 0, newEvents(5))
    for (let i = 0; i < 20; i++) {
      await log.read(stream, 1, 2)
      for await (const _ of log.follow(BEGINNING, { categories: ['Room'] }, new AbortController().signal))
        break
      for await (const _ of log.follow(BEGINNING, {}, new AbortController().signal)) break
    }
    server.fail('read', 'silent', 5)
    await Promise.all(Array.from({ length: 5 }, () => assert.rejects(log.read(stream, 1, 2), LogFault)))
    const { open } = server
    await until(() => (open.read + open.subscribe === 0 ? null : `open: ${JSON.stringify(open)}`))
  })
})

const bytes = new Uint8Array(Buffer.from('{}'))
