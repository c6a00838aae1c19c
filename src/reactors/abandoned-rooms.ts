// Closes rooms that have been without a host for longer than the grace.

import { parseStream, type Recorded } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms } from '../../projections/rooms.ts'
import type { Reactor, ReactorPorts } from '../processor/reactor.ts'
import { listAll } from '../read-store/list-all.ts'
import { Deadlines } from '../support/deadlines.ts'
import type { Time } from '../support/time.ts'
import type { SubmitWhileWanted } from './submit-while-wanted.ts'

export type AbandonedRoomsOptions = ReactorPorts & {
  readonly submit: SubmitWhileWanted
  readonly time: Time
  readonly graceMs: number
}

export function createAbandonedRooms(options: AbandonedRoomsOptions): Reactor<RoomEvent> {
  const { readStore, submit, time, graceMs } = options
  /** When each room lost its host, by the log. */
  const hostless = new Map<RoomId, number>()
  const deadlines = new Deadlines<RoomId>(time, roomId => {
    const since = hostless.get(roomId)
    submit({
      decider: roomDecider,
      id: roomId,
      command: { type: 'CloseAbandonedRoom', data: {} },
      cause: `${roomId}/${since}`,
      isWanted: () => since !== undefined && hostless.get(roomId) === since,
    })
  })

  // The grace runs from now: after a restart of everything, a host needs time to come back.
  function hostLost(roomId: RoomId, since: number) {
    hostless.set(roomId, since)
    deadlines.set(roomId, time.now() + graceMs, roomId)
  }

  function cancel(roomId: RoomId) {
    hostless.delete(roomId)
    deadlines.cancel(roomId)
  }

  return {
    name: 'abandoned-rooms',
    categories: ['Room'],
    async recall() {
      const query = { index: 'hostless', equal: { phase: 'live' } }
      for await (const { document } of listAll<RoomDocument>(readStore, rooms, query))
        hostLost(document.roomId, document.hostlessSince ?? 0)
    },
    handle(event: Recorded<RoomEvent>) {
      const roomId = parseStream(event.stream).id as RoomId
      if (event.type === 'RoomClosed') cancel(roomId)
      if (event.type !== 'HostChanged') return
      if (event.data.to === null) hostLost(roomId, event.at)
      else cancel(roomId)
    },
    close: () => deadlines.close(),
  }
}
