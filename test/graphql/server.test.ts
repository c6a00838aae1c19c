import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { connectRaw, openRaw } from '../support/raw-socket.ts'
import { ADA_ID, startTransport } from '../support/transport.ts'
import { until } from '../support/until.ts'

const codeOf = (answer: { json: { errors?: { extensions: { code: string } }[] } }) =>
  answer.json.errors?.[0]?.extensions.code

test('answers queries and mutations, and says which request it was', async t => {
  const { post } = await startTransport(t)
  assert.deepStrictEqual((await post({ query: 'mutation { touch(n: 7) }' })).json, { data: { touch: 7 } })
  const own = await post({ query: '{ correlationId }' }, { 'x-request-id': 'gateway:17' })
  assert.deepStrictEqual(own.json, { data: { correlationId: 'gateway:17' } })
  assert.strictEqual(own.headers.get('x-request-id'), 'gateway:17')
  for (const given of ['', 'a b', 'x'.repeat(65), '<script>']) {
    const { json, headers } = await post({ query: '{ correlationId }' }, { 'x-request-id': given })
    assert.match(json.data.correlationId, /^[0-9a-f-]{36}$/)
    assert.strictEqual(headers.get('x-request-id'), json.data.correlationId)
  }
})

test('a query may be asked for by GET, a mutation may not', async t => {
  const { server } = await startTransport(t)
  const get = (query: string, headers: Record<string, string>) =>
    fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, { headers })
  const json = { 'apollo-require-preflight': 'yes' }
  assert.deepStrictEqual(await (await get('{ viewer }', json)).json(), { data: { viewer: null } })
  assert.strictEqual((await get('mutation { touch(n: 1) }', json)).status, 405)
  assert.strictEqual((await get('{ viewer }', {})).status, 400, 'it could come from a link on any page')
})

test('a form of another site cannot ask for anything', async t => {
  const { post } = await startTransport(t)
  const body = JSON.stringify({ query: 'mutation { touch(n: 7) }' })
  assert.strictEqual((await post(body, { 'content-type': 'text/plain' })).status, 400)
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data'])
    assert.strictEqual((await post(body, { 'content-type': type })).status, 415, type)
})

test('bodies that are no request are refused, each with what is wrong', async t => {
  const { post } = await startTransport(t)
  const refused = async (body: unknown) => {
    const answer = await post(body)
    return [answer.status, codeOf(answer)]
  }
  assert.deepStrictEqual(await refused('{ not json'), [400, 'BAD_REQUEST'])
  assert.deepStrictEqual(await refused(''), [400, 'BAD_REQUEST'])
  assert.deepStrictEqual(await refused('{}'), [400, 'BAD_REQUEST'])
  assert.deepStrictEqual(await refused({ query: 7 }), [400, 'BAD_REQUEST'])
  assert.deepStrictEqual(await refused({ query: '{ viewer }', variables: 'none' }), [400, 'BAD_REQUEST'])
  assert.deepStrictEqual(await refused('{"query":"{ viewer }","__proto__":{"a":1}}'), [400, 'BAD_REQUEST'])
  assert.deepStrictEqual(await refused([{ query: '{ viewer }' }]), [400, 'BAD_REQUEST'])
  assert.deepStrictEqual(await refused({ query: '{ viewer' }), [400, 'GRAPHQL_PARSE_FAILED'])
  assert.deepStrictEqual(await refused({ query: '{ nothing }' }), [400, 'GRAPHQL_VALIDATION_FAILED'])
  assert.deepStrictEqual(
    await refused({ query: 'query($n: Int!) { big(size: $n) }', variables: { n: 'x' } }),
    [400, 'BAD_USER_INPUT'],
  )
  assert.deepStrictEqual(await refused({ query: 'subscription { forever }' }), [
    400,
    'SUBSCRIBE_BY_WEBSOCKET',
  ])
})

test('a body of 10 MB is refused, and the process goes on', async t => {
  const { post } = await startTransport(t)
  const answer = await post({ query: '{ viewer }', variables: { text: 'x'.repeat(10_000_000) } })
  assert.deepStrictEqual([answer.status, codeOf(answer)], [413, 'PAYLOAD_TOO_LARGE'])
  assert.deepStrictEqual((await post({ query: '{ viewer }' })).json, { data: { viewer: null } })
})

test('who is told that a body is too large while they write it may write on, and ask again', async t => {
  const { server } = await startTransport(t)
  const { port } = new URL(server.url)
  const socket = connect(Number(port), '127.0.0.1')
  t.after(() => socket.destroy())
  let heard = ''
  socket.on('data', data => (heard += data))
  const ask = (length: number) =>
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
    )
  const part = Buffer.alloc(1_000_000, 'x')
  ask(10 * part.length)
  socket.write(part)
  await until(() => (heard.includes('PAYLOAD_TOO_LARGE') ? null : heard))
  for (let i = 1; i < 10; i++) await new Promise(resolve => socket.write(part, resolve))
  const query = '{"query":"{ viewer }"}'
  ask(query.length)
  socket.write(query)
  await until(() =>
    heard.includes('{"viewer":null}') ? null : `closed: ${socket.destroyed}, heard: ${heard}`,
  )
})

