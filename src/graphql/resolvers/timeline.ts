// The timeline of a room, and the inspections by auditors.

import { parseId, type RoomId, type UserId } from '../../../commands/ids.ts'
import { type InspectionDocument, inspections } from '../../../projections/inspections.ts'
import { offsetAt } from '../../history/recordings.ts'
import { involves, readTimeline } from '../../history/timeline.ts'
import { viewerOf } from '../context.ts'
import { apiError } from '../faults.ts'
import { inspect } from '../inspection.ts'
import { MANY, mapped, NOTHING, page, sizeOf } from '../pages.ts'
import { actorIn, showsActor, viewOf, visibleEvents } from '../policy.ts'
import { caughtUp, ofThisLog } from '../positions.ts'
import type {
  InspectionResolvers,
  QueryResolvers,
  QueryTimelineArgs,
  TimelineEntryResolvers,
} from '../schema.generated.ts'

export const timelineQueries: Pick<QueryResolvers, 'timeline' | 'inspections'> = {
  async timeline(_root, args, context) {
    const { size, backwards } = extentOf(args)
    const { roomId, viewer, viewLevel } = await inspect(context, args.roomId, 'timeline')
    await ofThisLog(context, args.after, args.before)
    const { person } = args
    const named = person == null ? null : parseId<UserId>(person)
    const { events, start, end, more } = await readTimeline(context.services.eventLog, {
      roomId,
      size,
      backwards,
      after: args.after ?? null,
      before: args.before ?? null,
      from: args.from ?? null,
      to: args.to ?? null,
      types: args.types ?? null,
      matches:
        person == null
          ? null
          : event => named !== null && showsActor(event, viewLevel) && involves(event, named),
    })
    const segments = once(() => context.services.history.recordings.segmentsOf(roomId))
    const edges = events.flatMap(event => {
      const seen = viewOf(event, viewLevel, viewer.userId)
      return seen ? [{ cursor: event.position, node: { event: { event, viewLevel: seen }, segments } }] : []
    })
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasPreviousPage: more.before,
        hasNextPage: more.after,
        startCursor: start,
        endCursor: end,
      },
    }
  },

  async inspections(_root, { roomId, auditorId, atLeast, ...wanted }, context) {
    if (!viewerOf(context).scopes.has('AUDITOR'))
      throw apiError('NOT_ALLOWED', 'Only auditors can read inspections. Use a token with the scope AUDITOR.')
    if ((roomId == null) === (auditorId == null))
      throw apiError('BAD_FILTER', 'Give exactly one of `roomId` and `auditorId`.')
    await caughtUp(context, atLeast)
    const id = parseId<RoomId | UserId>(roomId ?? auditorId ?? '')
    if (!id) return NOTHING
    const range =
      roomId != null
        ? { index: 'byRoom', equal: { room: id }, backwards: true }
        : { index: 'byAuditor', equal: { auditor: id }, backwards: true }
    const { readStore } = context.services
    const found = await page<InspectionDocument>(readStore, inspections, range, wanted, MANY)
    return mapped(found, ({ document }) => document)
  },
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null
  return () => (reading ??= read())
}

/** The page size, and from which end of the range to count. Throws `BAD_FILTER` for invalid arguments. */
function extentOf({ first, last, types }: QueryTimelineArgs): { size: number; backwards: boolean } {
  if (typeof first === 'number' && typeof last === 'number')
    throw apiError('BAD_FILTER', 'Give `first` or `last`, not both.')
  const unknown = types?.find(type => !visibleEvents.includes(type as never))
  if (unknown) throw apiError('BAD_FILTER', `There is no event type ${unknown}.`)
  return { size: sizeOf({ first: first ?? last }, MANY), backwards: typeof last === 'number' }
}

export const timelineEntryResolvers: TimelineEntryResolvers = {
  position: ({ event }) => event.event.position,
  at: ({ event }) => event.event.at,
  actor: ({ event: { event, viewLevel } }) => {
    const by = actorIn(event, viewLevel)
    return by && { id: by }
  },
  cause: ({ event: { event, viewLevel } }) => (showsActor(event, viewLevel) ? event.cause : null),
  recording: async ({ event, segments }) => offsetAt(await segments(), event.event.at),
}

export const inspectionResolvers: InspectionResolvers = {
  auditor: ({ auditor }) => ({ id: auditor }),
  roomId: ({ room }) => room,
}
