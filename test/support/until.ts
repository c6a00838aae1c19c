// Waits for conditions instead of sleeping; what was still missing makes the failure message.

import { setTimeout as delay } from 'node:timers/promises'

/**
 * Resolves when `check` answers null; what it answers until then says why not yet, in words. Asked again `every` so many
 * milliseconds. Fails after `timeout` milliseconds with the last answer. What `check` throws ends the wait at once.
 */
export async function until(
  check: () => string | null | Promise<string | null>,
  { timeout = 30_000, every = 2 }: { timeout?: number; every?: number } = {},
): Promise<void> {
  const end = performance.now() + timeout
  for (;;) {
    const missing = await check()
    if (missing === null) return
    if (performance.now() > end) throw new Error(`still not after ${timeout} ms: ${missing}`)
    await delay(every)
  }
}
