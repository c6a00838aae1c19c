// The adapter of EventStoreDB on a cluster, of which another node may come to answer.

import assert from 'node:assert/strict'
import { suite, type TestContext, test } from 'node:test'
import { BEGINNING, type Position } from '../../commands/event.ts'
import { type EventLog, LogFault } from '../../src/event-log/event-log.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { systemTime } from '../../src/support/time.ts'
import { append, freshStream, newEvents } from '../contract/logs.ts'
import { type EsdbServer, startEsdb } from '../support/esdb/server.ts'
import { EsdbStore } from '../support/esdb/store.ts'
import { until } from '../support/until.ts'

async function setUp(t: TestContext): Promise<{ server: EsdbServer; log: EventLog }> {
  const server = await startEsdb()
  const log = await openEventStoreDb({ time: systemTime, url: server.url })
  t.after(async () => {
    await log.close()
    await server.stop()
  })
  return { server, log }
}

suite('EventStoreDB in several nodes', () => {
  test('a node that is not the leader names the leader, and the call is repeated there', async t => {
    const { server, log } = await setUp(t)
    const leader = await startEsdb({ store: server.store })
    t.after(() => leader.stop())
    server.fail('append', { notLeader: { host: '127.0.0.1', port: leader.port } })
    await append(log, freshStream(), 0, newEvents(1))
    assert.deepStrictEqual([server.calls.append, leader.calls.append], [1, 1])
  })

  test('when no node of a cluster answers, the outcome is unknown and a retry may succeed', async t => {
    const url = 'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=1'
    const log = await openEventStoreDb({ time: systemTime, url, timeoutMs: 5_000 })
    t.after(() => log.close())
    await assert.rejects(
      log.append(freshStream(), 0, newEvents(1)),
      (error: unknown) => error instanceof LogFault && error.isOutcomeUnknown,
    )
  })

  test('a node that lags behind the leader is not used for reads', async t => {
    const { server, log } = await setUp(t)
    const leader = await startEsdb()
    const onLeader = await openEventStoreDb({ time: systemTime, url: leader.url })
    t.after(async () => {
      await onLeader.close()
      await leader.stop()
    })
    const stream = freshStream()
    const recorded = await append(onLeader, stream, 0, newEvents(3))
    for (const kind of ['read', 'subscribe'] as const)
      server.fail(kind, { notLeader: { host: '127.0.0.1', port: leader.port } })
    assert.deepStrictEqual(await log.read(stream, 1, 10), recorded)
    assert.equal(await log.head(), recorded.at(-1)!.position)
  })

  test('following a node that is not the leader fails, and the next try follows the leader', async t => {
    const { server, log } = await setUp(t)
    const leader = await startEsdb({ store: server.store })
    t.after(() => leader.stop())
    await append(log, freshStream(), 0, newEvents(1))
    server.fail('subscribe', { notLeader: { host: '127.0.0.1', port: leader.port } })
    const follow = () =>
      log.follow(BEGINNING, { categories: ['Room'] }, new AbortController().signal)[Symbol.asyncIterator]()
    await assert.rejects(follow().next(), LogFault)
    const follower = follow()
    assert.equal((await follower.next()).value?.events.length, 1)
    await follower.return?.()
    assert.deepStrictEqual([server.calls.subscribe, leader.calls.subscribe], [1, 1])
  })

  for (const filter of [{ partitions: [3] }, { categories: ['Room'] as const }])
    test(`a node that lags behind the head does not count as caught up: ${Object.keys(filter)}`, async t => {
      const { server, log } = await setUp(t)
      const stream = freshStream('Room', '3')
      await append(log, stream, 0, newEvents(3))
      const whole = server.store
      const behind = new EsdbStore()
      const [first] = whole.all
      behind.append(stream, 'any', [first!])
      server.fail('subscribe', { failsOverTo: behind }, 1)
      const seen: number[] = []
      let position: Position = BEGINNING
      const controller = new AbortController()
      t.after(() => controller.abort())
      const follow = async () => {
        for await (const batch of log.follow(position, filter, controller.signal)) {
          position = batch.position
          for (const event of batch.events) seen.push(event.version)
          if (seen.at(-1) === 3) controller.abort()
        }
      }
      const following = follow()
      const failing = following.then(
        () => true,
        error => error instanceof LogFault,
      )
      let has: boolean | null = null
      failing.then(answer => {
        has = answer
      })
      // Whatever it claimed before it has the rest, it would keep to.
      await until(() => (has !== null || position > BEGINNING ? null : 'it has told nothing'))
      for (const event of whole.all.slice(1)) behind.append(stream, 'any', [event])
      assert.equal(await failing, true)
      if (!controller.signal.aborted) await follow()
      assert.deepStrictEqual(seen, [1, 2, 3])
    })
})
