// Compares the documents of a projection with those of a rebuild from the beginning of the log.

import assert from 'node:assert/strict'
import type { Projection, Stored } from '../../projections/projection.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { systemTime } from '../../src/support/time.ts'
import { foldAfresh } from './fold-afresh.ts'
import { until } from './until.ts'

/** Resolves when the documents are the same. Rejects when they still differ after two minutes, or when events are parked. */
export async function assertSameAsRebuilt(
  log: EventLog,
  store: ReadStore,
  projection: Projection,
  signal: AbortSignal,
): Promise<void> {
  const fresh = createMemoryReadStore({ time: systemTime })
  const parked = await foldAfresh(log, fresh, projection, signal)
  assert.deepStrictEqual(parked, new Set(), `a rebuild of ${projection.name} parks events`)
  const expected = JSON.stringify(await allDocuments(fresh, projection))
  await until(
    async () => {
      const actual = JSON.stringify(await allDocuments(store, projection))
      return actual === expected
        ? null
        : `${projection.name} differ from a rebuild: ${actual}\n${expected}`.slice(0, 2_000)
    },
    { timeout: 120_000 },
  )
}

async function allDocuments(store: ReadStore, projection: Projection): Promise<unknown> {
  const found: Stored[] = []
  for (;;) {
    const after = found.at(-1)?.key
    const page = await store.scan(projection, { limit: 500, ...(after !== undefined && { after }) })
    found.push(...page)
    if (page.length === 0) return sorted(found)
  }
}

/** The value with the fields of all objects in alphabetical order, because engines keep them in different orders. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
