// The document of a room, for the lobby and the room page.

import type { Position } from '../commands/event.ts'
import type { RoomId, UserId } from '../commands/ids.ts'
import type { HandPolicy, Visibility } from '../commands/room/events.ts'

export type Phase = 'scheduled' | 'cancelled' | 'live' | 'closed'

/** Whom a room is listed for. Every room has `auditors`. Others ask for `everyone`, `person:<own id>` and `followers:<host>` of each host followed. */
export type LobbyGroup = 'auditors' | 'everyone' | `followers:${UserId}` | `person:${UserId}`

/** One for each room that was ever scheduled or opened. Times are milliseconds since 1970. */
export type RoomDocument = {
  readonly roomId: RoomId
  readonly phase: Phase
  readonly title: string
  readonly topic: string | null
  readonly visibility: Visibility
  readonly capacity: number | null
  readonly handPolicy: HandPolicy
  /** Null while nobody in a live room may be host. */
  readonly hostId: UserId | null
  /** The host, or the last one. A room without a host stays in this person's list. */
  readonly lastHostId: UserId
  /** Hosts who vanished and may take the role back, the strongest claim first. None of them is in the room. */
  readonly returning: readonly UserId[]
  /** The person whose followers may enter: the first returning host, else the host, else the creator. */
  readonly ownerId: UserId
  readonly hostlessSince: number | null
  /** The position of the event that left the room without a host. Null while it has one. */
  readonly hostLoss: Position | null
  readonly createdBy: UserId
  readonly createdAt: number
  readonly startsAt: number | null
  /** The position of the event that set `startsAt`. Null: the room was never scheduled. */
  readonly announcement: Position | null
  /** When reminders of `startsAt` were sent. */
  readonly remindedAt: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** Sorts lists: `startsAt` of a scheduled or cancelled room, `startedAt` of a live one, `endedAt` of a closed one. */
  readonly orderAt: number
  /** People in the room who are not on stage. Like `speakers` and `hands`, 0 in a closed room. */
  readonly listeners: number
  readonly speakers: number
  readonly hands: number
  readonly interested: number
  /** How many comments are shown. */
  readonly comments: number
  /** The number of taps of each emoji. */
  readonly reactions: Readonly<Record<string, number>>
  readonly recordingWanted: boolean
  readonly invited: readonly UserId[]
  readonly moderators: readonly UserId[]
  /** The groups that the room is listed for. The name is stored. */
  readonly audience: readonly LobbyGroup[]
}
