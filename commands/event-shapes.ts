// The shape of each type of event: what an event that comes from a file must look like before it is written to a log.

import type { Category } from './event.ts'
import type { EventsByCategory } from './event-catalogue.ts'

/** A list of texts: the field is one of them. `?` after a kind: the field may be null. `-`: it may be missing. */
type Kind = 'text' | 'text?' | 'texts' | 'number' | 'number?' | 'number-' | 'flag' | readonly string[]

type AnyEvent = EventsByCategory[Category]
type DataOf<Type extends AnyEvent['type']> = Extract<AnyEvent, { type: Type }>['data']
type Shape<Data> = { readonly [Field in keyof Data]-?: Kind }

const settings = {
  title: 'text',
  topic: 'text?',
  visibility: ['open', 'followers', 'invited'],
  capacity: 'number?',
  handPolicy: ['open', 'invitation-only', 'closed'],
} as const
const person = { person: 'text' } as const
const participant = { participant: 'text' } as const
const comment = { commentId: 'text' } as const
const gateway = { gateway: 'text', epoch: 'number' } as const
const profile = { name: 'text', bio: 'text', avatarUrl: 'text?' } as const

/** A new type, or a new field of one, does not compile until it is here. */
const SHAPES: { readonly [Type in AnyEvent['type']]: Shape<DataOf<Type>> } = {
  RoomScheduled: { ...settings, host: 'text', startsAt: 'number', invited: 'texts' },
  RoomRescheduled: { startsAt: 'number' },
  RoomCancelled: {},
  InterestMarked: person,
  InterestWithdrawn: person,
  InterestedReminded: { startsAt: 'number' },
  HandRaisedAhead: { ...person, order: 'number' },
  HandLoweredAhead: person,
  RoomOpened: { ...settings, host: 'text', invited: 'texts' },
  RoomRenamed: { title: 'text', topic: 'text?' },
  VisibilitySet: { visibility: settings.visibility },
  CapacitySet: { capacity: 'number?' },
  PeopleInvited: { people: 'texts' },
  PeopleUninvited: { people: 'texts' },
  ParticipantJoined: participant,
  ParticipantLeft: { ...participant, reason: ['left', 'vanished'], lastSeenAt: 'number-' },
  ParticipantRemoved: { ...participant, reason: 'text?' },
  PersonBanned: { ...person, reason: 'text?' },
  BanLifted: person,
  HandRaised: { ...participant, order: 'number' },
  HandLowered: { ...participant, reason: ['own', 'moderator', 'left', 'on-stage', 'policy'] },
  HandPolicySet: { handPolicy: settings.handPolicy },
  InvitedToStage: participant,
  StageInvitationDeclined: participant,
  StageInvitationWithdrawn: { ...participant, reason: ['moderator', 'left', 'on-stage'] },
  CameOnStage: { ...participant, via: ['opening', 'invitation', 'hand', 'return', 'host'] },
  WentOffStage: { ...participant, reason: ['own', 'moderator', 'left'], lastSeenAt: 'number-' },
  SpeakerMuted: { ...participant, by: ['self', 'moderator'] },
  SpeakerUnmuted: participant,
  UnmuteAllowed: participant,
  ModeratorAppointed: participant,
  ModeratorDismissed: participant,
  HostChanged: {
    from: 'text?',
    to: 'text?',
    reason: ['handed-over', 'left', 'vanished', 'removed', 'returned', 'succeeded'],
  },
  ParticipantSilenced: participant,
  SilenceLifted: participant,
  RecordingWanted: {},
  RecordingUnwanted: {},
  RoomClosed: { reason: ['host', 'abandoned', 'admin'] },
  CommentPosted: { ...comment, author: 'text', text: 'text' },
  CommentPinned: comment,
  CommentUnpinned: comment,
  CommentRemoved: { ...comment, by: ['author', 'moderator'] },
  Reacted: { ...person, emoji: 'text', tap: 'text' },
  PollOpened: { pollId: 'text', question: 'text', options: 'texts', closesAt: 'number?', secret: 'flag' },
  Voted: { pollId: 'text', voter: 'text', option: 'number' },
  VoteChanged: { pollId: 'text', voter: 'text', from: 'number', to: 'number' },
  PollClosed: { pollId: 'text', reason: ['moderator', 'time', 'room-closed'] },
  SoundPlaced: { ...gateway, reason: ['begun', 'healed', 'drained'] },
  SoundLost: gateway,
  SoundEnded: gateway,
  AudienceSpread: gateway,
  AudienceGathered: gateway,
  SpeakerConnected: { ...participant, epoch: 'number' },
  SpeakerDisconnected: {
    ...participant,
    epoch: 'number',
    reason: ['own', 'off-stage', 'vanished', 'sound'],
  },
  TurnSpoken: { ...participant, startedAt: 'number', endedAt: 'number' },
  RecordingSegmentStarted: {
    ...gateway,
    segmentId: 'text',
    path: 'text',
    sampleRate: 'number',
    startedAt: 'number',
  },
  RecordingSegmentEnded: {
    segmentId: 'text',
    endedAt: 'number',
    bytes: 'number',
    outcome: ['complete', 'repaired', 'missing'],
  },
  Registered: profile,
  ProfileChanged: profile,
  Followed: person,
  Unfollowed: person,
  Blocked: person,
  Unblocked: person,
  TokensRevoked: { issuedBefore: 'number' },
  RoomInspected: {
    room: 'text',
    how: ['timeline', 'time-machine', 'replay', 'numbers', 'room', 'events'],
    hour: 'number',
  },
  KeyIntroduced: { keyId: 'text', publicKey: 'text', endorsedBy: 'text?', endorsement: 'text?' },
  HeadSigned: {
    from: 'number',
    count: 'number',
    chain: 'text',
    root: 'text',
    peaks: 'texts',
    upTo: 'text',
    signedAt: 'number',
    keyId: 'text',
    signature: 'text',
    fingerprints: 'text',
  },
}

/** What is wrong with the data of an event, in words that follow the event's line; null: nothing. */
export function faultInShape(type: string, data: Readonly<Record<string, unknown>>): string | null {
  if (!Object.hasOwn(SHAPES, type)) return `has the unknown event type ${JSON.stringify(type)}`
  const shape: Readonly<Record<string, Kind>> = SHAPES[type as AnyEvent['type']]
  for (const [field, kind] of Object.entries(shape)) {
    const wrong = faultInValue(kind, data[field])
    if (wrong) return `has a wrong field data.${field} in ${type}: ${wrong}`
  }
  const other = Object.keys(data).find(field => !Object.hasOwn(shape, field))
  return other === undefined ? null : `has an unknown field data.${other} in ${type}`
}

function faultInValue(kind: Kind, value: unknown): string | null {
  if (typeof kind !== 'string') return kind.includes(value as string) ? null : `is none of ${kind.join(', ')}`
  if (value === null && kind.endsWith('?')) return null
  if (value === undefined) return kind.endsWith('-') ? null : 'is missing'
  switch (kind) {
    case 'text':
    case 'text?':
      return typeof value === 'string' ? null : 'is no text'
    case 'texts':
      return Array.isArray(value) && value.every(one => typeof one === 'string')
        ? null
        : 'is no list of texts'
    case 'flag':
      return typeof value === 'boolean' ? null : 'is neither true nor false'
    default:
      return Number.isFinite(value) ? null : 'is no number'
  }
}
