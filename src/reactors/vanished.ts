// Marks people as vanished when they have had no socket for longer than the grace.

import { parseStream, type Recorded } from '../../commands/event.ts'
import type { RoomId, UserId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { type ParticipantDocument, participants } from '../../projections/participants.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms } from '../../projections/rooms.ts'
import { type PresenceKey, parsePresenceKey, presenceKey, ROUND_INTERVAL_MS } from '../presence/presence.ts'
import type { PresenceDirectory, PresenceDirectoryOptions } from '../presence/presence-directory.ts'
import type { Reactor, ReactorPorts } from '../processor/reactor.ts'
import { listAll } from '../read-store/list-all.ts'
import { Deadlines } from '../support/deadlines.ts'
import type { Time } from '../support/time.ts'
import type { SubmitWhileWanted } from './submit-while-wanted.ts'

export type VanishedOptions = ReactorPorts & {
  readonly submit: SubmitWhileWanted
  readonly time: Time
  readonly graceMs: number
  /** Opens the directory of who is present. */
  openDirectory(changes: Pick<PresenceDirectoryOptions, 'onPresent' | 'onAbsent'>): Promise<PresenceDirectory>
}

/** The rank of a participant is the code of their role, then the position of their join. */
const joinOf = ({ rank }: ParticipantDocument) => rank?.slice(1) ?? ''

export const createVanished = (options: VanishedOptions): Reactor<RoomEvent> => new Vanished(options)

class Vanished implements Reactor<RoomEvent> {
  readonly name = 'vanished'
  readonly categories = ['Room'] as const
  readonly #options: VanishedOptions
  /** The position of the event by which each person joined each live room. */
  readonly #joins = new Map<RoomId, Map<UserId, string>>()
  readonly #deadlines: Deadlines<PresenceKey>
  #directory: PresenceDirectory | null = null

  constructor(options: VanishedOptions) {
    this.#options = options
    this.#deadlines = new Deadlines(options.time, key => this.#due(key))
  }

  async recall(): Promise<void> {
    const { readStore, openDirectory } = this.#options
    this.#directory ??= await openDirectory({
      onPresent: key => this.#deadlines.cancel(key),
      onAbsent: key => this.#absent(key),
    })
    const live = { index: 'byPhase', equal: { audience: 'auditors', phase: 'live' } }
    for await (const { key: roomId } of listAll<RoomDocument>(readStore, rooms, live)) {
      const inRoom = { index: 'byRank', equal: { roomId } }
      for await (const { document } of listAll<ParticipantDocument>(readStore, participants, inRoom))
        this.#joined(document.roomId, document.userId, joinOf(document))
    }
  }

  handle(event: Recorded<RoomEvent>): void {
    const roomId = parseStream(event.stream).id as RoomId
    switch (event.type) {
      case 'ParticipantJoined':
        this.#joined(roomId, event.data.participant, event.position)
        break
      case 'ParticipantLeft':
      case 'ParticipantRemoved':
        this.#left(roomId, event.data.participant)
        break
      case 'RoomClosed':
        this.#closed(roomId)
        break
    }
  }

  close(): void {
    this.#directory?.close()
    this.#deadlines.close()
  }

  #isPresent(key: PresenceKey): boolean {
    return this.#directory?.isPresent(key) ?? false
  }

  #joined(roomId: RoomId, userId: UserId, join: string): void {
    const people = this.#joins.get(roomId) ?? new Map<UserId, string>()
    this.#joins.set(roomId, people.set(userId, join))
    const key = presenceKey(roomId, userId)
    if (!this.#isPresent(key)) this.#startGrace(key)
  }

  #left(roomId: RoomId, userId: UserId): void {
    this.#joins.get(roomId)?.delete(userId)
    this.#deadlines.cancel(presenceKey(roomId, userId))
  }

  #closed(roomId: RoomId): void {
    for (const userId of this.#joins.get(roomId)?.keys() ?? [])
      this.#deadlines.cancel(presenceKey(roomId, userId))
    this.#joins.delete(roomId)
  }

  #absent(key: PresenceKey): void {
    const { roomId, userId } = parsePresenceKey(key)
    if (this.#joins.get(roomId)?.has(userId)) this.#startGrace(key)
  }

  #startGrace(key: PresenceKey): void {
    const { time, graceMs } = this.#options
    this.#deadlines.set(key, time.now() + graceMs, key)
  }

  #due(key: PresenceKey): void {
    const { submit, time } = this.#options
    if (this.#directory?.isUncertain()) {
      this.#deadlines.set(key, time.now() + ROUND_INTERVAL_MS, key)
      return
    }
    const { roomId, userId } = parsePresenceKey(key)
    const join = this.#joins.get(roomId)?.get(userId)
    submit({
      decider: roomDecider,
      id: roomId,
      command: { type: 'MarkVanished', data: { participant: userId } },
      cause: `${key}/${join}`,
      isWanted: () => !this.#isPresent(key) && this.#joins.get(roomId)?.get(userId) === join,
    })
  }
}
