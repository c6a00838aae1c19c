// By which names clients reach the API, over HTTP and over WebSocket.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { readConfig } from '../../src/config/config.ts'
import type { ConnectionRequest } from '../../src/graphql/transport/client-addresses.ts'
import { createHealthServer } from '../../src/graphql/transport/health-server.ts'
import { createHostCheck } from '../../src/graphql/transport/hosts.ts'
import { systemTime } from '../../src/support/time.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { startTransport } from '../support/transport.ts'

/** The status of a GET, with any headers. */
async function get(url: string, path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const asked = request(new URL(path, url), { headers: { connection: 'close', ...headers } })
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.resume()
  return response
}

const statusOf = async (url: string, path: string, host: string, headers = {}) =>
  (await get(url, path, { host, ...headers })).statusCode

/** What a page of this host would get: the status of a query, and of an upgrade. */
async function reaches(url: string, host: string) {
  const queried = await statusOf(url, '/graphql?query=%7Bviewer%7D', host, {
    'apollo-require-preflight': '1',
  })
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { host },
  })
  const opened = await Promise.race([
    once(socket, 'open').then(() => 101),
    once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number),
  ])
  socket.on('error', () => {}).terminate()
  return [queried, opened]
}

test('a page that points its own name at this machine reaches nothing', async t => {
  const { server, logs } = await startTransport(t)
  const { port } = new URL(server.url)
  for (const host of [
    ...[
      'evil.example.org',
      `evil.example.org:${port}`,
      '127.0.0.1.evil.example.org',
      'localhost.evil.example.org',
    ],
    ...['192.0.2.7', '[2001:db8::7]', '0.0.0.0', '2130706433', '127.1', 'a b'],
  ])
    assert.deepStrictEqual(await reaches(server.url, host), [421, 421], host)
  for (const host of [
    'localhost',
    `LOCALHOST:${port}`,
    'rostrum.localhost',
    `127.0.0.1:${port}`,
    '[::1]',
    'localhost.',
  ])
    assert.deepStrictEqual(await reaches(server.url, host), [200, 101], host)
  const refusals = logs.filter(({ message }) => message === 'http: host not allowed')
  assert.deepStrictEqual(
    refusals.map(({ level, facts }) => [level, facts]),
    [['warn', { host: 'evil.example.org', count: 1 }]],
  )
})

test('names that are allowed reach the API, with any port, and no others do', async t => {
  const { server } = await startTransport(t, { allowedHosts: ['rooms.example.org', '192.0.2.7'] })
  for (const host of ['rooms.example.org', 'ROOMS.example.org:443', '192.0.2.7:80', 'localhost'])
    assert.deepStrictEqual(await reaches(server.url, host), [200, 101], host)
  for (const host of ['example.org', 'a.rooms.example.org', 'rooms.example.org.evil.org', '192.0.2.8'])
    assert.deepStrictEqual(await reaches(server.url, host), [421, 421], host)
  const everybody = await startTransport(t, { allowedHosts: ['*'] })
  assert.deepStrictEqual(await reaches(everybody.server.url, 'evil.example.org'), [200, 101])
})

test('the address that a client connected to is allowed, and no other is', () => {
  const isAllowed = createHostCheck([], { logger: silentLogger, time: systemTime })
  const connected = (localAddress: string, host: string) =>
    isAllowed({ headers: { host }, socket: { localAddress } } as unknown as ConnectionRequest)
  assert.deepStrictEqual(
    [
      connected('192.168.1.5', '192.168.1.5:4000'),
      connected('::ffff:192.168.1.5', '192.168.1.5'),
      connected('2001:db8::5', '[2001:DB8::5]:4000'),
      connected('192.168.1.5', '192.168.1.6'),
      connected('192.168.1.5', 'evil.example.org'),
    ],
    [true, true, true, false, false],
  )
})

