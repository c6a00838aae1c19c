// Structured logs: one line of JSON each, on the standard error.

import { destination, type LevelWithSilent, type Logger, pino } from 'pino'

/** What must not stand in a log, wherever it would be written. */
const SECRET = ['authorization', 'token', 'secret', 'password', 'cookie']

export function createLogger(level: LevelWithSilent): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
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
