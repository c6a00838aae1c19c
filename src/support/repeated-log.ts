// Logs what can happen for every request of a flood: at once when it is new, then at most once in an interval, counted.

import type { Logger } from './log.ts'
import type { Time } from './time.ts'

export const REPEATED_LOG_INTERVAL_MS = 60_000

/** Writes with `count`: how often it happened since the last line, this time included. */
export type LogRepeated = (facts: object) => void

/** `message` has the form "component: what happened". */
export function createRepeatedLog(
  write: Logger['error'],
  message: string,
  time: Pick<Time, 'elapsed'>,
): LogRepeated {
  let count = 0
  let writtenAt = Number.NEGATIVE_INFINITY
  return facts => {
    count += 1
    const at = time.elapsed()
    if (at - writtenAt < REPEATED_LOG_INTERVAL_MS) return
    write({ ...facts, count }, message)
    writtenAt = at
    count = 0
  }
}
