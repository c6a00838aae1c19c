// Subscriptions to the events of a room and to the lobby.

import { parseId, type RoomId } from '../../../commands/ids.ts'
import type { ApiContext } from '../context.ts'
import { viewerOf } from '../context.ts'
import { apiError } from '../faults.ts'
import { type ClosableIterator, closable } from '../live/closable.ts'
import type { LobbyChange } from '../live/lobby-feed.ts'
import type { SubscriptionRequest } from '../live/room-subscriber.ts'
import { createLoaders } from '../loaders.ts'
import type { LobbyMessageParent, RoomMessageParent } from '../parents.ts'
import { followsAsAuditor, lobbyGroupsFor } from '../policy.ts'
import { notCaughtUp } from '../positions.ts'
import { isInterested, listedRoom, readableRoom, relationshipOf } from '../rooms-for-viewer.ts'
import type { SubscriptionResolvers } from '../schema.generated.ts'

type Events = { readonly roomEvents: RoomMessageParent }
type News = { readonly lobby: LobbyMessageParent }

export const subscriptionResolvers: SubscriptionResolvers = {
  roomEvents: {
    async subscribe(_root, { roomId, after, reactions }, context): Promise<AsyncIterable<Events>> {
      const viewer = viewerOf(context)
      const { services } = context
      const { fanOut, presence } = services
      const id = parseId<RoomId>(roomId)
      // A room that was opened a moment ago may not be folded yet. A client that has a position of it waits for that.
      // Waiting for a position of another log would be in vain.
      const isAwaited = after && (await services.eventLog.contains(after))
      const isShown = !isAwaited || (await services.reached(after))
      const judge = () => readableRoom({ viewer, loaders: createLoaders(services, viewer) }, roomId)
      if (id && followsAsAuditor(viewer) && (await judge()))
        await services.recordInspection(viewer, id, 'events', context.correlationId)
      const hold = () => presence.hold(id!, viewer.userId)
      const asked: SubscriptionRequest = {
        viewer,
        after: after ?? null,
        reactions: reactions ?? 'each',
        judge,
        hold,
      }
      const source = id && (await fanOut.follow(id, asked))
      if (source) return source
      if (!isShown) throw notCaughtUp(services)
      throw apiError('NO_SUCH_ROOM', 'There is no such room, or you may not read it.')
    },
    resolve: ({ roomEvents }: Events) => roomEvents,
  },
  lobby: {
    async subscribe(_root, { after, interested }, context): Promise<ClosableIterator<News>> {
      const { userId } = viewerOf(context)
      const news = await context.services.fanOut.lobby(userId, after ?? null)
      // Rooms that this viewer was shown. A room that they could not find must not be revealed by its changes.
      const shown = new Set<RoomId>()
      const pull = async (): Promise<News | null> => {
        for (;;) {
          const { done, value } = await news.next()
          if (done) return null
          const { position, complete, change } = value
          if (!change) return { lobby: { position, complete, roomId: null, room: null } }
          const { roomId } = change
          const fresh = withFreshLoaders(context)
          if (interested && !(await isInterested(fresh, roomId))) continue
          const couldFind = shown.has(roomId)
          const room = await listedRoom(fresh, roomId)
          const isGone = !room || room.document.phase === 'closed' || room.document.phase === 'cancelled'
          if (isGone) shown.delete(roomId)
          else shown.add(roomId)
          if (room || couldFind || (await isWithdrawn(fresh, change)))
            return { lobby: { position, complete, roomId, room } }
        }
      }
      return closable(pull, () => void news.return())
    },
    resolve: ({ lobby }: News) => lobby,
  },
}

/** Whether the viewer could find a room before a change that withdrew it from them. */
async function isWithdrawn(context: ApiContext, { roomId, withdrawnFrom }: LobbyChange): Promise<boolean> {
  if (withdrawnFrom.length === 0) return false
  const viewer = viewerOf(context)
  if (withdrawnFrom.includes(`person:${viewer.userId}`)) return true
  const names = new Set(lobbyGroupsFor(viewer, await context.loaders.following()))
  const room = withdrawnFrom.some(name => names.has(name)) && (await context.loaders.room.load(roomId))
  if (!room) return false
  // Somebody who was banned or blocked could not find it before either.
  const { banned, blocked } = await relationshipOf(context.loaders, viewer, room.document)
  return !banned && !blocked
}

/** Loaders cache what they loaded, and access must be checked against current documents. */
function withFreshLoaders(context: ApiContext): ApiContext {
  return { ...context, loaders: createLoaders(context.services, context.viewer) }
}
