// Comments and polls.

import type { PollId } from '../../../commands/ids.ts'
import { voteKey } from '../../../projections/votes.ts'
import { viewerOf } from '../context.ts'
import type { PollParent } from '../parents.ts'
import { showsTally } from '../policy.ts'
import type { CommentResolvers, PollResolvers } from '../schema.generated.ts'
import { shownId } from '../time-travel.ts'

export const commentResolvers: CommentResolvers = {
  id: ({ commentId }, _args, context) => shownId(commentId, context),
  author: ({ author }) => ({ id: author }),
}

/** Fields of a poll whose value is in the document under the same name. */
const sameName = [
  'roomId',
  'question',
  'open',
  'secret',
  'voteCount',
  'openedAt',
  'closesAt',
  'closedAt',
] as const

const plainFields = Object.fromEntries(
  sameName.map(field => [field, ({ document }: PollParent) => document[field]]),
) as Pick<PollResolvers, (typeof sameName)[number]>

export const pollResolvers: PollResolvers = {
  ...plainFields,
  id: ({ document }, _args, context) => shownId(document.pollId, context),
  options: ({ document }) =>
    document.options.map(({ text, votes }) => ({ text, votes: showsTally(document) ? votes : null })),
  countsPosition: ({ position }) => position,
  async myVote({ key }, _args, context) {
    const vote = await context.loaders.vote.load(voteKey(key as PollId, viewerOf(context).userId))
    return vote?.document.option ?? null
  },
}
