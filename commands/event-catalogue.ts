// The one list of all event types: the category of each, who may see it, and whether it changes the lobby.

import type { ChatEvent } from './chat/events.ts'
import { CATEGORIES, type Category, type ROOM_CATEGORIES } from './event.ts'
import type { NotaryEvent } from './notary/events.ts'
import type { PollsEvent } from './polls/events.ts'
import type { ReactionsEvent } from './reactions/events.ts'
import type { RoomEvent } from './room/events.ts'
import type { SoundEvent } from './sound/events.ts'
import type { UserEvent } from './user/events.ts'

/** The events in the streams of each category. */
export type EventsByCategory = {
  readonly Room: RoomEvent
  readonly Chat: ChatEvent
  readonly Reactions: ReactionsEvent
  readonly Polls: PollsEvent
  readonly Sound: SoundEvent
  readonly User: UserEvent
  readonly Notary: NotaryEvent
}

/** An event of one of a room's streams: what its timeline consists of. */
export type TimelineEvent = EventsByCategory[(typeof ROOM_CATEGORIES)[number]]

/** Who sees an event in a room's feed and timeline. Policy adds the person an event is addressed to, and auditors. */
export type EventVisibility = 'everyone' | 'moderators' | 'nobody'

type Entry = {
  readonly visibleTo: EventVisibility
  /** Whether a list of rooms shows something else after this event. */
  readonly changesLobby: boolean
}

