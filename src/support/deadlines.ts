// Keeps deadlines by key, with one timer for all of them.

import type { Time } from './time.ts'

type Entry<T> = { readonly key: string; readonly at: number; readonly value: T }

/** Calls `onDue` once for each deadline, earliest first and never before its time. */
export class Deadlines<T> {
  readonly #time: Pick<Time, 'now' | 'after'>
  readonly #onDue: (value: T, key: string) => void
  readonly #current = new Map<string, Entry<T>>()
  /** A binary heap by time. Cancelled and replaced entries stay in it until they come up or outnumber the rest. */
  #heap: Entry<T>[] = []
  #stopTimer: (() => void) | null = null
  #timerAt = Number.POSITIVE_INFINITY

  constructor(time: Pick<Time, 'now' | 'after'>, onDue: (value: T, key: string) => void) {
    this.#time = time
    this.#onDue = onDue
  }

  get size(): number {
    return this.#current.size
  }

  has(key: string): boolean {
    return this.#current.has(key)
  }

  /** Sets the deadline of a key, and replaces an earlier one. `at` is in milliseconds of the clock that the deadlines were made with. */
  set(key: string, at: number, value: T): void {
    const entry = { key, at, value }
    this.#current.set(key, entry)
    this.#push(entry)
    this.#compact()
    this.#setTimer()
  }

  cancel(key: string): void {
    if (!this.#current.delete(key)) return
    this.#compact()
    this.#setTimer()
  }

  /** Cancels all deadlines. */
  close(): void {
    this.#current.clear()
    this.#heap = []
    this.#setTimer()
  }

  #isCurrent(entry: Entry<T>): boolean {
    return this.#current.get(entry.key) === entry
  }

  #push(entry: Entry<T>): void {
    const heap = this.#heap
    let child = heap.push(entry) - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (heap[parent]!.at <= entry.at) break
      heap[child] = heap[parent]!
      child = parent
    }
    heap[child] = entry
  }

  #pop(): void {
    const heap = this.#heap
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

  #compact(): void {
    if (this.#heap.length < 64 || this.#heap.length < 2 * this.#current.size) return
    // A sorted array is a heap.
    this.#heap = this.#heap.filter(entry => this.#isCurrent(entry)).sort((a, b) => a.at - b.at)
  }

  #setTimer(): void {
    while (this.#heap[0] && !this.#isCurrent(this.#heap[0])) this.#pop()
    const next = this.#heap[0]
    const at = next?.at ?? Number.POSITIVE_INFINITY
    if (at === this.#timerAt) return
    this.#stopTimer?.()
    this.#timerAt = at
    const wait = Math.max(0, at - this.#time.now())
    this.#stopTimer = next ? this.#time.after(wait, () => this.#fire()) : null
  }

  #fire(): void {
    this.#timerAt = Number.POSITIVE_INFINITY
    this.#stopTimer = null
    const now = this.#time.now()
    for (let entry = this.#heap[0]; entry; entry = this.#heap[0]) {
      const isCurrent = this.#isCurrent(entry)
      if (isCurrent && entry.at > now) break
      this.#pop()
      if (!isCurrent) continue
      this.#current.delete(entry.key)
      this.#onDue(entry.value, entry.key)
    }
    this.#setTimer()
  }
}
