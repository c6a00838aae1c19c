// Any event of a few people, rooms, comments and polls: known types with well-formed data, in whatever order.

import fc from 'fast-check'
import {
  BEGINNING,
  CATEGORIES,
  type Category,
  type DomainEvent,
  type StreamName,
} from '../../commands/event.ts'
import { type EventsByCategory, eventTypesOf } from '../../commands/event-catalogue.ts'
import type { CommandId, CommentId, PollId, RoomId, SegmentId, UserId } from '../../commands/ids.ts'

/** One arbitrary for the data of each type: a type that is added to the events is missed by the compiler here. */
type Facts<C extends Category> = {
  [Type in EventsByCategory[C]['type']]: fc.Arbitrary<Extract<EventsByCategory[C], { type: Type }>['data']>
}

const one = <T extends string>(...values: readonly T[]) => fc.constantFrom(...values)
const person = one('ann', 'ben', 'cat', 'dan', 'eve') as fc.Arbitrary<UserId>
const people = fc.uniqueArray(person)
const commentId = one('c1', 'c2', 'c3') as fc.Arbitrary<CommentId>
const pollId = one('p1', 'p2') as fc.Arbitrary<PollId>
const order = fc.nat(50)
const moment = fc.nat(10_000_000)
const option = fc.nat(2)
const reason = fc.option(fc.string())
const nothing = fc.constant({})
const participant = fc.record({ participant: person })
const about = fc.record({ person })
const visibility = one('open', 'followers', 'invited')
const handPolicy = one('open', 'invitation-only', 'closed')
const capacity = fc.option(fc.nat())
const topic = fc.option(fc.string())
const settings = {
  title: fc.string(),
  topic,
  visibility,
  capacity,
  handPolicy,
  host: person,
  invited: people,
}
const profile = fc.record({ name: fc.string(), bio: fc.string(), avatarUrl: fc.option(fc.webUrl()) })

const room: Facts<'Room'> = {
  RoomScheduled: fc.record({ ...settings, startsAt: moment }),
  RoomRescheduled: fc.record({ startsAt: moment }),
  RoomCancelled: nothing,
  InterestMarked: about,
  InterestWithdrawn: about,
  InterestedReminded: fc.record({ startsAt: moment }),
  HandRaisedAhead: fc.record({ person, order }),
  HandLoweredAhead: about,
  RoomOpened: fc.record(settings),
  RoomRenamed: fc.record({ title: fc.string(), topic }),
  VisibilitySet: fc.record({ visibility }),
  CapacitySet: fc.record({ capacity }),
  PeopleInvited: fc.record({ people }),
  PeopleUninvited: fc.record({ people }),
  ParticipantJoined: participant,
  ParticipantLeft: fc.record({ participant: person, reason: one('left', 'vanished') }),
  ParticipantRemoved: fc.record({ participant: person, reason }),
  PersonBanned: fc.record({ person, reason }),
  BanLifted: about,
  HandRaised: fc.record({ participant: person, order }),
  HandLowered: fc.record({
    participant: person,
    reason: one('own', 'moderator', 'left', 'on-stage', 'policy'),
  }),
  HandPolicySet: fc.record({ handPolicy }),
  InvitedToStage: participant,
  StageInvitationDeclined: participant,
  StageInvitationWithdrawn: fc.record({ participant: person, reason: one('moderator', 'left', 'on-stage') }),
  CameOnStage: fc.record({ participant: person, via: one('opening', 'invitation', 'hand', 'return') }),
  WentOffStage: fc.record({ participant: person, reason: one('own', 'moderator', 'left') }),
  SpeakerMuted: fc.record({ participant: person, by: one('self', 'moderator') }),
  SpeakerUnmuted: participant,
  UnmuteAllowed: participant,
  ModeratorAppointed: participant,
  ModeratorDismissed: participant,
  HostChanged: fc.record({
    from: fc.option(person),
    to: fc.option(person),
    reason: one('handed-over', 'left', 'vanished', 'removed', 'returned', 'succeeded'),
  }),
  ParticipantSilenced: participant,
  SilenceLifted: participant,
  RecordingWanted: nothing,
  RecordingUnwanted: nothing,
  RoomClosed: fc.record({ reason: one('host', 'abandoned', 'admin') }),
}

