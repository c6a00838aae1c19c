// An async iterator that lets go at once.

/**
 * Asks `pull` for one value after the other, never for two at a time; null ends it, a throw fails it. `return` takes
 * effect at once, also while a `next` waits: an async generator would hold its place until the next value came, which
 * in a quiet room is never. `release` is called exactly once, however it ends.
 */
export function closable<T>(pull: () => Promise<T | null>, release: () => void): ClosableIterator<T> {
  const asked: { resolve(result: IteratorResult<T>): void; reject(error: unknown): void }[] = []
  let open = true
  let pulling = false

  const close = () => {
    if (!open) return
    open = false
    release()
    for (const waiting of asked.splice(0)) waiting.resolve({ done: true, value: undefined })
  }

  const answer = async () => {
    pulling = true
    while (open && asked.length > 0) {
      try {
        const value = await pull()
        if (!open) break
        if (value === null) close()
        else asked.shift()?.resolve({ done: false, value })
      } catch (error) {
        // What fails after it was closed concerns nobody any more.
        if (!open) break
        asked.shift()?.reject(error)
        close()
      }
    }
    pulling = false
  }

  return {
    next() {
      if (!open) return Promise.resolve({ done: true, value: undefined })
      return new Promise((resolve, reject) => {
        asked.push({ resolve, reject })
        if (!pulling) void answer()
      })
    },
    return() {
      close()
      return Promise.resolve({ done: true, value: undefined })
    },
    throw(error) {
      close()
      return Promise.reject(error)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

export type ClosableIterator<T> = AsyncIterableIterator<T, undefined, undefined> & {
  return(): Promise<IteratorResult<T, undefined>>
  throw(error?: unknown): Promise<IteratorResult<T, undefined>>
}
