// Where in a room's recording a moment is.

import { type Recorded, streamName, type Version } from '../../commands/event.ts'
import type { RoomId, SegmentId } from '../../commands/ids.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { BoundedMap } from '../support/bounded-map.ts'
import type { Time } from '../support/time.ts'

/**
 * Moments are milliseconds since 1970; `endedAt` null: it is being written. One whose end was never told ended, at the
 * latest, when its gateway was lost or let go, or when the sound was placed anew.
 */
export type RecordingSegment = {
  readonly segmentId: SegmentId
  readonly startedAt: number
  readonly endedAt: number | null
}

const PAGE = 500
const ENDS_EVERY_SEGMENT: readonly SoundEvent['type'][] = ['SoundLost', 'SoundPlaced', 'SoundEnded']

export interface Recordings {
  /** In the order of their beginning. */
  segmentsOf(roomId: RoomId): Promise<readonly RecordingSegment[]>
}

/** What the sound of a room told as far as it was read; `next`: the version that is read next. */
type Reading = { readonly next: Version; readonly segments: readonly RecordingSegment[] }

/** Rooms whose readings are kept, so that for each page of a timeline, and each replay, only what came since is read. */
const MAX_CACHED_ROOMS = 1_000

export function createRecordings(log: Pick<EventLog, 'read'>, time: Pick<Time, 'nextTurn'>): Recordings {
  const readings = new BoundedMap<RoomId, Promise<Reading>>(MAX_CACHED_ROOMS)
  return {
    async segmentsOf(roomId) {
      // Those who ask at once go on from each other: the first of them alone reads all.
      const before = readings.get(roomId) ?? Promise.resolve({ next: 1, segments: [] })
      const reading = before.then(known => readNewEvents(log, time, roomId, known))
      readings.set(roomId, reading)
      reading.catch(() => readings.delete(roomId))
      return (await reading).segments
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

/** The segment that was being written at a moment, and how far into it that is, in seconds; null: nothing was recorded. */
export function offsetAt(segments: readonly RecordingSegment[], at: number) {
  const segment = segments.findLast(
    ({ startedAt, endedAt }) => startedAt <= at && (endedAt === null || at <= endedAt),
  )
  return segment ? { segmentId: segment.segmentId, offset: (at - segment.startedAt) / 1_000 } : null
}
