import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  BEGINNING,
  type Position,
  parseStream,
  positionOf,
  type Recorded,
  ROOM_CATEGORIES,
  type StreamName,
} from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { roomProjections } from '../../projections/all.ts'
import type { Projection } from '../../projections/projection.ts'
import { addMilestones } from '../../src/history/milestones.ts'
import { createTimeMachine, type TimeMachine } from '../../src/history/time-machine.ts'
import { milestoneFormatOf } from '../../src/milestone-store/milestone-store.ts'
import { openSqliteMilestoneStore } from '../../src/milestone-store/sqlite.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import type { ListQuery } from '../../src/read-store/read-store.ts'
import { systemTime } from '../../src/support/time.ts'
import { anyFact } from '../projections/any-event.ts'
import { fold, record, time } from '../projections/fold-events.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { arrayLog } from './array-log.ts'

const roomId = 'r1' as RoomId
const isOfRoom = (stream: StreamName) =>
  ROOM_CATEGORIES.some(category => category === parseStream(stream).category)
const histories = fc
  .array(anyFact, { maxLength: 60, size: 'max' })
  .map(facts => record(facts.filter(([stream]) => isOfRoom(stream))))
const ofRoom = (event: Recorded) => parseStream(event.stream).id === roomId

/** What a projector would have saved of the room by then. */
function live(projection: Projection, events: readonly Recorded[], until: Position) {
  return fold(
    projection,
    events.filter(event => ofRoom(event) && event.position <= until),
  )
}

/** Every list of a projection that its own documents lead to, with the pages that may be asked for. */
function listsOf({ indexes }: Projection, documents: Iterable<object>): ListQuery[] {
  const lists = new Map<string, ListQuery>()
  for (const document of documents as Iterable<Record<string, never>>)
    for (const [index, { equal }] of Object.entries(indexes)) {
      if (equal.some(field => document[field] === null)) continue
      const values = Object.fromEntries(equal.map(field => [field, document[field]!]))
      for (const backwards of [false, true])
        for (const limit of [1, 100]) {
          const query = { index, equal: values, backwards, limit }
          lists.set(JSON.stringify(query), query)
        }
    }
  return [...lists.values()]
}

const FORM = milestoneFormatOf(roomProjections)
const EVERY = 7

async function assertShown(machine: TimeMachine, events: readonly Recorded[], until: Position) {
  const past = await machine.at(roomId, until)
  for (const projection of roomProjections) {
    const documents = live(projection, events, until)
    const keys = [...new Set(events.flatMap(event => projection.keysOf(event)))]
    const shown = await past.documents.loadMany(projection, keys)
    assert.deepStrictEqual(
      shown.map(stored => stored?.document ?? null),
      keys.map(key => documents.get(key) ?? null),
    )
  }
  const last = events.findLast(event => ofRoom(event) && event.position <= until)
  assert.deepStrictEqual([past.position, past.stale], [last?.position ?? BEGINNING, false])
}

