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
  /**
   * A position in the event log, as an opaque string. Positions of one log sort as text in log order. Pass one back exactly as
   * you received it.
   */
  Position: { input: Position; output: Position; }
  /**
   * A point in time. Output is UTC with milliseconds: `2026-05-17T19:30:00.000Z`. Input is any RFC 3339 time with its offset,
   * such as `2026-05-17T21:30:00+02:00`; digits beyond milliseconds are cut off.
   */
  DateTime: { input: number; output: number; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type Query = {
  readonly __typename?: 'Query';
  /** You, as your token identifies you. Null until you register. */
  readonly me: Maybe<Viewer>;
  /** The room, or null if it does not exist or you may not see it. */
  readonly room: Maybe<Room>;
  /**
   * The rooms that you may see and that match every condition of the filter. Without a filter: LIVE rooms. SCHEDULED rooms
   * are ordered by start time, the earliest first. Other rooms are ordered latest first. Up to 100 per page.
   */
  readonly rooms: RoomConnection;
  /**
   * The people in a live room: the host, then moderators, speakers and listeners, each group in the order of joining. Up
   * to 200 per page.
   */
  readonly participants: ParticipantConnection;
  /** The raised hands of a live room, in queue order. Up to 200 per page. */
  readonly hands: ParticipantConnection;
  /**
   * The comments of a room without the removed ones, newest first. `pinned`: only the pinned comments, the latest pin
   * first. Up to 200 per page.
   */
  readonly comments: CommentConnection;
  /** The poll, or null if it does not exist or you may not read its room. */
  readonly poll: Maybe<Poll>;
  /** The polls of a room, newest first. Up to 100 per page. */
  readonly polls: PollConnection;
  /** The person, or null if nobody has registered under this id. */
  readonly person: Maybe<Person>;
  /**
   * The history of a room: its events in log order. Available to auditors and to the person the room belongs to. For
   * everybody else it fails with `NO_SUCH_ROOM`. A filtered page may hold fewer events than you asked for, or none,
   * although there are more: check `pageInfo` and continue from its cursor.
   */
  readonly timeline: TimelineConnection;
  /**
   * The room as it was at a time or a position, with all events up to and including it. Give exactly one of `at` and
   * `position`. The ids of the room, of its comments and of its polls have `@` and the position behind them, so that a cache
   * keeps them apart from the present. People are shown with their current profiles. Null if the room did not exist yet. Available to auditors
   * and to the person the room belongs to now. For everybody else it fails with `NO_SUCH_ROOM`.
   */
  readonly roomAt: Maybe<Room>;
  /**
   * A summary of what happened in a room after a position. Null if you may not read the room. At most the latest 5,000
   * events are summarised. Waits for `after` as other queries wait for `atLeast`.
   */
  readonly sinceYouLeft: Maybe<SinceYouLeft>;
  /**
   * The statistics of a room, or null if it has not opened. Available to analysts, auditors and the person the room
   * belongs to. For everybody else it fails with `NO_SUCH_ROOM`, as do `attendance` and the CSV exports of a room. Each
   * access by an analyst or an auditor is recorded as an inspection.
   */
  readonly roomSummary: Maybe<RoomSummary>;
  /**
   * `roomSummary` as CSV (RFC 4180): a header and one line, or the header only if the room has not opened. Columns:
   * roomId, title, topic, openedBy, openedAt, closedAt, duration, present, people, peak, peakAt, joins, presence,
   * peopleOnStage, turnsOnStage, handsRaised, comments, commentsRemoved, reactions, polls, votes. Times are in ISO 8601,
   * durations in seconds.
   */
  readonly roomSummaryCsv: Scalars['String']['output'];
  /** The `minutes` of `roomSummary` as CSV with a header: minute, present, joins, leaves, reactions, comments. */
  readonly roomMinutesCsv: Scalars['String']['output'];
  /** Who was in a room and for how long, ordered by when each person first joined. Up to 200 per page. */
  readonly attendance: AttendanceConnection;
  /**
   * All of `attendance` as CSV (RFC 4180) with a header: person, name, firstJoinedAt, lastLeftAt, visits, presence,
   * turnsOnStage, onStage, unmuted, spoken. Times are in ISO 8601, durations in seconds.
   */
  readonly attendanceCsv: Scalars['String']['output'];
  /**
   * The activity of each day from `from` to `to`, both included: UTC days such as `2026-05-17`, at most 92 of them.
   * Available to analysts. For everybody else it fails with `NOT_ALLOWED`.
   */
  readonly activity: ReadonlyArray<ActivityDay>;
  /**
   * `activity` as CSV with a header: day, rooms, people, newPeople, returningPeople, presence. With `byTopic`, its
   * `topics` instead: day, topic, rooms, joins, presence.
   */
  readonly activityCsv: Scalars['String']['output'];
  /**
   * How many people came back, by cohort. A cohort is everybody whose first visit to any room fell in the same week, from
   * Monday in UTC. Returns the cohorts of the weeks that contain a day from `from` to `to`, both included: days such as
   * `2026-05-17`, at most 92 of them. Available to analysts. For everybody else it fails with `NOT_ALLOWED`.
   */
  readonly retention: ReadonlyArray<RetentionCohort>;
  /** `retention` as CSV with a header and one line per cohort and week: cohort, week, people. */
  readonly retentionCsv: Scalars['String']['output'];
  /**
   * Which auditors and analysts inspected a room, or which rooms one of them inspected, latest first. Give exactly one of `roomId` and
   * `auditorId`. There is one entry per room, auditor, kind of access and hour. Available to auditors. For everybody else
   * it fails with `NOT_ALLOWED`. Up to 200 per page.
   */
  readonly inspections: InspectionConnection;
  /** The STUN and TURN servers for your `RTCPeerConnection`. Query again before `expiresAt`. */
  readonly iceServers: IceServers;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryMeArgs = {
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryRoomArgs = {
  id: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryRoomsArgs = {
  filter?: InputMaybe<RoomFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryParticipantsArgs = {
  roomId: Scalars['ID']['input'];
  role?: InputMaybe<Role>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryHandsArgs = {
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryCommentsArgs = {
  roomId: Scalars['ID']['input'];
  pinned?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryPollArgs = {
  id: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryPollsArgs = {
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
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
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryRoomAtArgs = {
  roomId: Scalars['ID']['input'];
  at?: InputMaybe<Scalars['DateTime']['input']>;
  position?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QuerySinceYouLeftArgs = {
  roomId: Scalars['ID']['input'];
  after: Scalars['Position']['input'];
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryRoomSummaryArgs = {
  roomId: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryRoomSummaryCsvArgs = {
  roomId: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryRoomMinutesCsvArgs = {
  roomId: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryAttendanceArgs = {
  roomId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryAttendanceCsvArgs = {
  roomId: Scalars['ID']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryActivityArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryActivityCsvArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  byTopic?: InputMaybe<Scalars['Boolean']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryRetentionArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryRetentionCsvArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * A query with `atLeast` waits until that position is readable, for up to 2 seconds (`MUTATION_WAIT_MS`). Then it fails
 * with `NOT_CAUGHT_UP`, and you can retry it. A position of another log fails with `FOREIGN_POSITION`, wherever a query takes
 * one. `first` is the page size, and `after` is the cursor of the last item you have. An id that is not a UUID is treated as
 * an unknown id.
 */
export type QueryInspectionsArgs = {
  roomId?: InputMaybe<Scalars['ID']['input']>;
  auditorId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  atLeast?: InputMaybe<Scalars['Position']['input']>;
};

/**
 * Subscriptions use the WebSocket protocol `graphql-transport-ws`. To lose no event while you are disconnected, resume
 * `roomEvents` with `after`.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * The events of a room that you may see, each once and in order.
   *
   * Presence: keep this subscription open to stay in a room that you joined. Once no device of yours has had it open for
   * 20 seconds (`PRESENCE_GRACE_MS`), you have left the room.
   *
   * End: it ends after the message in which the room is closed or cancelled, in which you are removed or banned, or after
   * which you may not read the room any more. It ends without such a message if the host blocks you, or if you unfollow
   * the host and nothing else lets you read the room. For a room that is over, it delivers what you have not seen and
   * ends.
   *
   * Errors: `NO_SUCH_ROOM` if you may not read the room. `NOT_CAUGHT_UP` if the room may be too new to be readable yet:
   * try again.
   *
   * Visibility: events between a moderator and one person go to moderators and auditors only: PeopleInvited,
   * PeopleUninvited, PersonBanned, BanLifted, InvitedToStage, StageInvitationDeclined and StageInvitationWithdrawn. Except
   * for the first two, they also go to that person.
   */
  readonly roomEvents: RoomMessage;
  /**
   * The rooms that you may see, whenever one is scheduled, opened, changed or closed. Several quick changes of one room are
   * one message. The first message comes at once, without a room, and says where the subscription begins.
   */
  readonly lobby: LobbyMessage;
  /**
   * Replays the history of a room in the messages of `roomEvents`, with the original pauses. It ends after the last event.
   * To jump, subscribe again with another `from` or `after`, and query `roomAt` for the state at that point. Available to
   * auditors and to the person the room belongs to when the replay starts. For everybody else it fails with
   * `NO_SUCH_ROOM`. An invalid `speed` or `longestPause` fails with `BAD_REPLAY`.
   */
  readonly replayRoom: ReplayMessage;
  /**
   * Short-lived messages about the sound of a room that you are in. Like `roomEvents`, this subscription keeps you in the
   * room while it is open. Fails with `NO_SUCH_ROOM` if you are not in the room, and ends when you have left it.
   */
  readonly soundSignals: SoundSignal;
};


/**
 * Subscriptions use the WebSocket protocol `graphql-transport-ws`. To lose no event while you are disconnected, resume
 * `roomEvents` with `after`.
 */
export type SubscriptionRoomEventsArgs = {
  roomId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Position']['input']>;
  reactions?: InputMaybe<ReactionDetail>;
};


/**
 * Subscriptions use the WebSocket protocol `graphql-transport-ws`. To lose no event while you are disconnected, resume
 * `roomEvents` with `after`.
 */
export type SubscriptionLobbyArgs = {
  after?: InputMaybe<Scalars['Position']['input']>;
  interested?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Subscriptions use the WebSocket protocol `graphql-transport-ws`. To lose no event while you are disconnected, resume
 * `roomEvents` with `after`.
 */
export type SubscriptionReplayRoomArgs = {
  roomId: Scalars['ID']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  after?: InputMaybe<Scalars['Position']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  speed?: InputMaybe<Scalars['Float']['input']>;
  longestPause?: InputMaybe<Scalars['Float']['input']>;
};


/**
 * Subscriptions use the WebSocket protocol `graphql-transport-ws`. To lose no event while you are disconnected, resume
 * `roomEvents` with `after`.
 */
export type SubscriptionSoundSignalsArgs = {
  roomId: Scalars['ID']['input'];
};

/** One or more events of a room. A busy room sends several per message. */
export type RoomMessage = {
  readonly __typename?: 'RoomMessage';
  /** The position up to which you have now seen the room. Pass it as `after` to resume from here. */
  readonly position: Scalars['Position']['output'];
  /** False if the server cannot prove that nothing is missing before this message. Then reload the room. */
  readonly complete: Scalars['Boolean']['output'];
  /** In log order. Empty in a message that only advances the position. */
  readonly events: ReadonlyArray<RoomEvent>;
  /** With `reactions: TICK`, the number of reactions per emoji since the previous message. Otherwise empty. */
  readonly reactionTicks: ReadonlyArray<ReactionCount>;
};

export type { ReactionDetail };

/** One or more events of a replay: those of one moment, or of several moments that follow each other quickly. */
export type ReplayMessage = {
  readonly __typename?: 'ReplayMessage';
  /** The position of the last event. Pass it as `after` to resume from here. */
  readonly position: Scalars['Position']['output'];
  /** Always true, because a replay reads from the log. */
  readonly complete: Scalars['Boolean']['output'];
  /** In log order. */
  readonly events: ReadonlyArray<RoomEvent>;
  /** When the last of these events originally happened. */
  readonly at: Scalars['DateTime']['output'];
  /** Where `at` is in the recording of the room. Null if nothing was recorded then. */
  readonly recording: Maybe<RecordingOffset>;
};

/** A point in the recording of a room. */
export type RecordingOffset = {
  readonly __typename?: 'RecordingOffset';
  /** The segment, as in `RecordingSegmentStarted`. */
  readonly segmentId: Scalars['ID']['output'];
  /** Seconds from the beginning of the segment. */
  readonly offset: Scalars['Float']['output'];
};

/** A room that was scheduled, opened, changed or closed. */
export type LobbyMessage = {
  readonly __typename?: 'LobbyMessage';
  /** Everything up to here was delivered. Pass the last one that you received as `after` to resume. */
  readonly position: Scalars['Position']['output'];
  /** False in the first message if changes are missing between `after` and `position`. True in every other message. */
  readonly complete: Scalars['Boolean']['output'];
  /** The room as it is now. Null if you may not see it any more, and in the first message. */
  readonly room: Maybe<Room>;
  /** The room that changed. Null in the first message. */
  readonly roomId: Maybe<Scalars['ID']['output']>;
};

/** A person's public profile. */
export type Person = {
  readonly __typename?: 'Person';
  /** The user id: the subject of their token if that is a UUID, otherwise a UUID derived from issuer and subject. */
  readonly id: Scalars['ID']['output'];
  /** Null if the person has never registered. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** May be empty and may have several lines. Null if the person has never registered. */
  readonly bio: Maybe<Scalars['String']['output']>;
  /** An https URL, or null if the person has set none. */
  readonly avatarUrl: Maybe<Scalars['String']['output']>;
  /** Null if the person has never registered. */
  readonly registeredAt: Maybe<Scalars['DateTime']['output']>;
  /** How many people follow this person. */
  readonly followerCount: Scalars['Int']['output'];
  /** How many people this person follows. */
  readonly followingCount: Scalars['Int']['output'];
  /** Newest first. Up to 200 per page. */
  readonly followers: PersonConnection;
  /** Newest first. Up to 200 per page. */
  readonly following: PersonConnection;
  /** Whether you follow this person. */
  readonly followedByMe: Scalars['Boolean']['output'];
};


/** A person's public profile. */
export type PersonFollowersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A person's public profile. */
export type PersonFollowingArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** You, the signed-in person, with data that only you can see. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Your public profile. */
  readonly person: Person;
  /** People you blocked, newest first. Only you can see this list. Up to 200 per page. */
  readonly blocked: PersonConnection;
  /**
   * Rooms that have not opened yet and that you marked with `markInterest` or raised a hand for, latest first. Up to 100
   * per page.
   */
  readonly interests: RoomConnection;
  /** The scopes of your token. Empty for most people. */
  readonly scopes: ReadonlyArray<Scope>;
};


/** You, the signed-in person, with data that only you can see. */
export type ViewerBlockedArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** You, the signed-in person, with data that only you can see. */
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
 * A room that you may see. `participants`, `hands`, `comments` and `polls` are empty if you may not read its content.
 * `participants` and `hands` are also empty unless the room is live.
 */
export type Room = {
  readonly __typename?: 'Room';
  readonly id: Scalars['ID']['output'];
  readonly phase: Phase;
  readonly title: Scalars['String']['output'];
  /** A lower-case keyword for finding the room, or null. */
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly visibility: Visibility;
  /** The most people in the room at once, including the host. Null if the room sets no limit. */
  readonly capacity: Maybe<Scalars['Int']['output']>;
  readonly handPolicy: HandPolicy;
  /**
   * Null while nobody in the room may be the host. The room then closes after 60 seconds (`HOSTLESS_GRACE_MS`), unless
   * somebody who may be the host joins.
   */
  readonly host: Maybe<Person>;
  /** Who scheduled or opened the room. */
  readonly createdBy: Person;
  /** When the room was scheduled, or opened if it was not scheduled. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The scheduled start. Null if the room opened without being scheduled. */
  readonly startsAt: Maybe<Scalars['DateTime']['output']>;
  /** When reminders were sent. Null before that, and reset when the room is rescheduled. */
  readonly remindedAt: Maybe<Scalars['DateTime']['output']>;
  /** When the room opened. Null before that. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** When the room closed. Null before that. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** People in the room who are not on stage. */
  readonly listenerCount: Scalars['Int']['output'];
  /** People on stage, including the host. */
  readonly speakerCount: Scalars['Int']['output'];
  /** Everybody in the room: listeners and speakers. */
  readonly participantCount: Scalars['Int']['output'];
  /** Hands in the queue. */
  readonly handCount: Scalars['Int']['output'];
  /** People who asked for a reminder. */
  readonly interestedCount: Scalars['Int']['output'];
  /** Comments, not counting removed ones. */
  readonly commentCount: Scalars['Int']['output'];
  /** Reactions per emoji since the room opened, the most frequent first. */
  readonly reactions: ReadonlyArray<ReactionCount>;
  /** Whether the host has recording switched on. For a closed room, whether it was on at the end. */
  readonly recordingWanted: Scalars['Boolean']['output'];
  readonly sound: RoomSound;
  /** You in this room. Null if you are not in it. */
  readonly me: Maybe<Participant>;
  /** Whether you asked for a reminder. */
  readonly interestedMe: Scalars['Boolean']['output'];
  /** See `Query.participants`. */
  readonly participants: ParticipantConnection;
  /** See `Query.hands`. */
  readonly hands: ParticipantConnection;
  /** See `Query.comments`. */
  readonly comments: CommentConnection;
  /** See `Query.polls`. */
  readonly polls: PollConnection;
  /**
   * The position up to which every part of this room, its lists included, contains everything. A list may contain newer
   * items. Pass it to `roomEvents` as `after` to miss nothing.
   */
  readonly position: Scalars['Position']['output'];
  /**
   * The position of the last event in the counts and reactions of this room: `position`, or later while lists lag behind.
   * If you count on with the events of `roomEvents`, skip those up to here.
   */
  readonly countsPosition: Scalars['Position']['output'];
  /**
   * True if an event of this room could not be processed, so that what you read is older than the log. An operator has to
   * fix it.
   */
  readonly stale: Scalars['Boolean']['output'];
};


/**
 * A room that you may see. `participants`, `hands`, `comments` and `polls` are empty if you may not read its content.
 * `participants` and `hands` are also empty unless the room is live.
 */
export type RoomParticipantsArgs = {
  role?: InputMaybe<Role>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * A room that you may see. `participants`, `hands`, `comments` and `polls` are empty if you may not read its content.
 * `participants` and `hands` are also empty unless the room is live.
 */
export type RoomHandsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * A room that you may see. `participants`, `hands`, `comments` and `polls` are empty if you may not read its content.
 * `participants` and `hands` are also empty unless the room is live.
 */
export type RoomCommentsArgs = {
  pinned?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * A room that you may see. `participants`, `hands`, `comments` and `polls` are empty if you may not read its content.
 * `participants` and `hands` are also empty unless the room is live.
 */
export type RoomPollsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** The sound of a room. */
export type RoomSound = {
  readonly __typename?: 'RoomSound';
  /** Whether the server has a sound gateway. If false, rooms have no sound. */
  readonly available: Scalars['Boolean']['output'];
};

/** How often an emoji was sent as a reaction. */
export type ReactionCount = {
  readonly __typename?: 'ReactionCount';
  readonly emoji: Scalars['String']['output'];
  readonly count: Scalars['Int']['output'];
};

/** A person in a live room. A person with several devices is one participant. */
export type Participant = {
  readonly __typename?: 'Participant';
  readonly person: Person;
  readonly room: Room;
  readonly role: Role;
  /** Whether the person may speak. */
  readonly onStage: Scalars['Boolean']['output'];
  /** True for a speaker who cannot be heard. They or a moderator muted them. */
  readonly muted: Scalars['Boolean']['output'];
  /** True while a moderator's mute is in force. The person cannot unmute until a moderator allows it. */
  readonly mutedByModerator: Scalars['Boolean']['output'];
  /** True if the person may not post comments in this room. */
  readonly silenced: Scalars['Boolean']['output'];
  /**
   * Whether a moderator invited the person to the stage and they have not answered. Always false except for the person,
   * moderators and auditors.
   */
  readonly invitedToStage: Scalars['Boolean']['output'];
  /** Null if the person has no hand raised. */
  readonly hand: Maybe<Hand>;
  /** When the person joined, the last time if they had left before. */
  readonly joinedAt: Scalars['DateTime']['output'];
};

/** A raised hand, which is an entry in the queue for the stage. */
export type Hand = {
  readonly __typename?: 'Hand';
  readonly raisedAt: Scalars['DateTime']['output'];
  /** The place in the queue: 1 is next. */
  readonly place: Scalars['Int']['output'];
};

/** A comment in the chat of a room. */
export type Comment = {
  readonly __typename?: 'Comment';
  readonly id: Scalars['ID']['output'];
  readonly roomId: Scalars['ID']['output'];
  readonly author: Person;
  /** Null if the comment was removed. */
  readonly text: Maybe<Scalars['String']['output']>;
  readonly postedAt: Scalars['DateTime']['output'];
  /** Whether moderators pinned the comment to the top. */
  readonly pinned: Scalars['Boolean']['output'];
  /** Whether its author or a moderator removed the comment. */
  readonly removed: Scalars['Boolean']['output'];
};

/** A question to everybody in a room. */
export type Poll = {
  readonly __typename?: 'Poll';
  readonly id: Scalars['ID']['output'];
  readonly roomId: Scalars['ID']['output'];
  readonly question: Scalars['String']['output'];
  readonly options: ReadonlyArray<PollOption>;
  /** Whether the poll takes votes. */
  readonly open: Scalars['Boolean']['output'];
  /** If true, no votes per option are shown until the poll is closed. */
  readonly secret: Scalars['Boolean']['output'];
  /** How many people have voted. */
  readonly voteCount: Scalars['Int']['output'];
  readonly openedAt: Scalars['DateTime']['output'];
  /** When the poll closes by itself. Null if it stays open until a moderator closes it or the room closes. */
  readonly closesAt: Maybe<Scalars['DateTime']['output']>;
  /** Null while the poll is open. */
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  /** The index of the option that you voted for, from 0. Null if you did not vote. */
  readonly myVote: Maybe<Scalars['Int']['output']>;
  /**
   * The position of the last event in this poll, its votes included. It can be later than the position of the room that you
   * read it with. If you count on with the events of `roomEvents`, skip those up to here.
   */
  readonly countsPosition: Scalars['Position']['output'];
};

/** An option of a poll. Its index in `options` identifies it. */
export type PollOption = {
  readonly __typename?: 'PollOption';
  readonly text: Scalars['String']['output'];
  /** Null while the poll is secret and open. */
  readonly votes: Maybe<Scalars['Int']['output']>;
};

/** All conditions apply together, in any combination. */
export type RoomFilter = {
  /** By default LIVE, or all phases if `host` is given. */
  readonly phase?: InputMaybe<Phase>;
  /** An exact topic, in any case. */
  readonly topic?: InputMaybe<Scalars['String']['input']>;
  /** The current or last host of a room. */
  readonly host?: InputMaybe<Scalars['ID']['input']>;
  /** Only SCHEDULED rooms that start from now on, the earliest first. With another `phase`: `BAD_FILTER`. */
  readonly upcoming?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Cursors stay valid while the list changes: a page starts after the place of its cursor, even if that item is gone. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Whether there are more items after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether you asked for this page with `after`. You can only page forwards. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
  /** Pass it as `after` to get the next page. Null for an empty page. */
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
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Creates a new person with this name, and a token for them that is valid for 24 hours. Fails with `NOT_AVAILABLE` if an
   * identity provider is configured, as in production.
   */
  readonly signInForDevelopment: DevelopmentSignIn;
  /** Registers you under a name, which every other mutation requires. Registering again changes nothing. */
  readonly register: PersonPayload;
  /** Changes the fields that you send. Omitted fields keep their value. Null removes `avatarUrl`. */
  readonly changeProfile: PersonPayload;
  /** Follows a person. You can then find and join their rooms with visibility FOLLOWERS. */
  readonly follow: PersonPayload;
  readonly unfollow: PersonPayload;
  /** Keeps a person out of rooms that you host from now on, and ends your own follow of them. */
  readonly block: PersonPayload;
  readonly unblock: PersonPayload;
  /**
   * Revokes all tokens issued to you so far and closes your open sockets, on every device. An admin may name another
   * person.
   */
  readonly signOutEverywhere: PersonPayload;
  /** Announces a room that starts within the next 366 days. */
  readonly scheduleRoom: RoomPayload;
  /**
   * Moves a scheduled room to another start within the next 366 days. Interest and early hands stay, and reminders are
   * sent again.
   */
  readonly rescheduleRoom: RoomPayload;
  /** Cancels a room that has not opened. Final. */
  readonly cancelRoom: RoomPayload;
  /**
   * Asks for a reminder of a scheduled room. The reminder is due 10 minutes (`REMIND_BEFORE_MS`) before the start, once
   * per scheduled start: `remindedAt` of the room is then set. `lobby(interested: true)` and `roomEvents` deliver that
   * change at once, and `me { interests }` shows it later. If you ask after that time, you get no reminder.
   */
  readonly markInterest: RoomPayload;
  /** Takes back `markInterest`. */
  readonly withdrawInterest: RoomPayload;
  /**
   * Opens a new room, or one that you scheduled. You are its host and on stage. For a scheduled room, only `roomId` is
   * used.
   */
  readonly openRoom: RoomPayload;
  /**
   * Ends a live room for everybody in it. Final. An admin can close any room, and a room that has not opened is then
   * cancelled.
   */
  readonly closeRoom: RoomPayload;
  /** Sets both title and topic. Omit `topic` to remove it. */
  readonly renameRoom: RoomPayload;
  /** Changes who can find and join the room from now on. People in the room stay. */
  readonly setVisibility: RoomPayload;
  /** Changes how many people can be in the room at once. Null removes the limit. People in the room stay. */
  readonly setCapacity: RoomPayload;
  /** Lets people join whatever the visibility of the room. At most 500 per call and 5,000 per room. */
  readonly invitePeople: RoomPayload;
  /** Takes back invitations. People in the room stay. At most 500 per call. */
  readonly uninvitePeople: RoomPayload;
  /**
   * Records the sound of a live room from now on, if a gateway can. Everybody in the room is notified by
   * `RecordingWanted`.
   */
  readonly startRecording: RoomPayload;
  /** Stops the recording. */
  readonly stopRecording: RoomPayload;
  /**
   * Joins a live room as a listener. If the room needs a host and you may be it, or you return as its host, you join on
   * stage. Joining again from another device changes nothing. Keep `roomEvents` or `soundSignals` open to stay in the
   * room.
   */
  readonly joinRoom: RoomPayload;
  /** Leaves the room on all devices. */
  readonly leaveRoom: RoomPayload;
  /** Removes a person from the room. They may join again. */
  readonly removeParticipant: RoomPayload;
  /**
   * Removes a person from the room, if they are in it, and keeps them from joining. Works before they join and after they
   * leave.
   */
  readonly banPerson: RoomPayload;
  /** Lets a banned person join again. */
  readonly liftBan: RoomPayload;
  /**
   * Asks to speak, in a live room that you are in or before a scheduled room opens. An early hand enters the queue when
   * you join.
   */
  readonly raiseHand: RoomPayload;
  /** Lowers your own hand, or, as a moderator, that of another person. */
  readonly lowerHand: RoomPayload;
  /** Changes how listeners reach the stage. `INVITATION_ONLY` lowers all hands. */
  readonly setHandPolicy: RoomPayload;
  /** Invites a person in the room to the stage. Nothing changes until they accept. */
  readonly inviteToStage: RoomPayload;
  /** Takes you on stage, unmuted. If the room has no host at that moment, you become the host. */
  readonly acceptStageInvitation: RoomPayload;
  /** Declines your invitation to the stage. */
  readonly declineStageInvitation: RoomPayload;
  /** Takes back an invitation to the stage. */
  readonly withdrawStageInvitation: RoomPayload;
  /** Brings a person with a raised hand on stage. Without `personId`, the next in the queue. */
  readonly bringOnStage: RoomPayload;
  /** Returns you to the audience. The host has to hand over the role first. */
  readonly stepDown: RoomPayload;
  /** Takes a speaker off the stage. They stay in the room. */
  readonly moveToAudience: RoomPayload;
  /** Mutes you, or, as a moderator, another speaker, who then cannot unmute until a moderator allows it. */
  readonly mute: RoomPayload;
  /** Mutes every speaker except the host and moderators. They cannot unmute until a moderator allows it. */
  readonly muteEveryone: RoomPayload;
  /** Unmutes you. */
  readonly unmute: RoomPayload;
  /** Allows a speaker whom a moderator muted to unmute. They stay muted until they do. */
  readonly allowToUnmute: RoomPayload;
  /** Makes a person in the room a moderator. They keep the role when they leave and rejoin. */
  readonly appointModerator: RoomPayload;
  /** Ends the role of a moderator. Moderators can also dismiss themselves. */
  readonly dismissModerator: RoomPayload;
  /** Makes another person in the room the host, on stage. You stay as a moderator. */
  readonly handOverHost: RoomPayload;
  /** Stops a person from posting comments in this room, also after they leave and rejoin. */
  readonly silenceInChat: RoomPayload;
  /** Lets a silenced person post comments again. */
  readonly liftSilence: RoomPayload;
  /** Posts a comment that everybody in the room can read. */
  readonly postComment: CommentPayload;
  /** Pins a comment to the top for everybody. At most 5 per room. */
  readonly pinComment: CommentPayload;
  readonly unpinComment: CommentPayload;
  /**
   * Removes your own comment, even after you left or the room closed, or, as a moderator, any comment. Auditors can still
   * read the text in the history.
   */
  readonly removeComment: CommentPayload;
  /** Sends one reaction. */
  readonly react: ReactionPayload;
  /** Opens a poll. At most 5 can be open in a room. */
  readonly openPoll: PollPayload;
  /** Votes, or changes your vote while the poll is open. One vote per person. */
  readonly vote: PollPayload;
  /** Closes a poll and shows its result. Final. */
  readonly closePoll: PollPayload;
  /**
   * Connects your device to the sound of a room that you are in. Your previous sound connection ends when this one works.
   * While you are on stage and unmuted, send audio all the time, also when you are silent: a speaker whose audio stops for
   * 8 seconds is disconnected.
   */
  readonly connectSound: SoundPayload;
  /** Answers an OFFER of `connectSound`. */
  readonly answerSound: SoundPayload;
  /** Sends ICE candidates of your device that are not in its SDP. */
  readonly trickle: SoundPayload;
  /** Sends another offer on the same connection: to restart ICE, or to start sending when you come on stage. */
  readonly restartIce: SoundPayload;
  /** Ends your sound connection. You stay in the room. */
  readonly disconnectSound: SoundPayload;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationSignInForDevelopmentArgs = {
  name: Scalars['String']['input'];
  scopes?: InputMaybe<ReadonlyArray<Scope>>;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationRegisterArgs = {
  input: RegisterInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationChangeProfileArgs = {
  input: ChangeProfileInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationFollowArgs = {
  input: FollowInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationUnfollowArgs = {
  input: UnfollowInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationBlockArgs = {
  input: BlockInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationUnblockArgs = {
  input: UnblockInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationSignOutEverywhereArgs = {
  input: SignOutEverywhereInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationScheduleRoomArgs = {
  input: ScheduleRoomInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationRescheduleRoomArgs = {
  input: RescheduleRoomInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationCancelRoomArgs = {
  input: CancelRoomInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationMarkInterestArgs = {
  input: MarkInterestInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationWithdrawInterestArgs = {
  input: WithdrawInterestInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationOpenRoomArgs = {
  input: OpenRoomInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationCloseRoomArgs = {
  input: CloseRoomInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationRenameRoomArgs = {
  input: RenameRoomInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationSetVisibilityArgs = {
  input: SetVisibilityInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationSetCapacityArgs = {
  input: SetCapacityInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationInvitePeopleArgs = {
  input: InvitePeopleInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationUninvitePeopleArgs = {
  input: UninvitePeopleInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationStartRecordingArgs = {
  input: StartRecordingInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationStopRecordingArgs = {
  input: StopRecordingInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationJoinRoomArgs = {
  input: JoinRoomInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationLeaveRoomArgs = {
  input: LeaveRoomInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationRemoveParticipantArgs = {
  input: RemoveParticipantInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationBanPersonArgs = {
  input: BanPersonInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationLiftBanArgs = {
  input: LiftBanInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationRaiseHandArgs = {
  input: RaiseHandInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationLowerHandArgs = {
  input: LowerHandInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationSetHandPolicyArgs = {
  input: SetHandPolicyInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationInviteToStageArgs = {
  input: InviteToStageInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationAcceptStageInvitationArgs = {
  input: AcceptStageInvitationInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationDeclineStageInvitationArgs = {
  input: DeclineStageInvitationInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationWithdrawStageInvitationArgs = {
  input: WithdrawStageInvitationInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationBringOnStageArgs = {
  input: BringOnStageInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationStepDownArgs = {
  input: StepDownInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationMoveToAudienceArgs = {
  input: MoveToAudienceInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationMuteArgs = {
  input: MuteInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationMuteEveryoneArgs = {
  input: MuteEveryoneInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationUnmuteArgs = {
  input: UnmuteInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationAllowToUnmuteArgs = {
  input: AllowToUnmuteInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationAppointModeratorArgs = {
  input: AppointModeratorInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationDismissModeratorArgs = {
  input: DismissModeratorInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationHandOverHostArgs = {
  input: HandOverHostInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationSilenceInChatArgs = {
  input: SilenceInChatInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationLiftSilenceArgs = {
  input: LiftSilenceInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationPostCommentArgs = {
  input: PostCommentInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationPinCommentArgs = {
  input: PinCommentInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationUnpinCommentArgs = {
  input: UnpinCommentInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationRemoveCommentArgs = {
  input: RemoveCommentInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationReactArgs = {
  input: ReactInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationOpenPollArgs = {
  input: OpenPollInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationVoteArgs = {
  input: VoteInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationClosePollArgs = {
  input: ClosePollInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationConnectSoundArgs = {
  input: ConnectSoundInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationAnswerSoundArgs = {
  input: AnswerSoundInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationTrickleArgs = {
  input: TrickleInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationRestartIceArgs = {
  input: RestartIceInput;
};


/**
 * Who can do what in a room:
 *
 * - The host only: `renameRoom`, `setVisibility`, `setCapacity`, `startRecording`, `stopRecording`, `appointModerator`,
 *   `dismissModerator`, `handOverHost` and `closeRoom`.
 * - The host and moderators: everything that affects other people or everybody, which is hands, the stage, mutes, chat
 *   silences, removals, bans, invitations, pinned comments and polls. Moderators outrank speakers and listeners, and the
 *   host outranks moderators.
 * - Everybody: what concerns only themselves.
 *
 * Before a room opens, only its creator can do what the host and moderators can.
 */
export type MutationDisconnectSoundArgs = {
  input: DisconnectSoundInput;
};

/**
 * The result of a mutation.
 *
 * Retries: every input except those for sound takes a `commandId`, a UUID of your choice. Send one whenever you may have
 * to retry. The same `commandId` in the same mutation and the same room is a retry, and takes effect once. If the first
 * attempt changed something, a retry returns its result. If the first attempt was rejected or changed nothing, a retry
 * returns the same result for a while and is then evaluated again. Retries count against your rate limit: `RATE_LIMITED`
 * says nothing about the first attempt. Wait `retryAfterMs` and send it again.
 */
export type Payload = {
  /**
   * The position that the mutation wrote. Pass it to queries as `atLeast` to see the change. Null if the command was
   * rejected.
   */
  readonly position: Maybe<Scalars['Position']['output']>;
  /** Whether queries already show the change. False if the projections took longer than 2 seconds (`MUTATION_WAIT_MS`). */
  readonly caughtUp: Scalars['Boolean']['output'];
  /** Why the command was refused. Null if it succeeded or there was nothing to change. */
  readonly rejection: Maybe<Rejection>;
};

/** Why a command was refused. */
export type Rejection = {
  readonly __typename?: 'Rejection';
  readonly code: RejectionCode;
  /** An English sentence for people. */
  readonly message: Scalars['String']['output'];
  /** Facts as JSON, such as the limit that was reached or how long to wait. Null if there are none. */
  readonly details: Maybe<Scalars['JSON']['output']>;
};

/** A new person with their token. */
export type DevelopmentSignIn = {
  readonly __typename?: 'DevelopmentSignIn';
  /** Send it as `Authorization: Bearer …`, or as `authorization` in the `connectionParams` of a socket. */
  readonly token: Scalars['String']['output'];
  readonly person: Person;
  /** When the token expires: after 24 hours. */
  readonly expiresAt: Scalars['DateTime']['output'];
};

export type RoomPayload = Payload & {
  readonly __typename?: 'RoomPayload';
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly caughtUp: Scalars['Boolean']['output'];
  readonly rejection: Maybe<Rejection>;
  /** The room that the mutation was about. Null if the input has no valid id, and if a new room was not made. */
  readonly roomId: Maybe<Scalars['ID']['output']>;
  /** The room as you may see it now, also if the command was rejected. */
  readonly room: Maybe<Room>;
};

export type CommentPayload = Payload & {
  readonly __typename?: 'CommentPayload';
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly caughtUp: Scalars['Boolean']['output'];
  readonly rejection: Maybe<Rejection>;
  /** The comment that the mutation was about. Null if the command was rejected, as is `comment`. */
  readonly commentId: Maybe<Scalars['ID']['output']>;
  /** Also null if you may not read the room. */
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
  /** The poll that the mutation was about. Null if the command was rejected, as is `poll`. */
  readonly pollId: Maybe<Scalars['ID']['output']>;
  /** Also null if you may not read the room. */
  readonly poll: Maybe<Poll>;
};

export type PersonPayload = Payload & {
  readonly __typename?: 'PersonPayload';
  readonly position: Maybe<Scalars['Position']['output']>;
  readonly caughtUp: Scalars['Boolean']['output'];
  readonly rejection: Maybe<Rejection>;
  /** You, or the person named in the input. Null if the command was rejected. */
  readonly person: Maybe<Person>;
};

/** Why a command was refused. docs/errors.md says what to do about each. */
export type RejectionCode =
  /**
   * The input `details.field` is not valid (for a list: `options[1]`). Either it is outside `details.min` and
   * `details.max`, in characters, items or milliseconds since 1970, or `details.reason` says what is wrong.
   */
  | 'INVALID_INPUT'
  /** You have a token but have not registered a name yet. */
  | 'NOT_REGISTERED'
  /** Nobody is registered under this id. */
  | 'NO_SUCH_PERSON'
  /** You cannot do this to yourself. */
  | 'YOURSELF'
  /** One of you has blocked the other. `details.byYourself` is true if you did. */
  | 'BLOCKED'
  /** You sent this mutation too often. Nothing was done by this attempt. */
  | 'RATE_LIMITED'
  /** No room has this id, or you may not find the room. */
  | 'NO_SUCH_ROOM'
  /** A room with this id exists, and either you cannot open it or its settings differ from yours. */
  | 'ROOM_EXISTS'
  /** The room is scheduled but not open yet. */
  | 'ROOM_NOT_LIVE'
  /** This is possible only before a room opens. */
  | 'ROOM_NOT_SCHEDULED'
  /** The room is closed. */
  | 'ROOM_CLOSED'
  /** The room was cancelled. */
  | 'ROOM_CANCELLED'
  /** The room has reached its capacity (`details.limit`). */
  | 'ROOM_FULL'
  /** The room admits only followers of the host or invited people. */
  | 'NOT_ALLOWED_IN'
  /** You are banned from this room, on every device. */
  | 'BANNED'
  /** The start of a scheduled room must be in the future. */
  | 'STARTS_IN_THE_PAST'
  /** Only the host can do this. */
  | 'NOT_THE_HOST'
  /** Only the host and moderators can do this. */
  | 'NOT_A_MODERATOR'
  /** You are not in the room. */
  | 'NOT_IN_ROOM'
  /** The person is not in the room. */
  | 'TARGET_NOT_IN_ROOM'
  /** The person is the host or a moderator, and you do not outrank them. */
  | 'TARGET_OUTRANKS_YOU'
  /** The room takes no new hands. Hands that are already raised stay. */
  | 'HANDS_CLOSED'
  /** The room takes no hands. The stage is by invitation only. */
  | 'BY_INVITATION_ONLY'
  /** You are already on stage and need no hand. */
  | 'ALREADY_ON_STAGE'
  /** You are not on stage. */
  | 'NOT_ON_STAGE'
  /** The person is not on stage. */
  | 'TARGET_NOT_ON_STAGE'
  /** The person has no raised hand, or the queue is empty. */
  | 'NO_HAND'
  /** You have no invitation to the stage. It may have been withdrawn. */
  | 'NOT_INVITED'
  /** The stage has reached its limit (`details.limit`, 50 people). */
  | 'STAGE_FULL'
  /** A moderator muted you. */
  | 'MUTED_BY_MODERATOR'
  /** The host is always on stage: the host cannot step down, and the creator of a scheduled room cannot raise a hand early. */
  | 'HOST_CANNOT'
  /** The room's list of invited people is full (`details.limit`, 5,000). */
  | 'TOO_MANY_INVITED'
  /** The queue of raised hands is full (`details.limit`, 2,000). */
  | 'TOO_MANY_HANDS'
  /** A moderator has silenced you in this room's chat. */
  | 'SILENCED'
  /** The room has no comment with this id. */
  | 'NO_SUCH_COMMENT'
  /** This `commandId` already posted a comment with a different text. */
  | 'COMMENT_EXISTS'
  /** The comment was removed. */
  | 'COMMENT_REMOVED'
  /** The room has reached its limit of pinned comments (`details.limit`, 5). */
  | 'TOO_MANY_PINNED'
  /** Only its author or a moderator can remove a comment. */
  | 'NOT_YOUR_COMMENT'
  /** The room has no poll with this id. */
  | 'NO_SUCH_POLL'
  /** This `commandId` already opened a different poll, or one that is closed. */
  | 'POLL_EXISTS'
  /** The poll is closed and takes no more votes. */
  | 'POLL_CLOSED'
  /** The poll has no such option. It has `details.options` options, counted from 0. */
  | 'NO_SUCH_OPTION'
  /** The room has reached its limit of open polls (`details.limit`, 5). */
  | 'TOO_MANY_POLLS'
  /** You have reached the limit of people you can follow (`details.limit`, 5,000). */
  | 'TOO_MANY_FOLLOWED'
  /** You have reached the limit of people you can block (`details.limit`, 1,000). */
  | 'TOO_MANY_BLOCKED'
  /** No sound gateway carries the room now. */
  | 'NO_SOUND'
  /** The gateways have no capacity for another listener. Speakers can still connect. */
  | 'SOUND_FULL'
  /** The handle is not yours, or its connection has ended. */
  | 'SOUND_RESET'
  /** Your token does not allow this. */
  | 'NOT_ALLOWED';

export type RegisterInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 60 characters on one line. */
  readonly name: Scalars['String']['input'];
  /** Up to 300 characters, on several lines if you like. */
  readonly bio?: InputMaybe<Scalars['String']['input']>;
  /** An https URL of up to 500 characters. */
  readonly avatarUrl?: InputMaybe<Scalars['String']['input']>;
};

export type ChangeProfileInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 60 characters on one line. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Up to 300 characters, on several lines if you like. */
  readonly bio?: InputMaybe<Scalars['String']['input']>;
  /** An https URL of up to 500 characters. Null removes it. */
  readonly avatarUrl?: InputMaybe<Scalars['String']['input']>;
};

export type FollowInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId: Scalars['ID']['input'];
};

export type UnfollowInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId: Scalars['ID']['input'];
};

export type BlockInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId: Scalars['ID']['input'];
};

export type UnblockInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly personId: Scalars['ID']['input'];
};

export type SignOutEverywhereInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** By default you. Naming another person needs the scope ADMIN. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

export type ScheduleRoomInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** A new UUID of your choice. By default the server generates one. */
  readonly roomId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 120 characters on one line. */
  readonly title: Scalars['String']['input'];
  /** 1 to 40 lower-case letters, digits and dashes that start with a letter or digit. */
  readonly topic?: InputMaybe<Scalars['String']['input']>;
  /** In the future, and within the next 366 days. */
  readonly startsAt: Scalars['DateTime']['input'];
  readonly visibility?: InputMaybe<Visibility>;
  /** 2 to 100,000 people. By default no limit. */
  readonly capacity?: InputMaybe<Scalars['Int']['input']>;
  readonly handPolicy?: InputMaybe<HandPolicy>;
  /** People who may join whatever the visibility, at most 500. */
  readonly invited?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type RescheduleRoomInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** In the future, and within the next 366 days. */
  readonly startsAt: Scalars['DateTime']['input'];
};

export type CancelRoomInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type MarkInterestInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type WithdrawInterestInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type OpenRoomInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  /** A room that you scheduled, or a new UUID. By default the server generates one. */
  readonly roomId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 120 characters on one line. Required unless the room was scheduled. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 40 lower-case letters, digits and dashes that start with a letter or digit. */
  readonly topic?: InputMaybe<Scalars['String']['input']>;
  readonly visibility?: InputMaybe<Visibility>;
  /** 2 to 100,000 people. By default no limit. */
  readonly capacity?: InputMaybe<Scalars['Int']['input']>;
  readonly handPolicy?: InputMaybe<HandPolicy>;
  /** People who may join whatever the visibility, at most 500. */
  readonly invited?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type CloseRoomInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type RenameRoomInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** 1 to 120 characters on one line. */
  readonly title: Scalars['String']['input'];
  /** 1 to 40 lower-case letters, digits and dashes that start with a letter or digit. Omit it to remove the topic. */
  readonly topic?: InputMaybe<Scalars['String']['input']>;
};

export type SetVisibilityInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly visibility: Visibility;
};

export type SetCapacityInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** 2 to 100,000 people. Null removes the limit. */
  readonly capacity?: InputMaybe<Scalars['Int']['input']>;
};

export type InvitePeopleInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** At most 500. */
  readonly personIds: ReadonlyArray<Scalars['ID']['input']>;
};

export type UninvitePeopleInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** At most 500. */
  readonly personIds: ReadonlyArray<Scalars['ID']['input']>;
};

export type StartRecordingInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type StopRecordingInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type JoinRoomInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type LeaveRoomInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type RemoveParticipantInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
  /** Up to 200 characters on one line. Shown to the person, moderators and auditors. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

export type BanPersonInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
  /** Up to 200 characters on one line. Shown to the person, moderators and auditors. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

export type LiftBanInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type RaiseHandInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type LowerHandInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** By default you. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

export type SetHandPolicyInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly handPolicy: HandPolicy;
};

export type InviteToStageInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type AcceptStageInvitationInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type DeclineStageInvitationInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type WithdrawStageInvitationInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type BringOnStageInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** By default the next person in the queue. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

export type StepDownInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type MoveToAudienceInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type MuteInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** By default you. */
  readonly personId?: InputMaybe<Scalars['ID']['input']>;
};

export type MuteEveryoneInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type UnmuteInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
};

export type AllowToUnmuteInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type AppointModeratorInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type DismissModeratorInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type HandOverHostInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type SilenceInChatInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type LiftSilenceInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly personId: Scalars['ID']['input'];
};

export type PostCommentInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** 1 to 1,000 characters, on several lines if you like. Plain text. */
  readonly text: Scalars['String']['input'];
};

export type PinCommentInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly commentId: Scalars['ID']['input'];
};

export type UnpinCommentInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly commentId: Scalars['ID']['input'];
};

export type RemoveCommentInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly commentId: Scalars['ID']['input'];
};

export type ReactInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** A single emoji. */
  readonly emoji: Scalars['String']['input'];
};

export type OpenPollInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  /** 1 to 200 characters on one line. */
  readonly question: Scalars['String']['input'];
  /** 2 to 10 different options of 1 to 80 characters. */
  readonly options: ReadonlyArray<Scalars['String']['input']>;
  /** Within the next 24 hours. By default the poll stays open until a moderator closes it or the room closes. */
  readonly closesAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** If true, no votes per option are shown until the poll is closed. */
  readonly secret?: InputMaybe<Scalars['Boolean']['input']>;
};

export type VoteInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly pollId: Scalars['ID']['input'];
  /** The index of the option, from 0. */
  readonly option: Scalars['Int']['input'];
};

export type ClosePollInput = {
  /** A UUID of your choice that makes retries safe: see `Payload`. */
  readonly commandId?: InputMaybe<Scalars['ID']['input']>;
  readonly roomId: Scalars['ID']['input'];
  readonly pollId: Scalars['ID']['input'];
};

/**
 * The result of a sound mutation.
 *
 * Your device exchanges audio with the gateway of the room over WebRTC. The signalling goes through this API. You are
 * heard while you are on stage and not muted, whatever your device sends. You hear everybody except yourself. One device
 * per person has sound at a time: the one that connected last.
 */
export type SoundPayload = {
  readonly __typename?: 'SoundPayload';
  /** Why the mutation was refused. After `NO_SOUND` or `SOUND_RESET`, connect again in a moment. */
  readonly rejection: Maybe<Rejection>;
  /** Identifies this connection in later sound mutations. Valid only for you, in this room and in this epoch. */
  readonly handle: Maybe<Scalars['ID']['output']>;
  /** Increases whenever everybody has to reconnect. */
  readonly epoch: Maybe<Scalars['Int']['output']>;
  /** Whether `sdp` is the answer to your offer, or an offer that you answer with `answerSound`. */
  readonly type: Maybe<SdpType>;
  /** The session description (SDP) of the gateway. */
  readonly sdp: Maybe<Scalars['String']['output']>;
};

export type { SdpType };

export type ConnectSoundInput = {
  readonly roomId: Scalars['ID']['input'];
  /**
   * Your offer, with one audio line and at most 16 kB. If the reply is an OFFER, create a new PeerConnection for it:
   * listeners of large rooms receive a stream. Without `sdp`, the reply is always an OFFER.
   */
  readonly sdp?: InputMaybe<Scalars['String']['input']>;
};

export type AnswerSoundInput = {
  /** The `handle` that `connectSound` returned. */
  readonly handle: Scalars['ID']['input'];
  /** Your answer to the offer. */
  readonly sdp: Scalars['String']['input'];
};

export type TrickleInput = {
  readonly handle: Scalars['ID']['input'];
  /** At most 20. Send null as the last candidate to say that there are no more. */
  readonly candidates: ReadonlyArray<InputMaybe<CandidateInput>>;
};

/** An ICE candidate with the fields of a browser's `RTCIceCandidate`. */
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

/** STUN and TURN servers, in the form that `RTCPeerConnection` takes, so that devices behind NAT can connect. */
export type IceServers = {
  readonly __typename?: 'IceServers';
  readonly servers: ReadonlyArray<IceServer>;
  /** When the credentials expire for new connections. Null if there are none. */
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
};

export type IceServer = {
  readonly __typename?: 'IceServer';
  readonly urls: ReadonlyArray<Scalars['String']['output']>;
  /** Null for servers without credentials, such as STUN. */
  readonly username: Maybe<Scalars['String']['output']>;
  /** Null for servers without credentials, such as STUN. */
  readonly credential: Maybe<Scalars['String']['output']>;
};

/**
 * A short-lived message about the sound of a room. It is never recorded. A message can be lost: the epoch and what you
 * were asked to do are repeated within 10 seconds, and when you subscribe.
 */
export type SoundSignal = SoundTalking | SoundReset | SoundRenegotiation | SoundMuted | SoundRemoved;

/** Who is talking now. Sent first when you subscribe, then at each change, at most four times per second. */
export type SoundTalking = {
  readonly __typename?: 'SoundTalking';
  /** The current epoch. 0: the room has no sound now. If it differs from the epoch of your connection, connect again. */
  readonly epoch: Scalars['Int']['output'];
  /** Everybody who is talking. Empty if nobody is. */
  readonly people: ReadonlyArray<Person>;
};

/**
 * All connections of earlier epochs are void. Connect again after a random delay of up to 2 seconds, so that not everybody
 * connects at once. If your old connection still plays, keep it until you hear the new one.
 */
export type SoundReset = {
  readonly __typename?: 'SoundReset';
  readonly epoch: Scalars['Int']['output'];
};

/** Change your connection: your role on stage changed, your connection was lost, or your gateway is being drained. */
export type SoundRenegotiation = {
  readonly __typename?: 'SoundRenegotiation';
  readonly how: Renegotiation;
};

/** What you have to do with your sound connection. */
export type Renegotiation =
  /** Start sending: pass another offer of the same PeerConnection to `restartIce`. */
  | 'OFFER'
  /** Connect again with a new PeerConnection, and close the old one when the new one works. */
  | 'CONNECT';

/** The server muted or unmuted your audio. */
export type SoundMuted = {
  readonly __typename?: 'SoundMuted';
  /** True: you cannot be heard. False: you can be heard again. */
  readonly muted: Scalars['Boolean']['output'];
};

/** Your sound connection in this room has ended. */
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

/** Cursors are positions and never expire. */
export type TimelinePageInfo = {
  readonly __typename?: 'TimelinePageInfo';
  /** Whether there are events before this page. On a filtered timeline: whether there may be. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Whether there are events after this page. On a filtered timeline: whether there may be. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Pass it as `before` to get the previous page. */
  readonly startCursor: Maybe<Scalars['Position']['output']>;
  /** Pass it as `after` to get the next page. */
  readonly endCursor: Maybe<Scalars['Position']['output']>;
};

/** An event with its position and cause. */
export type TimelineEntry = {
  readonly __typename?: 'TimelineEntry';
  readonly event: RoomEvent;
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  /** Who caused the event. Null if the system did. For votes, null except to auditors. */
  readonly actor: Maybe<Person>;
  /** For votes, null except to auditors. */
  readonly cause: Maybe<Cause>;
  /** Where the event is in the recording of the room. Null if nothing was recorded then. */
  readonly recording: Maybe<RecordingOffset>;
};

/** The command and the request that caused an event. */
export type Cause = {
  readonly __typename?: 'Cause';
  /** All events of one command share this id. */
  readonly commandId: Scalars['ID']['output'];
  /** The id of the request, as in the server's logs. */
  readonly correlationId: Scalars['ID']['output'];
};

/** What happened in a room while you were away. */
export type SinceYouLeft = {
  readonly __typename?: 'SinceYouLeft';
  /** The position up to which this summary goes. Pass it to `roomEvents` as `after` to miss nothing more. */
  readonly position: Scalars['Position']['output'];
  /** False if so much happened that only the latest 5,000 events are summarised. */
  readonly complete: Scalars['Boolean']['output'];
  /** Who came on stage, one entry per stay, in order. */
  readonly turns: ReadonlyArray<StageTurn>;
  /** Comments that were pinned meanwhile and still are. */
  readonly pinned: ReadonlyArray<Comment>;
  /** Polls that were opened or closed meanwhile. */
  readonly polls: ReadonlyArray<Poll>;
  /** The most people at one time. Null if nobody joined or left. */
  readonly peak: Maybe<Peak>;
  /** How many times people joined. */
  readonly joined: Scalars['Int']['output'];
  /** How many times people left or were removed. */
  readonly left: Scalars['Int']['output'];
  /** How many comments were posted. */
  readonly comments: Scalars['Int']['output'];
  /** How many reactions were sent. */
  readonly reactions: Scalars['Int']['output'];
};

/** One person's stay on stage. */
export type StageTurn = {
  readonly __typename?: 'StageTurn';
  readonly person: Person;
  readonly cameAt: Scalars['DateTime']['output'];
  /** Null if the person is still on stage. */
  readonly wentAt: Maybe<Scalars['DateTime']['output']>;
};

/** The most people in a room at one time. */
export type Peak = {
  readonly __typename?: 'Peak';
  readonly people: Scalars['Int']['output'];
  /** When that number was first reached. */
  readonly at: Scalars['DateTime']['output'];
};

/** The statistics of a room. Durations are in seconds. For a live room they go up to now. */
export type RoomSummary = {
  readonly __typename?: 'RoomSummary';
  readonly roomId: Scalars['ID']['output'];
  readonly title: Scalars['String']['output'];
  readonly topic: Maybe<Scalars['String']['output']>;
  /** The first host. */
  readonly openedBy: Person;
  readonly openedAt: Scalars['DateTime']['output'];
  /** Null while the room is live. */
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  /** How long the room has been open, in seconds. */
  readonly duration: Scalars['Float']['output'];
  /** People in the room now. 0 once it is closed. */
  readonly present: Scalars['Int']['output'];
  /** How many different people were in the room. */
  readonly people: Scalars['Int']['output'];
  readonly peak: Peak;
  /** How many times somebody joined. A person with several devices joins once. */
  readonly joins: Scalars['Int']['output'];
  /** The time that people spent in the room, summed over all people, in seconds. */
  readonly presence: Scalars['Float']['output'];
  /** How many different people were on stage. */
  readonly peopleOnStage: Scalars['Int']['output'];
  /** How many times somebody came on stage. */
  readonly turnsOnStage: Scalars['Int']['output'];
  /** How many times somebody raised a hand. */
  readonly handsRaised: Scalars['Int']['output'];
  /** Comments posted, including those removed later. */
  readonly comments: Scalars['Int']['output'];
  /** How many of these comments were removed. */
  readonly commentsRemoved: Scalars['Int']['output'];
  readonly reactions: Scalars['Int']['output'];
  /** The most frequent first. */
  readonly reactionsByEmoji: ReadonlyArray<ReactionCount>;
  /** How many polls were opened. */
  readonly polls: Scalars['Int']['output'];
  /** Votes in all polls. A changed vote counts once. */
  readonly votes: Scalars['Int']['output'];
  /** Every minute in which something happened, in order. */
  readonly minutes: ReadonlyArray<RoomMinute>;
};

/** What happened in one minute of a room. */
export type RoomMinute = {
  readonly __typename?: 'RoomMinute';
  /** The start of the minute. */
  readonly minute: Scalars['DateTime']['output'];
  /** People in the room at the end of the minute. */
  readonly present: Scalars['Int']['output'];
  readonly joins: Scalars['Int']['output'];
  readonly leaves: Scalars['Int']['output'];
  readonly reactions: Scalars['Int']['output'];
  readonly comments: Scalars['Int']['output'];
};

/**
 * One person's attendance in a room, over all visits and devices. Durations are in seconds. For a person who is still in
 * the room, they go up to now.
 */
export type Attendance = {
  readonly __typename?: 'Attendance';
  readonly person: Person;
  /** When the person joined for the first time. */
  readonly firstJoinedAt: Scalars['DateTime']['output'];
  /** When the person last left. Null if they never did: they are in the room now, or were when it closed. */
  readonly lastLeftAt: Maybe<Scalars['DateTime']['output']>;
  /** How many times the person joined. */
  readonly visits: Scalars['Int']['output'];
  /** Seconds in the room. */
  readonly presence: Scalars['Float']['output'];
  /** How many times the person came on stage. */
  readonly turnsOnStage: Scalars['Int']['output'];
  /** Seconds on stage. */
  readonly onStage: Scalars['Float']['output'];
  /** Seconds on stage and not muted. */
  readonly unmuted: Scalars['Float']['output'];
  /** Seconds spoken, as measured by the gateway. 0 if the room had no sound. */
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

/** The activity in all rooms on one day, in UTC. */
export type ActivityDay = {
  readonly __typename?: 'ActivityDay';
  /** Such as `2026-05-17`. */
  readonly day: Scalars['String']['output'];
  /** Rooms that opened on this day. */
  readonly rooms: Scalars['Int']['output'];
  /** Different people who joined a room on this day. */
  readonly people: Scalars['Int']['output'];
  /** Of these, people who had never been in a room before. */
  readonly newPeople: Scalars['Int']['output'];
  /** Of these, people who had been in a room before. */
  readonly returningPeople: Scalars['Int']['output'];
  /** The time that people spent in the rooms that opened on this day, summed over all people, in seconds. */
  readonly presence: Scalars['Float']['output'];
  /** The same rooms by topic, the most joins first. */
  readonly topics: ReadonlyArray<TopicActivity>;
};

/** People whose first visit to any room was in the same week. */
export type RetentionCohort = {
  readonly __typename?: 'RetentionCohort';
  /** The Monday of that week, such as `2026-05-11`. */
  readonly cohort: Scalars['String']['output'];
  /** How many people the cohort has. */
  readonly people: Scalars['Int']['output'];
  /** Every week from the first to the current one. Empty if the cohort has no people. */
  readonly weeks: ReadonlyArray<RetentionWeek>;
};

/** One week of a cohort. */
export type RetentionWeek = {
  readonly __typename?: 'RetentionWeek';
  /** Weeks since the first week: 0 is the first week itself. */
  readonly week: Scalars['Int']['output'];
  /** How many people of the cohort joined a room in this week. */
  readonly people: Scalars['Int']['output'];
};

/** The rooms of one topic that opened on a day. */
export type TopicActivity = {
  readonly __typename?: 'TopicActivity';
  /** Null for rooms without a topic. */
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly rooms: Scalars['Int']['output'];
  /** How many times somebody joined. */
  readonly joins: Scalars['Int']['output'];
  /** The time that people spent in these rooms, summed over all people, in seconds. */
  readonly presence: Scalars['Float']['output'];
};

export type { InspectedBy };

/** A record that an auditor or an analyst accessed a room, one or more times within an hour. */
export type Inspection = {
  readonly __typename?: 'Inspection';
  /** The auditor, or the analyst. */
  readonly auditor: Person;
  readonly roomId: Scalars['ID']['output'];
  readonly how: InspectedBy;
  /** The first access in that hour. */
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

/**
 * Something that happened in a room. Each kind of event is a type of its own: select its fields with fragments. Expect new
 * types in later versions.
 */
export type RoomEvent = {
  /** Unique. The same event has the same id in subscriptions, timelines and replays. */
  readonly id: Scalars['ID']['output'];
  /** Where the event is in the log. */
  readonly position: Scalars['Position']['output'];
  /** When the command behind the event was decided. */
  readonly at: Scalars['DateTime']['output'];
  /** Who caused the event. Null if the system did. For votes, null except to auditors in the history. */
  readonly actor: Maybe<Person>;
};

/** A room was scheduled. Nobody is in it yet. */
export type RoomScheduled = RoomEvent & {
  readonly __typename?: 'RoomScheduled';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly title: Scalars['String']['output'];
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly visibility: Visibility;
  /** Null: no limit. */
  readonly capacity: Maybe<Scalars['Int']['output']>;
  readonly handPolicy: HandPolicy;
  readonly host: Person;
  readonly startsAt: Scalars['DateTime']['output'];
};

/** The start of a scheduled room changed. Interest and early hands stay. */
export type RoomRescheduled = RoomEvent & {
  readonly __typename?: 'RoomRescheduled';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  /** The new start. */
  readonly startsAt: Scalars['DateTime']['output'];
};

/** A scheduled room was cancelled. Final. */
export type RoomCancelled = RoomEvent & {
  readonly __typename?: 'RoomCancelled';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
};

/** A person asked for a reminder of a scheduled room. */
export type InterestMarked = RoomEvent & {
  readonly __typename?: 'InterestMarked';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
};

/** A person no longer wants a reminder. */
export type InterestWithdrawn = RoomEvent & {
  readonly __typename?: 'InterestWithdrawn';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
};

/** Reminders of a scheduled room are due, by default 10 minutes before its start. */
export type InterestedReminded = RoomEvent & {
  readonly __typename?: 'InterestedReminded';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  /** The start that people are reminded of. */
  readonly startsAt: Scalars['DateTime']['output'];
};

/** A person raised a hand before the room opened. The hand enters the queue when they join. */
export type HandRaisedAhead = RoomEvent & {
  readonly __typename?: 'HandRaisedAhead';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
  /** The rank that the hand will have in the queue. The smallest is next. */
  readonly order: Scalars['Int']['output'];
};

/** A hand that was raised before the room opened was lowered. */
export type HandLoweredAhead = RoomEvent & {
  readonly __typename?: 'HandLoweredAhead';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
};

/**
 * The room is live. Has all settings, whether the room was scheduled or not. The host's `ParticipantJoined` and
 * `CameOnStage` follow.
 */
export type RoomOpened = RoomEvent & {
  readonly __typename?: 'RoomOpened';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly title: Scalars['String']['output'];
  readonly topic: Maybe<Scalars['String']['output']>;
  readonly visibility: Visibility;
  /** Null: no limit. */
  readonly capacity: Maybe<Scalars['Int']['output']>;
  readonly handPolicy: HandPolicy;
  readonly host: Person;
};

/** The title or the topic changed. Both fields hold the new value. */
export type RoomRenamed = RoomEvent & {
  readonly __typename?: 'RoomRenamed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly title: Scalars['String']['output'];
  /** Null: no topic. */
  readonly topic: Maybe<Scalars['String']['output']>;
};

/** Who can find and join the room changed. People in the room stay. */
export type VisibilitySet = RoomEvent & {
  readonly __typename?: 'VisibilitySet';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly visibility: Visibility;
};

/** How many people can be in the room at once changed. People in the room stay. */
export type CapacitySet = RoomEvent & {
  readonly __typename?: 'CapacitySet';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  /** Null: no limit. */
  readonly capacity: Maybe<Scalars['Int']['output']>;
};

/** People were invited, so that they can join whatever the visibility. */
export type PeopleInvited = RoomEvent & {
  readonly __typename?: 'PeopleInvited';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly people: ReadonlyArray<Person>;
};

/** Invitations were taken back. People in the room stay. */
export type PeopleUninvited = RoomEvent & {
  readonly __typename?: 'PeopleUninvited';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly people: ReadonlyArray<Person>;
};

/** A person joined the room. They are a listener until `CameOnStage`. One event for all their devices. */
export type ParticipantJoined = RoomEvent & {
  readonly __typename?: 'ParticipantJoined';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A person left the room. Their hand, invitation and stay on stage ended in earlier events. */
export type ParticipantLeft = RoomEvent & {
  readonly __typename?: 'ParticipantLeft';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly reason: LeaveReason;
  /**
   * When somebody who vanished was last seen. Their visit ended then, although it was noticed later. Null if they left, and
   * if nobody knows.
   */
  readonly lastSeenAt: Maybe<Scalars['DateTime']['output']>;
};

/**
 * A person was removed. They may join again unless they are banned. Their hand, invitation and stay on stage ended in
 * earlier events.
 */
export type ParticipantRemoved = RoomEvent & {
  readonly __typename?: 'ParticipantRemoved';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  /** What the moderator wrote. Null if nothing, and except to the person, moderators and auditors. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A person may no longer join the room, on any device. They may or may not have been in it. */
export type PersonBanned = RoomEvent & {
  readonly __typename?: 'PersonBanned';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
  /** What the moderator wrote. Null if nothing. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

/** A banned person may join again. */
export type BanLifted = RoomEvent & {
  readonly __typename?: 'BanLifted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
};

/** A listener raised a hand. */
export type HandRaised = RoomEvent & {
  readonly __typename?: 'HandRaised';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  /** The rank in the queue. The smallest is next. A number is never reused in a room. */
  readonly order: Scalars['Int']['output'];
};

/** A hand was lowered. */
export type HandLowered = RoomEvent & {
  readonly __typename?: 'HandLowered';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly reason: HandLoweredReason;
};

/** How listeners reach the stage changed. */
export type HandPolicySet = RoomEvent & {
  readonly __typename?: 'HandPolicySet';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly handPolicy: HandPolicy;
};

/** A listener was invited to the stage. Nothing changes until they accept. */
export type InvitedToStage = RoomEvent & {
  readonly __typename?: 'InvitedToStage';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A listener declined the invitation to the stage. */
export type StageInvitationDeclined = RoomEvent & {
  readonly __typename?: 'StageInvitationDeclined';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** An invitation to the stage ended without an answer. */
export type StageInvitationWithdrawn = RoomEvent & {
  readonly __typename?: 'StageInvitationWithdrawn';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly reason: InvitationWithdrawnReason;
};

/** A participant is on stage and unmuted. Their hand and invitation ended in earlier events. */
export type CameOnStage = RoomEvent & {
  readonly __typename?: 'CameOnStage';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly via: StageVia;
};

/** A participant is a listener again. They stay in the room unless `ParticipantLeft` or `ParticipantRemoved` follows. */
export type WentOffStage = RoomEvent & {
  readonly __typename?: 'WentOffStage';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly reason: OffStageReason;
  /** When a speaker who vanished was last seen. Null for everybody else. */
  readonly lastSeenAt: Maybe<Scalars['DateTime']['output']>;
};

/** A speaker was muted. If a moderator did it, they cannot unmute until `UnmuteAllowed`. */
export type SpeakerMuted = RoomEvent & {
  readonly __typename?: 'SpeakerMuted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly by: MutedBy;
};

/** A speaker can be heard again. */
export type SpeakerUnmuted = RoomEvent & {
  readonly __typename?: 'SpeakerUnmuted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A speaker whom a moderator muted may unmute. They stay muted until they do. */
export type UnmuteAllowed = RoomEvent & {
  readonly __typename?: 'UnmuteAllowed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A person moderates the room from now on, also after leaving and rejoining. */
export type ModeratorAppointed = RoomEvent & {
  readonly __typename?: 'ModeratorAppointed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A person no longer moderates the room. */
export type ModeratorDismissed = RoomEvent & {
  readonly __typename?: 'ModeratorDismissed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** The role of the host changed hands. */
export type HostChanged = RoomEvent & {
  readonly __typename?: 'HostChanged';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  /** The previous host. Null if there was none. */
  readonly from: Maybe<Person>;
  /**
   * The new host. Null if nobody in the room may be the host: the room then closes after 60 seconds, unless somebody who
   * may be the host joins.
   */
  readonly to: Maybe<Person>;
  readonly reason: HostChangedReason;
};

/** A person may no longer post comments in the room, also after leaving and rejoining. */
export type ParticipantSilenced = RoomEvent & {
  readonly __typename?: 'ParticipantSilenced';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** A silenced person may post comments again. */
export type SilenceLifted = RoomEvent & {
  readonly __typename?: 'SilenceLifted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
};

/** The host switched recording on. It starts if a gateway can record: see `RecordingSegmentStarted`. */
export type RecordingWanted = RoomEvent & {
  readonly __typename?: 'RecordingWanted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
};

/** The host switched recording off. */
export type RecordingUnwanted = RoomEvent & {
  readonly __typename?: 'RecordingUnwanted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
};

/** The room is over for everybody in it. Final. */
export type RoomClosed = RoomEvent & {
  readonly __typename?: 'RoomClosed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly reason: RoomClosedReason;
};

/** A participant posted a comment. */
export type CommentPosted = RoomEvent & {
  readonly __typename?: 'CommentPosted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly commentId: Scalars['ID']['output'];
  readonly author: Person;
  /** Null if the comment has been removed since, except to auditors. */
  readonly text: Maybe<Scalars['String']['output']>;
};

/** A moderator pinned a comment to the top for everybody. */
export type CommentPinned = RoomEvent & {
  readonly __typename?: 'CommentPinned';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly commentId: Scalars['ID']['output'];
};

/** A comment is no longer pinned. */
export type CommentUnpinned = RoomEvent & {
  readonly __typename?: 'CommentUnpinned';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly commentId: Scalars['ID']['output'];
};

/** A comment was removed by its author or a moderator. Auditors can still read the text in the history. */
export type CommentRemoved = RoomEvent & {
  readonly __typename?: 'CommentRemoved';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly commentId: Scalars['ID']['output'];
  readonly by: RemovedBy;
};

/** A person sent one reaction. */
export type Reacted = RoomEvent & {
  readonly __typename?: 'Reacted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly person: Person;
  readonly emoji: Scalars['String']['output'];
};

/** A moderator opened a poll. */
export type PollOpened = RoomEvent & {
  readonly __typename?: 'PollOpened';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly pollId: Scalars['ID']['output'];
  readonly question: Scalars['String']['output'];
  readonly options: ReadonlyArray<Scalars['String']['output']>;
  /** Null if it stays open until a moderator closes it or the room closes. */
  readonly closesAt: Maybe<Scalars['DateTime']['output']>;
  /** If true, no votes per option are shown until the poll is closed. */
  readonly secret: Scalars['Boolean']['output'];
};

/** A person voted in a poll, for the first time. */
export type Voted = RoomEvent & {
  readonly __typename?: 'Voted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly pollId: Scalars['ID']['output'];
  /** The index of the option, from 0. Null for a secret poll, except to auditors in the history once the poll is closed. */
  readonly option: Maybe<Scalars['Int']['output']>;
};

/** A person changed their vote. */
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

/** A poll closed, and its result is visible. Final. */
export type PollClosed = RoomEvent & {
  readonly __typename?: 'PollClosed';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly pollId: Scalars['ID']['output'];
  readonly reason: PollClosedReason;
};

/**
 * A gateway carries the sound of the room. For moderators and auditors only, as are `SoundLost`, `SoundEnded`,
 * `AudienceSpread` and `AudienceGathered`.
 */
export type SoundPlaced = RoomEvent & {
  readonly __typename?: 'SoundPlaced';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  /** The name of the gateway, as in `SOUND_URL`. */
  readonly gateway: Scalars['String']['output'];
  /** 1 for the first placement of the room, and one more for each that follows. */
  readonly epoch: Scalars['Int']['output'];
  readonly reason: SoundPlacedReason;
};

/** The gateway failed or lost its state of the room. Nobody is heard until the next `SoundPlaced`. */
export type SoundLost = RoomEvent & {
  readonly __typename?: 'SoundLost';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
};

/** The room no longer needs sound, and its gateway released it. */
export type SoundEnded = RoomEvent & {
  readonly __typename?: 'SoundEnded';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
};

/** Another gateway serves part of the audience. */
export type AudienceSpread = RoomEvent & {
  readonly __typename?: 'AudienceSpread';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
};

/** That gateway no longer serves anybody in this room. */
export type AudienceGathered = RoomEvent & {
  readonly __typename?: 'AudienceGathered';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly gateway: Scalars['String']['output'];
  readonly epoch: Scalars['Int']['output'];
};

/** A person on stage has a sound connection. They are heard while they are not muted. */
export type SpeakerConnected = RoomEvent & {
  readonly __typename?: 'SpeakerConnected';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  readonly epoch: Scalars['Int']['output'];
};

/** A person on stage no longer has a sound connection. */
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

/** A person spoke. Short pauses and noises are smoothed out, and a long speech turn is split into several events. */
export type TurnSpoken = RoomEvent & {
  readonly __typename?: 'TurnSpoken';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly participant: Person;
  /** When the person started to speak. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** When the person stopped speaking, or where this piece of a long turn ends. */
  readonly endedAt: Scalars['DateTime']['output'];
};

/** The sound of the room is being recorded into a new file. */
export type RecordingSegmentStarted = RoomEvent & {
  readonly __typename?: 'RecordingSegmentStarted';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly segmentId: Scalars['ID']['output'];
  /** Samples per second. */
  readonly sampleRate: Scalars['Int']['output'];
  /** The time of the first sample. */
  readonly startedAt: Scalars['DateTime']['output'];
};

/** A recording file is complete. */
export type RecordingSegmentEnded = RoomEvent & {
  readonly __typename?: 'RecordingSegmentEnded';
  readonly id: Scalars['ID']['output'];
  readonly position: Scalars['Position']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Maybe<Person>;
  readonly segmentId: Scalars['ID']['output'];
  readonly endedAt: Scalars['DateTime']['output'];
  /** The size of the file. 0 if it is missing. */
  readonly bytes: Scalars['Float']['output'];
  readonly outcome: RecordingOutcome;
};

/** Why a person left. */
export type LeaveReason =
  /** The person left. */
  | 'LEFT'
  /** The person had no subscription to the room open for 20 seconds (`PRESENCE_GRACE_MS`). */
  | 'VANISHED';

/** Why a hand was lowered. */
export type HandLoweredReason =
  /** The person lowered it. */
  | 'OWN'
  /** A moderator lowered it. */
  | 'MODERATOR'
  /** The person left or was removed. */
  | 'LEFT'
  /** The person came on stage. */
  | 'ON_STAGE'
  /** The stage is by invitation only now. */
  | 'POLICY';

/** Why an invitation to the stage ended without an answer. */
export type InvitationWithdrawnReason =
  /** A moderator took it back. */
  | 'MODERATOR'
  /** The person left or was removed. */
  | 'LEFT'
  /** The person came on stage. */
  | 'ON_STAGE';

/** How a person came on stage. */
export type StageVia =
  /** They opened the room. */
  | 'OPENING'
  /** They accepted an invitation. */
  | 'INVITATION'
  /** A moderator took their raised hand. */
  | 'HAND'
  /** They came back as the host. */
  | 'RETURN'
  /** They became the host. */
  | 'HOST';

/** Why a participant went off stage. */
export type OffStageReason =
  /** The person stepped down. */
  | 'OWN'
  /** A moderator moved them to the audience. */
  | 'MODERATOR'
  /** The person left or was removed. */
  | 'LEFT';

/** Who muted a speaker. */
export type MutedBy =
  | 'SELF'
  | 'MODERATOR';

/** Why the role of the host changed hands. */
export type HostChangedReason =
  /** The host handed it over. */
  | 'HANDED_OVER'
  /** The host left. */
  | 'LEFT'
  /** The host had no subscription to the room open for 20 seconds (`PRESENCE_GRACE_MS`). */
  | 'VANISHED'
  /** The host was removed. */
  | 'REMOVED'
  /** A host who had vanished came back. */
  | 'RETURNED'
  /** There was no host. */
  | 'SUCCEEDED';

/** Why a room closed. */
export type RoomClosedReason =
  /** The host closed it. */
  | 'HOST'
  /** Nobody in the room could be the host for 60 seconds (`HOSTLESS_GRACE_MS`). */
  | 'ABANDONED'
  /** An admin closed it. */
  | 'ADMIN';

/** Who removed a comment. */
export type RemovedBy =
  | 'AUTHOR'
  | 'MODERATOR';

/** Why a poll closed. */
export type PollClosedReason =
  /** A moderator closed it. */
  | 'MODERATOR'
  /** `closesAt` was reached. */
  | 'TIME'
  /** The room closed. */
  | 'ROOM_CLOSED';

/** Why a room was placed on a gateway. */
export type SoundPlacedReason =
  /** The room needed sound. */
  | 'BEGUN'
  /** The previous gateway was lost. */
  | 'HEALED'
  /** The previous gateway is being drained. */
  | 'DRAINED';

/** Why a person lost their sound connection. */
export type SpeakerDisconnectedReason =
  /** The person disconnected. */
  | 'OWN'
  /** The person went off stage. */
  | 'OFF_STAGE'
  /** The person's device could not be reached any more. */
  | 'VANISHED'
  /** The gateway ended the connection. */
  | 'SOUND';

/** What became of a recording file. */
export type RecordingOutcome =
  /** Complete. */
  | 'COMPLETE'
  /** The gateway failed while recording, and the file was repaired so that it can be played. */
  | 'REPAIRED'
  /** The file is not where it should be. */
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
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['Room']>, ParentType, ContextType>;
  roomId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
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
  countsPosition?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
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
  countsPosition?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
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
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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

