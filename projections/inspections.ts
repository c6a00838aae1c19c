// Which auditor inspected which room.

import { digitsOf, type Position, parseStream, type Recorded } from '../commands/event.ts'
import type { RoomId, UserId } from '../commands/ids.ts'
import type { InspectionFact, UserEvent } from '../commands/user/events.ts'
import type { Projection } from './projection.ts'

/** One for each auditor, room, way of access and hour. */
export type InspectionDocument = {
  readonly auditor: UserId
  readonly room: RoomId
  readonly how: InspectionFact['how']
  /** The first time in that hour. Milliseconds since 1970. */
  readonly at: number
  /** Sorts inspections, also within a millisecond. */
  readonly position: Position
}

type InspectionsEvent = Extract<UserEvent, { type: 'RoomInspected' }>

export const inspections = {
  name: 'inspections',
  version: 1,
  handles: ['RoomInspected'],
  indexes: {
    byRoom: { equal: ['room'], order: 'position' },
    byAuditor: { equal: ['auditor'], order: 'position' },
  },
  keysOf: event => {
    const { room, how, hour } = event.data
    return room === undefined ? [] : [`${parseStream(event.stream).id}:${room}:${how}:${hour}`]
  },
  evolve(inspection, event: Recorded<InspectionsEvent>) {
    if (inspection || event.type !== 'RoomInspected') return inspection
    const { room, how } = event.data
    const auditor = parseStream(event.stream).id as UserId
    return { auditor, room, how, at: event.at, position: digitsOf(event.position) }
  },
} as const satisfies Projection<InspectionDocument, InspectionsEvent>
