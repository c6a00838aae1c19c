// Telling the bus what changed in which room.

import {
  type Category,
  type Position,
  parseStream,
  type Recorded,
  ROOM_CATEGORIES,
} from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { type Bus, LOBBY, type Notice, roomTopic } from '../bus/bus.ts'
import type { Collection, ReadStore } from '../read-store/read-store.ts'
import { BoundedMap } from '../support/bounded-map.ts'

/** What the lobby is told. */
export type LobbyNotice = { readonly roomId: RoomId; readonly position: Position }

const OF_A_ROOM: ReadonlySet<Category> = new Set(ROOM_CATEGORIES)
const ROOMS_REMEMBERED = 50_000

export class Notices {
  readonly #bus: Bus
  readonly #store: ReadStore
  readonly #rooms: Collection
  readonly #lobbyEvents: ReadonlySet<string>
  /** The position of the last event of each room that was told of lately. */
  readonly #last = new BoundedMap<string, Position>(ROOMS_REMEMBERED)

  /** `rooms`: the collection whose documents have a room's id as key and the position of its last event. */
  constructor(bus: Bus, store: ReadStore, rooms: Collection, lobbyEvents: ReadonlySet<string>) {
    this.#bus = bus
    this.#store = store
    this.#rooms = rooms
    this.#lobbyEvents = lobbyEvents
  }

  /** To be called before the events are folded, because the documents still have the positions before them. */
  async prepare(events: readonly Recorded[]): Promise<readonly Notice[]> {
    const byRoom = new Map<RoomId, Recorded[]>()
    for (const event of events) {
      const { category, id } = parseStream(event.stream)
      if (!OF_A_ROOM.has(category)) continue
      const ofRoom = byRoom.get(id as RoomId)
      if (ofRoom) ofRoom.push(event)
      else byRoom.set(id as RoomId, [event])
    }
    await this.#learn([...byRoom.keys()].filter(id => this.#last.get(id) === undefined))
    return [...byRoom].map(([roomId, ofRoom]) => {
      const previous = this.#last.get(roomId) ?? null
      // A batch that comes again after a fault may find its own events in the documents.
      const isBefore = previous !== null && previous < ofRoom[0]!.position
      return {
        roomId,
        previous: isBefore ? previous : null,
        position: ofRoom.at(-1)!.position,
        events: ofRoom,
      }
    })
  }

  async #learn(roomIds: readonly RoomId[]): Promise<void> {
    if (roomIds.length === 0) return
    const documents = await this.#store.loadMany(this.#rooms, roomIds)
    for (const [i, id] of roomIds.entries()) {
      const position = documents[i]?.position
      if (position !== undefined) this.#last.set(id, position)
    }
  }

  /** To be called when the documents are saved. */
  publish(notices: readonly Notice[]): void {
    for (const notice of notices) {
      const { roomId, position, events } = notice
      // What is too large to be carried is read from the log; without a word nobody would look there for half a minute.
      if (!this.#bus.publish(roomTopic(roomId), notice))
        this.#bus.publish(roomTopic(roomId), { ...notice, events: [] } satisfies Notice)
      this.#last.set(roomId, position)
      if (!events.some(event => this.#lobbyEvents.has(event.type))) continue
      this.#bus.publish(LOBBY, { roomId, position } satisfies LobbyNotice)
    }
  }
}
