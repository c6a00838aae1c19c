// The log on EventStoreDB (or KurrentDB), over gRPC with the official client.

import { EventStoreDBClient } from '@eventstore/db-client'
import {
  BEGINNING,
  type NewEvent,
  type Position,
  positionOf,
  type Recorded,
  type StreamName,
  type Version,
} from '../../commands/event.ts'
import { recorded, written } from './esdb-events.ts'
import { conflictOf, faultOf, isMissingStream, isNotLeader, within } from './esdb-faults.ts'
import { followAll } from './esdb-follow.ts'
import { type Appended, type EventLog, LogFault } from './event-log.ts'

export type EventStoreDbOptions = {
  /** `esdb://user:password@host:2113?tls=true`, `esdb+discover://…`, as the client reads it. */
  readonly url: string
  /** How long an append, a page of a read or a ping may take, in milliseconds. Default 5,000. */
  readonly timeout?: number
  /** The most bytes of one append. Default 1 MiB, the server's own default. */
  readonly maxAppendBytes?: number
}

const PAGE = 500

export async function openEventStoreDb(options: EventStoreDbOptions): Promise<EventLog> {
  const { timeout = 5_000, maxAppendBytes = 1024 * 1024 } = options
  const client = EventStoreDBClient.connectionString(options.url)
  // Credentials on the call make it a unary append: the client's batched append has no time-out, and an error on one
  // batch fails the appends of every other client in the process. Without TLS they are not sent.
  const credentials = credentialsOf(options.url)
  const closing = new AbortController()

  async function append(
    stream: StreamName,
    expected: Version,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    if (events.length === 0) {
      const version = (await readTail(stream, 1)).at(-1)?.version ?? 0
      return version === expected
        ? { written: true, version, events: [] }
        : { written: false, actual: version }
    }
    const bytes = events.reduce((sum, event) => sum + Buffer.byteLength(JSON.stringify(event)), 0)
    if (bytes > maxAppendBytes) {
      throw new LogFault(`an append of ${bytes} bytes to ${stream} is over the limit of ${maxAppendBytes}`)
    }
    const doing = `appending to ${stream}`
    const once = () =>
      within(
        client.appendToStream(stream, events.map(written), {
          expectedRevision: expected === 0 ? 'no_stream' : BigInt(expected - 1),
          requiresLeader: true,
          credentials,
          deadline: timeout,
        }),
        timeout + 500,
        doing,
      )
    try {
      const result = await retryOnce(once)
      const version = expected + events.length
      const position = result.position && positionOf(result.position.commit)
      if (events.length === 1 && position) {
        const [event] = events
        return { written: true, version, events: [{ ...event!, stream, version, position }] }
      }
      // The answer tells the last event's position only; the others are read back.
      return { written: true, version, events: await read(stream, expected + 1, events.length) }
    } catch (error) {
      const actual = conflictOf(error)
      if (actual === null) throw faultOf(error, doing)
      return { written: false, actual }
    }
  }

  async function retryOnce<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      if (!isNotLeader(error)) throw error
      return call()
    }
  }

  async function page(
    stream: StreamName,
    from: bigint | 'end',
    direction: 'forwards' | 'backwards',
    limit: number,
  ): Promise<Recorded[]> {
    const doing = `reading ${stream}`
    const reading = client.readStream(stream, { fromRevision: from, direction, maxCount: limit })
    const events: Recorded[] = []
    try {
      await within(collect(), timeout, doing)
      return events
    } catch (error) {
      if (isMissingStream(error)) return []
      throw faultOf(error, doing)
    } finally {
      reading.on('error', () => {})
      await within(reading.cancel(), timeout, doing).catch(() => {})
    }
    async function collect() {
      for await (const { event } of reading) if (event) events.push(recorded(event))
    }
  }

  async function read(stream: StreamName, from: Version, limit: number): Promise<Recorded[]> {
    const events: Recorded[] = []
    while (events.length < limit) {
      const wanted = Math.min(PAGE, limit - events.length)
      const next = await page(stream, BigInt(Math.max(from, 1) - 1 + events.length), 'forwards', wanted)
      events.push(...next)
      if (next.length < wanted) break
    }
    return events
  }

  async function readTail(stream: StreamName, limit: number): Promise<Recorded[]> {
    const events: Recorded[] = []
    let from: bigint | 'end' = 'end'
    while (events.length < limit) {
      const wanted = Math.min(PAGE, limit - events.length)
      const next = await page(stream, from, 'backwards', wanted)
      events.push(...next)
      const oldest = next.at(-1)
      if (next.length < wanted || !oldest || oldest.version === 1) break
      from = BigInt(oldest.version - 2)
    }
    return events.reverse()
  }

  /** The first events of one stream after a position: near the end mostly, so looked for there before anywhere else. */
  async function readStreamAfter(stream: StreamName, after: Position, limit: number): Promise<Recorded[]> {
    if (after === BEGINNING) return read(stream, 1, limit)
    const tail = await page(stream, 'end', 'backwards', 100)
    const oldest = tail.at(-1)
    if (!oldest) return []
    if (oldest.position <= after || oldest.version === 1) {
      return tail
        .reverse()
        .filter(event => event.position > after)
        .slice(0, limit)
    }
    const low = await firstVersion(stream, oldest.version, position => position > after)
    return read(stream, low, limit)
  }

  async function readStreamBefore(stream: StreamName, before: Position, limit: number): Promise<Recorded[]> {
    const tail = await page(stream, 'end', 'backwards', 100)
    const oldest = tail.at(-1)
    if (!oldest || limit <= 0) return []
    const found = tail.reverse().filter(event => event.position < before)
    if (found.length >= limit || oldest.version === 1) return found.slice(-limit)
    const end = found[0]
      ? found.at(-1)!.version + 1
      : await firstVersion(stream, oldest.version, position => position >= before)
    const from = Math.max(1, end - limit)
    return read(stream, from, end - from)
  }

  /** The first version up to `high` whose position is far enough; `high` itself is. */
  async function firstVersion(
    stream: StreamName,
    high: Version,
    isFarEnough: (position: Position) => boolean,
  ): Promise<Version> {
    let low = 1
    let end = high
    while (low < end) {
      const middle = (low + end) >> 1
      const [event] = await page(stream, BigInt(middle - 1), 'forwards', 1)
      if (event && isFarEnough(event.position)) end = middle
      else low = middle + 1
    }
    return low
  }

  async function head(): Promise<Position> {
    const reading = client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 })
    try {
      const last = await within(first(), timeout, 'reading the head of the log')
      return last ?? BEGINNING
    } catch (error) {
      throw faultOf(error, 'reading the head of the log')
    } finally {
      reading.on('error', () => {})
      await within(reading.cancel(), timeout, 'reading the head of the log').catch(() => {})
    }
    async function first() {
      for await (const { event } of reading) if (event) return positionOf(event.position!.commit)
      return null
    }
  }

  return {
    exclusive: false,
    append,
    read,
    readTail,

    async readAfter(streams, after, limit) {
      const found = await Promise.all(streams.map(stream => readStreamAfter(stream, after, limit)))
      return found
        .flat()
        .sort((a, b) => (a.position < b.position ? -1 : 1))
        .slice(0, limit)
    },

    async readBefore(streams, before, limit) {
      const found = await Promise.all(streams.map(stream => readStreamBefore(stream, before, limit)))
      const merged = found.flat().sort((a, b) => (a.position < b.position ? -1 : 1))
      return limit > 0 ? merged.slice(-limit) : []
    },

    head,

    async *follow(after, filter, signal) {
      const level = await head()
      yield* followAll(client, after, filter, AbortSignal.any([signal, closing.signal]), level, timeout)
    },

    async ping() {
      await head()
    },

    async close() {
      closing.abort()
      await client.dispose()
    },
  }
}

function credentialsOf(url: string): { username: string; password: string } {
  const [, user = '', password = ''] = /^[a-z+]+:\/\/([^:@/]*):([^@/]*)@/.exec(url) ?? []
  return { username: decodeURIComponent(user), password: decodeURIComponent(password) }
}
