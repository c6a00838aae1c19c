// A named loop over the log: one batch at a time, in order, again after every fault.

import type { Position } from '../../commands/event.ts'
import type { EventLog, Filter, Followed } from '../event-log/event-log.ts'
import { type BackoffOptions, createBackoff } from '../support/backoff.ts'
import { pause } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'

export type Processor = {
  /** Of the loop in the logs. */
  readonly name: string
  readonly log: EventLog
  readonly filter: Filter
  /** The position after which it begins. */
  readonly after: Position
  /**
   * Handles a batch; the next one waits for it. Where it throws, the batch comes again after a while, perhaps longer:
   * it must be able to handle events twice. A batch without events says that nothing matched up to its position.
   */
  handle(batch: Followed): Promise<void>
  /** True for what it is no use to try again after; the loop then ends by throwing it. Default: nothing is. */
  fatal?(error: unknown): boolean
  /** Ends the loop when the batch in hand is done. */
  readonly signal: AbortSignal
  readonly logger: Logger
  /** Waits after a fault. Default: from 100 ms to 2 s, so that a log that was away for long is not waited for long again. */
  readonly backoff?: BackoffOptions
}

/** Resolves when `signal` aborts or the log is closed. */
export async function runProcessor(processor: Processor): Promise<void> {
  const { name, log, filter, handle, fatal, signal, logger } = processor
  const backoff = createBackoff(processor.backoff ?? { first: 100, most: 2_000 })
  let position = processor.after
  while (!signal.aborted) {
    try {
      for await (const batch of log.follow(position, filter, signal)) {
        await handle(batch)
        position = batch.position
        backoff.reset()
        if (signal.aborted) return
      }
      return
    } catch (err) {
      if (signal.aborted) return
      if (fatal?.(err)) throw err
      const wait = backoff.next()
      logger.warn({ err, processor: name, position, wait }, 'a processor failed and begins again')
      await pause(wait, signal)
    }
  }
}
