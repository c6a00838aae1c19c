// Waits between retries, doubled up to a limit.

/** The first and the longest wait, in milliseconds. */
export type BackoffOptions = { readonly firstMs: number; readonly maxMs: number }

export type Backoff = {
  /** The next wait, in milliseconds: about twice the last one, up to the longest. */
  next(): number
  /** After a success: the next wait is the first again. */
  reset(): void
}

/** Each wait is shortened at random by up to half, so that processes that failed together do not retry together. */
export function createBackoff({ firstMs, maxMs }: BackoffOptions, random: () => number): Backoff {
  let wait = firstMs
  return {
    next() {
      const full = wait
      wait = Math.min(wait * 2, maxMs)
      return full * (1 - random() / 2)
    },
    reset() {
      wait = firstMs
    },
  }
}
