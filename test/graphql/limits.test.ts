import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { buildSchema, type GraphQLError, getIntrospectionQuery } from 'graphql'
import { type Config, readConfig } from '../../src/config/config.ts'
import type { ApiContext } from '../../src/graphql/context.ts'
import type { Limits } from '../../src/graphql/transport/limits.ts'
import { createOperations } from '../../src/graphql/transport/operations.ts'

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
const presets = (readConfig({}, []) as { values: Config }).values
const usual: Limits = presets.server.limits

/** What an operation is refused for: `null` where it is not. */
function refused(query: string, variables: Record<string, unknown> = {}, limits: Partial<Limits> = {}) {
  const createContext = () => ({}) as ApiContext
  const operations = createOperations({
    schema,
    limits: { ...usual, ...limits },
    introspection: true,
    createContext,
  })
  const prepared = operations.prepare({ query, variables }, null, 'test')
  if ('document' in prepared) return null
  const [{ extensions, message }] = prepared as [GraphQLError]
  return extensions.refusal ?? (extensions.code === 'QUERY_TOO_COSTLY' ? extensions.cost : message)
}

test('what clients ask for passes with the presets', () => {
  assert.strictEqual(refused(getIntrospectionQuery()), null)
  const everyEvent = Object.values(schema.getTypeMap())
    .filter(type => 'getInterfaces' in type && type.getInterfaces().some(one => one.name === 'RoomEvent'))
    .map(type => `... on ${type.name} { id at position actor { id name } }`)
  assert.ok(everyEvent.length > 40)
  assert.strictEqual(
    refused(
      `subscription { roomEvents(roomId: "x") { position events { __typename ${everyEvent.join(' ')} } } }`,
    ),
    null,
  )
  const page = `
    room(id: "x") {
      title host { id name }
      participants(first: 200) { edges { cursor node { role muted hand { place } person { id name avatarUrl } } } }
      comments(first: 100) { nodes { text author { id name } } }
      polls { nodes { question options { text votes } } }
      reactions { emoji count }
    }`
  assert.strictEqual(refused(`{ me { person { id } } ${page} }`), null)
})

test('the cost counts objects, times the pages that they lie in', () => {
  const cost = (query: string, variables = {}) => refused(query, variables, { maxCost: 0 })
  assert.strictEqual(cost('{ me { scopes } }'), 1)
  assert.strictEqual(cost('{ room(id: "x") { id title host { id } } }'), 2)
  assert.strictEqual(cost('{ rooms(first: 7) { nodes { id } } }'), 14)
  assert.strictEqual(cost('{ rooms { nodes { id } } }'), 40, 'the schema says 20')
  assert.strictEqual(
    cost('{ rooms(first: 3) { nodes { participants(first: 5) { nodes { person { id } } } } } }'),
    51,
  )
  assert.strictEqual(cost('{ room(id: "x") { reactions { count } } }'), 11)
  assert.strictEqual(cost('{ timeline(roomId: "x", last: 7) { nodes { at } } }'), 14)
  assert.strictEqual(cost('{ timeline(roomId: "x", first: 7) { nodes { at } } }'), 14)
  assert.strictEqual(cost('{ timeline(roomId: "x") { nodes { at } } }'), 100, '50, which its resolver says')
  const fromEnd = 'query ($n: Int, $m: Int) { timeline(roomId: "x", last: $n, first: $m) { nodes { at } } }'
  assert.strictEqual(cost(fromEnd, { n: 4 }), 8)
  assert.strictEqual(cost(fromEnd, { m: 4 }), 8)
  assert.strictEqual(cost(fromEnd, { n: 4, m: 9 }), 18, 'and its resolver says no')
  assert.strictEqual(cost(fromEnd), 100)
  const byVariable = 'query($n: Int = 30) { rooms(first: $n) { nodes { id } } }'
  assert.strictEqual(cost(byVariable, { n: 4 }), 8)
  assert.strictEqual(cost(byVariable), 60)
  assert.strictEqual(cost(byVariable, { n: -4 }), null, 'and its resolver says no')
  assert.strictEqual(
    cost(
      '{ ...A ...A } fragment A on Query { rooms(first: 7) { nodes { ...B } } } fragment B on Room { host { id } }',
    ),
    42,
  )
})

test('of events the dearest is counted, as often as a message may hold it', () => {
  const cost = (query: string) => refused(query, {}, { maxCost: 0 })
  const events = (field: string, fields: string) => `subscription { ${field} { events { ${fields} } } }`
  assert.strictEqual(cost(events('roomEvents(roomId: "x")', 'id actor { id }')), 1 + 500 * 2)
  assert.strictEqual(cost(events('replayRoom(roomId: "x")', 'id actor { id }')), 1 + 40 * 2)
  const dearest = `actor { id } ... on Reacted { person { id } } ... on HostChanged { from { id } to { id } }
    ...Said ... on RoomEvent { id }`
  const said = 'fragment Said on CommentPosted { author { id } text }'
  assert.strictEqual(cost(`${events('roomEvents(roomId: "x")', dearest)} ${said}`), 1 + 500 * 4)
})

test('an operation is refused for its cost by what its variables are this time', () => {
  const query =
    'query($n: Int!) { rooms(first: $n) { nodes { participants(first: $n) { nodes { role } } } } }'
  assert.strictEqual(refused(query, { n: 50 }), null)
  assert.strictEqual(refused(query, { n: 100 }), 20_200)
  assert.strictEqual(refused(query, { n: 20 }), null)
})

test('depth is counted through fragments', () => {
  const deep = (levels: number): string =>
    levels === 0 ? 'id' : `followers(first: 1) { nodes { ${deep(levels - 1)} } }`
  const query = (levels: number) => `{ person(id: "x") { ...P } } fragment P on Person { ${deep(levels)} }`
  assert.strictEqual(refused(query(5)), null)
  assert.strictEqual(refused(query(6)), 'QUERY_TOO_DEEP')
})

test('fragments that spread each other twice are counted in full, and at once', () => {
  const levels = 30
  const fragments = Array.from(
    { length: levels },
    (_, n) => `fragment F${n} on Person { ${n + 1 < levels ? `a: id ...F${n + 1} ...F${n + 1}` : 'id'} }`,
  )
  const began = performance.now()
  assert.strictEqual(refused(`{ person(id: "x") { ...F0 } } ${fragments.join(' ')}`), 'QUERY_TOO_WIDE')
  assert.ok(performance.now() - began < 1_000)
})

test('a fragment that spreads itself is refused', () => {
  assert.match(
    String(refused('{ person(id: "x") { ...A } } fragment A on Person { id ...A }')),
    /Cannot spread fragment "A" within itself/,
  )
})

test('an operation asks for so many things at a time, aliases or not', () => {
  const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: me { scopes }`).join(' ')
  assert.strictEqual(refused(`{ ${aliases(20)} }`), null)
  assert.strictEqual(refused(`{ ${aliases(21)} }`), 'QUERY_TOO_WIDE')
  assert.strictEqual(refused(`{ ...A } fragment A on Query { ${aliases(21)} }`), 'QUERY_TOO_WIDE')
  assert.strictEqual(refused(`{ ... { ${aliases(11)} } ${aliases(11)} }`), 'QUERY_TOO_WIDE')
  assert.strictEqual(refused(`{ person(id: "x") { ${'name '.repeat(1_001)} } }`), 'QUERY_TOO_WIDE')
})

test('a document has so many words and no more', () => {
  assert.match(String(refused(`{ person(id: "x") { ${'name '.repeat(3_000)} } }`)), /2000 tokens/)
})
