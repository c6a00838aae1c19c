// What the log holds of rooms, a page at a time, for those who come back or fell behind. Many come back at once, from
// much the same positions: they are given the same pages, which are read once.

import type { Position, StreamName } from '../../../commands/event.ts'
import type { RoomId } from '../../../commands/ids.ts'
import type { EventLog } from '../../event-log/event-log.ts'
import { Page } from './room-page.ts'

export type Past = {
  /**
   * The page after a position, of a room's events up to `end`: what is not in it comes after `page.to`. Rejects where
   * the log cannot be read.
   */
  after(room: PastRoom, position: Position, end: Position): Promise<Page>
  /** Forgets what was read some time ago. */
  sweep(): void
}

/** Whose events they are; one for as long as anybody follows the room. */
export type PastRoom = {
  readonly roomId: RoomId
  readonly streams: readonly StreamName[]
  /** What was read last is being read; the next reading waits for it, and may find its page there. */
  reading: Promise<unknown>
}

/** Events of a page. It is executed in one go: half a thousand would hold the event loop for tens of milliseconds. */
export const PAGE = 200
/** Events that are kept for all rooms together. */
const KEPT = 50_000
/** Milliseconds that a page is kept. */
const KEEP = 10_000

export function createPast(options: {
  readonly eventLog: Pick<EventLog, 'readAfter'>
  readonly reached: (position: Position) => Promise<unknown>
}): Past {
  const { eventLog, reached } = options
  const kept = new Map<PastRoom, { readonly page: Page; readonly until: number }[]>()
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

  const keep = (room: PastRoom, page: Page) => {
    events += page.events.length
    if (events > KEPT) {
      forget(() => true)
      events = page.events.length
    }
    const entries = kept.get(room) ?? []
    entries.push({ page, until: performance.now() + KEEP })
    kept.set(room, entries)
  }

  const find = (room: PastRoom, position: Position): Page | null => {
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

  const read = async ({ streams }: PastRoom, position: Position, end: Position): Promise<Page> => {
    const found = await eventLog.readAfter(streams, position, PAGE)
    const known = found.filter(event => event.position <= end)
    const to = known.length === PAGE ? known.at(-1)!.position : end
    await reached(to)
    return new Page(position, to, known)
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
      const now = performance.now()
      forget(({ until }) => until < now)
    },
  }
}
