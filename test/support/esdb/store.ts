// What an EventStoreDB node keeps and how it judges appends; no network in here.

import { appendFileSync, existsSync, readFileSync } from 'node:fs'

export type StoredEvent = {
  readonly id: string
  readonly stream: string
  /** 0 for the first event of the stream. */
  readonly revision: number
  /** A byte offset in the log: it has gaps, as the real one has. */
  readonly position: bigint
  readonly metadata: ReadonlyMap<string, string>
  readonly custom: Uint8Array
  readonly data: Uint8Array
  /** Milliseconds since 1970. */
  readonly created: number
}

export type Proposed = Pick<StoredEvent, 'id' | 'metadata' | 'custom' | 'data'>

/** `no_stream`, `any`, `stream_exists`, or a revision. */
export type Expected = 'any' | 'no_stream' | 'stream_exists' | number

export type AppendResult =
  | { kind: 'success'; revision: number; position: bigint }
  | { kind: 'conflict'; current: number }
  | { kind: 'deleted' }
  | { kind: 'too-large' }

/** The server's own default. */
export const MAX_APPEND_BYTES = 1024 * 1024

export class EsdbStore {
  readonly all: StoredEvent[] = []
  maxAppendBytes = MAX_APPEND_BYTES
  #streams = new Map<string, StoredEvent[]>()
  #tombstoned = new Set<string>()
  /** First revision that a soft-deleted stream shows. */
  #truncatedBefore = new Map<string, number>()
  // A real log begins with records of its own: no event of ours stands at 0.
  #offset = 977n
  #watchers = new Set<() => void>()

  readonly #file: string | null

  /** With a file it outlives its process: an append is in the file before it is answered. */
  constructor(file: string | null = null) {
    if (file !== null && existsSync(file)) {
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        // What a kill cut short was never answered.
        const kept = parseLine(line)
        if (kept) this.#keep(kept.stream, kept.proposed, kept.created)
      }
    }
    this.#file = file
  }

  /** The events that a stream shows, from revision `first` on. */
  stream(name: string): { readonly events: readonly StoredEvent[]; first: number } | 'missing' | 'deleted' {
    if (this.#tombstoned.has(name)) return 'deleted'
    const events = this.#streams.get(name)
    if (!events) return 'missing'
    const first = this.#truncatedBefore.get(name) ?? 0
    return events.length - 1 < first ? 'missing' : { events, first }
  }

  append(name: string, expected: Expected, proposed: readonly Proposed[]): AppendResult {
    if (this.#tombstoned.has(name)) return { kind: 'deleted' }
    const bytes = proposed.reduce((sum, event) => sum + event.data.length + event.custom.length, 0)
    if (bytes > this.maxAppendBytes) return { kind: 'too-large' }

    const events = this.#streams.get(name) ?? []
    const current = events.length - 1
    const gone = this.stream(name) === 'missing'
    const wanted = typeof expected === 'number' ? expected : expected === 'no_stream' ? -1 : current

    if (expected === 'stream_exists' && current < 0) return { kind: 'conflict', current }
    const recreated = expected === 'no_stream' && gone
    if (wanted !== current && !recreated) {
      // An exact retry is told by the ids that stand after the expected revision, for ever.
      const standing = events.slice(wanted + 1, wanted + 1 + proposed.length)
      const same =
        standing.length === proposed.length && standing.every((one, i) => one.id === proposed[i]!.id)
      if (wanted > current || !same || standing.length === 0) return { kind: 'conflict', current }
      const last = standing.at(-1)!
      return { kind: 'success', revision: last.revision, position: last.position }
    }
    if (expected === 'any' && proposed[0]) {
      const index = events.findIndex(event => event.id === proposed[0]!.id)
      const last = index < 0 ? undefined : events[index + proposed.length - 1]
      if (last) return { kind: 'success', revision: last.revision, position: last.position }
    }

    if (recreated && current >= 0) this.#truncatedBefore.set(name, current + 1)
    const created = Date.now()
    if (this.#file !== null && proposed.length > 0)
      appendFileSync(this.#file, `${lineOf(name, proposed, created)}\n`)
    this.#keep(name, proposed, created)
    for (const watcher of this.#watchers) watcher()
    const last = this.#streams.get(name)?.at(-1)
    return { kind: 'success', revision: last?.revision ?? -1, position: last?.position ?? 0n }
  }

  #keep(name: string, proposed: readonly Proposed[], created: number): void {
    if (proposed.length === 0) return
    const events = this.#streams.get(name) ?? []
    this.#streams.set(name, events)
    for (const one of proposed) {
      const event = { ...one, stream: name, revision: events.length, position: this.#offset, created }
      this.#offset += BigInt(one.data.length + one.custom.length + 97)
      events.push(event)
      this.all.push(event)
    }
  }

  /** Hides a stream; a new append goes on with its numbers. */
  delete(name: string): void {
    this.#truncatedBefore.set(name, Number.MAX_SAFE_INTEGER)
  }

  /** Ends a stream for good. */
  tombstone(name: string): void {
    this.#tombstoned.add(name)
  }

  /** The index in `all` of the first event at or after a position. */
  indexOf(position: bigint): number {
    let low = 0
    let high = this.all.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.all[middle]!.position < position) low = middle + 1
      else high = middle
    }
    return low
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

function lineOf(stream: string, proposed: readonly Proposed[], created: number): string {
  const events = proposed.map(({ id, metadata, custom, data }) => {
    return { id, metadata: [...metadata], custom: base64(custom), data: base64(data) }
  })
  return JSON.stringify({ stream, created, events })
}

function parseLine(line: string): { stream: string; created: number; proposed: Proposed[] } | null {
  if (!line.endsWith('}')) return null
  let parsed: { stream: string; created: number; events: Record<'id' | 'custom' | 'data', string>[] }
  try {
    parsed = JSON.parse(line)
  } catch {
    return null
  }
  const proposed = parsed.events.map(event => {
    const metadata = new Map((event as unknown as { metadata: [string, string][] }).metadata)
    return { id: event.id, metadata, custom: bytesOf(event.custom), data: bytesOf(event.data) }
  })
  return { stream: parsed.stream, created: parsed.created, proposed }
}
