// Says of people whose last socket has been gone for longer than the grace that they have left.

import { parseStream, type Recorded } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { type ParticipantDocument, participants } from '../../projections/participants.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms } from '../../projections/rooms.ts'
import { type PresenceKey, parsePresenceKey, presenceKey, ROUND_INTERVAL_MS } from '../presence/presence.ts'
import type { PresenceDirectory } from '../presence/presence-directory.ts'
import type { Reactor, ReactorPorts } from '../processor/reactor.ts'
import { listAll } from '../read-store/list-all.ts'
import { createDeadlines } from '../support/deadlines.ts'
import type { Time } from '../support/time.ts'
import type { SubmitWhileWanted } from './submit-while-wanted.ts'

export type VanishedOptions = ReactorPorts & {
  readonly act: SubmitWhileWanted
  readonly time: Time
  /** Milliseconds. */
  readonly grace: number
  /** Begins to listen to the processes; told what to do as places begin and end to be held. */
  watch(began: (place: PresenceKey) => void, ended: (place: PresenceKey) => void): Promise<PresenceDirectory>
}

export function createVanished({ readStore, act, time, grace, watch }: VanishedOptions): Reactor<RoomEvent> {
  /** Who is in which live room, with the moment of their joining. */
  const present = new Map<RoomId, Map<UserId, number>>()
  const deadlines = createDeadlines<PresenceKey>(time, due)
  let holders: PresenceDirectory | null = null

  const isHeld = (place: PresenceKey) => holders?.isPresent(place) ?? false

  function joined(roomId: RoomId, userId: UserId, at: number) {
    const people = present.get(roomId) ?? new Map<UserId, number>()
    present.set(roomId, people.set(userId, at))
    const place = presenceKey(roomId, userId)
    if (!isHeld(place)) deadlines.set(place, time.now() + grace, place)
  }

  function left(roomId: RoomId, userId: UserId) {
    present.get(roomId)?.delete(userId)
    deadlines.cancel(presenceKey(roomId, userId))
  }

  function closed(roomId: RoomId) {
    for (const userId of present.get(roomId)?.keys() ?? []) deadlines.cancel(presenceKey(roomId, userId))
    present.delete(roomId)
  }

  function ended(place: PresenceKey) {
    const { roomId, userId } = parsePresenceKey(place)
    if (present.get(roomId)?.has(userId)) deadlines.set(place, time.now() + grace, place)
  }

  function due(place: PresenceKey) {
    if (holders?.isUncertain()) return deadlines.set(place, time.now() + ROUND_INTERVAL_MS, place)
    const { roomId, userId } = parsePresenceKey(place)
    const since = present.get(roomId)?.get(userId)
    act({
      decider: roomDecider,
      id: roomId,
      command: { type: 'MarkVanished', data: { participant: userId } },
      cause: `${place}/${since}`,
      isWanted: () => !isHeld(place) && present.get(roomId)?.get(userId) === since,
    })
  }

  return {
    name: 'vanished',
    categories: ['Room'],
    async recall() {
      holders ??= await watch(place => deadlines.cancel(place), ended)
      const live = { index: 'byPhase', equal: { audience: 'auditors', phase: 'live' } }
      for await (const { key: roomId } of listAll<RoomDocument>(readStore, rooms, live)) {
        const people = listAll<ParticipantDocument>(readStore, participants, {
          index: 'byRank',
          equal: { roomId },
        })
        for await (const { document } of people)
          joined(document.roomId, document.userId, document.joinedAt ?? 0)
      }
    },
    handle(event: Recorded<RoomEvent>) {
      const roomId = parseStream(event.stream).id as RoomId
      switch (event.type) {
        case 'ParticipantJoined':
          return joined(roomId, event.data.participant, event.at)
        case 'ParticipantLeft':
        case 'ParticipantRemoved':
          return left(roomId, event.data.participant)
        case 'RoomClosed':
          return closed(roomId)
      }
    },
    close() {
      holders?.close()
      deadlines.close()
    },
  }
}
