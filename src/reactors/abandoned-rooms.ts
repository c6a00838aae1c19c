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
import { monotonic, type Time } from '../support/time.ts'
import type { SubmitWhileWanted } from './submit-while-wanted.ts'

export type AbandonedRoomsOptions = ReactorPorts & {
  readonly submit: SubmitWhileWanted
  readonly time: Time
  readonly graceMs: number
}

export function createAbandonedRooms(options: AbandonedRoomsOptions): Reactor<RoomEvent> {
  const { readStore, submit, time, graceMs } = options
  /** The position of the event that left each room without a host. */
  const hostless = new Map<RoomId, string>()
  const deadlines = new Deadlines<RoomId>(monotonic(time), roomId => {
    const loss = hostless.get(roomId)
    submit({
      decider: roomDecider,
      id: roomId,
      command: { type: 'CloseAbandonedRoom', data: {} },
      cause: `${roomId}/${loss}`,
      isWanted: () => loss !== undefined && hostless.get(roomId) === loss,
    })
  })

  // The grace runs from now: after a restart of everything, a host needs time to come back.
  function hostLost(roomId: RoomId, loss: string) {
    hostless.set(roomId, loss)
    deadlines.set(roomId, time.elapsed() + graceMs, roomId)
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
      // Documents of an earlier version do not have the position.
      for await (const { document } of listAll<RoomDocument>(readStore, rooms, query))
        hostLost(document.roomId, document.hostLoss ?? String(document.hostlessSince))
    },
    handle(event: Recorded<RoomEvent>) {
      const roomId = parseStream(event.stream).id as RoomId
      if (event.type === 'RoomClosed') cancel(roomId)
      if (event.type !== 'HostChanged') return
      if (event.data.to === null) hostLost(roomId, event.position)
      else cancel(roomId)
    },
    close: () => deadlines.close(),
  }
}
