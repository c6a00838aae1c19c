// A time that stands still until a test moves it, with chance that repeats.

import { setImmediate } from 'node:timers/promises'
import { systemTime, type Time } from '../../src/support/time.ts'

export type FakeTime = Time & {
  /** Moves both clocks forward. Fires every timer on the way, in order, and lets what each began settle. */
  advance(ms: number): Promise<void>
  /** Moves the wall clock alone, as somebody does who sets it. Negative: back. */
  setClock(byMs: number): void
  /** How many timers are set. */
  readonly armed: number
}

type Timer = { at: number; readonly every: number | null; readonly callback: () => void }

/** `start` is the wall clock at the beginning, in milliseconds since 1970. */
export function createFakeTime(start = 1_000_000): FakeTime {
  /** The monotonic clock, and how far the wall clock is ahead of it. */
  let now = start
  let ahead = 0
  let drawn = 0
  const timers = new Set<Timer>()

  function arm(timer: Timer) {
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  function nextUpTo(end: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer
    return next
  }

  return {
    now: () => now + ahead,
    elapsed: () => now - start,
    after: (ms, callback) => arm({ at: now + ms, every: null, callback }),
    every: (ms, callback) => arm({ at: now + ms, every: ms, callback }),
    nextTurn: () => setImmediate(),
    settled: systemTime.settled,
    cpu: () => 0,
    uuid() {
      drawn += 1
      return `00000000-0000-4000-8000-${drawn.toString(16).padStart(12, '0')}`
    },
    randomBytes(size) {
      drawn += 1
      return Buffer.alloc(size, drawn)
    },
    random: () => 0.5,
    async advance(ms) {
      const end = now + ms
      // What runs already may set timers of its own first.
      await setImmediate()
      for (let next = nextUpTo(end); next; next = nextUpTo(end)) {
        now = Math.max(now, next.at)
        if (next.every === null) timers.delete(next)
        else next.at += next.every
        next.callback()
        await setImmediate()
      }
      now = end
    },
    setClock(byMs) {
      ahead += byMs
    },
    get armed() {
      return timers.size
    },
  }
}

/** The time of the machine with another wall clock. */
export const timeAt = (now: () => number): Time => ({ ...systemTime, now })
