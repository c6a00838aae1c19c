// Delivers the events of one room to all its subscribers on this process.
//
// A subscriber is either in a group, and then has everything up to `#position`, or catches up on its own from where it
// is. One that falls behind, or is affected by an event itself, leaves its group and catches up. One that has caught up
// joins a group. So nothing is queued per subscriber: what it missed is in the pages that it reads.

import { type Position, type Recorded, streamsOfRoom } from '../../../commands/event.ts'
import type { RoomId, UserId } from '../../../commands/ids.ts'
import type { RoomDocument } from '../../../projections/room-document.ts'
import { createBackoff } from '../../support/backoff.ts'
import { sleep } from '../../support/time.ts'
import type { TimeSlices } from '../../support/time-slices.ts'
import type { RoomMessageParent } from '../parents.ts'
import { viewLevelOf } from '../policy.ts'
import { affectedBy } from './access-changes.ts'
import type { FanOutDependencies } from './fan-out-dependencies.ts'
import type { PageCache } from './page-cache.ts'
import type { RecentPages } from './recent.ts'
import { createRecentPages } from './recent.ts'
import type { RoomFeed } from './room-feed.ts'
import { createRoomFeed } from './room-feed.ts'
import { MAX_EVENTS_PER_MESSAGE, RoomPage } from './room-page.ts'
import {
  type Admitted,
  deliver,
  openingMessage,
  type Renderer,
  type RoomSubscriber,
  type Sink,
  type SubscriptionRequest,
} from './room-subscriber.ts'
import { type SubscriberGroup, SubscriberGroups } from './subscriber-groups.ts'

export interface RoomFanOut {
  /** Resolves when it listens; from then on nothing is missed. */
  readonly started: Promise<void>
  /** Resolves to null when the viewer may not read the room. Nothing is delivered before `begin`. */
  admit(request: SubscriptionRequest): Promise<Admitted | null>
  begin<T>(admitted: Admitted, renderer: Renderer<T>, sink: Sink<T>): RoomSubscriber
  /** Ends a subscription without a message. Harmless when it has ended. */
  release(subscriber: RoomSubscriber): void
  /** Checks again what a person may read, after an event outside the room that may have changed it. */
  reconsider(userId: UserId): Promise<void>
  /** Reads the log for events that no notice announced. */
  check(): Promise<void>
  /** Ends all subscriptions. */
  close(): void
}

export type RoomDependencies = FanOutDependencies & {
  readonly past: PageCache
  readonly turns: TimeSlices
  /** Resolves when it is their turn to execute a page for those who catch up: one after the other in the process. */
  readonly calm: () => Promise<void>
}

/** After a flush that took a while, the room rests for so many times as long: it never takes more than a third of a core. */
const REST = 2
/** Milliseconds that are no while. */
const SHORT = 1
/** Events that may wait for a flush; beyond that they are forgotten, and everybody reads them from the log. */
const MAX_WAITING = 5_000
/** Members that are told in one step. */
const STEP = 16

export function createRoomFanOut(roomId: RoomId, parts: RoomDependencies): RoomFanOut {
  return new SharedRoomFanOut(roomId, parts)
}

class SharedRoomFanOut implements RoomFanOut {
  readonly #roomId: RoomId
  readonly #parts: RoomDependencies
  readonly #recent: RecentPages
  readonly #subscribers = new Set<RoomSubscriber>()
  readonly #groups = new SubscriberGroups()
  #position = '' as Position
  #waiting: Recorded[] = []
  #flushing = false
  #visibility: RoomDocument['visibility'] = 'open'
  #begin: RoomMessageParent | null = null
  #closed = false
  readonly #feed: RoomFeed

