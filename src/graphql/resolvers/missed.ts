// What a viewer missed in a room since a position.

import { participants } from '../../../projections/participants.ts'
import { readMissed } from '../../history/missed.ts'
import { viewerOf } from '../context.ts'
import { caughtUp } from '../positions.ts'
import { readRoom } from '../rooms-for-viewer.ts'
import type { QueryResolvers, SinceYouLeftResolvers } from '../schema.generated.ts'

export const missedQueries: Pick<QueryResolvers, 'sinceYouLeft'> = {
  async sinceYouLeft(_root, { roomId: id, after }, context) {
    viewerOf(context)
    await caughtUp(context, after)
    const room = await readRoom(context, id)
    if (!room) return null
    const { roomId, phase, listeners, speakers } = room.document
    const { readStore, eventLog, time } = context.services
    // For a live room, take the counts of its document, because the list may be ahead of its position. For a closed room
    // the counts are 0, but the list still has everybody who was in it.
    const present =
      phase === 'live'
        ? listeners + speakers
        : await readStore.count(participants, { index: 'byRank', equal: { roomId } })
    const { position } = room
    return { position, ...(await readMissed(eventLog, time, roomId, after, position, present)) }
  },
}

export const SinceYouLeft: SinceYouLeftResolvers = {
  turns: ({ turns }) =>
    turns.map(({ person, cameAt, wentAt }) => ({ person: { id: person }, cameAt, wentAt })),
  async pinned({ pinned }, _args, { loaders }) {
    const found = await Promise.all(pinned.map(id => loaders.comment.load(id)))
    return found.flatMap(stored => stored?.document ?? [])
  },
  async polls({ polls }, _args, { loaders }) {
    const found = await Promise.all(polls.map(id => loaders.poll.load(id)))
    return found.flatMap(stored => stored ?? [])
  },
}
