// The one place where it is decided what a person may read. What they may do is decided by the deciders.
//
// A room is found by everybody where it is open, by its owner's followers or by people invited by name where it is not,
// and always by its hosts, its moderators, whoever made it, whoever is in it, and auditors. Who may find a room may read it,
// but for people who are banned from it or blocked by its hosts: they see that it exists, and nothing of what is in it.
//
// Events are shown by sight. Two people of equal sight are shown the same of the same events, unless one of the events
// is addressed to either of them (see `addressee`): the answer to a subscription may be shared among people of equal
// sight who are not addressed, where its document does not ask for `Person.followedByMe`, the one field of it that is
// the viewer's own.

import { eventTypesOf, type TimelineEvent, visibilityOf } from '../../commands/catalogue.ts'
import { type Recorded, ROOM_CATEGORIES, SYSTEM } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import type { ParticipantDocument } from '../../projections/participants.ts'
import type { PollDocument } from '../../projections/polls.ts'
import type { Audience, RoomDocument } from '../../projections/room-document.ts'
import type { Viewer } from './viewer.ts'

// Rooms -------------------------------------------------------------------------------------------------------------

/** What ties a viewer to a room, besides what the room says itself. */
export type Relationship = {
  /** Follows whoever the room belongs to. */
  readonly follows: boolean
  readonly inside: boolean
  readonly banned: boolean
  /** By whoever the room belongs to, or hosts it in their place. */
  readonly blocked: boolean
}

/** Whether the room exists for the viewer: its title, its host, its counts. */
export function mayFind(viewer: Viewer, room: RoomDocument, ties: Relationship): boolean {
  if (viewer.scopes.has('AUDITOR') || room.visibility === 'open' || ties.inside) return true
  const { userId } = viewer
  if (isRoomModerator(viewer, room) || room.createdBy === userId || room.lastHostId === userId) return true
  return room.invited.includes(userId) || (room.visibility === 'followers' && ties.follows)
}

/** Whether the viewer may read who and what is in the room, and follow its events. */
export function mayRead(viewer: Viewer, room: RoomDocument, ties: Relationship): boolean {
  if (viewer.scopes.has('AUDITOR') || ties.inside) return true
  return !ties.banned && !ties.blocked && mayFind(viewer, room, ties)
}

/**
 * Whether nothing but being an auditor opens the room to the viewer: such a look is noted. That there is a room, which the
 * lists of rooms and the lobby show, is no look into it.
 */
export function readsAsAuditor(
  viewer: Viewer,
  room: RoomDocument,
  ties: Relationship,
  rule: typeof mayRead,
): boolean {
  if (!viewer.scopes.has('AUDITOR')) return false
  const scopes = new Set(viewer.scopes)
  scopes.delete('AUDITOR')
  return !rule({ ...viewer, scopes }, room, ties)
}

/** Whether following the events of a room is noted: auditors are shown more of them than anybody. */
export function followsAsAuditor(viewer: Viewer): boolean {
  return viewer.scopes.has('AUDITOR')
}

/** In the room or not; so do hosts who vanished and may return. */
export function isRoomModerator({ userId }: Viewer, room: RoomDocument): boolean {
  return room.hostId === userId || room.moderators.includes(userId) || room.returning.includes(userId)
}

/** Under which names the viewer's rooms stand in lists. */
export function audiences(viewer: Viewer, following: readonly UserId[]): readonly Audience[] {
  if (viewer.scopes.has('AUDITOR')) return ['auditors']
  const hosts = following.map((host): Audience => `followers:${host}`)
  return ['everyone', `person:${viewer.userId}`, ...hosts]
}

// What is in a room -------------------------------------------------------------------------------------------------

/** An invitation to the stage is between the moderators and the one who was asked. */
export function showsInvitation(
  viewer: Viewer,
  room: RoomDocument,
  participant: ParticipantDocument,
): boolean {
  return viewer.userId === participant.userId || viewer.scopes.has('AUDITOR') || isRoomModerator(viewer, room)
}

/** Nobody, auditors included, is shown how a secret vote stands before it is closed. */
export function showsTally(poll: Pick<PollDocument, 'secret' | 'open'>): boolean {
  return !poll.secret || !poll.open
}

// Events ------------------------------------------------------------------------------------------------------------

