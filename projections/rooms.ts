// Folds rooms as the lobby and the room page show them.

import { parseStream, type Recorded, ROOM_CATEGORIES } from '../commands/event.ts'
import { changesLobby, eventTypesOf, type TimelineEvent } from '../commands/event-catalogue.ts'
import type { RoomId } from '../commands/ids.ts'
import type { RoomSettings } from '../commands/room/events.ts'
import { patch } from './patch.ts'
import type { Projection } from './projection.ts'
import type { RoomDocument } from './room-document.ts'
import {
  lobbyGroupsOf,
  withHost,
  withLobbyGroups,
  withOwner,
  withoutPeople,
  withPeople,
} from './room-listing.ts'

const handles = eventTypesOf(...ROOM_CATEGORIES)

/** The event types after which the lobby shows something else. */
export const lobbyEvents: ReadonlySet<string> = new Set(handles.filter(changesLobby))

export const rooms = {
  name: 'rooms',
  version: 2,
  handles,
  indexes: {
    /** Live rooms by when they opened, scheduled ones by their start, closed ones by their end. */
    byPhase: { equal: ['audience', 'phase'], order: 'orderAt' },
    byTopic: { equal: ['audience', 'phase', 'topic'], order: 'orderAt' },
    /** The rooms of a host, in any phase. */
    byHost: { equal: ['audience', 'lastHostId'], order: 'orderAt' },
    byHostInPhase: { equal: ['audience', 'lastHostId', 'phase'], order: 'orderAt' },
    byHostAndTopic: { equal: ['audience', 'lastHostId', 'topic'], order: 'orderAt' },
    byHostAndTopicInPhase: { equal: ['audience', 'lastHostId', 'topic', 'phase'], order: 'orderAt' },
    /** Live rooms without a host, the longest first. */
    hostless: { equal: ['phase'], order: 'hostlessSince' },
    /** Scheduled rooms, the next start first. */
    byStart: { equal: ['phase'], order: 'startsAt' },
  },
  keysOf: event => [parseStream(event.stream).id],
  evolve(room, event, key) {
    if (event.type === 'RoomScheduled' || event.type === 'RoomOpened')
      return openedOrScheduled(room, event, key as RoomId)
    return room && applyChange(room, event)
  },
} as const satisfies Projection<RoomDocument, TimelineEvent>

type Beginning = Extract<Recorded<TimelineEvent>, { type: 'RoomScheduled' | 'RoomOpened' }>

function openedOrScheduled(room: RoomDocument | null, event: Beginning, roomId: RoomId): RoomDocument {
  const { host, invited } = event.data
  const settings: RoomSettings = event.data
  const createdBy = room?.createdBy ?? host
  const whose = { createdBy, lastHostId: host, returning: [], ownerId: host, moderators: [], invited }
  const startsAt = event.type === 'RoomScheduled' ? event.data.startsAt : (room?.startsAt ?? null)
  const live = event.type === 'RoomOpened'
  return {
    roomId,
    phase: live ? 'live' : 'scheduled',
    title: settings.title,
    topic: settings.topic,
    visibility: settings.visibility,
    capacity: settings.capacity,
    handPolicy: settings.handPolicy,
    hostId: host,
    hostlessSince: null,
    hostLoss: null,
    createdAt: room?.createdAt ?? event.at,
    startsAt,
    announcement: event.type === 'RoomScheduled' ? event.position : (room?.announcement ?? null),
    remindedAt: live ? (room?.remindedAt ?? null) : null,
    startedAt: live ? event.at : null,
    endedAt: null,
    orderAt: live ? event.at : (startsAt ?? event.at),
    listeners: 0,
    speakers: 0,
    hands: 0,
    interested: room?.interested ?? 0,
    comments: 0,
    reactions: {},
    recordingWanted: false,
    ...whose,
    audience: lobbyGroupsOf({ ...whose, visibility: settings.visibility }),
  }
}

function applyChange(room: RoomDocument, event: Exclude<Recorded<TimelineEvent>, Beginning>): RoomDocument {
  switch (event.type) {
    case 'RoomRescheduled':
      return patch(room, {
        startsAt: event.data.startsAt,
        announcement: event.position,
        orderAt: event.data.startsAt,
        remindedAt: null,
      })
    case 'InterestedReminded':
      return patch(room, { remindedAt: event.at })
    case 'RoomCancelled':
      return patch(room, { phase: 'cancelled' })
    case 'RoomRenamed':
      return patch(room, { title: event.data.title, topic: event.data.topic })
    case 'VisibilitySet':
      return withLobbyGroups(room, { visibility: event.data.visibility })
    case 'CapacitySet':
      return patch(room, { capacity: event.data.capacity })
    case 'HandPolicySet':
      return patch(room, { handPolicy: event.data.handPolicy })
    case 'PeopleInvited':
      return withLobbyGroups(room, { invited: withPeople(room.invited, event.data.people) })
    case 'PeopleUninvited':
      return withLobbyGroups(room, { invited: withoutPeople(room.invited, event.data.people) })
    case 'ModeratorAppointed':
      return withLobbyGroups(room, { moderators: withPeople(room.moderators, [event.data.participant]) })
    case 'ModeratorDismissed':
      return withLobbyGroups(room, { moderators: withoutPeople(room.moderators, [event.data.participant]) })
    case 'PersonBanned':
      return withOwner(room, { returning: withoutPeople(room.returning, [event.data.person]) })
    case 'HostChanged':
      return withHost(room, event)
    case 'RecordingWanted':
      return patch(room, { recordingWanted: true })
    case 'RecordingUnwanted':
      return patch(room, { recordingWanted: false })
    case 'RoomClosed':
      return {
        ...room,
        phase: 'closed',
        endedAt: event.at,
        orderAt: event.at,
        hostlessSince: null,
        hostLoss: null,
        listeners: 0,
        speakers: 0,
        hands: 0,
      }
    default:
      return applyCount(room, event)
  }
}

/** Applies a frequent event, which changes only a count. */
function applyCount(room: RoomDocument, event: Recorded<TimelineEvent>): RoomDocument {
  switch (event.type) {
    case 'InterestMarked':
      return { ...room, interested: room.interested + 1 }
    case 'InterestWithdrawn':
      return { ...room, interested: room.interested - 1 }
    case 'ParticipantJoined':
      return { ...room, listeners: room.listeners + 1 }
    case 'ParticipantLeft':
    case 'ParticipantRemoved':
      return { ...room, listeners: room.listeners - 1 }
    case 'CameOnStage':
      return { ...room, listeners: room.listeners - 1, speakers: room.speakers + 1 }
    case 'WentOffStage':
      return { ...room, listeners: room.listeners + 1, speakers: room.speakers - 1 }
    case 'HandRaised':
      return { ...room, hands: room.hands + 1 }
    case 'HandLowered':
      return { ...room, hands: room.hands - 1 }
    case 'CommentPosted':
      return { ...room, comments: room.comments + 1 }
    case 'CommentRemoved':
      return { ...room, comments: room.comments - 1 }
    case 'Reacted': {
      const { emoji } = event.data
      return { ...room, reactions: { ...room.reactions, [emoji]: (room.reactions[emoji] ?? 0) + 1 } }
    }
    default:
      return room
  }
}
