import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewEvent } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { createRecordings, offsetAt } from '../../src/history/recordings.ts'
import { systemTime } from '../../src/support/time.ts'
import { record, time } from '../projections/fold-events.ts'
import { someone, startGraphql } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'
import { arrayLog } from './array-log.ts'

const sound = (type: string, data: object) => ['Sound-r1', { type, data }] as const
const began = (segmentId: string, startedAt: number) =>
  sound('RecordingSegmentStarted', { segmentId, startedAt })
const ended = (segmentId: string, endedAt: number) => sound('RecordingSegmentEnded', { segmentId, endedAt })

test('a time belongs to the segment that was being written then, and to none between two segments', async () => {
  const turns = Array.from({ length: 600 }, () => sound('TurnSpoken', { participant: 'ann' }))
  const log = arrayLog(
    record([began('one', 10_000), ...turns, ended('one', 20_000), began('two', 30_000), ended('none', 5)]),
  )
  const segments = await createRecordings(log, systemTime).segmentsOf('r1' as RoomId)
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
  assert.deepStrictEqual(await createRecordings(log, systemTime).segmentsOf('r2' as RoomId), [])
})

test('after the first read of a room, also of concurrent ones, only newer events are read', async () => {
  const turns = Array.from({ length: 1_200 }, () => sound('TurnSpoken', { participant: 'ann' }))
  const all = record([...turns, began('one', 10_000), ...turns, ended('one', 20_000), began('two', 30_000)])
  let log = arrayLog(all.slice(0, 1_300))
  let read = 0
  const recordings = createRecordings(
    {
      async read(...range) {
        const events = await log.read(...range)
        read += events.length
        return events
      },
    },
    systemTime,
  )
  const segmentsOf = () => recordings.segmentsOf('r1' as RoomId)
  const asked = await Promise.all(Array.from({ length: 100 }, segmentsOf))
  for (const segments of asked)
    assert.deepStrictEqual(segments, [{ segmentId: 'one', startedAt: 10_000, endedAt: null }])
  assert.equal(read, 1_300)
  log = arrayLog(all)
  assert.deepStrictEqual(await segmentsOf(), [
    { segmentId: 'one', startedAt: 10_000, endedAt: 20_000 },
    { segmentId: 'two', startedAt: 30_000, endedAt: null },
  ])
  assert.equal(read, all.length)
})

test('a failed read is not cached', async () => {
  let fails = true
  const log = arrayLog(record([began('one', 10_000)]))
  const recordings = createRecordings(
    {
      read: async (...range) => {
        if (fails) throw new Error('the log is away')
        return log.read(...range)
      },
    },
    systemTime,
  )
  const segmentsOf = () => recordings.segmentsOf('r1' as RoomId)
  await assert.rejects(segmentsOf(), /the log is away/)
  fails = false
  assert.deepStrictEqual(await segmentsOf(), [{ segmentId: 'one', startedAt: 10_000, endedAt: null }])
})

test('a segment without an end event ends with its gateway, others end as recorded', async () => {
  const log = arrayLog(
    record([
      began('lost', 500),
      sound('SoundLost', { gateway: 'g1', epoch: 1 }),
      sound('SoundPlaced', { gateway: 'g2', epoch: 2, reason: 'healed' }),
      began('drained', 3_500),
      sound('SoundPlaced', { gateway: 'g3', epoch: 3, reason: 'drained' }),
      began('late', 5_500),
      sound('SoundEnded', { gateway: 'g3', epoch: 3 }),
      ended('late', 6_000),
      began('now', 8_500),
    ]),
  )
  const segments = await createRecordings(log, systemTime).segmentsOf('r1' as RoomId)
  assert.deepStrictEqual(segments, [
    { segmentId: 'lost', startedAt: 500, endedAt: time(2) },
    { segmentId: 'drained', startedAt: 3_500, endedAt: time(5) },
    { segmentId: 'late', startedAt: 5_500, endedAt: 6_000 },
    { segmentId: 'now', startedAt: 8_500, endedAt: null },
  ])
  assert.deepStrictEqual(offsetAt(segments, 3_000), null)
})

test('the timeline has the offset of each event in the recording', async t => {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea' }, 'roomId')
  for (const text of ['before', 'in it', 'after']) await api.act(host, 'postComment', { roomId, text })
  const timeline = async (): Promise<Data[]> => {
    const query = `query ($roomId: ID!) {
      timeline(roomId: $roomId, types: ["CommentPosted"]) { nodes { at recording { segmentId offset } } }
    }`
    return (await api.ask(host, query, { roomId })).timeline.nodes
  }
  const recordings = (nodes: Data[]) => nodes.map(({ recording }) => recording)
  const unrecorded = await timeline()
  assert.deepStrictEqual(recordings(unrecorded), [null, null, null])
  const [, heard] = unrecorded.map(({ at }) => Date.parse(at))
  const facts = [began('one', heard! - 1), ended('one', heard! + 1)].map(([, fact]) => ({
    ...fact,
    id: crypto.randomUUID(),
    at: heard,
    cause: { commandId: crypto.randomUUID(), by: 'system', correlationId: 'test' },
  })) as unknown as NewEvent[]
  await api.eventLog.append(`Sound-${roomId}`, 0, facts)
  const inIt = { segmentId: 'one', offset: 0.001 }
  assert.deepStrictEqual(recordings(await timeline()), [null, inIt, null])
})