/** A new event type does not compile until it has its entry here. */
const ENTRIES: { readonly [C in Category]: Readonly<Record<EventsByCategory[C]['type'], Entry>> } = {
  Room: {
    RoomScheduled: { visibleTo: 'everyone', changesLobby: true },
    RoomRescheduled: { visibleTo: 'everyone', changesLobby: true },
    RoomCancelled: { visibleTo: 'everyone', changesLobby: true },
    InterestMarked: { visibleTo: 'everyone', changesLobby: true },
    InterestWithdrawn: { visibleTo: 'everyone', changesLobby: true },
    InterestedReminded: { visibleTo: 'everyone', changesLobby: true },
    HandRaisedAhead: { visibleTo: 'everyone', changesLobby: false },
    HandLoweredAhead: { visibleTo: 'everyone', changesLobby: false },
    RoomOpened: { visibleTo: 'everyone', changesLobby: true },
    RoomRenamed: { visibleTo: 'everyone', changesLobby: true },
    VisibilitySet: { visibleTo: 'everyone', changesLobby: true },
    CapacitySet: { visibleTo: 'everyone', changesLobby: true },
    PeopleInvited: { visibleTo: 'moderators', changesLobby: true },
    PeopleUninvited: { visibleTo: 'moderators', changesLobby: true },
    ParticipantJoined: { visibleTo: 'everyone', changesLobby: true },
    ParticipantLeft: { visibleTo: 'everyone', changesLobby: true },
    ParticipantRemoved: { visibleTo: 'everyone', changesLobby: true },
    PersonBanned: { visibleTo: 'moderators', changesLobby: true },
    BanLifted: { visibleTo: 'moderators', changesLobby: false },
    HandRaised: { visibleTo: 'everyone', changesLobby: false },
    HandLowered: { visibleTo: 'everyone', changesLobby: false },
    HandPolicySet: { visibleTo: 'everyone', changesLobby: false },
    InvitedToStage: { visibleTo: 'moderators', changesLobby: false },
    StageInvitationDeclined: { visibleTo: 'moderators', changesLobby: false },
    StageInvitationWithdrawn: { visibleTo: 'moderators', changesLobby: false },
    CameOnStage: { visibleTo: 'everyone', changesLobby: true },
    WentOffStage: { visibleTo: 'everyone', changesLobby: true },
    SpeakerMuted: { visibleTo: 'everyone', changesLobby: false },
    SpeakerUnmuted: { visibleTo: 'everyone', changesLobby: false },
    UnmuteAllowed: { visibleTo: 'everyone', changesLobby: false },
    ModeratorAppointed: { visibleTo: 'everyone', changesLobby: true },
    ModeratorDismissed: { visibleTo: 'everyone', changesLobby: true },
    HostChanged: { visibleTo: 'everyone', changesLobby: true },
    ParticipantSilenced: { visibleTo: 'everyone', changesLobby: false },
    SilenceLifted: { visibleTo: 'everyone', changesLobby: false },
    RecordingWanted: { visibleTo: 'everyone', changesLobby: false },
    RecordingUnwanted: { visibleTo: 'everyone', changesLobby: false },
    RoomClosed: { visibleTo: 'everyone', changesLobby: true },
  },
  Chat: {
    CommentPosted: { visibleTo: 'everyone', changesLobby: false },
    CommentPinned: { visibleTo: 'everyone', changesLobby: false },
    CommentUnpinned: { visibleTo: 'everyone', changesLobby: false },
    CommentRemoved: { visibleTo: 'everyone', changesLobby: false },
  },
  Reactions: {
    Reacted: { visibleTo: 'everyone', changesLobby: false },
  },
  Polls: {
    PollOpened: { visibleTo: 'everyone', changesLobby: false },
    Voted: { visibleTo: 'everyone', changesLobby: false },
    VoteChanged: { visibleTo: 'everyone', changesLobby: false },
    PollClosed: { visibleTo: 'everyone', changesLobby: false },
  },
  // Only moderators see which gateways carry a room.
  Sound: {
    SoundPlaced: { visibleTo: 'moderators', changesLobby: false },
    SoundLost: { visibleTo: 'moderators', changesLobby: false },
    SoundEnded: { visibleTo: 'moderators', changesLobby: false },
    AudienceSpread: { visibleTo: 'moderators', changesLobby: false },
    AudienceGathered: { visibleTo: 'moderators', changesLobby: false },
    SpeakerConnected: { visibleTo: 'everyone', changesLobby: false },
    SpeakerDisconnected: { visibleTo: 'everyone', changesLobby: false },
    TurnSpoken: { visibleTo: 'everyone', changesLobby: false },
    RecordingSegmentStarted: { visibleTo: 'everyone', changesLobby: false },
    RecordingSegmentEnded: { visibleTo: 'everyone', changesLobby: false },
  },
  // No feed of a room has these.
  User: {
    Registered: { visibleTo: 'nobody', changesLobby: false },
    ProfileChanged: { visibleTo: 'nobody', changesLobby: false },
    Followed: { visibleTo: 'nobody', changesLobby: false },
    Unfollowed: { visibleTo: 'nobody', changesLobby: false },
    Blocked: { visibleTo: 'nobody', changesLobby: false },
    Unblocked: { visibleTo: 'nobody', changesLobby: false },
    TokensRevoked: { visibleTo: 'nobody', changesLobby: false },
    RoomInspected: { visibleTo: 'nobody', changesLobby: false },
  },
  Notary: {
    KeyIntroduced: { visibleTo: 'nobody', changesLobby: false },
    HeadSigned: { visibleTo: 'nobody', changesLobby: false },
  },
}

const byType: ReadonlyMap<string, Entry & { readonly category: Category }> = new Map(
  CATEGORIES.flatMap(category =>
    Object.entries<Entry>(ENTRIES[category]).map(
      ([type, { visibleTo, changesLobby }]) => [type, { category, visibleTo, changesLobby }] as const,
    ),
  ),
)

/** The event types of some categories, in the order of this list. */
export function eventTypesOf<C extends Category>(
  ...categories: readonly C[]
): readonly EventsByCategory[C]['type'][] {
  return categories.flatMap(category => Object.keys(ENTRIES[category]) as EventsByCategory[C]['type'][])
}

/** The category whose streams hold events of this type; null for a type that is unknown. */
export function categoryOf(type: string): Category | null {
  return byType.get(type)?.category ?? null
}

/** An unknown type is visible to nobody. */
export function eventVisibleTo(type: string): EventVisibility {
  return byType.get(type)?.visibleTo ?? 'nobody'
}

export function changesLobby(type: string): boolean {
  return byType.get(type)?.changesLobby ?? false
}
