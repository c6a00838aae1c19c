// What resolvers are given of each type: documents where there are some, an id where the rest is loaded when asked for.

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

/** How reactions are delivered: each tap as an event, or a tick with the count of each emoji. */
export type ReactionDetail = 'each' | 'tick'

export type RoomParent = Stored<RoomDocument>
/** Asking for the id alone loads nothing. */
export type PersonParent = { readonly id: UserId }
export type ViewerParent = Viewer
/** Somebody who is present in a live room. */
export type ParticipantParent = ParticipantDocument
/** Of somebody whose hand is raised. */
export type HandParent = {
  readonly roomId: RoomId
  readonly userId: UserId
  readonly order: number
  readonly raisedAt: number
}
export type CommentParent = CommentDocument
export type PollParent = PollDocument

/** An event as it is shown to those who see with one sight. */
export type RoomEventParent = { readonly event: Recorded; readonly sight: ViewLevel }

/** With the same sight as its event. The segments of the room's recording are read when they are asked for, once. */
export type TimelineEntryParent = {
  readonly event: RoomEventParent
  readonly segments: () => Promise<readonly RecordingSegment[]>
}

export type RoomMessageParent = {
  readonly position: Position
  readonly complete: boolean
  readonly events: readonly RoomEventParent[]
  /** Empty where each reaction is among the events. */
  readonly reactionTicks: readonly { readonly emoji: string; readonly count: number }[]
}

export type SinceYouLeftParent = MissedSummary & { readonly position: Position }

/** `until`: when what has begun and not ended is over; milliseconds since 1970. */
export type AttendanceParent = { readonly attendance: AttendanceDocument; readonly until: number }

export type ReplayMessageParent = Omit<RoomMessageParent, 'reactionTicks'> & {
  readonly at: number
  readonly recording: ReturnType<typeof offsetAt>
}

export type LobbyMessageParent = {
  readonly position: Position
  readonly roomId: RoomId
  readonly room: RoomParent | null
}

/** What every mutation answers. */
export type PayloadParent = {
  readonly position: Position | null
  readonly caughtUp: boolean
  readonly rejection: ShownRejection | null
}
export type RoomPayloadParent = PayloadParent & { readonly roomId: RoomId | null }
export type CommentPayloadParent = PayloadParent & { readonly commentId: CommentId | null }
export type PollPayloadParent = PayloadParent & { readonly pollId: PollId | null }
export type PersonPayloadParent = PayloadParent & { readonly personId: UserId | null }

/** A signal as one viewer is told of it, under the name of its type. */
export type SoundSignalParent = { readonly is: string } & Readonly<Record<string, unknown>>
