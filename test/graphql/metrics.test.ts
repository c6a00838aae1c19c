import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createMetrics } from '../../src/graphql/metrics.ts'

const PAGE = join(import.meta.dirname, '../../docs/operations/metrics.md')

function watched(lag: () => Promise<{ positions: number; seconds: number }>) {
  const metrics = createMetrics()
  metrics.watch({
    projector: { lag, parked: () => [] },
    log: { damage: () => [] },
    sockets: () => 3,
    authentication: {
      uninitialisedSockets: () => 2,
      keysAgeSeconds: () => Number.POSITIVE_INFINITY,
    },
  })
  return metrics
}

const read = (text: string, name: string) =>
  text
    .split('\n')
    .find(line => line.startsWith(`${name} `))
    ?.split(' ')[1]

test('a scrape reads the current projection lag once', async () => {
  let asked = 0
  const metrics = watched(async () => ({ positions: 10 * ++asked, seconds: asked }))
  for (const [positions, seconds] of [
    ['10', '1'],
    ['20', '2'],
  ]) {
    const text = await metrics.text()
    assert.equal(read(text, 'rostrum_projection_lag_events'), positions)
    assert.equal(read(text, 'rostrum_projection_lag_seconds'), seconds)
  }
})

test('a log that does not answer makes only the lag unknown', async () => {
  const text = await watched(async () => Promise.reject(new Error('away'))).text()
  assert.equal(read(text, 'rostrum_projection_lag_events'), 'Nan')
  assert.equal(read(text, 'rostrum_sockets'), '3')
  assert.equal(read(text, 'rostrum_uninitialised_sockets'), '2')
  assert.equal(read(text, 'rostrum_jwks_age_seconds'), 'Nan')
})

test('docs/operations/metrics.md lists every metric with its type', async () => {
  const text = await watched(async () => ({ positions: 0, seconds: 0 })).text()
  const there = [...text.matchAll(/^# TYPE (rostrum_\w+) (\w+)$/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  )
  const page = await readFile(PAGE, 'utf8')
  const told = [...page.matchAll(/^\| `(rostrum_\w+)(?:\{[\w, ]+\})?` \| (\w+) \|/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  )
  assert.deepStrictEqual(told.sort(), there.sort())
})
