// Finds the position in the log that belongs to a time.

import {
  isAfter,
  type Position,
  positionNumber,
  positionOf,
  type StreamName,
  type Version,
} from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'

/**
 * The position of the first event in these streams that was decided after a time (milliseconds since 1970), or null.
 * Times within a stream rise, except for clock differences between processes. In any case the position splits the events
 * into those before it and those from it on.
 */
export async function firstPositionAfter(
  log: Pick<EventLog, 'read' | 'readTail'>,
  streams: readonly StreamName[],
  moment: number,
): Promise<Position | null> {
  const positions = await Promise.all(streams.map(stream => firstLaterInStream(log, stream, moment)))
  return positions.reduce(
    (first, one) => (one !== null && (first === null || isAfter(first, one)) ? one : first),
    null,
  )
}

async function firstLaterInStream(
  log: Pick<EventLog, 'read' | 'readTail'>,
  stream: StreamName,
  moment: number,
): Promise<Position | null> {
  const [last] = await log.readTail(stream, 1)
  if (!last || last.at <= moment) return null
  let found = last
  let low: Version = 1
  while (low < found.version) {
    const middle = Math.floor((low + found.version) / 2)
    const [event] = await log.read(stream, middle, 1)
    if (event && event.at > moment) found = event
    else low = middle + 1
  }
  return found.position
}

/** The greatest position before this one. */
export function positionBefore(position: Position): Position {
  const number = positionNumber(position)
  return number > 0n ? positionOf(number - 1n) : position
}

/** The least position after this one. */
export function positionAfter(position: Position): Position {
  return positionOf(positionNumber(position) + 1n)
}
