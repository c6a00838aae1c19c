// Tells all lobby subscriptions of this process which rooms changed: from the bus, and from the log what the bus lost.

import { type Category, isAfter, type Position, parseStream } from '../../../commands/event.ts'
import type { RoomId } from '../../../commands/ids.ts'
import type { LobbyGroup } from '../../../projections/room-document.ts'
import { lobbyEvents } from '../../../projections/rooms.ts'
import { type BusSubscription, LOBBY } from '../../bus/bus.ts'
import type { LobbyNotice } from '../../projector/notices.ts'
import type { Cancel } from '../../support/time.ts'
import type { ClosableIterator } from './closable.ts'
import { closable } from './closable.ts'
import type { FanOutDependencies } from './fan-out-dependencies.ts'

/** A room changed. What it is like now is in the read store. */
export type LobbyChange = {
  readonly roomId: RoomId
  readonly position: Position
  /** Who could find the room before, if the change may have withdrawn that from some of them. */
  readonly withdrawnFrom: readonly LobbyGroup[]
}

export type LobbyNews = {
  /** Everything up to here has been told: subscribe again after it. */
  readonly position: Position
  /** False in the first news if it is not known what changed since the position that was asked for. */
  readonly complete: boolean
  /** Null in the first news. */
  readonly change: LobbyChange | null
}

/** A room that thousands join within a minute is told several times a second, not a hundred times. */
const DELIVERY_INTERVAL_MS = 200
/** A position is given to clients to resume from when it is this old: no notice from before it is on its way any more. */
const SETTLE_MS = 1_000
/** Rooms whose last change is remembered for subscriptions that resume. */
const MAX_REMEMBERED_ROOMS = 10_000
/** Most events that are read for a subscription that resumes. After more, it gets `complete: false`. */
const MAX_SCANNED_EVENTS = 20_000
const CATEGORIES: readonly Category[] = ['Room']

/** Subscribes to the bus when it is first followed, and stays subscribed. */
export class LobbyFeed {
  readonly #dependencies: FanOutDependencies
  readonly #inboxes = new Set<LobbyInbox>()
  /** The last change of each room since `#since`, the oldest first. */
  readonly #changes = new Map<RoomId, LobbyChange>()
  /** Changes since the last delivery, by room. */
  #waiting = new Map<RoomId, LobbyChange>()
  #since = '' as Position
  /** Up to here the log was read for changes that no notice announced. */
  #checked = '' as Position
  #settled = '' as Position
  #reached = '' as Position
  #started: Promise<void> | null = null
  #subscription: BusSubscription | null = null
  /** One reading of the log after the other: many who resume at once mostly find what they need when it is done. */
  #reading: Promise<unknown> = Promise.resolve()
  #cancelDelivery: Cancel | null = null
  #stopSettling: Cancel = () => {}
  readonly #closing = new AbortController()

  constructor(dependencies: FanOutDependencies) {
    this.#dependencies = dependencies
  }

