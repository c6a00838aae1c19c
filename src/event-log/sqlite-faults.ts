// Turns the errors of SQLite into faults that say what is wrong with the file.

import type { StreamName } from '../../commands/event.ts'
import { LogFault } from './event-log.ts'

const CORRUPT = 11

const EXPLANATIONS: Readonly<Record<number, (path: string) => string>> = {
  3: path => `this user has no permission to open ${path}`,
  5: path => `another process has the event log ${path} open; only one process can use it`,
  8: path => `${path} cannot be written: it or its folder is read-only`,
  10: path => `the disk under ${path} failed or is full`,
  11: path => `${path} is damaged; restore it from a backup`,
  13: path => `the disk under ${path} is full`,
  14: path => `${path} cannot be opened: its folder is read-only, or it is not a file`,
  26: path => `${path} is not a SQLite database`,
  3850: path => `${path} cannot be locked: it is read-only, or its file system does not support locks`,
}

/** Turns an error of SQLite, of the file system or of a row into a `LogFault` that names the file. */
export function sqliteFaultOf(error: unknown, path: string, isOutcomeUnknown = false): LogFault {
  if (error instanceof LogFault) return error
  const meaning = (EXPLANATIONS[codeOf(error)] ?? EXPLANATIONS[primaryCode(error)])?.(path)
  const text = error instanceof Error ? error.message : String(error)
  const facts = { isOutcomeUnknown, isLasting: meaning !== undefined, cause: error }
  return new LogFault(meaning ? `${meaning} (${text})` : `${path}: ${text}`, facts)
}

/** Whether the disk or the file as a whole is at fault, and not the statement or one place of the file. */
export function isDiskError(error: unknown): boolean {
  return primaryCode(error) in EXPLANATIONS && !isDamage(error)
}

/** Whether a place of the file is damaged: SQLite found it malformed, or a stored number is none that the log writes. */
export function isDamage(error: unknown): boolean {
  return primaryCode(error) === CORRUPT || (error as { code?: unknown }).code === 'ERR_OUT_OF_RANGE'
}

export function isFull(error: unknown): boolean {
  return primaryCode(error) === 13
}

/** An extended code holds its primary code in the low byte. */
function primaryCode(error: unknown): number {
  return codeOf(error) & 0xff
}

function codeOf(error: unknown): number {
  if (error instanceof LogFault) return codeOf(error.cause)
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' ? code : 0
}

/** What is stored of an event or of a stream is not what was written. */
export class DamagedRow extends Error {
  override readonly name = 'DamagedRow'
  /** Null: not known. */
  readonly stream: StreamName | null
  readonly position: number | null
  readonly reason: string
  constructor(stream: StreamName | null, position: number | null, reason: string) {
    super(`${stream ?? 'an unknown stream'}${position === null ? '' : ` at position ${position}`}: ${reason}`)
    this.stream = stream
    this.position = position
    this.reason = reason
  }
}
