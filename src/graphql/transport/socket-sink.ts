// The way of one subscription's messages onto its socket.

import type { Sink } from '../live/follower.ts'
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
    return new Promise(resolve => this.#peer.stream.once('drain', resolve))
  }

  take(frame: Frame): void {
    const { socket, stream } = this.#peer
    if (socket.readyState === socket.OPEN) frame.write(stream, this.#tail)
  }

  end(): void {
    this.#onEnd()
  }
}
