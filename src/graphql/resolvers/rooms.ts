// Rooms, participants and hands.

import { type ParticipantDocument, participantKey } from '../../../projections/participants.ts'
import { viewerOf } from '../context.ts'
import type { RoomParent } from '../parents.ts'
import { showsInvitation } from '../policy.ts'
import { isInterested, readRoom } from '../rooms-for-viewer.ts'
import type { HandResolvers, ParticipantResolvers, RoomResolvers } from '../schema.generated.ts'
import { shownId } from '../time-travel.ts'
import { commentsOf, handsOf, participantsOf, pollsOf } from './lists.ts'

/** Fields of a room whose value is in the document under the same name. */
const sameName = [
  'phase',
  'title',
  'topic',
  'visibility',
  'capacity',
  'handPolicy',
  'createdAt',
  'startsAt',
  'remindedAt',
  'startedAt',
  'endedAt',
  'recordingWanted',
] as const

const plainFields = Object.fromEntries(
  sameName.map(field => [field, ({ document }: RoomParent) => document[field]]),
) as Pick<RoomResolvers, (typeof sameName)[number]>

export const Room: RoomResolvers = {
  ...plainFields,
  id: ({ document }, _args, context) => shownId(document.roomId, context),
  host: ({ document }) => document.hostId && { id: document.hostId },
  createdBy: ({ document }) => ({ id: document.createdBy }),
  listenerCount: ({ document }) => document.listeners,
  speakerCount: ({ document }) => document.speakers,
  participantCount: ({ document }) => document.listeners + document.speakers,
  handCount: ({ document }) => document.hands,
  interestedCount: ({ document }) => document.interested,
  commentCount: ({ document }) => document.comments,
  reactions: ({ document }) =>
    Object.entries(document.reactions)
      .map(([emoji, count]) => ({ emoji, count }))
      .sort((a, b) => b.count - a.count || (a.emoji < b.emoji ? -1 : 1)),
  sound: (_room, _args, { services }) => ({ available: services.sound.isAvailable }),
  async me({ document }, _args, context) {
    if (document.phase !== 'live') return null
    const key = participantKey(document.roomId, viewerOf(context).userId)
    const mine = await context.loaders.participant.load(key)
    return mine?.document.present ? mine.document : null
  },
  interestedMe: ({ document }, _args, context) => isInterested(context, document.roomId),
  participants: async ({ key }, wanted, context) =>
    participantsOf(context, await readRoom(context, key), wanted),
  hands: async ({ key }, wanted, context) => handsOf(context, await readRoom(context, key), wanted),
  comments: async ({ key }, wanted, context) => commentsOf(context, await readRoom(context, key), wanted),
  polls: async ({ key }, wanted, context) => pollsOf(context, await readRoom(context, key), wanted),
  position: ({ position }) => position,
  countsPosition: ({ position, countsPosition }) => countsPosition ?? position,
  stale: ({ key }, _args, { services }) => services.isStale(key),
}

export const Participant: ParticipantResolvers = {
  person: ({ userId }) => ({ id: userId }),
  room: ({ roomId }, _args, { loaders }) => roomOf(loaders.room.load(roomId)),
  async invitedToStage(participant, _args, context) {
    if (!participant.invitedToStage) return false
    const room = await roomOf(context.loaders.room.load(participant.roomId))
    return showsInvitation(viewerOf(context), room.document, participant)
  },
  hand: ({ roomId, userId, handOrder, handRaisedAt }) =>
    handOrder === null || handRaisedAt === null
      ? null
      : { roomId, userId, order: handOrder, raisedAt: handRaisedAt },
  joinedAt: ({ joinedAt }: ParticipantDocument) => joinedAt!,
}

export const Hand: HandResolvers = {
  place: (hand, _args, { loaders }) => loaders.queueRank.load(hand),
}

async function roomOf(loading: Promise<RoomParent | null>): Promise<RoomParent> {
  const room = await loading
  if (!room) throw new Error('participant without a room document')
  return room
}
