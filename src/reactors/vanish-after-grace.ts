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
import type { Reactor } from '../processor/reactor.ts'
import { listAll } from '../read-store/list-all.ts'
import type { ReadStore } from '../read-store/read-store.ts'
import { Deadlines } from '../support/deadlines.ts'
import { monotonic, type Time } from '../support/time.ts'
import type { SubmitWhileWanted } from './submit-while-wanted.ts'

export type VanishedOptions = {
  readonly readStore: Pick<ReadStore, 'list' | 'loadMany' | 'acquire' | 'leases'>
  readonly submit: SubmitWhileWanted
  readonly time: Time
  readonly graceMs: number
  /** How long, in milliseconds, everybody has at least to come back after an interruption of ours. */
  readonly returnGraceMs: number
  /** Opens the directory of who is present. */
  openDirectory(
    changes: Pick<PresenceDirectoryOptions, 'onPresent' | 'onAbsent' | 'onCertain'>,
  ): Promise<PresenceDirectory>
}

type Visit = {
  /** The position of the event by which the person joined. */
  readonly join: string
  /** Like `seenAt`, in milliseconds since 1970. */
  readonly joinedAt: number
  /** When they were last seen. Null: nobody knows. */
  seenAt: number | null
}

/** The rank of a participant is the code of their role, then the position of their join. */
function visitOf({ rank, joinedAt }: ParticipantDocument, knownUntil: number | null): Visit {
  const began = joinedAt ?? 0
  const seenAt = knownUntil === null ? null : Math.max(began, knownUntil)
  return { join: rank?.slice(1) ?? '', joinedAt: began, seenAt }
}

/**
 * A lease that tells until when it was known who is present: `MARK_MS` before it expires. One holder for all processes,
 * so that each term of leadership renews that of the term before.
 */
const MARK = 'presence-known'
const MARK_MS = 30 * 24 * 60 * 60 * 1000

export const createVanished = (options: VanishedOptions): Reactor<RoomEvent> => new Vanished(options)

class Vanished implements Reactor<RoomEvent> {
  readonly name = 'vanished'
  readonly categories = ['Room'] as const
  readonly #options: VanishedOptions
  /** Who is in each live room. */
  readonly #visits = new Map<RoomId, Map<UserId, Visit>>()
  readonly #deadlines: Deadlines<PresenceKey>
  #directory: PresenceDirectory | null = null

  constructor(options: VanishedOptions) {
    this.#options = options
    this.#deadlines = new Deadlines(monotonic(options.time), key => this.#due(key))
  }

  async recall(): Promise<void> {
    const { readStore, openDirectory } = this.#options
    // Before anybody writes the mark of this term.
    const knownUntil = await this.#readMark()
    this.#directory ??= await openDirectory({
      onPresent: key => this.#deadlines.cancel(key),
      onAbsent: (key, seenAt) => this.#absent(key, seenAt),
      onCertain: () => this.#writeMark(),
    })
    const live = { index: 'byPhase', equal: { audience: 'auditors', phase: 'live' } }
    for await (const { key: roomId } of listAll<RoomDocument>(readStore, rooms, live)) {
      const inRoom = { index: 'byRank', equal: { roomId } }
      for await (const { document } of listAll<ParticipantDocument>(readStore, participants, inRoom))
        this.#joined(document.roomId, document.userId, visitOf(document, knownUntil))
    }
  }

  handle(event: Recorded<RoomEvent>): void {
    const roomId = parseStream(event.stream).id as RoomId
    switch (event.type) {
      case 'ParticipantJoined':
        this.#joined(roomId, event.data.participant, {
          join: event.position,
          joinedAt: event.at,
          seenAt: event.at,
        })
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

  /** Until when it was known who is present, in milliseconds since 1970. Null: never, or too long ago. */
  async #readMark(): Promise<number | null> {
    const [mark] = await this.#options.readStore.leases(MARK)
    return mark ? mark.until - MARK_MS : null
  }

  #writeMark(): void {
    // The directory logs that the read store is away. The next round writes the mark again.
    this.#options.readStore.acquire(MARK, MARK, MARK_MS).catch(() => {})
  }

  #isPresent(key: PresenceKey): boolean {
    return this.#directory?.isPresent(key) ?? false
  }

  #joined(roomId: RoomId, userId: UserId, visit: Visit): void {
    const people = this.#visits.get(roomId) ?? new Map<UserId, Visit>()
    this.#visits.set(roomId, people.set(userId, visit))
    const key = presenceKey(roomId, userId)
    if (!this.#isPresent(key)) this.#startGrace(key)
  }

  #left(roomId: RoomId, userId: UserId): void {
    this.#visits.get(roomId)?.delete(userId)
    this.#deadlines.cancel(presenceKey(roomId, userId))
  }

  #closed(roomId: RoomId): void {
    for (const userId of this.#visits.get(roomId)?.keys() ?? [])
      this.#deadlines.cancel(presenceKey(roomId, userId))
    this.#visits.delete(roomId)
  }

  #absent(key: PresenceKey, seenAt: number): void {
    const { roomId, userId } = parsePresenceKey(key)
    const visit = this.#visits.get(roomId)?.get(userId)
    if (!visit) return
    visit.seenAt = Math.max(seenAt, visit.joinedAt)
    this.#startGrace(key)
  }

  #startGrace(key: PresenceKey): void {
    const { time, graceMs } = this.#options
    this.#deadlines.set(key, time.elapsed() + graceMs, key)
  }

  #due(key: PresenceKey): void {
    const { submit, time, returnGraceMs } = this.#options
    // While presence is uncertain, this asks again in each round.
    const certainForMs = this.#directory?.certainForMs() ?? 0
    if (certainForMs < returnGraceMs || certainForMs === 0) {
      const waitMs = certainForMs === 0 ? ROUND_INTERVAL_MS : returnGraceMs - certainForMs
      this.#deadlines.set(key, time.elapsed() + waitMs, key)
      return
    }
    const { roomId, userId } = parsePresenceKey(key)
    const visit = this.#visits.get(roomId)?.get(userId)
    if (!visit) return
    const seen = visit.seenAt === null ? {} : { lastSeenAt: visit.seenAt }
    submit({
      decider: roomDecider,
      id: roomId,
      command: { type: 'MarkVanished', data: { participant: userId, ...seen } },
      cause: `${key}/${visit.join}`,
      isWanted: () => !this.#isPresent(key) && this.#visits.get(roomId)?.get(userId)?.join === visit.join,
    })
  }
}
