// One room folded up to a position: its documents, and how the next events change them.

import { BEGINNING, type Position, type Recorded } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Projection } from '../../projections/projection.ts'
import type { Milestone, MilestoneStore } from '../milestone-store/milestone-store.ts'
import { HistoricalDocuments } from './historical-documents.ts'

/** One event for one projection, with the keys of the documents that it changes. Null: `keysOf` threw. */
type Step = {
  /** What `keysOf` threw. */
  readonly error: unknown
  readonly event: Recorded
  readonly projection: Projection
  readonly keys: readonly string[] | null
}

/** What a projection threw while an event was folded. */
export type FoldFault = {
  readonly err: unknown
  readonly roomId: RoomId
  readonly projection: string
  readonly event: string
  readonly position: Position
}

export type HistoricalRoomOptions = {
  readonly projections: readonly Projection[]
  readonly milestoneStore: MilestoneStore
  /** Called once for each projection that fails. */
  onFault(fault: FoldFault): void
}

export class HistoricalRoom {
  readonly documents: HistoricalDocuments
  /** The position of the last event that it reflects. */
  position: Position
  /** How many events it reflects. */
  count: number
  readonly #roomId: RoomId
  readonly #onFault: (fault: FoldFault) => void
  readonly #handlers: ReadonlyMap<string, readonly Projection[]>
  /** Names of projections that failed on an event. Like the live ones, they leave out everything after it. */
  readonly #failed: Set<string>

  /** `from` is the milestone to start with, or null for the beginning of the room. */
  constructor(
    roomId: RoomId,
    { projections, milestoneStore, onFault }: HistoricalRoomOptions,
    from: Milestone | null,
  ) {
    this.documents = new HistoricalDocuments(roomId, projections, milestoneStore, from)
    this.#onFault = onFault
    this.position = from?.position ?? BEGINNING
    this.count = from?.count ?? 0
    this.#roomId = roomId
    this.#handlers = handlersOf(projections)
    this.#failed = new Set(from?.failed)
  }

  /** Whether a projection failed, so that its documents leave out later events. */
  get stale(): boolean {
    return this.#failed.size > 0
  }

  /** The milestone to store for this position. */
  get milestone(): Milestone {
    const { position, count } = this
    return { roomId: this.#roomId, position, count, failed: [...this.#failed].sort() }
  }

  async apply(events: readonly Recorded[]): Promise<void> {
    const steps = events.flatMap(event => this.#stepsOf(event))
    for (const [projection, some] of Map.groupBy(steps, step => step.projection))
      await this.documents.fetch(
        projection,
        some.flatMap(({ keys }) => keys ?? []),
      )
    for (const step of steps) this.#take(step)
    this.position = events.at(-1)?.position ?? this.position
    this.count += events.length
  }

  #stepsOf(event: Recorded): Step[] {
    return (this.#handlers.get(event.type) ?? []).map(projection => {
      try {
        return { event, projection, keys: projection.keysOf(event), error: null }
      } catch (error) {
        return { event, projection, keys: null, error }
      }
    })
  }

  #take({ event, projection, keys, error }: Step): void {
    if (this.#failed.has(projection.name)) return
    try {
      if (!keys) throw error
      const changes = keys.map(key => {
        const before = this.documents.current(projection, key)
        return { key, document: projection.evolve(before, event, key) }
      })
      for (const { key, document } of changes) this.documents.put(projection, key, event.position, document)
    } catch (err) {
      this.#failed.add(projection.name)
      const { type, position } = event
      this.#onFault({ err, roomId: this.#roomId, projection: projection.name, event: type, position })
    }
  }
}

/** Projections by the event types that they handle. */
function handlersOf(projections: readonly Projection[]): ReadonlyMap<string, readonly Projection[]> {
  const handlers = new Map<string, Projection[]>()
  for (const projection of projections)
    for (const type of new Set(projection.handles))
      handlers.set(type, [...(handlers.get(type) ?? []), projection])
  return handlers
}
