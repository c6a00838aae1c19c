// Folding one projection from nothing.

import { BEGINNING, type Position } from '../../commands/event.ts'
import type { Projection } from '../../projections/projection.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { runProcessor } from '../processor/processor.ts'
import { Fenced, type ReadStore } from '../read-store/read-store.ts'
import type { Logger } from '../support/log.ts'
import { Level } from './fold-group.ts'
import type { Parked } from './parking.ts'
import { type Partition, ProjectionFold } from './projection-fold.ts'

export type RebuildOptions = {
  readonly log: EventLog
  /** Nobody else may write this projection meanwhile. What it holds of it is forgotten first. */
  readonly store: ReadStore
  readonly projection: Projection
  readonly logger: Logger
  readonly partition?: Partition
  readonly onProgress?: (events: number, position: Position, head: Position) => void
  /** Leaves it where it is; a projector goes on from there. */
  readonly signal: AbortSignal
}

/** Up to where it is folded, and what could not be. */
export type Rebuilt = { readonly position: Position; readonly parked: readonly Parked[] }

/** Folds all that is in the log now into the projection's own collection. Tells nobody. */
export async function rebuild(options: RebuildOptions): Promise<Rebuilt> {
  const { log, store, projection, logger, onProgress, partition = { name: 'all', epoch: 0 } } = options
  await store.drop(projection)
  const fold = new ProjectionFold(projection, store, partition, logger)
  await fold.open()
  await fold.forgetParked()
  const level = new Level([fold])
  const head = await log.head()
  const done = new AbortController()
  let events = 0
  if (head > BEGINNING) {
    await runProcessor({
      name: `rebuild of ${projection.name}`,
      log,
      filter: partition.digits ? { partitions: partition.digits } : {},
      after: BEGINNING,
      signal: AbortSignal.any([options.signal, done.signal]),
      logger,
      fatal: error => error instanceof Fenced,
      async handle(batch) {
        await level.fold(batch)
        events += batch.events.length
        onProgress?.(events, fold.position, head)
        if (fold.position >= head) done.abort()
      },
    })
  }
  return { position: fold.position, parked: fold.parked.list() }
}
