// Sets up a gate over a real log into which tests can inject faults.

import type { TestContext } from 'node:test'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { createGate, type GateLimits } from '../../src/gate/command-gate.ts'
import { systemTime } from '../../src/support/time.ts'
import {
  type CounterCommand,
  createCounter,
  type SayCommand,
  saidDecider,
  type Tap,
  taps,
} from '../support/counter-decider.ts'
import { timeAt } from '../support/fake-time.ts'
import { createFaultyLog } from '../support/faulty-log.ts'
import { silentLogger } from '../support/silent-logger.ts'

export const GATE_ROOM = '11111111-1111-4111-8111-111111111111'
export const OTHER = '22222222-2222-4222-8222-222222222222'

export type Setup = {
  readonly limits?: Partial<GateLimits>
  /** Whether other processes may write to the log. */
  readonly shared?: boolean
}

export async function setUpGate(t: TestContext, { limits = {}, shared = false }: Setup = {}) {
  const stored = await openSqliteLog(':memory:', systemTime)
  t.after(() => stored.close())
  const log = createFaultyLog(stored, !shared)
  const decided: string[] = []
  const counted = { conflicts: 0, retries: 0 }
  const counter = createCounter(decided)
  let time = 1_000_000

  /** Opens another gate without warm streams, as another process has. */
  function open(more: Partial<GateLimits> = {}) {
    const gate = createGate({
      log,
      deciders: [counter, saidDecider, taps],
      time: timeAt(() => time),
      logger: silentLogger,
      metrics: {
        decided() {},
        appended() {},
        conflict: () => void counted.conflicts++,
        retried: () => void counted.retries++,
      },
      limits: { ...limits, ...more },
    })
    return {
      gate,
      count: (command: CounterCommand, id = GATE_ROOM) => gate.submit(counter, id, command, 'a request'),
      say: (command: SayCommand, id = GATE_ROOM) => gate.submit(saidDecider, id, command, 'a request'),
      tap: (command: Tap, id = GATE_ROOM) => gate.submit(taps, id, command, 'a request'),
      stateOf: (id = GATE_ROOM) => gate.state(counter, id),
    }
  }

  return {
    log,
    stored,
    decided,
    counted,
    open,
    pass(milliseconds: number) {
      time += milliseconds
    },
    amounts: async (id = GATE_ROOM) => (await stored.read(`Room-${id}`, 1, 10_000)).map(({ data }) => data),
    ...open(),
  }
}
