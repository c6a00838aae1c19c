// Every list that is read has an index that serves it, and every index has a list that reads it.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { suite, test } from 'node:test'
import { projections } from '../../projections/all.ts'
import type { Index } from '../../projections/projection.ts'
import { parkedCollection } from '../../src/projector/parking.ts'
import { filterOf } from '../../src/read-store/mongo-documents.ts'

const SRC = resolve(import.meta.dirname, '../../src')
const collections = [...projections, parkedCollection]

/** What the sources ask for: the name of an index, and the fields under which it is read. */
const asked = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .flatMap(file => {
    const text = readFileSync(join(SRC, file), 'utf8')
    const queries = text.matchAll(/\bindex: '(\w+)',\s*equal(?:: \{([^}]*)\})?/g)
    return [...queries].map(([, index, fields]) => ({
      file,
      index: index!,
      fields: fields?.split(',').flatMap(field => field.split(':')[0]!.trim() || []) ?? null,
    }))
  })

const named = (index: string): Index[] => collections.flatMap(({ indexes }) => indexes[index] ?? [])

suite('indexes', () => {
  test('serve every list that the sources read', () => {
    assert.ok(asked.length > 25, `only ${asked.length} lists were found`)
    const unserved = asked.filter(
      ({ index, fields }) =>
        !named(index).some(({ equal }) => fields === null || fields.every(field => equal.includes(field))),
    )
    assert.deepStrictEqual(unserved, [])
  })

  test('are each read by a list', () => {
    const read = new Set(asked.map(({ index }) => index))
    // The name comes as an argument: see the metrics of a room.
    for (const index of ['onStage']) read.add(index)
    const unread = collections.flatMap(({ name, indexes }) =>
      Object.keys(indexes).flatMap(index => (read.has(index) ? [] : `${name}.${index}`)),
    )
    assert.deepStrictEqual(unread, [])
  })

  test('begin with the fields that a query names, and go on with those that it is ordered by', () => {
    for (const collection of collections) {
      for (const [index, { equal, order }] of Object.entries(collection.indexes)) {
        const query = { index, equal: Object.fromEntries(equal.map(field => [field, 'x'])) }
        for (const backwards of [false, true]) {
          const filter = filterOf(collection, query, { cursor: { order: 1, key: 'k' }, backwards })
          const fields = filter.$and.flatMap(condition => Object.keys(condition))
          assert.deepStrictEqual(fields, [...equal, order, '$or'], `${collection.name}.${index}`)
        }
      }
    }
  })
})
