// What the log holds of rooms, a page at a time, for those who come back or fell behind. Many come back at once, from
// much the same positions: they are given the same pages, which are read once.

import type { Position, StreamName } from '../../../commands/event.ts'
import type { RoomId } from '../../../commands/ids.ts'
import type { EventLog } from '../../event-log/event-log.ts'
import type { Time } from '../../support/time.ts'
import { RoomPage } from './room-page.ts'

export type PageCache = {
  /**
   * The page after a position, of a room's events up to `end`: what is not in it comes after `page.to`. Rejects where
   * the log cannot be read.
   */
  after(room: RoomPages, position: Position, end: Position): Promise<RoomPage>
  /** Forgets what was read some time ago. */
  sweep(): void
}

/** Whose events they are; one for as long as anybody follows the room. */
export type RoomPages = {
  readonly roomId: RoomId
  readonly streams: readonly StreamName[]
  /** What was read last is being read; the next reading waits for it, and may find its page there. */
  reading: Promise<unknown>
}

/** Events of a page. It is executed in one go: half a thousand would hold the event loop for tens of milliseconds. */
export const EVENTS_PER_PAGE = 200
/** Events that are kept for all rooms together. */
const KEPT = 50_000
/** Milliseconds that a page is kept. */
const KEEP = 10_000

export function createPageCache(options: {
  readonly eventLog: Pick<EventLog, 'readAfter'>
  readonly reached: (position: Position) => Promise<unknown>
  readonly time: Pick<Time, 'elapsed'>
}): PageCache {
  const { eventLog, reached, time } = options
  const kept = new Map<RoomPages, { readonly page: RoomPage; readonly until: number }[]>()
  let events = 0

  const forget = (isOld: (entry: { until: number }) => boolean) => {
    for (const [room, entries] of kept) {
      const left = entries.filter(entry => !isOld(entry))
      for (const { page } of entries) events -= page.events.length
      for (const { page } of left) events += page.events.length
      if (left.length > 0) kept.set(room, left)
      else kept.delete(room)
    }
  }

  const keep = (room: RoomPages, page: RoomPage) => {
    events += page.events.length
    if (events > KEPT) {
      forget(() => true)
      events = page.events.length
    }
    const entries = kept.get(room) ?? []
    entries.push({ page, until: time.elapsed() + KEEP })
    kept.set(room, entries)
  }

  const find = (room: RoomPages, position: Position): RoomPage | null => {
    const pages = kept.get(room) ?? []
    const exact = pages.find(({ page }) => page.from === position)
    if (exact) return exact.page
    const within = pages.find(({ page }) => page.from < position && position < page.to)
    if (!within) return null
    // Its end is that of the page that it is cut from, so that all have the same pages after it.
    const rest = within.page.after(position)
    keep(room, rest)
    return rest
  }

  const read = async ({ streams }: RoomPages, position: Position, end: Position): Promise<RoomPage> => {
    const found = await eventLog.readAfter(streams, position, EVENTS_PER_PAGE)
    const known = found.filter(event => event.position <= end)
    const to = known.length === EVENTS_PER_PAGE ? known.at(-1)!.position : end
    await reached(to)
    return new RoomPage(position, to, known)
  }

  return {
    async after(room, position, end) {
      const page = find(room, position)
      if (page) return page
      // One reading of a room after the other: those who wait for it mostly find what they need when it is done.
      const turn = room.reading.then(async () => {
        const meanwhile = find(room, position)
        if (meanwhile) return meanwhile
        const fresh = await read(room, position, end)
        keep(room, fresh)
        return fresh
      })
      room.reading = turn.catch(() => {})
      return turn
    },
    sweep() {
      const now = time.elapsed()
      forget(({ until }) => until < now)
    },
  }
}
