// Appends a batch, and repeats the append while its outcome is unknown.

import type { NewEvent, StreamName, Version } from '../../commands/event.ts'
import { type Appended, type EventLog, LogFault } from '../event-log/event-log.ts'
import { createBackoff } from '../support/backoff.ts'
import type { Logger } from '../support/log.ts'
import { sleep, type Time, timeout } from '../support/time.ts'

export type AppendLimits = {
  /** Milliseconds after which an append without an answer is repeated. */
  readonly timeoutMs: number
  /** Milliseconds after which it is not repeated any more. */
  readonly deadlineMs: number
}

export type AppendContext = {
  readonly log: EventLog
  readonly limits: AppendLimits
  readonly time: Time
  readonly logger: Logger
}

/**
 * Repeats the append with the same ids at the same version while it is unknown whether the events were written. The log
 * recognizes a repetition and reports it as written. Calls `onRetry` before each repetition. Throws a `LogFault`, with
 * `isOutcomeUnknown` when the deadline passes first.
 */
export async function appendWithRetry(
  { log, limits, time, logger }: AppendContext,
  stream: StreamName,
  expected: Version,
  events: readonly NewEvent[],
  onRetry: () => void,
): Promise<Appended> {
  const backoff = createBackoff({ firstMs: 20, maxMs: 1_000 }, time.random)
  const until = time.elapsed() + limits.deadlineMs
  let isOutcomeUnknown = false
  for (;;) {
    try {
      return await timeout(time, log.append(stream, expected, events), limits.timeoutMs, 'an append')
    } catch (cause) {
      isOutcomeUnknown ||= !(cause instanceof LogFault) || cause.isOutcomeUnknown
      // Once a try may have been written, only a later `written` or conflict settles the outcome.
      if (!isOutcomeUnknown) throw cause
      const wait = backoff.next()
      const isLasting = cause instanceof LogFault && cause.isLasting
      if (isLasting || time.elapsed() + wait > until) {
        throw new LogFault(`the log did not confirm the append to ${stream} in time`, {
          isOutcomeUnknown,
          cause,
        })
      }
      logger.warn({ err: cause, stream, expected, wait }, 'gate: append unconfirmed, retrying')
      await sleep(time, wait)
      onRetry()
    }
  }
}
