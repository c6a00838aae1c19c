// Time, and waiting for it.

/** Milliseconds since 1970. */
export type Clock = () => number

/** The longest that a timer waits: a longer time would be none at all. */
const LONGEST = 2 ** 31 - 1

/** Resolves after the time, or at once when `signal` aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    let timer: NodeJS.Timeout
    const wait = (left: number) => {
      timer = setTimeout(left > LONGEST ? () => wait(left - LONGEST) : done, Math.min(left, LONGEST))
    }
    wait(milliseconds)
    signal?.addEventListener('abort', done)
  })
}

/** Lets everything else that is ready run first. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}
