import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Decider } from '../../commands/decider.ts'
import { decideBatch } from '../../src/gate/batch.ts'

const BASE = { version: 0, state: null }
const LIMITS = { events: 10, bytes: 1_000 }

test('a context that becomes too old while a batch is decided is loaded again or used as it was', () => {
  const decider = {
    category: 'Chat',
    needs: () => ['Room-r'],
    evolve: () => null,
    decide: (_command: never, _state: never, [room]: [string]) => ({
      accepted: [{ type: 'Posted', data: { room } }],
    }),
  } as unknown as Decider
  const job = () =>
    ({ command: { commandId: crypto.randomUUID() }, correlationId: 'a request', events: [] }) as never
  /** A context that is too old after so many reads. */
  const aging = (reads: number) => () => (reads-- > 0 ? { version: 1, state: 'open' } : null) as never
  for (let reads = 0; reads < 4; reads++) {
    const batch = decideBatch(decider, 'r', BASE as never, [job(), job()], aging(reads), 0, LIMITS)
    if (reads === 0) assert.deepStrictEqual(batch, { missing: new Set(['Room-r']) })
    else {
      assert.ok('events' in batch)
      assert.deepStrictEqual(
        batch.events.map(({ data }) => data),
        [{ room: 'open' }, { room: 'open' }],
      )
    }
  }
})
