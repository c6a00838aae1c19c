// Folds a projection from the beginning of the log, the way that `npm run rebuild` does.

import { undividedProjections } from '../../projections/all.ts'
import type { Projection } from '../../projections/projection.ts'
import { createMemoryBus } from '../../src/bus/memory.ts'
import type { EventLog } from '../../src/event-log/event-log.ts'
import { buildVersion, parkedIn } from '../../src/projector/versions/build-version.ts'
import type { ReadStore } from '../../src/read-store/read-store.ts'
import { systemTime } from '../../src/support/time.ts'
import { silentLogger } from './silent-logger.ts'

/** Resolves when the store has all documents up to the head of the log, to the ids that could not be folded. */
export async function foldAfresh(
  log: EventLog,
  store: ReadStore,
  projection: Projection,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const building = buildVersion(
    {
      log,
      store,
      bus: createMemoryBus({ time: systemTime, onError: console.error }),
      holder: 'fold-afresh',
      undivided: undividedProjections,
      time: systemTime,
      logger: silentLogger,
      signal,
    },
    [projection],
  )
  try {
    await building.upTo(() => {})
  } finally {
    await building.close()
  }
  return parkedIn(store, projection)
}
