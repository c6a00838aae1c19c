// Two APIs and two projectors on external engines, struck while people act. The short form; the long one, with 300
// people and every blow, is `npm run test:chaos`.

import { test } from 'node:test'
import { enginesMissing } from '../support/cluster.ts'
import { installed } from '../support/engines.ts'
import { chaos } from './chaos.ts'
import type { Blow } from './chaos-shape.ts'

const EVERY: readonly Blow[] = [
  'kill an API',
  'kill a projector',
  'freeze a projector',
  'restart the bus',
  'restart the read store',
  'restart the log',
]

installed(enginesMissing(), 'chaos', () => {
  const people = Number(process.env.CHAOS_PEOPLE ?? 0)
  test('every acknowledged command is in the log once and delivered once, in order, after every fault', t =>
    people > 0 ? chaos(t, people, EVERY) : chaos(t, 4, ['freeze a projector', 'restart the log']))
})
