// What can be followed.

import type { Position } from '../../../commands/event.ts'
import { parseId, type RoomId } from '../../../commands/ids.ts'
import type { RoomDocument } from '../../../projections/rooms.ts'
import { findRoom, PATIENCE_MS, readRoom, viewerOf } from '../access.ts'
import { type ClosableIterator, closable } from '../closable.ts'
import type { Context, Viewer } from '../context.ts'
import { refusal } from '../faults.ts'
import { createLoaders } from '../loaders.ts'
import type { LobbyMessageParent, RoomMessageParent } from '../parents.ts'
import { changesRights, isOver, putsOut, sightInto, sightOf } from '../policy.ts'
import type { Batch } from '../room-feed.ts'
import type { SubscriptionResolvers } from '../schema.generated.ts'

type Events = { readonly roomEvents: RoomMessageParent }
type News = { readonly lobby: LobbyMessageParent }

export const Subscription: SubscriptionResolvers = {
  roomEvents: {
    async subscribe(_root, { roomId, after }, context): Promise<ClosableIterator<Events>> {
      const viewer = viewerOf(context)
      const id = parseId<RoomId>(roomId)
      const room = id && (await subscribable(context, id, after))
      if (!room) throw refusal('NO_SUCH_ROOM', 'There is no such room that you may read.')
      const { fanOut, presence } = context.services
      const over = room.phase === 'closed' || room.phase === 'cancelled'
      if (over) return told(context, viewer, room, after ? fanOut.history(id, after) : empty(), () => {})
      const feed = await fanOut.follow(id, after ?? null)
      return told(context, viewer, room, feed, presence.hold(id, viewer.userId))
    },
    resolve: ({ roomEvents }: Events) => roomEvents,
  },
  lobby: {
    async subscribe(_root, _args, context): Promise<ClosableIterator<News>> {
      viewerOf(context)
      const news = await context.services.fanOut.lobby()
      // Who was never shown a room must not learn from its changes that there is one.
      const shown = new Set<RoomId>()
      const pull = async (): Promise<News | null> => {
        for (;;) {
          const { done, value } = await news.next()
          if (done) return null
          const { roomId, position } = value
          const room = await findRoom(anew(context), roomId)
          const known = shown.has(roomId)
          const gone = !room || room.document.phase === 'closed' || room.document.phase === 'cancelled'
          if (gone) shown.delete(roomId)
          else shown.add(roomId)
          if (room || known) return { lobby: { position: room?.position ?? position, roomId, room } }
        }
      }
      return closable(pull, () => void news.return())
    },
    resolve: ({ lobby }: News) => lobby,
  },
}

/** What was loaded once would answer for ever: rights are judged by documents that are loaded anew. */
function anew(context: Context): Context {
  return { ...context, loaders: createLoaders(context.services, context.viewer) }
}

function empty(): ClosableIterator<Batch> {
  return closable<Batch>(
    async () => null,
    () => {},
  )
}

/** A room that was opened a moment ago may not be folded yet: whoever knows a position of it waits for that. */
async function subscribable(
  context: Context,
  roomId: RoomId,
  after: Position | null | undefined,
): Promise<RoomDocument | null> {
  if (after) await context.services.reached(after, PATIENCE_MS)
  return (await readRoom(context, roomId))?.document ?? null
}

/** The events of a feed as one viewer is told of them, until the room is over or they may not read it any more. */
function told(
  context: Context,
  viewer: Viewer,
  first: RoomDocument,
  feed: ClosableIterator<Batch>,
  release: () => void,
): ClosableIterator<Events> {
  const { userId } = viewer
  const { fanOut } = context.services
  let source = feed
  let room = first
  let ended = false
  // Rights may have changed since they were judged and before the feed began.
  let doubtful = true

  const judge = async () => {
    const known = (await readRoom(anew(context), room.roomId))?.document
    room = known ?? room
    return known !== undefined
  }

  const message = async (batch: Batch): Promise<RoomMessageParent | null> => {
    const { past, complete } = batch
    // Being put out long ago ends nothing: what counts then is what the viewer may read now.
    const end = past ? -1 : batch.events.findIndex(event => putsOut(event, userId))
    const events = end < 0 ? batch.events : batch.events.slice(0, end + 1)
    const moved = events.filter(event => changesRights(viewer, room, event))
    const readable = !doubtful && moved.length === 0 ? true : await judge()
    doubtful = false
    ended = end >= 0 || !readable || (!past && events.some(isOver))
    if (past && events.some(isOver)) readRest(batch.position)
    // Who may not read it any more is still told by what.
    const sight = sightOf(viewer, room)
    const shown = (readable || end >= 0 ? events : moved).flatMap(event => {
      const seen = sightInto(event, sight, userId)
      return seen ? [{ event, sight: seen }] : []
    })
    if (shown.length === 0 && events.length > 0 && !ended) return null
    return { position: events.at(-1)?.position ?? batch.position, complete, events: shown }
  }

  // The room was closed while its history was read: nothing is to come, but there may be more pages.
  const readRest = (from: Position) => {
    void source.return()
    source = fanOut.history(room.roomId, from)
  }

  const pull = async (): Promise<Events | null> => {
    while (!ended) {
      const { done, value: batch } = await source.next()
      if (done) return null
      const roomEvents = await message(batch)
      if (roomEvents) return { roomEvents }
    }
    return null
  }

  return closable(pull, () => {
    release()
    void source.return()
  })
}