  /**
   * The changes after a position, or from now on. Its first news says where it begins. `turn` is awaited before each news
   * is passed on. Rejects if the bus or the log cannot be reached.
   */
  async follow(after: Position | null, turn: () => Promise<void>): Promise<ClosableIterator<LobbyNews>> {
    this.#started ??= this.#start().catch(error => {
      this.#started = null
      throw error
    })
    await this.#started
    const isKnown = after === null || (await this.#knowsChangesAfter(after))
    const inbox = new LobbyInbox(after !== null && isKnown ? after : this.#settled, isKnown)
    if (after !== null && isKnown)
      inbox.add(
        [...this.#changes.values()].filter(({ position }) => isAfter(position, after)),
        this.#settled,
      )
    this.#inboxes.add(inbox)
    const pull = async () => {
      await inbox.filled()
      await turn()
      return inbox.take()
    }
    return closable(pull, () => this.#inboxes.delete(inbox))
  }

  /** Reads the log for changes that no notice announced. */
  async check(): Promise<void> {
    if (!this.#started || this.#inboxes.size === 0) return
    await this.#started
    await this.#next(async () => {
      const head = await this.#dependencies.eventLog.head()
      const found = await this.#scan(this.#checked, head, Number.POSITIVE_INFINITY)
      await this.#dependencies.reached(head)
      for (const change of found!.values()) this.#receive(change)
      this.#checked = head
    })
  }

  close() {
    for (const inbox of this.#inboxes) inbox.end()
    this.#closing.abort()
    this.#cancelDelivery?.()
    this.#stopSettling()
    this.#subscription?.close()
  }

  async #start() {
    const { bus, eventLog, reached, time } = this.#dependencies
    this.#subscription = await bus.subscribe(LOBBY, message => this.#receive(message as LobbyNotice))
    if (this.#closing.signal.aborted) this.#subscription.close()
    const head = await eventLog.head()
    await reached(head)
    this.#since = this.#checked = this.#settled = this.#reached = head
    this.#stopSettling = time.every(SETTLE_MS, () => {
      this.#settled = this.#reached
      this.#reached = this.#dependencies.shownUpTo()
    })
  }

  /** Reads on from an older position if need be. False if there is too much to read, or the position is of another log. */
  async #knowsChangesAfter(after: Position): Promise<boolean> {
    const { eventLog } = this.#dependencies
    if (!(await eventLog.contains(after))) return false
    return this.#next(async () => {
      if (!isAfter(this.#since, after)) return true
      const older = await this.#scan(after, this.#since, MAX_SCANNED_EVENTS)
      if (!older) return false
      const newer = [...this.#changes]
      this.#changes.clear()
      for (const [roomId, change] of [...older, ...newer]) this.#remember(roomId, change)
      if (isAfter(this.#since, after)) this.#since = after
      return !isAfter(this.#since, after)
    })
  }

  #next<T>(read: () => Promise<T>): Promise<T> {
    const reading = this.#reading.then(read)
    this.#reading = reading.catch(() => {})
    return reading
  }

  /** The last change of each room between two positions. Null if that takes more than `maxEvents` events. */
  async #scan(from: Position, to: Position, maxEvents: number): Promise<Map<RoomId, LobbyChange> | null> {
    const found = new Map<RoomId, LobbyChange>()
    if (!isAfter(to, from)) return found
    const reading = new AbortController()
    const signal = AbortSignal.any([reading.signal, this.#closing.signal])
    let count = 0
    try {
      const filter = { categories: CATEGORIES }
      for await (const { events, position } of this.#dependencies.eventLog.follow(from, filter, signal)) {
        count += events.length
        if (count > maxEvents) return null
        for (const event of events) {
          if (isAfter(event.position, to) || !lobbyEvents.has(event.type)) continue
          const roomId = parseStream(event.stream).id as RoomId
          found.delete(roomId)
          found.set(roomId, { roomId, position: event.position, withdrawnFrom: [] })
        }
        if (!isAfter(to, position)) break
      }
    } finally {
      reading.abort()
    }
    return found
  }

  #receive({ roomId, position, withdrawnFrom = [] }: LobbyNotice) {
    const known = this.#changes.get(roomId)
    if (known && !isAfter(position, known.position)) return
    this.#remember(roomId, { roomId, position, withdrawnFrom })
    const waiting = this.#waiting.get(roomId)?.withdrawnFrom ?? []
    this.#waiting.set(roomId, { roomId, position, withdrawnFrom: [...waiting, ...withdrawnFrom] })
    if (!this.#cancelDelivery) this.#deliver()
  }

  #remember(roomId: RoomId, change: LobbyChange) {
    this.#changes.delete(roomId)
    this.#changes.set(roomId, change)
    for (const [oldest, { position }] of this.#changes) {
      if (this.#changes.size <= MAX_REMEMBERED_ROOMS) return
      this.#changes.delete(oldest)
      if (isAfter(position, this.#since)) this.#since = position
    }
  }

  // A change after a quiet time is passed on at once. Changes that follow closely wait and are passed on together.
  #deliver() {
    const { time } = this.#dependencies
    this.#cancelDelivery =
      this.#waiting.size === 0 ? null : time.after(DELIVERY_INTERVAL_MS, () => this.#deliver())
    const changes = [...this.#waiting.values()]
    this.#waiting = new Map()
    for (const inbox of this.#inboxes) inbox.add(changes, this.#settled)
  }
}

/** What one subscription has not taken: the newest change of each room, so that it is bounded by the number of rooms. */
class LobbyInbox {
  readonly #changes = new Map<RoomId, LobbyChange>()
  /** Everything up to here was taken. */
  #position: Position
  /** Everything up to here was taken when no change waits any more. */
  #next: Position
  #first: LobbyNews | null
  #hasEnded = false
  #wake = () => {}

  constructor(position: Position, complete: boolean) {
    this.#position = position
    this.#next = position
    this.#first = { position, complete, change: null }
  }

  add(changes: readonly LobbyChange[], position: Position) {
    for (const change of changes) {
      const waiting = this.#changes.get(change.roomId)?.withdrawnFrom ?? []
      const withdrawnFrom = [...new Set([...waiting, ...change.withdrawnFrom])]
      this.#changes.set(change.roomId, { ...change, withdrawnFrom })
    }
    if (isAfter(position, this.#next)) this.#next = position
    if (changes.length > 0) this.#wake()
  }

  end() {
    this.#hasEnded = true
    this.#wake()
  }

  /** Resolves when there is news, or when it has ended. */
  async filled(): Promise<void> {
    while (!this.#first && this.#changes.size === 0 && !this.#hasEnded) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }

  /** The oldest news. Null when it has ended. */
  take(): LobbyNews | null {
    const first = this.#first
    this.#first = null
    if (first) return first
    for (const [roomId, change] of this.#changes) {
      this.#changes.delete(roomId)
      if (this.#changes.size === 0) this.#position = this.#next
      return { position: this.#position, complete: true, change }
    }
    return null
  }
}
