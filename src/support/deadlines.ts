// Deadlines, each under a key, with one timer for all of them.

import type { Time } from './time.ts'

export type Deadlines<T> = {
  /** Sets the deadline of a key. It replaces an earlier one. */
  set(key: string, at: number, value: T): void
  cancel(key: string): void
  has(key: string): boolean
  readonly size: number
  close(): void
}

type Entry<T> = { readonly key: string; readonly at: number; readonly value: T }

/** Calls `due` once for each deadline, the earliest first, never before its time. */
export function createDeadlines<T>(
  time: Pick<Time, 'now' | 'after'>,
  due: (value: T, key: string) => void,
): Deadlines<T> {
  const current = new Map<string, Entry<T>>()
  // A binary heap by time. Cancelled and replaced entries stay in it until they come up or outnumber the rest.
  let heap: Entry<T>[] = []
  let stopTimer: (() => void) | null = null
  let timerAt = Number.POSITIVE_INFINITY

  const alive = (entry: Entry<T>) => current.get(entry.key) === entry

  function push(entry: Entry<T>) {
    let child = heap.push(entry) - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (heap[parent]!.at <= entry.at) break
      heap[child] = heap[parent]!
      child = parent
    }
    heap[child] = entry
  }

  function pop() {
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let parent = 0
    for (;;) {
      let child = 2 * parent + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child += 1
      if (heap[child]!.at >= last.at) break
      heap[parent] = heap[child]!
      parent = child
    }
    heap[parent] = last
  }

  function compact() {
    if (heap.length < 64 || heap.length < 2 * current.size) return
    // A sorted array is a heap.
    heap = heap.filter(alive).sort((a, b) => a.at - b.at)
  }

  function arm() {
    while (heap[0] && !alive(heap[0])) pop()
    const at = heap[0]?.at ?? Number.POSITIVE_INFINITY
    if (at === timerAt) return
    stopTimer?.()
    timerAt = at
    const wait = Math.max(0, at - time.now())
    stopTimer = heap[0] ? time.after(wait, ring) : null
  }

  function ring() {
    timerAt = Number.POSITIVE_INFINITY
    stopTimer = null
    const now = time.now()
    while (heap[0] && (heap[0].at <= now || !alive(heap[0]))) {
      const entry = heap[0]
      pop()
      if (!alive(entry)) continue
      current.delete(entry.key)
      due(entry.value, entry.key)
    }
    arm()
  }

  return {
    set(key, at, value) {
      const entry = { key, at, value }
      current.set(key, entry)
      push(entry)
      compact()
      arm()
    },
    cancel(key) {
      if (!current.delete(key)) return
      compact()
      arm()
    },
    has: key => current.has(key),
    get size() {
      return current.size
    },
    close() {
      current.clear()
      heap = []
      arm()
    },
  }
}
