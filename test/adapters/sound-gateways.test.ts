// How gateways are named in a URL, and what is logged about them.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { WebSocketServer } from 'ws'
import { connectJanus } from '../../src/audio-gateway/janus.ts'
import { AUDIOBRIDGE, gatewayErrorOf, pluginDataOf } from '../../src/audio-gateway/janus-errors.ts'
import { parseGateways } from '../../src/audio-gateway/janus-hosts.ts'
import { systemTime } from '../../src/support/time.ts'
import { gatewayLogger } from '../support/gateway.ts'
import { until } from '../support/until.ts'

test('gateways are named by host and port', () => {
  assert.deepStrictEqual(parseGateways('a:8188,b.example:9000?admin=7188,7189&drain=b.example:9000'), [
    { id: 'a:8188', host: 'a', url: 'ws://a:8188', adminUrl: 'ws://a:7188', isDraining: false },
    {
      id: 'b.example:9000',
      host: 'b.example',
      url: 'ws://b.example:9000',
      adminUrl: 'ws://b.example:7189',
      isDraining: true,
    },
  ])
  assert.throws(() => parseGateways(''), /must name/)
  assert.throws(() => parseGateways('a?drain=c'), /drains c/)
  assert.throws(() => parseGateways('a?fast=1'), /unknown parameter fast/)
  assert.throws(() => parseGateways('a,b,a:8188'), /twice/)
  assert.throws(() => parseGateways('a:99999'), /must name/)
  assert.throws(() => parseGateways('a?admin=abc'), /invalid admin port abc/)
})

test('errors of a gateway contain no SDP', () => {
  const error = 'Error parsing v=0\r\no=- 1 2 IN IP4 203.0.113.7\r\na=ice-pwd:secret'
  assert.throws(() => pluginDataOf(AUDIOBRIDGE, { error_code: 493, error }), {
    message: '493 Error parsing',
    code: 493,
  })
  assert.equal(gatewayErrorOf(new Error('465 Invalid a= line: ice-pwd:secret')).message, '465 Invalid')
  assert.equal(gatewayErrorOf(new Error('458 No such session 7')).message, '458 No such session 7')
})

test('a gateway that refuses the secret is logged once, and keeps no socket of a failed attempt', async t => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'janus-protocol' })
  t.after(() => server.close())
  await once(server, 'listening')
  let attempts = 0
  server.on('connection', socket => {
    attempts++
    socket.on('message', text => {
      const { transaction } = JSON.parse(String(text))
      socket.send(
        JSON.stringify({ janus: 'error', transaction, error: { code: 403, reason: 'Unauthorized' } }),
      )
    })
  })
  const logged: unknown[] = []
  const { port } = server.address() as AddressInfo
  const options = { timeoutMs: 2_000, capacity: 1, prebufferPackets: 1, time: systemTime }
  const logger = { ...gatewayLogger, warn: (what: object) => void logged.push(what) }
  const sound = await connectJanus(`//127.0.0.1:${port}`, 'a wrong secret', { ...options, logger })
  t.after(() => sound.close())
  await until(() => (logged.length > 0 ? null : 'nothing was logged'))
  const before = attempts
  await until(() => (attempts > before + 1 ? null : 'it does not try again'))
  assert.deepStrictEqual(logged, [{ url: `ws://127.0.0.1:${port}`, reason: '403 Unauthorized' }])
  assert.equal(sound.gateways[0]!.isUp, false)
  await until(() => (server.clients.size <= 1 ? null : `${server.clients.size} sockets are open`))
})
