// One reader that follows a log of this process.

import type { Position, Recorded, StreamName } from '../../commands/event.ts'
import { parseStream } from '../../commands/event.ts'
import { partitionOf } from '../../commands/ids.ts'
import type { Time } from '../support/time.ts'
import type { DamagedEvent, Filter, LogBatch } from './event-log.ts'

/** Where a reader gets its events. */
export type LogSource = {
  /** The position of the last durable event. */
  last(): number
  /** The position of an event by its number, with its fingerprint. */
  positionAt(number: number): Position
  /** The next matching events after a position, and the position up to which none is missing. */
  page(after: number): LogPage
}

/** `damaged`: matching events that cannot be read. Absent: none. */
type LogPage = {
  readonly events: readonly Recorded[]
  readonly position: number
  readonly damaged?: readonly DamagedEvent[]
}

/** Follows the log. Not an async generator, because a waiting generator cannot be ended before the next event arrives. */
export class LogReader implements AsyncIterableIterator<LogBatch> {
  readonly #source: LogSource
  readonly #signal: AbortSignal
  readonly #time: Pick<Time, 'nextTurn'>
  readonly #onEnd: (reader: LogReader) => void
  #position: number
  #ended = false
  #wake: (() => void) | null = null
  #queue: Promise<unknown> = Promise.resolve()
  #isReading = false

  /** `onEnd` is called once, when the reader ends for any reason. */
  constructor(
    source: LogSource,
    after: number,
    signal: AbortSignal,
    time: Pick<Time, 'nextTurn'>,
    onEnd: (reader: LogReader) => void,
  ) {
    this.#source = source
    this.#position = after
    this.#signal = signal
    this.#time = time
    this.#onEnd = onEnd
    signal.addEventListener('abort', this.end, { once: true })
    if (signal.aborted) this.end()
  }

  /** Call when there may be new events. */
  wake() {
    this.#wake?.()
  }

  readonly end = () => {
    if (this.#ended) return
    this.#ended = true
    this.#signal.removeEventListener('abort', this.end)
    this.#onEnd(this)
    this.#wake?.()
  }

  next(): Promise<IteratorResult<LogBatch, undefined>> {
    const result = this.#queue.then(() => this.#step())
    this.#queue = result.catch(() => {})
    return result
  }

  async return(): Promise<IteratorResult<LogBatch, undefined>> {
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator]() {
    return this
  }

  async #step(): Promise<IteratorResult<LogBatch, undefined>> {
    // Reading one page after the other without yielding to the event loop would block everything else.
    if (this.#isReading && this.#source.last() > this.#position) await this.#time.nextTurn()
    while (!this.#ended && this.#source.last() <= this.#position) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
      this.#wake = null
    }
    if (this.#ended) return { done: true, value: undefined }
    this.#isReading = true
    try {
      const { events, position, damaged } = this.#source.page(this.#position)
      this.#position = position
      const batch = { events, position: this.#source.positionAt(position) }
      return { done: false, value: damaged ? { ...batch, damaged } : batch }
    } catch (error) {
      this.end()
      throw error
    }
  }
}

/** Tells whether the filter includes a stream. Null if it includes every stream. */
export function streamMatcher({ categories, partitions }: Filter): ((stream: StreamName) => boolean) | null {
  if (!categories && !partitions) return null
  return stream => {
    const { category, id } = parseStream(stream)
    return (categories?.includes(category) ?? true) && (partitions?.includes(partitionOf(id)) ?? true)
  }
}
