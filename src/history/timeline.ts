// A room's history as one list: its streams merged by position, paged forwards and backwards from any position.

import {
  BEGINNING,
  isAfter,
  type Position,
  parseStream,
  type Recorded,
  type StreamName,
  streamsOfRoom,
} from '../../commands/event.ts'
import { categoryOf } from '../../commands/event-catalogue.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { firstPositionAfter, positionAfter, positionBefore } from './time-index.ts'

export type TimelineLog = Pick<EventLog, 'read' | 'readTail' | 'readAfter' | 'readBefore'>

export type TimelineQuery = {
  readonly roomId: RoomId
  readonly size: number
  /** Pages from the end of the range towards its beginning. The events of a page are in log order in either case. */
  readonly backwards: boolean
  /** Only events after this position. */
  readonly after: Position | null
  /** Only events before this position. */
  readonly before: Position | null
  /** The first and the last time, in milliseconds since 1970. */
  readonly from: number | null
  readonly to: number | null
  /** Event types, or null for all. Streams without any of them are not read. */
  readonly types: readonly string[] | null
  /** A filter, or null for all events. A filtered page reads until it is full or has read 10,000 events. */
  readonly matches: ((event: Recorded) => boolean) | null
}

export type TimelinePage = {
  readonly events: readonly Recorded[]
  /** The first and last position. If the search stopped before the page was full: the position where it stopped. */
  readonly start: Position | null
  readonly end: Position | null
  /** Whether there are more events before and after. On a filtered timeline, there may be; that is not checked. */
  readonly more: { readonly before: boolean; readonly after: boolean }
}

/** With a filter: the events in one read, and the most that are read for one page. */
const EVENTS_PER_FILTERED_READ = 1_000
const MAX_EVENTS_READ = 10_000

type Range = { readonly after: Position; readonly before: Position }
/** After every event: the greatest position that a log can reach. */
const END = '09223372036854775807' as Position

export async function readTimeline(log: TimelineLog, query: TimelineQuery): Promise<TimelinePage> {
  const { size, backwards } = query
  const bounds = await boundsOf(log, query)
  const range = narrowTo(bounds, query)
  const streams = streamsWith(query.types, query.roomId)
  const { found, reached, exhausted } = await search(log, streams, query, range)
  const events = found.slice(0, size)
  const more = found.length > size || !exhausted
  const edge = found.length > size || !more ? (events.at(-1)?.position ?? null) : reached
  const first = events[0]?.position ?? null
  // Whether the cursor excluded events on the side where the page starts.
  const beyond = backwards
    ? await log.readAfter(streams, first ?? positionBefore(range.before), 1)
    : await log.readBefore(streams, first ?? positionAfter(range.after), 1)
  const other = beyond.some(
    ({ position }) => isAfter(position, bounds.after) && isAfter(bounds.before, position),
  )
  return backwards
    ? { events: events.reverse(), start: edge, end: first, more: { before: more, after: other } }
    : { events, start: first, end: edge, more: { before: other, after: more } }
}

/** Finds one event more than fits the page, if there is one. */
async function search(log: TimelineLog, streams: readonly StreamName[], query: TimelineQuery, range: Range) {
  const { size, backwards, matches } = query
  const types = query.types && new Set(query.types)
  const limit = types || matches ? EVENTS_PER_FILTERED_READ : size + 1
  const found: Recorded[] = []
  let reached = backwards ? range.before : range.after
  let exhausted = false
  for (let read = 0; found.length <= size && read < MAX_EVENTS_READ && !exhausted; read += limit) {
    const page = backwards
      ? (await log.readBefore(streams, reached, limit)).toReversed()
      : await log.readAfter(streams, reached, limit)
    exhausted = page.length < limit
    for (const event of page) {
      const outside = backwards
        ? !isAfter(event.position, range.after)
        : !isAfter(range.before, event.position)
      if (outside) exhausted = true
      if (outside || found.length > size) break
      reached = event.position
      if ((types?.has(event.type) ?? true) && (matches?.(event) ?? true)) found.push(event)
    }
  }
  return { found, reached, exhausted }
}

async function boundsOf(log: TimelineLog, { roomId, from, to }: TimelineQuery): Promise<Range> {
  const streams = streamsOfRoom(roomId)
  const begin =
    from === null ? positionAfter(BEGINNING) : ((await firstPositionAfter(log, streams, from - 1)) ?? END)
  const end = to === null ? null : await firstPositionAfter(log, streams, to)
  return { after: positionBefore(begin), before: end ?? END }
}

function narrowTo(bounds: Range, { after, before }: TimelineQuery): Range {
  return {
    after: after !== null && isAfter(after, bounds.after) ? after : bounds.after,
    before: before !== null && isAfter(bounds.before, before) ? before : bounds.before,
  }
}

function streamsWith(types: readonly string[] | null, roomId: RoomId): readonly StreamName[] {
  if (types === null) return streamsOfRoom(roomId)
  const categories = new Set(types.map(categoryOf))
  return streamsOfRoom(roomId).filter(stream => categories.has(parseStream(stream).category))
}

/** Whether a person caused the event or is named in it. Ids are UUIDs, so no other text equals one by chance. */
export function involves(event: Recorded, person: string): boolean {
  return event.cause.by === person || mentions(event.data, person)
}

function mentions(data: object, person: string): boolean {
  return Object.values(data).some(value => (Array.isArray(value) ? value.includes(person) : value === person))
}
