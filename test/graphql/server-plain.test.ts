import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { type DocumentNode, parse } from 'graphql'
import type { ApiContext } from '../../src/graphql/context.ts'
import { createMask } from '../../src/graphql/faults.ts'
import { createHttpFastPath } from '../../src/graphql/transport/http-fast-path.ts'
import { createOperations } from '../../src/graphql/transport/operations.ts'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { systemTime } from '../../src/support/time.ts'
import { ADA_ID, bob, startTransport } from '../support/transport.ts'

const ACCEPTS = [
  '*/*',
  'application/json',
  'application/graphql-response+json,application/json;q=0.9',
  'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
  'text/html',
]

const REQUESTS: readonly object[] = [
  { query: 'query A { viewer refused }', operationName: 'A' },
  { query: 'query A { viewer } query B { scopes }', operationName: 'B', variables: null, extensions: null },
  { query: 'query A { viewer } query B { scopes }' },
  { query: 'query A { viewer } query B { scopes }', operationName: 'C' },
  { query: 'query($n: Int!) { big(size: $n) }', variables: { n: 3 }, extensions: { clientLibrary: {} } },
  { query: 'query($n: Int!) { big(size: $n) }', variables: { n: 'three' } },
  { query: 'query($n: Int!) { big(size: $n) }' },
  { query: 'query($n: Int) { pages(first: $n) { nodes { id } } }', variables: { n: 2 } },
  { query: 'query($n: Int) { pages(first: $n) { nodes { id } } }', variables: { n: 2_000 } },
  { query: 'mutation { touch(n: 7) }' },
  { query: '{ viewer }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
  { query: '{ viewer }', variables: [] },
  { query: '{ viewer }', operationName: 7 },
  { query: '{ viewer' },
  { query: 'subscription { forever }' },
]

test('what is asked again is answered in the same bytes as when Apollo looked at it first', async t => {
  const { server, token } = await startTransport(t)
  const authorization = `Bearer ${await token(ADA_ID)}`
  const ask = async (request: object, accept: string) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, accept, 'x-request-id': 'same' },
      body: JSON.stringify(request),
    })
    const { date: _, 'keep-alive': __, ...headers } = Object.fromEntries(response.headers)
    return { status: response.status, headers, text: await response.text() }
  }
  for (const accept of ACCEPTS)
    for (const [n, { query, ...others }] of (REQUESTS as { query: string }[]).entries()) {
      // Another text for each, which is not known yet.
      const request = { query: `${query} # ${accept} ${n}`, ...others }
      const first = await ask(request, accept)
      assert.deepStrictEqual(await ask(request, accept), first, `${accept}: ${query}`)
      assert.match(first.headers['cache-control']!, /^no-store$|no-cache/)
    }
})

test('an answer is of whoever asks, also where another has asked the same', async t => {
  const { post, token, revoked } = await startTransport(t)
  const asked = async (headers: Record<string, string>) =>
    (await post({ query: '{ viewer scopes }' }, headers)).json.data?.viewer
  const by = async (userId: typeof ADA_ID) => ({ authorization: `Bearer ${await token(userId)}` })
  const adas = await by(ADA_ID)
  for (let n = 0; n < 2; n++) {
    assert.strictEqual(await asked(adas), ADA_ID)
    assert.strictEqual(await asked(await by(bob)), bob)
    assert.strictEqual(await asked({}), null)
  }
  revoked.set(ADA_ID, Date.now())
  assert.strictEqual(await asked(adas), undefined)
})

test('only what is known to be good is answered without Apollo', async () => {
  const schema = makeExecutableSchema({
    typeDefs: 'type Query { viewer: String, n(n: Int!): Int } type Subscription { n: Int }',
    resolvers: { Query: { viewer: (_: unknown, __: unknown, { viewer }: ApiContext) => viewer?.userId } },
  })
  const operations = createOperations({
    schema,
    limits: { maxTokens: 500, maxDepth: 6, maxFields: 60, maxRootFields: 5, maxCost: 1_000 },
    introspection: true,
    createContext: (viewer: Viewer | null) => ({ viewer }) as ApiContext,
  })
  const plain = createHttpFastPath(operations, createMask({ error() {} }, systemTime))
  const answer = (body: unknown) => plain.answer(body, { userId: ADA_ID } as Viewer, 'id')
  assert.strictEqual(await answer({ query: '{ viewer }' }), null, 'nobody has looked at it')
  const keep = (query: string) =>
    operations.keep(query, parse(query) as DocumentNode, { userId: ADA_ID } as Viewer)
  keep('{ viewer }')
  assert.strictEqual(await answer({ query: '{ viewer }' }), `{"data":{"viewer":"${ADA_ID}"}}\n`)
  for (const other of [
    null,
    'text',
    [{ query: '{ viewer }' }],
    {},
    { query: '{ viewer }', variables: 'none' },
    { query: '{ viewer }', operationName: {} },
    { query: '{ viewer }', extensions: { persistedQuery: {} } },
  ])
    assert.strictEqual(await answer(other), null, JSON.stringify(other))
  keep('subscription { n }')
  keep('query($n: Int!) { n(n: $n) }')
  keep(`{ viewer } # ${'long'.repeat(10_000)}`)
  assert.strictEqual(await answer({ query: 'subscription { n }' }), null)
  assert.strictEqual(await answer({ query: 'query($n: Int!) { n(n: $n) }', variables: { n: 'x' } }), null)
  assert.strictEqual(await answer({ query: `{ viewer } # ${'long'.repeat(10_000)}` }), null, 'it is not kept')
})
