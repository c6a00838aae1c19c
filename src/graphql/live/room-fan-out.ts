// Delivers the events of one room to all its subscribers on this process.
//
// A subscriber is either in a group, and then has everything up to `#position`, or catches up on its own from where it
// is. One that falls behind, or is affected by an event itself, leaves its group and catches up. One that has caught up
// joins a group. So nothing is queued per subscriber: what it missed is in the pages that it reads.

import { isAfter, type Position, type Recorded, streamsOfRoom } from '../../../commands/event.ts'
import type { RoomId, UserId } from '../../../commands/ids.ts'
import type { RoomDocument } from '../../../projections/room-document.ts'
import { damageOf } from '../../event-log/event-log.ts'
import { createBackoff } from '../../support/backoff.ts'
import { sleep } from '../../support/time.ts'
import { viewLevelOf } from '../policy.ts'
import { affectedBy } from './access-changes.ts'
import type { RoomDependencies } from './fan-out-dependencies.ts'
import { RecentPages } from './recent-pages.ts'
import type { RoomFeed } from './room-feed.ts'
import { createRoomFeed } from './room-feed.ts'
import { MAX_EVENTS_PER_MESSAGE, RoomPage } from './room-page.ts'
import {
  type Admitted,
  deliver,
  OpeningMessages,
  type Renderer,
  type RoomSubscriber,
  type Sink,
  type SubscriptionRequest,
} from './room-subscriber.ts'
import { type SubscriberGroup, SubscriberGroups } from './subscriber-groups.ts'

/** After a long flush the room pauses for this many times its CPU time, so that it takes at most a third of a core. */
const PAUSE_FACTOR = 2
/** A flush below this many milliseconds of CPU is followed by no pause. */
const SHORT_FLUSH_MS = 1
/** Most events that wait for a flush. Beyond that they are dropped, and all subscribers read them from the log. */
const MAX_WAITING_EVENTS = 5_000
/** How many members get a message in one step. */
const MEMBERS_PER_STEP = 16
/**
 * A flush renders one message for each of the largest groups. The members of others catch up on their own, each person in
 * turn: otherwise thousands of different subscriptions of one person would hold up everybody in the room.
 */
const MAX_GROUPS_PER_FLUSH = 8

export class RoomFanOut {
  readonly #roomId: RoomId
  readonly #dependencies: RoomDependencies
  readonly #recent: RecentPages
  readonly #subscribers = new Set<RoomSubscriber>()
  readonly #groups = new SubscriberGroups()
  #position = '' as Position
  /** How often earlier events of the room came to be shown in another way. */
  #judgement = 0
  #waiting: Recorded[] = []
  #isFlushing = false
  #visibility: RoomDocument['visibility'] = 'open'
  readonly #openings = new OpeningMessages()
  #isClosed = false
  readonly #feed: RoomFeed

