// What a room was told lately, for those who fell behind by a little; for others, the log.

import type { Position } from '../../../commands/event.ts'
import { PAGE, type Past, type PastRoom } from './page-cache.ts'
import { Page } from './room-page.ts'

export type Recent = {
  /** Each begins where the one before ended. */
  add(page: Page): void
  /** What is added next does not go on from what was added last. */
  forget(): void
  /** The page after a position that is before `end`: several short ones as one, the same for all who ask. */
  after(position: Position, end: Position): Promise<Page>
}

/** Events that are kept. */
const KEPT = 1_000

export function createRecent(past: Past, room: PastRoom): Recent {
  let pages: Page[] = []
  let cuts = new Map<Position, Page>()

  const cut = (position: Position, first: number): Page => {
    let page = pages[first]!.after(position)
    for (const next of pages.slice(first + 1)) {
      if (page.events.length + next.events.length > PAGE) break
      page = new Page(position, next.to, [...page.events, ...next.events])
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
