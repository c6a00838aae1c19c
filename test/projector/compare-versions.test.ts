// Comparing the active version with one built beside it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareVersions } from '../../src/projector/versions/compare-versions.ts'
import { createMemoryReadStore } from '../../src/read-store/memory.ts'
import { systemTime } from '../../src/support/time.ts'
import { change, save } from '../contract/stores.ts'

const read = { name: 'rooms', version: 1, indexes: {} }
const built = { ...read, version: 2 }

function setUp(settle: (store: ReturnType<typeof createMemoryReadStore>) => Promise<void> = async () => {}) {
  const store = createMemoryReadStore({ time: systemTime })
  const runCompare = (most = 10) =>
    compareVersions({ store, read, built, most, settle: () => settle(store), onProgress() {} })
  return { store, runCompare }
}

test('counts the documents that differ, by kind and field, and lists the first', async () => {
  const { store, runCompare } = setUp()
  const both = Array.from({ length: 1_200 }, (_, i) => change(`${i}`, 5, { order: i, list: [i, { a: 1 }] }))
  await save(store, read, [
    ...both,
    change('lost', 5, { order: 0 }),
    change('x', 5, { order: 1, title: 'a' }),
  ])
  await save(store, built, [
    ...both,
    change('new', 5, { order: 0 }),
    change('x', 5, { order: 1, title: 'b' }),
  ])
  assert.deepStrictEqual(await runCompare(), {
    read: 1_202,
    built: 1_202,
    changed: 1,
    missing: 1,
    added: 1,
    moving: 0,
    fields: { title: 1 },
    first: [
      { key: 'x', kind: 'changed', fields: ['title'] },
      { key: 'lost', kind: 'missing', fields: [] },
      { key: 'new', kind: 'added', fields: [] },
    ],
  })
  assert.deepStrictEqual((await runCompare(1)).first, [{ key: 'x', kind: 'changed', fields: ['title'] }])
})

test('checks documents again that were not at the same position', async () => {
  const { store, runCompare } = setUp(async store => save(store, built, [change('late', 6, { order: 2 })]))
  await save(store, read, [change('late', 6, { order: 2 })])
  await save(store, built, [change('late', 5, { order: 1 })])
  const { changed, moving } = await runCompare()
  assert.deepStrictEqual({ changed, moving }, { changed: 0, moving: 0 })
})

test('documents that stay at different positions differ only in their fields', async () => {
  const { store, runCompare } = setUp()
  await save(store, read, [change('a', 6, { order: 1 }), change('b', 6, { order: 1 })])
  await save(store, built, [change('a', 5, { order: 2 }), change('b', 5, { order: 1 })])
  const { changed, moving, first } = await runCompare()
  assert.deepStrictEqual({ changed, moving }, { changed: 1, moving: 0 })
  assert.equal(first[0]!.key, 'a')
})

test('does not compare a document that changes between all checks', async () => {
  let position = 10
  const { store, runCompare } = setUp(async store => {
    position += 1
    await save(store, read, [change('busy', position, { order: position })])
  })
  await save(store, read, [change('busy', 2, { order: 2 })])
  await save(store, built, [change('busy', 1, { order: 1 })])
  const { changed, moving } = await runCompare()
  assert.deepStrictEqual({ changed, moving }, { changed: 0, moving: 1 })
})
