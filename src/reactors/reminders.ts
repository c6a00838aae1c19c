// Reminds the people who are interested in a scheduled room before it starts.

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

export type RemindersOptions = ReactorPorts & {
  readonly submit: SubmitWhileWanted
  readonly time: Time
  /** How long before the start people are reminded, in milliseconds. */
  readonly beforeMs: number
}

/** Documents of an earlier version do not have the position. */
const announcementOf = ({ announcement, startsAt }: RoomDocument) => announcement ?? String(startsAt)

export function createReminders(options: RemindersOptions): Reactor<RoomEvent> {
  const { readStore, submit, time, beforeMs } = options
  /**
   * The starts of rooms without a reminder yet, each with the position of the event that announced it. A room can be
   * moved away from a start and back to it: that is another announcement, with a reminder of its own.
   */
  const starts = new Map<RoomId, { readonly startsAt: number; readonly announcement: string }>()
  const deadlines = new Deadlines<RoomId>(time, roomId => {
    const { startsAt, announcement } = starts.get(roomId)!
    submit({
      decider: roomDecider,
      id: roomId,
      command: { type: 'RemindInterested', data: { startsAt } },
      cause: `${roomId}/${announcement}`,
      isWanted: () => starts.get(roomId)?.announcement === announcement && time.now() < startsAt,
    })
  })

  function announced(roomId: RoomId, startsAt: number, announcement: string) {
    starts.set(roomId, { startsAt, announcement })
    deadlines.set(roomId, startsAt - beforeMs, roomId)
  }

  function cancel(roomId: RoomId) {
    starts.delete(roomId)
    deadlines.cancel(roomId)
  }

  return {
    name: 'reminders',
    categories: ['Room'],
    async recall() {
      const query = { index: 'byStart', equal: { phase: 'scheduled' } }
      for await (const { document } of listAll<RoomDocument>(readStore, rooms, query))
        if (!document.remindedAt) announced(document.roomId, document.startsAt!, announcementOf(document))
    },
    handle(event: Recorded<RoomEvent>) {
      const roomId = parseStream(event.stream).id as RoomId
      switch (event.type) {
        case 'RoomScheduled':
        case 'RoomRescheduled':
          return announced(roomId, event.data.startsAt, event.position)
        case 'InterestedReminded':
        case 'RoomCancelled':
        case 'RoomOpened':
          return cancel(roomId)
      }
    },
    close: () => deadlines.close(),
  }
}
