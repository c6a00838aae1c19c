// Reads streams of EventStoreDB page by page. Every read has a timeout and is always cancelled.

import type { EventStoreDBClient } from '@eventstore/db-client'
import {
  BEGINNING,
  isAfter,
  type Position,
  type Recorded,
  type StreamName,
  type Version,
} from '../../commands/event.ts'
import { type Time, timeout } from '../support/time.ts'
import { isOwnStream, nativePosition, toRecorded } from './esdb-events.ts'
import { isInvalidPosition, isMissingStream, isNotLeader, logFaultOf } from './esdb-faults.ts'

type Direction = 'forwards' | 'backwards'
type AllPage = {
  readonly direction: Direction
  readonly fromPosition: 'end' | { readonly commit: bigint; readonly prepare: bigint }
  readonly maxCount: number
}

/** Options of all calls to the server. */
export type CallOptions = {
  /** Another node may lag and not show acknowledged events yet. */
  readonly requiresLeader: true
  readonly credentials?: { readonly username: string; readonly password: string }
}

const PAGE = 500
/** Most requested events are among this many last events of their stream. */
const TAIL_LENGTH = 100

export class EsdbReads {
  readonly #client: EventStoreDBClient
  readonly #calls: CallOptions
  readonly #time: Time
  readonly #timeoutMs: number

  constructor(client: EventStoreDBClient, calls: CallOptions, time: Time, timeoutMs: number) {
    this.#client = client
    this.#calls = calls
    this.#time = time
    this.#timeoutMs = timeoutMs
  }

  async forwards(stream: StreamName, from: Version, limit: number): Promise<Recorded[]> {
    const events: Recorded[] = []
    while (events.length < limit) {
      const wanted = Math.min(PAGE, limit - events.length)
      const next = await this.#page(stream, BigInt(Math.max(from, 1) - 1 + events.length), 'forwards', wanted)
      for (const event of next) events.push(event)
      if (next.length < wanted) break
    }
    return events
  }

  /** The last `limit` events, oldest first. */
  async tail(stream: StreamName, limit: number): Promise<Recorded[]> {
    const events: Recorded[] = []
    let from: bigint | 'end' = 'end'
    while (events.length < limit) {
      const wanted = Math.min(PAGE, limit - events.length)
      const next = await this.#page(stream, from, 'backwards', wanted)
      for (const event of next) events.push(event)
      const oldest = next.at(-1)
      if (next.length < wanted || !oldest || oldest.version === 1) break
      from = BigInt(oldest.version - 2)
    }
    return events.reverse()
  }

  async after(stream: StreamName, after: Position, limit: number): Promise<Recorded[]> {
    if (limit <= 0) return []
    if (after === BEGINNING) return this.forwards(stream, 1, limit)
    const near = await this.tail(stream, TAIL_LENGTH)
    const oldest = near[0]
    if (!oldest) return []
    if (!isAfter(oldest.position, after) || oldest.version === 1)
      return near.filter(event => isAfter(event.position, after)).slice(0, limit)
    const from = await this.#first(stream, oldest.version, position => isAfter(position, after))
    return this.forwards(stream, from, limit)
  }

  /** The last `limit` events before a position, oldest first. */
  async before(stream: StreamName, before: Position, limit: number): Promise<Recorded[]> {
    if (limit <= 0) return []
    const near = await this.tail(stream, TAIL_LENGTH)
    const oldest = near[0]
    if (!oldest) return []
    const found = near.filter(event => isAfter(before, event.position))
    if (found.length >= limit || oldest.version === 1) return found.slice(-limit)
    const last = found.at(-1)
    const end = last
      ? last.version + 1
      : await this.#first(stream, oldest.version, position => !isAfter(before, position))
    const from = Math.max(1, end - limit)
    return this.forwards(stream, from, end - from)
  }

  /** The position of our last event. Events of the server and of other programs may follow it. */
  async head(): Promise<Position> {
    for (let fromPosition: AllPage['fromPosition'] = 'end', maxCount = 1; ; maxCount = PAGE) {
      const events = await this.#all({ direction: 'backwards', fromPosition, maxCount })
      const ours = events.find(({ streamId }) => isOwnStream(streamId))
      if (ours) return toRecorded(ours).position
      const oldest = events.at(-1)
      if (!oldest || events.length < maxCount) return BEGINNING
      fromPosition = oldest.position!
    }
  }

  /** The event of ours at a position. Null if there is none, or if no event begins there. */
  async at(position: Position): Promise<Recorded | null> {
    const begin = nativePosition(position)
    const [event] = await this.#all({ direction: 'forwards', fromPosition: begin, maxCount: 1 }).catch(
      error => {
        if (isInvalidPosition(error)) return []
        throw error
      },
    )
    const isThere = event?.position?.commit === begin.commit && isOwnStream(event.streamId)
    return isThere ? toRecorded(event) : null
  }

  /** The position of the last event, whoever wrote it. */
  async end(): Promise<bigint> {
    const [last] = await this.#all({ direction: 'backwards', fromPosition: 'end', maxCount: 1 })
    return last?.position?.commit ?? 0n
  }

  /** Binary search: the first version up to `high` whose position is far enough. That of `high` must be. */
  async #first(
    stream: StreamName,
    high: Version,
    isFarEnough: (position: Position) => boolean,
  ): Promise<Version> {
    let low = 1
    let end = high
    while (low < end) {
      const middle = (low + end) >> 1
      const [event] = await this.#page(stream, BigInt(middle - 1), 'forwards', 1)
      if (event && isFarEnough(event.position)) end = middle
      else low = middle + 1
    }
    return low
  }

  async #page(
    stream: StreamName,
    from: bigint | 'end',
    direction: Direction,
    limit: number,
  ): Promise<Recorded[]> {
    const options = { fromRevision: from, direction, maxCount: limit, ...this.#calls } as const
    return this.#collect(() => this.#client.readStream(stream, options), `reading ${stream}`, toRecorded)
  }

  #all(page: AllPage) {
    return this.#collect(
      () => this.#client.readAll({ ...page, ...this.#calls }),
      'reading the log',
      event => event,
    )
  }

  async #collect<E, T>(begin: () => Reading<E>, doing: string, take: (event: E) => T): Promise<T[]> {
    try {
      return await this.#read(begin(), doing, take).catch(error => {
        if (!isNotLeader(error)) throw error
        return this.#read(begin(), doing, take)
      })
    } catch (error) {
      if (isMissingStream(error)) return []
      throw logFaultOf(error, doing)
    }
  }

  /** The client has no timeout for reads, and an abandoned read leaks about 70 kB unless it is cancelled. */
  async #read<E, T>(reading: Reading<E>, doing: string, take: (event: E) => T): Promise<T[]> {
    const found: T[] = []
    const collect = async () => {
      for await (const { event } of reading) if (event) found.push(take(event))
    }
    try {
      await timeout(this.#time, collect(), this.#timeoutMs, doing)
      return found
    } finally {
      reading.on('error', () => {})
      await timeout(this.#time, reading.cancel(), this.#timeoutMs, doing).catch(() => {})
    }
  }
}

type Reading<E> = AsyncIterable<{ event?: E }> & {
  on(name: 'error', handler: () => void): unknown
  cancel(): Promise<void>
}
