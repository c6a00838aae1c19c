// One WebSocket as graphql-ws wants it, with the limits that it leaves to others.

import type { WebSocket as Transport } from 'graphql-ws'
import type { Logger } from '../support/log.ts'
import type { Peer, Sockets } from './sockets.ts'

export type TransportLimits = {
  readonly maxMessagesPerSecond: number
  readonly maxBacklogBytes: number
  /** Milliseconds between pings. */
  readonly keepAlive: number
  readonly logger: Logger
}

/** `stop` when the socket has closed. */
export function openTransport(
  peer: Peer,
  sockets: Sockets,
  limits: TransportLimits,
): Transport & { stop(): void } {
  const { socket } = peer
  const stopPinging = keepAlive(peer, limits.keepAlive)
  const mayTake = messageRate(limits.maxMessagesPerSecond)
  return {
    protocol: socket.protocol,
    // Resolves when it has left: the next message of a subscription is not made before.
    send: data =>
      new Promise(resolve => {
        if (socket.readyState !== socket.OPEN) return resolve()
        if (socket.bufferedAmount > limits.maxBacklogBytes) sockets.close(peer, 'slow')
        // A socket that fails is closed, and that ends everything on it: nobody needs the error here.
        socket.send(data, () => resolve())
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage(handle) {
      socket.on('message', data => {
        if (socket.readyState !== socket.OPEN) return
        if (!mayTake()) return sockets.close(peer, 'tooManyMessages')
        handle(String(data)).catch((error: Error) => {
          // Well formed, but a message that only servers send: graphql-ws throws, as if it were its own fault.
          if (/^Unexpected message of type/.test(error.message))
            return socket.close(4400, 'Invalid message received')
          limits.logger.error({ err: error }, 'a message on a socket failed')
          socket.close(4500, 'Internal server error')
        })
      })
    },
    stop: stopPinging,
  }
}

/** Ends a socket whose client has gone without a word. */
function keepAlive({ socket }: Peer, interval: number): () => void {
  let answered = true
  socket.on('pong', () => {
    answered = true
  })
  const timer = setInterval(() => {
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }, interval)
  timer.unref()
  return () => clearInterval(timer)
}

/** So many a second, twice as many at once. */
function messageRate(perSecond: number): () => boolean {
  const most = perSecond * 2
  let left = most
  let last = performance.now()
  return () => {
    const at = performance.now()
    left = Math.min(most, left + ((at - last) * perSecond) / 1000)
    last = at
    if (left < 1) return false
    left -= 1
    return true
  }
}