/**
 * How much of a room's events a viewer sees; `addressed`: one event that is addressed to them; `record`: an auditor who
 * looks into the room's history, which is noted.
 */
export type ViewLevel = 'public' | 'addressed' | 'moderator' | 'auditor' | 'record'

export function viewLevelOf(viewer: Viewer, room: RoomDocument): Exclude<ViewLevel, 'addressed' | 'record'> {
  if (viewer.scopes.has('AUDITOR')) return 'auditor'
  return isRoomModerator(viewer, room) ? 'moderator' : 'public'
}

/** The types of event that somebody may see. */
export const visibleEvents = eventTypesOf(...ROOM_CATEGORIES).filter(type => visibilityOf(type) !== 'nobody')

/** Whom an event is shown whole, whatever their sight: it tells them what was done to them. */
export function addressee(recorded: Recorded): UserId | null {
  const event = recorded as Recorded<TimelineEvent>
  switch (event.type) {
    case 'InvitedToStage':
    case 'StageInvitationDeclined':
    case 'StageInvitationWithdrawn':
    case 'ParticipantRemoved':
      return event.data.participant
    case 'PersonBanned':
    case 'BanLifted':
      return event.data.person
    default:
      return null
  }
}

/** The sight in which a person of the given sight is shown an event; null: it is not shown. */
export function viewOf(event: Recorded, sight: ViewLevel, userId: UserId): ViewLevel | null {
  const visibleTo = visibilityOf(event.type)
  if (visibleTo === 'nobody') return null
  const seen = sight === 'public' && addressee(event) === userId ? 'addressed' : sight
  return seen === 'public' && visibleTo === 'moderators' ? null : seen
}

/** Nobody but auditors in the history learns who voted for what. Null also where the system acted. */
export function actorIn(event: Recorded, sight: ViewLevel = 'public'): UserId | null {
  return event.cause.by === SYSTEM || !showsActor(event, sight) ? null : event.cause.by
}

export function showsActor({ type }: Recorded, sight: ViewLevel): boolean {
  return sight === 'record' || (type !== 'Voted' && type !== 'VoteChanged')
}

/** Why somebody was put out is between them and the moderators. */
export function showsReason(sight: ViewLevel): boolean {
  return sight !== 'public'
}

/** What was removed is still read by auditors alone, and by them in the events alone. */
export function showsRemovedText(sight: ViewLevel): boolean {
  return sight === 'auditor' || sight === 'record'
}

/**
 * Not in a secret poll, open or closed, but to auditors in the history of a closed one; of a poll that is not known yet
 * nobody knows that it is none.
 */
export function showsVotes(poll: Pick<PollDocument, 'secret' | 'open'> | null, sight: ViewLevel): boolean {
  return poll !== null && (!poll.secret || (sight === 'record' && !poll.open))
}

// History -----------------------------------------------------------------------------------------------------------

/** Whose room it is may look into its history; auditors into that of any room. */
export function mayInspect(viewer: Viewer, room: RoomDocument): boolean {
  return viewer.scopes.has('AUDITOR') || room.ownerId === viewer.userId
}

/** The numbers of a room: also for analysts. */
export function mayCount(viewer: Viewer, room: RoomDocument): boolean {
  return viewer.scopes.has('ANALYST') || mayInspect(viewer, room)
}

/** What happened in all rooms together, without a name. */
export function mayCountAll(viewer: Viewer): boolean {
  return viewer.scopes.has('ANALYST')
}

// What is shared ----------------------------------------------------------------------------------------------------

/**
 * Fields of the answer to a subscription that are the same for all of equal sight. What is not listed here, and not of an
 * event, is the viewer's own: a field is shared by nobody before somebody decided.
 */
const sameForAll: Readonly<Record<string, readonly string[]>> = {
  RoomMessage: ['position', 'complete', 'events', 'reactionTicks'],
  ReactionCount: ['emoji', 'count'],
  Person: [
    ...['id', 'name', 'bio', 'avatarUrl', 'registeredAt'],
    ...['followerCount', 'followingCount', 'followers', 'following'],
  ],
  PersonConnection: ['edges', 'nodes', 'pageInfo'],
  PersonEdge: ['cursor', 'node'],
  PageInfo: ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'],
}

export function isSameForAll(type: string, field: string): boolean {
  return visibilityOf(type) !== 'nobody' || (sameForAll[type]?.includes(field) ?? false)
}
