// People, and a room's first event in its kinds, for sentences about the room's document.

import { type DomainEvent, positionOf, streamName } from '../../commands/event.ts'
import { categoryOf } from '../../commands/event-catalogue.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import type { RoomEvent, RoomSettings } from '../../commands/room/events.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms } from '../../projections/rooms.ts'
import { folding, time } from './fold-events.ts'

export const [ann, ben, cat, dov] = ['ann', 'ben', 'cat', 'dan'] as UserId[] as [
  UserId,
  UserId,
  UserId,
  UserId,
]

export const teaSettings: RoomSettings = {
  title: 'Tea',
  topic: 'tea',
  visibility: 'open',
  capacity: null,
  handPolicy: 'open',
}
export const openedRoom = (more: Partial<RoomSettings> & { invited?: UserId[] } = {}): RoomEvent => ({
  type: 'RoomOpened',
  data: { ...teaSettings, host: ann, invited: [], ...more },
})
export const scheduledRoom = (
  startsAt: number,
  more: Partial<RoomSettings> & { invited?: UserId[] } = {},
): RoomEvent => ({
  type: 'RoomScheduled',
  data: { ...teaSettings, host: ann, startsAt, invited: [], ...more },
})

/** As the room is after `opened()` alone. */
export const fresh: RoomDocument = {
  roomId: 'r1' as RoomId,
  phase: 'live',
  title: 'Tea',
  topic: 'tea',
  visibility: 'open',
  capacity: null,
  handPolicy: 'open',
  hostId: ann,
  lastHostId: ann,
  returning: [],
  ownerId: ann,
  hostlessSince: null,
  hostLoss: null,
  createdBy: ann,
  createdAt: time(1),
  startsAt: null,
  announcement: null,
  remindedAt: null,
  startedAt: time(1),
  endedAt: null,
  orderAt: time(1),
  listeners: 0,
  speakers: 0,
  hands: 0,
  interested: 0,
  comments: 0,
  reactions: {},
  recordingWanted: false,
  invited: [],
  moderators: [],
  audience: ['auditors', 'everyone'],
}
export const announced: RoomDocument = {
  ...fresh,
  phase: 'scheduled',
  startsAt: 9_000_000,
  announcement: positionOf(1),
  startedAt: null,
  orderAt: 9_000_000,
}

const given = folding(rooms)
/** The document of the room after these events, each in the stream of its category. */
export function after(...events: DomainEvent[]): RoomDocument | undefined {
  return given(...events.map(event => [streamName(categoryOf(event.type)!, 'r1'), event] as const)).r1
}
