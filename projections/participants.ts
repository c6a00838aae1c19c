// Who is in a room, and the roles and bans that outlast leaving it.

import { digitsOf, parseStream, type Recorded } from '../commands/event.ts'
import type { RoomId, UserId } from '../commands/ids.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import { patch } from './patch.ts'
import type { Projection } from './projection.ts'

/** A person's highest role. */
export type Role = 'host' | 'moderator' | 'speaker' | 'listener'

/**
 * A person in a room, once however many devices they use. When somebody leaves, the document stays only if they are a
 * moderator, silenced, banned, or about to be host. It then has `present` false and is in no index. Times are
 * milliseconds since 1970.
 */
export type ParticipantDocument = {
  readonly roomId: RoomId
  readonly userId: UserId
  readonly present: boolean
  /** For somebody who is not present: their role when they join. */
  readonly role: Role
  readonly moderator: boolean
  readonly silenced: boolean
  readonly banned: boolean
  readonly onStage: boolean
  /** Like `mutedByModerator`, always false off stage. */
  readonly muted: boolean
  readonly mutedByModerator: boolean
  readonly invitedToStage: boolean
  /** Sorts the queue of hands, smallest first. Null while no hand is raised. */
  readonly handOrder: number | null
  readonly handRaisedAt: number | null
  /** Null: not present. */
  readonly joinedAt: number | null
  /** Sorts by role (host, moderators, speakers, listeners), then by when they joined. Null: not present. */
  readonly rank: string | null
}

export function participantKey(roomId: string, userId: string): string {
  return `${roomId}:${userId}`
}

export type ParticipantsEvent = Extract<
  RoomEvent,
  { data: { participant: UserId } } | { type: 'RoomOpened' | 'HostChanged' | 'PersonBanned' | 'BanLifted' }
>

export const participants = {
  name: 'participants',
  version: 1,
  handles: [
    'RoomOpened',
    'ParticipantJoined',
    'ParticipantLeft',
    'ParticipantRemoved',
    'PersonBanned',
    'BanLifted',
    'HandRaised',
    'HandLowered',
    'InvitedToStage',
    'StageInvitationDeclined',
    'StageInvitationWithdrawn',
    'CameOnStage',
    'WentOffStage',
    'SpeakerMuted',
    'SpeakerUnmuted',
    'UnmuteAllowed',
    'ModeratorAppointed',
    'ModeratorDismissed',
    'HostChanged',
    'ParticipantSilenced',
    'SilenceLifted',
  ],
  indexes: {
    /** Who is in a room, by role, then by when they joined. */
    byRank: { equal: ['roomId'], order: 'rank' },
    byRole: { equal: ['roomId', 'role'], order: 'rank' },
    /** The queue of hands. */
    byHand: { equal: ['roomId'], order: 'handOrder' },
  },
  keysOf(event) {
    const { id } = parseStream(event.stream)
    switch (event.type) {
      case 'RoomOpened':
        return [participantKey(id, event.data.host)]
      case 'HostChanged': {
        const { from, to } = event.data
        return [...new Set([from, to])].flatMap(person => (person ? [participantKey(id, person)] : []))
      }
      case 'PersonBanned':
      case 'BanLifted':
        return [participantKey(id, event.data.person)]
      default:
        return event.data.participant === undefined ? [] : [participantKey(id, event.data.participant)]
    }
  },
  evolve(participant, event, key) {
    switch (event.type) {
      case 'RoomOpened':
      case 'HostChanged':
      case 'ModeratorAppointed':
      case 'ModeratorDismissed':
      case 'ParticipantSilenced':
      case 'SilenceLifted':
      case 'PersonBanned':
      case 'BanLifted':
        return orNull(applyStanding(participant ?? absentParticipant(key), event))
      case 'ParticipantJoined': {
        const person = participant ?? absentParticipant(key)
        return withRank({
          ...person,
          present: true,
          joinedAt: event.at,
          rank: `.${digitsOf(event.position)}`,
        })
      }
      case 'ParticipantLeft':
      case 'ParticipantRemoved':
        return participant && orNull(withRank({ ...participant, ...absentFields }))
      default:
        return participant && applyInRoom(participant, event)
    }
  },
} as const satisfies Projection<ParticipantDocument, ParticipantsEvent>

