// Changes a room's title, visibility, capacity, invitations and recording.

import { accept, invalid, reject } from '../decider.ts'
import type { UserId } from '../ids.ts'
import { parseLine } from '../text.ts'
import type { RoomCommandOf } from './commands.ts'
import type { RoomSettings } from './events.ts'
import type { Live, RoomState } from './fold.ts'
import {
  type Decided,
  isCurrent,
  type Refusal,
  unlessHost,
  unlessHostOrModerator,
  wrongPhase,
} from './standing.ts'

const TITLE = { min: 1, max: 120 }
const TOPIC = /^[a-z0-9][a-z0-9-]{0,39}$/
const INVALID_TOPIC = { reason: 'is not 1 to 40 of a-z, 0-9 and -, or begins with -' }
const CAPACITY = { min: 2, max: 100_000 }
/** In one command, and when the room is scheduled or opened. */
const MAX_INVITED_AT_ONCE = 500
/** In one room. Bounded, because the event that opens a scheduled room lists them all. */
const MAX_INVITED = 5_000

export function renameRoom({ data, by }: RoomCommandOf<'RenameRoom'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const refusal = unlessHost(state, by)
  if (refusal) return refusal
  const title = parseLine(data.title, TITLE)
  if (typeof title !== 'string') return invalid('title', title)
  if (!isTopic(data.topic)) return invalid('topic', INVALID_TOPIC)
  const { settings } = state
  if (settings.title === title && settings.topic === data.topic) return accept()
  return accept({ type: 'RoomRenamed', data: { title, topic: data.topic } })
}

export function setVisibility({ data, by }: RoomCommandOf<'SetVisibility'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const refusal = unlessHost(state, by)
  if (refusal) return refusal
  if (state.settings.visibility === data.visibility) return accept()
  return accept({ type: 'VisibilitySet', data: { visibility: data.visibility } })
}

export function setCapacity({ data, by }: RoomCommandOf<'SetCapacity'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const refusal = unlessHost(state, by)
  if (refusal) return refusal
  if (!isCapacity(data.capacity)) return invalid('capacity', CAPACITY)
  if (state.settings.capacity === data.capacity) return accept()
  return accept({ type: 'CapacitySet', data: { capacity: data.capacity } })
}

export function invitePeople({ data, by }: RoomCommandOf<'InvitePeople'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const refusal = unlessHostOrModerator(state, by)
  if (refusal) return refusal
  if (data.people.length > MAX_INVITED_AT_ONCE) return invalid('personIds', { max: MAX_INVITED_AT_ONCE })
  const people = distinct(data.people).filter(person => !state.invited.has(person))
  if (people.length === 0) return accept()
  if (state.invited.size + people.length > MAX_INVITED) {
    return reject('TOO_MANY_INVITED', { limit: MAX_INVITED })
  }
  return accept({ type: 'PeopleInvited', data: { people } })
}

export function uninvitePeople({ data, by }: RoomCommandOf<'UninvitePeople'>, state: RoomState): Decided {
  if (!isCurrent(state)) return wrongPhase(state)
  const refusal = unlessHostOrModerator(state, by)
  if (refusal) return refusal
  if (data.people.length > MAX_INVITED_AT_ONCE) return invalid('personIds', { max: MAX_INVITED_AT_ONCE })
  const people = distinct(data.people).filter(person => state.invited.has(person))
  return people.length === 0 ? accept() : accept({ type: 'PeopleUninvited', data: { people } })
}

export function startRecording({ by }: RoomCommandOf<'StartRecording'>, room: Live): Decided {
  return (
    unlessHost(room, by) ?? (room.recordingWanted ? accept() : accept({ type: 'RecordingWanted', data: {} }))
  )
}

export function stopRecording({ by }: RoomCommandOf<'StopRecording'>, room: Live): Decided {
  return (
    unlessHost(room, by) ??
    (room.recordingWanted ? accept({ type: 'RecordingUnwanted', data: {} }) : accept())
  )
}

type RoomSettingsInput = Omit<RoomSettings, 'title'> & { title: string | null; invited: readonly UserId[] }

/** The settings as they are stored, or the rejection. */
export function parseRoomSettings(
  wanted: RoomSettingsInput,
): Refusal | { readonly settings: RoomSettings; readonly invited: readonly UserId[] } {
  const { topic, visibility, capacity, handPolicy } = wanted
  const title = parseLine(wanted.title ?? '', TITLE)
  if (typeof title !== 'string') return invalid('title', title)
  if (!isTopic(topic)) return invalid('topic', INVALID_TOPIC)
  if (!isCapacity(capacity)) return invalid('capacity', CAPACITY)
  if (wanted.invited.length > MAX_INVITED_AT_ONCE) return invalid('invited', { max: MAX_INVITED_AT_ONCE })
  return { settings: { title, topic, visibility, capacity, handPolicy }, invited: distinct(wanted.invited) }
}

function isTopic(topic: string | null): boolean {
  return topic === null || TOPIC.test(topic)
}

function isCapacity(capacity: number | null): boolean {
  return (
    capacity === null || (Number.isInteger(capacity) && capacity >= CAPACITY.min && capacity <= CAPACITY.max)
  )
}

function distinct(people: readonly UserId[]): readonly UserId[] {
  return [...new Set(people)]
}
