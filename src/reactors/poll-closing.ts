// Closes polls at their time, and when their room closes.

import { parseStream, type Recorded } from '../../commands/event.ts'
import type { PollId, RoomId } from '../../commands/ids.ts'
import { pollsDecider } from '../../commands/polls/decide.ts'
import type { PollsEvent } from '../../commands/polls/events.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { type PollDocument, polls } from '../../projections/polls.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms } from '../../projections/rooms.ts'
import type { Reactor, ReactorPorts } from '../processor/reactor.ts'
import { listAll } from '../read-store/list-all.ts'
import { BoundedMap } from '../support/bounded-map.ts'
import { Deadlines } from '../support/deadlines.ts'
import type { Time } from '../support/time.ts'
import type { SubmitWhileWanted } from './submit-while-wanted.ts'

export type PollClosingOptions = ReactorPorts & { readonly submit: SubmitWhileWanted; readonly time: Time }

type OpenPoll = { readonly pollId: PollId; readonly roomId: RoomId }

export function createPollClosing(options: PollClosingOptions): Reactor<RoomEvent | PollsEvent> {
  const { readStore, submit, time } = options
  const open = new Map<RoomId, Set<PollId>>()
  /** A poll may be opened while its room closes, because they are different streams. Then its event comes after `RoomClosed`. */
  const closedRooms = new BoundedMap<RoomId, true>(1_000)
  const deadlines = new Deadlines<OpenPoll>(time, poll => close(poll, 'time'))

  function close({ pollId, roomId }: OpenPoll, reason: 'time' | 'room-closed') {
    submit({
      decider: pollsDecider,
      id: roomId,
      command: { type: 'ClosePoll', data: { pollId } },
      cause: `${pollId}/${reason}`,
      isWanted: () => open.get(roomId)?.has(pollId) ?? false,
    })
  }

  function opened(poll: OpenPoll, closesAt: number | null) {
    open.set(poll.roomId, (open.get(poll.roomId) ?? new Set()).add(poll.pollId))
    if (closedRooms.get(poll.roomId)) close(poll, 'room-closed')
    else if (closesAt !== null) deadlines.set(poll.pollId, closesAt, poll)
  }

  function closed(roomId: RoomId, pollId: PollId) {
    deadlines.cancel(pollId)
    const left = open.get(roomId)
    left?.delete(pollId)
    if (left?.size === 0) open.delete(roomId)
  }

  function roomClosed(roomId: RoomId) {
    closedRooms.set(roomId, true)
    for (const pollId of open.get(roomId) ?? []) {
      deadlines.cancel(pollId)
      close({ pollId, roomId }, 'room-closed')
    }
  }

  return {
    name: 'poll-closing',
    categories: ['Room', 'Polls'],
    async recall() {
      for await (const { document } of listAll<PollDocument>(readStore, polls, {
        index: 'byOpening',
        equal: { open: true },
      }))
        opened(document, document.closesAt)
      const ids = [...open.keys()]
      const found = await readStore.loadMany<RoomDocument>(rooms, ids)
      for (const [index, roomId] of ids.entries())
        if (found[index]?.document.phase === 'closed') roomClosed(roomId)
    },
    handle(event: Recorded<RoomEvent | PollsEvent>) {
      const roomId = parseStream(event.stream).id as RoomId
      switch (event.type) {
        case 'PollOpened':
          return opened({ pollId: event.data.pollId, roomId }, event.data.closesAt)
        case 'PollClosed':
          return closed(roomId, event.data.pollId)
        case 'RoomClosed':
          return roomClosed(roomId)
      }
    },
    close: () => deadlines.close(),
  }
}
