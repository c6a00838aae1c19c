// Attacks by sockets: findings 7 and 15 of the security review, on a real process.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { claims, seconds, sign } from '../support/identity.ts'
import { connectRaw } from '../support/raw-socket.ts'
import {
  assertUnhurt,
  isFullSize,
  metricOf,
  providerVariables,
  startVictim,
  watchBystander,
} from './attack.ts'

const tokenOf = (sub: string = randomUUID()) => sign(claims({ sub, exp: seconds() + 3_600 }))

test('finding 7: sockets that say nothing keep nobody out, also from their own address', async t => {
  const server = await startVictim(t, { ...providerVariables, MAX_SOCKETS: '300', INIT_TIMEOUT_MS: '5000' })
  const address = `${server.url.replace('http', 'ws')}/graphql`
  let isOver = false
  // Each comes again a second after it was closed.
  const silent = Array.from({ length: 300 }, async () => {
    while (!isOver) {
      const socket = new WebSocket(address, 'graphql-transport-ws').on('error', () => {})
      await new Promise(resolve => socket.on('close', resolve))
      await new Promise(resolve => setTimeout(resolve, 1_000))
    }
  })
  const people = []
  for (let n = 0; n < 40; n++) people.push(await connectRaw(server.url, { token: await tokenOf() }))
  assert.deepStrictEqual(
    people.map(raw => raw.closed()).filter(closed => closed !== null),
    [],
  )
  assert.ok((await metricOf(server, 'rostrum_uninitialised_sockets')) <= 100)
  isOver = true
  await server.kill()
  await Promise.all(silent)
})

/** A WebSocket frame of a client: a pong without a payload. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

test('finding 15: a flood of unasked pongs ends its socket, and nobody else notices', async t => {
  const server = await startVictim(t, providerVariables)
  const { port } = new URL(server.url)
  const bystander = watchBystander(server, await tokenOf())
  const cpuBefore = await metricOf(server, 'process_cpu_seconds_total')
  const began = performance.now()
  const lastsMs = isFullSize ? 20_000 : 3_000
  const flood = Buffer.concat(Array(10_000).fill(PONG))
  let sent = 0
  let sockets = 0
  while (performance.now() - began < lastsMs) {
    sockets += 1
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
    socket.resume()
    socket.write(
      'GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n',
    )
    const closed = new Promise(resolve => socket.on('close', resolve))
    const write = () => {
      while (!socket.destroyed && socket.write(flood)) sent += flood.length
    }
    socket.on('drain', write)
    write()
    await closed
  }
  const seconds = (performance.now() - began) / 1_000
  const cpu = (await metricOf(server, 'process_cpu_seconds_total')) - cpuBefore
  t.diagnostic(
    `${sockets} sockets, ${(sent / 2 ** 20).toFixed(1)} MiB taken, ${((cpu / seconds) * 100).toFixed()} % of a core`,
  )
  assertUnhurt(t, await bystander.stop())
  // Each socket lives for the second in which its client may read why it is closed.
  assert.ok(sockets <= lastsMs / 1_000 + 2, `${sockets} sockets`)
  assert.ok(cpu / seconds < 0.3, `${cpu} s of CPU in ${seconds} s`)
})
