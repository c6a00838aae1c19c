// Keeps the newest pages of a room for subscribers who fell behind by a little. Older events come from the log.

import { isAfter, type Position } from '../../../commands/event.ts'
import { EVENTS_PER_PAGE, type PageCache, type RoomPages } from './page-cache.ts'
import { RoomPage } from './room-page.ts'

/** What the pages of one room may weigh. The newest page is kept whatever it weighs. */
const MAX_BYTES = 512 * 1024

export class RecentPages {
  readonly #pageCache: PageCache
  readonly #room: RoomPages
  /** Each begins where the one before it ends. */
  #pages: RoomPage[] = []
  #bytes = 0
  /** The page after each position that was asked for, so that all who ask get the same. */
  readonly #joined = new Map<Position, RoomPage>()

  constructor(pageCache: PageCache, room: RoomPages) {
    this.#pageCache = pageCache
    this.#room = room
  }

  /** Each page begins where the one before it ended. */
  add(page: RoomPage): void {
    this.#pages.push(page)
    this.#joined.clear()
    this.#bytes += page.bytes
    while (this.#bytes > MAX_BYTES && this.#pages.length > 1) this.#bytes -= this.#pages.shift()!.bytes
  }

  /** Earlier events are shown in another way now: nothing that was rendered of them is used again. */
  forgetMessages(): void {
    for (const page of this.#pages) page.forgetMessages()
    this.#joined.clear()
    this.#pageCache.forget(this.#room)
  }

  /** The next page does not begin where the last one ended. */
  forget(): void {
    this.#pages = []
    this.#bytes = 0
    this.#joined.clear()
  }

  /** The page after a position before `end`. Several short pages are joined into one, the same for all who ask. */
  async after(position: Position, end: Position): Promise<RoomPage> {
    const first = this.#pages.findIndex(page => !isAfter(page.from, position) && isAfter(page.to, position))
    if (first < 0) {
      const oldest = this.#pages[0]?.from
      const until = oldest !== undefined && isAfter(oldest, position) ? oldest : end
      return this.#pageCache.after(this.#room, position, until)
    }
    const page = this.#joined.get(position) ?? this.#join(position, first)
    this.#joined.set(position, page)
    return page
  }

  #join(position: Position, first: number): RoomPage {
    let page = this.#pages[first]!.after(position)
    for (const next of this.#pages.slice(first + 1)) {
      if (page.events.length + next.events.length > EVENTS_PER_PAGE) break
      page = new RoomPage(position, next.to, [...page.events, ...next.events])
    }
    return page
  }
}
