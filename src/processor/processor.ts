// Runs a named loop over the log that handles one batch at a time, in order, and restarts after every fault.

import type { Position } from '../../commands/event.ts'
import type { EventLog, Filter, LogBatch } from '../event-log/event-log.ts'
import { type BackoffOptions, createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time } from '../support/time.ts'

export type Processor = {
  /** Names the loop in log messages. */
  readonly name: string
  readonly log: EventLog
  readonly filter: Filter
  /** The position after which it begins. */
  readonly after: Position
  /**
   * Handles a batch. The next one waits for it. If it throws, the batch is repeated later and may be larger then, so it
   * must be able to handle events twice. A batch without events means that no event matched up to its position.
   */
  handle(batch: LogBatch): Promise<void>
  /** True for errors that end the loop, which then throws the error. Default: no error does. */
  fatal?(error: unknown): boolean
  /** Ends the loop after the current batch. */
  readonly signal: AbortSignal
  readonly time: Time
  readonly logger: Logger
  /** Waits after a fault. Default: 100 ms to 2 s, so that the loop resumes soon after a long outage of the log. */
  readonly backoff?: BackoffOptions
}

/** Resolves when `signal` aborts or the log is closed. */
export async function runProcessor(processor: Processor): Promise<void> {
  const { name, log, filter, handle, fatal, signal, time, logger } = processor
  const backoff = createBackoff(processor.backoff ?? { firstMs: 100, maxMs: 2_000 }, time.random)
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
      logger.warn({ err, processor: name, position, wait }, 'processor: failed, restarting')
      await sleep(time, wait, signal)
    }
  }
}
