// What happened in each minute of a room.

import type { ChatEvent } from '../commands/chat/events.ts'
import { parseStream } from '../commands/event.ts'
import type { RoomId } from '../commands/ids.ts'
import type { ReactionsEvent } from '../commands/reactions/events.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import { leftAtOf } from './leaving.ts'
import type { Projection } from './projection.ts'

/** One for each minute in which something happened. All `joins` less all `leaves` so far is how many are there. */
export type RoomMinuteDocument = {
  readonly roomId: RoomId
  /** When the minute began. Milliseconds since 1970. */
  readonly minute: number
  readonly joins: number
  readonly leaves: number
  readonly reactions: number
  readonly comments: number
}

type RoomMinutesEvent = Extract<
  RoomEvent | ChatEvent | ReactionsEvent,
  { type: 'ParticipantJoined' | 'ParticipantLeft' | 'ParticipantRemoved' | 'CommentPosted' | 'Reacted' }
>

const MINUTE_MS = 60_000

const COUNTS = {
  ParticipantJoined: 'joins',
  ParticipantLeft: 'leaves',
  ParticipantRemoved: 'leaves',
  Reacted: 'reactions',
  CommentPosted: 'comments',
} as const satisfies Record<RoomMinutesEvent['type'], keyof RoomMinuteDocument>

export const roomMinutes = {
  name: 'room-minutes',
  version: 2,
  handles: ['ParticipantJoined', 'ParticipantLeft', 'ParticipantRemoved', 'Reacted', 'CommentPosted'],
  indexes: {
    byRoom: { equal: ['roomId'], order: 'minute' },
  },
  keysOf: event => [`${parseStream(event.stream).id}:${Math.floor(leftAtOf(event) / MINUTE_MS)}`],
  evolve(minute, event) {
    if (!Object.hasOwn(COUNTS, event.type)) return minute
    const count = COUNTS[event.type]
    const before = minute ?? {
      roomId: parseStream(event.stream).id as RoomId,
      minute: Math.floor(leftAtOf(event) / MINUTE_MS) * MINUTE_MS,
      joins: 0,
      leaves: 0,
      reactions: 0,
      comments: 0,
    }
    return { ...before, [count]: before[count] + 1 }
  },
} as const satisfies Projection<RoomMinuteDocument, RoomMinutesEvent>