/** The fields of somebody who is not in the room. */
const absentFields = {
  present: false,
  onStage: false,
  muted: false,
  mutedByModerator: false,
  invitedToStage: false,
  handOrder: null,
  handRaisedAt: null,
  joinedAt: null,
  rank: null,
} as const

function absentParticipant(key: string): ParticipantDocument {
  const colon = key.indexOf(':')
  return {
    roomId: key.slice(0, colon) as RoomId,
    userId: key.slice(colon + 1) as UserId,
    role: 'listener',
    moderator: false,
    silenced: false,
    banned: false,
    ...absentFields,
  }
}

type StandingEvent = Extract<
  Recorded<ParticipantsEvent>,
  {
    type:
      | 'RoomOpened'
      | 'HostChanged'
      | 'ModeratorAppointed'
      | 'ModeratorDismissed'
      | 'ParticipantSilenced'
      | 'SilenceLifted'
      | 'PersonBanned'
      | 'BanLifted'
  }
>

/** Applies an event that concerns a person whether or not they are in the room. */
function applyStanding(person: ParticipantDocument, event: StandingEvent): ParticipantDocument {
  switch (event.type) {
    case 'RoomOpened':
      return withRank(person, true)
    case 'HostChanged':
      return withRank(person, event.data.to === person.userId)
    case 'ModeratorAppointed':
      return withRank(patch(person, { moderator: true }))
    case 'ModeratorDismissed':
      return withRank(patch(person, { moderator: false }))
    case 'ParticipantSilenced':
      return patch(person, { silenced: true })
    case 'SilenceLifted':
      return patch(person, { silenced: false })
    case 'PersonBanned':
      return patch(person, { banned: true })
    case 'BanLifted':
      return patch(person, { banned: false })
  }
}

/** Applies an event that concerns only people in the room. */
function applyInRoom(person: ParticipantDocument, event: Recorded<ParticipantsEvent>): ParticipantDocument {
  if (!person.present) return person
  switch (event.type) {
    case 'HandRaised':
      return patch(person, { handOrder: event.data.order, handRaisedAt: event.at })
    case 'HandLowered':
      return patch(person, { handOrder: null, handRaisedAt: null })
    case 'InvitedToStage':
      return patch(person, { invitedToStage: true })
    case 'StageInvitationDeclined':
    case 'StageInvitationWithdrawn':
      return patch(person, { invitedToStage: false })
    case 'CameOnStage':
      return withRank(
        patch(person, { onStage: true, invitedToStage: false, muted: false, mutedByModerator: false }),
      )
    case 'WentOffStage':
      return withRank(patch(person, { onStage: false, muted: false, mutedByModerator: false }))
    case 'SpeakerMuted':
      return patch(person, { muted: true, mutedByModerator: event.data.by === 'moderator' })
    case 'SpeakerUnmuted':
      return patch(person, { muted: false, mutedByModerator: false })
    case 'UnmuteAllowed':
      return patch(person, { mutedByModerator: false })
    default:
      return person
  }
}

const roleOrder: Record<Role, string> = { host: '0', moderator: '1', speaker: '2', listener: '3' }

/** Derives role and rank from the other fields. Only the role itself says who is host. */
function withRank(person: ParticipantDocument, host = person.role === 'host'): ParticipantDocument {
  const role = host ? 'host' : person.moderator ? 'moderator' : person.onStage ? 'speaker' : 'listener'
  const rank = person.rank && roleOrder[role] + person.rank.slice(1)
  return patch(person, { role, rank })
}

/** Null for somebody who is not in the room, has no role and is neither banned nor silenced. */
function orNull(person: ParticipantDocument): ParticipantDocument | null {
  return person.present || person.banned || person.silenced || person.role !== 'listener' ? person : null
}
