// Publishes the changes of rooms on the bus.

import {
  type Category,
  isAfter,
  type Position,
  parseStream,
  type Recorded,
  ROOM_CATEGORIES,
} from '../../commands/event.ts'
import type { TimelineEvent } from '../../commands/event-catalogue.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { LobbyGroup, RoomDocument } from '../../projections/room-document.ts'
import { type Bus, LOBBY, type Notice, roomTopic } from '../bus/bus.ts'
import type { Collection, ReadStore } from '../read-store/read-store.ts'
import { BoundedMap } from '../support/bounded-map.ts'

/** Published to the lobby: a room changed in what lists of rooms show. */
export type LobbyNotice = {
  readonly roomId: RoomId
  readonly position: Position
  /** Who could find the room before, if the change may have withdrawn that from some of them. */
  readonly withdrawnFrom?: readonly LobbyGroup[]
}

/** Events after which fewer people may find a room. */
const NARROWING = new Set(['VisibilitySet', 'PeopleUninvited', 'ModeratorDismissed', 'HostChanged'])

const ROOM_EVENT_CATEGORIES: ReadonlySet<Category> = new Set(ROOM_CATEGORIES)
const MAX_REMEMBERED_ROOMS = 50_000

export class Notices {
  readonly #bus: Bus
  readonly #store: ReadStore
  readonly #rooms: Collection
  readonly #lobbyEvents: ReadonlySet<string>
  /** The position of the last event in the last notice of each recent room. */
  readonly #withdrawnFrom = new Map<RoomId, readonly LobbyGroup[]>()
  readonly #lastPositions = new BoundedMap<string, Position>(MAX_REMEMBERED_ROOMS)

  /** `rooms` is a collection in which each document has a room's id as key, and the position of the room's last event. */
  constructor(bus: Bus, store: ReadStore, rooms: Collection, lobbyEvents: ReadonlySet<string>) {
    this.#bus = bus
    this.#store = store
    this.#rooms = rooms
    this.#lobbyEvents = lobbyEvents
  }

  /** Call it before the events are folded, while the documents still have the positions of earlier events. */
  async prepare(events: readonly Recorded[]): Promise<readonly Notice[]> {
    const byRoom = new Map<RoomId, Recorded[]>()
    for (const event of events) {
      const { category, id } = parseStream(event.stream)
      if (!ROOM_EVENT_CATEGORIES.has(category)) continue
      const ofRoom = byRoom.get(id as RoomId)
      if (ofRoom) ofRoom.push(event)
      else byRoom.set(id as RoomId, [event])
    }
    await this.#loadAudiences(byRoom)
    await this.#loadPositions([...byRoom.keys()].filter(id => this.#lastPositions.get(id) === undefined))
    return [...byRoom].map(([roomId, ofRoom]) => {
      const previous = this.#lastPositions.get(roomId) ?? null
      // When a batch is repeated after a fault, the documents may already reflect its own events.
      const isBefore = previous !== null && isAfter(ofRoom[0]!.position, previous)
      return {
        roomId,
        previous: isBefore ? previous : null,
        position: ofRoom.at(-1)!.position,
        events: ofRoom,
      }
    })
  }

  /** Before the documents change, of the rooms that fewer people may find afterwards. */
  async #loadAudiences(byRoom: ReadonlyMap<RoomId, readonly Recorded[]>): Promise<void> {
    this.#withdrawnFrom.clear()
    const narrowed = [...byRoom].filter(([, events]) => events.some(({ type }) => NARROWING.has(type)))
    if (narrowed.length > 0) {
      const ids = narrowed.map(([roomId]) => roomId)
      const documents = await this.#store.loadMany(this.#rooms, ids)
      for (const [i, roomId] of ids.entries()) {
        const audience = (documents[i]?.document as RoomDocument | undefined)?.audience ?? []
        this.#withdrawnFrom.set(roomId, audience)
      }
    }
    for (const [roomId, events] of byRoom)
      for (const event of events as readonly Recorded<TimelineEvent>[])
        if (event.type === 'PersonBanned') {
          const before = this.#withdrawnFrom.get(roomId) ?? []
          this.#withdrawnFrom.set(roomId, [...before, `person:${event.data.person}`])
        }
  }

  async #loadPositions(roomIds: readonly RoomId[]): Promise<void> {
    if (roomIds.length === 0) return
    const documents = await this.#store.loadMany(this.#rooms, roomIds)
    for (const [i, id] of roomIds.entries()) {
      const position = documents[i]?.position
      if (position !== undefined) this.#lastPositions.set(id, position)
    }
  }

  /** Call it after the documents are saved. */
  publish(notices: readonly Notice[]): void {
    for (const roomNotice of notices) {
      const { roomId, position, events } = roomNotice
      // Subscribers read what is too large for the bus from the log. Without a notice they would do so only half a minute later.
      if (!this.#bus.publish(roomTopic(roomId), roomNotice))
        this.#bus.publish(roomTopic(roomId), { ...roomNotice, events: [] } satisfies Notice)
      this.#lastPositions.set(roomId, position)
      if (!events.some(event => this.#lobbyEvents.has(event.type))) continue
      const withdrawnFrom = this.#withdrawnFrom.get(roomId)
      const lobbyNotice: LobbyNotice = { roomId, position, ...(withdrawnFrom && { withdrawnFrom }) }
      this.#bus.publish(LOBBY, lobbyNotice)
    }
  }
}
