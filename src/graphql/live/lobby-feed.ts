// The news of all rooms, for everybody on this process who looks at the lobby.

import type { Position } from '../../../commands/event.ts'
import type { RoomId } from '../../../commands/ids.ts'
import { type BusSubscription, LOBBY } from '../../bus/bus.ts'
import type { Cancel } from '../../support/time.ts'
import type { ClosableIterator } from './closable.ts'
import { closable } from './closable.ts'
import type { FanOutDependencies } from './fan-out-dependencies.ts'

/** A room changed; what it is like now is in the read store. */
export type LobbyNews = { readonly roomId: RoomId; readonly position: Position }

/** A room that fills with thousands in a minute is news several times a second, not a hundred times. */
const PACE_MS = 200

/** One subscription to the bus for as long as anybody follows. */
export function createLobbyFeed({ bus, time }: Pick<FanOutDependencies, 'bus' | 'time'>) {
  const inboxes = new Set<{ push(news: LobbyNews): void; end(): void }>()
  const fresh = new Map<RoomId, LobbyNews>()
  let listening: Promise<BusSubscription> | null = null
  let pacing: Cancel | null = null

  const tell = (message: unknown) => {
    const { roomId, position } = message as LobbyNews
    fresh.set(roomId, { roomId, position })
    if (!pacing) pass()
  }

  // What comes after a quiet time is passed on at once, what follows it closely waits for the rest.
  const pass = () => {
    pacing = fresh.size === 0 ? null : time.after(PACE_MS, pass)
    for (const news of fresh.values()) for (const inbox of inboxes) inbox.push(news)
    fresh.clear()
  }

  const stop = () => {
    pacing?.()
    pacing = null
    fresh.clear()
    listening?.then(
      subscription => subscription.close(),
      () => {},
    )
    listening = null
  }

  const follow = async (): Promise<ClosableIterator<LobbyNews>> => {
    // By room, so that what waits for a slow reader is bounded by the number of rooms, and is always the newest.
    const changed = new Map<RoomId, LobbyNews>()
    let ended = false
    let wake = () => {}
    const inbox = {
      push(news: LobbyNews) {
        changed.set(news.roomId, news)
        wake()
      },
      end() {
        ended = true
        wake()
      },
    }
    inboxes.add(inbox)
    const release = () => {
      inboxes.delete(inbox)
      if (inboxes.size === 0) stop()
    }
    try {
      listening ??= bus.subscribe(LOBBY, tell)
      await listening
    } catch (error) {
      release()
      throw error
    }
    const pull = async () => {
      while (changed.size === 0 && !ended) {
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
      for (const [roomId, news] of changed) {
        changed.delete(roomId)
        return news
      }
      return null
    }
    return closable(pull, release)
  }

  return {
    follow,
    close() {
      for (const inbox of inboxes) inbox.end()
      stop()
    },
  }
}
