// One reader's way through the log: a subscription of its own through history, then the tail that the process shares.

import type { Position } from '../../commands/event.ts'
import type { Time } from '../support/time.ts'
import type { EsdbSubscription } from './esdb-subscription.ts'
import type { SharedTail } from './esdb-tail.ts'
import { type LogBatch, LogFault } from './event-log.ts'
import type { streamMatcher } from './log-reader.ts'

const PAGE = 1_000

export type EsdbLogReaderOptions = {
  readonly time: Pick<Time, 'nextTurn'>
  readonly after: Position
  readonly signal: AbortSignal
  readonly matches: ReturnType<typeof streamMatcher>
  /** Null: it stays with a subscription of its own, so that the server leaves out what is not wanted. */
  readonly tail: SharedTail | null
  head(): Promise<Position>
  subscribe(after: Position, level: Position, onNews: () => void): EsdbSubscription
}

/** Written by hand: an async generator that waits for news cannot be ended until news arrives. */
export class EsdbLogReader implements AsyncIterableIterator<LogBatch> {
  readonly #options: EsdbLogReaderOptions
  #position: Position
  #history: EsdbSubscription | null = null
  #begun = false
  #ended = false
  #fault: LogFault | null = null
  #wake: () => void = () => {}
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: EsdbLogReaderOptions) {
    this.#options = options
    this.#position = options.after
    options.signal.addEventListener('abort', this.#end, { once: true })
    if (options.signal.aborted) this.#end()
  }

  next(): Promise<IteratorResult<LogBatch, undefined>> {
    const result = this.#queue.then(() => this.#step())
    this.#queue = result.catch(() => {})
    return result
  }

  async return(): Promise<IteratorResult<LogBatch, undefined>> {
    this.#end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator]() {
    return this
  }

  /** For the tail. */
  wake(): void {
    this.#wake()
  }

  lost(fault: LogFault): void {
    this.#fault = fault
    this.#wake()
  }

  async #step(): Promise<IteratorResult<LogBatch, undefined>> {
    try {
      for (;;) {
        if (!this.#begun) await this.#begin()
        if (this.#ended) return { done: true, value: undefined }
        const live = this.#live()
        const found = live === undefined ? await this.#past() : await live
        if (this.#ended) return { done: true, value: undefined }
        if (found) {
          this.#position = found.position
          // Reading page after page without a turn of the event loop between them would block everything else.
          await this.#options.time.nextTurn()
          return { done: false, value: found }
        }
      }
    } catch (error) {
      this.#end()
      throw error
    }
  }

  async #begin(): Promise<void> {
    this.#begun = true
    if (this.#options.tail) await this.#orEnd(this.#options.tail.join(this))
  }

  /** From the tail, where it holds all that follows; waits there for more. Undefined: it does not hold it. */
  #live(): Promise<null> | LogBatch | undefined {
    const { tail, matches } = this.#options
    if (this.#fault) throw this.#fault
    const before = tail?.before ?? null
    if (!tail || before === null || this.#position < before) return undefined
    this.#leaveHistory()
    const page = tail.after(this.#position, PAGE)
    if (!page) return this.#news()
    return matches ? { ...page, events: page.events.filter(event => matches(event.stream)) } : page
  }

  async #past(): Promise<LogBatch | null> {
    if (!this.#history) {
      const level = this.#options.tail?.before ?? (await this.#orEnd(this.#options.head()))
      if (this.#ended || level === undefined) return null
      this.#history = this.#options.subscribe(this.#position, level, () => this.#wake())
      await this.#orEnd(this.#history.confirmed())
      // Between the look at the head and the subscription another node may have come to answer, which takes to be caught
      // up with itself: what it has not yet would be passed by.
      const head = await this.#orEnd(this.#options.head())
      if (this.#ended || head === undefined) return null
      if (head < level) throw new LogFault('following the log: the node that answers has not all yet')
    }
    return this.#history.take() ?? this.#news()
  }

  /** Nothing can come between the look that found nothing and this. */
  async #news(): Promise<null> {
    await new Promise<void>(resolve => {
      this.#wake = resolve
    })
    this.#wake = () => {}
    return null
  }

  /** What the work resolves to, or undefined at once when the reader is gone. */
  async #orEnd<T>(work: Promise<T>): Promise<T | undefined> {
    const gone = Promise.withResolvers<undefined>()
    this.#wake = () => {
      if (this.#ended) gone.resolve(undefined)
    }
    return Promise.race([work, gone.promise])
  }

  readonly #end = () => {
    if (this.#ended) return
    this.#ended = true
    this.#options.signal.removeEventListener('abort', this.#end)
    this.#options.tail?.leave(this)
    this.#leaveHistory()
    this.#wake()
  }

  #leaveHistory(): void {
    this.#history?.close()
    this.#history = null
  }
}
