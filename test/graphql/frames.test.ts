import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import { Frame, frameTailOf, PING, textFrames } from '../../src/graphql/transport/frames.ts'

test('a frame is one message for any id and any size, and the same for all', async t => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  t.after(() => server.close())
  await once(server, 'listening')
  const streams = new Promise<Duplex>(resolve =>
    server.on('connection', (_socket, request) => resolve(request.socket)),
  )
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  t.after(() => client.terminate())
  const heard: unknown[] = []
  client.on('message', data => heard.push(JSON.parse(String(data))))
  const [stream] = await Promise.all([streams, once(client, 'open')])
  const ids = ['1', crypto.randomUUID(), 'é', '😀', '"\\', '\u2028\u0000', '\ud800']
  // Around each length at which the header, or the way of writing, is another.
  const sizes = [0, 60, 125, 126, 127, 15_900, 16_000, 16_100, 65_480, 65_535, 65_600, 300_000]
  const expected: unknown[] = []
  for (const size of sizes) {
    const text = '👏é'.padEnd(size, 'x')
    const frame = new Frame(JSON.stringify({ data: text }))
    for (const id of [...ids, ...ids]) {
      frame.write(stream, frameTailOf(id))
      expected.push({ type: 'next', payload: { data: text }, id })
    }
  }
  client.ping()
  await once(client, 'pong')
  assert.deepStrictEqual(heard, expected)
})

test('a small frame that waits for a client who does not read keeps its id, whoever is written to after', async t => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  t.after(() => server.close())
  await once(server, 'listening')
  const streams: Duplex[] = []
  server.on('connection', (_socket, request) => streams.push(request.socket))
  const connect = async () => {
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    t.after(() => client.terminate())
    await once(client, 'open')
    return client
  }
  const slow = await connect()
  const quick = await connect()
  slow.pause()
  const heard: string[] = []
  slow.on('message', data => heard.push(JSON.parse(String(data)).id))
  const frame = new Frame(JSON.stringify('x'.repeat(15_000)))
  const ids: string[] = []
  // Until much more waits than the kernel takes.
  while (streams[0]!.writableLength < 1_000_000) {
    const id = String(ids.length).padStart(6, '0')
    ids.push(id)
    frame.write(streams[0]!, frameTailOf(id))
    frame.write(streams[1]!, frameTailOf('others'))
  }
  quick.ping()
  await once(quick, 'pong')
  slow.resume()
  slow.ping()
  await once(slow, 'pong')
  assert.deepStrictEqual(heard, ids)
})

test('several messages leave as one piece, whatever their lengths', async t => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  t.after(() => server.close())
  await once(server, 'listening')
  const streams = new Promise<Duplex>(resolve =>
    server.on('connection', (_socket, request) => resolve(request.socket)),
  )
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  t.after(() => client.terminate())
  const heard: string[] = []
  client.on('message', data => heard.push(String(data)))
  const [stream] = await Promise.all([streams, once(client, 'open')])
  const texts = [0, 1, 62, 63, 64, 125, 126, 32_767, 32_768, 65_535, 65_536, 200_000].flatMap(length => [
    'x'.repeat(length),
    'é'.repeat(length),
  ])
  const pinged = once(client, 'ping')
  stream.write(textFrames(...texts))
  stream.write(PING)
  await pinged
  assert.deepStrictEqual(heard, texts)
})
