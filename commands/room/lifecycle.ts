// Schedules, opens and closes a room.

import { is } from 'immutable'
import { accept, invalid, reject } from '../decider.ts'
import type { UserId } from '../ids.ts'
import type { RoomCommandOf } from './commands.ts'
import { type RoomContext, unlessRegistered } from './entry.ts'
import type { RoomEvent, RoomSettings } from './events.ts'
import { evolve, initial, type RoomState, type Scheduled } from './fold.ts'
import { parseRoomSettings } from './settings.ts'
import { type Decided, type Refusal, unlessHost, wrongPhase } from './standing.ts'

/** The longest year. */
const YEAR_MS = 366 * 24 * 60 * 60 * 1000

export function scheduleRoom(
  { data, by, at }: RoomCommandOf<'ScheduleRoom'>,
  state: RoomState,
  context: RoomContext,
): Decided {
  const refusal = unlessRegistered(context)
  if (refusal) return refusal
  const parsed = parseRoomSettings(data)
  if ('rejected' in parsed) return parsed
  const { settings, invited } = parsed
  const scheduled: RoomEvent = {
    type: 'RoomScheduled',
    data: { ...settings, host: by, startsAt: data.startsAt, invited },
  }
  if (state.phase !== 'none') return isSameAnnouncement(state, scheduled) ? accept() : reject('ROOM_EXISTS')
  return unlessWithinAYear(data.startsAt, at) ?? accept(scheduled)
}

export function rescheduleRoom({ data, by, at }: RoomCommandOf<'RescheduleRoom'>, state: RoomState): Decided {
  if (state.phase !== 'scheduled') return wrongPhase(state)
  const refusal = unlessHost(state, by)
  if (refusal) return refusal
  if (state.startsAt === data.startsAt) return accept()
  return (
    unlessWithinAYear(data.startsAt, at) ??
    accept({ type: 'RoomRescheduled', data: { startsAt: data.startsAt } })
  )
}

export function cancelRoom({ by }: RoomCommandOf<'CancelRoom'>, state: RoomState): Decided {
  if (state.phase === 'cancelled') return accept()
  if (state.phase !== 'scheduled') return wrongPhase(state)
  return unlessHost(state, by) ?? accept({ type: 'RoomCancelled', data: {} })
}

/** Sends nothing if the room was rescheduled, has opened, or should have started by now. */
export function remindInterested(
  { data: { startsAt }, at }: RoomCommandOf<'RemindInterested'>,
  state: RoomState,
): Decided {
  if (state.phase !== 'scheduled' || state.startsAt !== startsAt || startsAt <= at) return accept()
  if (state.interested.isEmpty() || state.isReminded) return accept()
  return accept({ type: 'InterestedReminded', data: { startsAt } })
}

export function openRoom(
  { data, by }: RoomCommandOf<'OpenRoom'>,
  state: RoomState,
  context: RoomContext,
): Decided {
  const refusal = unlessRegistered(context)
  if (refusal) return refusal
  switch (state.phase) {
    case 'cancelled':
    case 'closed':
      return wrongPhase(state)
    case 'live':
      return state.host === by ? accept() : reject('ROOM_EXISTS')
    case 'scheduled':
      if (state.creator !== by) return reject('ROOM_EXISTS')
      if (state.banned.has(by)) return reject('BANNED')
      return acceptOpening(state.settings, by, [...state.invited])
    case 'none': {
      const parsed = parseRoomSettings(data)
      return 'rejected' in parsed ? parsed : acceptOpening(parsed.settings, by, parsed.invited)
    }
  }
}

/** An admin may end any room. A scheduled room is cancelled. */
export function closeRoom({ data, by }: RoomCommandOf<'CloseRoom'>, state: RoomState): Decided {
  switch (state.phase) {
    case 'none':
      return wrongPhase(state)
    case 'closed':
      return accept()
    case 'cancelled':
      return data.asAdmin ? accept() : wrongPhase(state)
    case 'scheduled':
      return data.asAdmin ? accept({ type: 'RoomCancelled', data: {} }) : wrongPhase(state)
    case 'live':
      if (state.host === by) return accept({ type: 'RoomClosed', data: { reason: 'host' } })
      if (data.asAdmin) return accept({ type: 'RoomClosed', data: { reason: 'admin' } })
      return reject('NOT_THE_HOST')
  }
}

/** Somebody may have become host since the reactor decided to send this. */
export function closeAbandonedRoom(state: RoomState): Decided {
  if (state.phase !== 'live' || state.host !== null) return accept()
  return accept({ type: 'RoomClosed', data: { reason: 'abandoned' } })
}

function acceptOpening(settings: RoomSettings, host: UserId, invited: readonly UserId[]): Decided {
  return accept<RoomEvent>(
    { type: 'RoomOpened', data: { ...settings, host, invited } },
    { type: 'ParticipantJoined', data: { participant: host } },
    { type: 'CameOnStage', data: { participant: host, via: 'opening' } },
  )
}

function unlessWithinAYear(startsAt: number, at: number): Refusal | null {
  if (!Number.isSafeInteger(startsAt)) return invalid('startsAt', { reason: 'is no moment' })
  if (startsAt <= at) return reject('STARTS_IN_THE_PAST')
  return startsAt <= at + YEAR_MS ? null : invalid('startsAt', { max: at + YEAR_MS })
}

/** Whether the room was scheduled by the same person with the same settings. */
function isSameAnnouncement(state: RoomState, scheduled: RoomEvent): boolean {
  if (state.phase !== 'scheduled') return false
  const wanted = evolve(initial, scheduled) as Scheduled
  return (
    state.creator === wanted.creator &&
    state.startsAt === wanted.startsAt &&
    is(state.invited, wanted.invited) &&
    (Object.keys(wanted.settings) as (keyof RoomSettings)[]).every(
      name => state.settings[name] === wanted.settings[name],
    )
  )
}
