import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Position, type Recorded, streamsOfRoom } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { involves, readTimeline, type TimelineQuery } from '../../src/history/timeline.ts'
import { anyFact } from '../projections/any-event.ts'
import { record, time } from '../projections/fold-events.ts'
import { arrayLog } from './array-log.ts'

const roomId = 'r1' as RoomId
const whole: TimelineQuery = {
  roomId,
  size: 5,
  backwards: false,
  after: null,
  before: null,
  from: null,
  to: null,
  types: null,
  matches: null,
}
const histories = fc.array(anyFact, { maxLength: 60, size: 'max' }).map(facts => record(facts))
const isOfRoom = ({ stream }: Recorded) => {
  return streamsOfRoom(roomId).includes(stream)
}

const filters = fc.record({
  size: fc.integer({ min: 1, max: 7 }),
  backwards: fc.boolean(),
  from: fc.option(fc.nat({ max: time(60) })),
  to: fc.option(fc.nat({ max: time(60) })),
  types: fc.option(fc.subarray(['RoomOpened', 'CommentPosted', 'Reacted', 'Voted', 'HandRaised'])),
  person: fc.option(fc.constantFrom('ann', 'ben')),
})

describe('the timeline', () => {
  it('yields every wanted event once and in order, page by page, from either end', async () => {
    await fc.assert(
      fc.asyncProperty(histories, filters, async (events, { person, ...wanted }) => {
        const matches = person === null ? null : (event: Recorded) => involves(event, person)
        const expected = events.filter(
          event =>
            isOfRoom(event) &&
            event.at >= (wanted.from ?? 0) &&
            event.at <= (wanted.to ?? Number.POSITIVE_INFINITY) &&
            (wanted.types?.includes(event.type) ?? true) &&
            (matches?.(event) ?? true),
        )
        const log = arrayLog(events)
        const seen: Recorded[] = []
        let cursor: Position | null = null
        for (let pages = 0; ; pages++) {
          assert.ok(pages <= events.length + 1, 'it comes to an end')
          const place: Partial<TimelineQuery> = wanted.backwards ? { before: cursor } : { after: cursor }
          const page = await readTimeline(log, { ...whole, ...wanted, matches, ...place })
          assert.ok(page.events.length <= wanted.size)
          if (wanted.backwards) seen.unshift(...page.events)
          else seen.push(...page.events)
          if (!(wanted.backwards ? page.more.before : page.more.after)) break
          cursor = wanted.backwards ? page.start : page.end
        }
        assert.deepStrictEqual(seen, expected)
      }),
      { numRuns: 150 },
    )
  })

  const evening = record(
    Array.from(
      { length: 30 },
      (_, i) => ['Room-r1', { type: 'InterestMarked', data: { person: `p${i}` } }] as const,
    ),
  )
  const at = (place: number) => evening[place - 1]!.position

  it('says whether there are events before and after a page', async () => {
    const sides = async (query: Partial<TimelineQuery>) => {
      const { events, more } = await readTimeline(arrayLog(evening), { ...whole, ...query })
      return [events.length, more.before, more.after]
    }
    assert.deepStrictEqual(await sides({}), [5, false, true])
    assert.deepStrictEqual(await sides({ after: at(10) }), [5, true, true])
    assert.deepStrictEqual(await sides({ after: at(25) }), [5, true, false])
    assert.deepStrictEqual(await sides({ after: at(30) }), [0, true, false])
    assert.deepStrictEqual(await sides({ backwards: true }), [5, true, false])
    assert.deepStrictEqual(await sides({ backwards: true, before: at(6) }), [5, false, true])
    assert.deepStrictEqual(await sides({ from: time(3), to: time(7) }), [5, false, false])
    assert.deepStrictEqual(await sides({ from: time(3), to: time(8) }), [5, false, true])
  })

  it('reads no more for a page in the middle of a long room than at its beginning', async () => {
    const long = record(
      Array.from({ length: 20_000 }, () => ['Reactions-r1', { type: 'Reacted', data: {} }] as const),
    )
    const log = arrayLog(long)
    for (const after of [null, long[10_000]!.position, long[19_990]!.position]) {
      log.reads = 0
      await readTimeline(log, { ...whole, after })
      assert.ok(log.reads <= 7, `read ${log.reads} events after ${after}`)
    }
    log.reads = 0
    await readTimeline(log, { ...whole, from: time(9_000) })
    assert.ok(log.reads <= 40, `read ${log.reads} events to find a moment`)
  })

  it('stops searching for rare events after a limit, and the next page continues there', async () => {
    const long = record(
      Array.from(
        { length: 25_000 },
        (_, i) =>
          ['Reactions-r1', { type: 'Reacted', data: { person: i === 24_000 ? 'rare' : 'common' } }] as const,
      ),
    )
    const log = arrayLog(long)
    const matches = (event: Recorded) => involves(event, 'rare')
    const pages: number[] = []
    let after: Position | null = null
    for (;;) {
      log.reads = 0
      const page = await readTimeline(log, { ...whole, matches, after })
      assert.ok(log.reads <= 11_000, `read ${log.reads} events for one page`)
      pages.push(page.events.length)
      if (!page.more.after) break
      after = page.end
    }
    assert.deepStrictEqual(pages, [0, 0, 1])
  })
})
