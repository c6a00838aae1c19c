// Follows the EventStoreDB log: its own subscription through history, then the tail that the process shares.

import { isAfter, type Position } from '../../commands/event.ts'
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
  /** Null: the reader keeps its own subscription, so that the server filters the events. */
  readonly tail: SharedTail | null
  head(): Promise<Position>
  subscribe(after: Position, level: Position, onNews: () => void): EsdbSubscription
}

/** Not an async generator, because a waiting generator cannot be ended before the next event arrives. */
export class EsdbLogReader implements AsyncIterableIterator<LogBatch> {
  readonly #options: EsdbLogReaderOptions
  #position: Position
  #history: EsdbSubscription | null = null
  #hasJoined = false
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

  /** Called by the tail when there may be new events. */
  wake(): void {
    this.#wake()
  }

  /** Called by the tail when its subscription has failed. */
  lost(fault: LogFault): void {
    this.#fault = fault
    this.#wake()
  }

  async #step(): Promise<IteratorResult<LogBatch, undefined>> {
    try {
      for (;;) {
        if (!this.#hasJoined) await this.#join()
        if (this.#ended) return { done: true, value: undefined }
        const live = this.#readTail()
        const found = live === undefined ? await this.#readHistory() : await live
        if (this.#ended) return { done: true, value: undefined }
        if (found) {
          this.#position = found.position
          // Reading one page after the other without yielding to the event loop would block everything else.
          await this.#options.time.nextTurn()
          return { done: false, value: found }
        }
      }
    } catch (error) {
      this.#end()
      throw error
    }
  }

  async #join(): Promise<void> {
    this.#hasJoined = true
    if (this.#options.tail) await this.#unlessEnded(this.#options.tail.join(this))
  }

  /** Reads or waits at the tail if it holds everything after our position. Undefined if it does not. */
  #readTail(): Promise<null> | LogBatch | undefined {
    const { tail, matches } = this.#options
    if (this.#fault) throw this.#fault
    const before = tail?.before ?? null
    if (!tail || before === null || isAfter(before, this.#position)) return undefined
    this.#closeHistory()
    const page = tail.after(this.#position, PAGE)
    if (!page) return this.#waitForWake()
    return matches ? { ...page, events: page.events.filter(event => matches(event.stream)) } : page
  }

  async #readHistory(): Promise<LogBatch | null> {
    if (!this.#history) {
      const level = this.#options.tail?.before ?? (await this.#unlessEnded(this.#options.head()))
      if (this.#ended || level === undefined) return null
      this.#history = this.#options.subscribe(this.#position, level, () => this.#wake())
      await this.#unlessEnded(this.#history.confirmed())
      // After reading the head, another node may serve the subscription. It counts as caught up with its own log, which
      // may be shorter, and the events that it lacks would be skipped.
      const head = await this.#unlessEnded(this.#options.head())
      if (this.#ended || head === undefined) return null
      if (isAfter(level, head))
        throw new LogFault('following the log: the answering node is behind the head that was read before')
    }
    return this.#history.take() ?? this.#waitForWake()
  }

  /** Nothing can arrive between the check that found nothing and this call. */
  async #waitForWake(): Promise<null> {
    await new Promise<void>(resolve => {
      this.#wake = resolve
    })
    this.#wake = () => {}
    return null
  }

  /** The result of the work, or undefined as soon as the reader ends. */
  async #unlessEnded<T>(work: Promise<T>): Promise<T | undefined> {
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
    this.#closeHistory()
    this.#wake()
  }

  #closeHistory(): void {
    this.#history?.close()
    this.#history = null
  }
}
