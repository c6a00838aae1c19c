// Caches pages of rooms' events from the log for subscribers who catch up. Many come back at once, from much the same
// positions: they share pages that are read once.

import { isAfter, type Position, type StreamName } from '../../../commands/event.ts'
import type { RoomId } from '../../../commands/ids.ts'
import type { EventLog } from '../../event-log/event-log.ts'
import type { Time } from '../../support/time.ts'
import { RoomPage } from './room-page.ts'

/** Whose events the pages hold. One for as long as the room has a subscriber on this process. */
export type RoomPages = {
  readonly roomId: RoomId
  readonly streams: readonly StreamName[]
  /** Settles when the last read of the room does. The next read waits for it, and may find its page then. */
  reading: Promise<unknown>
}

/** Events in a page. It is rendered in one go: 500 would hold the event loop for tens of milliseconds. */
export const EVENTS_PER_PAGE = 200
/** What the cached pages of all rooms together may weigh. */
const MAX_BYTES = 24 * 1024 * 1024
const MAX_AGE_MS = 10_000

type Entry = { readonly page: RoomPage; readonly expiresAt: number }

type PageCacheOptions = {
  readonly eventLog: Pick<EventLog, 'readAfter'>
  readonly reached: (position: Position) => Promise<unknown>
  readonly time: Pick<Time, 'elapsed'>
}

export class PageCache {
  readonly name = 'pages'
  readonly #options: PageCacheOptions
  readonly #entries = new Map<RoomPages, Entry[]>()
  #bytes = 0

  constructor(options: PageCacheOptions) {
    this.#options = options
  }

  get bytes(): number {
    return this.#bytes
  }

  get entries(): number {
    let entries = 0
    for (const ofRoom of this.#entries.values()) entries += ofRoom.length
    return entries
  }

  /**
   * The page of a room's events after a position, up to `end`. What is not in it comes after `page.to`. Rejects when the
   * log cannot be read.
   */
  async after(room: RoomPages, position: Position, end: Position): Promise<RoomPage> {
    const page = this.#find(room, position)
    if (page) return page
    // One read of a room after the other: those who wait mostly find what they need when it is done.
    const read = room.reading.then(async () => {
      const meanwhile = this.#find(room, position)
      if (meanwhile) return meanwhile
      const fresh = await this.#read(room, position, end)
      this.#add(room, fresh)
      return fresh
    })
    room.reading = read.catch(() => {})
    return read
  }

  /** Removes the pages of a room, because its earlier events are shown in another way now. */
  forget(room: RoomPages): void {
    for (const { page } of this.#entries.get(room) ?? []) this.#bytes -= page.bytes
    this.#entries.delete(room)
  }

  /** Removes expired pages. */
  sweep(): void {
    const now = this.#options.time.elapsed()
    this.#remove(({ expiresAt }) => expiresAt < now)
  }

  #find(room: RoomPages, position: Position): RoomPage | null {
    const now = this.#options.time.elapsed()
    const entries = (this.#entries.get(room) ?? []).filter(({ expiresAt }) => expiresAt >= now)
    const exact = entries.find(({ page }) => page.from === position)
    if (exact) return exact.page
    const within = entries.find(({ page }) => isAfter(position, page.from) && isAfter(page.to, position))
    if (!within) return null
    // It ends where the page ends that it is cut from, so that all have the same pages after it.
    const rest = within.page.after(position)
    this.#add(room, rest)
    return rest
  }

  async #read({ streams }: RoomPages, position: Position, end: Position): Promise<RoomPage> {
    const { eventLog, reached } = this.#options
    const found = await eventLog.readAfter(streams, position, EVENTS_PER_PAGE)
    const wanted = found.filter(event => !isAfter(event.position, end))
    const to = wanted.length === EVENTS_PER_PAGE ? wanted.at(-1)!.position : end
    await reached(to)
    return new RoomPage(position, to, wanted)
  }

  #add(room: RoomPages, page: RoomPage) {
    this.#bytes += page.bytes
    if (this.#bytes > MAX_BYTES) {
      this.#remove(() => true)
      this.#bytes = page.bytes
    }
    const entries = this.#entries.get(room) ?? []
    entries.push({ page, expiresAt: this.#options.time.elapsed() + MAX_AGE_MS })
    this.#entries.set(room, entries)
  }

  #remove(isExpired: (entry: Entry) => boolean) {
    for (const [room, entries] of this.#entries) {
      const left = entries.filter(entry => !isExpired(entry))
      for (const { page } of entries) this.#bytes -= page.bytes
      for (const { page } of left) this.#bytes += page.bytes
      if (left.length > 0) this.#entries.set(room, left)
      else this.#entries.delete(room)
    }
  }
}
