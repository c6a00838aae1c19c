// What a room was told lately, for those who fell behind by a little; for others, the log.

import type { Position } from '../../../commands/event.ts'
import { EVENTS_PER_PAGE, type PageCache, type RoomPages } from './page-cache.ts'
import { RoomPage } from './room-page.ts'

export type RecentPages = {
  /** Each begins where the one before ended. */
  add(page: RoomPage): void
  /** What is added next does not go on from what was added last. */
  forget(): void
  /** The page after a position that is before `end`: several short ones as one, the same for all who ask. */
  after(position: Position, end: Position): Promise<RoomPage>
}

/** Events that are kept. */
const KEPT = 1_000

export function createRecentPages(past: PageCache, room: RoomPages): RecentPages {
  let pages: RoomPage[] = []
  let cuts = new Map<Position, RoomPage>()

  const cut = (position: Position, first: number): RoomPage => {
    let page = pages[first]!.after(position)
    for (const next of pages.slice(first + 1)) {
      if (page.events.length + next.events.length > EVENTS_PER_PAGE) break
      page = new RoomPage(position, next.to, [...page.events, ...next.events])
    }
    return page
  }

  return {
    add(page) {
      pages.push(page)
      cuts = new Map()
      let count = pages.reduce((sum, { events }) => sum + events.length, 0)
      while (count > KEPT && pages.length > 1) count -= pages.shift()!.events.length
    },
    forget() {
      pages = []
      cuts = new Map()
    },
    async after(position, end) {
      const first = pages.findIndex(page => page.from <= position && position < page.to)
      if (first < 0) {
        const oldest = pages[0]?.from
        return past.after(room, position, oldest !== undefined && oldest > position ? oldest : end)
      }
      const page = cuts.get(position) ?? cut(position, first)
      cuts.set(position, page)
      return page
    },
  }
}
