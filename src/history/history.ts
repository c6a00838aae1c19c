// Puts the parts of a room's history together: replays, the time machine and recordings.

import type { Projection } from '../../projections/projection.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { MilestoneStore } from '../milestone-store/milestone-store.ts'
import type { Logger } from '../support/log.ts'
import type { Time } from '../support/time.ts'
import type { Caches } from '../support/weighted-cache.ts'
import { createRecordings, type Recordings } from './recordings.ts'
import { createReplays, type Replays } from './replay.ts'
import { createTimeMachine, type TimeMachine } from './time-machine.ts'

export type HistoryOptions = {
  readonly eventLog: EventLog
  readonly milestoneStore: MilestoneStore
  readonly time: Time
  readonly logger: Logger
  /** The projections of a room's own events, from which a past room is shown. */
  readonly projections: readonly Projection[]
  readonly caches?: Caches
}

export type History = {
  readonly replays: Replays
  readonly timeMachine: TimeMachine
  readonly recordings: Recordings
}

export function createHistory(options: HistoryOptions): History {
  return {
    replays: createReplays(options),
    timeMachine: createTimeMachine(options),
    recordings: createRecordings(options.eventLog, options.time, options.caches),
  }
}
