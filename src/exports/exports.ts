// A room's events as NDJSON, which can be imported again, or CSV. The same range always gives the same bytes.

import { digitsOf, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import { faultInShape } from '../../commands/event-shapes.ts'
import { isRecorded } from '../../commands/recorded-guard.ts'
import { canonicalJson } from '../support/canonical-json.ts'
import { type Fields, isFields } from '../support/guards.ts'
import { csvLine } from './csv.ts'

/** The version of the lines and columns. Raise it when they change. */
export const EXPORT_VERSION = 1

/** The first line of an NDJSON export. */
export function exportHeading(room: string): string {
  return `${canonicalJson({ format: 'rostrum-export', version: EXPORT_VERSION, room })}\n`
}

/** Every field of the event, sorted. `position` is that in the log it was exported from, without its fingerprint. */
export function exportLine({ id, stream, version, position, type, at, cause, data }: Recorded): string {
  const place = digitsOf(position)
  return `${canonicalJson({ id, stream, version, position: place, type, at, cause, data })}\n`
}

export const COLUMNS = [
  ...(['position', 'stream', 'version', 'id', 'type', 'at'] as const),
  ...(['by', 'commandId', 'correlationId', 'data'] as const),
] as const

export const csvHeading = () => csvLine(COLUMNS)

export function csvOfEvent(event: Recorded): string {
  const { position, stream, version, id, type, at, cause, data } = event
  return csvLine([
    ...[digitsOf(position), stream, version, id, type, new Date(at).toISOString()],
    ...[cause.by, cause.commandId, cause.correlationId, canonicalJson(data)],
  ])
}

/** A line that is not valid in an export. `line` counts from 1. */
export class InvalidExport extends Error {
  override readonly name = 'InvalidExport'
  constructor(line: number, why: string) {
    super(`line ${line} ${why}`)
  }
}

/**
 * Reads the lines of an NDJSON export. With a `room`, for verification: the heading must name that room, and the events
 * are yielded as they are. With null, for an import: the events must be those of the room in the heading, from the first
 * one on and without a gap. Throws `InvalidExport`.
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
      if (order) {
        order.check(event, number)
        const fault = faultInShape(event.type, event.data as never)
        if (fault) throw new InvalidExport(number, fault)
      }
      yield event
    } else {
      const said = roomOfHeading(value)
      if (room !== null && said !== room)
        throw new InvalidExport(1, `is the heading of room ${said}, not of ${room}`)
      if (room === null) order = new VersionOrder(said)
    }
  }
  if (number === 0) throw new InvalidExport(1, 'is missing: the file is empty')
}

/** Checks that an import only touches its own room, and that no event is missing. */
class VersionOrder {
  /** The last version of each stream so far. */
  readonly #versions: Map<string, number>

  constructor(room: string) {
    this.#versions = new Map(streamsOfRoom(room).map(stream => [stream, 0]))
  }

  check({ stream, version }: Recorded, line: number): void {
    const before = this.#versions.get(stream)
    if (before === undefined)
      throw new InvalidExport(line, `is an event of ${stream}, which is not a stream of this room`)
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
    throw new InvalidExport(number, 'is incomplete: the file was cut or damaged')
  }
  throw new InvalidExport(number, 'is not an event')
}

function roomOfHeading({ format, version, room }: Fields): string {
  if (format === 'rostrum-export' && version === EXPORT_VERSION && typeof room === 'string') return room
  throw new InvalidExport(1, `is not the heading of an export of version ${EXPORT_VERSION}`)
}

function toEvent(value: Fields, number: number): Recorded {
  if (!isRecorded(value)) throw new InvalidExport(number, 'lacks a field of an event')
  return value as unknown as Recorded
}
