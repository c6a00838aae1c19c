// A gate over a real log, with a place for faults in between.

import type { TestContext } from 'node:test'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { createGate, type GateLimits } from '../../src/gate/command-gate.ts'
import type { Logger } from '../../src/support/log.ts'
import {
  type Comment,
  comments,
  createTally,
  type TallyCommand,
  type Tap,
  taps,
} from '../support/counter-decider.ts'
import { createFaultyLog } from '../support/faulty-log.ts'

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} }

export const ROOM = '11111111-1111-4111-8111-111111111111'
export const OTHER = '22222222-2222-4222-8222-222222222222'

export type Setup = {
  readonly limits?: Partial<GateLimits>
  /** Others write to the log too. */
  readonly shared?: boolean
}

export async function setUp(t: TestContext, { limits = {}, shared = false }: Setup = {}) {
  const stored = await openSqliteLog(':memory:')
  t.after(() => stored.close())
  const log = createFaultyLog(stored, !shared)
  const decided: string[] = []
  const counted = { conflicts: 0, retries: 0 }
  const tally = createTally(decided)
  let time = 1_000_000

  /** Another process has another gate, with nothing warm. */
  function open(more: Partial<GateLimits> = {}) {
    const gate = createGate({
      log,
      deciders: [tally, comments, taps],
      now: () => time,
      logger: silent,
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
      tally: (command: TallyCommand, id = ROOM) => gate.submit(tally, id, command, 'a request'),
      say: (command: Comment, id = ROOM) => gate.submit(comments, id, command, 'a request'),
      tap: (command: Tap, id = ROOM) => gate.submit(taps, id, command, 'a request'),
      stateOf: (id = ROOM) => gate.state(tally, id),
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
    amounts: async (id = ROOM) => (await stored.read(`Room-${id}`, 1, 10_000)).map(({ data }) => data),
    ...open(),
  }
}