  constructor(roomId: RoomId, parts: RoomDependencies) {
    this.#roomId = roomId
    this.#parts = parts
    this.#recent = createRecentPages(parts.past, {
      roomId: this.#roomId,
      streams: streamsOfRoom(this.#roomId),
      reading: Promise.resolve(),
    })
    this.#feed = createRoomFeed(this.#roomId, parts, {
      begin: from => {
        this.#position = from
      },
      deliver: events => {
        for (const event of events) this.#waiting.push(event)
        if (!this.#flushing) void this.#flush()
      },
    })
  }

  get started() {
    return this.#feed.started
  }

  async admit({ viewer, after, reactions, judge }: SubscriptionRequest) {
    const now = this.#position
    await this.#parts.reached(now)
    const foreign = after !== null && after > this.#position && (await this.#feed.isForeign(after))
    const room = await judge()
    if (!room) return null
    const { document } = room
    this.#visibility = document.visibility
    const over = document.phase === 'closed' || document.phase === 'cancelled'
    const fromNow = after === null || foreign
    return {
      viewer,
      reactions,
      judge,
      // Of a room that is over nothing is awaited but what led to its end.
      begun: over && room.position > now ? room.position : now,
      at: fromNow ? now : after,
      viewLevel: viewLevelOf(viewer, document),
      opening: foreign || (fromNow && !over) ? this.#openingAt(now, !foreign) : null,
      over,
    }
  }

  begin<T>(admitted: Admitted, renderer: Renderer<T>, sink: Sink<T>): RoomSubscriber {
    const subscriber: RoomSubscriber = {
      ...admitted,
      isOpen: true,
      renderer: this.#groups.shareRenderer(renderer),
      sink: sink as Sink<unknown>,
    }
    this.#subscribers.add(subscriber)
    void this.#goOn(subscriber)
    return subscriber
  }

  async reconsider(userId: UserId) {
    const theirs = [...this.#subscribers].filter(({ viewer }) => viewer.userId === userId)
    for (const subscriber of theirs) if (!(await subscriber.judge())) this.#finish(subscriber)
  }

  check() {
    return this.#feed.check()
  }

  async #flush() {
    this.#flushing = true
    while (this.#waiting.length > 0 && !this.#closed) {
      const begun = this.#parts.time.elapsed()
      const cpuBefore = this.#parts.time.cpu()
      const isTooMuch = this.#waiting.length > MAX_WAITING
      const events = isTooMuch ? [] : this.#waiting.slice(0, MAX_EVENTS_PER_MESSAGE)
      const page = new RoomPage(this.#position, (isTooMuch ? this.#waiting : events).at(-1)!.position, events)
      this.#waiting = isTooMuch ? [] : this.#waiting.slice(MAX_EVENTS_PER_MESSAGE)
      this.#position = page.to
      if (isTooMuch) this.#recent.forget()
      else this.#recent.add(page)
      const affected = isTooMuch ? 'everybody' : affectedBy(page.events, this.#visibility)
      const telling = this.#groups.list().map(group =>
        this.#tellGroup(group, page, affected).catch(error => {
          this.#parts.logger.warn(
            { roomId: this.#roomId, err: error },
            'fan-out: group delivery failed, members catch up',
          )
          for (const subscriber of group.members) if (subscriber.at < page.to) this.#catchUp(subscriber)
        }),
      )
      await Promise.all(telling)
      const took = this.#parts.time.elapsed() - begun
      this.#parts.observer?.flushed(took, events.length)
      // What others took of the core in the meantime is no reason to let anybody wait for longer.
      const busy = Math.min(took, this.#parts.time.cpu() - cpuBefore)
      if (busy > SHORT) await sleep(this.#parts.time, busy * REST)
    }
    this.#flushing = false
  }

  async #tellGroup(group: SubscriberGroup, page: RoomPage, affected: ReadonlySet<UserId> | 'everybody') {
    const isAlone = affected === 'everybody' || (group.viewLevel === 'moderator' && page.changesModerators)
    const message = isAlone ? null : page.message(group)
    const frame = message && (await group.renderer.render(message))
    const members = group.members.values()
    let told = 0
    await this.#parts.turns.run(() => {
      for (let n = 0; n < STEP; n++) {
        const { done, value: subscriber } = members.next()
        if (done) return true
        const { at, sink, viewer } = subscriber
        // It has joined since, or is to begin at a later position.
        if (at >= page.to) continue
        const isFull = frame !== null && sink.full()
        if (isFull) this.#parts.observer?.lagged()
        if (isFull || at !== page.from || isAlone || affected.has(viewer.userId)) {
          this.#catchUp(subscriber)
          continue
        }
        subscriber.at = page.to
        if (frame === null) continue
        sink.take(frame)
        told++
        if (page.isOver || (subscriber.over && page.to >= subscriber.begun)) this.#finish(subscriber)
      }
      return false
    })
    if (told > 0) this.#parts.observer?.delivered(told, page.events.length)
  }

  /** Leaves its group, and is told by itself until it may join one. */
  #catchUp(subscriber: RoomSubscriber) {
    this.#groups.leave(subscriber)
    void this.#goOn(subscriber)
  }

  async #goOn(subscriber: RoomSubscriber) {
    const backoff = createBackoff({ first: 100, most: 5_000 }, this.#parts.time.random)
    while (subscriber.isOpen) {
      try {
        if (await this.#step(subscriber)) return
        backoff.reset()
      } catch (error) {
        this.#parts.logger.warn(
          { roomId: this.#roomId, err: error },
          'fan-out: catch-up delivery failed, retrying',
        )
        await sleep(this.#parts.time, backoff.next())
      }
    }
  }

  /** True when it has joined a group or has ended. */
  async #step(subscriber: RoomSubscriber): Promise<boolean> {
    const { sink, renderer } = subscriber
    if (sink.full()) await sink.drained()
    if (subscriber.opening) {
      const message = subscriber.opening
      subscriber.opening = null
      await this.#give(subscriber, await renderer.render(message), 0)
    }
    if (!subscriber.isOpen) return true
    if (subscriber.at >= this.#position) {
      if (subscriber.over && this.#position >= subscriber.begun) this.#finish(subscriber)
      else this.#groups.join(subscriber)
      return true
    }
    const page = await this.#recent.after(subscriber.at, this.#position)
    if (!subscriber.isOpen) return true
    const { message, room, ends } = await deliver(subscriber, page, this.#visibility)
    if (room) this.#visibility = room.document.visibility
    if (message)
      await this.#give(subscriber, await renderer.render(message, this.#parts.calm), page.events.length)
    subscriber.at = page.to
    if (ends) this.#finish(subscriber)
    return !subscriber.isOpen
  }

  // Thousands may begin at one position: they are told by one message.
  #openingAt(at: Position, complete: boolean): RoomMessageParent {
    if (this.#begin === null || this.#begin.position !== at || this.#begin.complete !== complete)
      this.#begin = openingMessage(at, complete)
    return this.#begin
  }

  #give({ sink }: RoomSubscriber, value: unknown, events: number) {
    return this.#parts.turns.run(() => {
      sink.take(value)
      this.#parts.observer?.delivered(1, events)
      return true
    })
  }

  #finish(subscriber: RoomSubscriber) {
    const { isOpen, sink } = subscriber
    this.release(subscriber)
    if (isOpen) sink.end()
  }

  release(subscriber: RoomSubscriber) {
    if (!this.#subscribers.delete(subscriber)) return
    subscriber.isOpen = false
    this.#groups.leave(subscriber)
    this.#groups.releaseRenderer(subscriber.renderer)
  }

  close() {
    this.#closed = true
    this.#feed.close()
    for (const subscriber of this.#subscribers) this.#finish(subscriber)
  }
}
