// The way of one subscription's messages onto its socket.

import type { Sink } from '../live/room-subscriber.ts'
import type { Frame, FrameTail } from './frames.ts'
import type { SocketSession } from './sockets.ts'

export class SocketSink implements Sink<Frame> {
  readonly #peer: SocketSession
  readonly #tail: FrameTail
  readonly #onEnd: () => void

  constructor(peer: SocketSession, tail: FrameTail, onEnd: () => void) {
    this.#peer = peer
    this.#tail = tail
    this.#onEnd = onEnd
  }

  /** No more than what a stream holds by itself waits for a client: 64 KiB and one message. */
  full(): boolean {
    return this.#peer.stream.writableNeedDrain
  }

  drained(): Promise<void> {
    const peer = this.#peer
    // One for all subscriptions of the socket: each would add a listener of its own.
    peer.drained ??= new Promise(resolve =>
      peer.stream.once('drain', () => {
        peer.drained = null
        resolve()
      }),
    )
    return peer.drained
  }

  take(frame: Frame): void {
    const { socket, stream } = this.#peer
    if (socket.readyState === socket.OPEN) frame.write(stream, this.#tail)
  }

  end(): void {
    this.#onEnd()
  }
}
