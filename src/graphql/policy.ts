// Decides what a person may read. What a person may do is decided by the deciders.
//
// Everybody can find an open room. Other rooms can be found by their owner's followers or by invited people, depending on
// the visibility. Hosts, moderators, the creator, participants and auditors can always find a room. Whoever can find a room
// can also read it, except people who are banned from it or blocked by its hosts: they see only that it exists.
//
// A view level decides how much of an event is shown. Two people with the same view level see the same of the same events,
// unless an event is addressed to one of them (see `addressee`). A subscription message can therefore be shared by all
// people of a view level who are not addressed, unless its document selects `Person.followedByMe`, the only field of it
// that differs between viewers.

import { type Recorded, ROOM_CATEGORIES, SYSTEM } from '../../commands/event.ts'
import { eventTypesOf, eventVisibleTo, type TimelineEvent } from '../../commands/event-catalogue.ts'
import type { UserId } from '../../commands/ids.ts'
import type { ParticipantDocument } from '../../projections/participants.ts'
import type { PollDocument } from '../../projections/polls.ts'
import type { LobbyGroup, RoomDocument } from '../../projections/room-document.ts'
import type { Viewer } from './viewer.ts'

// Rooms -------------------------------------------------------------------------------------------------------------

/** What connects a viewer to a room, besides what the document of the room says. */
export type Relationship = {
  /** Whether the viewer follows the owner of the room. */
  readonly follows: boolean
  readonly inside: boolean
  readonly banned: boolean
  /** By the owner of the room, or by the person who hosts it in their place. */
  readonly blocked: boolean
}

/** Whether the viewer may see that the room exists, with its title, host and counts. */
export function mayFind(viewer: Viewer, room: RoomDocument, relationship: Relationship): boolean {
  if (viewer.scopes.has('AUDITOR') || room.visibility === 'open' || relationship.inside) return true
  const { userId } = viewer
  if (isRoomModerator(viewer, room) || room.createdBy === userId || room.lastHostId === userId) return true
  return room.invited.includes(userId) || (room.visibility === 'followers' && relationship.follows)
}

/** Whether the viewer may read the people and the content of the room, and follow its events. */
export function mayRead(viewer: Viewer, room: RoomDocument, relationship: Relationship): boolean {
  if (viewer.scopes.has('AUDITOR') || relationship.inside) return true
  return !relationship.banned && !relationship.blocked && mayFind(viewer, room, relationship)
}

/**
 * Whether the viewer passes `rule` only as an auditor. Such an access is recorded as an inspection. Lists of rooms and the
 * lobby show no more than that a room exists, which is not an inspection.
 */
export function readsAsAuditor(
  viewer: Viewer,
  room: RoomDocument,
  relationship: Relationship,
  rule: typeof mayRead,
): boolean {
  if (!viewer.scopes.has('AUDITOR')) return false
  const scopes = new Set(viewer.scopes)
  scopes.delete('AUDITOR')
  return !rule({ ...viewer, scopes }, room, relationship)
}

/** Whether following a room's events is recorded as an inspection: auditors are shown more of them than others. */
export function followsAsAuditor(viewer: Viewer): boolean {
  return viewer.scopes.has('AUDITOR')
}

/** Whether the viewer is the host, a moderator, or a host who vanished and may return. They need not be in the room. */
export function isRoomModerator({ userId }: Viewer, room: RoomDocument): boolean {
  return room.hostId === userId || room.moderators.includes(userId) || room.returning.includes(userId)
}

/** The groups that the viewer belongs to. Lists of rooms are indexed by group. */
export function lobbyGroupsFor(viewer: Viewer, following: readonly UserId[]): readonly LobbyGroup[] {
  if (viewer.scopes.has('AUDITOR')) return ['auditors']
  const hosts = following.map((host): LobbyGroup => `followers:${host}`)
  return ['everyone', `person:${viewer.userId}`, ...hosts]
}

// Content of a room ------------------------------------------------------------------------------------------------

/** Whether the viewer may see an invitation to the stage: only the invited person, moderators and auditors may. */
export function showsInvitation(
  viewer: Viewer,
  room: RoomDocument,
  participant: ParticipantDocument,
): boolean {
  return viewer.userId === participant.userId || viewer.scopes.has('AUDITOR') || isRoomModerator(viewer, room)
}