test('what is at another path, in another way or at no path at all is told so in the one shape of errors', async t => {
  const { server } = await startTransport(t)
  const asked = async (method: string, path: string) => {
    const answer = await fetch(`${server.url}${path}`, { method })
    return [answer.status, codeOf({ json: await answer.json() }), answer.headers.get('allow')]
  }
  assert.deepStrictEqual(await asked('GET', '/nothing'), [404, 'NOT_FOUND', null])
  assert.deepStrictEqual(await asked('GET', '/%'), [400, 'BAD_REQUEST', null])
  for (const method of ['PUT', 'PATCH', 'DELETE'])
    assert.deepStrictEqual(await asked(method, '/graphql?a=b'), [405, 'BAD_REQUEST', 'GET, POST'], method)
})

test('a fault is masked, and its id is in the log with the stack and the request', async t => {
  const { post, logs } = await startTransport(t)
  for (const query of ['{ broken }', '{ strict }']) {
    const { json, headers, status } = await post({ query })
    assert.strictEqual(status, 200)
    assert.strictEqual(json.errors.length, 1)
    const { message, extensions } = json.errors[0]
    assert.strictEqual(message, 'Internal error')
    assert.deepStrictEqual(Object.keys(extensions), ['code', 'id'])
    const logged = logs.filter(({ facts }) => facts.faultId === extensions.id)
    assert.strictEqual(logged.length, 1)
    assert.strictEqual(logged[0]!.facts.correlationId, headers.get('x-request-id'))
    assert.match(String((logged[0]!.facts.err as Error).stack), /swordfish|non-nullable/)
    assert.doesNotMatch(JSON.stringify(json), /swordfish|\.ts/)
  }
  const refused = await post({ query: '{ refused }' })
  assert.deepStrictEqual([refused.json.errors[0].message, codeOf(refused)], ['Not for you', 'FORBIDDEN'])
})

test('operations beyond the limits are refused over HTTP with their own codes', async t => {
  const { post } = await startTransport(t)
  const code = async (query: string, variables = {}) => {
    const answer = await post({ query, variables })
    return [answer.status, codeOf(answer)]
  }
  const deep = (levels: number): string =>
    levels === 0 ? 'id' : `pages(first: 1) { nodes { ${deep(levels - 1)} } }`
  assert.deepStrictEqual(await code(`{ ${deep(4)} }`), [400, 'QUERY_TOO_DEEP'])
  assert.deepStrictEqual(await code('{ a: viewer b: viewer c: viewer d: viewer e: viewer f: viewer }'), [
    400,
    'QUERY_TOO_WIDE',
  ])
  assert.deepStrictEqual(await code('query($n: Int) { pages(first: $n) { nodes { id } } }', { n: 2_000 }), [
    400,
    'QUERY_TOO_COSTLY',
  ])
  assert.deepStrictEqual(await code(`{ ${'viewer '.repeat(600)} }`), [400, 'GRAPHQL_PARSE_FAILED'])
})

test('introspection can be turned off', async t => {
  const { post } = await startTransport(t, { introspection: false })
  assert.strictEqual(
    codeOf(await post({ query: '{ __schema { types { name } } }' })),
    'GRAPHQL_VALIDATION_FAILED',
  )
  const raw = await connectRaw((await startTransport(t, { introspection: false })).server.url)
  raw.send({ id: 'a', type: 'subscribe', payload: { query: '{ __type(name: "Query") { name } }' } })
  const answer = await raw.hear('error', message => message.type === 'error')
  assert.strictEqual(answer.payload[0].message, 'Introspection is off')
})

test('a process can be left to carry subscriptions alone', async t => {
  const { post, server } = await startTransport(t, { subscriptionsOnly: true })
  for (const query of ['{ viewer }', 'query A { viewer } subscription B { forever }'])
    assert.strictEqual(codeOf(await post({ query })), 'SUBSCRIPTIONS_ONLY')
  const raw = await connectRaw(server.url)
  raw.send({ id: 'a', type: 'subscribe', payload: { query: '{ viewer }' } })
  const refused = await raw.hear('error', message => message.type === 'error')
  assert.strictEqual(refused.payload[0].extensions.code, 'SUBSCRIPTIONS_ONLY')
  raw.send({ id: 'b', type: 'subscribe', payload: { query: 'subscription { ticks(count: 1) { n } }' } })
  const told = await raw.hear('next', message => message.type === 'next')
  assert.deepStrictEqual(told.payload, { data: { ticks: { n: 1 } } })
})

test('unknown paths are 404', async t => {
  const { server } = await startTransport(t)
  const response = await fetch(`${server.url}/admin`)
  const { errors } = (await response.json()) as { errors: unknown }
  assert.strictEqual(response.status, 404)
  assert.deepStrictEqual(errors, [
    { message: 'Nothing is here: GraphQL is at /graphql', extensions: { code: 'NOT_FOUND' } },
  ])
})

