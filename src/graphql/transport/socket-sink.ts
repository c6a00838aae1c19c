// Writes one subscription's messages to its socket.

import type { Sink } from '../live/room-subscriber.ts'
import type { Frame, FrameTail } from './frames.ts'
import type { SocketSession } from './sockets.ts'

export class SocketSink implements Sink<Frame> {
  readonly #session: SocketSession
  readonly #tail: FrameTail
  readonly #onEnd: () => void

  constructor(session: SocketSession, tail: FrameTail, onEnd: () => void) {
    this.#session = session
    this.#tail = tail
    this.#onEnd = onEnd
  }

  /** At most the buffer of the stream, 64 KiB, and one message wait for a client. */
  full(): boolean {
    return this.#session.stream.writableNeedDrain
  }

  drained(): Promise<void> {
    const session = this.#session
    // All subscriptions of the socket share one promise, so that only one listener is added.
    session.drained ??= new Promise(resolve =>
      session.stream.once('drain', () => {
        session.drained = null
        resolve()
      }),
    )
    return session.drained
  }

  take(frame: Frame): void {
    const { socket, stream } = this.#session
    if (socket.readyState === socket.OPEN) frame.write(stream, this.#tail)
  }

  end(): void {
    this.#onEnd()
  }
}
