// One room on this process: everybody who follows it, in groups that are told the same.
//
// A follower is either in a group, and then was told everything up to `position`, or catches up by itself, from the
// position that it was told up to. Whoever falls behind or is concerned by an event leaves the group and catches up;
// whoever has caught up joins a group. So nothing is kept for anybody: what they missed is in the pages they read.

import { type Position, type Recorded, streamsOfRoom } from '../../../commands/event.ts'
import type { RoomId, UserId } from '../../../commands/ids.ts'
import type { RoomDocument } from '../../../projections/room-document.ts'
import { createBackoff } from '../../support/backoff.ts'
import { pause } from '../../support/clock.ts'
import type { Turns } from '../../support/time-slices.ts'
import type { RoomMessageParent } from '../parents.ts'
import { addressee, sightOf } from '../policy.ts'
import { rightsChangedBy } from './access-changes.ts'
import type { FanOutParts } from './fan-out-dependencies.ts'
import type { Past } from './page-cache.ts'
import { createRecent } from './recent.ts'
import { createRoomFeed } from './room-feed.ts'
import { type Lens, MOST_EVENTS, Page } from './room-page.ts'
import { type Ask, type Follower, opening, type Renderer, type Sink, tell } from './room-subscriber.ts'

export interface RoomFanOut {
  /** Resolves when it listens; from then on nothing is missed. */
  readonly started: Promise<void>
  /** Null where the viewer may not read the room. It is told nothing before `begin`. */
  admit(ask: Ask): Promise<Follower | null>
  begin<T>(follower: Follower, renderer: Renderer<T>, sink: Sink<T>): void
  /** Ends it without a word. Harmless when it has ended. */
  release(follower: Follower): void
  /** Judges anew what a person may read, where it was no event of the room that may have changed it. */
  reconsider(userId: UserId): Promise<void>
  /** Looks into the log for what no notice told of. */
  check(): Promise<void>
  /** Ends everybody who follows. */
  close(): void
}

export type RoomParts = FanOutParts & {
  readonly past: Past
  readonly turns: Turns
  /** Resolves when it is their turn to execute a page for those who catch up: one after the other in the process. */
  readonly calm: () => Promise<void>
}

type Group = Lens & { readonly renderer: Renderer<unknown>; readonly members: Set<Follower> }

/** After a flush that took a while, the room rests for so many times as long: it never takes more than a third of a core. */
const REST = 2
/** Milliseconds that are no while. */
const SHORT = 1
/** Events that may wait for a flush; beyond that they are forgotten, and everybody reads them from the log. */
const MAX_WAITING = 5_000
/** Members that are told in one step. */
const STEP = 16

