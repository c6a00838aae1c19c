import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomId } from '../../commands/ids.ts'
import { offsetAt, readSegments } from '../../src/history/recordings.ts'
import { record } from '../projections/folding.ts'
import { arrayLog } from './array-log.ts'

const sound = (type: string, data: object) => ['Sound-r1', { type, data }] as const
const began = (segmentId: string, startedAt: number) =>
  sound('RecordingSegmentStarted', { segmentId, startedAt })
const ended = (segmentId: string, endedAt: number) => sound('RecordingSegmentEnded', { segmentId, endedAt })

test('a moment is found in the segment that was being written then, and in none between two', async () => {
  const turns = Array.from({ length: 600 }, () => sound('TurnSpoken', { participant: 'ann' }))
  const log = arrayLog(
    record([began('one', 10_000), ...turns, ended('one', 20_000), began('two', 30_000), ended('none', 5)]),
  )
  const segments = await readSegments(log, 'r1' as RoomId)
  assert.deepStrictEqual(segments, [
    { segmentId: 'one', startedAt: 10_000, endedAt: 20_000 },
    { segmentId: 'two', startedAt: 30_000, endedAt: null },
  ])
  assert.deepStrictEqual(
    [9_999, 10_000, 12_500, 20_000, 25_000, 40_000].map(at => offsetAt(segments, at)),
    [
      null,
      { segmentId: 'one', offset: 0 },
      { segmentId: 'one', offset: 2.5 },
      { segmentId: 'one', offset: 10 },
      null,
      { segmentId: 'two', offset: 10 },
    ],
  )
  assert.deepStrictEqual(await readSegments(log, 'r2' as RoomId), [])
})