const chat: Facts<'Chat'> = {
  CommentPosted: fc.record({ commentId, author: person, text: fc.string() }),
  CommentPinned: fc.record({ commentId }),
  CommentUnpinned: fc.record({ commentId }),
  CommentRemoved: fc.record({ commentId, by: one('author', 'moderator') }),
}

const reactions: Facts<'Reactions'> = {
  Reacted: fc.record({ person, emoji: one('👏', '🔥', '❤️'), tap: fc.uuid() as fc.Arbitrary<CommandId> }),
}

const polls: Facts<'Polls'> = {
  PollOpened: fc.record({
    pollId,
    question: fc.string(),
    options: fc.array(fc.string(), { minLength: 2, maxLength: 3 }),
    closesAt: fc.option(moment),
    secret: fc.boolean(),
  }),
  Voted: fc.record({ pollId, voter: person, option }),
  VoteChanged: fc.record({ pollId, voter: person, from: option, to: option }),
  PollClosed: fc.record({ pollId, reason: one('moderator', 'time', 'room-closed') }),
}

const placement = { gateway: one('g1', 'g2'), epoch: fc.nat(5) }
const segmentId = one('s1', 's2') as fc.Arbitrary<SegmentId>

const sound: Facts<'Sound'> = {
  SoundPlaced: fc.record({ ...placement, reason: one('begun', 'healed', 'drained') }),
  SoundLost: fc.record(placement),
  SoundEnded: fc.record(placement),
  AudienceSpread: fc.record(placement),
  AudienceGathered: fc.record(placement),
  SpeakerConnected: fc.record({ participant: person, epoch: fc.nat(5) }),
  SpeakerDisconnected: fc.record({
    participant: person,
    epoch: fc.nat(5),
    reason: one('own', 'off-stage', 'vanished', 'sound'),
  }),
  TurnSpoken: fc.record({ participant: person, startedAt: moment, endedAt: moment }),
  RecordingSegmentStarted: fc.record({
    ...placement,
    segmentId,
    path: fc.string(),
    sampleRate: fc.constant(48_000),
    startedAt: moment,
  }),
  RecordingSegmentEnded: fc.record({
    segmentId,
    endedAt: moment,
    bytes: fc.nat(),
    outcome: one('complete', 'repaired', 'missing'),
  }),
}

const user: Facts<'User'> = {
  Registered: profile,
  ProfileChanged: profile,
  Followed: about,
  Unfollowed: about,
  Blocked: about,
  Unblocked: about,
  TokensRevoked: fc.record({ issuedBefore: moment }),
  RoomInspected: fc.record({
    room: one('r1', 'r2') as fc.Arbitrary<RoomId>,
    how: one('timeline', 'time-machine', 'replay', 'numbers', 'room', 'events'),
    hour: moment,
  }),
}

const notary: Facts<'Notary'> = {
  KeyIntroduced: fc.record({
    keyId: fc.string(),
    publicKey: fc.string(),
    endorsedBy: fc.option(fc.string()),
    endorsement: fc.option(fc.string()),
  }),
  HeadSigned: fc.record({
    from: fc.nat(20),
    count: fc.nat(40),
    chain: fc.string(),
    root: fc.string(),
    peaks: fc.array(fc.string()),
    upTo: fc.constant(BEGINNING),
    signedAt: moment,
    keyId: fc.string(),
    signature: fc.string(),
    fingerprints: fc.string(),
  }),
}

const categories: readonly (readonly [Category, Record<string, fc.Arbitrary<object>>, string[]])[] = [
  ['Room', room, ['r1', 'r2']],
  ['Chat', chat, ['r1', 'r2']],
  ['Reactions', reactions, ['r1', 'r2']],
  ['Polls', polls, ['r1', 'r2']],
  ['Sound', sound, ['r1', 'r2']],
  ['User', user, ['ann', 'ben', 'cat']],
  ['Notary', notary, ['r1', 'r2']],
]

/** Every type of event that there is. */
export const everyType: readonly string[] = eventTypesOf(...CATEGORIES)

/** A fact and the stream where it stands. */
export const anyFact: fc.Arbitrary<readonly [StreamName, DomainEvent]> = fc.oneof(
  ...categories.map(([category, facts, ids]) => ({
    weight: Object.keys(facts).length,
    arbitrary: fc.oneof(
      ...Object.entries(facts).map(([type, data]) =>
        fc.tuple(
          one(...ids).map(id => `${category}-${id}` as StreamName),
          data.map(data => ({ type, data })),
        ),
      ),
    ),
  })),
)
