import assert from 'node:assert/strict'
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
import { createTimeMachine } from '../../src/history/time-machine.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import type { ListQuery } from '../../src/read-store/read-store.ts'
import { anyFact } from '../projections/any-event.ts'
import { fold, record, time } from '../projections/folding.ts'
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

describe('the time machine', () => {
  it('shows at every place of any history what was live then, whatever was asked for before', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.infiniteStream(fc.nat()), async (events, places) => {
        const machine = createTimeMachine({
          eventLog: arrayLog(events),
          projections: roomProjections,
          every: 7,
          most: 4,
        })
        for (let look = 0; look < 12; look++) {
          const until = positionOf(places.next().value! % (events.length + 2))
          const past = await machine.at(roomId, until)
          for (const projection of roomProjections) {
            const documents = live(projection, events, until)
            for (const key of new Set(events.flatMap(event => projection.keysOf(event))))
              assert.deepStrictEqual(
                past.documents.get(projection, key)?.document ?? null,
                documents.get(key) ?? null,
              )
          }
          assert.equal(
            past.position,
            events.findLast(e => ofRoom(e) && e.position <= until)?.position ?? BEGINNING,
          )
          assert.equal(past.stale, false)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('lists and counts documents as the read store does', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async events => {
        const machine = createTimeMachine({ eventLog: arrayLog(events), projections: roomProjections })
        const until = await arrayLog(events).head()
        const { documents } = await machine.at(roomId, until)
        const store = createMemoryReadStore()
        for (const projection of roomProjections) {
          const saved = [...live(projection, events, until)].map(([key, document]) => ({
            key,
            document,
            position: documents.get(projection, key)!.position,
          }))
          await store.save(projection, saved, { partition: 'all', position: until, epoch: 0 })
          for (const query of listsOf(
            projection,
            saved.map(({ document }) => document),
          )) {
            const found = await store.list(projection, query)
            assert.deepStrictEqual(documents.list(projection, query), found)
            assert.equal(documents.count(projection, query), await store.count(projection, query))
            const last = found[0]
            if (!last) continue
            const order = (last.document as Record<string, string>)[projection.indexes[query.index]!.order]!
            const after = { order, key: last.key }
            assert.deepStrictEqual(
              documents.list(projection, { ...query, after }),
              await store.list(projection, { ...query, after }),
            )
            assert.equal(
              documents.count(projection, { ...query, before: after }),
              await store.count(projection, { ...query, before: after }),
            )
          }
        }
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

  it('reads no more than it keeps states apart, once it has been there', async () => {
    const log = arrayLog(evening)
    const machine = createTimeMachine({ eventLog: log, projections: roomProjections, every: 50 })
    await machine.at(roomId, evening.at(-1)!.position)
    log.reads = 0
    for (const place of [3, 499, 500, 501, 998]) {
      const past = await machine.at(roomId, positionOf(place))
      assert.equal(past.count, place)
    }
    assert.ok(log.reads <= 5 * 50, `read ${log.reads} events`)
  })

  it('answers many who ask at the same time, each with what they asked for', async () => {
    const machine = createTimeMachine({
      eventLog: arrayLog(evening),
      projections: roomProjections,
      every: 50,
    })
    const places = [700, 20, 999, 350, 20, 1_000]
    const pasts = await Promise.all(places.map(place => machine.at(roomId, positionOf(place))))
    assert.deepStrictEqual(
      pasts.map(past => past.count),
      places,
    )
  })

  it('finds the place of a moment: what was decided then is in it', async () => {
    const machine = createTimeMachine({ eventLog: arrayLog(evening), projections: roomProjections })
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

  it('leaves out of a projection what came after an event that it cannot fold, and says so', async () => {
    const events = record([
      ['Chat-r1', { type: 'CommentPosted', data: { commentId: 'c1', author: 'ann', text: 'hello' } }],
      ['Chat-r1', { type: 'CommentPinned', data: { commentId: 'c1' } }],
      ['Chat-r1', { type: 'CommentUnpinned', data: { commentId: 'c1' } }],
    ])
    const brittle = roomProjections.map(projection => ({
      ...projection,
      evolve(document: never, event: Recorded, key: string) {
        if (projection.name === 'comments' && event.type === 'CommentPinned') throw new Error('brittle')
        return projection.evolve(document, event, key)
      },
    })) as readonly Projection[]
    const machine = createTimeMachine({ eventLog: arrayLog(events), projections: brittle })
    const past = await machine.at(roomId, positionOf(3))
    assert.equal(past.stale, true)
    assert.equal(past.documents.get({ name: 'comments' }, 'c1')?.position, positionOf(1))
    assert.equal((await machine.at(roomId, positionOf(1))).stale, false)
  })
})
