// The port through which time and chance enter. Nothing else in the process reads a clock, sets a timer or draws a number.

import { randomBytes, randomUUID } from 'node:crypto'

/** Cancels a timer. Harmless when it has fired or was cancelled already. */
export type Cancel = () => void

/** Time and chance, as one process sees them. Tests and simulations bring their own. */
export interface Time {
  /** The wall clock, in milliseconds since 1970. It can jump; measure durations with `elapsed`. */
  now(): number
  /** A monotonic clock, in milliseconds since an arbitrary start. */
  elapsed(): number
  /** Calls back once, `ms` milliseconds from now. */
  after(ms: number, callback: () => void): Cancel
  /** Calls back every `ms` milliseconds, first after one interval. Does not keep the process alive. */
  every(ms: number, callback: () => void): Cancel
  /** Resolves in the next turn of the event loop, after everything that is ready now has run. */
  nextTurn(): Promise<void>
  /** Resolves within this turn of the event loop, after everything that promises made ready has run. */
  settled(): Promise<void>
  /** CPU time that the process has used, user and system together, in milliseconds. */
  cpu(): number
  /** A random UUID (version 4). */
  uuid(): string
  /** Bytes that nobody can predict. */
  randomBytes(size: number): Buffer
  /** A number from 0 up to, but not including, 1. Not for secrets. */
  random(): number
}

/** The two of them that a monotonic deadline needs: `now` is the monotonic clock, so that a wall clock that jumps changes nothing. */
export const monotonic = (time: Pick<Time, 'elapsed' | 'after'>): Pick<Time, 'now' | 'after'> => ({
  now: () => time.elapsed(),
  after: (ms, callback) => time.after(ms, callback),
})

/** Node's timers hold 31 bits of milliseconds. A longer wait is made of several. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The time of the machine. */
export const systemTime: Time = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, callback) {
    let timer: NodeJS.Timeout
    const wait = (left: number) => {
      timer =
        left > LONGEST_TIMER_MS
          ? setTimeout(() => wait(left - LONGEST_TIMER_MS), LONGEST_TIMER_MS)
          : setTimeout(callback, left)
    }
    wait(ms)
    return () => clearTimeout(timer)
  },
  every(ms, callback) {
    const timer = setInterval(callback, ms).unref()
    return () => clearInterval(timer)
  },
  nextTurn: () => new Promise(resolve => setImmediate(resolve)),
  settled: () => new Promise(resolve => process.nextTick(resolve)),
  cpu() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  },
  uuid: () => randomUUID(),
  randomBytes: size => randomBytes(size),
  random: () => Math.random(),
}

/** Resolves after `ms` milliseconds, or at once when `signal` aborts. Never rejects. */
export function sleep(time: Pick<Time, 'after'>, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const cancel = time.after(ms, done)
    signal?.addEventListener('abort', done)
  })
}

/** Work took longer than it may. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}

/**
 * The result of the work, or a rejection with `TimeoutError` after `ms` milliseconds. The work itself goes on.
 * `what` names it in the message.
 */
export async function timeout<T>(
  time: Pick<Time, 'after'>,
  work: Promise<T>,
  ms: number,
  what: string,
): Promise<T> {
  let cancel: Cancel = () => {}
  const late = new Promise<never>((_, reject) => {
    cancel = time.after(ms, () => reject(new TimeoutError(`${what} took longer than ${ms} ms`)))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    cancel()
  }
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}
