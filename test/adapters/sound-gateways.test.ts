// How gateways are named in a URL.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { WebSocketServer } from 'ws'
import { connectJanus, readGateways } from '../../src/audio-gateway/janus.ts'
import { AUDIOBRIDGE, answerOf, gatewayFaultOf } from '../../src/audio-gateway/janus-faults.ts'
import { systemTime } from '../../src/support/time.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { until } from '../support/until.ts'

test('gateways are named by host and port', () => {
  assert.deepStrictEqual(readGateways('a:8188,b.example:9000?admin=7188,7189&drain=b.example:9000'), [
    { id: 'a:8188', host: 'a', url: 'ws://a:8188', adminUrl: 'ws://a:7188', draining: false },
    {
      id: 'b.example:9000',
      host: 'b.example',
      url: 'ws://b.example:9000',
      adminUrl: 'ws://b.example:7189',
      draining: true,
    },
  ])
  assert.throws(() => readGateways(''), /must name/)
  assert.throws(() => readGateways('a?drain=c'), /drains c/)
  assert.throws(() => readGateways('a?fast=1'), /no setting fast/)
  assert.throws(() => readGateways('a,b,a:8188'), /twice/)
  assert.throws(() => readGateways('a:99999'), /must name/)
  assert.throws(() => readGateways('a?admin=abc'), /no port abc/)
})

test('what a gateway says of an SDP repeats nothing of it', () => {
  const error = 'Error parsing v=0\r\no=- 1 2 IN IP4 203.0.113.7\r\na=ice-pwd:secret'
  assert.throws(() => answerOf(AUDIOBRIDGE, { error_code: 493, error }), {
    message: '493 Error parsing',
    code: 493,
  })
  assert.equal(gatewayFaultOf(new Error('465 Invalid a= line: ice-pwd:secret')).message, '465 Invalid')
  assert.equal(gatewayFaultOf(new Error('458 No such session 7')).message, '458 No such session 7')
})

test('a gateway that refuses the secret is told of once, and keeps no sockets of the tries', async t => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'janus-protocol' })
  t.after(() => server.close())
  await once(server, 'listening')
  let tries = 0
  server.on('connection', socket => {
    tries++
    socket.on('message', text => {
      const { transaction } = JSON.parse(String(text))
      socket.send(
        JSON.stringify({ janus: 'error', transaction, error: { code: 403, reason: 'Unauthorized' } }),
      )
    })
  })
  const told: unknown[] = []
  const { port } = server.address() as AddressInfo
  const options = { patience: 2_000, time: systemTime, capacity: 1, prebuffer: 1 }
  const logger = { ...silentLogger, warn: (what: object) => void told.push(what) }
  const sound = await connectJanus(`//127.0.0.1:${port}`, 'a wrong secret', { ...options, logger })
  t.after(() => sound.close())
  await until(() => (told.length > 0 ? null : 'nothing was told'))
  const before = tries
  await until(() => (tries > before + 1 ? null : 'it does not try again'))
  assert.deepStrictEqual(told, [{ url: `ws://127.0.0.1:${port}`, reason: '403 Unauthorized' }])
  assert.equal(sound.gateways[0]!.up, false)
  await until(() => (server.clients.size <= 1 ? null : `${server.clients.size} sockets are open`))
})
