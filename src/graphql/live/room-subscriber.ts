// One subscription to a room: what was delivered to it, and how a page is delivered to it alone.

import { isAfter, type Position, type Recorded } from '../../../commands/event.ts'
import type { RoomDocument } from '../../../projections/room-document.ts'
import type { ReactionDetail, RoomMessageParent, RoomParent } from '../parents.ts'
import { viewLevelOf } from '../policy.ts'
import type { Viewer } from '../viewer.ts'
import { changesModerators, changesRights, excludes, isOver } from './access-changes.ts'
import { isEmpty, messageOf, type RoomPage, type View } from './room-page.ts'

/** Where messages go. */
export interface Sink<T> {
  /** Whether to wait for `drained` before the next message. */
  full(): boolean
  drained(): Promise<void>
  take(value: T): void
  /** There are no more messages. */
  end(): void
}

/** Turns messages into what is sent, once for all subscribers that share it. */
export interface Renderer<T> {
  /** Unique in a room: renderers of one name render the same message alike. */
  readonly name: string
  /** Never rejects. The same message has the same result. If it has none yet, `turn` is awaited before it is rendered. */
  render(message: RoomMessageParent, turn?: () => Promise<void>): T | Promise<T>
}

/** The request of a subscription. */
export type SubscriptionRequest = {
  readonly viewer: Viewer
  /** The last position that the client saw; null: from now on. */
  readonly after: Position | null
  readonly reactions: ReactionDetail
  /** The room as it is now, or null if the viewer may not read it. */
  judge(): Promise<RoomParent | null>
  /** Called when the subscription to a live or scheduled room begins. Call the result when it ends. */
  hold(): () => void
}

/** Somebody who may read the room and has not begun to receive messages. */
export type Admitted = {
  readonly viewer: Viewer
  readonly reactions: ReactionDetail
  readonly judge: SubscriptionRequest['judge']
  /** Events up to here happened before the admission, so they end nothing. */
  readonly begun: Position
  /** The position up to which everything was delivered. */
  at: Position
  viewLevel: View['viewLevel']
  /** The first message, if it only says where the subscription begins. Null once delivered. */
  opening: RoomMessageParent | null
  /** The room is over: the subscription ends when everything is delivered. */
  over: boolean
}

/** Somebody who receives the messages of a room. */
export type RoomSubscriber = Admitted & {
  /** False once it has ended. */
  isOpen: boolean
  /** Whether it got its first message. */
  hasMessage: boolean
  readonly renderer: Renderer<unknown>
  readonly sink: Sink<unknown>
}

export type Delivery = {
  readonly message: RoomMessageParent | null
  /** The room, if the subscriber's rights had to be checked again. */
  readonly room: RoomParent | null
  readonly ends: boolean
}

/** What to deliver of a page. Checks rights and view level again if an event in it may have changed them. */
export async function deliver(
  subscriber: RoomSubscriber,
  page: RoomPage,
  visibility: RoomDocument['visibility'],
): Promise<Delivery> {
  const { viewer, begun } = subscriber
  const { userId } = viewer
  const since = !isAfter(page.to, begun) ? [] : page.events.filter(event => isAfter(event.position, begun))
  const last = since.find(event => excludes(event, userId))
  const events = last ? page.events.slice(0, page.events.indexOf(last) + 1) : page.events
  const moves = (event: Recorded) =>
    changesRights(viewer, { visibility }, event) ||
    (subscriber.viewLevel === 'moderator' && changesModerators(event))
  const moved = since.filter(event => !(last && isAfter(event.position, last.position)) && moves(event))
  const room = moved.length > 0 ? await subscriber.judge() : null
  const readable = moved.length === 0 || room !== null
  if (room) subscriber.viewLevel = viewLevelOf(viewer, room.document)
  if (page.isOver && !since.some(isOver)) subscriber.over = true
  const ends = last !== undefined || !readable || since.some(isOver)
  if (!last && readable && !page.addressees.has(userId))
    return { message: page.message(subscriber) ?? emptyAt(page, ends), room, ends }
  // A viewer who may no longer read the room still gets the event that caused it.
  const message = messageOf(last || readable ? events : moved, page.to, subscriber, userId)
  const position = events.at(-1)?.position ?? page.to
  return { message: isEmpty(message) && !ends ? null : { ...message, position }, room, ends }
}

/** The last message says at least where the subscription ends. */
function emptyAt({ to }: RoomPage, ends: boolean): RoomMessageParent | null {
  return ends ? openingMessage(to, true) : null
}

/** Thousands may begin at one position. They share one message. */
export class OpeningMessages {
  #last: RoomMessageParent | null = null

  at(position: Position, complete: boolean): RoomMessageParent {
    if (this.#last?.position !== position || this.#last.complete !== complete)
      this.#last = openingMessage(position, complete)
    return this.#last
  }
}

function openingMessage(position: Position, complete: boolean): RoomMessageParent {
  return { position, complete, events: [], reactionTicks: [] }
}
