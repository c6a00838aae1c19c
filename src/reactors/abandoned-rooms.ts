// Closes rooms that have been without a host for longer than the grace.

import { parseStream, type Recorded } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms } from '../../projections/rooms.ts'
import type { Reactor, ReactorPorts } from '../processor/reactor.ts'
import { listAll } from '../read-store/list-all.ts'
import { createDeadlines } from '../support/deadlines.ts'
import type { Time } from '../support/time.ts'
import type { SubmitWhileWanted } from './submit-while-wanted.ts'

export type AbandonedRoomsOptions = ReactorPorts & {
  readonly act: SubmitWhileWanted
  readonly time: Time
  /** Milliseconds. */
  readonly grace: number
}

export function createAbandonedRooms(options: AbandonedRoomsOptions): Reactor<RoomEvent> {
  const { readStore, act, time, grace } = options
  /** Since when, by the log. */
  const hostless = new Map<RoomId, number>()
  const deadlines = createDeadlines<RoomId>(time, roomId => {
    const since = hostless.get(roomId)
    act({
      decider: roomDecider,
      id: roomId,
      command: { type: 'CloseAbandonedRoom', data: {} },
      cause: `${roomId}/${since}`,
      isWanted: () => since !== undefined && hostless.get(roomId) === since,
    })
  })

  // From now, not from when it began: whoever may be host needs time to come back after a restart of everything.
  function lost(roomId: RoomId, since: number) {
    hostless.set(roomId, since)
    deadlines.set(roomId, time.now() + grace, roomId)
  }

  function settled(roomId: RoomId) {
    hostless.delete(roomId)
    deadlines.cancel(roomId)
  }

  return {
    name: 'abandoned-rooms',
    categories: ['Room'],
    async recall() {
      const query = { index: 'hostless', equal: { phase: 'live' } }
      for await (const { document } of listAll<RoomDocument>(readStore, rooms, query))
        lost(document.roomId, document.hostlessSince ?? 0)
    },
    handle(event: Recorded<RoomEvent>) {
      const roomId = parseStream(event.stream).id as RoomId
      if (event.type === 'RoomClosed') settled(roomId)
      if (event.type !== 'HostChanged') return
      if (event.data.to === null) lost(roomId, event.at)
      else settled(roomId)
    },
    close: () => deadlines.close(),
  }
}