  constructor(roomId: RoomId, dependencies: RoomDependencies) {
    this.#roomId = roomId
    this.#dependencies = dependencies
    this.#recent = new RecentPages(dependencies.pages, {
      roomId: this.#roomId,
      streams: streamsOfRoom(this.#roomId),
      reading: Promise.resolve(),
    })
    this.#feed = createRoomFeed(this.#roomId, dependencies, {
      begin: from => {
        this.#position = from
      },
      deliver: events => {
        for (const event of events) this.#waiting.push(event)
        if (!this.#isFlushing) void this.#flush()
      },
    })
  }

  /** Resolves when it listens. From then on nothing is missed. */
  get started(): Promise<void> {
    return this.#feed.started
  }

  /** Resolves to null when the viewer may not read the room. Nothing is delivered before `begin`. */
  async admit({ viewer, after, reactions, judge }: SubscriptionRequest): Promise<Admitted | null> {
    const now = this.#position
    await this.#dependencies.reached(now)
    const foreign = after !== null && (await this.#feed.isForeign(after))
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
      // Of a room that is over, only the events up to its end are delivered.
      begun: over && isAfter(room.position, now) ? room.position : now,
      at: fromNow ? now : after,
      viewLevel: viewLevelOf(viewer, document),
      opening: foreign || (fromNow && !over) ? this.#openings.at(now, !foreign) : null,
      over,
    }
  }

  begin<T>(admitted: Admitted, renderer: Renderer<T>, sink: Sink<T>): RoomSubscriber {
    const subscriber: RoomSubscriber = {
      ...admitted,
      isOpen: true,
      hasMessage: false,
      renderer: this.#groups.shareRenderer(renderer),
      sink: sink as Sink<unknown>,
    }
    this.#subscribers.add(subscriber)
    void this.#deliverAlone(subscriber)
    return subscriber
  }

  /** Checks again what a person may read, after an event outside the room that may have changed it. */
  async reconsider(userId: UserId): Promise<void> {
    const theirs = [...this.#subscribers].filter(({ viewer }) => viewer.userId === userId)
    for (const subscriber of theirs) if (!(await subscriber.judge())) this.#finish(subscriber)
  }

  /** Reads the log for events that no notice announced. */
  check(): Promise<void> {
    return this.#feed.check()
  }

  async #flush() {
    const { time, observer } = this.#dependencies
    this.#isFlushing = true
    while (this.#waiting.length > 0 && !this.#isClosed) {
      const begun = time.elapsed()
      const cpuBefore = time.cpu()
      const isTooMuch = this.#waiting.length > MAX_WAITING_EVENTS
      const events = isTooMuch ? [] : this.#waiting.slice(0, MAX_EVENTS_PER_MESSAGE)
      const page = new RoomPage(this.#position, (isTooMuch ? this.#waiting : events).at(-1)!.position, events)
      this.#waiting = isTooMuch ? [] : this.#waiting.slice(MAX_EVENTS_PER_MESSAGE)
      this.#position = page.to
      if (isTooMuch || page.changesEarlierEvents) {
        this.#judgement++
        this.#recent.forgetMessages()
      }
      if (isTooMuch) this.#recent.forget()
      else this.#recent.add(page)
      const affected = isTooMuch ? 'everybody' : affectedBy(page.events, this.#visibility)
      await Promise.all(
        this.#groups.bySize().map((group, rank) => {
          const alone = rank < MAX_GROUPS_PER_FLUSH ? affected : 'everybody'
          return this.#deliverToGroup(group, page, alone).catch(error => this.#recover(group, page, error))
        }),
      )
      const took = time.elapsed() - begun
      observer?.flushed(took, events.length)
      // CPU time, because time that others took of the core is no reason to pause.
      const busy = Math.min(took, time.cpu() - cpuBefore)
      if (busy > SHORT_FLUSH_MS) await sleep(time, busy * PAUSE_FACTOR)
    }
    this.#isFlushing = false
  }

  #recover(group: SubscriberGroup, page: RoomPage, error: unknown) {
    const { logger } = this.#dependencies
    logger.warn({ roomId: this.#roomId, err: error }, 'fan-out: group delivery failed, members catch up')
    for (const subscriber of group.members) if (isAfter(page.to, subscriber.at)) this.#catchUp(subscriber)
  }

  async #deliverToGroup(group: SubscriberGroup, page: RoomPage, affected: ReadonlySet<UserId> | 'everybody') {
    const isAlone = affected === 'everybody' || (group.viewLevel === 'moderator' && page.changesModerators)
    const message = isAlone ? null : page.message(group)
    const frame = message && (await group.renderer.render(message))
    const members = group.members.values()
    let delivered = 0
    await this.#dependencies.slices.run(() => {
      for (let n = 0; n < MEMBERS_PER_STEP; n++) {
        const { done, value: subscriber } = members.next()
        if (done) return true
        const { at, sink, viewer } = subscriber
        // It joined after this page, or begins at a later position.
        if (!isAfter(page.to, at)) continue
        const isFull = frame !== null && sink.full()
        if (isFull) this.#dependencies.observer?.lagged()
        if (isFull || at !== page.from || isAlone || affected.has(viewer.userId)) {
          this.#catchUp(subscriber)
          continue
        }
        subscriber.at = page.to
        if (frame === null) continue
        sink.take(frame)
        delivered++
        if (page.isOver || (subscriber.over && !isAfter(subscriber.begun, page.to))) this.#finish(subscriber)
      }
      return false
    })
    if (delivered > 0) this.#dependencies.observer?.delivered(delivered, page.events.length)
  }

  /** Takes a subscriber out of its group and delivers to it alone until it can join one again. */
  #catchUp(subscriber: RoomSubscriber) {
    this.#groups.leave(subscriber)
    void this.#deliverAlone(subscriber)
  }

  async #deliverAlone(subscriber: RoomSubscriber) {
    const backoff = createBackoff({ firstMs: 100, maxMs: 5_000 }, this.#dependencies.time.random)
    while (subscriber.isOpen) {
      try {
        if (await this.#step(subscriber)) return
        backoff.reset()
      } catch (error) {
        // A retry would fail in the same way, and the log has reported the damage.
        if (damageOf(error)) return this.#finish(subscriber)
        const { logger } = this.#dependencies
        logger.warn({ roomId: this.#roomId, err: error }, 'fan-out: catch-up delivery failed, retrying')
        await sleep(this.#dependencies.time, backoff.next())
      }
    }
  }

  /** Delivers the next page to one subscriber. True when it has joined a group or has ended. */
  async #step(subscriber: RoomSubscriber): Promise<boolean> {
    const { sink, renderer, viewer } = subscriber
    const turn = () => this.#dependencies.turns.next(viewer.userId)
    if (sink.full()) await sink.drained()
    if (subscriber.opening) {
      const message = subscriber.opening
      subscriber.opening = null
      await this.#give(subscriber, await renderer.render(message, turn), 0, 0)
    }
    if (!subscriber.isOpen) return true
    if (!isAfter(this.#position, subscriber.at)) {
      if (subscriber.over && !isAfter(subscriber.begun, this.#position)) this.#finish(subscriber)
      else if (subscriber.hasMessage) this.#groups.join(subscriber)
      // Nothing has happened since its position: the first message says so.
      else subscriber.opening = this.#openings.at(subscriber.at, true)
      return !subscriber.opening
    }
    const judgement = this.#judgement
    const page = await this.#recent.after(subscriber.at, this.#position)
    if (!subscriber.isOpen) return true
    const { message, room, ends } = await deliver(subscriber, page, this.#visibility)
    if (room) this.#visibility = room.document.visibility
    if (message) {
      const rendered = await renderer.render(message, turn)
      if (!(await this.#give(subscriber, rendered, page.events.length, judgement))) return false
    }
    subscriber.at = page.to
    if (ends) this.#finish(subscriber)
    return !subscriber.isOpen
  }

  /** False if earlier events came to be shown in another way meanwhile: then nothing is delivered. */
  async #give(
    subscriber: RoomSubscriber,
    value: unknown,
    events: number,
    judgement: number,
  ): Promise<boolean> {
    let isValid = false
    await this.#dependencies.slices.run(() => {
      isValid = events === 0 || judgement === this.#judgement
      if (isValid) subscriber.sink.take(value)
      return true
    })
    if (isValid) this.#dependencies.observer?.delivered(1, events)
    subscriber.hasMessage ||= isValid
    return isValid
  }

  #finish(subscriber: RoomSubscriber) {
    const { isOpen, sink } = subscriber
    this.release(subscriber)
    if (isOpen) sink.end()
  }

  /** Ends a subscription without a message. Harmless when it has ended. */
  release(subscriber: RoomSubscriber): void {
    if (!this.#subscribers.delete(subscriber)) return
    subscriber.isOpen = false
    this.#groups.leave(subscriber)
    this.#groups.releaseRenderer(subscriber.renderer)
  }

  /** Ends all subscriptions. */
  close(): void {
    this.#isClosed = true
    this.#feed.close()
    for (const subscriber of this.#subscribers) this.#finish(subscriber)
  }
}
