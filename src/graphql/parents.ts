// The parent values of the resolvers: a document, or an id if the rest is loaded on demand.

import type { Position, Recorded } from '../../commands/event.ts'
import type { CommentId, PollId, RoomId, UserId } from '../../commands/ids.ts'
import type { AttendanceDocument } from '../../projections/attendance.ts'
import type { CommentDocument } from '../../projections/comments.ts'
import type { ParticipantDocument } from '../../projections/participants.ts'
import type { PollDocument } from '../../projections/polls.ts'
import type { Stored } from '../../projections/projection.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import type { MissedSummary } from '../history/missed.ts'
import type { offsetAt, RecordingSegment } from '../history/recordings.ts'
import type { ViewLevel } from './policy.ts'
import type { ShownRejection } from './rejections.ts'
import type { Viewer } from './viewer.ts'

/** How reactions are delivered: each one as an event, or counts per emoji. */
export type ReactionDetail = 'each' | 'tick'

/** `position` is what every part contains. `countsPosition` is the room's own, if that is newer. */
export type RoomParent = Stored<RoomDocument> & { readonly countsPosition?: Position }
/** Only the id, so that selecting nothing but `id` loads nothing. */
export type PersonParent = { readonly id: UserId }
export type ViewerParent = Viewer
/** A person in a live room. */
export type ParticipantParent = ParticipantDocument
/** A raised hand. `raisedAt` is in milliseconds since 1970. */
export type HandParent = {
  readonly roomId: RoomId
  readonly userId: UserId
  readonly order: number
  readonly raisedAt: number
}
export type CommentParent = CommentDocument
export type PollParent = Stored<PollDocument>

/** An event, and the view level at which it is shown. */
export type RoomEventParent = { readonly event: Recorded; readonly viewLevel: ViewLevel }

/** `segments` reads the segments of the room's recording, once, when a field needs them. */
export type TimelineEntryParent = {
  readonly event: RoomEventParent
  readonly segments: () => Promise<readonly RecordingSegment[]>
}

export type RoomMessageParent = {
  readonly position: Position
  readonly complete: boolean
  readonly events: readonly RoomEventParent[]
  /** Empty if reactions are delivered as events. */
  readonly reactionTicks: readonly { readonly emoji: string; readonly count: number }[]
}

export type SinceYouLeftParent = MissedSummary & { readonly position: Position }

/** `until` is where stays that have not ended are counted to, in milliseconds since 1970. */
export type AttendanceParent = { readonly attendance: AttendanceDocument; readonly until: number }

export type ReplayMessageParent = Omit<RoomMessageParent, 'reactionTicks'> & {
  readonly at: number
  readonly recording: ReturnType<typeof offsetAt>
}

export type LobbyMessageParent = {
  readonly position: Position
  readonly complete: boolean
  /** Null in the first message. */
  readonly roomId: RoomId | null
  readonly room: RoomParent | null
}

/** The result of every mutation. */
export type PayloadParent = {
  readonly position: Position | null
  readonly caughtUp: boolean
  readonly rejection: ShownRejection | null
}
export type RoomPayloadParent = PayloadParent & { readonly roomId: RoomId | null }
export type CommentPayloadParent = PayloadParent & { readonly commentId: CommentId | null }
export type PollPayloadParent = PayloadParent & { readonly pollId: PollId | null }
export type PersonPayloadParent = PayloadParent & { readonly personId: UserId | null }

/** A sound signal for one viewer. `is` is the name of its GraphQL type. */
export type SoundSignalParent = { readonly is: string } & Readonly<Record<string, unknown>>
