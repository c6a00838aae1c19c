// Requests that are sent slowly, or never.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { readConfig } from '../../src/config/config.ts'
import { startTransport } from '../support/transport.ts'

const HEAD =
  'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n'

/** Sends a beginning at once and then a byte in every 50 ms. Resolves with the answer when it is cut, and after how long. */
async function trickle(t: TestContext, url: string, beginning: string, byte: string) {
  const began = performance.now()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let heard = ''
  socket.on('data', data => (heard += data)).on('error', () => {})
  socket.write(beginning)
  const dripping = setInterval(() => socket.write(byte), 50)
  t.after(() => clearInterval(dripping))
  await once(socket, 'close')
  clearInterval(dripping)
  return { status: heard.split('\r\n')[0], ms: performance.now() - began }
}

test('a request whose headers, body or first byte are late ends with 408 at the timeout', async t => {
  const { server } = await startTransport(t, { requestTimeoutMs: 1_500 })
  const slow = await Promise.all([
    trickle(t, server.url, 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 'a'),
    trickle(t, server.url, `${HEAD}\r\n{`, ' '),
    trickle(t, server.url, '', ''),
  ])
  for (const { status, ms } of slow) {
    assert.strictEqual(status, 'HTTP/1.1 408 Request Timeout')
    assert.ok(ms >= 1_400 && ms < 6_000, `${ms} ms`)
  }
})

test('by default a slow request ends within 30 seconds', () => {
  const read = readConfig({}, [])
  // The timeout, and a second until it is noticed.
  assert.ok(read.ok && read.values.server.requestTimeoutMs + 1_000 < 30_000)
})
