// The lists of a room's content, for `Query` and for `Room`.

import { type CommentDocument, comments } from '../../../projections/comments.ts'
import { type ParticipantDocument, participants, type Role } from '../../../projections/participants.ts'
import { type PollDocument, polls } from '../../../projections/polls.ts'
import type { ApiContext } from '../context.ts'
import {
  FEW,
  MANY,
  mapped,
  NOTHING,
  type PageArguments,
  type PageConnection,
  type PageSize,
  page,
  sizeOf,
} from '../pages.ts'
import type { PollParent, RoomParent } from '../parents.ts'

/** A room that the viewer may read, or null: the page is then empty, as for a room that does not exist. */
type Readable = RoomParent | null

export async function participantsOf(
  { services }: ApiContext,
  room: Readable,
  { role, ...wanted }: PageArguments & { role?: Role | null | undefined },
): Promise<PageConnection<ParticipantDocument>> {
  if (room?.document.phase !== 'live') return nothing(wanted, MANY)
  const roomId = room.document.roomId
  const range = role ? { index: 'byRole', equal: { roomId, role } } : { index: 'byRank', equal: { roomId } }
  return documents(await page<ParticipantDocument>(services.readStore, participants, range, wanted, MANY))
}

export async function handsOf(
  { services }: ApiContext,
  room: Readable,
  wanted: PageArguments,
): Promise<PageConnection<ParticipantDocument>> {
  if (room?.document.phase !== 'live') return nothing(wanted, MANY)
  const range = { index: 'byHand', equal: { roomId: room.document.roomId } }
  return documents(await page<ParticipantDocument>(services.readStore, participants, range, wanted, MANY))
}

export async function commentsOf(
  { services }: ApiContext,
  room: Readable,
  { pinned, ...wanted }: PageArguments & { pinned?: boolean | null | undefined },
): Promise<PageConnection<CommentDocument>> {
  if (!room) return nothing(wanted, MANY)
  const roomId = room.document.roomId
  const range = pinned
    ? { index: 'pinned', equal: { roomId }, backwards: true }
    : { index: 'byRoom', equal: { roomId, removed: false }, backwards: true }
  return documents(await page<CommentDocument>(services.readStore, comments, range, wanted, MANY))
}

export async function pollsOf(
  { services }: ApiContext,
  room: Readable,
  wanted: PageArguments,
): Promise<PageConnection<PollParent>> {
  if (!room) return nothing(wanted, FEW)
  const range = { index: 'byRoom', equal: { roomId: room.document.roomId }, backwards: true }
  return page<PollDocument>(services.readStore, polls, range, wanted, FEW)
}

function documents<D extends object>(stored: PageConnection<{ readonly document: D }>): PageConnection<D> {
  return mapped(stored, ({ document }) => document)
}

/** An empty page. Rejects an invalid page size all the same. */
function nothing(wanted: PageArguments, limits: PageSize): PageConnection<never> {
  sizeOf(wanted, limits)
  return NOTHING
}
