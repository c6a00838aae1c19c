// One filtered subscription to $all that keeps the client's back-pressure: the server sends little ahead.

import { type EventStoreDBClient, streamNameFilter } from '@eventstore/db-client'
import { BEGINNING, isAfter, type Position, positionOf, type Recorded } from '../../commands/event.ts'
import { type Time, timeout } from '../support/time.ts'
import { nativePosition, toRecorded } from './esdb-events.ts'
import { logFaultOf } from './esdb-faults.ts'
import type { CallOptions } from './esdb-reads.ts'
import { type LogBatch, LogFault } from './event-log.ts'

export type EsdbSubscriptionOptions = {
  readonly calls: CallOptions
  readonly after: Position
  /** Prefixes of stream names. */
  readonly prefixes: readonly string[]
  /**
   * The head of the log before the subscription began. When the node reports that it caught up, this position is
   * reached. The caller must check that this node had it before it takes any events.
   */
  readonly knownHead: Position
  /** The server sends a checkpoint after this many times 32 scanned events. */
  readonly checkpointInterval: number
  /** Timeout for the server's confirmation, in milliseconds. */
  readonly timeoutMs: number
  readonly time: Time
  /** Called when there may be something to take. */
  readonly onNews: () => void
}

/** The client buffers only sixteen events. This lets a batch fill up while the reader saves the previous one. */
const BATCH = 1_000
const DOING = 'following the log'

export class EsdbSubscription {
  readonly #options: EsdbSubscriptionOptions
  readonly #stream: ReturnType<EventStoreDBClient['subscribeToAll']>
  readonly #confirmed = Promise.withResolvers<void>()
  #position: Position
  #checkpoint: Position = BEGINNING
  #waiting: Recorded[] = []
  #failure: LogFault | null = null

  constructor(client: EventStoreDBClient, options: EsdbSubscriptionOptions) {
    const { calls, after, prefixes, knownHead: level, checkpointInterval, onNews } = options
    this.#options = options
    this.#position = after
    this.#confirmed.promise.catch(() => {})
    const reached = (position: Position) => {
      if (isAfter(position, this.#checkpoint)) this.#checkpoint = position
      onNews()
    }
    this.#stream = client.subscribeToAll({
      fromPosition: after === BEGINNING ? 'start' : nativePosition(after),
      ...calls,
      filter: streamNameFilter({
        prefixes: [...prefixes],
        checkpointInterval,
        // This must not throw: the error would go unhandled and stall the subscription for good.
        checkpointReached: (_, position) => reached(positionOf(position.commit)),
      }),
    })
    this.#stream.on('confirmation', () => this.#confirmed.resolve())
    this.#stream.on('readable', () => {
      try {
        this.#pull()
        onNews()
      } catch (error) {
        this.#fail(logFaultOf(error, DOING))
      }
    })
    this.#stream.on('caughtUp', () => reached(level))
    this.#stream.on('error', error => this.#fail(logFaultOf(error, DOING)))
    for (const over of ['end', 'close'] as const)
      this.#stream.on(over, () => this.#fail(new LogFault(`${DOING}: the server ended the subscription`)))
  }

  /** Resolves when the server confirms the subscription. Rejects with a `LogFault` if it does not. */
  async confirmed(): Promise<void> {
    try {
      await timeout(this.#options.time, this.#confirmed.promise, this.#options.timeoutMs, DOING)
    } catch (error) {
      throw logFaultOf(error, DOING)
    }
  }

  /** The events since the last call, or null. Throws a `LogFault` when the subscription has failed; it never resumes. */
  take(): LogBatch | null {
    // Events before a checkpoint are pushed before it, so it is reached once all pushed events are taken.
    const isAll = this.#pull()
    const events = this.#waiting
    this.#waiting = []
    if (!isAll) this.#pull()
    let position = events.at(-1)?.position ?? this.#position
    if (isAll && isAfter(this.#checkpoint, position)) position = this.#checkpoint
    if (isAfter(position, this.#position)) {
      this.#position = position
      return { events, position }
    }
    if (this.#failure) throw this.#failure
    return null
  }

  /** True when the client's buffer is empty. */
  #pull(): boolean {
    while (this.#waiting.length < BATCH) {
      const next = this.#stream.read()
      if (next === null) return true
      if (next.event) this.#waiting.push(toRecorded(next.event))
    }
    return false
  }

  /** Ends the call on the server. Leaving a loop does not, and an abandoned call leaks about 70 kB. */
  close(): void {
    this.#stream.removeAllListeners('readable')
    // Discard what still arrives, so that it does not stay in a buffer.
    this.#stream.resume()
    void this.#stream.unsubscribe().catch(() => {})
  }

  #fail(failure: LogFault): void {
    this.#failure ??= failure
    this.#confirmed.reject(this.#failure)
    this.#options.onNews()
  }
}