test('probes ask by any name, and metrics too where a token protects them', async t => {
  const open = await startTransport(t)
  const closed = await startTransport(t, { metricsToken: 'sixteen-bytes-it-is' })
  const host = '10.1.2.3:4000'
  for (const { server } of [open, closed])
    for (const path of ['/healthz', '/readyz', '/readyz?verbose'])
      assert.strictEqual(await statusOf(server.url, path, host), 200, path)
  assert.strictEqual(await statusOf(open.server.url, '/metrics', host), 421)
  assert.strictEqual(await statusOf(closed.server.url, '/metrics', host), 401)
  const headers = { authorization: 'Bearer sixteen-bytes-it-is' }
  assert.strictEqual(await statusOf(closed.server.url, '/metrics', host, headers), 200)
})

test('metrics without a token are for this machine alone', async t => {
  const { server } = await startTransport(t)
  assert.strictEqual(await statusOf(server.url, '/metrics', 'localhost'), 200)
  // Through a proxy on this machine, whoever it serves.
  assert.strictEqual(
    await statusOf(server.url, '/metrics', 'localhost', { 'x-forwarded-for': '192.0.2.1' }),
    403,
  )
})

test('a process without an API has the same checks', async t => {
  const health = await createHealthServer({
    unready: async () => [],
    degraded: () => [],
    metrics: { contentType: 'text/plain', text: async () => 'numbers 1\n' },
    metricsToken: null,
    metricsOpen: true,
    allowedHosts: [],
    trustedProxies: ['127.0.0.1'],
    requestTimeoutMs: 20_000,
    time: systemTime,
    logger: silentLogger,
  })
  const { url, stop } = await health.listen(0, '127.0.0.1')
  t.after(() => stop(0))
  const asked = (path: string, host: string) => statusOf(url, path, host)
  assert.deepStrictEqual(
    [
      await asked('/readyz', 'a.example'),
      await asked('/metrics', 'a.example'),
      await asked('/metrics', 'localhost'),
    ],
    [200, 421, 200],
  )
})

test('every response is protected, and those over TLS are bound to it', async t => {
  const { server } = await startTransport(t, { trustedProxies: ['127.0.0.1'] })
  const protection = async (url: string, path: string, headers = {}) => {
    const { headers: given } = await get(url, path, { host: 'localhost', ...headers })
    return ['x-content-type-options', 'referrer-policy', 'strict-transport-security'].map(name => given[name])
  }
  for (const path of ['/graphql', '/healthz', '/metrics', '/nothing', '/%'])
    assert.deepStrictEqual(await protection(server.url, path), ['nosniff', 'no-referrer', undefined], path)
  const tls = { 'x-forwarded-proto': 'https' }
  assert.deepStrictEqual(await protection(server.url, '/graphql', tls), [
    ...['nosniff', 'no-referrer', 'max-age=31536000'],
  ])
  const untrusted = await startTransport(t)
  assert.strictEqual((await protection(untrusted.server.url, '/graphql', tls))[2], undefined)
})

test('ALLOWED_HOSTS takes names without a port, and production says when it is empty', () => {
  const read = (text: string) => readConfig({ ALLOWED_HOSTS: text }, [])
  const taken = read('Rooms.example.org, 192.0.2.7,[2001:DB8::7],*')
  assert.deepStrictEqual(taken.ok && taken.values.server.allowedHosts, [
    ...['rooms.example.org', '192.0.2.7', '2001:db8::7', '*'],
  ])
  for (const text of [
    'rooms.example.org:443',
    'https://rooms.example.org',
    '*.example.org',
    'a,',
    '2001:db8::7',
    '[::1]:80',
  ])
    assert.deepStrictEqual(read(text), {
      ok: false,
      errors: [
        `ALLOWED_HOSTS must be host names such as rooms.example.org, without a port, with commas between them, or *, and not "${text}"`,
      ],
    })
  const warnings = (env: Record<string, string>) => {
    const config = readConfig({ NODE_ENV: 'production', AUTH_SHARED_SECRET: 'x'.repeat(32), ...env }, [])
    return config.ok && config.warnings
  }
  assert.deepStrictEqual(warnings({}), [
    'ALLOWED_HOSTS is empty, so that clients reach this process by its address only, and by no name',
  ])
  assert.deepStrictEqual(warnings({ ALLOWED_HOSTS: 'rooms.example.org' }), [])
})
