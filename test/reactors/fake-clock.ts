// A clock that stands still until a test moves it.

import { setImmediate } from 'node:timers/promises'
import type { AlarmClock } from '../../src/reactors/deadlines.ts'

export type FakeClock = AlarmClock & {
  /** Rings every alarm on the way, in order, and lets what each began come to rest. */
  advance(ms: number): Promise<void>
  /** Alarms that are set. */
  readonly armed: number
}

export function createFakeClock(start = 1_000_000): FakeClock {
  let now = start
  let alarms: { at: number; callback: () => void }[] = []
  return {
    now: () => now,
    after(ms, callback) {
      const alarm = { at: now + ms, callback }
      alarms.push(alarm)
      return () => {
        alarms = alarms.filter(other => other !== alarm)
      }
    },
    async advance(ms) {
      const end = now + ms
      // What runs already may set alarms of its own first.
      await setImmediate()
      for (;;) {
        const next = alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        now = Math.max(now, next.at)
        alarms = alarms.filter(other => other !== next)
        next.callback()
        await setImmediate()
      }
      now = end
    },
    get armed() {
      return alarms.length
    },
  }
}
