// A room's events as a file: NDJSON, which can be imported again, CSV and Parquet. The same range is the same bytes.

import { type Recorded, streamsOfRoom } from '../../commands/event.ts'
import { isRecorded } from '../../commands/recorded-guard.ts'
import { canonicalJson } from '../support/canonical-json.ts'
import { type Fields, isFields } from '../support/guards.ts'
import { csvLine } from './csv.ts'

/** Of the lines and columns; raised when they change. */
export const EXPORT_VERSION = 1

/** What an NDJSON export begins with. */
export function exportHeading(room: string): string {
  return `${canonicalJson({ format: 'rostrum-export', version: EXPORT_VERSION, room })}\n`
}

/** Every field of the event, sorted; `position` is its place in the log that it was exported from. */
export function exportLine({ id, stream, version, position, type, at, cause, data }: Recorded): string {
  return `${canonicalJson({ id, stream, version, position, type, at, cause, data })}\n`
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
    ...[cause.by, cause.commandId, cause.correlationId, canonicalJson(data)],
  ])
}

/** A line that is no event of an export; `line` counts from 1. */
export class InvalidExport extends Error {
  override readonly name = 'InvalidExport'
  constructor(line: number, why: string) {
    super(`line ${line} ${why}`)
  }
}

/**
 * Reads the lines of an NDJSON export. `room` null: of whichever room it says, to be written into a log: of no other, from
 * its first event on, without a gap. Throws `BadExport` for what is none.
 */
export async function* eventsOfExport(
  lines: AsyncIterable<string>,
  room: string | null = null,
): AsyncGenerator<Recorded> {
  let number = 0
  let order: VersionOrder | null = null
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    const value = parseFields(line, number)
    if (number > 1) {
      const event = toEvent(value, number)
      // What is verified is told of as it is.
      order?.check(event, number)
      yield event
    } else {
      const said = roomOfHeading(value)
      if (room !== null && said !== room) throw new InvalidExport(1, `says that this is the room ${said}`)
      if (room === null) order = new VersionOrder(said)
    }
  }
  if (number === 0) throw new InvalidExport(1, 'is missing: the file is empty')
}

/** What is written into a log must not reach further than it says, and nothing may be missing between. */
class VersionOrder {
  /** How many events of each stream there were. */
  readonly #versions: Map<string, number>

  constructor(room: string) {
    this.#versions = new Map(streamsOfRoom(room).map(stream => [stream, 0]))
  }

  check({ stream, version }: Recorded, line: number): void {
    const before = this.#versions.get(stream)
    if (before === undefined)
      throw new InvalidExport(line, `is an event of ${stream}, which is no stream of this room`)
    if (version !== before + 1)
      throw new InvalidExport(line, `is version ${version} of ${stream}, where version ${before + 1} belongs`)
    this.#versions.set(stream, version)
  }
}

function parseFields(line: string, number: number): Fields {
  try {
    const value: unknown = JSON.parse(line)
    if (isFields(value)) return value
  } catch {
    throw new InvalidExport(number, 'is not whole: the file was cut or damaged')
  }
  throw new InvalidExport(number, 'is no event')
}

function roomOfHeading({ format, version, room }: Fields): string {
  if (format === 'rostrum-export' && version === EXPORT_VERSION && typeof room === 'string') return room
  throw new InvalidExport(1, `is not that of an export of version ${EXPORT_VERSION}`)
}

function toEvent(value: Fields, number: number): Recorded {
  if (!isRecorded(value)) throw new InvalidExport(number, 'lacks a field of an event')
  return value as unknown as Recorded
}
