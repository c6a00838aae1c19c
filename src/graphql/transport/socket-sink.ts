// The way of one subscription's messages onto its socket.

import type { Sink } from '../live/room-subscriber.ts'
import type { Frame, Tail } from './frames.ts'
import type { Peer } from './sockets.ts'

export class SocketSink implements Sink<Frame> {
  readonly #peer: Peer
  readonly #tail: Tail
  readonly #onEnd: () => void

  constructor(peer: Peer, tail: Tail, onEnd: () => void) {
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
