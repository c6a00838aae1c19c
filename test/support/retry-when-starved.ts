// Sound is mixed, sent and heard in real time: whatever else a machine has to do meanwhile is heard as well. Files that measure
// it, by importing this, have their turn one after the other; and what fails while others had the processor is tried again.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { TestContext } from 'node:test'
import { until } from './until.ts'

/** Of this checkout; no file stands for it, so that it is free again when its holder dies. */
const NAME = `\0rostrum sound ${import.meta.dirname}`
/** Of all files before it, on a slow machine. The time-outs of tests begin after it. */
const PATIENCE = { timeout: 600_000, every: 100 }

await until(async () => ((await take()) ? null : 'another file measures sound'), PATIENCE)

function take(): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().unref()
    // Where there are no such names there is no gateway either.
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE'))
    server.listen(NAME, () => resolve(true))
  })
}

const TRIES = 3
/** Of its time that a process waits for a processor; on a machine with nothing else to do it is 2 % or less. */
const DISTURBED = 0.05

export async function undisturbed(t: TestContext, run: (t: TestContext) => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    const closing: (() => unknown)[] = []
    const own = {
      after: (close: () => unknown) => void closing.push(close),
      diagnostic: (message: string) => t.diagnostic(message),
    } as unknown as TestContext
    const [begun, waitedBefore] = [performance.now(), waited()]
    try {
      return await run(own)
    } catch (error) {
      const share = (waited() - waitedBefore) / (performance.now() - begun)
      if (tries === TRIES || share <= DISTURBED) throw error
      t.diagnostic(`tried again, as others had the processor for ${Math.round(share * 100)} %: ${error}`)
    } finally {
      for (const close of closing) await close()
    }
  }
}

/** Milliseconds for which this process could have run and others did; 0 where that is not told. */
function waited(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}
