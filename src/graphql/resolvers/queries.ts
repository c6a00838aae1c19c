// Queries for rooms, people and what is in rooms.

import { type CommentId, type PollId, parseId, type RoomId, type UserId } from '../../../commands/ids.ts'
import type { Phase, RoomDocument } from '../../../projections/room-document.ts'
import { rooms } from '../../../projections/rooms.ts'
import type { ApiContext } from '../context.ts'
import { viewerOf } from '../context.ts'
import { apiError } from '../faults.ts'
import { FEW, mappedAsync, NOTHING, type PageRange, page } from '../pages.ts'
import type { PollParent } from '../parents.ts'
import { lobbyGroupsFor } from '../policy.ts'
import { atOnePosition, caughtUp } from '../positions.ts'
import { findRoom, readRoom } from '../rooms-for-viewer.ts'
import type { QueryResolvers, QueryRoomsArgs } from '../schema.generated.ts'
import { commentsOf, handsOf, participantsOf, pollsOf } from './lists.ts'

export const Query: QueryResolvers = {
  async me(_root, { atLeast }, context) {
    const viewer = viewerOf(context)
    await caughtUp(context, atLeast)
    return (await isRegistered(context, viewer.userId)) ? viewer : null
  },

  async room(_root, { id, atLeast }, context) {
    viewerOf(context)
    await caughtUp(context, atLeast)
    return findRoom(context, id)
  },

  async rooms(_root, args, context) {
    const viewer = viewerOf(context)
    await caughtUp(context, args.atLeast)
    const range = rangeOf(args.filter ?? {}, context.services.time.now())
    if (!range) return NOTHING
    const audience = lobbyGroupsFor(viewer, await context.loaders.following())
    const equal = { ...range.equal, audience }
    const { services } = context
    const found = await page<RoomDocument>(services.readStore, rooms, { ...range, equal }, args, FEW)
    return mappedAsync(found, room => atOnePosition(services, room))
  },

  async participants(_root, { roomId, atLeast, ...wanted }, context) {
    viewerOf(context)
    await caughtUp(context, atLeast)
    return participantsOf(context, await readRoom(context, roomId), wanted)
  },

  async hands(_root, { roomId, atLeast, ...wanted }, context) {
    viewerOf(context)
    await caughtUp(context, atLeast)
    return handsOf(context, await readRoom(context, roomId), wanted)
  },

  async comments(_root, { roomId, atLeast, ...wanted }, context) {
    viewerOf(context)
    await caughtUp(context, atLeast)
    return commentsOf(context, await readRoom(context, roomId), wanted)
  },

  async poll(_root, { id, atLeast }, context) {
    viewerOf(context)
    await caughtUp(context, atLeast)
    return findPoll(context, id)
  },

  async polls(_root, { roomId, atLeast, ...wanted }, context) {
    viewerOf(context)
    await caughtUp(context, atLeast)
    return pollsOf(context, await readRoom(context, roomId), wanted)
  },

  async person(_root, { id, atLeast }, context) {
    viewerOf(context)
    await caughtUp(context, atLeast)
    const userId = parseId<UserId>(id)
    return userId && (await isRegistered(context, userId)) ? { id: userId } : null
  },
}

/** The poll, or null if the viewer may not read its room. */
export async function findPoll(context: ApiContext, id: string): Promise<PollParent | null> {
  const pollId = parseId<PollId>(id)
  const poll = pollId && (await context.loaders.poll.load(pollId))
  return poll && (await readRoom(context, poll.document.roomId)) ? poll : null
}

/** The comment, or null if the viewer may not read its room. */
export async function findComment(context: ApiContext, id: CommentId) {
  const comment = await context.loaders.comment.load(id)
  return comment && (await readRoom(context, comment.document.roomId)) ? comment.document : null
}

async function isRegistered({ loaders }: ApiContext, userId: UserId): Promise<boolean> {
  const person = await loaders.person.load(userId)
  return typeof person?.document.registeredAt === 'number'
}

type Filter = NonNullable<QueryRoomsArgs['filter']>

/** The part of an index that a filter selects, or null if nothing can match. Throws `BAD_FILTER` for a contradiction. */
function rangeOf({ phase, topic, host, upcoming }: Filter, now: number): PageRange | null {
  if (upcoming && phase && phase !== 'scheduled')
    throw apiError('BAD_FILTER', '`upcoming` selects scheduled rooms. Omit `phase`, or use SCHEDULED.')
  const hostId = host == null ? null : parseId<UserId>(host)
  if (host != null && !hostId) return null
  const chosenPhase = upcoming ? 'scheduled' : (phase ?? null)
  const range = indexedRange(hostId, topic?.toLowerCase() ?? null, chosenPhase)
  // Scheduled rooms: the next to start first. All others: the latest first.
  if (chosenPhase !== 'scheduled') return { ...range, backwards: true }
  return upcoming ? { ...range, from: { order: now, key: '' as RoomId } } : range
}

/** The index for these conditions. A list of all hosts has always a phase. */
function indexedRange(lastHostId: UserId | null, topic: string | null, phase: Phase | null): PageRange {
  if (!lastHostId)
    return topic === null
      ? { index: 'byPhase', equal: { phase: phase ?? 'live' } }
      : { index: 'byTopic', equal: { topic, phase: phase ?? 'live' } }
  if (topic === null)
    return phase === null
      ? { index: 'byHost', equal: { lastHostId } }
      : { index: 'byHostInPhase', equal: { lastHostId, phase } }
  return phase === null
    ? { index: 'byHostAndTopic', equal: { lastHostId, topic } }
    : { index: 'byHostAndTopicInPhase', equal: { lastHostId, topic, phase } }
}
