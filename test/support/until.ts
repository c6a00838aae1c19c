// Waits for conditions instead of sleeping. The failure message says what was still missing.

import { setTimeout as delay } from 'node:timers/promises'

/**
 * Resolves when `check` returns null. Until then it returns what is still missing, in words. It is called every `every`
 * milliseconds. Rejects after `timeout` milliseconds with the last result, and at once when `check` throws.
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
