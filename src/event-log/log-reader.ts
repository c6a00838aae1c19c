// Followers of a log that lives in this process.

import { setImmediate as turn } from 'node:timers/promises'
import type { Recorded, StreamName } from '../../commands/event.ts'
import { parseStream, positionOf } from '../../commands/event.ts'
import { partitionOf } from '../../commands/ids.ts'
import type { Filter, Followed } from './event-log.ts'

/** What a follower reads from. */
export type Source = {
  /** The position of the last event that is durable. */
  last(): number
  /** The next matching events after a position, and the position up to which these are all. */
  page(after: number): { readonly events: readonly Recorded[]; readonly position: number }
}

/**
 * One reader's way through the log. Written by hand: an async generator that waits for news cannot be ended until
 * news arrives.
 */
export class Follower implements AsyncIterableIterator<Followed> {
  readonly #source: Source
  readonly #signal: AbortSignal
  readonly #left: (follower: Follower) => void
  #position: number
  #ended = false
  #wake: (() => void) | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #hurries = false

  /** `left` is called once, when it ends for whatever reason. */
  constructor(source: Source, after: number, signal: AbortSignal, left: (follower: Follower) => void) {
    this.#source = source
    this.#position = after
    this.#signal = signal
    this.#left = left
    signal.addEventListener('abort', this.end, { once: true })
    if (signal.aborted) this.end()
  }

  /** There may be news. */
  wake() {
    this.#wake?.()
  }

  readonly end = () => {
    if (this.#ended) return
    this.#ended = true
    this.#signal.removeEventListener('abort', this.end)
    this.#left(this)
    this.#wake?.()
  }

  next(): Promise<IteratorResult<Followed, undefined>> {
    const result = this.#turn.then(() => this.#step())
    this.#turn = result.catch(() => {})
    return result
  }

  async return(): Promise<IteratorResult<Followed, undefined>> {
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator]() {
    return this
  }

  async #step(): Promise<IteratorResult<Followed, undefined>> {
    // Reading page after page without a turn of the event loop in between would stop everything else.
    if (this.#hurries && this.#source.last() > this.#position) await turn()
    while (!this.#ended && this.#source.last() <= this.#position) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
      this.#wake = null
    }
    if (this.#ended) return { done: true, value: undefined }
    this.#hurries = true
    try {
      const { events, position } = this.#source.page(this.#position)
      this.#position = position
      return { done: false, value: { events, position: positionOf(position) } }
    } catch (error) {
      this.end()
      throw error
    }
  }
}

/** Whether a stream's events are wanted. */
export function matcher({ categories, partitions }: Filter): ((stream: StreamName) => boolean) | null {
  if (!categories && !partitions) return null
  return stream => {
    const { category, id } = parseStream(stream)
    return (categories?.includes(category) ?? true) && (partitions?.includes(partitionOf(id)) ?? true)
  }
}
