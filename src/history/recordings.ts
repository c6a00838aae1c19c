// The segments of a room's recording, and where a given time is in them.

import { type Recorded, streamName, type Version } from '../../commands/event.ts'
import type { RoomId, SegmentId } from '../../commands/ids.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { Time } from '../support/time.ts'
import { bytesOf, Caches } from '../support/weighted-cache.ts'

/**
 * Times are milliseconds since 1970. `endedAt` is null while the segment is being written. A segment without an end event
 * ended at the latest when its gateway was lost or released, or when the sound was placed again.
 */
export type RecordingSegment = {
  readonly segmentId: SegmentId
  readonly startedAt: number
  readonly endedAt: number | null
}

const PAGE = 500
const ENDS_EVERY_SEGMENT: readonly SoundEvent['type'][] = ['SoundLost', 'SoundPlaced', 'SoundEnded']

export interface Recordings {
  /** Ordered by start. */
  segmentsOf(roomId: RoomId): Promise<readonly RecordingSegment[]>
}

/** The segments found so far. `next` is the version of the sound stream to read next. */
type Reading = { readonly next: Version; readonly segments: readonly RecordingSegment[] }

/** What the segments of all rooms together may weigh. They are cached, so that each page of a timeline reads newer events only. */
const MAX_BYTES = 8 * 1024 * 1024

export function createRecordings(
  log: Pick<EventLog, 'read'>,
  time: Pick<Time, 'nextTurn'>,
  caches = new Caches(),
): Recordings {
  const readings = caches.create<RoomId, Reading>({
    name: 'recordings',
    maxBytes: MAX_BYTES,
    weigh: ({ segments }) => bytesOf(segments),
  })
  const underWay = new Map<RoomId, Promise<Reading>>()
  return {
    async segmentsOf(roomId) {
      // Concurrent calls continue from each other, so that only the first one reads everything.
      const before =
        underWay.get(roomId) ?? Promise.resolve(readings.get(roomId) ?? { next: 1, segments: [] })
      const reading = before.then(known => readNewEvents(log, time, roomId, known))
      underWay.set(roomId, reading)
      try {
        const found = await reading
        readings.set(roomId, found)
        return found.segments
      } finally {
        if (underWay.get(roomId) === reading) underWay.delete(roomId)
      }
    },
  }
}

async function readNewEvents(
  log: Pick<EventLog, 'read'>,
  time: Pick<Time, 'nextTurn'>,
  roomId: RoomId,
  known: Reading,
): Promise<Reading> {
  const segments = new Map(known.segments.map(segment => [segment.segmentId, segment]))
  for (let { next } = known; ; ) {
    const page = await log.read(streamName('Sound', roomId), next, PAGE)
    for (const event of page as readonly Recorded<SoundEvent>[]) applySoundEvent(segments, event)
    next += page.length
    if (page.length < PAGE)
      return { next, segments: [...segments.values()].sort((a, b) => a.startedAt - b.startedAt) }
    await time.nextTurn()
  }
}

function applySoundEvent(segments: Map<SegmentId, RecordingSegment>, event: Recorded<SoundEvent>): void {
  if (event.type === 'RecordingSegmentStarted') {
    const { segmentId, startedAt } = event.data
    segments.set(segmentId, { segmentId, startedAt, endedAt: null })
  } else if (ENDS_EVERY_SEGMENT.includes(event.type)) {
    for (const segment of segments.values())
      if (segment.endedAt === null) segments.set(segment.segmentId, { ...segment, endedAt: event.at })
  } else if (event.type === 'RecordingSegmentEnded') {
    const segment = segments.get(event.data.segmentId)
    if (segment) segments.set(segment.segmentId, { ...segment, endedAt: event.data.endedAt })
  }
}

/** The segment that was being written at a time, and the offset into it in seconds. Null if nothing was recorded then. */
export function offsetAt(segments: readonly RecordingSegment[], at: number) {
  const segment = segments.findLast(
    ({ startedAt, endedAt }) => startedAt <= at && (endedAt === null || at <= endedAt),
  )
  return segment ? { segmentId: segment.segmentId, offset: (at - segment.startedAt) / 1_000 } : null
}
