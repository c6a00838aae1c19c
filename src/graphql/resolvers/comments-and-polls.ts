// Comments and polls.

import { voteKey } from '../../../projections/votes.ts'
import { viewerOf } from '../access.ts'
import { showsTally } from '../policy.ts'
import type { CommentResolvers, PollResolvers } from '../schema.generated.ts'

export const commentResolvers: CommentResolvers = {
  id: ({ commentId }) => commentId,
  author: ({ author }) => ({ id: author }),
}

export const pollResolvers: PollResolvers = {
  id: ({ pollId }) => pollId,
  options: poll => poll.options.map(({ text, votes }) => ({ text, votes: showsTally(poll) ? votes : null })),
  async myVote({ pollId }, _args, context) {
    const vote = await context.loaders.vote.load(voteKey(pollId, viewerOf(context).userId))
    return vote?.document.option ?? null
  },
}