describe('the time machine', () => {
  it('shows at every position of any history what was live then, also from stored milestones', async t => {
    const folder = await mkdtemp(join(tmpdir(), 'rostrum-past-'))
    t.after(() => rm(folder, { recursive: true }))
    let files = 0
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (events, place) => {
        const eventLog = arrayLog(events)
        const file = join(folder, `${files++}.db`)
        // In two goes, with what another process left in between.
        for (const upTo of [positionOf(place % (events.length + 1)), positionOf(events.length)]) {
          const milestoneStore = openSqliteMilestoneStore(file, FORM, systemTime)
          const options = {
            eventLog,
            milestoneStore,
            projections: roomProjections,
            time: systemTime,
            logger: silentLogger,
          }
          await addMilestones({ ...options, eventsPerMilestone: EVERY }, roomId, upTo)
          const machine = createTimeMachine(options)
          for (let until = 0; until <= events.length + 1; until++)
            await assertShown(machine, events, positionOf(until))
          await milestoneStore.close()
        }
      }),
      { numRuns: 15 },
    )
  })

  it('lists and counts documents as the read store does', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), async (events, place) => {
        const milestoneStore = openSqliteMilestoneStore(':memory:', FORM, systemTime)
        const options = {
          eventLog: arrayLog(events),
          milestoneStore,
          projections: roomProjections,
          time: systemTime,
          logger: silentLogger,
        }
        await addMilestones({ ...options, eventsPerMilestone: EVERY }, roomId, positionOf(events.length))
        const until = positionOf(place % (events.length + 1))
        const { documents } = await createTimeMachine(options).at(roomId, until)
        const store = createMemoryReadStore({ time: systemTime })
        for (const projection of roomProjections) {
          const folded = [...live(projection, events, until)]
          const there = await documents.loadMany(
            projection,
            folded.map(([key]) => key),
          )
          const saved = folded.map(([key, document], i) => ({ key, document, position: there[i]!.position }))
          await store.save(projection, saved, { partition: 'all', position: until, epoch: 0 })
          for (const query of listsOf(
            projection,
            saved.map(({ document }) => document),
          )) {
            const found = await store.list(projection, query)
            assert.deepStrictEqual(await documents.list(projection, query), found)
            assert.equal(await documents.count(projection, query), await store.count(projection, query))
            const last = found[0]
            if (!last) continue
            const order = (last.document as Record<string, string>)[projection.indexes[query.index]!.order]!
            const after = { order, key: last.key }
            assert.deepStrictEqual(
              await documents.list(projection, { ...query, after }),
              await store.list(projection, { ...query, after }),
            )
            assert.equal(
              await documents.count(projection, { ...query, before: after }),
              await store.count(projection, { ...query, before: after }),
            )
          }
        }
        await milestoneStore.close()
      }),
      { numRuns: 60 },
    )
  })

  const evening = record(
    Array.from(
      { length: 1_000 },
      (_, i) => ['Reactions-r1', { type: 'Reacted', data: { emoji: '👏', i } }] as const,
    ),
  )
  const nothingKept = (events: readonly Recorded[], projections = roomProjections) => ({
    eventLog: arrayLog(events),
    milestoneStore: openSqliteMilestoneStore(':memory:', FORM, systemTime),
    projections,
    time: systemTime,
    logger: silentLogger,
  })

  it('reads no more events than lie between two milestones, at any position', async () => {
    const options = nothingKept(evening)
    await addMilestones({ ...options, eventsPerMilestone: 50 }, roomId, evening.at(-1)!.position)
    const machine = createTimeMachine(options)
    options.eventLog.reads = 0
    for (const place of [3, 499, 500, 501, 1_000])
      assert.equal((await machine.at(roomId, positionOf(place))).count, place)
    assert.equal(options.eventLog.reads, 250 + 250 + 250 + 250 + 0)
  })

  it('answers concurrent queries, each with its own position', async () => {
    const machine = createTimeMachine(nothingKept(evening))
    const places = [700, 20, 999, 350, 20, 1_000]
    const pasts = await Promise.all(places.map(place => machine.at(roomId, positionOf(place))))
    assert.deepStrictEqual(
      pasts.map(past => past.count),
      places,
    )
  })

  it('finds the position of a time, which includes events decided at that time', async () => {
    const machine = createTimeMachine(nothingKept(evening))
    for (const [moment, count] of [
      [0, 0],
      [time(1) - 1, 0],
      [time(1), 1],
      [time(500) + 17, 500],
      [time(1_000), 1_000],
      [time(5_000), 1_000],
    ] as const)
      assert.equal((await machine.at(roomId, await machine.positionAt(roomId, moment))).count, count)
  })

  describe('with a projection that fails on an event', () => {
    const events = record([
      ['Chat-r1', { type: 'CommentPosted', data: { commentId: 'c1', author: 'ann', text: 'hello' } }],
      ['Chat-r1', { type: 'CommentPinned', data: { commentId: 'c1' } }],
      ['Chat-r1', { type: 'CommentUnpinned', data: { commentId: 'c1' } }],
    ])
    const failure = new Error('brittle')
    const failsOnPinned = ({ type }: Recorded) => {
      if (type === 'CommentPinned') throw failure
    }
    const comments = roomProjections.find(({ name }) => name === 'comments')!
    const brittle = (projection: Projection) =>
      roomProjections.map(one => (one.name === 'comments' ? projection : one))
    const evolveFails: Projection = {
      ...comments,
      evolve(document: never, event: Recorded, key: string) {
        failsOnPinned(event)
        return comments.evolve(document, event, key)
      },
    }
    const keysFail: Projection = {
      ...comments,
      keysOf(event) {
        failsOnPinned(event)
        return comments.keysOf(event)
      },
    }

    it('leaves out what came after the event, and says that the room is stale', async () => {
      const options = nothingKept(events, brittle(evolveFails))
      const machine = createTimeMachine(options)
      for (const kept of [false, true]) {
        if (kept) await addMilestones({ ...options, eventsPerMilestone: 2 }, roomId, positionOf(3))
        const past = await machine.at(roomId, positionOf(3))
        assert.equal(past.stale, true)
        assert.equal((await past.documents.get({ name: 'comments' }, 'c1'))?.position, positionOf(1))
        assert.equal((await machine.at(roomId, positionOf(1))).stale, false)
      }
    })

    for (const [what, projection] of [
      ['evolve', evolveFails],
      ['keysOf', keysFail],
    ] as const)
      it(`logs once, however often it is asked, what ${what} threw, with the room, the projection and the event`, async () => {
        const logged: unknown[] = []
        const logger = {
          ...silentLogger,
          error: (facts: object, message: string) => logged.push([message, facts]),
        }
        const machine = createTimeMachine({ ...nothingKept(events, brittle(projection)), logger })
        for (let times = 0; times < 3; times++) await machine.at(roomId, positionOf(3))
        const facts = { err: failure, roomId, projection: 'comments', event: 'CommentPinned' }
        assert.deepStrictEqual(logged, [['history: fold failed', { ...facts, position: positionOf(2) }]])
      })
  })
})
