// Structured logs: one line of JSON each, on the standard error.

import { destination, type LevelWithSilent, type Logger, pino } from 'pino'
import type { Time } from './time.ts'

/** What must not stand in a log, wherever it would be written. */
const SECRET = ['authorization', 'token', 'secret', 'password', 'cookie']

export function createLogger(level: LevelWithSilent, time: Pick<Time, 'now'>): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(time.now()).toISOString()}"`,
      formatters: { level: label => ({ level: label }) },
      redact: {
        paths: SECRET.flatMap(name => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[not shown]',
      },
    },
    // At once, so that the last words before an end are not lost.
    destination({ fd: 2, sync: true }),
  )
}
