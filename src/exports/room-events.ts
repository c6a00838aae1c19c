// Streams a room's events from a log in constant memory, even if the log is damaged.

import {
  isAfter,
  type Position,
  type Recorded,
  type StreamName,
  streamsOfRoom,
} from '../../commands/event.ts'
import type { EventLog } from '../event-log/event-log.ts'

export type PositionRange = {
  /** Only events after this position. */
  readonly after: Position | null
  /** Only events up to and including this position. */
  readonly upTo: Position | null
}

const PAGE = 500

/**
 * The streams of a room, merged by position. Each stream is read by version alone, so gaps, duplicates and positions out
 * of order come out as they are stored, and the caller can report them.
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
      if (!done && (first < 0 || isAfter(heads[first]!.value!.position, value.position))) first = index
    if (first < 0) return
    const event = heads[first]!.value as Recorded
    heads[first] = await readers[first]!.next()
    if (
      (after === null || isAfter(event.position, after)) &&
      (upTo === null || !isAfter(event.position, upTo))
    )
      yield event
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
