// A bound on how long something may take.

/** What was waited for took longer than it may. */
export class TooLate extends Error {
  override readonly name = 'TooLate'
}

/** The work's own result, or a rejection with `TooLate` after so many milliseconds; the work itself goes on. */
export async function within<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`${what} took longer than ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
