// What is kept of a room for the lobby and the room page.

import type { RoomId, UserId } from '../commands/ids.ts'
import type { HandPolicy, Visibility } from '../commands/room/events.ts'

export type Phase = 'scheduled' | 'cancelled' | 'live' | 'closed'

/** `auditors` is every room's; a person asks for `everyone`, for `person:<own id>` and for the hosts that they follow. */
export type Audience = 'auditors' | 'everyone' | `followers:${UserId}` | `person:${UserId}`

/** One for each room that was ever announced or opened. Moments are milliseconds since 1970. */
export type RoomDocument = {
  readonly roomId: RoomId
  readonly phase: Phase
  readonly title: string
  readonly topic: string | null
  readonly visibility: Visibility
  readonly capacity: number | null
  readonly handPolicy: HandPolicy
  /** Null while nobody who is in a live room may hold the role. */
  readonly hostId: UserId | null
  /** The host, or who was it last: in whose list a room without a host stays. */
  readonly lastHostId: UserId
  /** Hosts who vanished and may take the role back, the strongest right first. None of them is in the room. */
  readonly returning: readonly UserId[]
  /** Whose followers may enter: those of the first of the returning hosts, else of the host, else of who made it. */
  readonly ownerId: UserId
  readonly hostlessSince: number | null
  readonly createdBy: UserId
  readonly createdAt: number
  readonly startsAt: number | null
  /** When those who wanted to be reminded of that start were. */
  readonly remindedAt: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** What lists are ordered by: `startsAt` of a scheduled or cancelled room, `startedAt` of a live, `endedAt` of a closed one. */
  readonly orderAt: number
  /** People who are in the room and not on stage; 0 in a closed room, as are `speakers` and `hands`. */
  readonly listeners: number
  readonly speakers: number
  readonly hands: number
  readonly interested: number
  /** Those that are shown. */
  readonly comments: number
  /** Taps by emoji. */
  readonly reactions: Readonly<Record<string, number>>
  readonly recordingWanted: boolean
  readonly invited: readonly UserId[]
  readonly moderators: readonly UserId[]
  /** Who finds the room in a list. */
  readonly audience: readonly Audience[]
}
