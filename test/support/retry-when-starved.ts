// Sound is mixed, sent and heard in real time, so other work on the machine is heard as well. Test files that import this run
// one after the other, and a test that fails while other processes had the processor is tried again.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { TestContext } from 'node:test'
import { until } from './until.ts'

/** One lock for this checkout. It is an abstract socket and no file, so it is free when its holder dies. */
const LOCK_NAME = `\0rostrum sound ${import.meta.dirname}`
/** How long to wait for all other files, on a slow machine. The timeouts of tests begin after it. */
const LOCK_WAIT = { timeout: 600_000, every: 100 }

await until(async () => ((await takeLock()) ? null : 'another file measures sound'), LOCK_WAIT)

function takeLock(): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer().unref()
    // A system without abstract sockets has no gateway either.
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE'))
    server.listen(LOCK_NAME, () => resolve(true))
  })
}

const MAX_ATTEMPTS = 3
/** The share of its time that a starved process waits for a processor. On an idle machine it is 2 % or less. */
const STARVED = 0.05

export async function retryWhenStarved(
  t: TestContext,
  run: (t: TestContext) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const closing: (() => unknown)[] = []
    const own = {
      after: (close: () => unknown) => void closing.push(close),
      diagnostic: (message: string) => t.diagnostic(message),
    } as unknown as TestContext
    const [begun, waitedBefore] = [performance.now(), waitedMs()]
    try {
      return await run(own)
    } catch (error) {
      const share = (waitedMs() - waitedBefore) / (performance.now() - begun)
      if (attempt === MAX_ATTEMPTS || share <= STARVED) throw error
      t.diagnostic(`tried again, as others had the processor for ${Math.round(share * 100)} %: ${error}`)
    } finally {
      for (const close of closing) await close()
    }
  }
}

/** For how many milliseconds this process could have run while others did; 0 where the system does not say. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}
