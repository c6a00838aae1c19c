// Structured logs on the standard error: JSON for machines, one readable line for a person at a terminal.

import { writeSync } from 'node:fs'
import { destination, type LevelWithSilent, type Logger, pino } from 'pino'
import type { Time } from './time.ts'

/** Fields whose values are never written to a log, at any depth. */
const SECRET = ['authorization', 'token', 'secret', 'password', 'cookie']

export type LogFormat = 'json' | 'terminal'

/** Writes synchronously, so that the last lines before the process ends are not lost. */
export function createLogger(
  level: LevelWithSilent,
  time: Pick<Time, 'now'>,
  format: LogFormat = 'json',
): Logger {
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
    format === 'json'
      ? destination({ fd: 2, sync: true })
      : { write: (line: string) => void writeSync(2, `${terminalLine(line)}\n`) },
  )
}

/** `19:30:05 WARN  bus: reconnected server=nats:4222`, and below it the stack of an error. */
export function terminalLine(json: string): string {
  const { level, time, msg, err, ...facts } = JSON.parse(json)
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  const shown = Object.entries(facts).map(([name, value]) => ` ${name}=${text(value)}`)
  const stack = err ? `\n${err.stack ?? text(err)}` : ''
  return `${String(time).slice(11, 19)} ${String(level).toUpperCase().padEnd(5)} ${msg}${shown.join('')}${stack}`
}
