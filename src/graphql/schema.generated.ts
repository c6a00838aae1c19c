// Generated from schema.graphql by `npm run codegen`. Do not edit.
import type { Phase } from '../../projections/room-document.ts';
import type { Visibility } from '../../commands/room/events.ts';
import type { HandPolicy } from '../../commands/room/events.ts';
import type { Role } from '../../projections/participants.ts';
import type { ReactionDetail } from './parents.ts';
import type { Scope } from './viewer.ts';
import type { InspectedBy } from '../../commands/user/events.ts';
import type { SdpType } from '../sound-control/protocol.ts';
import type { Position } from '../../commands/event.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RoomParent, PersonParent, ViewerParent, ParticipantParent, HandParent, CommentParent, PollParent, RoomMessageParent, LobbyMessageParent, RoomPayloadParent, CommentPayloadParent, PollPayloadParent, PersonPayloadParent, ReplayMessageParent, TimelineEntryParent, SinceYouLeftParent, AttendanceParent, SoundSignalParent, RoomEventParent } from './parents.ts';
import type { RoomSummaryDocument } from '../../projections/room-summary.ts';
import type { InspectionDocument } from '../../projections/inspections.ts';
import type { ApiContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A place in the whole log: an opaque string that sorts as text in log order. Get it from an answer, give it back. */
  Position: { input: Position; output: Position; }
  /** A moment, as an ISO 8601 string in UTC with milliseconds: `2026-05-17T19:30:00.000Z`. */
  DateTime: { input: number; output: number; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type Query = {
  readonly __typename?: 'Query';
  /** The person whom the token names, or null before they registered. */
  readonly me: Maybe<Viewer>;
  /** A room that you may see, or null. */
  readonly room: Maybe<Room>;
  /**
   * Rooms that you may see, by `phase` (LIVE where nothing is said), by `phase` and `topic`, by `host`, or by `host` and
   * `phase`. SCHEDULED ones come in the order of their start, others the latest first. `upcoming` is SCHEDULED rooms that
   * start from now on. Any other filter fails with `BAD_FILTER`. At most 100 a page.
   */
  readonly rooms: RoomConnection;
  /** Who is in a room: the host, moderators, speakers, then listeners, each in the order of their coming. At most 200 a page. */
  readonly participants: ParticipantConnection;
  /** The raised hands of a room in the order of the queue. At most 200 a page. */
  readonly hands: ParticipantConnection;
  /** Comments of a room, the newest first; `pinned` for those on top. At most 200 a page. */
  readonly comments: CommentConnection;
  /** A poll of a room that you may see, or null. */
  readonly poll: Maybe<Poll>;
  /** The polls of a room, the newest first. At most 100 a page. */
  readonly polls: PollConnection;
  /** A registered person, or null. */
  readonly person: Maybe<Person>;
  /**
   * What happened in a room, in the order of the log: `first` events of the range, behind `after`, or `last` events of it,
   * before `before`; 50 unless said, at most 200. For auditors, and for whose room it is; fails with `NO_SUCH_ROOM` for
   * everybody else. `types`: names of the events wanted. `person`: only what they did or are named in. `from` and `to`:
   * moments, both included. Of a filtered timeline a page may hold fewer events than were asked for, or none, while there
   * are more: go on from its cursor.
   */
  readonly timeline: TimelineConnection;
  /**
   * The room as it was at a moment, or at a position: what had happened until then, that included, is in it, with people
   * shown as they are now. Exactly one of the two is given. Null where there was no room yet. For auditors, and for whose
   * room it is now; fails with `NO_SUCH_ROOM` for everybody else.
   */
  readonly roomAt: Maybe<Room>;
  /**
   * What you missed in a room that you may read since a position, up to now; null where you may not read it. Of what happened
   * long ago only the latest 5,000 events are told of. Waits for `after` as others do for `atLeast`.
   */
  readonly sinceYouLeft: Maybe<SinceYouLeft>;
  /**
   * The numbers of a room that opened; null of one that has not. For analysts, auditors, and for whose room it is; fails with
   * `NO_SUCH_ROOM` for everybody else, as do `attendance` and what is CSV of a room.
   */
  readonly roomSummary: Maybe<RoomSummary>;
  /**
   * `roomSummary` as CSV (RFC 4180), a heading and one line, or the heading alone: roomId, title, topic, openedBy, openedAt,
   * closedAt, duration, present, people, peak, peakAt, joins, presence, peopleOnStage, turnsOnStage, handsRaised, comments,
   * commentsRemoved, reactions, polls, votes; moments in ISO 8601, times in seconds.
   */
  readonly roomSummaryCsv: Scalars['String']['output'];
  /** The `minutes` of `roomSummary` as CSV with a heading: minute, present, joins, leaves, reactions, comments. */
  readonly roomMinutesCsv: Scalars['String']['output'];
  /** Who was in a room and for how long, in the order of their coming. At most 200 a page. */
  readonly attendance: AttendanceConnection;
  /**
   * The whole of `attendance` as CSV (RFC 4180) with a heading: person, name, firstJoinedAt, lastLeftAt, visits, presence,
   * turnsOnStage, onStage, unmuted, spoken; moments in ISO 8601, times in seconds.
   */
  readonly attendanceCsv: Scalars['String']['output'];
  /**
   * What happened on each day (UTC, such as `2026-05-17`) from one to another, both included, at most 92. For analysts;
   * others are refused with `NOT_ALLOWED`.
   */
  readonly activity: ReadonlyArray<ActivityDay>;
  /**
   * `activity` as CSV with a heading: day, rooms, people, newPeople, returningPeople, presence; with `byTopic` its `topics`:
   * day, topic, rooms, joins, presence.
   */
  readonly activityCsv: Scalars['String']['output'];
  /**
   * How many people came back: cohorts of people who came into a room for the first time in the same week, those of the weeks
   * (from Monday, UTC) that hold a day from one to another, such as `2026-05-17`, at most 92 days. For analysts; others are
   * refused with `NOT_ALLOWED`.
   */
  readonly retention: ReadonlyArray<RetentionCohort>;
  /** `retention` as CSV with a heading, a line for each week of each cohort: cohort, week, people. */
  readonly retentionCsv: Scalars['String']['output'];
  /**
   * Which auditors looked into the history of a room, or into which rooms an auditor looked, the latest first: one for each
   * room, way and hour. For auditors; others are refused with `NOT_ALLOWED`. At most 200 a page.
   */
  readonly inspections: InspectionConnection;
  /** How your device finds its way to a gateway. Ask again before `expiresAt`. */
  readonly iceServers: IceServers;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryMeArgs = {
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryRoomArgs = {
  id: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryRoomsArgs = {
  filter?: InputMaybe<RoomFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryParticipantsArgs = {
  roomId: Scalars['ID']['input'];
  role?: InputMaybe<Role>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryHandsArgs = {
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryCommentsArgs = {
  roomId: Scalars['ID']['input'];
  pinned?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryPollArgs = {
  id: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryPollsArgs = {
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryTimelineArgs = {
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Position']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['Position']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  person?: InputMaybe<Scalars['ID']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryRoomAtArgs = {
  roomId: Scalars['ID']['input'];
  at?: InputMaybe<Scalars['DateTime']['input']>;
  position?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QuerySinceYouLeftArgs = {
  roomId: Scalars['ID']['input'];
  after: Scalars['Position']['input'];
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryRoomSummaryArgs = {
  roomId: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryRoomSummaryCsvArgs = {
  roomId: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryRoomMinutesCsvArgs = {
  roomId: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryAttendanceArgs = {
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryAttendanceCsvArgs = {
  roomId: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryActivityArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryActivityCsvArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  byTopic?: InputMaybe<Scalars['Boolean']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryRetentionArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryRetentionCsvArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query that takes `atLeast` waits until it can show that position, up to 2 seconds (`MUTATION_WAIT_MS`); then it fails
 * with `NOT_CAUGHT_UP`, and may be tried again. An id that is no UUID names nothing: null, or an empty page.
 */
export type QueryInspectionsArgs = {
  roomId?: InputMaybe<Scalars['ID']['input']>;
  auditorId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Every event of the room that you may see, each once, in order. `after`: the last position you saw (any age), to
   * get what came since before what comes; without it, what comes from now on, and a first message without events that
   * says where that is. Holding it keeps you present in a room that you have joined: when your last device lets go for
   * longer than the grace (20 seconds), you have left. It ends after the message that says that the room closed or was
   * cancelled, that you were removed or banned, or that you may not read the room any more, and without one where its host
   * blocked you, or you follow them no more, and nothing else lets you read it; of a room that is over it gives what you
   * have not seen and ends. Fails with `NO_SUCH_ROOM` where you may not read the room, and with `NOT_CAUGHT_UP` where the
   * room may be younger than what queries show: try again.
   *
   * Events between a moderator and one person (PeopleInvited, PeopleUninvited, PersonBanned, BanLifted, InvitedToStage,
   * StageInvitationDeclined, StageInvitationWithdrawn) are shown to moderators, auditors and, but for the first two, to
   * that person.
   *
   * `reactions`: EACH tap as a `Reacted` event, or, for crowds, a TICK: how often each emoji was tapped since the message
   * before, in `reactionTicks`.
   */
  readonly roomEvents: RoomMessage;
  /**
   * Rooms that you may see as they are announced, opened, changed and closed; from now on. Changes of one room that
   * follow each other closely are one message. `interested`: only rooms of which you asked to be reminded; when `remindedAt`
   * of one is set, remind. Whoever comes back asks `me { interests }` for what they missed.
   */
  readonly lobby: LobbyMessage;
  /**
   * A room's history played again, in the messages of `roomEvents`: from its beginning or from a moment or a position, to its
   * end as it is now or to a moment, `speed` times as fast as it was (0.25 to 1000). `longestPause`: seconds of the room; a
   * longer time in which nothing happened is played as if it had been so long. To go to another place, subscribe again; what
   * the room was at that place is told by `roomAt`. It ends after the last event. For auditors, and for whose room it is
   * when it begins; fails with `NO_SUCH_ROOM` for everybody else, and with `BAD_REPLAY` for a speed or a pause that cannot be.
   */
  readonly replayRoom: ReplayMessage;
  /**
   * News of a room's sound, for who is in it; holding it keeps you present as `roomEvents` does. Fails with `NO_SUCH_ROOM`
   * where you are not in the room, and ends when you have left it.
   */
  readonly soundSignals: SoundSignal;
};


export type SubscriptionRoomEventsArgs = {
  roomId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Position']['input']>;
  reactions?: InputMaybe<ReactionDetail>;
};


export type SubscriptionLobbyArgs = {
  interested?: InputMaybe<Scalars['Boolean']['input']>;
};


export type SubscriptionReplayRoomArgs = {
  roomId: Scalars['ID']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  after?: InputMaybe<Scalars['Position']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  speed?: InputMaybe<Scalars['Float']['input']>;
  longestPause?: InputMaybe<Scalars['Float']['input']>;
};


export type SubscriptionSoundSignalsArgs = {
  roomId: Scalars['ID']['input'];
};

/** Some events of one room. A busy room sends several at a time. */
export type RoomMessage = {
  readonly __typename?: 'RoomMessage';
  /** Where this message ends: give it back as `after` to go on from here. */
  readonly position: Scalars['Position']['output'];
  /** False when the server could not prove that nothing is missing before this message: read the room anew. */
  readonly complete: Scalars['Boolean']['output'];
  /** In order. Empty in a message that only moves the position. */
  readonly events: ReadonlyArray<RoomEvent>;
  /** Taps since the message before, by emoji; empty where each is told as an event. */
  readonly reactionTicks: ReadonlyArray<ReactionCount>;
};

export type { ReactionDetail };

/** Some events of a replay: those of one moment, or of a few where they follow each other fast. */
export type ReplayMessage = {
  readonly __typename?: 'ReplayMessage';
  /** Where this message ends: give it back as `after` to go on from here. */
  readonly position: Scalars['Position']['output'];
  /** Always true: a replay is read from the log. */
  readonly complete: Scalars['Boolean']['output'];
  /** In order. */
  readonly events: ReadonlyArray<RoomEvent>;
  /** The moment of the last of its events, in the time of the room. */
  readonly at: Scalars['DateTime']['output'];
  /** Where that is in the room's recording; null where nothing was recorded. */
  readonly recording: Maybe<RecordingOffset>;
};

export type RecordingOffset = {
  readonly __typename?: 'RecordingOffset';
  readonly segmentId: Scalars['ID']['output'];
  /** Seconds from the beginning of the segment. */
  readonly offset: Scalars['Float']['output'];
};

export type LobbyMessage = {
  readonly __typename?: 'LobbyMessage';
  readonly position: Scalars['Position']['output'];
  /** The room as it is now; null when you may not see it any more. */
  readonly room: Maybe<Room>;
  readonly roomId: Scalars['ID']['output'];
};

/** A registered person as everybody may see them. */
export type Person = {
  readonly __typename?: 'Person';
  readonly id: Scalars['ID']['output'];
  /** Null for a person who has never registered. */
  readonly name: Maybe<Scalars['String']['output']>;
  readonly bio: Maybe<Scalars['String']['output']>;
  readonly avatarUrl: Maybe<Scalars['String']['output']>;
  readonly registeredAt: Maybe<Scalars['DateTime']['output']>;
  readonly followerCount: Scalars['Int']['output'];
  readonly followingCount: Scalars['Int']['output'];
  /** At most 200 a page, the newest first. */
  readonly followers: PersonConnection;
  readonly following: PersonConnection;
  /** Whether you follow them. */
  readonly followedByMe: Scalars['Boolean']['output'];
};


/** A registered person as everybody may see them. */
export type PersonFollowersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A registered person as everybody may see them. */
export type PersonFollowingArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** You. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  readonly person: Person;
  /** People whom you shut out of your rooms; only you see this. At most 200 a page, the newest first. */
  readonly blocked: PersonConnection;
  /** Rooms that you marked, or raised a hand for, and that have not begun. The latest marked first. At most 100 a page. */
  readonly interests: RoomConnection;
  /** What your token allows beyond taking part. */
  readonly scopes: ReadonlyArray<Scope>;
};


/** You. */
export type ViewerBlockedArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** You. */
export type ViewerInterestsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type { Scope };

export type { Phase };

export type { Visibility };

export type { HandPolicy };

export type { Role };

/**
 * A room that you may see. Its lists (participants, hands, comments, polls) are empty where you may not read what is in it;
 * participants and hands also where it is not live.
 */
export type Room = {
  readonly __typename?: 'Room';
  readonly id: Scalars['ID']['output'];
  readonly phase: Phase;
  readonly title: Scalars['String']['output'];
  /** A lower-case word to find the room by; null: none. */
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly visibility: Visibility;
  /** The most people at one time, the host included; null: no limit of its own. */
  readonly capacity: Maybe<Scalars['Int']['output']>;
  readonly handPolicy: HandPolicy;
  /** Null while nobody who is in the room may hold the role; the room then closes after a grace, unless somebody who may comes back. */
  readonly host: Maybe<Person>;
  /** Who announced or opened the room. */
  readonly createdBy: Person;
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it is to start, or was; null where it was opened at once. */
  readonly startsAt: Maybe<Scalars['DateTime']['output']>;
  /** When those who want to be reminded of it were; null until then, and again where it is rescheduled. */
  readonly remindedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it opened; null until then. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it closed; null until then. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** People in the room now who are not on stage. */
  readonly listenerCount: Scalars['Int']['output'];
  /** People on stage now. */
  readonly speakerCount: Scalars['Int']['output'];
  readonly participantCount: Scalars['Int']['output'];
  /** Raised hands now. */
  readonly handCount: Scalars['Int']['output'];
  /** People who want to be reminded of it. */
  readonly interestedCount: Scalars['Int']['output'];
  /** Comments that are shown (removed ones are not counted). */
  readonly commentCount: Scalars['Int']['output'];
  /** Taps by emoji since the room opened, the most frequent first. */
  readonly reactions: ReadonlyArray<ReactionCount>;
  /** Whether the host wants it recorded; of a closed room, whether that was so at the end. */
  readonly recordingWanted: Scalars['Boolean']['output'];
  readonly sound: RoomSound;
  /** Your own place in this room; null when you are not in it. */
  readonly me: Maybe<Participant>;
  /** Whether you asked to be reminded of it. */
  readonly interestedMe: Scalars['Boolean']['output'];
  readonly participants: ParticipantConnection;
  readonly hands: ParticipantConnection;
  readonly comments: CommentConnection;
  readonly polls: PollConnection;
  /** The position that this room's counts reflect. Subscribe with it as `after` to miss nothing. */
  readonly position: Scalars['Position']['output'];
  /** True while an event of this room could not be folded: what you read is older than the log. */
  readonly stale: Scalars['Boolean']['output'];
};


/**
 * A room that you may see. Its lists (participants, hands, comments, polls) are empty where you may not read what is in it;
 * participants and hands also where it is not live.
 */
export type RoomParticipantsArgs = {
  role?: InputMaybe<Role>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * A room that you may see. Its lists (participants, hands, comments, polls) are empty where you may not read what is in it;
 * participants and hands also where it is not live.
 */
export type RoomHandsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * A room that you may see. Its lists (participants, hands, comments, polls) are empty where you may not read what is in it;
 * participants and hands also where it is not live.
 */
export type RoomCommentsArgs = {
  pinned?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * A room that you may see. Its lists (participants, hands, comments, polls) are empty where you may not read what is in it;
 * participants and hands also where it is not live.
 */
export type RoomPollsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type RoomSound = {
  readonly __typename?: 'RoomSound';
  /** Whether the room can be heard: false where no sound gateway is at hand. */
  readonly available: Scalars['Boolean']['output'];
};

export type ReactionCount = {
  readonly __typename?: 'ReactionCount';
  readonly emoji: Scalars['String']['output'];
  readonly count: Scalars['Int']['output'];
};

/** A person in a room, once however many devices they use. */
export type Participant = {
  readonly __typename?: 'Participant';
  readonly person: Person;
  readonly room: Room;
  readonly role: Role;
  readonly onStage: Scalars['Boolean']['output'];
  readonly muted: Scalars['Boolean']['output'];
  /** Muted by a moderator, and not yet allowed to unmute. */
  readonly mutedByModerator: Scalars['Boolean']['output'];
  /** May not write in the chat. */
  readonly silenced: Scalars['Boolean']['output'];
  /** Asked by a moderator to come on stage. False for everybody but themselves, moderators and auditors. */
  readonly invitedToStage: Scalars['Boolean']['output'];
  /** Null while no hand is raised. */
  readonly hand: Maybe<Hand>;
  readonly joinedAt: Scalars['DateTime']['output'];
};

export type Hand = {
  readonly __typename?: 'Hand';
  readonly raisedAt: Scalars['DateTime']['output'];
  /** 1 for the next in the queue. */
  readonly place: Scalars['Int']['output'];
};

export type Comment = {
  readonly __typename?: 'Comment';
  readonly id: Scalars['ID']['output'];
  readonly roomId: Scalars['ID']['output'];
  readonly author: Person;
  /** Null when it was removed. */
  readonly text: Maybe<Scalars['String']['output']>;
  readonly postedAt: Scalars['DateTime']['output'];
  readonly pinned: Scalars['Boolean']['output'];
  readonly removed: Scalars['Boolean']['output'];
};

export type Poll = {
  readonly __typename?: 'Poll';
  readonly id: Scalars['ID']['output'];
  readonly roomId: Scalars['ID']['output'];
  readonly question: Scalars['String']['output'];
  readonly options: ReadonlyArray<PollOption>;
  readonly open: Scalars['Boolean']['output'];
  /** No tally is shown until the poll is closed. */
  readonly secret: Scalars['Boolean']['output'];
  readonly voteCount: Scalars['Int']['output'];
  readonly openedAt: Scalars['DateTime']['output'];
  readonly closesAt: Maybe<Scalars['DateTime']['output']>;
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  /** The option that you voted for, from 0; null when you did not. */
  readonly myVote: Maybe<Scalars['Int']['output']>;
};

export type PollOption = {
  readonly __typename?: 'PollOption';
  readonly text: Scalars['String']['output'];
  /** Null while the poll is secret and open. */
  readonly votes: Maybe<Scalars['Int']['output']>;
};

export type RoomFilter = {
  readonly phase?: InputMaybe<Phase>;
  readonly topic?: InputMaybe<Scalars['String']['input']>;
  readonly host?: InputMaybe<Scalars['ID']['input']>;
  /** Scheduled rooms from now on, the next first. */
  readonly upcoming?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Cursors stay valid while the list changes: a page begins after the place of its cursor, whatever stands there now. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether the page was asked for with `after`: lists are read forwards alone. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

export type RoomConnection = {
  readonly __typename?: 'RoomConnection';
  readonly edges: ReadonlyArray<RoomEdge>;
  readonly nodes: ReadonlyArray<Room>;
  readonly pageInfo: PageInfo;
};

export type RoomEdge = {
  readonly __typename?: 'RoomEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Room;
};

export type ParticipantConnection = {
  readonly __typename?: 'ParticipantConnection';
  readonly edges: ReadonlyArray<ParticipantEdge>;
  readonly nodes: ReadonlyArray<Participant>;
  readonly pageInfo: PageInfo;
};

export type ParticipantEdge = {
  readonly __typename?: 'ParticipantEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Participant;
};

export type CommentConnection = {
  readonly __typename?: 'CommentConnection';
  readonly edges: ReadonlyArray<CommentEdge>;
  readonly nodes: ReadonlyArray<Comment>;
  readonly pageInfo: PageInfo;
};

export type CommentEdge = {
  readonly __typename?: 'CommentEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Comment;
};

export type PollConnection = {
  readonly __typename?: 'PollConnection';
  readonly edges: ReadonlyArray<PollEdge>;
  readonly nodes: ReadonlyArray<Poll>;
  readonly pageInfo: PageInfo;
};

export type PollEdge = {
  readonly __typename?: 'PollEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Poll;
};

export type PersonConnection = {
  readonly __typename?: 'PersonConnection';
  readonly edges: ReadonlyArray<PersonEdge>;
  readonly nodes: ReadonlyArray<Person>;
  readonly pageInfo: PageInfo;
};

export type PersonEdge = {
  readonly __typename?: 'PersonEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Person;
};

/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** A token for a new person of this name. Fails with `NOT_AVAILABLE` where an identity provider is configured, as in production. */
  readonly signInForDevelopment: DevelopmentSignIn;
  /** Makes you known by a name. Needed before anything else but reading. Registering again changes nothing. */
  readonly register: PersonPayload;
  /** A field that is left out stays; null clears `avatarUrl`. */
  readonly changeProfile: PersonPayload;
  /** You find their rooms for followers, and may enter them. */
  readonly follow: PersonPayload;
  readonly unfollow: PersonPayload;
  /** Shuts a person out of rooms that you host from now on, and ends your own follow of them. */
  readonly block: PersonPayload;
  readonly unblock: PersonPayload;
  /** Voids all tokens issued to you until now, on every device; open sockets end. An admin may name another person. */
  readonly signOutEverywhere: PersonPayload;
  /** Announces a room for a time within the next year. */
  readonly scheduleRoom: RoomPayload;
  /** For a time within the next year. Interest and early hands stay, and people are reminded anew. */
  readonly rescheduleRoom: RoomPayload;
  /** A room that has not begun. Final. */
  readonly cancelRoom: RoomPayload;
  /**
   * To be reminded of a scheduled room, 10 minutes (`REMIND_BEFORE_MS`) before its start, once for each start that it is
   * announced for: `remindedAt` of the room is set then, which `lobby(interested: true)` and `roomEvents` tell at once and
   * `me { interests }` shows afterwards. Who asks later than that sees the room open, and is not reminded.
   */
  readonly markInterest: RoomPayload;
  readonly withdrawInterest: RoomPayload;
  /** Opens a room at once, or one that you scheduled, with yourself as its host and on stage. Of a scheduled room, only `roomId` is looked at. */
  readonly openRoom: RoomPayload;
  /** For everybody who is in it. An admin ends any room: one that has not begun is cancelled. */
  readonly closeRoom: RoomPayload;
  /** Sets both: a `topic` that is left out is taken away. */
  readonly renameRoom: RoomPayload;
  /** Who may enter from now on. */
  readonly setVisibility: RoomPayload;
  /** How many may be in at one time from now on; null: no limit. */
  readonly setCapacity: RoomPayload;
  /** Lets people in by name; at most 500 at a time, and 5,000 in a room. */
  readonly invitePeople: RoomPayload;
  readonly uninvitePeople: RoomPayload;
  /** From now on, where a gateway can; everybody in the room is told. */
  readonly startRecording: RoomPayload;
  readonly stopRecording: RoomPayload;
  /** Joins on one more device, or at all. Then hold `roomEvents` open to stay present. */
  readonly joinRoom: RoomPayload;
  /** Leaves on all devices. */
  readonly leaveRoom: RoomPayload;
  /** Puts somebody out, who may come back. */
  readonly removeParticipant: RoomPayload;
  /** Puts somebody out for good; also who has left already, or never came. */
  readonly banPerson: RoomPayload;
  readonly liftBan: RoomPayload;
  /** In a live room that you are in, or ahead of the start of a scheduled one. */
  readonly raiseHand: RoomPayload;
  /** Your own, or, as a moderator, another's. */
  readonly lowerHand: RoomPayload;
  /** INVITATION_ONLY lowers all hands. */
  readonly setHandPolicy: RoomPayload;
  /** Asks somebody in the room; nothing happens until they accept. */
  readonly inviteToStage: RoomPayload;
  /** Comes on stage, unmuted. */
  readonly acceptStageInvitation: RoomPayload;
  readonly declineStageInvitation: RoomPayload;
  readonly withdrawStageInvitation: RoomPayload;
  /** Brings up a raised hand; without `personId`, the next in the queue. */
  readonly bringOnStage: RoomPayload;
  /** Back to the audience by yourself; the host hands over the role first. */
  readonly stepDown: RoomPayload;
  /** Takes somebody off the stage, who stays in the room. */
  readonly moveToAudience: RoomPayload;
  /** Yourself, or, as a moderator, another speaker, who then cannot unmute until allowed. */
  readonly mute: RoomPayload;
  /** Every speaker but moderators and the host. */
  readonly muteEveryone: RoomPayload;
  /** Yourself. */
  readonly unmute: RoomPayload;
  /** Somebody whom a moderator muted. They stay muted until they unmute themselves. */
  readonly allowToUnmute: RoomPayload;
  /** Somebody who is in the room; it outlives leaving and rejoining. */
  readonly appointModerator: RoomPayload;
  /** Moderators may lay down their own role. */
  readonly dismissModerator: RoomPayload;
  /** To somebody who is in the room. You stay as a moderator. */
  readonly handOverHost: RoomPayload;
  /** They may not write any more; it outlives leaving and rejoining. */
  readonly silenceInChat: RoomPayload;
  readonly liftSilence: RoomPayload;
  /** To everybody in the room. */
  readonly postComment: CommentPayload;
  /** At most 5 in a room. */
  readonly pinComment: CommentPayload;
  readonly unpinComment: CommentPayload;
  /** Your own, or, as a moderator, any. */
  readonly removeComment: CommentPayload;
  /** One tap. */
  readonly react: ReactionPayload;
  /** At most 5 are open in a room. */
  readonly openPoll: PollPayload;
  /** Votes, or changes your vote while the poll is open. */
  readonly vote: PollPayload;
  /** Shows the tally. Final. */
  readonly closePoll: PollPayload;
  /**
   * Begins your sound in a room that you are in. The connection that you had ends when this one works. On stage and not muted,
   * send always, silence too: of whom nothing comes for 8 seconds is let go of.
   */
  readonly connectSound: SoundPayload;
  /** Answers an OFFER of `connectSound`. */
  readonly answerSound: SoundPayload;
  /** Candidates of your device that are not in its SDP. */
  readonly trickle: SoundPayload;
  /** Another offer on the same connection: to restart ICE, or to begin to send when you came on stage. */
  readonly restartIce: SoundPayload;
  /** Ends your sound; you stay in the room. */
  readonly disconnectSound: SoundPayload;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationSignInForDevelopmentArgs = {
  name: Scalars['String']['input'];
  scopes?: InputMaybe<ReadonlyArray<Scope>>;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationRegisterArgs = {
  input: RegisterInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationChangeProfileArgs = {
  input: ChangeProfileInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationFollowArgs = {
  input: FollowInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationUnfollowArgs = {
  input: UnfollowInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationBlockArgs = {
  input: BlockInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationUnblockArgs = {
  input: UnblockInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationSignOutEverywhereArgs = {
  input: SignOutEverywhereInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationScheduleRoomArgs = {
  input: ScheduleRoomInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationRescheduleRoomArgs = {
  input: RescheduleRoomInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationCancelRoomArgs = {
  input: CancelRoomInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationMarkInterestArgs = {
  input: MarkInterestInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationWithdrawInterestArgs = {
  input: WithdrawInterestInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationOpenRoomArgs = {
  input: OpenRoomInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationCloseRoomArgs = {
  input: CloseRoomInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationRenameRoomArgs = {
  input: RenameRoomInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationSetVisibilityArgs = {
  input: SetVisibilityInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationSetCapacityArgs = {
  input: SetCapacityInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationInvitePeopleArgs = {
  input: InvitePeopleInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationUninvitePeopleArgs = {
  input: UninvitePeopleInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationStartRecordingArgs = {
  input: StartRecordingInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationStopRecordingArgs = {
  input: StopRecordingInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationJoinRoomArgs = {
  input: JoinRoomInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationLeaveRoomArgs = {
  input: LeaveRoomInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationRemoveParticipantArgs = {
  input: RemoveParticipantInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationBanPersonArgs = {
  input: BanPersonInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationLiftBanArgs = {
  input: LiftBanInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationRaiseHandArgs = {
  input: RaiseHandInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationLowerHandArgs = {
  input: LowerHandInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationSetHandPolicyArgs = {
  input: SetHandPolicyInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationInviteToStageArgs = {
  input: InviteToStageInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationAcceptStageInvitationArgs = {
  input: AcceptStageInvitationInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationDeclineStageInvitationArgs = {
  input: DeclineStageInvitationInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationWithdrawStageInvitationArgs = {
  input: WithdrawStageInvitationInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationBringOnStageArgs = {
  input: BringOnStageInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationStepDownArgs = {
  input: StepDownInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationMoveToAudienceArgs = {
  input: MoveToAudienceInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationMuteArgs = {
  input: MuteInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationMuteEveryoneArgs = {
  input: MuteEveryoneInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationUnmuteArgs = {
  input: UnmuteInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationAllowToUnmuteArgs = {
  input: AllowToUnmuteInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationAppointModeratorArgs = {
  input: AppointModeratorInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationDismissModeratorArgs = {
  input: DismissModeratorInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationHandOverHostArgs = {
  input: HandOverHostInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationSilenceInChatArgs = {
  input: SilenceInChatInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationLiftSilenceArgs = {
  input: LiftSilenceInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationPostCommentArgs = {
  input: PostCommentInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationPinCommentArgs = {
  input: PinCommentInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationUnpinCommentArgs = {
  input: UnpinCommentInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationRemoveCommentArgs = {
  input: RemoveCommentInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationReactArgs = {
  input: ReactInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationOpenPollArgs = {
  input: OpenPollInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationVoteArgs = {
  input: VoteInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationClosePollArgs = {
  input: ClosePollInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationConnectSoundArgs = {
  input: ConnectSoundInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationAnswerSoundArgs = {
  input: AnswerSoundInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationTrickleArgs = {
  input: TrickleInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationRestartIceArgs = {
  input: RestartIceInput;
};


/**
 * What you can do. In a room, the host alone: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`,
 * `appointModerator`, `dismissModerator`, `handOverHost`, `closeRoom`. The host and moderators: all that is done to other people
 * or for all (hands, stage, mutes, silence, removing and banning, invitations, pins, polls); moderators to listeners and speakers,
 * the host to moderators too. Before a room opens, all of that is for whoever announced it alone. Everybody: what concerns
 * themselves.
 */
export type MutationDisconnectSoundArgs = {
  input: DisconnectSoundInput;
};

/**
 * The answer of a mutation. Every input takes a `commandId`, a UUID of your choice: the same id again, in the same mutation
 * and the same room, is the same command again, and is done once. What changed something is answered with what became of it
 * the first time. What was rejected, or was so already, changed nothing, and is decided anew when the process that remembers
 * it is gone. Send it whenever you may have to retry. A retry takes from your allowance like any other: answered with
 * RATE_LIMITED it says nothing of the first time, and is sent again after `retryAfterMs`.
 */
export type Payload = {
  /** Where in the log the answer stands: give it to a query as `atLeast`. Null when the command was rejected. */
  readonly position: Maybe<Scalars['Position']['output']>;
  /** Whether queries show the change already. False when the projections took longer than the wait (2 seconds; `MUTATION_WAIT_MS`). */
  readonly caughtUp: Scalars['Boolean']['output'];
  /** The domain said no. Null: it was done, or was so already. */
  readonly rejection: Maybe<Rejection>;
};

export type Rejection = {
  readonly __typename?: 'Rejection';
  readonly code: RejectionCode;
  /** A sentence for a person, in English. */
  readonly message: Scalars['String']['output'];
  /** JSON facts such as the limit that was reached, or when to try again. */
  readonly details: Maybe<Scalars['JSON']['output']>;
};

export type DevelopmentSignIn = {
  readonly __typename?: 'DevelopmentSignIn';
  readonly token: Scalars['String']['output'];
  readonly person: Person;
  readonly expiresAt: Scalars['DateTime']['output'];
};

export type RoomPayload = Payload & {
  readonly __typename?: 'RoomPayload';
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly caughtUp: Scalars['Boolean']['output'];
  readonly rejection: Maybe<Rejection>;
  /** Null where the input named none and none was made. */
  readonly roomId: Maybe<Scalars['ID']['output']>;
  /** As you may see it now, also where the command was rejected. */
  readonly room: Maybe<Room>;
};

export type CommentPayload = Payload & {
  readonly __typename?: 'CommentPayload';
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly caughtUp: Scalars['Boolean']['output'];
  readonly rejection: Maybe<Rejection>;
  /** Null where the command was rejected, as is `comment`. */
  readonly commentId: Maybe<Scalars['ID']['output']>;
  readonly comment: Maybe<Comment>;
};

export type ReactionPayload = Payload & {
  readonly __typename?: 'ReactionPayload';
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly caughtUp: Scalars['Boolean']['output'];
  readonly rejection: Maybe<Rejection>;
};

export type PollPayload = Payload & {
  readonly __typename?: 'PollPayload';
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly caughtUp: Scalars['Boolean']['output'];
  readonly rejection: Maybe<Rejection>;
  /** Null where the command was rejected, as is `poll`. */
  readonly pollId: Maybe<Scalars['ID']['output']>;
  readonly poll: Maybe<Poll>;
};

export type PersonPayload = Payload & {
  readonly __typename?: 'PersonPayload';
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly caughtUp: Scalars['Boolean']['output'];
  readonly rejection: Maybe<Rejection>;
  /** Whom it was about: you, or whom you named. Null where the command was rejected. */
  readonly person: Maybe<Person>;
};

/** Why the domain said no. docs/errors.md says of each what to do about it. */
export type RejectionCode =
  | 'INVALID_INPUT'
  | 'NOT_REGISTERED'
  | 'NO_SUCH_PERSON'
  | 'YOURSELF'
  | 'BLOCKED'
  | 'RATE_LIMITED'
  | 'NO_SUCH_ROOM'
  | 'ROOM_EXISTS'
  | 'ROOM_NOT_LIVE'
  | 'ROOM_NOT_SCHEDULED'
  | 'ROOM_CLOSED'
  | 'ROOM_CANCELLED'
  | 'ROOM_FULL'
  | 'NOT_ALLOWED_IN'
  | 'BANNED'
  | 'STARTS_IN_THE_PAST'
  | 'NOT_THE_HOST'
  | 'NOT_A_MODERATOR'
  | 'NOT_IN_ROOM'
  | 'TARGET_NOT_IN_ROOM'
  | 'TARGET_OUTRANKS_YOU'
  | 'HANDS_CLOSED'
  | 'BY_INVITATION_ONLY'
  | 'ALREADY_ON_STAGE'
  | 'NOT_ON_STAGE'
  | 'TARGET_NOT_ON_STAGE'
  | 'NO_HAND'
  | 'NOT_INVITED'
  | 'STAGE_FULL'
  | 'MUTED_BY_MODERATOR'
  | 'HOST_CANNOT'
  | 'TOO_MANY_INVITED'
  | 'TOO_MANY_HANDS'
  | 'SILENCED'
  | 'NO_SUCH_COMMENT'
  | 'COMMENT_EXISTS'
  | 'COMMENT_REMOVED'
  | 'TOO_MANY_PINNED'
  | 'NOT_YOUR_COMMENT'
  | 'NO_SUCH_POLL'
  | 'POLL_EXISTS'
  | 'POLL_CLOSED'
  | 'NO_SUCH_OPTION'
  | 'TOO_MANY_POLLS'
  | 'TOO_MANY_FOLLOWED'
  | 'TOO_MANY_BLOCKED'
  | 'NO_SOUND'
  | 'SOUND_FULL'
  | 'SOUND_RESET'
  | 'NOT_ALLOWED';

export type RegisterInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly name: Scalars['String']['input'];
  readonly bio?: InputMaybe<Scalars['String']['input']>;
  readonly avatarUrl?: InputMaybe<Scalars['String']['input']>;
};

export type ChangeProfileInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly bio?: InputMaybe<Scalars['String']['input']>;
  readonly avatarUrl?: InputMaybe<Scalars['String']['input']>;
};

export type FollowInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId: Scalars['ID']['input'];
};

export type UnfollowInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId: Scalars['ID']['input'];
};

export type BlockInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId: Scalars['ID']['input'];
};

export type UnblockInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId: Scalars['ID']['input'];
};

export type SignOutEverywhereInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

export type ScheduleRoomInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** A new UUID of your choice; made for you when left out. */
  readonly roomId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 120 characters. */
  readonly title: Scalars['String']['input'];
  /** Lower-case letters, digits and dashes, beginning with a letter or digit, at most 40. */
  readonly topic?: InputMaybe<Scalars['String']['input']>;
  readonly startsAt: Scalars['DateTime']['input'];
  readonly visibility?: InputMaybe<Visibility>;
  /** From 2 to 100,000; left out: no limit of its own. */
  readonly capacity?: InputMaybe<Scalars['Int']['input']>;
  readonly handPolicy?: InputMaybe<HandPolicy>;
  /** People who may enter whatever the visibility; at most 500. */
  readonly invited?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type RescheduleRoomInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly startsAt: Scalars['DateTime']['input'];
};

export type CancelRoomInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type MarkInterestInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type WithdrawInterestInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type OpenRoomInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** A scheduled room of yours, or a new UUID; made for you when left out. */
  readonly roomId?: InputMaybe<Scalars['ID']['input']>;
  /** Needed for a room that was not scheduled. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  readonly topic?: InputMaybe<Scalars['String']['input']>;
  readonly visibility?: InputMaybe<Visibility>;
  readonly capacity?: InputMaybe<Scalars['Int']['input']>;
  readonly handPolicy?: InputMaybe<HandPolicy>;
  readonly invited?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type CloseRoomInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type RenameRoomInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly title: Scalars['String']['input'];
  readonly topic?: InputMaybe<Scalars['String']['input']>;
};

export type SetVisibilityInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly visibility: Visibility;
};

export type SetCapacityInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly capacity?: InputMaybe<Scalars['Int']['input']>;
};

export type InvitePeopleInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personIds: ReadonlyArray<Scalars['ID']['input']>;
};

export type UninvitePeopleInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personIds: ReadonlyArray<Scalars['ID']['input']>;
};

export type StartRecordingInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type StopRecordingInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type JoinRoomInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type LeaveRoomInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type RemoveParticipantInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
  /** At most 200 characters, shown to them. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

export type BanPersonInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

export type LiftBanInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type RaiseHandInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type LowerHandInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

export type SetHandPolicyInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly handPolicy: HandPolicy;
};

export type InviteToStageInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type AcceptStageInvitationInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type DeclineStageInvitationInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type WithdrawStageInvitationInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type BringOnStageInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

export type StepDownInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type MoveToAudienceInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type MuteInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

export type MuteEveryoneInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type UnmuteInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type AllowToUnmuteInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type AppointModeratorInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type DismissModeratorInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type HandOverHostInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type SilenceInChatInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type LiftSilenceInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type PostCommentInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** 1 to 1,000 characters. */
  readonly text: Scalars['String']['input'];
};

export type PinCommentInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly commentId: Scalars['ID']['input'];
};

export type UnpinCommentInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly commentId: Scalars['ID']['input'];
};

export type RemoveCommentInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly commentId: Scalars['ID']['input'];
};

export type ReactInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** One emoji. */
  readonly emoji: Scalars['String']['input'];
};

export type OpenPollInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** 1 to 200 characters. */
  readonly question: Scalars['String']['input'];
  /** 2 to 10 different ones of 1 to 80 characters. */
  readonly options: ReadonlyArray<Scalars['String']['input']>;
  /** Within the next 24 hours; left out: until a moderator closes it. */
  readonly closesAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly secret?: InputMaybe<Scalars['Boolean']['input']>;
};

export type VoteInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly pollId: Scalars['ID']['input'];
  /** From 0. */
  readonly option: Scalars['Int']['input'];
};

export type ClosePollInput = {
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly pollId: Scalars['ID']['input'];
};

/**
 * A device speaks to the room's gateway by WebRTC, and what the two have to say to each other goes through here. You are
 * heard while you are on stage and not muted, whatever your device sends; you hear everybody but yourself. One device of a
 * person has sound at a time: the latest that connected.
 */
export type SoundPayload = {
  readonly __typename?: 'SoundPayload';
  /** Why not. With `NO_SOUND` or `SOUND_RESET`, connect again after a moment. */
  readonly rejection: Maybe<Rejection>;
  /** Names this connection in the mutations that follow. Yours alone, in this room, and void from the next epoch on. */
  readonly handle: Maybe<Scalars['ID']['output']>;
  /** Rises when everybody has to connect anew. */
  readonly epoch: Maybe<Scalars['Int']['output']>;
  /** What `sdp` is: an answer to your offer, or an offer that is to be answered with `answerSound`. */
  readonly type: Maybe<SdpType>;
  readonly sdp: Maybe<Scalars['String']['output']>;
};

export type { SdpType };

export type ConnectSoundInput = {
  readonly roomId: Scalars['ID']['input'];
  /**
   * Your offer, with one audio line, of at most 16 kB. Where the answer to it is an OFFER, make another PeerConnection for
   * that one: listeners of large rooms are streamed to. Left out: you are always offered to.
   */
  readonly sdp?: InputMaybe<Scalars['String']['input']>;
};

export type AnswerSoundInput = {
  readonly handle: Scalars['ID']['input'];
  readonly sdp: Scalars['String']['input'];
};

export type TrickleInput = {
  readonly handle: Scalars['ID']['input'];
  /** At most 20; null among them says that there are no more, which should be said. */
  readonly candidates: ReadonlyArray<InputMaybe<CandidateInput>>;
};

/** As a browser's `RTCIceCandidate` has it. */
export type CandidateInput = {
  readonly candidate: Scalars['String']['input'];
  readonly sdpMid?: InputMaybe<Scalars['String']['input']>;
  readonly sdpMLineIndex?: InputMaybe<Scalars['Int']['input']>;
};

export type RestartIceInput = {
  readonly handle: Scalars['ID']['input'];
  /** Another offer on the same PeerConnection. */
  readonly sdp: Scalars['String']['input'];
};

export type DisconnectSoundInput = {
  readonly handle: Scalars['ID']['input'];
};

/** Servers by which devices behind NAT are reached, as `RTCPeerConnection` takes them. */
export type IceServers = {
  readonly __typename?: 'IceServers';
  readonly servers: ReadonlyArray<IceServer>;
  /** From then on the credentials are void for new connections; null where there are none. */
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
};

export type IceServer = {
  readonly __typename?: 'IceServer';
  readonly urls: ReadonlyArray<Scalars['String']['output']>;
  readonly username: Maybe<Scalars['String']['output']>;
  readonly credential: Maybe<Scalars['String']['output']>;
};

/**
 * Short-lived news of a room's sound that is never recorded. What is lost of the epoch and of what you are asked to do is told
 * again within 10 seconds, and when you subscribe.
 */
export type SoundSignal = SoundTalking | SoundReset | SoundRenegotiation | SoundMuted | SoundRemoved;

/** Who is talking now: the first message, and one at each change, at most four a second. */
export type SoundTalking = {
  readonly __typename?: 'SoundTalking';
  /** 0: the room has no sound now. Another one than that of your connection: connect again. */
  readonly epoch: Scalars['Int']['output'];
  readonly people: ReadonlyArray<Person>;
};

/**
 * All connections of earlier epochs are void: connect again, within 2 seconds and not all at once. Where the one that you have
 * still plays, keep it until the new one is heard.
 */
export type SoundReset = {
  readonly __typename?: 'SoundReset';
  readonly epoch: Scalars['Int']['output'];
};

/** What you may do has changed, you were lost, or your gateway is emptied. */
export type SoundRenegotiation = {
  readonly __typename?: 'SoundRenegotiation';
  readonly how: Renegotiation;
};

export type Renegotiation =
  /** Begin to send: give `restartIce` another offer of the same PeerConnection. */
  | 'OFFER'
  /** Connect again with another PeerConnection, and let go of the old one when it works. */
  | 'CONNECT';

/** Your own sound was muted or unmuted by the server. */
export type SoundMuted = {
  readonly __typename?: 'SoundMuted';
  readonly muted: Scalars['Boolean']['output'];
};

/** Your sound in this room has ended. */
export type SoundRemoved = {
  readonly __typename?: 'SoundRemoved';
  readonly roomId: Scalars['ID']['output'];
};

export type TimelineConnection = {
  readonly __typename?: 'TimelineConnection';
  readonly edges: ReadonlyArray<TimelineEdge>;
  readonly nodes: ReadonlyArray<TimelineEntry>;
  readonly pageInfo: TimelinePageInfo;
};

export type TimelineEdge = {
  readonly __typename?: 'TimelineEdge';
  readonly cursor: Scalars['Position']['output'];
  readonly node: TimelineEntry;
};

/** Cursors are positions, and stay valid for ever. */
export type TimelinePageInfo = {
  readonly __typename?: 'TimelinePageInfo';
  /** There are events before this page; of a filtered timeline: there may be. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Give it back as `before` to read what is before this page. */
  readonly startCursor: Maybe<Scalars['Position']['output']>;
  /** Give it back as `after` to read on. */
  readonly endCursor: Maybe<Scalars['Position']['output']>;
};

/** An event with its place, and with what led to it. */
export type TimelineEntry = {
  readonly __typename?: 'TimelineEntry';
  readonly event: RoomEvent;
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  /** Who did it; null where the system did. Who voted is shown to auditors alone. */
  readonly actor: Maybe<Person>;
  /** Null for votes, but to auditors. */
  readonly cause: Maybe<Cause>;
  /** Where it is in the room's recording; null where nothing was recorded. */
  readonly recording: Maybe<RecordingOffset>;
};

/** What led to an event. */
export type Cause = {
  readonly __typename?: 'Cause';
  /** Of the command: events of one command have the same. */
  readonly commandId: Scalars['ID']['output'];
  /** Of the request that brought the command: its id in the server's logs. */
  readonly correlationId: Scalars['ID']['output'];
};

/** What happened in a room while somebody was away. */
export type SinceYouLeft = {
  readonly __typename?: 'SinceYouLeft';
  /** Up to where it tells. Subscribe with it as `after` to miss nothing more. */
  readonly position: Scalars['Position']['output'];
  /** False where so much happened that only the latest is told of. */
  readonly complete: Scalars['Boolean']['output'];
  /** Who came on stage since, each time, in order. */
  readonly turns: ReadonlyArray<StageTurn>;
  /** Comments that were pinned since and still are. */
  readonly pinned: ReadonlyArray<Comment>;
  /** Polls that were opened or closed since. */
  readonly polls: ReadonlyArray<Poll>;
  /** Null where nobody came or went. */
  readonly peak: Maybe<Peak>;
  readonly joined: Scalars['Int']['output'];
  readonly left: Scalars['Int']['output'];
  readonly comments: Scalars['Int']['output'];
  readonly reactions: Scalars['Int']['output'];
};

export type StageTurn = {
  readonly __typename?: 'StageTurn';
  readonly person: Person;
  readonly cameAt: Scalars['DateTime']['output'];
  /** Null: still on stage. */
  readonly wentAt: Maybe<Scalars['DateTime']['output']>;
};

/** The most people in a room at one time, and when it was so first. */
export type Peak = {
  readonly __typename?: 'Peak';
  readonly people: Scalars['Int']['output'];
  readonly at: Scalars['DateTime']['output'];
};

/** The numbers of a room. Times are seconds; of a live room, until now. */
export type RoomSummary = {
  readonly __typename?: 'RoomSummary';
  readonly roomId: Scalars['ID']['output'];
  readonly title: Scalars['String']['output'];
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly openedBy: Person;
  readonly openedAt: Scalars['DateTime']['output'];
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  readonly duration: Scalars['Float']['output'];
  /** People in the room now. */
  readonly present: Scalars['Int']['output'];
  /** Different people who were in it. */
  readonly people: Scalars['Int']['output'];
  readonly peak: Peak;
  /** Times that somebody came; once for all their devices. */
  readonly joins: Scalars['Int']['output'];
  /** The times that people were in the room, added up. */
  readonly presence: Scalars['Float']['output'];
  /** Different people who were on stage. */
  readonly peopleOnStage: Scalars['Int']['output'];
  readonly turnsOnStage: Scalars['Int']['output'];
  readonly handsRaised: Scalars['Int']['output'];
  readonly comments: Scalars['Int']['output'];
  /** Of these. */
  readonly commentsRemoved: Scalars['Int']['output'];
  readonly reactions: Scalars['Int']['output'];
  /** The most frequent first. */
  readonly reactionsByEmoji: ReadonlyArray<ReactionCount>;
  readonly polls: Scalars['Int']['output'];
  /** People who voted, in all polls. */
  readonly votes: Scalars['Int']['output'];
  /** Each minute in which something happened. */
  readonly minutes: ReadonlyArray<RoomMinute>;
};

export type RoomMinute = {
  readonly __typename?: 'RoomMinute';
  /** When it began. */
  readonly minute: Scalars['DateTime']['output'];
  /** People in the room at its end. */
  readonly present: Scalars['Int']['output'];
  readonly joins: Scalars['Int']['output'];
  readonly leaves: Scalars['Int']['output'];
  readonly reactions: Scalars['Int']['output'];
  readonly comments: Scalars['Int']['output'];
};

/** A person who was in a room, over all their visits and devices. Times are seconds; of who is in it still, until now. */
export type Attendance = {
  readonly __typename?: 'Attendance';
  readonly person: Person;
  readonly firstJoinedAt: Scalars['DateTime']['output'];
  /** Null: they never left, and were in it when it closed or are in it now. */
  readonly lastLeftAt: Maybe<Scalars['DateTime']['output']>;
  readonly visits: Scalars['Int']['output'];
  readonly presence: Scalars['Float']['output'];
  readonly turnsOnStage: Scalars['Int']['output'];
  readonly onStage: Scalars['Float']['output'];
  /** On stage and not muted. */
  readonly unmuted: Scalars['Float']['output'];
  /** The turns that the sound told of; 0 where there is none. */
  readonly spoken: Scalars['Float']['output'];
};

export type AttendanceConnection = {
  readonly __typename?: 'AttendanceConnection';
  readonly edges: ReadonlyArray<AttendanceEdge>;
  readonly nodes: ReadonlyArray<Attendance>;
  readonly pageInfo: PageInfo;
};

export type AttendanceEdge = {
  readonly __typename?: 'AttendanceEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Attendance;
};

/** A day, in UTC. */
export type ActivityDay = {
  readonly __typename?: 'ActivityDay';
  readonly day: Scalars['String']['output'];
  /** Rooms that opened. */
  readonly rooms: Scalars['Int']['output'];
  /** Different people who came into a room. */
  readonly people: Scalars['Int']['output'];
  /** Of these, those who had never been in one before. */
  readonly newPeople: Scalars['Int']['output'];
  readonly returningPeople: Scalars['Int']['output'];
  /** The times, in seconds, that people were in the rooms that opened on this day, added up. */
  readonly presence: Scalars['Float']['output'];
  /** Of the rooms that opened, the most people first. */
  readonly topics: ReadonlyArray<TopicActivity>;
};

export type RetentionCohort = {
  readonly __typename?: 'RetentionCohort';
  /** The Monday of their first week, such as `2026-05-11`. */
  readonly cohort: Scalars['String']['output'];
  /** How many they are. */
  readonly people: Scalars['Int']['output'];
  /** From their first week to this one; none where nobody came first in it. */
  readonly weeks: ReadonlyArray<RetentionWeek>;
};

export type RetentionWeek = {
  readonly __typename?: 'RetentionWeek';
  /** 0: their first week. */
  readonly week: Scalars['Int']['output'];
  /** How many of them came into a room in it. */
  readonly people: Scalars['Int']['output'];
};

export type TopicActivity = {
  readonly __typename?: 'TopicActivity';
  /** Null: rooms without one. */
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly rooms: Scalars['Int']['output'];
  /** Times that somebody came. */
  readonly joins: Scalars['Int']['output'];
  readonly presence: Scalars['Float']['output'];
};

export type { InspectedBy };

/** An auditor looked into a room, once or more often within an hour. */
export type Inspection = {
  readonly __typename?: 'Inspection';
  readonly auditor: Person;
  readonly roomId: Scalars['ID']['output'];
  readonly how: InspectedBy;
  /** The first time in that hour. */
  readonly at: Scalars['DateTime']['output'];
};

export type InspectionConnection = {
  readonly __typename?: 'InspectionConnection';
  readonly edges: ReadonlyArray<InspectionEdge>;
  readonly nodes: ReadonlyArray<Inspection>;
  readonly pageInfo: PageInfo;
};

export type InspectionEdge = {
  readonly __typename?: 'InspectionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Inspection;
};

/** A fact about a room. Each kind is a type of its own; ask for its fields with fragments, and be ready for new kinds. */
export type RoomEvent = {
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  /** Who did it; null where the system did, and for votes, but to auditors in the history. */
  readonly actor: Maybe<Person>;
};

/** A room was announced for a time to come. Nobody is in it yet. */
export type RoomScheduled = RoomEvent & {
  readonly __typename?: 'RoomScheduled';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly title: Scalars['String']['output'];
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly visibility: Visibility;
  readonly capacity: Maybe<Scalars['Int']['output']>;
  readonly handPolicy: HandPolicy;
  readonly host: Person;
  readonly startsAt: Scalars['DateTime']['output'];
};

/** The announced time changed. Interest and early hands stay. */
export type RoomRescheduled = RoomEvent & {
  readonly __typename?: 'RoomRescheduled';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly startsAt: Scalars['DateTime']['output'];
};

/** An announced room will not take place. Final. */
export type RoomCancelled = RoomEvent & {
  readonly __typename?: 'RoomCancelled';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
};

/** A person wants to be reminded of an announced room. */
export type InterestMarked = RoomEvent & {
  readonly __typename?: 'InterestMarked';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
};

/** They do not want to be reminded any more. */
export type InterestWithdrawn = RoomEvent & {
  readonly __typename?: 'InterestWithdrawn';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
};

/** Everybody who wants to be is reminded of an announced room, some minutes before its start. */
export type InterestedReminded = RoomEvent & {
  readonly __typename?: 'InterestedReminded';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly startsAt: Scalars['DateTime']['output'];
};

/** A person raised a hand before the room opened. It joins the queue, at the place of `order`, when they join. */
export type HandRaisedAhead = RoomEvent & {
  readonly __typename?: 'HandRaisedAhead';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
  readonly order: Scalars['Int']['output'];
};

/** Such a hand was lowered. */
export type HandLoweredAhead = RoomEvent & {
  readonly __typename?: 'HandLoweredAhead';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
};

/** The room is live. Holds all settings, whether or not it was scheduled. The host's joining follows by itself. */
export type RoomOpened = RoomEvent & {
  readonly __typename?: 'RoomOpened';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly title: Scalars['String']['output'];
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly visibility: Visibility;
  readonly capacity: Maybe<Scalars['Int']['output']>;
  readonly handPolicy: HandPolicy;
  readonly host: Person;
};

/** The room has another title or topic. */
export type RoomRenamed = RoomEvent & {
  readonly __typename?: 'RoomRenamed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly title: Scalars['String']['output'];
  readonly topic: Maybe<Scalars['String']['output']>;
};

/** Who may enter from now on. Nobody who is in is put out. */
export type VisibilitySet = RoomEvent & {
  readonly __typename?: 'VisibilitySet';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly visibility: Visibility;
};

/** How many may be in at one time from now on. Nobody who is in is put out. */
export type CapacitySet = RoomEvent & {
  readonly __typename?: 'CapacitySet';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly capacity: Maybe<Scalars['Int']['output']>;
};

/** People were let in by name (it matters where the room is not open). */
export type PeopleInvited = RoomEvent & {
  readonly __typename?: 'PeopleInvited';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly people: ReadonlyArray<Person>;
};

/** They are not let in by name any more. Nobody who is in is put out. */
export type PeopleUninvited = RoomEvent & {
  readonly __typename?: 'PeopleUninvited';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly people: ReadonlyArray<Person>;
};

/** A person is in the room, as a listener; one event however many devices they use. */
export type ParticipantJoined = RoomEvent & {
  readonly __typename?: 'ParticipantJoined';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A person is no longer in the room. A hand, an invitation and a place on stage have ended by events before this one. */
export type ParticipantLeft = RoomEvent & {
  readonly __typename?: 'ParticipantLeft';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly reason: LeaveReason;
};

/** A person was put out; they may join again unless they were banned. Hand, invitation and stage ended before this one. */
export type ParticipantRemoved = RoomEvent & {
  readonly __typename?: 'ParticipantRemoved';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  /** Null where none was given, and for everybody but moderators, auditors and the one who was removed. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A person may not join this room any more, on any device. Says nothing of whether they were in it. */
export type PersonBanned = RoomEvent & {
  readonly __typename?: 'PersonBanned';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** They may join again. */
export type BanLifted = RoomEvent & {
  readonly __typename?: 'BanLifted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
};

/** A listener asked to speak. The queue is ordered by `order`, smallest first; numbers are never reused in a room. */
export type HandRaised = RoomEvent & {
  readonly __typename?: 'HandRaised';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly order: Scalars['Int']['output'];
};

/** A hand is down. */
export type HandLowered = RoomEvent & {
  readonly __typename?: 'HandLowered';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly reason: HandLoweredReason;
};

/** How a listener gets on stage from now on. */
export type HandPolicySet = RoomEvent & {
  readonly __typename?: 'HandPolicySet';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly handPolicy: HandPolicy;
};

/** A listener was asked to come on stage; nothing happens until they accept. */
export type InvitedToStage = RoomEvent & {
  readonly __typename?: 'InvitedToStage';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** They did not want to. */
export type StageInvitationDeclined = RoomEvent & {
  readonly __typename?: 'StageInvitationDeclined';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** The invitation ended otherwise. */
export type StageInvitationWithdrawn = RoomEvent & {
  readonly __typename?: 'StageInvitationWithdrawn';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly reason: InvitationWithdrawnReason;
};

/** A participant may speak from now on. Their hand and invitation ended before this one. They come on stage unmuted. `host`: they become the host. */
export type CameOnStage = RoomEvent & {
  readonly __typename?: 'CameOnStage';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly via: StageVia;
};

/** A participant is a listener again; they stay in the room unless a departure follows. */
export type WentOffStage = RoomEvent & {
  readonly __typename?: 'WentOffStage';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly reason: OffStageReason;
};

/** A speaker cannot be heard. Muted by a moderator, they cannot unmute until allowed. */
export type SpeakerMuted = RoomEvent & {
  readonly __typename?: 'SpeakerMuted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly by: MutedBy;
};

/** They can be heard again. */
export type SpeakerUnmuted = RoomEvent & {
  readonly __typename?: 'SpeakerUnmuted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A speaker who was muted by a moderator may unmute themselves; they stay muted until they do. */
export type UnmuteAllowed = RoomEvent & {
  readonly __typename?: 'UnmuteAllowed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A person moderates this room; it outlives leaving and rejoining. */
export type ModeratorAppointed = RoomEvent & {
  readonly __typename?: 'ModeratorAppointed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** They do not moderate it any more. */
export type ModeratorDismissed = RoomEvent & {
  readonly __typename?: 'ModeratorDismissed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** The host's role passed on; `to` null: nobody who is in may hold it, and the room closes after a grace. */
export type HostChanged = RoomEvent & {
  readonly __typename?: 'HostChanged';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly from: Maybe<Person>;
  readonly to: Maybe<Person>;
  readonly reason: HostChangedReason;
};

/** A person may not write in the room's chat; it outlives leaving and rejoining. */
export type ParticipantSilenced = RoomEvent & {
  readonly __typename?: 'ParticipantSilenced';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** They may write again. */
export type SilenceLifted = RoomEvent & {
  readonly __typename?: 'SilenceLifted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** The room wants its sound recorded from now on, where a gateway can. */
export type RecordingWanted = RoomEvent & {
  readonly __typename?: 'RecordingWanted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
};

/** It does not any more. */
export type RecordingUnwanted = RoomEvent & {
  readonly __typename?: 'RecordingUnwanted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
};

/** The room is over for everybody who is in it. Final. */
export type RoomClosed = RoomEvent & {
  readonly __typename?: 'RoomClosed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly reason: RoomClosedReason;
};

/** A participant wrote to everybody in the room. */
export type CommentPosted = RoomEvent & {
  readonly __typename?: 'CommentPosted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly commentId: Scalars['ID']['output'];
  readonly author: Person;
  /** Null when it has been removed since: only auditors still read it. */
  readonly text: Maybe<Scalars['String']['output']>;
};

/** A moderator put a comment on top for everybody; several may be pinned. */
export type CommentPinned = RoomEvent & {
  readonly __typename?: 'CommentPinned';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly commentId: Scalars['ID']['output'];
};

/** It is not on top any more. */
export type CommentUnpinned = RoomEvent & {
  readonly __typename?: 'CommentUnpinned';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly commentId: Scalars['ID']['output'];
};

/** A comment is no longer shown, by its author or a moderator; the text stays in the log for auditors. */
export type CommentRemoved = RoomEvent & {
  readonly __typename?: 'CommentRemoved';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly commentId: Scalars['ID']['output'];
  readonly by: RemovedBy;
};

/** One tap of one person. */
export type Reacted = RoomEvent & {
  readonly __typename?: 'Reacted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
  readonly emoji: Scalars['String']['output'];
};

/** A question with 2 to 10 options; `closesAt` null: until somebody closes it; `secret`: no tally until it is closed. */
export type PollOpened = RoomEvent & {
  readonly __typename?: 'PollOpened';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly pollId: Scalars['ID']['output'];
  readonly question: Scalars['String']['output'];
  readonly options: ReadonlyArray<Scalars['String']['output']>;
  readonly closesAt: Maybe<Scalars['DateTime']['output']>;
  readonly secret: Scalars['Boolean']['output'];
};

/** One person's one vote; `option` counts from 0. */
export type Voted = RoomEvent & {
  readonly __typename?: 'Voted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly pollId: Scalars['ID']['output'];
  /** Null in a secret poll, but to auditors in the history of one that is closed. */
  readonly option: Maybe<Scalars['Int']['output']>;
};

/** The vote is for another option now. */
export type VoteChanged = RoomEvent & {
  readonly __typename?: 'VoteChanged';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly pollId: Scalars['ID']['output'];
  /** As `option` of `Voted`. */
  readonly from: Maybe<Scalars['Int']['output']>;
  /** As `option` of `Voted`. */
  readonly to: Maybe<Scalars['Int']['output']>;
};

/** No more votes; the tally is open. Final. */
export type PollClosed = RoomEvent & {
  readonly __typename?: 'PollClosed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly pollId: Scalars['ID']['output'];
  readonly reason: PollClosedReason;
};

/** A gateway carries the room from now on; for moderators and auditors, as are the next four. */
export type SoundPlaced = RoomEvent & {
  readonly __typename?: 'SoundPlaced';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
  readonly reason: SoundPlacedReason;
};

/** The gateway died, or lost what it held of the room: nobody is heard until the sound is placed again. */
export type SoundLost = RoomEvent & {
  readonly __typename?: 'SoundLost';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
};

/** The room needs no sound any more. */
export type SoundEnded = RoomEvent & {
  readonly __typename?: 'SoundEnded';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
};

/** One more gateway serves a part of the audience. */
export type AudienceSpread = RoomEvent & {
  readonly __typename?: 'AudienceSpread';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
};

/** That gateway serves nobody of this room any more. */
export type AudienceGathered = RoomEvent & {
  readonly __typename?: 'AudienceGathered';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
};

/** A person on stage has sound: they are heard while they are not muted. */
export type SpeakerConnected = RoomEvent & {
  readonly __typename?: 'SpeakerConnected';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly epoch: Scalars['Int']['output'];
};

/** They have none any more. */
export type SpeakerDisconnected = RoomEvent & {
  readonly __typename?: 'SpeakerDisconnected';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly epoch: Scalars['Int']['output'];
  readonly reason: SpeakerDisconnectedReason;
};

/** A person spoke, with short pauses and noises smoothed away; a long turn is told in pieces. */
export type TurnSpoken = RoomEvent & {
  readonly __typename?: 'TurnSpoken';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly startedAt: Scalars['DateTime']['output'];
  readonly endedAt: Scalars['DateTime']['output'];
};

/** From `startedAt` on the sound of the room is written into a file of its own. */
export type RecordingSegmentStarted = RoomEvent & {
  readonly __typename?: 'RecordingSegmentStarted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly segmentId: Scalars['ID']['output'];
  /** Samples a second. */
  readonly sampleRate: Scalars['Int']['output'];
  readonly startedAt: Scalars['DateTime']['output'];
};

/** That file is closed. */
export type RecordingSegmentEnded = RoomEvent & {
  readonly __typename?: 'RecordingSegmentEnded';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly segmentId: Scalars['ID']['output'];
  readonly endedAt: Scalars['DateTime']['output'];
  /** The size of the file; 0 where it is missing. */
  readonly bytes: Scalars['Float']['output'];
  readonly outcome: RecordingOutcome;
};

export type LeaveReason =
  | 'LEFT'
  /** No socket held the room for longer than the grace (20 seconds). */
  | 'VANISHED';

export type HandLoweredReason =
  /** By its owner. */
  | 'OWN'
  | 'MODERATOR'
  /** They left, or were put out. */
  | 'LEFT'
  /** They came on stage. */
  | 'ON_STAGE'
  /** Hands are by invitation only now. */
  | 'POLICY';

export type InvitationWithdrawnReason =
  | 'MODERATOR'
  | 'LEFT'
  | 'ON_STAGE';

export type StageVia =
  /** They opened the room. */
  | 'OPENING'
  | 'INVITATION'
  | 'HAND'
  /** They came back as the host. */
  | 'RETURN'
  /** They became the host. */
  | 'HOST';

export type OffStageReason =
  | 'OWN'
  | 'MODERATOR'
  | 'LEFT';

export type MutedBy =
  | 'SELF'
  | 'MODERATOR';

export type HostChangedReason =
  /** By the host. */
  | 'HANDED_OVER'
  | 'LEFT'
  | 'VANISHED'
  | 'REMOVED'
  /** Who vanished as the host came back. */
  | 'RETURNED'
  /** Nobody held the role. */
  | 'SUCCEEDED';

export type RoomClosedReason =
  | 'HOST'
  /** Nobody who was in it could hold the role of host for longer than the grace (60 seconds). */
  | 'ABANDONED'
  | 'ADMIN';

export type RemovedBy =
  | 'AUTHOR'
  | 'MODERATOR';

export type PollClosedReason =
  | 'MODERATOR'
  | 'TIME'
  | 'ROOM_CLOSED';

export type SoundPlacedReason =
  | 'BEGUN'
  /** The gateway before was lost. */
  | 'HEALED'
  /** The gateway before is being emptied. */
  | 'DRAINED';

export type SpeakerDisconnectedReason =
  | 'OWN'
  /** They went off stage. */
  | 'OFF_STAGE'
  /** They were not reached any more. */
  | 'VANISHED'
  /** Their gateway ended it. */
  | 'SOUND';

export type RecordingOutcome =
  | 'COMPLETE'
  /** Its gateway died, and it was made playable. */
  | 'REPAIRED'
  /** It is not where it should be. */
  | 'MISSING';



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Payload:
    | ( RoomPayloadParent )
    | ( CommentPayloadParent )
    | ( ReactionPayload )
    | ( PollPayloadParent )
    | ( PersonPayloadParent )
  ;
  RoomEvent:
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
    | ( RoomEventParent )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  RoomMessage: ResolverTypeWrapper<RoomMessageParent>;
  ReactionDetail: ReactionDetail;
  ReplayMessage: ResolverTypeWrapper<ReplayMessageParent>;
  RecordingOffset: ResolverTypeWrapper<RecordingOffset>;
  LobbyMessage: ResolverTypeWrapper<LobbyMessageParent>;
  Person: ResolverTypeWrapper<PersonParent>;
  Viewer: ResolverTypeWrapper<ViewerParent>;
  Scope: Scope;
  Phase: Phase;
  Visibility: Visibility;
  HandPolicy: HandPolicy;
  Role: Role;
  Room: ResolverTypeWrapper<RoomParent>;
  RoomSound: ResolverTypeWrapper<RoomSound>;
  ReactionCount: ResolverTypeWrapper<ReactionCount>;
  Participant: ResolverTypeWrapper<ParticipantParent>;
  Hand: ResolverTypeWrapper<HandParent>;
  Comment: ResolverTypeWrapper<CommentParent>;
  Poll: ResolverTypeWrapper<PollParent>;
  PollOption: ResolverTypeWrapper<PollOption>;
  RoomFilter: RoomFilter;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  RoomConnection: ResolverTypeWrapper<Omit<RoomConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RoomEdge']>, nodes: ReadonlyArray<ResolversTypes['Room']> }>;
  RoomEdge: ResolverTypeWrapper<Omit<RoomEdge, 'node'> & { node: ResolversTypes['Room'] }>;
  ParticipantConnection: ResolverTypeWrapper<Omit<ParticipantConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ParticipantEdge']>, nodes: ReadonlyArray<ResolversTypes['Participant']> }>;
  ParticipantEdge: ResolverTypeWrapper<Omit<ParticipantEdge, 'node'> & { node: ResolversTypes['Participant'] }>;
  CommentConnection: ResolverTypeWrapper<Omit<CommentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['CommentEdge']>, nodes: ReadonlyArray<ResolversTypes['Comment']> }>;
  CommentEdge: ResolverTypeWrapper<Omit<CommentEdge, 'node'> & { node: ResolversTypes['Comment'] }>;
  PollConnection: ResolverTypeWrapper<Omit<PollConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PollEdge']>, nodes: ReadonlyArray<ResolversTypes['Poll']> }>;
  PollEdge: ResolverTypeWrapper<Omit<PollEdge, 'node'> & { node: ResolversTypes['Poll'] }>;
  PersonConnection: ResolverTypeWrapper<Omit<PersonConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PersonEdge']>, nodes: ReadonlyArray<ResolversTypes['Person']> }>;
  PersonEdge: ResolverTypeWrapper<Omit<PersonEdge, 'node'> & { node: ResolversTypes['Person'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Payload: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Payload']>;
  Rejection: ResolverTypeWrapper<Rejection>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  DevelopmentSignIn: ResolverTypeWrapper<Omit<DevelopmentSignIn, 'person'> & { person: ResolversTypes['Person'] }>;
  RoomPayload: ResolverTypeWrapper<RoomPayloadParent>;
  CommentPayload: ResolverTypeWrapper<CommentPayloadParent>;
  ReactionPayload: ResolverTypeWrapper<ReactionPayload>;
  PollPayload: ResolverTypeWrapper<PollPayloadParent>;
  PersonPayload: ResolverTypeWrapper<PersonPayloadParent>;
  RejectionCode: RejectionCode;
  RegisterInput: RegisterInput;
  ChangeProfileInput: ChangeProfileInput;
  FollowInput: FollowInput;
  UnfollowInput: UnfollowInput;
  BlockInput: BlockInput;
  UnblockInput: UnblockInput;
  SignOutEverywhereInput: SignOutEverywhereInput;
  ScheduleRoomInput: ScheduleRoomInput;
  RescheduleRoomInput: RescheduleRoomInput;
  CancelRoomInput: CancelRoomInput;
  MarkInterestInput: MarkInterestInput;
  WithdrawInterestInput: WithdrawInterestInput;
  OpenRoomInput: OpenRoomInput;
  CloseRoomInput: CloseRoomInput;
  RenameRoomInput: RenameRoomInput;
  SetVisibilityInput: SetVisibilityInput;
  SetCapacityInput: SetCapacityInput;
  InvitePeopleInput: InvitePeopleInput;
  UninvitePeopleInput: UninvitePeopleInput;
  StartRecordingInput: StartRecordingInput;
  StopRecordingInput: StopRecordingInput;
  JoinRoomInput: JoinRoomInput;
  LeaveRoomInput: LeaveRoomInput;
  RemoveParticipantInput: RemoveParticipantInput;
  BanPersonInput: BanPersonInput;
  LiftBanInput: LiftBanInput;
  RaiseHandInput: RaiseHandInput;
  LowerHandInput: LowerHandInput;
  SetHandPolicyInput: SetHandPolicyInput;
  InviteToStageInput: InviteToStageInput;
  AcceptStageInvitationInput: AcceptStageInvitationInput;
  DeclineStageInvitationInput: DeclineStageInvitationInput;
  WithdrawStageInvitationInput: WithdrawStageInvitationInput;
  BringOnStageInput: BringOnStageInput;
  StepDownInput: StepDownInput;
  MoveToAudienceInput: MoveToAudienceInput;
  MuteInput: MuteInput;
  MuteEveryoneInput: MuteEveryoneInput;
  UnmuteInput: UnmuteInput;
  AllowToUnmuteInput: AllowToUnmuteInput;
  AppointModeratorInput: AppointModeratorInput;
  DismissModeratorInput: DismissModeratorInput;
  HandOverHostInput: HandOverHostInput;
  SilenceInChatInput: SilenceInChatInput;
  LiftSilenceInput: LiftSilenceInput;
  PostCommentInput: PostCommentInput;
  PinCommentInput: PinCommentInput;
  UnpinCommentInput: UnpinCommentInput;
  RemoveCommentInput: RemoveCommentInput;
  ReactInput: ReactInput;
  OpenPollInput: OpenPollInput;
  VoteInput: VoteInput;
  ClosePollInput: ClosePollInput;
  SoundPayload: ResolverTypeWrapper<SoundPayload>;
  SdpType: SdpType;
  ConnectSoundInput: ConnectSoundInput;
  AnswerSoundInput: AnswerSoundInput;
  TrickleInput: TrickleInput;
  CandidateInput: CandidateInput;
  RestartIceInput: RestartIceInput;
  DisconnectSoundInput: DisconnectSoundInput;
  IceServers: ResolverTypeWrapper<IceServers>;
  IceServer: ResolverTypeWrapper<IceServer>;
  SoundSignal: ResolverTypeWrapper<SoundSignalParent>;
  SoundTalking: ResolverTypeWrapper<SoundSignalParent>;
  SoundReset: ResolverTypeWrapper<SoundSignalParent>;
  SoundRenegotiation: ResolverTypeWrapper<SoundSignalParent>;
  Renegotiation: Renegotiation;
  SoundMuted: ResolverTypeWrapper<SoundSignalParent>;
  SoundRemoved: ResolverTypeWrapper<SoundSignalParent>;
  TimelineConnection: ResolverTypeWrapper<Omit<TimelineConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TimelineEdge']>, nodes: ReadonlyArray<ResolversTypes['TimelineEntry']> }>;
  TimelineEdge: ResolverTypeWrapper<Omit<TimelineEdge, 'node'> & { node: ResolversTypes['TimelineEntry'] }>;
  TimelinePageInfo: ResolverTypeWrapper<TimelinePageInfo>;
  TimelineEntry: ResolverTypeWrapper<TimelineEntryParent>;
  Cause: ResolverTypeWrapper<Cause>;
  SinceYouLeft: ResolverTypeWrapper<SinceYouLeftParent>;
  StageTurn: ResolverTypeWrapper<Omit<StageTurn, 'person'> & { person: ResolversTypes['Person'] }>;
  Peak: ResolverTypeWrapper<Peak>;
  RoomSummary: ResolverTypeWrapper<RoomSummaryDocument>;
  RoomMinute: ResolverTypeWrapper<RoomMinute>;
  Attendance: ResolverTypeWrapper<AttendanceParent>;
  AttendanceConnection: ResolverTypeWrapper<Omit<AttendanceConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AttendanceEdge']>, nodes: ReadonlyArray<ResolversTypes['Attendance']> }>;
  AttendanceEdge: ResolverTypeWrapper<Omit<AttendanceEdge, 'node'> & { node: ResolversTypes['Attendance'] }>;
  ActivityDay: ResolverTypeWrapper<ActivityDay>;
  RetentionCohort: ResolverTypeWrapper<RetentionCohort>;
  RetentionWeek: ResolverTypeWrapper<RetentionWeek>;
  TopicActivity: ResolverTypeWrapper<TopicActivity>;
  InspectedBy: InspectedBy;
  Inspection: ResolverTypeWrapper<InspectionDocument>;
  InspectionConnection: ResolverTypeWrapper<Omit<InspectionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['InspectionEdge']>, nodes: ReadonlyArray<ResolversTypes['Inspection']> }>;
  InspectionEdge: ResolverTypeWrapper<Omit<InspectionEdge, 'node'> & { node: ResolversTypes['Inspection'] }>;
  RoomEvent: ResolverTypeWrapper<RoomEventParent>;
  RoomScheduled: ResolverTypeWrapper<RoomEventParent>;
  RoomRescheduled: ResolverTypeWrapper<RoomEventParent>;
  RoomCancelled: ResolverTypeWrapper<RoomEventParent>;
  InterestMarked: ResolverTypeWrapper<RoomEventParent>;
  InterestWithdrawn: ResolverTypeWrapper<RoomEventParent>;
  InterestedReminded: ResolverTypeWrapper<RoomEventParent>;
  HandRaisedAhead: ResolverTypeWrapper<RoomEventParent>;
  HandLoweredAhead: ResolverTypeWrapper<RoomEventParent>;
  RoomOpened: ResolverTypeWrapper<RoomEventParent>;
  RoomRenamed: ResolverTypeWrapper<RoomEventParent>;
  VisibilitySet: ResolverTypeWrapper<RoomEventParent>;
  CapacitySet: ResolverTypeWrapper<RoomEventParent>;
  PeopleInvited: ResolverTypeWrapper<RoomEventParent>;
  PeopleUninvited: ResolverTypeWrapper<RoomEventParent>;
  ParticipantJoined: ResolverTypeWrapper<RoomEventParent>;
  ParticipantLeft: ResolverTypeWrapper<RoomEventParent>;
  ParticipantRemoved: ResolverTypeWrapper<RoomEventParent>;
  PersonBanned: ResolverTypeWrapper<RoomEventParent>;
  BanLifted: ResolverTypeWrapper<RoomEventParent>;
  HandRaised: ResolverTypeWrapper<RoomEventParent>;
  HandLowered: ResolverTypeWrapper<RoomEventParent>;
  HandPolicySet: ResolverTypeWrapper<RoomEventParent>;
  InvitedToStage: ResolverTypeWrapper<RoomEventParent>;
  StageInvitationDeclined: ResolverTypeWrapper<RoomEventParent>;
  StageInvitationWithdrawn: ResolverTypeWrapper<RoomEventParent>;
  CameOnStage: ResolverTypeWrapper<RoomEventParent>;
  WentOffStage: ResolverTypeWrapper<RoomEventParent>;
  SpeakerMuted: ResolverTypeWrapper<RoomEventParent>;
  SpeakerUnmuted: ResolverTypeWrapper<RoomEventParent>;
  UnmuteAllowed: ResolverTypeWrapper<RoomEventParent>;
  ModeratorAppointed: ResolverTypeWrapper<RoomEventParent>;
  ModeratorDismissed: ResolverTypeWrapper<RoomEventParent>;
  HostChanged: ResolverTypeWrapper<RoomEventParent>;
  ParticipantSilenced: ResolverTypeWrapper<RoomEventParent>;
  SilenceLifted: ResolverTypeWrapper<RoomEventParent>;
  RecordingWanted: ResolverTypeWrapper<RoomEventParent>;
  RecordingUnwanted: ResolverTypeWrapper<RoomEventParent>;
  RoomClosed: ResolverTypeWrapper<RoomEventParent>;
  CommentPosted: ResolverTypeWrapper<RoomEventParent>;
  CommentPinned: ResolverTypeWrapper<RoomEventParent>;
  CommentUnpinned: ResolverTypeWrapper<RoomEventParent>;
  CommentRemoved: ResolverTypeWrapper<RoomEventParent>;
  Reacted: ResolverTypeWrapper<RoomEventParent>;
  PollOpened: ResolverTypeWrapper<RoomEventParent>;
  Voted: ResolverTypeWrapper<RoomEventParent>;
  VoteChanged: ResolverTypeWrapper<RoomEventParent>;
  PollClosed: ResolverTypeWrapper<RoomEventParent>;
  SoundPlaced: ResolverTypeWrapper<RoomEventParent>;
  SoundLost: ResolverTypeWrapper<RoomEventParent>;
  SoundEnded: ResolverTypeWrapper<RoomEventParent>;
  AudienceSpread: ResolverTypeWrapper<RoomEventParent>;
  AudienceGathered: ResolverTypeWrapper<RoomEventParent>;
  SpeakerConnected: ResolverTypeWrapper<RoomEventParent>;
  SpeakerDisconnected: ResolverTypeWrapper<RoomEventParent>;
  TurnSpoken: ResolverTypeWrapper<RoomEventParent>;
  RecordingSegmentStarted: ResolverTypeWrapper<RoomEventParent>;
  RecordingSegmentEnded: ResolverTypeWrapper<RoomEventParent>;
  LeaveReason: LeaveReason;
  HandLoweredReason: HandLoweredReason;
  InvitationWithdrawnReason: InvitationWithdrawnReason;
  StageVia: StageVia;
  OffStageReason: OffStageReason;
  MutedBy: MutedBy;
  HostChangedReason: HostChangedReason;
  RoomClosedReason: RoomClosedReason;
  RemovedBy: RemovedBy;
  PollClosedReason: PollClosedReason;
  SoundPlacedReason: SoundPlacedReason;
  SpeakerDisconnectedReason: SpeakerDisconnectedReason;
  RecordingOutcome: RecordingOutcome;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Position: Scalars['Position']['output'];
  DateTime: Scalars['DateTime']['output'];
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Subscription: Record<PropertyKey, never>;
  Float: Scalars['Float']['output'];
  RoomMessage: RoomMessageParent;
  ReplayMessage: ReplayMessageParent;
  RecordingOffset: RecordingOffset;
  LobbyMessage: LobbyMessageParent;
  Person: PersonParent;
  Viewer: ViewerParent;
  Room: RoomParent;
  RoomSound: RoomSound;
  ReactionCount: ReactionCount;
  Participant: ParticipantParent;
  Hand: HandParent;
  Comment: CommentParent;
  Poll: PollParent;
  PollOption: PollOption;
  RoomFilter: RoomFilter;
  PageInfo: PageInfo;
  RoomConnection: Omit<RoomConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RoomEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Room']> };
  RoomEdge: Omit<RoomEdge, 'node'> & { node: ResolversParentTypes['Room'] };
  ParticipantConnection: Omit<ParticipantConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ParticipantEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Participant']> };
  ParticipantEdge: Omit<ParticipantEdge, 'node'> & { node: ResolversParentTypes['Participant'] };
  CommentConnection: Omit<CommentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['CommentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Comment']> };
  CommentEdge: Omit<CommentEdge, 'node'> & { node: ResolversParentTypes['Comment'] };
  PollConnection: Omit<PollConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PollEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Poll']> };
  PollEdge: Omit<PollEdge, 'node'> & { node: ResolversParentTypes['Poll'] };
  PersonConnection: Omit<PersonConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PersonEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Person']> };
  PersonEdge: Omit<PersonEdge, 'node'> & { node: ResolversParentTypes['Person'] };
  Mutation: Record<PropertyKey, never>;
  Payload: ResolversInterfaceTypes<ResolversParentTypes>['Payload'];
  Rejection: Rejection;
  JSON: Scalars['JSON']['output'];
  DevelopmentSignIn: Omit<DevelopmentSignIn, 'person'> & { person: ResolversParentTypes['Person'] };
  RoomPayload: RoomPayloadParent;
  CommentPayload: CommentPayloadParent;
  ReactionPayload: ReactionPayload;
  PollPayload: PollPayloadParent;
  PersonPayload: PersonPayloadParent;
  RegisterInput: RegisterInput;
  ChangeProfileInput: ChangeProfileInput;
  FollowInput: FollowInput;
  UnfollowInput: UnfollowInput;
  BlockInput: BlockInput;
  UnblockInput: UnblockInput;
  SignOutEverywhereInput: SignOutEverywhereInput;
  ScheduleRoomInput: ScheduleRoomInput;
  RescheduleRoomInput: RescheduleRoomInput;
  CancelRoomInput: CancelRoomInput;
  MarkInterestInput: MarkInterestInput;
  WithdrawInterestInput: WithdrawInterestInput;
  OpenRoomInput: OpenRoomInput;
  CloseRoomInput: CloseRoomInput;
  RenameRoomInput: RenameRoomInput;
  SetVisibilityInput: SetVisibilityInput;
  SetCapacityInput: SetCapacityInput;
  InvitePeopleInput: InvitePeopleInput;
  UninvitePeopleInput: UninvitePeopleInput;
  StartRecordingInput: StartRecordingInput;
  StopRecordingInput: StopRecordingInput;
  JoinRoomInput: JoinRoomInput;
  LeaveRoomInput: LeaveRoomInput;
  RemoveParticipantInput: RemoveParticipantInput;
  BanPersonInput: BanPersonInput;
  LiftBanInput: LiftBanInput;
  RaiseHandInput: RaiseHandInput;
  LowerHandInput: LowerHandInput;
  SetHandPolicyInput: SetHandPolicyInput;
  InviteToStageInput: InviteToStageInput;
  AcceptStageInvitationInput: AcceptStageInvitationInput;
  DeclineStageInvitationInput: DeclineStageInvitationInput;
  WithdrawStageInvitationInput: WithdrawStageInvitationInput;
  BringOnStageInput: BringOnStageInput;
  StepDownInput: StepDownInput;
  MoveToAudienceInput: MoveToAudienceInput;
  MuteInput: MuteInput;
  MuteEveryoneInput: MuteEveryoneInput;
  UnmuteInput: UnmuteInput;
  AllowToUnmuteInput: AllowToUnmuteInput;
  AppointModeratorInput: AppointModeratorInput;
  DismissModeratorInput: DismissModeratorInput;
  HandOverHostInput: HandOverHostInput;
  SilenceInChatInput: SilenceInChatInput;
  LiftSilenceInput: LiftSilenceInput;
  PostCommentInput: PostCommentInput;
  PinCommentInput: PinCommentInput;
  UnpinCommentInput: UnpinCommentInput;
  RemoveCommentInput: RemoveCommentInput;
  ReactInput: ReactInput;
  OpenPollInput: OpenPollInput;
  VoteInput: VoteInput;
  ClosePollInput: ClosePollInput;
  SoundPayload: SoundPayload;
  ConnectSoundInput: ConnectSoundInput;
  AnswerSoundInput: AnswerSoundInput;
  TrickleInput: TrickleInput;
  CandidateInput: CandidateInput;
  RestartIceInput: RestartIceInput;
  DisconnectSoundInput: DisconnectSoundInput;
  IceServers: IceServers;
  IceServer: IceServer;
  SoundSignal: SoundSignalParent;
  SoundTalking: SoundSignalParent;
  SoundReset: SoundSignalParent;
  SoundRenegotiation: SoundSignalParent;
  SoundMuted: SoundSignalParent;
  SoundRemoved: SoundSignalParent;
  TimelineConnection: Omit<TimelineConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TimelineEdge']>, nodes: ReadonlyArray<ResolversParentTypes['TimelineEntry']> };
  TimelineEdge: Omit<TimelineEdge, 'node'> & { node: ResolversParentTypes['TimelineEntry'] };
  TimelinePageInfo: TimelinePageInfo;
  TimelineEntry: TimelineEntryParent;
  Cause: Cause;
  SinceYouLeft: SinceYouLeftParent;
  StageTurn: Omit<StageTurn, 'person'> & { person: ResolversParentTypes['Person'] };
  Peak: Peak;
  RoomSummary: RoomSummaryDocument;
  RoomMinute: RoomMinute;
  Attendance: AttendanceParent;
  AttendanceConnection: Omit<AttendanceConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AttendanceEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Attendance']> };
  AttendanceEdge: Omit<AttendanceEdge, 'node'> & { node: ResolversParentTypes['Attendance'] };
  ActivityDay: ActivityDay;
  RetentionCohort: RetentionCohort;
  RetentionWeek: RetentionWeek;
  TopicActivity: TopicActivity;
  Inspection: InspectionDocument;
  InspectionConnection: Omit<InspectionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['InspectionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Inspection']> };
  InspectionEdge: Omit<InspectionEdge, 'node'> & { node: ResolversParentTypes['Inspection'] };
  RoomEvent: RoomEventParent;
  RoomScheduled: RoomEventParent;
  RoomRescheduled: RoomEventParent;
  RoomCancelled: RoomEventParent;
  InterestMarked: RoomEventParent;
  InterestWithdrawn: RoomEventParent;
  InterestedReminded: RoomEventParent;
  HandRaisedAhead: RoomEventParent;
  HandLoweredAhead: RoomEventParent;
  RoomOpened: RoomEventParent;
  RoomRenamed: RoomEventParent;
  VisibilitySet: RoomEventParent;
  CapacitySet: RoomEventParent;
  PeopleInvited: RoomEventParent;
  PeopleUninvited: RoomEventParent;
  ParticipantJoined: RoomEventParent;
  ParticipantLeft: RoomEventParent;
  ParticipantRemoved: RoomEventParent;
  PersonBanned: RoomEventParent;
  BanLifted: RoomEventParent;
  HandRaised: RoomEventParent;
  HandLowered: RoomEventParent;
  HandPolicySet: RoomEventParent;
  InvitedToStage: RoomEventParent;
  StageInvitationDeclined: RoomEventParent;
  StageInvitationWithdrawn: RoomEventParent;
  CameOnStage: RoomEventParent;
  WentOffStage: RoomEventParent;
  SpeakerMuted: RoomEventParent;
  SpeakerUnmuted: RoomEventParent;
  UnmuteAllowed: RoomEventParent;
  ModeratorAppointed: RoomEventParent;
  ModeratorDismissed: RoomEventParent;
  HostChanged: RoomEventParent;
  ParticipantSilenced: RoomEventParent;
  SilenceLifted: RoomEventParent;
  RecordingWanted: RoomEventParent;
  RecordingUnwanted: RoomEventParent;
  RoomClosed: RoomEventParent;
  CommentPosted: RoomEventParent;
  CommentPinned: RoomEventParent;
  CommentUnpinned: RoomEventParent;
  CommentRemoved: RoomEventParent;
  Reacted: RoomEventParent;
  PollOpened: RoomEventParent;
  Voted: RoomEventParent;
  VoteChanged: RoomEventParent;
  PollClosed: RoomEventParent;
  SoundPlaced: RoomEventParent;
  SoundLost: RoomEventParent;
  SoundEnded: RoomEventParent;
  AudienceSpread: RoomEventParent;
  AudienceGathered: RoomEventParent;
  SpeakerConnected: RoomEventParent;
  SpeakerDisconnected: RoomEventParent;
  TurnSpoken: RoomEventParent;
  RecordingSegmentStarted: RoomEventParent;
  RecordingSegmentEnded: RoomEventParent;
};

export interface PositionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Position'], any> {
  name: 'Position';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type QueryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  me?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType, Partial<QueryMeArgs>>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType, RequireFields<QueryRoomArgs, 'id'>>;
  rooms?: Resolver<ResolversTypes['RoomConnection'], ParentType, ContextType, RequireFields<QueryRoomsArgs, 'first'>>;
  participants?: Resolver<ResolversTypes['ParticipantConnection'], ParentType, ContextType, RequireFields<QueryParticipantsArgs, 'roomId' | 'first'>>;
  hands?: Resolver<ResolversTypes['ParticipantConnection'], ParentType, ContextType, RequireFields<QueryHandsArgs, 'roomId' | 'first'>>;
  comments?: Resolver<ResolversTypes['CommentConnection'], ParentType, ContextType, RequireFields<QueryCommentsArgs, 'roomId' | 'pinned' | 'first'>>;
  poll?: Resolver<Maybe<ResolversTypes['Poll']>, ParentType, ContextType, RequireFields<QueryPollArgs, 'id'>>;
  polls?: Resolver<ResolversTypes['PollConnection'], ParentType, ContextType, RequireFields<QueryPollsArgs, 'roomId' | 'first'>>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'id'>>;
  timeline?: Resolver<ResolversTypes['TimelineConnection'], ParentType, ContextType, RequireFields<QueryTimelineArgs, 'roomId'>>;
  roomAt?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType, RequireFields<QueryRoomAtArgs, 'roomId'>>;
  sinceYouLeft?: Resolver<Maybe<ResolversTypes['SinceYouLeft']>, ParentType, ContextType, RequireFields<QuerySinceYouLeftArgs, 'roomId' | 'after'>>;
  roomSummary?: Resolver<Maybe<ResolversTypes['RoomSummary']>, ParentType, ContextType, RequireFields<QueryRoomSummaryArgs, 'roomId'>>;
  roomSummaryCsv?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<QueryRoomSummaryCsvArgs, 'roomId'>>;
  roomMinutesCsv?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<QueryRoomMinutesCsvArgs, 'roomId'>>;
  attendance?: Resolver<ResolversTypes['AttendanceConnection'], ParentType, ContextType, RequireFields<QueryAttendanceArgs, 'roomId' | 'first'>>;
  attendanceCsv?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<QueryAttendanceCsvArgs, 'roomId'>>;
  activity?: Resolver<ReadonlyArray<ResolversTypes['ActivityDay']>, ParentType, ContextType, RequireFields<QueryActivityArgs, 'from' | 'to'>>;
  activityCsv?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<QueryActivityCsvArgs, 'from' | 'to' | 'byTopic'>>;
  retention?: Resolver<ReadonlyArray<ResolversTypes['RetentionCohort']>, ParentType, ContextType, RequireFields<QueryRetentionArgs, 'from' | 'to'>>;
  retentionCsv?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<QueryRetentionCsvArgs, 'from' | 'to'>>;
  inspections?: Resolver<ResolversTypes['InspectionConnection'], ParentType, ContextType, RequireFields<QueryInspectionsArgs, 'first'>>;
  iceServers?: Resolver<ResolversTypes['IceServers'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  roomEvents?: SubscriptionResolver<ResolversTypes['RoomMessage'], "roomEvents", ParentType, ContextType, RequireFields<SubscriptionRoomEventsArgs, 'roomId' | 'reactions'>>;
  lobby?: SubscriptionResolver<ResolversTypes['LobbyMessage'], "lobby", ParentType, ContextType, RequireFields<SubscriptionLobbyArgs, 'interested'>>;
  replayRoom?: SubscriptionResolver<ResolversTypes['ReplayMessage'], "replayRoom", ParentType, ContextType, RequireFields<SubscriptionReplayRoomArgs, 'roomId' | 'speed'>>;
  soundSignals?: SubscriptionResolver<ResolversTypes['SoundSignal'], "soundSignals", ParentType, ContextType, RequireFields<SubscriptionSoundSignalsArgs, 'roomId'>>;
};

export type RoomMessageResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomMessage'] = ResolversParentTypes['RoomMessage']> = {
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['RoomEvent']>, ParentType, ContextType>;
  reactionTicks?: Resolver<ReadonlyArray<ResolversTypes['ReactionCount']>, ParentType, ContextType>;
};

export type ReactionDetailResolvers = EnumResolverSignature<{ EACH?: any, TICK?: any }, ResolversTypes['ReactionDetail']>;

export type ReplayMessageResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ReplayMessage'] = ResolversParentTypes['ReplayMessage']> = {
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['RoomEvent']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  recording?: Resolver<Maybe<ResolversTypes['RecordingOffset']>, ParentType, ContextType>;
};

export type RecordingOffsetResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RecordingOffset'] = ResolversParentTypes['RecordingOffset']> = {
  segmentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  offset?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type LobbyMessageResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LobbyMessage'] = ResolversParentTypes['LobbyMessage']> = {
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  roomId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PersonResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bio?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  avatarUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  followerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  followingCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  followers?: Resolver<ResolversTypes['PersonConnection'], ParentType, ContextType, RequireFields<PersonFollowersArgs, 'first'>>;
  following?: Resolver<ResolversTypes['PersonConnection'], ParentType, ContextType, RequireFields<PersonFollowingArgs, 'first'>>;
  followedByMe?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  blocked?: Resolver<ResolversTypes['PersonConnection'], ParentType, ContextType, RequireFields<ViewerBlockedArgs, 'first'>>;
  interests?: Resolver<ResolversTypes['RoomConnection'], ParentType, ContextType, RequireFields<ViewerInterestsArgs, 'first'>>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['Scope']>, ParentType, ContextType>;
};

export type ScopeResolvers = EnumResolverSignature<{ AUDITOR?: any, ANALYST?: any, ADMIN?: any }, ResolversTypes['Scope']>;

export type PhaseResolvers = EnumResolverSignature<{ SCHEDULED?: any, CANCELLED?: any, LIVE?: any, CLOSED?: any }, ResolversTypes['Phase']>;

export type VisibilityResolvers = EnumResolverSignature<{ OPEN?: any, FOLLOWERS?: any, INVITED?: any }, ResolversTypes['Visibility']>;

export type HandPolicyResolvers = EnumResolverSignature<{ OPEN?: any, INVITATION_ONLY?: any, CLOSED?: any }, ResolversTypes['HandPolicy']>;

export type RoleResolvers = EnumResolverSignature<{ HOST?: any, MODERATOR?: any, SPEAKER?: any, LISTENER?: any }, ResolversTypes['Role']>;

export type RoomResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Room'] = ResolversParentTypes['Room']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['Phase'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  capacity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  handPolicy?: Resolver<ResolversTypes['HandPolicy'], ParentType, ContextType>;
  host?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  remindedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  listenerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  speakerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  participantCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  handCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  interestedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  commentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reactions?: Resolver<ReadonlyArray<ResolversTypes['ReactionCount']>, ParentType, ContextType>;
  recordingWanted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sound?: Resolver<ResolversTypes['RoomSound'], ParentType, ContextType>;
  me?: Resolver<Maybe<ResolversTypes['Participant']>, ParentType, ContextType>;
  interestedMe?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  participants?: Resolver<ResolversTypes['ParticipantConnection'], ParentType, ContextType, RequireFields<RoomParticipantsArgs, 'first'>>;
  hands?: Resolver<ResolversTypes['ParticipantConnection'], ParentType, ContextType, RequireFields<RoomHandsArgs, 'first'>>;
  comments?: Resolver<ResolversTypes['CommentConnection'], ParentType, ContextType, RequireFields<RoomCommentsArgs, 'pinned' | 'first'>>;
  polls?: Resolver<ResolversTypes['PollConnection'], ParentType, ContextType, RequireFields<RoomPollsArgs, 'first'>>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RoomSoundResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomSound'] = ResolversParentTypes['RoomSound']> = {
  available?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ReactionCountResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ReactionCount'] = ResolversParentTypes['ReactionCount']> = {
  emoji?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ParticipantResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Participant'] = ResolversParentTypes['Participant']> = {
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  room?: Resolver<ResolversTypes['Room'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  onStage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  muted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mutedByModerator?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  silenced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  invitedToStage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hand?: Resolver<Maybe<ResolversTypes['Hand']>, ParentType, ContextType>;
  joinedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type HandResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Hand'] = ResolversParentTypes['Hand']> = {
  raisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CommentResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Comment'] = ResolversParentTypes['Comment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  roomId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  author?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  pinned?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PollResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Poll'] = ResolversParentTypes['Poll']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  roomId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  question?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['PollOption']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  voteCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  closesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  myVote?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PollOptionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PollOption'] = ResolversParentTypes['PollOption']> = {
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  votes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RoomConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomConnection'] = ResolversParentTypes['RoomConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RoomEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Room']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RoomEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomEdge'] = ResolversParentTypes['RoomEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Room'], ParentType, ContextType>;
};

export type ParticipantConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ParticipantConnection'] = ResolversParentTypes['ParticipantConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ParticipantEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Participant']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ParticipantEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ParticipantEdge'] = ResolversParentTypes['ParticipantEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Participant'], ParentType, ContextType>;
};

export type CommentConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CommentConnection'] = ResolversParentTypes['CommentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CommentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Comment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CommentEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CommentEdge'] = ResolversParentTypes['CommentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Comment'], ParentType, ContextType>;
};

export type PollConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PollConnection'] = ResolversParentTypes['PollConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PollEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Poll']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PollEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PollEdge'] = ResolversParentTypes['PollEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Poll'], ParentType, ContextType>;
};

export type PersonConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PersonConnection'] = ResolversParentTypes['PersonConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PersonEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PersonEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PersonEdge'] = ResolversParentTypes['PersonEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  signInForDevelopment?: Resolver<ResolversTypes['DevelopmentSignIn'], ParentType, ContextType, RequireFields<MutationSignInForDevelopmentArgs, 'name'>>;
  register?: Resolver<ResolversTypes['PersonPayload'], ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  changeProfile?: Resolver<ResolversTypes['PersonPayload'], ParentType, ContextType, RequireFields<MutationChangeProfileArgs, 'input'>>;
  follow?: Resolver<ResolversTypes['PersonPayload'], ParentType, ContextType, RequireFields<MutationFollowArgs, 'input'>>;
  unfollow?: Resolver<ResolversTypes['PersonPayload'], ParentType, ContextType, RequireFields<MutationUnfollowArgs, 'input'>>;
  block?: Resolver<ResolversTypes['PersonPayload'], ParentType, ContextType, RequireFields<MutationBlockArgs, 'input'>>;
  unblock?: Resolver<ResolversTypes['PersonPayload'], ParentType, ContextType, RequireFields<MutationUnblockArgs, 'input'>>;
  signOutEverywhere?: Resolver<ResolversTypes['PersonPayload'], ParentType, ContextType, RequireFields<MutationSignOutEverywhereArgs, 'input'>>;
  scheduleRoom?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationScheduleRoomArgs, 'input'>>;
  rescheduleRoom?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationRescheduleRoomArgs, 'input'>>;
  cancelRoom?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationCancelRoomArgs, 'input'>>;
  markInterest?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationMarkInterestArgs, 'input'>>;
  withdrawInterest?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationWithdrawInterestArgs, 'input'>>;
  openRoom?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationOpenRoomArgs, 'input'>>;
  closeRoom?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationCloseRoomArgs, 'input'>>;
  renameRoom?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationRenameRoomArgs, 'input'>>;
  setVisibility?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationSetVisibilityArgs, 'input'>>;
  setCapacity?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationSetCapacityArgs, 'input'>>;
  invitePeople?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationInvitePeopleArgs, 'input'>>;
  uninvitePeople?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationUninvitePeopleArgs, 'input'>>;
  startRecording?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationStartRecordingArgs, 'input'>>;
  stopRecording?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationStopRecordingArgs, 'input'>>;
  joinRoom?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationJoinRoomArgs, 'input'>>;
  leaveRoom?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationLeaveRoomArgs, 'input'>>;
  removeParticipant?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationRemoveParticipantArgs, 'input'>>;
  banPerson?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationBanPersonArgs, 'input'>>;
  liftBan?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationLiftBanArgs, 'input'>>;
  raiseHand?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationRaiseHandArgs, 'input'>>;
  lowerHand?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationLowerHandArgs, 'input'>>;
  setHandPolicy?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationSetHandPolicyArgs, 'input'>>;
  inviteToStage?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationInviteToStageArgs, 'input'>>;
  acceptStageInvitation?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationAcceptStageInvitationArgs, 'input'>>;
  declineStageInvitation?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationDeclineStageInvitationArgs, 'input'>>;
  withdrawStageInvitation?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationWithdrawStageInvitationArgs, 'input'>>;
  bringOnStage?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationBringOnStageArgs, 'input'>>;
  stepDown?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationStepDownArgs, 'input'>>;
  moveToAudience?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationMoveToAudienceArgs, 'input'>>;
  mute?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationMuteArgs, 'input'>>;
  muteEveryone?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationMuteEveryoneArgs, 'input'>>;
  unmute?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationUnmuteArgs, 'input'>>;
  allowToUnmute?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationAllowToUnmuteArgs, 'input'>>;
  appointModerator?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationAppointModeratorArgs, 'input'>>;
  dismissModerator?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationDismissModeratorArgs, 'input'>>;
  handOverHost?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationHandOverHostArgs, 'input'>>;
  silenceInChat?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationSilenceInChatArgs, 'input'>>;
  liftSilence?: Resolver<ResolversTypes['RoomPayload'], ParentType, ContextType, RequireFields<MutationLiftSilenceArgs, 'input'>>;
  postComment?: Resolver<ResolversTypes['CommentPayload'], ParentType, ContextType, RequireFields<MutationPostCommentArgs, 'input'>>;
  pinComment?: Resolver<ResolversTypes['CommentPayload'], ParentType, ContextType, RequireFields<MutationPinCommentArgs, 'input'>>;
  unpinComment?: Resolver<ResolversTypes['CommentPayload'], ParentType, ContextType, RequireFields<MutationUnpinCommentArgs, 'input'>>;
  removeComment?: Resolver<ResolversTypes['CommentPayload'], ParentType, ContextType, RequireFields<MutationRemoveCommentArgs, 'input'>>;
  react?: Resolver<ResolversTypes['ReactionPayload'], ParentType, ContextType, RequireFields<MutationReactArgs, 'input'>>;
  openPoll?: Resolver<ResolversTypes['PollPayload'], ParentType, ContextType, RequireFields<MutationOpenPollArgs, 'input'>>;
  vote?: Resolver<ResolversTypes['PollPayload'], ParentType, ContextType, RequireFields<MutationVoteArgs, 'input'>>;
  closePoll?: Resolver<ResolversTypes['PollPayload'], ParentType, ContextType, RequireFields<MutationClosePollArgs, 'input'>>;
  connectSound?: Resolver<ResolversTypes['SoundPayload'], ParentType, ContextType, RequireFields<MutationConnectSoundArgs, 'input'>>;
  answerSound?: Resolver<ResolversTypes['SoundPayload'], ParentType, ContextType, RequireFields<MutationAnswerSoundArgs, 'input'>>;
  trickle?: Resolver<ResolversTypes['SoundPayload'], ParentType, ContextType, RequireFields<MutationTrickleArgs, 'input'>>;
  restartIce?: Resolver<ResolversTypes['SoundPayload'], ParentType, ContextType, RequireFields<MutationRestartIceArgs, 'input'>>;
  disconnectSound?: Resolver<ResolversTypes['SoundPayload'], ParentType, ContextType, RequireFields<MutationDisconnectSoundArgs, 'input'>>;
};

export type PayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Payload'] = ResolversParentTypes['Payload']> = {
  __resolveType: TypeResolveFn<'RoomPayload' | 'CommentPayload' | 'ReactionPayload' | 'PollPayload' | 'PersonPayload', ParentType, ContextType>;
};

export type RejectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Rejection'] = ResolversParentTypes['Rejection']> = {
  code?: Resolver<ResolversTypes['RejectionCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  details?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type DevelopmentSignInResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DevelopmentSignIn'] = ResolversParentTypes['DevelopmentSignIn']> = {
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type RoomPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomPayload'] = ResolversParentTypes['RoomPayload']> = {
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['Rejection']>, ParentType, ContextType>;
  roomId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommentPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CommentPayload'] = ResolversParentTypes['CommentPayload']> = {
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['Rejection']>, ParentType, ContextType>;
  commentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReactionPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ReactionPayload'] = ResolversParentTypes['ReactionPayload']> = {
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['Rejection']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PollPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PollPayload'] = ResolversParentTypes['PollPayload']> = {
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['Rejection']>, ParentType, ContextType>;
  pollId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  poll?: Resolver<Maybe<ResolversTypes['Poll']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PersonPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PersonPayload'] = ResolversParentTypes['PersonPayload']> = {
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['Rejection']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoundPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundPayload'] = ResolversParentTypes['SoundPayload']> = {
  rejection?: Resolver<Maybe<ResolversTypes['Rejection']>, ParentType, ContextType>;
  handle?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  epoch?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['SdpType']>, ParentType, ContextType>;
  sdp?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SdpTypeResolvers = EnumResolverSignature<{ ANSWER?: any, OFFER?: any }, ResolversTypes['SdpType']>;

export type IceServersResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['IceServers'] = ResolversParentTypes['IceServers']> = {
  servers?: Resolver<ReadonlyArray<ResolversTypes['IceServer']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type IceServerResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['IceServer'] = ResolversParentTypes['IceServer']> = {
  urls?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  username?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  credential?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SoundSignalResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundSignal'] = ResolversParentTypes['SoundSignal']> = {
  __resolveType: TypeResolveFn<'SoundTalking' | 'SoundReset' | 'SoundRenegotiation' | 'SoundMuted' | 'SoundRemoved', ParentType, ContextType>;
};

export type SoundTalkingResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundTalking'] = ResolversParentTypes['SoundTalking']> = {
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  people?: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoundResetResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundReset'] = ResolversParentTypes['SoundReset']> = {
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoundRenegotiationResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundRenegotiation'] = ResolversParentTypes['SoundRenegotiation']> = {
  how?: Resolver<ResolversTypes['Renegotiation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoundMutedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundMuted'] = ResolversParentTypes['SoundMuted']> = {
  muted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoundRemovedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundRemoved'] = ResolversParentTypes['SoundRemoved']> = {
  roomId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TimelineConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TimelineConnection'] = ResolversParentTypes['TimelineConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TimelineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['TimelinePageInfo'], ParentType, ContextType>;
};

export type TimelineEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TimelineEdge'] = ResolversParentTypes['TimelineEdge']> = {
  cursor?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TimelineEntry'], ParentType, ContextType>;
};

export type TimelinePageInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TimelinePageInfo'] = ResolversParentTypes['TimelinePageInfo']> = {
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
};

export type TimelineEntryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TimelineEntry'] = ResolversParentTypes['TimelineEntry']> = {
  event?: Resolver<ResolversTypes['RoomEvent'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  cause?: Resolver<Maybe<ResolversTypes['Cause']>, ParentType, ContextType>;
  recording?: Resolver<Maybe<ResolversTypes['RecordingOffset']>, ParentType, ContextType>;
};

export type CauseResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Cause'] = ResolversParentTypes['Cause']> = {
  commandId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SinceYouLeftResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SinceYouLeft'] = ResolversParentTypes['SinceYouLeft']> = {
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  turns?: Resolver<ReadonlyArray<ResolversTypes['StageTurn']>, ParentType, ContextType>;
  pinned?: Resolver<ReadonlyArray<ResolversTypes['Comment']>, ParentType, ContextType>;
  polls?: Resolver<ReadonlyArray<ResolversTypes['Poll']>, ParentType, ContextType>;
  peak?: Resolver<Maybe<ResolversTypes['Peak']>, ParentType, ContextType>;
  joined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  comments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reactions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StageTurnResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['StageTurn'] = ResolversParentTypes['StageTurn']> = {
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  cameAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  wentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PeakResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Peak'] = ResolversParentTypes['Peak']> = {
  people?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type RoomSummaryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomSummary'] = ResolversParentTypes['RoomSummary']> = {
  roomId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openedBy?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  duration?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  present?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  people?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  peak?: Resolver<ResolversTypes['Peak'], ParentType, ContextType>;
  joins?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  presence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  peopleOnStage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  turnsOnStage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  handsRaised?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  comments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  commentsRemoved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reactions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reactionsByEmoji?: Resolver<ReadonlyArray<ResolversTypes['ReactionCount']>, ParentType, ContextType>;
  polls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  votes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minutes?: Resolver<ReadonlyArray<ResolversTypes['RoomMinute']>, ParentType, ContextType>;
};

export type RoomMinuteResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomMinute'] = ResolversParentTypes['RoomMinute']> = {
  minute?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  present?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  joins?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  leaves?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reactions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  comments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AttendanceResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Attendance'] = ResolversParentTypes['Attendance']> = {
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  firstJoinedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastLeftAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  visits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  presence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  turnsOnStage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onStage?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  unmuted?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  spoken?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type AttendanceConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AttendanceConnection'] = ResolversParentTypes['AttendanceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AttendanceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Attendance']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AttendanceEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AttendanceEdge'] = ResolversParentTypes['AttendanceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Attendance'], ParentType, ContextType>;
};

export type ActivityDayResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ActivityDay'] = ResolversParentTypes['ActivityDay']> = {
  day?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rooms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  people?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  newPeople?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  returningPeople?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  presence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  topics?: Resolver<ReadonlyArray<ResolversTypes['TopicActivity']>, ParentType, ContextType>;
};

export type RetentionCohortResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RetentionCohort'] = ResolversParentTypes['RetentionCohort']> = {
  cohort?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  people?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  weeks?: Resolver<ReadonlyArray<ResolversTypes['RetentionWeek']>, ParentType, ContextType>;
};

export type RetentionWeekResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RetentionWeek'] = ResolversParentTypes['RetentionWeek']> = {
  week?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  people?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TopicActivityResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TopicActivity'] = ResolversParentTypes['TopicActivity']> = {
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rooms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  joins?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  presence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type InspectedByResolvers = EnumResolverSignature<{ TIMELINE?: any, TIME_MACHINE?: any, REPLAY?: any, NUMBERS?: any, ROOM?: any, EVENTS?: any }, ResolversTypes['InspectedBy']>;

export type InspectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Inspection'] = ResolversParentTypes['Inspection']> = {
  auditor?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  roomId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  how?: Resolver<ResolversTypes['InspectedBy'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type InspectionConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InspectionConnection'] = ResolversParentTypes['InspectionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InspectionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Inspection']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InspectionEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InspectionEdge'] = ResolversParentTypes['InspectionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Inspection'], ParentType, ContextType>;
};

export type RoomEventResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomEvent'] = ResolversParentTypes['RoomEvent']> = {
  __resolveType: TypeResolveFn<'RoomScheduled' | 'RoomRescheduled' | 'RoomCancelled' | 'InterestMarked' | 'InterestWithdrawn' | 'InterestedReminded' | 'HandRaisedAhead' | 'HandLoweredAhead' | 'RoomOpened' | 'RoomRenamed' | 'VisibilitySet' | 'CapacitySet' | 'PeopleInvited' | 'PeopleUninvited' | 'ParticipantJoined' | 'ParticipantLeft' | 'ParticipantRemoved' | 'PersonBanned' | 'BanLifted' | 'HandRaised' | 'HandLowered' | 'HandPolicySet' | 'InvitedToStage' | 'StageInvitationDeclined' | 'StageInvitationWithdrawn' | 'CameOnStage' | 'WentOffStage' | 'SpeakerMuted' | 'SpeakerUnmuted' | 'UnmuteAllowed' | 'ModeratorAppointed' | 'ModeratorDismissed' | 'HostChanged' | 'ParticipantSilenced' | 'SilenceLifted' | 'RecordingWanted' | 'RecordingUnwanted' | 'RoomClosed' | 'CommentPosted' | 'CommentPinned' | 'CommentUnpinned' | 'CommentRemoved' | 'Reacted' | 'PollOpened' | 'Voted' | 'VoteChanged' | 'PollClosed' | 'SoundPlaced' | 'SoundLost' | 'SoundEnded' | 'AudienceSpread' | 'AudienceGathered' | 'SpeakerConnected' | 'SpeakerDisconnected' | 'TurnSpoken' | 'RecordingSegmentStarted' | 'RecordingSegmentEnded', ParentType, ContextType>;
};

export type RoomScheduledResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomScheduled'] = ResolversParentTypes['RoomScheduled']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  capacity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  handPolicy?: Resolver<ResolversTypes['HandPolicy'], ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomRescheduledResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomRescheduled'] = ResolversParentTypes['RoomRescheduled']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomCancelledResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomCancelled'] = ResolversParentTypes['RoomCancelled']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InterestMarkedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InterestMarked'] = ResolversParentTypes['InterestMarked']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InterestWithdrawnResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InterestWithdrawn'] = ResolversParentTypes['InterestWithdrawn']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InterestedRemindedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InterestedReminded'] = ResolversParentTypes['InterestedReminded']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HandRaisedAheadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HandRaisedAhead'] = ResolversParentTypes['HandRaisedAhead']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HandLoweredAheadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HandLoweredAhead'] = ResolversParentTypes['HandLoweredAhead']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomOpenedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomOpened'] = ResolversParentTypes['RoomOpened']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  capacity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  handPolicy?: Resolver<ResolversTypes['HandPolicy'], ParentType, ContextType>;
  host?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomRenamedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomRenamed'] = ResolversParentTypes['RoomRenamed']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VisibilitySetResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['VisibilitySet'] = ResolversParentTypes['VisibilitySet']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CapacitySetResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CapacitySet'] = ResolversParentTypes['CapacitySet']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  capacity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PeopleInvitedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PeopleInvited'] = ResolversParentTypes['PeopleInvited']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  people?: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PeopleUninvitedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PeopleUninvited'] = ResolversParentTypes['PeopleUninvited']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  people?: Resolver<ReadonlyArray<ResolversTypes['Person']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ParticipantJoinedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ParticipantJoined'] = ResolversParentTypes['ParticipantJoined']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ParticipantLeftResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ParticipantLeft'] = ResolversParentTypes['ParticipantLeft']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['LeaveReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ParticipantRemovedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ParticipantRemoved'] = ResolversParentTypes['ParticipantRemoved']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PersonBannedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PersonBanned'] = ResolversParentTypes['PersonBanned']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BanLiftedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['BanLifted'] = ResolversParentTypes['BanLifted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HandRaisedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HandRaised'] = ResolversParentTypes['HandRaised']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HandLoweredResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HandLowered'] = ResolversParentTypes['HandLowered']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['HandLoweredReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HandPolicySetResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HandPolicySet'] = ResolversParentTypes['HandPolicySet']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  handPolicy?: Resolver<ResolversTypes['HandPolicy'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitedToStageResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InvitedToStage'] = ResolversParentTypes['InvitedToStage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StageInvitationDeclinedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['StageInvitationDeclined'] = ResolversParentTypes['StageInvitationDeclined']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StageInvitationWithdrawnResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['StageInvitationWithdrawn'] = ResolversParentTypes['StageInvitationWithdrawn']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['InvitationWithdrawnReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CameOnStageResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CameOnStage'] = ResolversParentTypes['CameOnStage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  via?: Resolver<ResolversTypes['StageVia'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WentOffStageResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['WentOffStage'] = ResolversParentTypes['WentOffStage']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['OffStageReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SpeakerMutedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SpeakerMuted'] = ResolversParentTypes['SpeakerMuted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['MutedBy'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SpeakerUnmutedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SpeakerUnmuted'] = ResolversParentTypes['SpeakerUnmuted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnmuteAllowedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['UnmuteAllowed'] = ResolversParentTypes['UnmuteAllowed']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModeratorAppointedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ModeratorAppointed'] = ResolversParentTypes['ModeratorAppointed']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModeratorDismissedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ModeratorDismissed'] = ResolversParentTypes['ModeratorDismissed']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HostChangedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HostChanged'] = ResolversParentTypes['HostChanged']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['HostChangedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ParticipantSilencedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ParticipantSilenced'] = ResolversParentTypes['ParticipantSilenced']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SilenceLiftedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SilenceLifted'] = ResolversParentTypes['SilenceLifted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RecordingWantedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RecordingWanted'] = ResolversParentTypes['RecordingWanted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RecordingUnwantedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RecordingUnwanted'] = ResolversParentTypes['RecordingUnwanted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoomClosedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RoomClosed'] = ResolversParentTypes['RoomClosed']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['RoomClosedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommentPostedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CommentPosted'] = ResolversParentTypes['CommentPosted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  commentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  author?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommentPinnedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CommentPinned'] = ResolversParentTypes['CommentPinned']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  commentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommentUnpinnedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CommentUnpinned'] = ResolversParentTypes['CommentUnpinned']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  commentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CommentRemovedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CommentRemoved'] = ResolversParentTypes['CommentRemoved']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  commentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['RemovedBy'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReactedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Reacted'] = ResolversParentTypes['Reacted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  emoji?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PollOpenedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PollOpened'] = ResolversParentTypes['PollOpened']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  pollId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  question?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  closesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VotedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Voted'] = ResolversParentTypes['Voted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  pollId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  option?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VoteChangedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['VoteChanged'] = ResolversParentTypes['VoteChanged']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  pollId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PollClosedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PollClosed'] = ResolversParentTypes['PollClosed']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  pollId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['PollClosedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoundPlacedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundPlaced'] = ResolversParentTypes['SoundPlaced']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  gateway?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['SoundPlacedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoundLostResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundLost'] = ResolversParentTypes['SoundLost']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  gateway?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SoundEndedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SoundEnded'] = ResolversParentTypes['SoundEnded']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  gateway?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AudienceSpreadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AudienceSpread'] = ResolversParentTypes['AudienceSpread']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  gateway?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AudienceGatheredResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AudienceGathered'] = ResolversParentTypes['AudienceGathered']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  gateway?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SpeakerConnectedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SpeakerConnected'] = ResolversParentTypes['SpeakerConnected']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SpeakerDisconnectedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SpeakerDisconnected'] = ResolversParentTypes['SpeakerDisconnected']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  epoch?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['SpeakerDisconnectedReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TurnSpokenResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TurnSpoken'] = ResolversParentTypes['TurnSpoken']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RecordingSegmentStartedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RecordingSegmentStarted'] = ResolversParentTypes['RecordingSegmentStarted']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  segmentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sampleRate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RecordingSegmentEndedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RecordingSegmentEnded'] = ResolversParentTypes['RecordingSegmentEnded']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  segmentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  endedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  bytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['RecordingOutcome'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = ApiContext> = {
  Position?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  RoomMessage?: RoomMessageResolvers<ContextType>;
  ReactionDetail?: ReactionDetailResolvers;
  ReplayMessage?: ReplayMessageResolvers<ContextType>;
  RecordingOffset?: RecordingOffsetResolvers<ContextType>;
  LobbyMessage?: LobbyMessageResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Scope?: ScopeResolvers;
  Phase?: PhaseResolvers;
  Visibility?: VisibilityResolvers;
  HandPolicy?: HandPolicyResolvers;
  Role?: RoleResolvers;
  Room?: RoomResolvers<ContextType>;
  RoomSound?: RoomSoundResolvers<ContextType>;
  ReactionCount?: ReactionCountResolvers<ContextType>;
  Participant?: ParticipantResolvers<ContextType>;
  Hand?: HandResolvers<ContextType>;
  Comment?: CommentResolvers<ContextType>;
  Poll?: PollResolvers<ContextType>;
  PollOption?: PollOptionResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  RoomConnection?: RoomConnectionResolvers<ContextType>;
  RoomEdge?: RoomEdgeResolvers<ContextType>;
  ParticipantConnection?: ParticipantConnectionResolvers<ContextType>;
  ParticipantEdge?: ParticipantEdgeResolvers<ContextType>;
  CommentConnection?: CommentConnectionResolvers<ContextType>;
  CommentEdge?: CommentEdgeResolvers<ContextType>;
  PollConnection?: PollConnectionResolvers<ContextType>;
  PollEdge?: PollEdgeResolvers<ContextType>;
  PersonConnection?: PersonConnectionResolvers<ContextType>;
  PersonEdge?: PersonEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Payload?: PayloadResolvers<ContextType>;
  Rejection?: RejectionResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  DevelopmentSignIn?: DevelopmentSignInResolvers<ContextType>;
  RoomPayload?: RoomPayloadResolvers<ContextType>;
  CommentPayload?: CommentPayloadResolvers<ContextType>;
  ReactionPayload?: ReactionPayloadResolvers<ContextType>;
  PollPayload?: PollPayloadResolvers<ContextType>;
  PersonPayload?: PersonPayloadResolvers<ContextType>;
  SoundPayload?: SoundPayloadResolvers<ContextType>;
  SdpType?: SdpTypeResolvers;
  IceServers?: IceServersResolvers<ContextType>;
  IceServer?: IceServerResolvers<ContextType>;
  SoundSignal?: SoundSignalResolvers<ContextType>;
  SoundTalking?: SoundTalkingResolvers<ContextType>;
  SoundReset?: SoundResetResolvers<ContextType>;
  SoundRenegotiation?: SoundRenegotiationResolvers<ContextType>;
  SoundMuted?: SoundMutedResolvers<ContextType>;
  SoundRemoved?: SoundRemovedResolvers<ContextType>;
  TimelineConnection?: TimelineConnectionResolvers<ContextType>;
  TimelineEdge?: TimelineEdgeResolvers<ContextType>;
  TimelinePageInfo?: TimelinePageInfoResolvers<ContextType>;
  TimelineEntry?: TimelineEntryResolvers<ContextType>;
  Cause?: CauseResolvers<ContextType>;
  SinceYouLeft?: SinceYouLeftResolvers<ContextType>;
  StageTurn?: StageTurnResolvers<ContextType>;
  Peak?: PeakResolvers<ContextType>;
  RoomSummary?: RoomSummaryResolvers<ContextType>;
  RoomMinute?: RoomMinuteResolvers<ContextType>;
  Attendance?: AttendanceResolvers<ContextType>;
  AttendanceConnection?: AttendanceConnectionResolvers<ContextType>;
  AttendanceEdge?: AttendanceEdgeResolvers<ContextType>;
  ActivityDay?: ActivityDayResolvers<ContextType>;
  RetentionCohort?: RetentionCohortResolvers<ContextType>;
  RetentionWeek?: RetentionWeekResolvers<ContextType>;
  TopicActivity?: TopicActivityResolvers<ContextType>;
  InspectedBy?: InspectedByResolvers;
  Inspection?: InspectionResolvers<ContextType>;
  InspectionConnection?: InspectionConnectionResolvers<ContextType>;
  InspectionEdge?: InspectionEdgeResolvers<ContextType>;
  RoomEvent?: RoomEventResolvers<ContextType>;
  RoomScheduled?: RoomScheduledResolvers<ContextType>;
  RoomRescheduled?: RoomRescheduledResolvers<ContextType>;
  RoomCancelled?: RoomCancelledResolvers<ContextType>;
  InterestMarked?: InterestMarkedResolvers<ContextType>;
  InterestWithdrawn?: InterestWithdrawnResolvers<ContextType>;
  InterestedReminded?: InterestedRemindedResolvers<ContextType>;
  HandRaisedAhead?: HandRaisedAheadResolvers<ContextType>;
  HandLoweredAhead?: HandLoweredAheadResolvers<ContextType>;
  RoomOpened?: RoomOpenedResolvers<ContextType>;
  RoomRenamed?: RoomRenamedResolvers<ContextType>;
  VisibilitySet?: VisibilitySetResolvers<ContextType>;
  CapacitySet?: CapacitySetResolvers<ContextType>;
  PeopleInvited?: PeopleInvitedResolvers<ContextType>;
  PeopleUninvited?: PeopleUninvitedResolvers<ContextType>;
  ParticipantJoined?: ParticipantJoinedResolvers<ContextType>;
  ParticipantLeft?: ParticipantLeftResolvers<ContextType>;
  ParticipantRemoved?: ParticipantRemovedResolvers<ContextType>;
  PersonBanned?: PersonBannedResolvers<ContextType>;
  BanLifted?: BanLiftedResolvers<ContextType>;
  HandRaised?: HandRaisedResolvers<ContextType>;
  HandLowered?: HandLoweredResolvers<ContextType>;
  HandPolicySet?: HandPolicySetResolvers<ContextType>;
  InvitedToStage?: InvitedToStageResolvers<ContextType>;
  StageInvitationDeclined?: StageInvitationDeclinedResolvers<ContextType>;
  StageInvitationWithdrawn?: StageInvitationWithdrawnResolvers<ContextType>;
  CameOnStage?: CameOnStageResolvers<ContextType>;
  WentOffStage?: WentOffStageResolvers<ContextType>;
  SpeakerMuted?: SpeakerMutedResolvers<ContextType>;
  SpeakerUnmuted?: SpeakerUnmutedResolvers<ContextType>;
  UnmuteAllowed?: UnmuteAllowedResolvers<ContextType>;
  ModeratorAppointed?: ModeratorAppointedResolvers<ContextType>;
  ModeratorDismissed?: ModeratorDismissedResolvers<ContextType>;
  HostChanged?: HostChangedResolvers<ContextType>;
  ParticipantSilenced?: ParticipantSilencedResolvers<ContextType>;
  SilenceLifted?: SilenceLiftedResolvers<ContextType>;
  RecordingWanted?: RecordingWantedResolvers<ContextType>;
  RecordingUnwanted?: RecordingUnwantedResolvers<ContextType>;
  RoomClosed?: RoomClosedResolvers<ContextType>;
  CommentPosted?: CommentPostedResolvers<ContextType>;
  CommentPinned?: CommentPinnedResolvers<ContextType>;
  CommentUnpinned?: CommentUnpinnedResolvers<ContextType>;
  CommentRemoved?: CommentRemovedResolvers<ContextType>;
  Reacted?: ReactedResolvers<ContextType>;
  PollOpened?: PollOpenedResolvers<ContextType>;
  Voted?: VotedResolvers<ContextType>;
  VoteChanged?: VoteChangedResolvers<ContextType>;
  PollClosed?: PollClosedResolvers<ContextType>;
  SoundPlaced?: SoundPlacedResolvers<ContextType>;
  SoundLost?: SoundLostResolvers<ContextType>;
  SoundEnded?: SoundEndedResolvers<ContextType>;
  AudienceSpread?: AudienceSpreadResolvers<ContextType>;
  AudienceGathered?: AudienceGatheredResolvers<ContextType>;
  SpeakerConnected?: SpeakerConnectedResolvers<ContextType>;
  SpeakerDisconnected?: SpeakerDisconnectedResolvers<ContextType>;
  TurnSpoken?: TurnSpokenResolvers<ContextType>;
  RecordingSegmentStarted?: RecordingSegmentStartedResolvers<ContextType>;
  RecordingSegmentEnded?: RecordingSegmentEndedResolvers<ContextType>;
};

