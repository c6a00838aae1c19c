// The log on EventStoreDB (or KurrentDB), over gRPC with the official client.

import { EventStoreDBClient } from '@eventstore/db-client'
import type { NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'
import { comparePositions, isAfter } from '../../commands/event.ts'
import { type Time, timeout } from '../support/time.ts'
import { prefixesOf, toEventData } from './esdb-events.ts'
import { conflictOf, isNotLeader, logFaultOf } from './esdb-faults.ts'
import { EsdbLogReader } from './esdb-log-reader.ts'
import { EsdbPositions } from './esdb-positions.ts'
import { type CallOptions, EsdbReads } from './esdb-reads.ts'
import { EsdbSubscription } from './esdb-subscription.ts'
import { SharedTail } from './esdb-tail.ts'
import { type Appended, type EventLog, type Filter, type LogBatch, LogFault } from './event-log.ts'
import { streamMatcher } from './log-reader.ts'

export type EventStoreDbOptions = {
  /** A connection string of the client: `esdb://user:password@host:2113?tls=true`, `esdb+discover://…`, or `kurrentdb://…`. */
  readonly url: string
  /** Timeout of an append, of a page of a read and of a ping, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number
  readonly time: Time
  /** The most bytes in one append. Default 1 MiB, the default of the server. */
  readonly maxAppendBytes?: number
}

/** Connects on the first call. Use `ping` to find out whether the server is reachable. */
export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventLog> {
  return new EventStoreDb(options)
}

class EventStoreDb implements EventLog {
  readonly isExclusive = false
  readonly #client: EventStoreDBClient
  readonly #calls: CallOptions
  readonly #timeoutMs: number
  readonly #time: Time
  readonly #maxAppendBytes: number
  readonly #reads: EsdbReads
  readonly #tail: SharedTail
  readonly #positions: EsdbPositions
  readonly #closing = new AbortController()

  constructor({ url, time, timeoutMs = 5_000, maxAppendBytes = 1024 * 1024 }: EventStoreDbOptions) {
    const { address, credentials } = splitCredentials(url)
    // The client knows only the old name of the server.
    this.#client = EventStoreDBClient.connectionString(address.replace(/^kurrentdb/, 'esdb'))
    this.#calls = { requiresLeader: true, ...(credentials && { credentials }) }
    this.#timeoutMs = timeoutMs
    this.#time = time
    this.#maxAppendBytes = maxAppendBytes
    this.#reads = new EsdbReads(this.#client, this.#calls, time, timeoutMs)
    this.#positions = new EsdbPositions({
      eventAt: position => this.#reads.at(position),
      isHeld: position => this.#tail.holds(position),
      end: () => this.#reads.end(),
    })
    this.#tail = new SharedTail({
      head: () => this.#reads.head(),
      subscribe: (after, onNews) => this.#subscribe({}, after, after, onNews),
    })
  }

  async append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended> {
    const appended = await this.#append(stream, expected, events)
    if (appended.written) this.#positions.remember(appended.events)
    return appended
  }

  async #append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended> {
    this.#assertOpen()
    const doing = `appending to ${stream}`
    if (events.length === 0) return this.#compareVersion(stream, expected)
    const bytes = events.reduce((sum, event) => sum + Buffer.byteLength(JSON.stringify(event)), 0)
    if (bytes > this.#maxAppendBytes)
      throw new LogFault(`${doing}: ${bytes} bytes are over the limit of ${this.#maxAppendBytes}`)
    try {
      const result = await this.#write(stream, expected, events, doing)
      // Only if the URL says `throwOnAppendFailure=false`.
      if (!result.success) return { written: false, actual: Number(result.nextExpectedRevision) + 1 }
      const version = expected + events.length
      // The answer has only the position of the last event. It does not tell whether another process was first to write
      // the events of this command, with another time.
      const recorded = await this.#reads.forwards(stream, expected + 1, events.length)
      if (recorded.length === events.length) return { written: true, version, events: recorded }
      throw new LogFault(`${doing}: the written events cannot be read yet`, { isOutcomeUnknown: true })
    } catch (error) {
      const actual = conflictOf(error)
      if (actual === null) throw logFaultOf(error, doing)
      return { written: false, actual }
    }
  }

  async #write(stream: StreamName, expected: Version, events: readonly NewEvent[], doing: string) {
    const append = () =>
      this.#client.appendToStream(stream, events.map(toEventData), {
        expectedRevision: expected === 0 ? 'no_stream' : BigInt(expected - 1),
        // Credentials on the call force a unary append. The client's batched append has no timeout, and an error
        // on one batch fails the appends of every other client in the process. Without TLS, credentials are not sent.
        credentials: { username: '', password: '' },
        ...this.#calls,
        deadline: this.#timeoutMs,
      })
    try {
      return await timeout(this.#time, append(), this.#timeoutMs + 500, doing)
    } catch (error) {
      if (!isNotLeader(error)) throw error
      return timeout(this.#time, append(), this.#timeoutMs + 500, doing)
    }
  }

  async #compareVersion(stream: StreamName, expected: Version): Promise<Appended> {
    const actual = (await this.#reads.tail(stream, 1)).at(-1)?.version ?? 0
    if (actual === expected) return { written: true, version: actual, events: [] }
    return { written: false, actual }
  }

  async read(stream: StreamName, from: Version, limit: number): Promise<readonly Recorded[]> {
    this.#assertOpen()
    return this.#reads.forwards(stream, from, limit)
  }

  async readTail(stream: StreamName, limit: number): Promise<readonly Recorded[]> {
    this.#assertOpen()
    return this.#reads.tail(stream, limit)
  }

  async readAfter(
    streams: readonly StreamName[],
    after: Position,
    limit: number,
  ): Promise<readonly Recorded[]> {
    return (await this.#merged(streams, stream => this.#reads.after(stream, after, limit))).slice(0, limit)
  }

  async readBefore(
    streams: readonly StreamName[],
    before: Position,
    limit: number,
  ): Promise<readonly Recorded[]> {
    if (limit <= 0) return []
    return (await this.#merged(streams, stream => this.#reads.before(stream, before, limit))).slice(-limit)
  }

  async #merged(streams: readonly StreamName[], read: (stream: StreamName) => Promise<Recorded[]>) {
    this.#assertOpen()
    // The streams are read at different times. After the head, an event of one stream could show while an earlier event
    // of another stream was written too late to be read.
    const head = await this.#reads.head()
    const found = await Promise.all([...new Set(streams)].map(read))
    return found
      .flat()
      .filter(event => !isAfter(event.position, head))
      .sort((a, b) => comparePositions(a.position, b.position))
  }

  async head(): Promise<Position> {
    this.#assertOpen()
    return this.#reads.head()
  }

  async contains(position: Position, { fresh = false } = {}): Promise<boolean> {
    this.#assertOpen()
    return this.#positions.contains(position, fresh)
  }

  follow(after: Position, filter: Filter, signal: AbortSignal): AsyncIterable<LogBatch> {
    this.#assertOpen()
    // The server filters by category. Partitions are filtered here: every partition has a reader, mostly in this same
    // process, and each reader has to know how far the log is.
    const isShared = filter.partitions !== undefined || filter.categories === undefined
    return new EsdbLogReader({
      time: this.#time,
      after,
      signal: AbortSignal.any([signal, this.#closing.signal]),
      matches: streamMatcher(filter),
      tail: isShared ? this.#tail : null,
      head: () => this.#reads.head(),
      subscribe: (from, level, onNews) => this.#subscribe(filter, from, level, onNews),
    })
  }

  #subscribe(filter: Filter, after: Position, level: Position, onNews: () => void): EsdbSubscription {
    return new EsdbSubscription(this.#client, {
      calls: this.#calls,
      after,
      prefixes: prefixesOf(filter),
      knownHead: level,
      // Without a filter nearly every event is delivered, and its position serves as a checkpoint.
      checkpointInterval: filter.categories || filter.partitions ? 1 : 100,
      timeoutMs: this.#timeoutMs,
      time: this.#time,
      onNews,
    })
  }

  /** The server keeps checksums of its own and repairs a node from the others. */
  damage(): [] {
    return []
  }

  async ping(): Promise<void> {
    this.#assertOpen()
    await this.#reads.head()
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    await this.#client.dispose()
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new LogFault('the event log is closed')
  }
}

/** The client puts its URL into error messages, so it gets a URL without credentials. */
function splitCredentials(url: string) {
  const [, scheme = '', user = '', password = ''] = /^([a-z+]+:\/\/)([^:@/]*):([^@/]*)@/.exec(url) ?? []
  if (!scheme) return { address: url, credentials: null }
  const credentials = { username: decodeURIComponent(user), password: decodeURIComponent(password) }
  return { address: scheme + url.slice(url.indexOf('@') + 1), credentials }
}
