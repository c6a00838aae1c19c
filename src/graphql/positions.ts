// Up to where answers show the log.

import { isAfter, type Position } from '../../commands/event.ts'
import type { ApiContext } from './context.ts'
import { apiError } from './faults.ts'
import type { RoomParent } from './parents.ts'

/**
 * Waits until queries can show the position. Throws `NOT_CAUGHT_UP` after `mutationWaitMs`, and `FOREIGN_POSITION` for a
 * position of another log, which no query will ever show.
 */
export async function caughtUp(context: ApiContext, atLeast: Position | null | undefined): Promise<void> {
  if (!atLeast) return
  await ofThisLog(context, atLeast)
  if (!(await context.services.reached(atLeast))) throw notCaughtUp(context.services)
}

/** Throws `FOREIGN_POSITION` if one of the positions does not belong to the log. */
export async function ofThisLog(
  { services }: Pick<ApiContext, 'services'>,
  ...positions: readonly (Position | null | undefined)[]
): Promise<void> {
  for (const position of positions)
    if (position && !(await services.eventLog.contains(position))) throw foreignPosition()
}

const foreignPosition = () =>
  apiError(
    'FOREIGN_POSITION',
    'This position is not in the event log: the log was restored or replaced. Reload, and use the new positions.',
  )

export const notCaughtUp = ({ patience }: ApiContext['services']) =>
  apiError('NOT_CAUGHT_UP', 'The requested position cannot be read yet. Try again in a moment.', {
    retryAfterMs: patience,
  })

/**
 * The room with a position up to which everything is in every part of the answer. Each projection saves by itself, so a
 * part that is loaded next could lag behind the room: this waits until none does. If that takes longer than
 * `mutationWaitMs`, the room gets the position that all projections have reached.
 */
export async function atOnePosition(services: ApiContext['services'], room: RoomParent): Promise<RoomParent> {
  if (!isAfter(room.position, services.shownUpTo()) || (await services.reached(room.position))) return room
  return { ...room, position: services.shownUpTo(), countsPosition: room.position }
}
