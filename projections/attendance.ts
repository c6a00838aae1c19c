// Who was in a room and for how long, over all visits and devices.

import { digitsOf, parseStream, type Recorded } from '../commands/event.ts'
import type { RoomId, UserId } from '../commands/ids.ts'
import type { RoomEvent } from '../commands/room/events.ts'
import type { SoundEvent } from '../commands/sound/events.ts'
import { leftAtOf } from './leaving.ts'
import { participantKey } from './participants.ts'
import type { Projection } from './projection.ts'

/**
 * One for each person who was ever in a room. Times are milliseconds since 1970, and durations are milliseconds. A
 * duration does not include what has not ended yet (`presentSince`, `onStageSince`, `unmutedSince`). That lasts until
 * the room closed, or until now.
 */
export type AttendanceDocument = {
  readonly roomId: RoomId
  readonly userId: UserId
  readonly firstJoinedAt: number
  /** When they last joined. */
  readonly lastJoinedAt: number
  /** When they last left. Null: never. */
  readonly lastLeftAt: number | null
  readonly visits: number
  readonly presentSince: number | null
  readonly presence: number
  readonly turnsOnStage: number
  readonly onStageSince: number | null
  readonly onStage: number
  readonly unmutedSince: number | null
  /** On stage and not muted. */
  readonly unmuted: number
  /** The sum of their speech turns. 0 where the room has no sound. */
  readonly spoken: number
  /** Sorts people by when they first joined, also within a millisecond. */
  readonly order: string
  /** Sorts people by when they first came on stage. Null: never. */
  readonly stageOrder: string | null
}

type AttendanceEvent = Extract<
  RoomEvent | SoundEvent,
  {
    type:
      | 'ParticipantJoined'
      | 'ParticipantLeft'
      | 'ParticipantRemoved'
      | 'CameOnStage'
      | 'WentOffStage'
      | 'SpeakerMuted'
      | 'SpeakerUnmuted'
      | 'TurnSpoken'
  }
>

export const attendance = {
  name: 'attendance',
  version: 2,
  handles: [
    'ParticipantJoined',
    'ParticipantLeft',
    'ParticipantRemoved',
    'CameOnStage',
    'WentOffStage',
    'SpeakerMuted',
    'SpeakerUnmuted',
    'TurnSpoken',
  ],
  indexes: {
    /** Everybody, by when they first joined. */
    byRoom: { equal: ['roomId'], order: 'order' },
    onStage: { equal: ['roomId'], order: 'stageOrder' },
  },
  keysOf: event =>
    event.data.participant === undefined
      ? []
      : [participantKey(parseStream(event.stream).id, event.data.participant)],
  evolve(person, event) {
    if (event.type === 'ParticipantJoined') return applyJoin(person, event)
    return person && applyChange(person, event)
  },
} as const satisfies Projection<AttendanceDocument, AttendanceEvent>

function applyJoin(person: AttendanceDocument | null, event: Recorded<AttendanceEvent>): AttendanceDocument {
  const { at } = event
  const before = person ?? {
    roomId: parseStream(event.stream).id as RoomId,
    userId: event.data.participant,
    firstJoinedAt: at,
    lastLeftAt: null,
    visits: 0,
    presence: 0,
    turnsOnStage: 0,
    onStageSince: null,
    onStage: 0,
    unmutedSince: null,
    unmuted: 0,
    spoken: 0,
    order: digitsOf(event.position),
    stageOrder: null,
  }
  return { ...before, lastJoinedAt: at, visits: before.visits + 1, presentSince: at }
}

function applyChange(person: AttendanceDocument, event: Recorded<AttendanceEvent>): AttendanceDocument {
  const at = leftAtOf(event)
  switch (event.type) {
    case 'ParticipantLeft':
    case 'ParticipantRemoved':
      return {
        ...endUnmuted(endStageStay(person, at), at),
        presence: person.presence + elapsedMs(person.presentSince, at),
        presentSince: null,
        // Nobody leaves before they came.
        lastLeftAt: Math.max(at, person.lastJoinedAt),
      }
    case 'CameOnStage':
      return {
        ...person,
        onStageSince: at,
        unmutedSince: at,
        turnsOnStage: person.turnsOnStage + 1,
        stageOrder: person.stageOrder ?? digitsOf(event.position),
      }
    case 'WentOffStage':
      return endUnmuted(endStageStay(person, at), at)
    case 'SpeakerMuted':
      return endUnmuted(person, at)
    case 'SpeakerUnmuted':
      return person.onStageSince === null ? person : { ...person, unmutedSince: person.unmutedSince ?? at }
    case 'TurnSpoken':
      return { ...person, spoken: person.spoken + elapsedMs(event.data.startedAt, event.data.endedAt) }
    default:
      return person
  }
}

function endStageStay(person: AttendanceDocument, at: number): AttendanceDocument {
  return { ...person, onStage: person.onStage + elapsedMs(person.onStageSince, at), onStageSince: null }
}

function endUnmuted(person: AttendanceDocument, at: number): AttendanceDocument {
  return { ...person, unmuted: person.unmuted + elapsedMs(person.unmutedSince, at), unmutedSince: null }
}

function elapsedMs(since: number | null, at: number): number {
  return since === null ? 0 : Math.max(0, at - since)
}
