import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { BEGINNING, type NewEvent, type Position, positionOf } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { roomProjections } from '../../projections/all.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { startMilestones } from '../../src/history/milestones.ts'
import { openSqliteMilestoneStore } from '../../src/milestone-store/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { until } from '../support/until.ts'

const END = positionOf(10 ** 12)

async function setUp(t: TestContext) {
  const eventLog = await openSqliteLog(':memory:', systemTime)
  const milestoneStore = openSqliteMilestoneStore(':memory:', 'test', systemTime)
  t.after(async () => {
    await milestoneStore.close()
    await eventLog.close()
  })
  const versions = new Map<string, number>()
  return {
    milestoneStore,
    start(ready = Promise.resolve()) {
      const options = {
        eventLog,
        milestoneStore,
        projections: roomProjections,
        time: systemTime,
        eventsPerMilestone: 50,
        ready,
        logger: silentLogger,
      }
      const milestones = startMilestones(options)
      t.after(() => milestones.close())
      return milestones
    },
    /** So many taps in a room; the position of the last. */
    async tap(roomId: RoomId, count: number): Promise<Position> {
      const version = versions.get(roomId) ?? 0
      const events = Array.from({ length: count }, () => ({
        type: 'Reacted',
        data: { person: 'ann', emoji: '👏', tap: randomUUID() },
        id: randomUUID(),
        at: 0,
        cause: { commandId: randomUUID(), by: 'ann', correlationId: 'test' },
      })) as unknown as NewEvent[]
      const appended = await eventLog.append(`Reactions-${roomId}`, version, events)
      assert.ok(appended.written)
      versions.set(roomId, version + count)
      return appended.events.at(-1)!.position
    },
    count: async (roomId: RoomId, upTo = END) => (await milestoneStore.milestone(roomId, upTo))?.count ?? 0,
  }
}

const reached = (milestones: { position(): Position }, position: Position) =>
  until(() => (milestones.position() >= position ? null : `it is at ${milestones.position()}`))

test('a long room has a milestone at every 50th event, a short one has none', async t => {
  const { start, tap, count } = await setUp(t)
  const [long, short] = [randomUUID() as RoomId, randomUUID() as RoomId]
  const middle = await tap(long, 130)
  const milestones = start()
  await tap(short, 49)
  for (let i = 0; i < 7; i++) await tap(long, 3)
  await reached(milestones, await tap(long, 1))
  assert.deepStrictEqual([await count(long), await count(long, middle), await count(short)], [150, 100, 0])
  await reached(milestones, await tap(short, 1))
  assert.equal(await count(short), 50)
})

test('it resumes at its checkpoint and counts the events since', async t => {
  const { start, tap, count } = await setUp(t)
  const roomId = randomUUID() as RoomId
  const first = start()
  await reached(first, await tap(roomId, 70))
  await first.close()
  await tap(roomId, 20)
  const second = start()
  await reached(second, await tap(roomId, 9))
  assert.equal(await count(roomId), 50)
  await reached(second, await tap(roomId, 1))
  assert.equal(await count(roomId), 100)
})

test('it waits until it is ready, and can be closed before', async t => {
  const { start, tap, count } = await setUp(t)
  const roomId = randomUUID() as RoomId
  await tap(roomId, 70)
  const never = start(new Promise(() => {}))
  await never.close()
  assert.deepStrictEqual([never.position(), await count(roomId)], [BEGINNING, 0])
})
