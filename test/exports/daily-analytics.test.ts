import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RoomId, UserId } from '../../commands/ids.ts'
import { type RoomSummaryDocument, roomSummary } from '../../projections/room-summary.ts'
import { activityCsv, activityOf, topicsCsv } from '../../src/exports/daily-analytics.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { systemTime } from '../../src/support/time.ts'
import { record, time } from '../projections/fold-events.ts'

test('times of several rooms are summed to the millisecond', async () => {
  const [opening] = record([
    [
      'Room-r1',
      { type: 'RoomOpened', data: { title: 'Tea', topic: 'tea', host: 'ada' as UserId, invited: [] } },
    ],
  ])
  const opened = roomSummary.evolve(null, opening as never, 'r1') as RoomSummaryDocument
  const readStore = createMemoryReadStore({ time: systemTime })
  // 0.1 and 0.2 seconds would come to 0.30000000000000004.
  const changes = [100, 200].map((presence, index) => {
    const key = `r${index}`
    const document = { ...opened, roomId: key as RoomId, closedAt: time(1), presence }
    return { key, position: opening!.position, document }
  })
  await readStore.save(roomSummary, changes, { partition: 'all', position: opening!.position, epoch: 0 })
  const day = await activityOf(readStore, opened.openedOn, time(1))
  assert.equal(day.presence, 0.3)
  assert.deepStrictEqual(day.topics, [{ topic: 'tea', rooms: 2, joins: 0, presence: 0.3 }])
  assert.match(activityCsv([day]), /,0\.3\r\n$/)
  assert.match(topicsCsv([day]), /,0\.3\r\n$/)
})
