// The contract of the milestone store. `open` opens the same store again, for the given format.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { BEGINNING, positionOf } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type {
  Milestone,
  MilestoneChanges,
  MilestoneStore,
} from '../../src/milestone-store/milestone-store.ts'

export type MilestoneStoreFactory = () => Promise<{
  open(format: string): Promise<MilestoneStore>
  remove(): Promise<void>
}>

const stored = (key: string, position: number, document: object) => ({
  key,
  position: positionOf(position),
  document,
})
const milestone = (roomId: RoomId, count: number, failed: string[] = []): Milestone => ({
  roomId,
  count,
  position: positionOf(count * 10),
  failed,
})
const NOTHING: MilestoneChanges = { documents: [], entered: [], left: [] }

export function milestoneStoreContract(name: string, factory: MilestoneStoreFactory): void {
  describe(`the milestone store on ${name}`, () => {
    let engine: Awaited<ReturnType<MilestoneStoreFactory>>
    let store: MilestoneStore
    before(async () => {
      engine = await factory()
      store = await engine.open('one')
    })
    after(async () => {
      await store.close()
      await engine.remove()
    })
    const fresh = () => randomUUID() as RoomId

    it('finds the last milestone at or before a position', async () => {
      const [roomId, other] = [fresh(), fresh()]
      assert.equal(await store.milestone(roomId, positionOf(99)), null)
      const [first, second] = [milestone(roomId, 2), milestone(roomId, 4, ['comments', 'polls'])]
      for (const one of [first, second, milestone(other, 3)]) await store.add(one, NOTHING)
      for (const [position, found] of [
        [19, null],
        [20, first],
        [39, first],
        [40, second],
        [41, second],
      ] as const)
        assert.deepStrictEqual(await store.milestone(roomId, positionOf(position)), found)
    })

    it('loads documents as they were at each milestone: added, changed, removed and added again', async () => {
      const roomId = fresh()
      const texts: (string | null)[][] = [
        ['a', null],
        ['b', 'x'],
        ['b', null],
        ['c', 'y'],
      ]
      let last: (string | null)[] = [null, null]
      for (const [i, wanted] of texts.entries()) {
        const documents = ['k', 'l'].flatMap((key, j) =>
          wanted[j] === last[j]
            ? []
            : [
                {
                  collection: 'things',
                  key,
                  stored: wanted[j] ? stored(key, i + 1, { text: wanted[j], deep: [1, { é: null }] }) : null,
                },
              ],
        )
        await store.add(milestone(roomId, i + 1), { ...NOTHING, documents })
        last = wanted
      }
      for (const [i, wanted] of texts.entries()) {
        const found = await store.loadMany(milestone(roomId, i + 1), 'things', ['k', 'l', 'none', 'k'])
        assert.deepStrictEqual(
          found.map(one => (one ? (one.document as { text: string }).text : null)),
          [wanted[0], wanted[1], null, wanted[0]],
        )
      }
      const [k] = await store.loadMany(milestone(roomId, 3), 'things', ['k'])
      assert.deepStrictEqual(k, stored('k', 2, { text: 'b', deep: [1, { é: null }] }))
      assert.deepStrictEqual(await store.loadMany(milestone(roomId, 3), 'others', ['k']), [null])
      assert.deepStrictEqual(await store.loadMany(milestone(fresh(), 3), 'things', ['k']), [null])
    })

    it('lists and counts past index entries, both ways, from any entry, and without duplicates across groups', async () => {
      const roomId = fresh()
      const [g, h] = [`${roomId}/g`, `${roomId}/h`]
      const at = (group: string, order: string, key: string) => ({ group, order, key })
      const [first, second] = [milestone(roomId, 1), milestone(roomId, 2)]
      await store.add(first, {
        ...NOTHING,
        entered: [at(g, 'b', '2'), at(g, 'a', '1'), at(g, 'b', '3'), at(g, 'A', '9'), at(h, 'a', '1')],
      })
      await store.add(second, {
        documents: [],
        left: [at(g, 'b', '2')],
        entered: [at(g, 'c', '2'), at(h, 'd', '5')],
      })
      const keys = async (of: Milestone, query: Partial<Parameters<MilestoneStore['list']>[1]> = {}) =>
        (await store.list(of, { groups: [g], limit: 10, backwards: false, ...query })).map(({ key }) => key)
      assert.deepStrictEqual(await keys(first), ['9', '1', '2', '3'])
      assert.deepStrictEqual(await keys(second), ['9', '1', '3', '2'])
      assert.deepStrictEqual(await keys(first, { backwards: true, limit: 3 }), ['3', '2', '1'])
      const after = { order: 'b', key: '2' }
      assert.deepStrictEqual(await keys(first, { after }), ['3'])
      assert.deepStrictEqual(await keys(first, { after, backwards: true }), ['1', '9'])
      assert.deepStrictEqual(await keys(second, { groups: [g, h] }), ['9', '1', '3', '2', '5'])
      assert.deepStrictEqual(await keys(second, { groups: [g, h], limit: 2 }), ['9', '1'])
      assert.deepStrictEqual(await keys(second, { groups: [`${roomId}/none`] }), [])
      const all = await store.list(first, { groups: [g], limit: 2, backwards: false })
      assert.deepStrictEqual(all, [
        { order: 'A', key: '9' },
        { order: 'a', key: '1' },
      ])
      assert.deepStrictEqual(
        [
          await store.count(first, [g]),
          await store.count(first, [g], after),
          await store.count(second, [g, h]),
          await store.count(second, [g, h], { order: 'c', key: '2' }),
          await store.count(second, [`${roomId}/none`]),
        ],
        [4, 2, 5, 3, 0],
      )
    })

    it('does not change when a milestone is added again, even after later ones', async () => {
      const roomId = fresh()
      const group = `${roomId}/g`
      const entry = (order: string) => ({ group, order, key: 'k' })
      const thing = (text: string) => [{ collection: 'things', key: 'k', stored: stored('k', 1, { text }) }]
      const first = [
        milestone(roomId, 1),
        { documents: thing('a'), entered: [entry('a')], left: [] },
      ] as const
      const second = [
        milestone(roomId, 2),
        { documents: thing('b'), entered: [entry('b')], left: [entry('a')] },
      ] as const
      for (const [one, changes] of [first, first, second, first, second]) await store.add(one, changes)
      for (const [[at], text] of [
        [first, 'a'],
        [second, 'b'],
      ] as const) {
        assert.deepStrictEqual(await store.loadMany(at, 'things', ['k']), [stored('k', 1, { text })])
        assert.deepStrictEqual(await store.list(at, { groups: [group], limit: 9, backwards: false }), [
          { order: text, key: 'k' },
        ])
      }
    })

    it('is found again after a restart, but only with the same format', async () => {
      const roomId = fresh()
      await store.add(milestone(roomId, 1), NOTHING)
      await store.saveCheckpoint(positionOf(17))
      await store.close()
      store = await engine.open('one')
      assert.equal(await store.checkpoint(), positionOf(17))
      assert.deepStrictEqual(await store.milestone(roomId, positionOf(99)), milestone(roomId, 1))
      await store.close()
      store = await engine.open('two')
      assert.equal(await store.checkpoint(), BEGINNING)
      assert.equal(await store.milestone(roomId, positionOf(99)), null)
    })
  })
}
