// One subscription to a room: how far it was told, in which way, and what of a page is for it alone.

import type { Position, Recorded } from '../../../commands/event.ts'
import type { RoomDocument } from '../../../projections/room-document.ts'
import type { ReactionDetail, RoomMessageParent, RoomParent } from '../parents.ts'
import { viewLevelOf } from '../policy.ts'
import type { Viewer } from '../viewer.ts'
import { changesModerators, changesRights, excludes, isOver } from './access-changes.ts'
import { isEmpty, messageOf, type RoomPage, type View } from './room-page.ts'

/** Where messages go. */
export interface Sink<T> {
  /** Whether it should be given nothing more until it is drained. */
  full(): boolean
  drained(): Promise<void>
  take(value: T): void
  /** Nothing comes any more. */
  end(): void
}

/** What a message is made into, once for all who look in the same way. */
export interface Renderer<T> {
  /** Names it among those of a room: two of one name make the same of the same message. */
  readonly name: string
  /** Never rejects. The same answer for the same message; `calm` is awaited before it is made. */
  render(message: RoomMessageParent, calm?: () => Promise<void>): T | Promise<T>
}

/** What a subscription asks for. */
export type SubscriptionRequest = {
  readonly viewer: Viewer
  /** The last position that the client saw; null: from now on. */
  readonly after: Position | null
  readonly reactions: ReactionDetail
  /** The room as it is now, where the viewer may read it. */
  judge(): Promise<RoomParent | null>
  /** The room is live or to come, and followed from now on; what it answers is called when it is let go of. */
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
  /** The first message, which says where the subscription begins. Null once delivered. */
  opening: RoomMessageParent | null
  /** The room is over: the subscription ends when everything is delivered. */
  over: boolean
}

/** Somebody who receives the messages of a room. */
export type RoomSubscriber = Admitted & {
  /** False once it has ended. */
  isOpen: boolean
  readonly renderer: Renderer<unknown>
  readonly sink: Sink<unknown>
}

export type Delivery = {
  readonly message: RoomMessageParent | null
  /** The room as it was found, where the follower's rights had to be looked at again. */
  readonly room: RoomParent | null
  readonly ends: boolean
}

/** What a follower is told of a page; rights and view level are judged anew where something in it may have changed them. */
export async function deliver(
  follower: RoomSubscriber,
  page: RoomPage,
  visibility: RoomDocument['visibility'],
): Promise<Delivery> {
  const { viewer, begun } = follower
  const { userId } = viewer
  const since = begun >= page.to ? [] : page.events.filter(event => event.position > begun)
  const last = since.find(event => excludes(event, userId))
  const events = last ? page.events.slice(0, page.events.indexOf(last) + 1) : page.events
  const moves = (event: Recorded) =>
    changesRights(viewer, { visibility }, event) ||
    (follower.viewLevel === 'moderator' && changesModerators(event))
  const moved = since.filter(event => !(last && event.position > last.position) && moves(event))
  const room = moved.length > 0 ? await follower.judge() : null
  const readable = moved.length === 0 || room !== null
  if (room) follower.viewLevel = viewLevelOf(viewer, room.document)
  if (page.isOver && !since.some(isOver)) follower.over = true
  const ends = last !== undefined || !readable || since.some(isOver)
  if (!last && readable && !page.addressees.has(userId))
    return { message: page.message(follower) ?? emptyAt(page, ends), room, ends }
  // Who may not read it any more is still told by what.
  const message = messageOf(last || readable ? events : moved, page.to, follower, userId)
  const position = events.at(-1)?.position ?? page.to
  return { message: isEmpty(message) && !ends ? null : { ...message, position }, room, ends }
}

/** The last message tells at least where it ends. */
function emptyAt({ to }: RoomPage, ends: boolean): RoomMessageParent | null {
  return ends ? openingMessage(to, true) : null
}

export function openingMessage(position: Position, complete: boolean): RoomMessageParent {
  return { position, complete, events: [], reactionTicks: [] }
}