export function createRoomFanOut(roomId: RoomId, parts: RoomParts): RoomFanOut {
  const { reached, past, turns, calm, logger, observer } = parts
  const recent = createRecent(past, { roomId, streams: streamsOfRoom(roomId), reading: Promise.resolve() })
  const followers = new Set<Follower>()
  const groups = new Map<string, Group>()
  const renderers = new Map<string, { readonly renderer: Renderer<unknown>; users: number }>()
  let position = '' as Position
  let waiting: Recorded[] = []
  let flushing = false
  let visibility: RoomDocument['visibility'] = 'open'
  let begin: RoomMessageParent | null = null
  let closed = false

  const feed = createRoomFeed(roomId, parts, {
    begin(from) {
      position = from
    },
    deliver(events) {
      for (const event of events) waiting.push(event)
      if (!flushing) void flush()
    },
  })

  const flush = async () => {
    flushing = true
    while (waiting.length > 0 && !closed) {
      const begun = performance.now()
      const spent = process.cpuUsage()
      const isTooMuch = waiting.length > MAX_WAITING
      const events = isTooMuch ? [] : waiting.slice(0, MOST_EVENTS)
      const page = new Page(position, (isTooMuch ? waiting : events).at(-1)!.position, events)
      waiting = isTooMuch ? [] : waiting.slice(MOST_EVENTS)
      position = page.to
      if (isTooMuch) recent.forget()
      else recent.add(page)
      const concerned = isTooMuch ? 'everybody' : concernedBy(page)
      const telling = [...groups.values()].map(group =>
        tellGroup(group, page, concerned).catch(error => {
          logger.warn(
            { roomId, err: error },
            'could not tell a group what happened; each catches up by itself',
          )
          for (const follower of group.members) if (follower.at < page.to) catchUp(follower)
        }),
      )
      await Promise.all(telling)
      const took = performance.now() - begun
      observer?.flushed(took, events.length)
      // What others took of the core in the meantime is no reason to let anybody wait for longer.
      const { user, system } = process.cpuUsage(spent)
      const busy = Math.min(took, (user + system) / 1_000)
      if (busy > SHORT) await pause(busy * REST)
    }
    flushing = false
  }

  const tellGroup = async (group: Group, page: Page, concerned: ReadonlySet<UserId> | 'everybody') => {
    const isAlone = concerned === 'everybody' || (group.sight === 'moderator' && page.changesModerators)
    const message = isAlone ? null : page.message(group)
    const frame = message && (await group.renderer.render(message))
    const members = group.members.values()
    let told = 0
    await turns.run(() => {
      for (let n = 0; n < STEP; n++) {
        const { done, value: follower } = members.next()
        if (done) return true
        const { at, sink, viewer } = follower
        // It has joined since, or is to begin at a later position.
        if (at >= page.to) continue
        const isFull = frame !== null && sink.full()
        if (isFull) observer?.lagged()
        if (isFull || at !== page.from || isAlone || concerned.has(viewer.userId)) {
          catchUp(follower)
          continue
        }
        follower.at = page.to
        if (frame === null) continue
        sink.take(frame)
        told++
        if (page.isOver || (follower.over && page.to >= follower.begun)) finish(follower)
      }
      return false
    })
    if (told > 0) observer?.delivered(told, page.events.length)
  }

  /** Who is not told the same of it as the rest of their group, or may not be in that group after it. */
  const concernedBy = ({ events }: Page): ReadonlySet<UserId> | 'everybody' => {
    const concerned = new Set<UserId>()
    for (const event of events) {
      const moved = rightsChangedBy(event, visibility)
      if (moved === 'everybody') return moved
      for (const userId of moved) concerned.add(userId)
      const userId = addressee(event)
      if (userId) concerned.add(userId)
    }
    return concerned
  }

  /** Leaves its group, and is told by itself until it may join one. */
  const catchUp = (follower: Follower) => {
    leave(follower)
    void goOn(follower)
  }

  const goOn = async (follower: Follower) => {
    const backoff = createBackoff({ first: 100, most: 5_000 })
    while (follower.open) {
      try {
        if (await step(follower)) return
        backoff.reset()
      } catch (error) {
        logger.warn({ roomId, err: error }, 'could not tell what happened in a room; trying again')
        await pause(backoff.next())
      }
    }
  }

  /** True when it has joined a group or has ended. */
  const step = async (follower: Follower): Promise<boolean> => {
    const { sink, renderer } = follower
    if (sink.full()) await sink.drained()
    if (follower.opening) {
      const message = follower.opening
      follower.opening = null
      await give(follower, await renderer.render(message), 0)
    }
    if (!follower.open) return true
    if (follower.at >= position) {
      if (follower.over && position >= follower.begun) finish(follower)
      else join(follower)
      return true
    }
    const page = await recent.after(follower.at, position)
    if (!follower.open) return true
    const { message, room, ends } = await tell(follower, page, visibility)
    if (room) visibility = room.document.visibility
    if (message) await give(follower, await renderer.render(message, calm), page.events.length)
    follower.at = page.to
    if (ends) finish(follower)
    return !follower.open
  }

  // Thousands may begin at one position: they are told by one message.
  const openingAt = (at: Position, complete: boolean): RoomMessageParent => {
    if (begin === null || begin.position !== at || begin.complete !== complete) begin = opening(at, complete)
    return begin
  }

  const give = ({ sink }: Follower, value: unknown, events: number) =>
    turns.run(() => {
      sink.take(value)
      observer?.delivered(1, events)
      return true
    })

  const keyOf = ({ renderer, sight, reactions }: Follower) => `${sight} ${reactions} ${renderer.name}`

  const join = (follower: Follower) => {
    const { renderer, sight, reactions } = follower
    const key = keyOf(follower)
    let group = groups.get(key)
    if (!group) {
      group = { renderer, sight, reactions, members: new Set() }
      groups.set(key, group)
    }
    group.members.add(follower)
  }

  const leave = (follower: Follower) => {
    const key = keyOf(follower)
    const group = groups.get(key)
    if (group?.members.delete(follower) && group.members.size === 0) groups.delete(key)
  }

  const finish = (follower: Follower) => {
    const { open, sink } = follower
    release(follower)
    if (open) sink.end()
  }

  const release = (follower: Follower) => {
    if (!followers.delete(follower)) return
    follower.open = false
    leave(follower)
    const shared = renderers.get(follower.renderer.name)
    if (shared && --shared.users === 0) renderers.delete(follower.renderer.name)
  }

  const close = () => {
    closed = true
    feed.close()
    for (const follower of followers) finish(follower)
  }

  return {
    started: feed.started,
    async admit({ viewer, after, reactions, judge }) {
      const now = position
      await reached(now)
      const foreign = after !== null && after > position && (await feed.isForeign(after))
      const room = await judge()
      if (!room) return null
      const { document } = room
      visibility = document.visibility
      const over = document.phase === 'closed' || document.phase === 'cancelled'
      const fromNow = after === null || foreign
      return {
        viewer,
        reactions,
        judge,
        // Of a room that is over nothing is awaited but what led to its end.
        begun: over && room.position > now ? room.position : now,
        at: fromNow ? now : after,
        sight: sightOf(viewer, document),
        opening: foreign || (fromNow && !over) ? openingAt(now, !foreign) : null,
        over,
        open: true,
        renderer: null as never,
        sink: null as never,
      }
    },
    begin(follower, renderer, sink) {
      const shared = renderers.get(renderer.name) ?? { renderer, users: 0 }
      renderers.set(renderer.name, shared)
      shared.users++
      follower.renderer = shared.renderer
      follower.sink = sink as Sink<unknown>
      followers.add(follower)
      void goOn(follower)
    },
    release,
    async reconsider(userId) {
      const theirs = [...followers].filter(({ viewer }) => viewer.userId === userId)
      for (const follower of theirs) if (!(await follower.judge())) finish(follower)
    },
    check: feed.check,
    close,
  }
}
