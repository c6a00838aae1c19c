// Waits between retries, doubled up to a limit.

/** Milliseconds. */
export type BackoffOptions = { readonly first: number; readonly most: number }

export type Backoff = {
  /** The next wait, in milliseconds: about twice the last one, up to the most. */
  next(): number
  /** After a success: the next wait is the first again. */
  reset(): void
}

/** Each wait is shortened at random by up to half, so that processes that failed together do not retry together. */
export function createBackoff({ first, most }: BackoffOptions, random: () => number): Backoff {
  let wait = first
  return {
    next() {
      const full = wait
      wait = Math.min(wait * 2, most)
      return full * (1 - random() / 2)
    },
    reset() {
      wait = first
    },
  }
}
