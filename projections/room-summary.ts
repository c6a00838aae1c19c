// The numbers of a room, for its host and for analysts.

import type { ChatEvent } from '../commands/chat/events.ts'
import { parseStream, type Recorded } from '../commands/event.ts'
import type { RoomId, UserId } from '../commands/ids.ts'
import type { PollsEvent } from '../commands/polls/events.ts'
import type { ReactionsEvent } from '../commands/reactions/events.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import { dayOf } from './day.ts'
import { leftAtOf } from './leaving.ts'
import type { Projection } from './projection.ts'

/**
 * One for each room that opened. Times are milliseconds since 1970. The number of different people, and of those who
 * were on stage, is the number of documents in `attendance`.
 */
export type RoomSummaryDocument = {
  readonly roomId: RoomId
  readonly title: string
  readonly topic: string | null
  /** Who opened it. */
  readonly openedBy: UserId
  readonly openedAt: number
  /** UTC, `2026-05-17`. */
  readonly openedOn: string
  readonly closedAt: number | null
  /** How many people are in the room. 0 if it is closed. */
  readonly present: number
  /** The most people at a time, and when there were first so many. */
  readonly peak: number
  readonly peakAt: number
  /** How often somebody joined, however many devices they used. */
  readonly joins: number
  /** The total time that people were in the room until `changedAt`, in milliseconds. */
  readonly presence: number
  /** When somebody last joined or left, or when the room closed. */
  readonly changedAt: number
  readonly comments: number
  readonly commentsRemoved: number
  readonly reactions: number
  readonly reactionsByEmoji: Readonly<Record<string, number>>
  readonly handsRaised: number
  readonly turnsOnStage: number
  readonly polls: number
  /** Votes in all polls. A changed vote counts once. */
  readonly votes: number
}

export type RoomSummaryEvent = Extract<
  RoomEvent | ChatEvent | ReactionsEvent | PollsEvent,
  {
    type:
      | 'RoomOpened'
      | 'RoomRenamed'
      | 'ParticipantJoined'
      | 'ParticipantLeft'
      | 'ParticipantRemoved'
      | 'CameOnStage'
      | 'HandRaised'
      | 'RoomClosed'
      | 'CommentPosted'
      | 'CommentRemoved'
      | 'Reacted'
      | 'PollOpened'
      | 'Voted'
  }
>

export const roomSummary = {
  name: 'room-summary',
  version: 2,
  handles: [
    'RoomOpened',
    'RoomRenamed',
    'ParticipantJoined',
    'ParticipantLeft',
    'ParticipantRemoved',
    'CameOnStage',
    'HandRaised',
    'RoomClosed',
    'CommentPosted',
    'CommentRemoved',
    'Reacted',
    'PollOpened',
    'Voted',
  ],
  indexes: {
    byDay: { equal: ['openedOn'], order: 'openedAt' },
  },
  keysOf: event => [parseStream(event.stream).id],
  evolve(summary, event, key) {
    if (event.type === 'RoomOpened') return opened(event, key as RoomId)
    return summary && applyChange(summary, event)
  },
} as const satisfies Projection<RoomSummaryDocument, RoomSummaryEvent>

function opened(event: Extract<Recorded<RoomSummaryEvent>, { type: 'RoomOpened' }>, roomId: RoomId) {
  return {
    roomId,
    title: event.data.title,
    topic: event.data.topic,
    openedBy: event.data.host,
    openedAt: event.at,
    openedOn: dayOf(event.at),
    closedAt: null,
    present: 0,
    peak: 0,
    peakAt: event.at,
    joins: 0,
    presence: 0,
    changedAt: event.at,
    comments: 0,
    commentsRemoved: 0,
    reactions: 0,
    reactionsByEmoji: {},
    handsRaised: 0,
    turnsOnStage: 0,
    polls: 0,
    votes: 0,
  }
}

function applyChange(room: RoomSummaryDocument, event: Recorded<RoomSummaryEvent>): RoomSummaryDocument {
  switch (event.type) {
    case 'RoomRenamed':
      return { ...room, title: event.data.title, topic: event.data.topic }
    case 'ParticipantJoined':
      return { ...withPresence(room, event.at, room.present + 1), joins: room.joins + 1 }
    case 'ParticipantLeft':
    case 'ParticipantRemoved':
      return withoutAbsence(withPresence(room, event.at, room.present - 1), event)
    case 'RoomClosed': {
      const ended = withPresence(room, event.at, 0)
      // A clock that was set back makes no room end before something that happened in it.
      return { ...ended, closedAt: ended.changedAt }
    }
    case 'CameOnStage':
      return { ...room, turnsOnStage: room.turnsOnStage + 1 }
    case 'HandRaised':
      return { ...room, handsRaised: room.handsRaised + 1 }
    case 'CommentPosted':
      return { ...room, comments: room.comments + 1 }
    case 'CommentRemoved':
      return { ...room, commentsRemoved: room.commentsRemoved + 1 }
    case 'Reacted': {
      const { emoji } = event.data
      const count = (room.reactionsByEmoji[emoji] ?? 0) + 1
      return {
        ...room,
        reactions: room.reactions + 1,
        reactionsByEmoji: { ...room.reactionsByEmoji, [emoji]: count },
      }
    }
    case 'PollOpened':
      return { ...room, polls: room.polls + 1 }
    case 'Voted':
      return { ...room, votes: room.votes + 1 }
    default:
      return room
  }
}

/** Takes back the time after somebody who vanished was last seen. It was counted while nobody knew. */
function withoutAbsence(room: RoomSummaryDocument, event: Recorded<RoomSummaryEvent>): RoomSummaryDocument {
  const absence = event.at - leftAtOf(event)
  return absence === 0 ? room : { ...room, presence: Math.max(0, room.presence - absence) }
}

/** Applies a new number of people in the room. */
function withPresence(room: RoomSummaryDocument, at: number, present: number): RoomSummaryDocument {
  return {
    ...room,
    present,
    // The clocks of two processes may differ. No time is counted twice or subtracted.
    presence: room.presence + room.present * Math.max(0, at - room.changedAt),
    changedAt: Math.max(at, room.changedAt),
    ...(present > room.peak ? { peak: present, peakAt: at } : {}),
  }
}
