// From the bus to everybody who follows: one subscription to a room per process, however many follow it.

import type { RoomId, UserId } from '../../../commands/ids.ts'
import { createTimeSlices } from '../../support/time-slices.ts'
import type { ClosableIterator } from './closable.ts'
import type { FanOutDependencies } from './fan-out-dependencies.ts'
import { createLobbyFeed, type LobbyNews } from './lobby-feed.ts'
import { createPageCache } from './page-cache.ts'
import { createRoomFanOut, type RoomFanOut } from './room-fan-out.ts'
import { RoomSource } from './room-source.ts'
import type { SubscriptionRequest } from './room-subscriber.ts'

export type FanOutOptions = FanOutDependencies & {
  /** How often the log is read for what no notice told of, in milliseconds. Default 30,000. */
  readonly checkEvery?: number
}

export interface FanOut {
  /**
   * Every event of the room after a position (of any age; null: from now on), each once, in order, as the viewer is told
   * of them. Resolves when nothing can be missed any more; with null where the viewer may not read the room. It ends
   * when the room is over, or they may not read it any more. Stop or read what it answers, or it is held for ever.
   */
  follow(roomId: RoomId, ask: SubscriptionRequest): Promise<RoomSource | null>
  /** Rooms that changed, from now on; changes of one room that wait are one. Resolves when it listens. */
  lobby(): Promise<ClosableIterator<LobbyNews>>
  /** Ends what a person follows and may not read any more: they were blocked by somebody, or follow them no more. */
  reconsider(userId: UserId): Promise<void>
  /** Looks into the log, for every room that is followed, for what no notice told of. It does so by itself now and then. */
  check(): Promise<void>
  /** Ends everything that follows. */
  close(): void
}

/** Milliseconds of each turn of the event loop that are spent on telling: commands are to be answered in between. */
const TURN = 2

export function createFanOut({ checkEvery = 30_000, ...parts }: FanOutOptions): FanOut {
  const rooms = new Map<RoomId, { readonly room: RoomFanOut; followers: number }>()
  const lobby = createLobbyFeed(parts)
  const past = createPageCache(parts)
  const turns = createTimeSlices(TURN, parts.time)
  let followers = 0
  let lastCalm = Promise.resolve()

  const calm = () => {
    lastCalm = lastCalm.then(parts.time.nextTurn)
    return lastCalm
  }

  const acquire = (roomId: RoomId) => {
    const entry = rooms.get(roomId) ?? {
      room: createRoomFanOut(roomId, { ...parts, past, turns, calm }),
      followers: 0,
    }
    rooms.set(roomId, entry)
    entry.followers++
    followers++
    parts.observer?.following(followers, rooms.size)
    const release = () => {
      followers--
      if (--entry.followers === 0) {
        if (rooms.get(roomId) === entry) rooms.delete(roomId)
        entry.room.close()
      }
      parts.observer?.following(followers, rooms.size)
    }
    return { room: entry.room, release }
  }

  const check = async () => {
    past.sweep()
    for (const { room } of rooms.values()) await room.check()
  }

  // One room after the other: the check is for rare losses and must not be felt.
  const stopChecking = parts.time.every(checkEvery, () => void check())

  return {
    async follow(roomId, ask) {
      // Nobody makes this process listen to a room that is not there, or not for them.
      if (!rooms.has(roomId) && !(await ask.judge())) return null
      const { room, release } = acquire(roomId)
      try {
        await room.started
        const follower = await room.admit(ask)
        if (follower) {
          const letGo = follower.over ? null : ask.hold()
          return new RoomSource(room, follower, () => {
            letGo?.()
            release()
          })
        }
      } catch (error) {
        release()
        throw error
      }
      release()
      return null
    },
    lobby: lobby.follow,
    async reconsider(userId) {
      for (const { room } of rooms.values()) await room.reconsider(userId)
    },
    check,
    close() {
      stopChecking()
      lobby.close()
      for (const { room } of rooms.values()) room.close()
    },
  }
}
