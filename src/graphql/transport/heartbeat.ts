// The regular look at every socket: whether its client is still there, and does anything.

import type { WebSocket } from 'ws'
import type { Time } from '../../support/time.ts'
import { PING } from './frames.ts'
import type { SocketSession, Sockets } from './sockets.ts'

export type Heartbeat = {
  add(peer: SocketSession): void
  remove(peer: SocketSession): void
  close(): void
}

/** The sockets are looked at in parts, one after the other: hundreds of pings, and their answers, would be felt. */
const PARTS = 128
/** Milliseconds from one part to the next, at least. */
const STEP = 20
/** Of one call, where those before it came late. Of few parts one: nobody is looked at twice before they can answer. */
const MOST_PARTS = 4

/**
 * Pings every socket once in `interval` milliseconds, ends those that have not answered the ping before, and those on
 * which nothing was under way for `idle` milliseconds.
 */
export function createHeartbeat(options: {
  readonly interval: number
  readonly idle: number
  readonly sockets: Pick<Sockets, 'close'>
  readonly time: Time
}): Heartbeat {
  const { sockets, time } = options
  const length = Math.max(1, Math.min(PARTS, Math.floor(options.interval / STEP)))
  const parts = Array.from({ length }, () => new Set<SocketSession>())
  const partOf = new WeakMap<SocketSession, Set<SocketSession>>()
  const peerOf = new WeakMap<WebSocket, SocketSession>()
  let turn = 0

  function answer(this: WebSocket) {
    peerOf.get(this)!.answered = true
  }

  const look = (peer: SocketSession, at: number) => {
    const { socket, idleSince } = peer
    if (!peer.answered) {
      // Where something waits for it, its network is there but nobody reads. The close is for whoever begins to.
      if (peer.stream.writableLength > 0 && socket.readyState === socket.OPEN)
        return sockets.close(peer, 'slow')
      return socket.terminate()
    }
    if (idleSince !== null && at - idleSince > options.idle) return sockets.close(peer, 'idle')
    peer.answered = false
    if (socket.readyState === socket.OPEN) peer.stream.write(PING)
  }

  const step = options.interval / length
  const most = Math.max(1, Math.min(MOST_PARTS, Math.floor(length / 4)))
  const began = time.elapsed()
  const stop = time.every(step, () => {
    const at = time.now()
    // Each call comes a little late, and all of them together much: time says how far it should be, not their number.
    const due = Math.floor((time.elapsed() - began) / step)
    for (const end = Math.min(due, turn + most); turn < end; turn++)
      for (const peer of parts[turn % length]!) look(peer, at)
  })

  let next = 0
  return {
    add(peer) {
      const part = parts[next]!
      next = (next + 1) % length
      part.add(peer)
      partOf.set(peer, part)
      peerOf.set(peer.socket, peer)
      peer.socket.on('pong', answer)
    },
    remove(peer) {
      partOf.get(peer)?.delete(peer)
    },
    close: () => stop(),
  }
}
