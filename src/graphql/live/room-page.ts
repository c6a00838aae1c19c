// A run of a room's events, and the messages made of it: one for each view.

import { isAfter, type Position, type Recorded } from '../../../commands/event.ts'
import type { UserId } from '../../../commands/ids.ts'
import type { ReactionsEvent } from '../../../commands/reactions/events.ts'
import { bytesOf } from '../../support/weighted-cache.ts'
import type { ReactionDetail, RoomMessageParent } from '../parents.ts'
import { addressee, changesEarlierEvents, type ViewLevel, viewOf } from '../policy.ts'
import { changesModerators, isOver } from './access-changes.ts'

/** Most events in one message. */
export const MAX_EVENTS_PER_MESSAGE = 500

export type View = { readonly viewLevel: Exclude<ViewLevel, 'addressed'>; readonly reactions: ReactionDetail }

/** An id to which no event is addressed. */
const NOBODY = '' as UserId
/** A page without its events, and an event as it is shown at each view level, in bytes. */
const PAGE_BYTES = 500
const SHOWN_EVENT_BYTES = 250

/** Every event of the room after `from`, up to `to`, in order. Shared: do not change it. */
export class RoomPage {
  readonly from: Position
  readonly to: Position
  readonly events: readonly Recorded[]
  readonly isOver: boolean
  readonly #messages = new Map<string, RoomMessageParent | null>()
  #addressees: ReadonlySet<UserId> | null = null
  #bytes: number | null = null

  constructor(from: Position, to: Position, events: readonly Recorded[]) {
    this.from = from
    this.to = to
    this.events = events
    this.isOver = events.some(isOver)
  }

  /** What its events weigh, with what is shown of them. */
  get bytes(): number {
    this.#bytes ??= this.events.reduce((sum, event) => sum + bytesOf(event) + SHOWN_EVENT_BYTES, PAGE_BYTES)
    return this.#bytes
  }

  get changesModerators(): boolean {
    return this.events.some(changesModerators)
  }

  get changesEarlierEvents(): boolean {
    return this.events.some(changesEarlierEvents)
  }

  /** Forgets the messages, because earlier events are shown in another way now. What is rendered is kept by message. */
  forgetMessages(): void {
    this.#messages.clear()
  }

  /** People who see an event of it differently from others with their view level. */
  get addressees(): ReadonlySet<UserId> {
    this.#addressees ??= new Set(this.events.map(addressee).filter(userId => userId !== null))
    return this.#addressees
  }

  /** The message for a view, the same object each time. Null if the view shows none of the events. */
  message({ viewLevel, reactions }: View): RoomMessageParent | null {
    const key = `${viewLevel} ${reactions}`
    let message = this.#messages.get(key)
    if (message === undefined) {
      const whole = messageOf(this.events, this.to, { viewLevel, reactions }, NOBODY)
      message = isEmpty(whole) ? null : whole
      this.#messages.set(key, message)
    }
    return message
  }

  /** The part of the page after a position in it. */
  after(position: Position): RoomPage {
    if (position === this.from) return this
    const first = this.events.findIndex(event => isAfter(event.position, position))
    return new RoomPage(position, this.to, first < 0 ? [] : this.events.slice(first))
  }
}

export function messageOf(
  events: readonly Recorded[],
  position: Position,
  { viewLevel, reactions }: View,
  userId: UserId,
): RoomMessageParent {
  const counts = new Map<string, number>()
  const shown: RoomMessageParent['events'][number][] = []
  for (const event of events) {
    if (reactions === 'tick' && event.type === 'Reacted') {
      const { emoji } = (event as Recorded<Extract<ReactionsEvent, { type: 'Reacted' }>>).data
      counts.set(emoji, (counts.get(emoji) ?? 0) + 1)
    } else {
      const seen = viewOf(event, viewLevel, userId)
      if (seen) shown.push({ event, viewLevel: seen })
    }
  }
  const reactionTicks = [...counts].map(([emoji, count]) => ({ emoji, count }))
  return { position, complete: true, events: shown, reactionTicks }
}

export function isEmpty({ events, reactionTicks }: RoomMessageParent): boolean {
  return events.length === 0 && reactionTicks.length === 0
}
