// Pings every socket at an interval, and closes those that are dead, slow or idle.

import type { WebSocket } from 'ws'
import type { Time } from '../../support/time.ts'
import { PING } from './frames.ts'
import type { SocketSession, Sockets } from './sockets.ts'

export type Heartbeat = {
  add(session: SocketSession): void
  remove(session: SocketSession): void
  close(): void
}

/** Sockets are checked in parts, one after the other, because hundreds of pings at once would delay everything else. */
const PARTS = 128
/** The shortest time from one part to the next, in milliseconds. */
const MIN_STEP_MS = 20
/** The most parts checked by one call after late ones. With few parts it is one, so that clients have time to answer. */
const MAX_PARTS_PER_CALL = 4

/**
 * Pings every socket once in `interval` milliseconds. Closes sockets that did not answer the previous ping, and sockets
 * without an operation for `idle` milliseconds.
 */
export function createHeartbeat(options: {
  readonly interval: number
  readonly idle: number
  readonly sockets: Pick<Sockets, 'close'>
  readonly time: Time
}): Heartbeat {
  const { sockets, time } = options
  const length = Math.max(1, Math.min(PARTS, Math.floor(options.interval / MIN_STEP_MS)))
  const parts = Array.from({ length }, () => new Set<SocketSession>())
  const partOf = new WeakMap<SocketSession, Set<SocketSession>>()
  const sessionOf = new WeakMap<WebSocket, SocketSession>()
  let turn = 0

  function markAnswered(this: WebSocket) {
    sessionOf.get(this)!.answered = true
  }

  const check = (session: SocketSession, at: number) => {
    const { socket, idleSince } = session
    if (!session.answered) {
      // If data is waiting, the client has stopped reading. A close frame tells it why, should it read again.
      if (session.stream.writableLength > 0 && socket.readyState === socket.OPEN)
        return sockets.close(session, 'slow')
      return socket.terminate()
    }
    if (idleSince !== null && at - idleSince > options.idle) return sockets.close(session, 'idle')
    session.answered = false
    if (socket.readyState === socket.OPEN) session.stream.write(PING)
  }

  const step = options.interval / length
  const most = Math.max(1, Math.min(MAX_PARTS_PER_CALL, Math.floor(length / 4)))
  const began = time.elapsed()
  const stop = time.every(step, () => {
    const at = time.now()
    // Calls come late and their delays add up, so the elapsed time decides which part is due, not the number of calls.
    const due = Math.floor((time.elapsed() - began) / step)
    for (const end = Math.min(due, turn + most); turn < end; turn++)
      for (const session of parts[turn % length]!) check(session, at)
  })

  let next = 0
  return {
    add(session) {
      const part = parts[next]!
      next = (next + 1) % length
      part.add(session)
      partOf.set(session, part)
      sessionOf.set(session.socket, session)
      session.socket.on('pong', markAnswered)
    },
    remove(session) {
      partOf.get(session)?.delete(session)
    },
    close: () => stop(),
  }
}