test('health says that it is up, and readiness why it is not ready', async t => {
  const harness = await startTransport(t)
  const get = async (path: string) => {
    const response = await fetch(harness.server.url + path)
    return [response.status, await response.json()]
  }
  harness.degraded = ['a room is damaged']
  assert.deepStrictEqual(await get('/readyz'), [
    200,
    { ready: true, reasons: [], degraded: ['a room is damaged'] },
  ])
  harness.degraded = []
  harness.unready = ['rooms is 12 events behind']
  assert.deepStrictEqual(await get('/readyz'), [
    503,
    { ready: false, reasons: ['rooms is 12 events behind'], degraded: [] },
  ])
  assert.deepStrictEqual(await get('/healthz'), [200, { status: 'up' }])
  const answer = await harness.post({ query: '{ viewer }' })
  assert.deepStrictEqual(
    [answer.status, codeOf(answer), answer.headers.get('retry-after')],
    [503, 'NOT_READY', '1'],
  )
  await assert.rejects(openRaw(harness.server.url), { message: 'Unexpected server response: 503' })
})

test('metrics ask for their token, and are not there in production without one', async t => {
  const open = await startTransport(t)
  const closed = await startTransport(t, { metricsOpen: false })
  const guarded = await startTransport(t, { metricsOpen: false, metricsToken: 'a secret of the operators' })
  const get = async (url: string, token?: string) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
    return (await fetch(`${url}/metrics`, { headers })).status
  }
  assert.strictEqual(await get(open.server.url), 200)
  assert.strictEqual(await get(closed.server.url), 404)
  assert.strictEqual(await get(guarded.server.url), 401)
  assert.strictEqual(await get(guarded.server.url, 'b secret of the operators'), 401)
  assert.strictEqual(await get(guarded.server.url, 'a secret of the operators'.replaceAll(' ', '-')), 401)
})

test('the right token opens the metrics', async t => {
  const { server } = await startTransport(t, { metricsToken: 'a-secret-of-the-operators' })
  const response = await fetch(`${server.url}/metrics`, {
    headers: { authorization: 'Bearer a-secret-of-the-operators' },
  })
  assert.strictEqual(await response.text(), 'numbers 1\n')
})

test('an address that is taken is said so', async t => {
  const { server } = await startTransport(t)
  const { createServer } = await import('node:http')
  const second = createServer()
  const { port } = new URL(server.url)
  const error = await new Promise<NodeJS.ErrnoException>(resolve => {
    second.on('error', resolve).listen(Number(port), '127.0.0.1')
  })
  assert.strictEqual(error.code, 'EADDRINUSE')
})

test('stopping answers what is under way, tells the sockets to come back, and takes nothing more', async t => {
  const { server, release, post, listening, token } = await startTransport(t)
  const busy = await connectRaw(server.url, { authorization: await token(ADA_ID) })
  const idle = await connectRaw(server.url)
  idle.send({ id: 'f', type: 'subscribe', payload: { query: 'subscription { forever }' } })
  busy.send({ id: 'w', type: 'subscribe', payload: { query: '{ wait }' } })
  await until(() => (listening() === 1 ? null : 'nobody listens'))
  const byHttp = post({ query: '{ wait }' })
  // The answer to a later request shows that the earlier ones are under way.
  await post({ query: '{ viewer }' })

  let stopped = false
  const stopping = server.stop(5_000).then(() => {
    stopped = true
  })
  assert.deepStrictEqual(await idle.closing(), {
    code: 1012,
    reason: 'Service restart: come back and go on from your last position',
  })
  assert.strictEqual(busy.closed(), null)
  busy.send({ id: 'n', type: 'subscribe', payload: { query: '{ viewer }' } })
  const refused = await busy.hear('refusal', message => message.id === 'n')
  assert.strictEqual(refused.payload[0].extensions.code, 'SERVICE_RESTART')
  assert.strictEqual(stopped, false)
  release()
  await busy.hear('end', message => message.id === 'w' && message.type === 'complete')
  assert.strictEqual((await busy.closing()).code, 1012)
  assert.deepStrictEqual((await byHttp).json, { data: { wait: 'done' } })
  await stopping
  const { port } = new URL(server.url)
  const error = await new Promise<NodeJS.ErrnoException>(resolve =>
    connect(Number(port), '127.0.0.1').on('error', resolve),
  )
  assert.strictEqual(error.code, 'ECONNREFUSED')
  assert.strictEqual(listening(), 0)
})

test('stopping does not wait for ever for an answer on a socket', async t => {
  const { server } = await startTransport(t)
  const busy = await connectRaw(server.url)
  busy.send({ id: 'w', type: 'subscribe', payload: { query: '{ wait }' } })
  busy.send({ id: 'v', type: 'subscribe', payload: { query: '{ viewer }' } })
  await busy.hear('answer', message => message.id === 'v')
  await server.stop(20)
  assert.strictEqual((await busy.closing()).code, 1012)
})
