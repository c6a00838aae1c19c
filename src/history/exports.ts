// A room's events as a file: NDJSON, which can be imported again, CSV and Parquet. The same range is the same bytes.

import type { Recorded } from '../../commands/event.ts'
import { canonical } from './canonical.ts'
import { csvLine } from './csv.ts'

/** Of the lines and columns; raised when they change. */
export const EXPORT_VERSION = 1

/** What an NDJSON export begins with. */
export function headingOf(room: string): string {
  return `${canonical({ format: 'rostrum-export', version: EXPORT_VERSION, room })}\n`
}

/** Every field of the event, sorted; `position` is its place in the log that it was exported from. */
export function lineOf({ id, stream, version, position, type, at, cause, data }: Recorded): string {
  return `${canonical({ id, stream, version, position, type, at, cause, data })}\n`
}

export const COLUMNS = [
  ...(['position', 'stream', 'version', 'id', 'type', 'at'] as const),
  ...(['by', 'commandId', 'correlationId', 'data'] as const),
] as const

export const csvHeading = () => csvLine(COLUMNS)

export function csvOfEvent(event: Recorded): string {
  const { position, stream, version, id, type, at, cause, data } = event
  return csvLine([
    ...[position, stream, version, id, type, new Date(at).toISOString()],
    ...[cause.by, cause.commandId, cause.correlationId, canonical(data)],
  ])
}

/** A line that is no event of an export; `line` counts from 1. */
export class BadExport extends Error {
  override readonly name = 'BadExport'
  constructor(line: number, why: string) {
    super(`line ${line} ${why}`)
  }
}

/** Reads the lines of an NDJSON export. Throws `BadExport` for what is none. */
export async function* eventsOfExport(
  lines: AsyncIterable<string>,
  room: string | null = null,
): AsyncGenerator<Recorded> {
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const value = parsed(line, number)
    if (number > 1) yield eventIn(value, number)
    else if (value.format !== 'rostrum-export' || value.version !== EXPORT_VERSION)
      throw new BadExport(1, `is not that of an export of version ${EXPORT_VERSION}`)
    else if (room !== null && value.room !== room)
      throw new BadExport(1, `says that this is the room ${value.room}`)
  }
  if (number === 0) throw new BadExport(1, 'is missing: the file is empty')
}

type Fields = Readonly<Record<string, unknown>>

function parsed(line: string, number: number): Fields {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return value as Fields
  } catch {
    throw new BadExport(number, 'is not whole: the file was cut or damaged')
  }
  throw new BadExport(number, 'is no event')
}

function eventIn(value: Fields, number: number): Recorded {
  const texts = ['id', 'stream', 'position', 'type'].every(field => typeof value[field] === 'string')
  const numbers = ['version', 'at'].every(field => Number.isSafeInteger(value[field]))
  const objects = ['cause', 'data'].every(field => typeof value[field] === 'object' && value[field] !== null)
  if (!texts || !numbers || !objects) throw new BadExport(number, 'lacks a field of an event')
  return value as unknown as Recorded
}