/** Whether votes per option are shown. Those of a secret poll are shown to nobody, not even auditors, until it closes. */
export function showsTally(poll: Pick<PollDocument, 'secret' | 'open'>): boolean {
  return !poll.secret || !poll.open
}

// Events ------------------------------------------------------------------------------------------------------------

/**
 * How much of a room's events a viewer sees. `addressed`: an event that is addressed to them. `record`: an auditor who reads
 * the room's history, which is recorded as an inspection.
 */
export type ViewLevel = 'public' | 'addressed' | 'moderator' | 'auditor' | 'record'

export function viewLevelOf(viewer: Viewer, room: RoomDocument): Exclude<ViewLevel, 'addressed' | 'record'> {
  if (viewer.scopes.has('AUDITOR')) return 'auditor'
  return isRoomModerator(viewer, room) ? 'moderator' : 'public'
}

/** The types of event that somebody may see. */
export const visibleEvents = eventTypesOf(...ROOM_CATEGORIES).filter(
  type => eventVisibleTo(type) !== 'nobody',
)

/** The person whom an event concerns personally. They see it in full, whatever their view level. */
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

/** The view level at which a viewer is shown an event, or null if they are not shown it. */
export function viewOf(event: Recorded, viewLevel: ViewLevel, userId: UserId): ViewLevel | null {
  const visibleTo = eventVisibleTo(event.type)
  if (visibleTo === 'nobody') return null
  const seen = viewLevel === 'public' && addressee(event) === userId ? 'addressed' : viewLevel
  return seen === 'public' && visibleTo === 'moderators' ? null : seen
}

/** Who caused an event. Null for the system, and for votes, whose voter only auditors see in the history. */
export function actorIn(event: Recorded, viewLevel: ViewLevel = 'public'): UserId | null {
  return event.cause.by === SYSTEM || !showsActor(event, viewLevel) ? null : event.cause.by
}

export function showsActor({ type }: Recorded, viewLevel: ViewLevel): boolean {
  return viewLevel === 'record' || (type !== 'Voted' && type !== 'VoteChanged')
}

/** Whether the reason of a removal or a ban is shown: only to the person concerned, moderators and auditors. */
export function showsReason(viewLevel: ViewLevel): boolean {
  return viewLevel !== 'public'
}

/** Whether the text of a removed comment is shown: only to auditors, and only in events. */
export function showsRemovedText(viewLevel: ViewLevel): boolean {
  return viewLevel === 'auditor' || viewLevel === 'record'
}

/** Whether earlier events of the room are shown in another way after this one: what was rendered before is not used again. */
export function changesEarlierEvents({ type }: Recorded): boolean {
  return type === 'CommentRemoved' || type === 'PollClosed'
}

/**
 * Whether events show the option that was voted for. For a secret poll, only auditors see it, in the history, once the poll
 * is closed. A poll that is not known yet (null) may be secret.
 */
export function showsVotes(
  poll: Pick<PollDocument, 'secret' | 'open'> | null,
  viewLevel: ViewLevel,
): boolean {
  return poll !== null && (!poll.secret || (viewLevel === 'record' && !poll.open))
}

// History -----------------------------------------------------------------------------------------------------------

/** Whether the viewer may read the history of a room: its owner and auditors may. */
export function mayInspect(viewer: Viewer, room: RoomDocument): boolean {
  return viewer.scopes.has('AUDITOR') || room.ownerId === viewer.userId
}

/** Whether the viewer may read the statistics of a room: analysts also may. */
export function mayCount(viewer: Viewer, room: RoomDocument): boolean {
  return viewer.scopes.has('ANALYST') || mayInspect(viewer, room)
}

/** Whether the viewer may read the statistics of all rooms, which name nobody. */
export function mayCountAll(viewer: Viewer): boolean {
  return viewer.scopes.has('ANALYST')
}

// Shared messages -------------------------------------------------------------------------------------------------

/**
 * Fields of a subscription message that are the same for everybody with the same view level, besides all fields of events.
 * Every other field is treated as the viewer's own, so that a new field is not shared until it is added here.
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
  return eventVisibleTo(type) !== 'nobody' || (sameForAll[type]?.includes(field) ?? false)
}
