// Projections that follow the log together.

import { earliestOf, type Position } from '../../commands/event.ts'
import type { LogBatch } from '../event-log/event-log.ts'
import type { ProjectionFold } from './projection-fold.ts'

/** Hands each event to the projections that handle its type. */
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

  /** Resolves when every projection has saved the batch. Folding the same batch again changes nothing. */
  async fold({ events, position, damaged }: LogBatch): Promise<void> {
    const folds = [...this.#folds]
    for (const fold of folds) {
      fold.pending.length = 0
      fold.damaged = damaged ?? []
    }
    for (const event of events) {
      const ofType = this.#byType.get(event.type)
      if (ofType) for (const fold of ofType) fold.pending.push(event)
    }
    const results = await Promise.allSettled(folds.map(fold => fold.foldPending(position)))
    // Throws only after all have settled: the retried batch must not meet this one.
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }
}

/** The position of the projection that is the farthest behind. */
export function lowestPosition(folds: readonly ProjectionFold[]): Position {
  return earliestOf(folds.map(({ position }) => position))
}
