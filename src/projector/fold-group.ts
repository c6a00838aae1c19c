// Projections that follow the log together.

import { BEGINNING, type Position } from '../../commands/event.ts'
import type { LogBatch } from '../event-log/event-log.ts'
import type { ProjectionFold } from './projection-fold.ts'

/** Hands each event to those that handle its type. */
export class FoldGroup {
  readonly #folds: ProjectionFold[] = []
  readonly #byType = new Map<string, ProjectionFold[]>()

  constructor(folds: readonly ProjectionFold[] = []) {
    for (const fold of folds) this.join(fold)
  }

  get size(): number {
    return this.#folds.length
  }

  join(fold: ProjectionFold): void {
    this.#folds.push(fold)
    for (const type of new Set(fold.projection.handles)) {
      const ofType = this.#byType.get(type)
      if (ofType) ofType.push(fold)
      else this.#byType.set(type, [fold])
    }
  }

  /** Resolves when all have saved the batch; may be called again with the same one. */
  async fold({ events, position }: LogBatch): Promise<void> {
    const folds = [...this.#folds]
    for (const fold of folds) fold.inbox.length = 0
    for (const event of events) {
      const ofType = this.#byType.get(event.type)
      if (ofType) for (const fold of ofType) fold.inbox.push(event)
    }
    const done = await Promise.allSettled(folds.map(fold => fold.takeInbox(position)))
    // Only when all are done: the batch that comes again must not meet this one.
    for (const result of done) if (result.status === 'rejected') throw result.reason
  }
}

/** The least position of all. */
export function lowestPosition([first, ...others]: readonly ProjectionFold[]): Position {
  let least = first?.position ?? BEGINNING
  for (const { position } of others) if (position < least) least = position
  return least
}
