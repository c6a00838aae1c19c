// From a moment to a place in the log.

import { type Position, positionOf, type StreamName, type Version } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'

/**
 * The position of the first event of these streams that was decided after a moment (milliseconds since 1970); null where
 * none was. Times of one stream rise, but for the difference between the clocks of two processes: what it answers parts
 * the events into those before and those from there on, whatever the clocks did.
 */
export async function firstPositionAfter(
  log: Pick<EventLog, 'read' | 'readTail'>,
  streams: readonly StreamName[],
  moment: number,
): Promise<Position | null> {
  const positions = await Promise.all(streams.map(stream => firstLaterInStream(log, stream, moment)))
  return positions.reduce(
    (first, one) => (one !== null && (first === null || one < first) ? one : first),
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

/** The greatest position that is less. */
export function positionBefore(position: Position): Position {
  const number = BigInt(position)
  return number > 0n ? positionOf(number - 1n) : position
}

/** The least position that is greater. */
export function positionAfter(position: Position): Position {
  return positionOf(BigInt(position) + 1n)
}
