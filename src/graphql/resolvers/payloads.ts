// The results of mutations. What was changed is loaded only if it is selected.

import { findRoom } from '../rooms-for-viewer.ts'
import type {
  CommentPayloadResolvers,
  PersonPayloadResolvers,
  PollPayloadResolvers,
  RoomPayloadResolvers,
} from '../schema.generated.ts'
import { findComment, findPoll } from './queries.ts'

export const RoomPayload: RoomPayloadResolvers = {
  room: ({ roomId }, _args, context) => (roomId ? findRoom(context, roomId) : null),
}

export const CommentPayload: CommentPayloadResolvers = {
  comment: ({ commentId }, _args, context) => (commentId ? findComment(context, commentId) : null),
}

export const PollPayload: PollPayloadResolvers = {
  poll: ({ pollId }, _args, context) => (pollId ? findPoll(context, pollId) : null),
}

export const PersonPayload: PersonPayloadResolvers = {
  person: ({ personId }) => (personId ? { id: personId } : null),
}
