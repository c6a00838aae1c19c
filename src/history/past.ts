// One room's documents at one place of its timeline, and the step to the next event.

import { BEGINNING, type Position, type Recorded } from '../../commands/event.ts'
import type { Projection } from '../../projections/projection.ts'
import { PastDocuments } from './past-documents.ts'

/** The projections that are folded, by the types of event that they handle. */
export type Handlers = ReadonlyMap<string, readonly Projection[]>

export function handlersOf(projections: readonly Projection[]): Handlers {
  const handlers = new Map<string, Projection[]>()
  for (const projection of projections)
    for (const type of new Set(projection.handles))
      handlers.set(type, [...(handlers.get(type) ?? []), projection])
  return handlers
}

export class Past {
  readonly documents: PastDocuments
  /** The last event that it reflects. */
  position: Position = BEGINNING
  /** How many events it reflects. */
  count = 0
  readonly #handlers: Handlers
  /** Projections that could not fold an event: as live, what came after it is left out of them. */
  readonly #failed: Set<Projection>

  private constructor(documents: PastDocuments, handlers: Handlers, failed: Iterable<Projection>) {
    this.documents = documents
    this.#handlers = handlers
    this.#failed = new Set(failed)
  }

  static beginning(projections: readonly Projection[], handlers: Handlers): Past {
    return new Past(PastDocuments.of(projections), handlers, [])
  }

  get stale(): boolean {
    return this.#failed.size > 0
  }

  copy(): Past {
    const copy = new Past(this.documents.copy(), this.#handlers, this.#failed)
    copy.position = this.position
    copy.count = this.count
    return copy
  }

  apply(event: Recorded): void {
    for (const projection of this.#handlers.get(event.type) ?? [])
      if (!this.#failed.has(projection)) this.#fold(projection, event)
    this.position = event.position
    this.count += 1
  }

  #fold(projection: Projection, event: Recorded): void {
    try {
      const changes = projection.keysOf(event).map(key => {
        const before = this.documents.get(projection, key)?.document ?? null
        return { key, document: projection.evolve(before, event, key) }
      })
      for (const { key, document } of changes) this.documents.put(projection, key, event.position, document)
    } catch {
      this.#failed.add(projection)
    }
  }
}
