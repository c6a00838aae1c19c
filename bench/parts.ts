// All parts of the benchmark, in the order of docs/benchmarks.md.

import { engines } from './engines.ts'
import { fanOut } from './fan-out.ts'
import { gate } from './gate.ts'
import { history } from './history.ts'
import { memory } from './memory.ts'
import { mutations } from './mutations.ts'
import type { BenchPart } from './part.ts'
import { projectionsBench } from './projections.ts'
import { soundBench } from './sound.ts'
import { startBench } from './start.ts'
import { comeBacks, storms } from './storm.ts'

export const parts: readonly BenchPart[] = [
  gate,
  mutations,
  projectionsBench,
  startBench,
  memory,
  fanOut,
  storms,
  comeBacks,
  engines,
  history,
  soundBench,
]
