// Appending until the log says what became of it.

import type { NewEvent, StreamName, Version } from '../../commands/event.ts'
import { type Appended, type EventLog, LogFault } from '../event-log/event-log.ts'
import { createBackoff } from '../support/backoff.ts'
import { pause } from '../support/clock.ts'
import type { Logger } from '../support/log.ts'
import { within } from '../support/timeout.ts'

/** Milliseconds: until an append without an answer is tried again, and until it is given up. */
export type AppendLimits = { readonly timeout: number; readonly deadline: number }

/**
 * Tries again, telling `onRetry` each time, with the same ids at the same version while it is not known whether the events were written: the log
 * answers a repetition as written. Throws a `LogFault`; with `fateUnknown` where it ran out of time.
 */
export async function appendSurely(
  log: EventLog,
  stream: StreamName,
  expected: Version,
  events: readonly NewEvent[],
  limits: AppendLimits,
  logger: Logger,
  onRetry: () => void,
): Promise<Appended> {
  const backoff = createBackoff({ first: 20, most: 1_000 })
  const until = performance.now() + limits.deadline
  let fateUnknown = false
  for (;;) {
    try {
      return await within(log.append(stream, expected, events), limits.timeout, 'an append')
    } catch (cause) {
      fateUnknown ||= !(cause instanceof LogFault) || cause.fateUnknown
      // Once one try may have been written, no later answer but written or conflict tells what became of it.
      if (!fateUnknown) throw cause
      const wait = backoff.next()
      const lasting = cause instanceof LogFault && cause.lasting
      if (lasting || performance.now() + wait > until) {
        throw new LogFault(`the log did not say whether ${stream} was written`, { fateUnknown, cause })
      }
      logger.warn({ err: cause, stream, expected, wait }, 'an append of unknown fate is tried again')
      await pause(wait)
      onRetry()
    }
  }
}
