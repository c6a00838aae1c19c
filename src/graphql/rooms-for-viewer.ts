// Finds rooms for a viewer: loads what connects the two, asks `policy.ts`, and records inspections. It decides nothing itself.

import { parseId, type RoomId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import { mayKnowOf } from '../../commands/room/standing.ts'
import { blockKey } from '../../projections/blocks.ts'
import { followKey } from '../../projections/follows.ts'
import { interestKey } from '../../projections/interests.ts'
import { participantKey } from '../../projections/participants.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { type ApiContext, viewerOf } from './context.ts'
import type { Loaders } from './loaders.ts'
import type { RoomParent } from './parents.ts'
import { mayFind, mayRead, type Relationship, readsAsAuditor } from './policy.ts'
import { atOnePosition } from './positions.ts'
import type { Viewer } from './viewer.ts'

/** What of a room decides about a relationship with it. */
type Related = Pick<RoomDocument, 'roomId' | 'ownerId' | 'hostId' | 'returning' | 'visibility' | 'phase'>

/**
 * Reads as much for a room that only invited people find as for one that only followers find, so that the time which a
 * refusal takes does not tell them apart. An open room hides from nobody.
 */
export async function relationshipOf(
  loaders: Loaders,
  { userId }: Viewer,
  room: Related,
): Promise<Relationship> {
  const { roomId, ownerId, hostId, returning, visibility } = room
  const hosts = [...new Set([ownerId, hostId ?? ownerId])]
  const [participant, follow, ...blocks] = await Promise.all([
    loaders.participant.load(participantKey(roomId, userId)),
    visibility !== 'open' ? loaders.follow.load(followKey(userId, ownerId)) : null,
    ...hosts.map(host => loaders.block.load(blockKey(host, userId))),
  ])
  return {
    follows: follow !== null,
    inside: room.phase === 'live' && participant?.document.present === true,
    banned: participant?.document.banned === true,
    // A host who may return is not shut out by whoever hosts in their place.
    blocked: blocks.some(block => block !== null) && !returning.includes(userId),
  }
}

/** The part of a context that is enough to decide about access. */
type Reader = Pick<ApiContext, 'viewer' | 'loaders'>

/** The room, or null if the viewer may not find it. Records an inspection first if only the scope AUDITOR allows it. */
export function findRoom(context: ApiContext, id: string): Promise<RoomParent | null> {
  return roomFor(context, id, mayFind)
}

/** The room, or null if the viewer may not read its content. Records an inspection as `findRoom` does. */
export function readRoom(context: ApiContext, id: string): Promise<RoomParent | null> {
  return roomFor(context, id, mayRead)
}

/** `findRoom` without recording an inspection, for lists, which show only that the room exists. */
export async function listedRoom(context: ApiContext, id: string): Promise<RoomParent | null> {
  const found = await ifAllowed(context, id, mayFind)
  return found && atOnePosition(context.services, found.room)
}

/** `readRoom` without recording an inspection, to check again during a subscription, which recorded it at its start. */
export async function readableRoom(reader: Reader, id: string): Promise<RoomParent | null> {
  return (await ifAllowed(reader, id, mayRead))?.room ?? null
}

/** Whether the viewer asked for a reminder of the room. */
export async function isInterested(context: ApiContext, roomId: RoomId): Promise<boolean> {
  const interest = await context.loaders.interest.load(interestKey(viewerOf(context).userId, roomId))
  return interest?.document.marked ?? false
}

async function roomFor(context: ApiContext, id: string, rule: typeof mayFind): Promise<RoomParent | null> {
  const found = await ifAllowed(context, id, rule)
  if (!found) return null
  const { room, relationship } = found
  const viewer = viewerOf(context)
  if (readsAsAuditor(viewer, room.document, relationship, rule))
    await context.services.recordInspection(viewer, room.document.roomId, 'room', context.correlationId)
  return atOnePosition(context.services, room)
}

async function ifAllowed(reader: Reader, id: string, rule: typeof mayFind) {
  const viewer = viewerOf(reader)
  const roomId = parseId<RoomId>(id)
  const room = roomId && (await reader.loaders.room.load(roomId))
  if (!room) {
    // A room that is hidden from the viewer takes these reads too: the time does not tell that it exists.
    if (roomId) await relationshipOf(reader.loaders, viewer, absent(roomId, viewer))
    return null
  }
  const relationship = await relationshipOf(reader.loaders, viewer, room.document)
  return rule(viewer, room.document, relationship) ? { room, relationship } : null
}

const absent = (roomId: RoomId, { userId }: Viewer): Related => ({
  roomId,
  ownerId: userId,
  hostId: null,
  returning: [],
  visibility: 'invited',
  phase: 'closed',
})

/**
 * Whether a room has to answer the viewer's mutation as if it did not exist. True for a room that does not exist, with the
 * same reads. The write side knows at once which rooms are open and who belongs to a room. Everybody else is judged as in queries, except admins:
 * they may end any room.
 */
export async function isHidden(context: ApiContext, roomId: RoomId): Promise<boolean> {
  const viewer = viewerOf(context)
  if (viewer.scopes.has('ADMIN')) return false
  const { state } = await context.services.gate.state(roomDecider, roomId)
  return !mayKnowOf(state, viewer.userId) && (await ifAllowed(context, roomId, mayFind)) === null
}
