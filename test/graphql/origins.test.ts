// Web pages of other origins, over HTTP and over WebSocket.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { type Config, readConfig } from '../../src/config/config.ts'
import { startTransport } from '../support/transport.ts'

const OURS = 'https://app.example.org'
const THEIRS = 'https://evil.example.org'

/** What a browser would let a page of an origin do: read an answer, send a request with a token, open a socket. */
async function uses(url: string, origin: string) {
  const asked = await fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })
  const answered = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: '{"query":"{ viewer }"}',
  })
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin })
  const opened = await Promise.race([
    once(socket, 'open').then(() => 'open'),
    once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number),
  ])
  socket.on('error', () => {}).terminate()
  return {
    asked: [asked.status, asked.headers.get('access-control-allow-origin')],
    answered: [answered.status, answered.headers.get('access-control-allow-origin')],
    opened,
  }
}

const granted = (origin: string) => ({ asked: [204, origin], answered: [200, origin], opened: 'open' })
const denied = { asked: [204, null], answered: [200, null], opened: 403 }

test('pages of its own origin use the API, and others do not', async t => {
  const { server } = await startTransport(t)
  const { host } = new URL(server.url)
  assert.deepStrictEqual(await uses(server.url, server.url), granted(server.url))
  // TLS was ended before us.
  assert.deepStrictEqual(await uses(server.url, `https://${host}`), granted(`https://${host}`))
  for (const origin of [
    OURS,
    'null',
    'http://127.0.0.1:1',
    `http://${host}.evil.example.org`,
    'not an origin',
  ])
    assert.deepStrictEqual(await uses(server.url, origin), denied, origin)
})

test('pages of the origins that are named use the API, and others do not', async t => {
  const { server } = await startTransport(t, { allowedOrigins: [OURS, 'capacitor://localhost'] })
  for (const origin of [OURS, 'capacitor://localhost', server.url])
    assert.deepStrictEqual(await uses(server.url, origin), granted(origin))
  for (const origin of [THEIRS, `${OURS}.evil.example.org`, 'http://app.example.org'])
    assert.deepStrictEqual(await uses(server.url, origin), denied, origin)
})

test('with a star pages of all origins do', async t => {
  const { server } = await startTransport(t, { allowedOrigins: ['*'] })
  for (const origin of [THEIRS, 'null'])
    assert.deepStrictEqual(await uses(server.url, origin), granted(origin))
})

test('a browser is told what it may send and read, and a refused token can be read too', async t => {
  const { server } = await startTransport(t, { allowedOrigins: [OURS] })
  const asked = await fetch(`${server.url}/graphql`, { method: 'OPTIONS', headers: { origin: OURS } })
  const { 'access-control-allow-methods': methods, ...rest } = Object.fromEntries(asked.headers)
  assert.strictEqual(methods, 'GET, POST')
  assert.match(rest['access-control-allow-headers']!, /authorization, content-type/)
  assert.strictEqual(rest['access-control-allow-credentials'], undefined)
  const refused = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { origin: OURS, 'content-type': 'application/json', authorization: 'Bearer forged' },
    body: '{"query":"{ viewer }"}',
  })
  assert.deepStrictEqual(
    [refused.status, ...['access-control-allow-origin', 'vary'].map(name => refused.headers.get(name))],
    [401, OURS, 'origin'],
  )
  assert.match(refused.headers.get('access-control-expose-headers')!, /www-authenticate/)
})

test('what is no web page says no origin, and is told nothing of it', async t => {
  const { post } = await startTransport(t)
  const { status, headers } = await post({ query: '{ viewer }' })
  assert.deepStrictEqual(
    [status, headers.get('access-control-allow-origin'), headers.get('vary')],
    [200, null, null],
  )
})

test('ALLOWED_ORIGINS takes origins as browsers write them, and nothing else', () => {
  const read = (text: string) => readConfig({ ALLOWED_ORIGINS: text }, [])
  const taken = read(`${OURS}, http://localhost:5173,capacitor://localhost`)
  assert.deepStrictEqual(taken.ok && taken.values.server.allowedOrigins, [
    OURS,
    'http://localhost:5173',
    'capacitor://localhost',
  ])
  assert.deepStrictEqual((read('*') as { values?: Config }).values?.server.allowedOrigins, ['*'])
  for (const text of [
    'app.example.org',
    `${OURS}/`,
    `${OURS}:443`,
    'https://*.example.org',
    'null,',
    'https://A.org',
  ])
    assert.deepStrictEqual(
      read(text),
      {
        ok: false,
        errors: [
          `ALLOWED_ORIGINS must be origins such as https://app.example.org, with commas between them, or *, and not "${text}"`,
        ],
      },
      text,
    )
})
