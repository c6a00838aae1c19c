// Where in a room's recording a moment is.

import { type Recorded, streamName } from '../../commands/event.ts'
import type { RoomId, SegmentId } from '../../commands/ids.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { EventLog } from '../event-log/event-log.ts'
import { nextTurn } from '../support/clock.ts'

/**
 * Moments are milliseconds since 1970; `endedAt` null: it is being written. One whose end was never told ended, at the
 * latest, when its gateway was lost or let go, or when the sound was placed anew.
 */
export type Segment = {
  readonly segmentId: SegmentId
  readonly startedAt: number
  readonly endedAt: number | null
}

const PAGE = 500
const OVER: readonly SoundEvent['type'][] = ['SoundLost', 'SoundPlaced', 'SoundEnded']

/** In the order of their beginning. */
export async function readSegments(log: Pick<EventLog, 'read'>, roomId: RoomId): Promise<readonly Segment[]> {
  const segments = new Map<SegmentId, Segment>()
  for (let next = 1; ; next += PAGE) {
    const page = await log.read(streamName('Sound', roomId), next, PAGE)
    for (const event of page as readonly Recorded<SoundEvent>[]) {
      if (event.type === 'RecordingSegmentStarted') {
        const { segmentId, startedAt } = event.data
        segments.set(segmentId, { segmentId, startedAt, endedAt: null })
      } else if (OVER.includes(event.type)) {
        for (const segment of segments.values())
          if (segment.endedAt === null) segments.set(segment.segmentId, { ...segment, endedAt: event.at })
      } else if (event.type === 'RecordingSegmentEnded') {
        const segment = segments.get(event.data.segmentId)
        if (segment) segments.set(segment.segmentId, { ...segment, endedAt: event.data.endedAt })
      }
    }
    if (page.length < PAGE) return [...segments.values()].sort((a, b) => a.startedAt - b.startedAt)
    await nextTurn()
  }
}

/** The segment that was being written at a moment, and how far into it that is, in seconds; null: nothing was recorded. */
export function offsetAt(segments: readonly Segment[], at: number) {
  const segment = segments.findLast(
    ({ startedAt, endedAt }) => startedAt <= at && (endedAt === null || at <= endedAt),
  )
  return segment ? { segmentId: segment.segmentId, offset: (at - segment.startedAt) / 1_000 } : null
}
