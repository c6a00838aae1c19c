// What every event log must do, whatever it is made of.

import { after, before, suite } from 'node:test'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { appendCases } from './event-log-append.ts'
import { containsCases } from './event-log-contains.ts'
import { followCases } from './event-log-follow.ts'
import { readCases } from './event-log-read.ts'
import type { LogHarness } from './logs.ts'

/** Runs all cases against one log. `make` is called once. */
export function eventLogContract(name: string, make: () => Promise<LogHarness>) {
  suite(`event log on ${name}`, () => {
    let harness: LogHarness
    let log: EventLog
    before(async () => {
      harness = await make()
      log = await harness.open()
    })
    after(async () => {
      await log.close()
      await harness.remove()
    })
    const current = {
      get log() {
        return log
      },
      get survivesClose() {
        return harness.survivesClose
      },
      get checkpointEvery() {
        return harness.checkpointEvery ?? 1
      },
      async reopen() {
        await log.close()
        log = await harness.open()
      },
    }
    appendCases(current)
    readCases(current)
    followCases(current)
    containsCases(current)
  })
}
