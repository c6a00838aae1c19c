// A room's events from a log or from an export, one after the other in constant memory, whatever is wrong with them.

import { type Position, type Recorded, type StreamName, streamsOfRoom } from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'

export type PositionRange = {
  /** Behind this position. */
  readonly after: Position | null
  /** Up to this position, that included. */
  readonly upTo: Position | null
}

const PAGE = 500

/**
 * The streams of a room merged by position. Reads each of them by its versions and nothing else, so that gaps, doubles
 * and positions out of order are read as they stand, and can be told of.
 */
export async function* readRoomEvents(
  log: Pick<EventLog, 'read'>,
  roomId: string,
  { after, upTo }: PositionRange = { after: null, upTo: null },
): AsyncGenerator<Recorded> {
  const readers = streamsOfRoom(roomId).map(stream => readerOf(log, stream))
  const heads = await Promise.all(readers.map(reader => reader.next()))
  for (;;) {
    let first = -1
    for (const [index, { done, value }] of heads.entries())
      if (!done && (first < 0 || value.position < heads[first]!.value!.position)) first = index
    if (first < 0) return
    const event = heads[first]!.value as Recorded
    heads[first] = await readers[first]!.next()
    if ((after === null || event.position > after) && (upTo === null || event.position <= upTo)) yield event
  }
}

async function* readerOf(
  log: Pick<EventLog, 'read'>,
  stream: StreamName,
): AsyncGenerator<Recorded, undefined> {
  let next = 1
  for (;;) {
    const page = await log.read(stream, next, PAGE)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    next = last.version + 1
  }
}
