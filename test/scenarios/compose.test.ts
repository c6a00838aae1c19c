// A whole system that is composed of a time and engines of a test.

import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { createNoGateways } from '../../src/audio-gateway/no-gateways.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import { compose } from '../../src/compose/compose.ts'
import type { OpenEngines } from '../../src/compose/engines.ts'
import { readConfig } from '../../src/config/config.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { openSqliteMilestoneStore } from '../../src/milestone-store/sqlite.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { systemTime, type Time } from '../../src/support/time.ts'
import { newDataDir } from '../support/server.ts'
import { silentLogger } from '../support/silent-logger.ts'

/** The time of the machine, ten years from now, that counts how often each of its parts is used. */
function countingTime() {
  const calls = new Map<string, number>()
  const counted = Object.entries(systemTime).map(([name, original]) => [
    name,
    (...given: readonly unknown[]) => {
      calls.set(name, (calls.get(name) ?? 0) + 1)
      return (original as (...given: readonly unknown[]) => unknown)(...given)
    },
  ])
  const time = Object.fromEntries(counted) as Time
  const { now } = time
  return { calls, time: { ...time, now: () => now() + TEN_YEARS_MS } }
}

const TEN_YEARS_MS = 10 * 365 * 24 * 3_600_000

/** Engines in memory, and the order in which they are closed. */
function memoryEngines() {
  const closed: string[] = []
  const open: OpenEngines = async (_config, _processId, { time }, closing) => {
    const engines = {
      eventLog: await openSqliteLog(':memory:', time),
      store: createMemoryReadStore({ time }),
      milestoneStore: openSqliteMilestoneStore(':memory:', 'test', time),
      bus: createMemoryBus({
        time,
        onError(error) {
          throw error
        },
      }),
      gateways: createNoGateways(),
    }
    for (const [name, engine] of Object.entries(engines))
      closing.add(name, async () => {
        closed.push(name)
        await engine.close()
      })
    return engines
  }
  return { open, closed }
}

async function configOf(t: TestContext) {
  const DATA_DIR = await newDataDir()
  t.after(() => rm(DATA_DIR, { recursive: true, force: true }))
  const read = readConfig({ DATA_DIR, PORT: '0', DRAIN_MS: '0' }, [])
  assert.ok(read.ok)
  return read.values
}

test('a system runs on the time and the engines that it is given', async t => {
  const { calls, time } = countingTime()
  const engines = memoryEngines()
  const config = await configOf(t)
  const rostrum = await compose(config, {
    time,
    logger: silentLogger,
    engines: engines.open,
    onProgress() {},
  })
  t.after(() => rostrum.stop())
  await rostrum.ready
  const ask = async (query: string, token?: string) => {
    const response = await fetch(`${rostrum.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query }),
    })
    const { data, errors } = (await response.json()) as { data: never; errors?: unknown }
    assert.strictEqual(errors, undefined)
    return data
  }
  const { signInForDevelopment: ada } = await ask(
    'mutation { signInForDevelopment(name: "Ada") { token person { id } } }',
  )
  const { openRoom } = await ask(
    'mutation { openRoom(input: { title: "Tea" }) { roomId } }',
    (ada as { token: string }).token,
  )
  const { room } = await ask(
    `{ room(id: "${(openRoom as { roomId: string }).roomId}") { title createdAt } }`,
    (ada as { token: string }).token,
  )
  const { title, createdAt } = room as { title: string; createdAt: string }
  assert.strictEqual(title, 'Tea')
  // Within a minute of the time that was given, and so not that of the machine.
  assert.ok(Math.abs(Date.parse(createdAt) - Date.now() - TEN_YEARS_MS) < 60_000, createdAt)
  for (const name of ['now', 'elapsed', 'after', 'every', 'uuid', 'randomBytes'])
    assert.ok((calls.get(name) ?? 0) > 0, `${name} was not taken from the time that was given`)
  assert.deepStrictEqual(engines.closed, [])
  await rostrum.stop()
  assert.deepStrictEqual(engines.closed, ['gateways', 'bus', 'milestoneStore', 'store', 'eventLog'])
})

test('a system that cannot start closes the engines that it opened, and rejects', async t => {
  const engines = memoryEngines()
  const config = await configOf(t)
  const elsewhere = { ...config, server: { ...config.server, host: '192.0.2.1' } }
  await assert.rejects(
    compose(elsewhere, {
      time: systemTime,
      logger: silentLogger,
      engines: engines.open,
      onProgress() {},
    }),
    { code: 'EADDRNOTAVAIL' },
  )
  assert.deepStrictEqual(engines.closed, ['gateways', 'bus', 'milestoneStore', 'store', 'eventLog'])
})
