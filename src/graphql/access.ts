// What the policy must know of a viewer and a room, and what comes of it.

import type { Position } from '../../commands/event.ts'
import { parseId, type RoomId } from '../../commands/ids.ts'
import { blockKey } from '../../projections/blocks.ts'
import { followKey } from '../../projections/follows.ts'
import { interestKey } from '../../projections/interests.ts'
import { participantKey } from '../../projections/participants.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import type { ApiContext } from './context.ts'
import { apiError } from './faults.ts'
import type { Loaders } from './loaders.ts'
import type { RoomParent } from './parents.ts'
import { mayFind, mayRead, type Relationship, readsAsAuditor } from './policy.ts'
import type { Viewer } from './viewer.ts'

/** Throws `UNAUTHENTICATED` where nobody is signed in: they are shown the schema, and nothing else. */
export function viewerOf({ viewer }: Pick<ApiContext, 'viewer'>): Viewer {
  if (!viewer) throw apiError('UNAUTHENTICATED', 'Sign in first: this needs a token.')
  return viewer
}

/** Waits until queries show the position; throws `NOT_CAUGHT_UP` when that takes too long. */
export async function caughtUp(
  { services }: ApiContext,
  atLeast: Position | null | undefined,
): Promise<void> {
  if (atLeast && !(await services.reached(atLeast))) throw notCaughtUp(services)
}

export const notCaughtUp = ({ patience }: ApiContext['services']) =>
  apiError('NOT_CAUGHT_UP', 'This position cannot be read yet. Try again in a moment.', {
    retryAfterMs: patience,
  })

export async function relationshipOf(
  loaders: Loaders,
  { userId }: Viewer,
  room: RoomDocument,
): Promise<Relationship> {
  const { roomId, ownerId, hostId, returning, visibility } = room
  const hosts = [...new Set([ownerId, hostId ?? ownerId])]
  const [participant, follow, ...blocks] = await Promise.all([
    loaders.participant.load(participantKey(roomId, userId)),
    visibility === 'followers' ? loaders.follow.load(followKey(userId, ownerId)) : null,
    ...hosts.map(host => loaders.block.load(blockKey(host, userId))),
  ])
  return {
    follows: follow !== null,
    inside: room.phase === 'live' && participant?.document.present === true,
    banned: participant?.document.banned === true,
    // Whoever may take the host's role back is not shut out by whoever holds it for them.
    blocked: blocks.some(block => block !== null) && !returning.includes(userId),
  }
}

type Reader = Pick<ApiContext, 'viewer' | 'loaders'>

/** The room, where the viewer may know of it. That an auditor alone could is noted before. */
export function findRoom(context: ApiContext, id: string): Promise<RoomParent | null> {
  return look(context, id, mayFind)
}

/** The room, where the viewer may read what is in it. That an auditor alone could is noted before. */
export function readRoom(context: ApiContext, id: string): Promise<RoomParent | null> {
  return look(context, id, mayRead)
}

/** The same without a note, for lists that show that there is a room. */
export async function listedRoom(reader: Reader, id: string): Promise<RoomParent | null> {
  return (await allowed(reader, id, mayFind))?.room ?? null
}

/** The same without a note, to judge again what was noted when it began. */
export async function readableRoom(reader: Reader, id: string): Promise<RoomParent | null> {
  return (await allowed(reader, id, mayRead))?.room ?? null
}

/** Whether the viewer wants to be reminded of the room. */
export async function isInterested(context: ApiContext, roomId: RoomId): Promise<boolean> {
  const interest = await context.loaders.interest.load(interestKey(viewerOf(context).userId, roomId))
  return interest?.document.marked ?? false
}

async function look(context: ApiContext, id: string, rule: typeof mayFind): Promise<RoomParent | null> {
  const found = await allowed(context, id, rule)
  if (!found) return null
  const { room, ties } = found
  const viewer = viewerOf(context)
  if (readsAsAuditor(viewer, room.document, ties, rule))
    await context.services.recordInspection(viewer, room.document.roomId, 'room', context.correlationId)
  return room
}

async function allowed(reader: Reader, id: string, rule: typeof mayFind) {
  const viewer = viewerOf(reader)
  const roomId = parseId<RoomId>(id)
  const room = roomId && (await reader.loaders.room.load(roomId))
  if (!room) return null
  const ties = await relationshipOf(reader.loaders, viewer, room.document)
  return rule(viewer, room.document, ties) ? { room, ties } : null
}
