import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { frameTailOf } from '../../src/graphql/transport/frames.ts'
import { SocketSink } from '../../src/graphql/transport/socket-sink.ts'
import type { SocketSession } from '../../src/graphql/transport/sockets.ts'

test('all subscriptions of a socket wait for it with one listener, each time', async () => {
  const stream = new EventEmitter()
  const peer = { stream, drained: null } as unknown as SocketSession
  const sinks = Array.from({ length: 100 }, (_, n) => new SocketSink(peer, frameTailOf(String(n)), () => {}))
  for (let time = 0; time < 2; time++) {
    const waiting = Promise.all(sinks.map(sink => sink.drained()))
    assert.strictEqual(stream.listenerCount('drain'), 1)
    stream.emit('drain')
    await waiting
    assert.strictEqual(stream.listenerCount('drain'), 0)
  }
})
