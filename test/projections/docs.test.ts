import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { projections } from '../../projections/all.ts'
import { anyFact } from './any-event.ts'
import { fold, record } from './fold-events.ts'

const page = readFileSync(new URL('../../docs/projections.md', import.meta.url), 'utf8')
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map(section => [section.slice(0, section.indexOf('\n')), section]),
)

/** The rows of the table of a section that begins with this heading, as cells. */
function rows(section: string, heading: string): string[][] {
  const lines = section.split('\n')
  const start = lines.findIndex(line => line.startsWith(`| ${heading} |`))
  if (start < 0) return []
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return lines.slice(start + 2, end < 0 ? lines.length : end).map(line => line.split(' | ').map(words))
}

const words = (cell: string) => cell.replaceAll(/[|`]/g, '').trim()

/** A document of each projection: enough events of every kind make one. */
const [events = []] = fc
  .sample(fc.array(anyFact, { minLength: 2000, maxLength: 2000 }), { numRuns: 1, seed: 1 })
  .map(facts => record(facts))

describe('docs/projections.md', () => {
  it('has a chapter for each collection and no other', () => {
    assert.deepStrictEqual(
      [...sections.keys()],
      projections.map(({ name }) => name),
    )
  })

  for (const projection of projections) {
    const section = sections.get(projection.name) ?? ''

    it(`names the fields of ${projection.name}`, () => {
      const [document] = fold(projection, events).values()
      assert.ok(document, `no document of ${projection.name} in the example`)
      assert.deepStrictEqual(
        rows(section, 'field')
          .map(([field]) => field)
          .sort(),
        Object.keys(document).sort(),
      )
    })

    it(`names the indexes of ${projection.name}`, () => {
      assert.deepStrictEqual(
        rows(section, 'index').map(([name, equal, order]) => ({ name, equal, order })),
        Object.entries(projection.indexes).map(([name, { equal, order }]) => ({
          name,
          equal: equal.join(', '),
          order,
        })),
      )
    })
  }
})
