// The list of all projections. Their names are also those of checkpoints and collections.

import { activity } from './activity.ts'
import { attendance } from './attendance.ts'
import { blocks } from './blocks.ts'
import { comments } from './comments.ts'
import { follows } from './follows.ts'
import { inspections } from './inspections.ts'
import { interests } from './interests.ts'
import { participants } from './participants.ts'
import { people } from './people.ts'
import { polls } from './polls.ts'
import type { Projection } from './projection.ts'
import { retention } from './retention.ts'
import { roomMinutes } from './room-minutes.ts'
import { roomSummary } from './room-summary.ts'
import { rooms } from './rooms.ts'
import { seals } from './seals.ts'
import { votes } from './votes.ts'

export const projections: readonly Projection[] = [
  rooms,
  participants,
  comments,
  polls,
  votes,
  people,
  follows,
  blocks,
  interests,
  inspections,
  roomSummary,
  attendance,
  roomMinutes,
  activity,
  retention,
  seals,
]

/** The projections that show a room and fold only its own events: the time machine folds these. */
export const roomProjections: readonly Projection[] = [rooms, participants, comments, polls, votes, interests]

/** Projections with documents that events of several streams change, so that partitions cannot share the work. */
export const undividedProjections: ReadonlySet<string> = new Set(
  [people, follows, blocks, inspections, activity, retention].map(({ name }) => name),
)
