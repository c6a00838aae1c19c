// The verdict on MongoDB's query plans, with plans as real servers explain them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planFault } from '../explain.ts'

const explained = (winningPlan: object) => ({ queryPlanner: { winningPlan } })
const scan = { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: 'byRoom' } }

test('a plan that reads an index in order has no fault', () => {
  assert.equal(planFault(explained({ stage: 'LIMIT', inputStage: scan })), null)
  assert.equal(
    planFault(explained({ isCached: false, queryPlan: { stage: 'LIMIT', inputStage: scan } })),
    null,
  )
})

test('a collection scan, a sort in memory and an empty plan are faults', () => {
  for (const plan of [
    { stage: 'COLLSCAN', direction: 'forward' },
    { stage: 'SORT', inputStage: scan },
    { stage: 'OR', inputStages: [scan, { stage: 'COLLSCAN' }] },
    { stage: 'EOF' },
    {},
  ])
    assert.notEqual(planFault(explained(plan)), null, JSON.stringify(plan))
  assert.notEqual(planFault({}), null)
})
