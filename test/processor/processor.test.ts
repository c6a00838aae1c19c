import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BEGINNING, type Position, positionOf } from '../../commands/event.ts'
import { type EventLog, type LogBatch, LogFault } from '../../src/event-log/event-log.ts'
import { type Processor, runProcessor } from '../../src/processor/processor.ts'
import { systemTime } from '../../src/support/time.ts'
import { silentLogger } from '../support/silent-logger.ts'

const batch = (position: number): LogBatch => ({ events: [], position: positionOf(position) })

/** A log whose `follow` yields the batches of the next script and throws its errors. At the end of a script it waits. */
function scripted(...scripts: (LogBatch | Error)[][]) {
  const asked: Position[] = []
  async function* follow(after: Position, _filter: unknown, signal: AbortSignal) {
    asked.push(after)
    for (const step of scripts.shift() ?? []) {
      if (step instanceof Error) throw step
      yield step
    }
    await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
  }
  return { asked, log: { follow } as unknown as EventLog }
}

function run(
  log: EventLog,
  handle: Processor['handle'],
  stop: AbortController,
  more: Partial<Processor> = {},
) {
  const backoff = { firstMs: 1, maxMs: 2 }
  return runProcessor({
    time: systemTime,
    name: 'a processor',
    log,
    filter: {},
    after: BEGINNING,
    handle,
    signal: stop.signal,
    logger: silentLogger,
    backoff,
    ...more,
  })
}

describe('a processor', () => {
  test('continues after the last handled batch when the log fails', async () => {
    const { asked, log } = scripted(
      [batch(1), batch(2), new LogFault('lost')],
      [new LogFault('lost')],
      [batch(3)],
    )
    const stop = new AbortController()
    const handled: Position[] = []
    await run(
      log,
      async ({ position }) => {
        handled.push(position)
        if (position === positionOf(3)) stop.abort()
      },
      stop,
    )
    assert.deepStrictEqual(handled, [positionOf(1), positionOf(2), positionOf(3)])
    assert.deepStrictEqual(asked, [BEGINNING, positionOf(2), positionOf(2)])
  })

  test('asks an unavailable log at least every two seconds, however long the outage', async t => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    let asked = 0
    const follow = () => {
      asked++
      throw new LogFault('away')
    }
    const stop = new AbortController()
    const log = { follow } as unknown as EventLog
    const running = runProcessor({
      time: systemTime,
      name: 'a processor',
      log,
      filter: {},
      after: BEGINNING,
      handle: async () => {},
      signal: stop.signal,
      logger: silentLogger,
    })
    for (let minute = 0; minute < 10; minute++) {
      const before = asked
      for (let second = 0; second < 60; second++) {
        t.mock.timers.tick(1_000)
        await new Promise(resolve => setImmediate(resolve))
      }
      assert.ok(asked - before >= 30, `asked ${asked - before} times in minute ${minute}`)
    }
    stop.abort()
    await running
  })

  test('gets a batch again that it failed to handle', async () => {
    const { asked, log } = scripted([batch(1), batch(2)], [batch(2)])
    const stop = new AbortController()
    const handled: Position[] = []
    await run(
      log,
      async ({ position }) => {
        handled.push(position)
        if (handled.length === 2) throw new Error('not now')
        if (handled.length === 3) stop.abort()
      },
      stop,
    )
    assert.deepStrictEqual(handled, [positionOf(1), positionOf(2), positionOf(2)])
    assert.deepStrictEqual(asked, [BEGINNING, positionOf(1)])
  })

  test('handles one batch at a time', async () => {
    const { log } = scripted([batch(1), batch(2), batch(3)])
    const stop = new AbortController()
    const steps: string[] = []
    await run(
      log,
      async ({ position }) => {
        steps.push('begins')
        await new Promise(resolve => setImmediate(resolve))
        steps.push('ends')
        if (position === positionOf(3)) stop.abort()
      },
      stop,
    )
    assert.deepStrictEqual(steps, ['begins', 'ends', 'begins', 'ends', 'begins', 'ends'])
  })

  test('ends with a fatal error', async () => {
    const { log } = scripted([batch(1)])
    const fatal = new Error('fatal')
    const ended = run(
      log,
      async () => {
        throw fatal
      },
      new AbortController(),
      { fatal: error => error === fatal },
    )
    await assert.rejects(ended, fatal)
  })

  test('ends at once while it waits after a fault', async () => {
    const stop = new AbortController()
    const { log } = scripted([new LogFault('lost')])
    const waits = { ...silentLogger, warn: () => setImmediate(() => stop.abort()) }
    await run(log, async () => {}, stop, { backoff: { firstMs: 600_000, maxMs: 600_000 }, logger: waits })
  })

  test('ends when the log is closed', async () => {
    const log = { async *follow() {} } as unknown as EventLog
    await run(log, async () => {}, new AbortController())
  })
})
