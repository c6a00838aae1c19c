// What can be measured, in the order of docs/benchmarks.md.

import { engines } from './engines.ts'
import { fanOut } from './fan-out.ts'
import { gate } from './gate.ts'
import { history } from './history.ts'
import { memory } from './memory.ts'
import { mutations } from './mutations.ts'
import type { Part } from './part.ts'
import { projections } from './projections.ts'
import { sound } from './sound.ts'
import { start } from './start.ts'
import { comeBacks, storms } from './storm.ts'

export const parts: readonly Part[] = [
  gate,
  mutations,
  projections,
  start,
  memory,
  fanOut,
  storms,
  comeBacks,
  engines,
  history,
  sound,
]
