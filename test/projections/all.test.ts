import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { DomainEvent, Recorded } from '../../commands/event.ts'
import { projections } from '../../projections/all.ts'
import type { Projection } from '../../projections/projection.ts'
import { anyFact, everyType } from './any-event.ts'
import { fold, record } from './fold-events.ts'

const histories = fc.array(anyFact, { maxLength: 60 }).map(facts => record(facts))

describe('the projections', () => {
  it('have names and versions that are checkpoints: a name never changes, a version rises', () => {
    assert.deepStrictEqual(
      projections.map(({ name, version }) => `${name} ${version}`),
      [
        'rooms 2',
        'participants 1',
        'comments 1',
        'polls 1',
        'votes 1',
        'people 1',
        'follows 1',
        'blocks 1',
        'interests 1',
        'inspections 1',
        'room-summary 2',
        'attendance 2',
        'room-minutes 2',
        'activity 1',
        'retention 1',
        'seals 1',
      ],
    )
  })

  it('handle types that exist, each once, and together all of them', () => {
    const handled = new Set<string>()
    for (const { name, handles } of projections) {
      assert.deepStrictEqual(
        handles.filter((type, index) => !everyType.includes(type) || handles.indexOf(type) !== index),
        [],
        name,
      )
      for (const type of handles) handled.add(type)
    }
    // Keys are few and are read from their stream.
    assert.deepStrictEqual([...handled, 'KeyIntroduced'].sort(), [...everyType].sort())
  })

  it('know a key, each once, for every event that they handle', () => {
    fc.assert(
      fc.property(anyFact, fact => {
        const [event] = record([fact]) as [Recorded]
        for (const projection of projections) {
          if (!projection.handles.includes(event.type)) continue
          const keys = projection.keysOf(event)
          // A host's change from nobody to nobody is one that no decider makes, and touches nobody.
          if (event.type !== 'HostChanged') assert.notDeepStrictEqual(keys, [], projection.name)
          assert.strictEqual(new Set(keys).size, keys.length, `${projection.name} of ${event.type}`)
        }
      }),
    )
  })

  it('fold any events in any order to plain data of the same fields', () => {
    const fields = new Map<string, string[]>()
    fc.assert(
      fc.property(histories, events => {
        for (const projection of projections) {
          for (const document of fold(projection, events).values()) {
            assert.deepStrictEqual(JSON.parse(JSON.stringify(document)), document)
            const names = Object.keys(document).sort()
            assert.deepStrictEqual(names, fields.get(projection.name) ?? names)
            fields.set(projection.name, names)
          }
        }
      }),
      { numRuns: 200 },
    )
    assert.deepStrictEqual([...fields.keys()].sort(), projections.map(({ name }) => name).sort())
  })

  it('leave the documents that they were given as they were', () => {
    fc.assert(
      fc.property(histories, events => {
        for (const projection of projections) fold(frozen(projection), events)
      }),
    )
  })

  it('fold to the same in batches of any size, with documents that were stored between them', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60 }), (events, sizes) => {
        for (const projection of projections) {
          let stored = new Map<string, object>()
          for (let from = 0, batch = 0; from < events.length; batch++) {
            const to = from + (sizes[batch] ?? 1)
            stored = new Map(
              [...fold(projection, events.slice(from, to), stored)].map(([key, document]) => [
                key,
                JSON.parse(JSON.stringify(document)),
              ]),
            )
            from = to
          }
          assert.deepStrictEqual(stored, fold(projection, events))
        }
      }),
    )
  })

  it('take an event of an unknown type for nothing', () => {
    const unknown = fc.record({
      type: fc.string().filter(type => !everyType.includes(type)),
      data: fc.oneof(
        fc.object(),
        fc.constantFrom({ person: 'ann' }, { participant: 'ann' }, { pollId: 'p1' }, { commentId: 'c1' }),
      ),
    })
    fc.assert(
      fc.property(histories, unknown, (events, event) => {
        const last = record([['Room-r1', event]])[0] as Recorded
        for (const projection of projections) {
          const documents = fold(projection, events)
          for (const key of [...projection.keysOf(last), ...documents.keys()]) {
            const document = documents.get(key) ?? null
            assert.strictEqual(projection.evolve(document, last, key), document, projection.name)
          }
        }
      }),
    )
  })

  it('name fields that their documents have in their indexes', () => {
    fc.assert(
      fc.property(histories, events => {
        for (const projection of projections) {
          for (const document of fold(projection, events).values()) {
            for (const [name, { equal, order }] of Object.entries(projection.indexes))
              for (const field of [...equal, order])
                assert.ok(field in document, `${projection.name}.${name} is by ${field}`)
          }
        }
      }),
    )
  })
})

/** Hands out documents that throw when they are written to. */
function frozen(projection: Projection): Projection<object, DomainEvent> {
  return {
    ...projection,
    keysOf: event => projection.keysOf(event),
    evolve: (document, event, key) => {
      const next = projection.evolve(document, event, key)
      if (next) for (const value of [next, ...Object.values(next)]) Object.freeze(value)
      return next
    },
  }
}
