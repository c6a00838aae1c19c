// The log on EventStoreDB (or KurrentDB), over gRPC with the official client.

import { EventStoreDBClient } from '@eventstore/db-client'
import type { NewEvent, Position, Recorded, StreamName, Version } from '../../commands/event.ts'
import { positionOf } from '../../commands/event.ts'
import { type Time, timeout } from '../support/time.ts'
import { prefixesOf, toEventData } from './esdb-events.ts'
import { conflictOf, isNotLeader, logFaultOf } from './esdb-faults.ts'
import { EsdbLogReader } from './esdb-log-reader.ts'
import { type CallOptions, EsdbReads } from './esdb-reads.ts'
import { EsdbSubscription } from './esdb-subscription.ts'
import { SharedTail } from './esdb-tail.ts'
import { type Appended, type EventLog, type Filter, type LogBatch, LogFault } from './event-log.ts'
import { streamMatcher } from './log-reader.ts'

export type EventStoreDbOptions = {
  /** `esdb://user:password@host:2113?tls=true`, `esdb+discover://…`, as the client reads it; or `kurrentdb` for `esdb`. */
  readonly url: string
  /** How long an append, a page of a read or a ping may take, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number
  readonly time: Time
  /** The most bytes of one append. Default 1 MiB, the server's own default. */
  readonly maxAppendBytes?: number
}

/** Connects with the first call; a `ping` says whether there is anybody. */
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
  readonly #closing = new AbortController()

  constructor({ url, time, timeoutMs = 5_000, maxAppendBytes = 1024 * 1024 }: EventStoreDbOptions) {
    const { address, credentials } = splitCredentials(url)
    // The client knows the server by its older name alone.
    this.#client = EventStoreDBClient.connectionString(address.replace(/^kurrentdb/, 'esdb'))
    this.#calls = { requiresLeader: true, ...(credentials && { credentials }) }
    this.#timeoutMs = timeoutMs
    this.#time = time
    this.#maxAppendBytes = maxAppendBytes
    this.#reads = new EsdbReads(this.#client, this.#calls, time, timeoutMs)
    this.#tail = new SharedTail({
      head: () => this.#reads.head(),
      subscribe: (after, onNews) => this.#subscribe({}, after, after, onNews),
    })
  }

  async append(stream: StreamName, expected: Version, events: readonly NewEvent[]): Promise<Appended> {
    this.#assertOpen()
    const doing = `appending to ${stream}`
    if (events.length === 0) return this.#compare(stream, expected)
    const bytes = events.reduce((sum, event) => sum + Buffer.byteLength(JSON.stringify(event)), 0)
    if (bytes > this.#maxAppendBytes)
      throw new LogFault(`${doing}: ${bytes} bytes are over the limit of ${this.#maxAppendBytes}`)
    try {
      const result = await this.#write(stream, expected, events, doing)
      // Where the URL says `throwOnAppendFailure=false`.
      if (!result.success) return { written: false, actual: Number(result.nextExpectedRevision) + 1 }
      const version = expected + events.length
      if (events.length === 1 && result.position) {
        const position = positionOf(result.position.commit)
        return { written: true, version, events: [{ ...events[0]!, stream, version, position }] }
      }
      // The answer tells the last event's position only; the others are read back.
      const recorded = await this.#reads.forwards(stream, expected + 1, events.length)
      if (recorded.length === events.length) return { written: true, version, events: recorded }
      throw new LogFault(`${doing}: what was written is not shown yet`, { isOutcomeUnknown: true })
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
        // Credentials on the call make it a unary append: the client's batched append has no time-out, and an error
        // on one batch fails the appends of every other client in the process. Without TLS they are not sent.
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

  async #compare(stream: StreamName, expected: Version): Promise<Appended> {
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
    // The streams are read at different moments: an event behind the head may be shown in one of them while an earlier
    // one in another was written too late to be read.
    const head = await this.#reads.head()
    const found = await Promise.all([...new Set(streams)].map(read))
    return found
      .flat()
      .filter(event => event.position <= head)
      .sort((a, b) => (a.position < b.position ? -1 : 1))
  }

  async head(): Promise<Position> {
    this.#assertOpen()
    return this.#reads.head()
  }

  follow(after: Position, filter: Filter, signal: AbortSignal): AsyncIterable<LogBatch> {
    this.#assertOpen()
    // Where only some categories are wanted, the server leaves the others out. Partitions are told apart here: all of
    // them are followed by somebody, mostly in the same process, and each has to know how far the log is.
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
      // Where nearly every event is wanted, each is a checkpoint itself.
      checkpointInterval: filter.categories || filter.partitions ? 1 : 100,
      timeoutMs: this.#timeoutMs,
      time: this.#time,
      onNews,
    })
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

/** The client writes the URL that it is given into its complaints: it is given none of the credentials. */
function splitCredentials(url: string) {
  const [, scheme = '', user = '', password = ''] = /^([a-z+]+:\/\/)([^:@/]*):([^@/]*)@/.exec(url) ?? []
  if (!scheme) return { address: url, credentials: null }
  const credentials = { username: decodeURIComponent(user), password: decodeURIComponent(password) }
  return { address: scheme + url.slice(url.indexOf('@') + 1), credentials }
}
