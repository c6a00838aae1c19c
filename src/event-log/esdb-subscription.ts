// One filtered subscription to $all, with the client's back-pressure kept: little is sent before it is taken.

import { type EventStoreDBClient, streamNameFilter } from '@eventstore/db-client'
import { BEGINNING, type Position, positionOf, type Recorded } from '../../commands/event.ts'
import { type Time, timeout } from '../support/time.ts'
import { nativePosition, toRecorded } from './esdb-events.ts'
import { logFaultOf } from './esdb-faults.ts'
import type { CallOptions } from './esdb-reads.ts'
import { type LogBatch, LogFault } from './event-log.ts'

export type EsdbSubscriptionOptions = {
  readonly calls: CallOptions
  readonly after: Position
  /** Of the names of streams. */
  readonly prefixes: readonly string[]
  /**
   * The head of the log from before it began, which the node's word that it caught up proves to be reached. Nothing may
   * be taken before it is known that this node had it.
   */
  readonly knownHead: Position
  /** Checkpoints come each so many times 32 events that the server looked at. */
  readonly checkpointInterval: number
  /** Milliseconds that the server has to confirm it and to let go of it. */
  readonly timeoutMs: number
  readonly time: Time
  /** There may be something to take. */
  readonly onNews: () => void
}

/** The client itself holds sixteen. Whoever saves a batch while these come is given the next one whole. */
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
      if (position > this.#checkpoint) this.#checkpoint = position
      onNews()
    }
    this.#stream = client.subscribeToAll({
      fromPosition: after === BEGINNING ? 'start' : nativePosition(after),
      ...calls,
      filter: streamNameFilter({
        prefixes: [...prefixes],
        checkpointInterval,
        // Whatever this threw would be nobody's error and would stop the subscription for good.
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

  /** Resolves when the server has confirmed it; rejects with a `LogFault` where it does not. */
  async confirmed(): Promise<void> {
    try {
      await timeout(this.#options.time, this.#confirmed.promise, this.#options.timeoutMs, DOING)
    } catch (error) {
      throw logFaultOf(error, DOING)
    }
  }

  /** What has come since the last taking; null for nothing. Throws a `LogFault` when it is lost: it is not resumed. */
  take(): LogBatch | null {
    // Whatever stands before a checkpoint was pushed before it: it holds once all that was pushed is taken.
    const isAll = this.#pull()
    const events = this.#waiting
    this.#waiting = []
    if (!isAll) this.#pull()
    let position = events.at(-1)?.position ?? this.#position
    if (isAll && this.#checkpoint > position) position = this.#checkpoint
    if (position > this.#position) {
      this.#position = position
      return { events, position }
    }
    if (this.#failure) throw this.#failure
    return null
  }

  /** True when nothing is left in the client. */
  #pull(): boolean {
    while (this.#waiting.length < BATCH) {
      const next = this.#stream.read()
      if (next === null) return true
      if (next.event) this.#waiting.push(toRecorded(next.event))
    }
    return false
  }

  /** A loop that is left does not end the call by itself; each forgotten one keeps some 70 kB. */
  close(): void {
    this.#stream.removeAllListeners('readable')
    // Nobody reads on: what still comes must not wait in a buffer for ever.
    this.#stream.resume()
    void this.#stream.unsubscribe().catch(() => {})
  }

  #fail(failure: LogFault): void {
    this.#failure ??= failure
    this.#confirmed.reject(this.#failure)
    this.#options.onNews()
  }
}
