// What a subscription to a room's events is fed by. It is iterated, as any source of a subscription, or gives its
// messages, made into something once for all who want the same, to a sink.

import type { RoomMessageParent } from '../parents.ts'
import { closable } from './closable.ts'
import type { RoomFanOut } from './room-fan-out.ts'
import type { Admitted, Renderer, RoomSubscriber, Sink } from './room-subscriber.ts'

type Events = { readonly roomEvents: RoomMessageParent }

export class RoomSource implements AsyncIterable<Events> {
  readonly #room: RoomFanOut
  /** Null once it has begun, so that it is not kept for as long as the subscription. */
  #admitted: Admitted | null
  #subscriber: RoomSubscriber | null = null
  #release: (() => void) | null

  constructor(room: RoomFanOut, admitted: Admitted, release: () => void) {
    this.#room = room
    this.#admitted = admitted
    this.#release = release
  }

  /** Once, and instead of iterating. Stop it also when the sink was told of the end. */
  pipe<T>(renderer: Renderer<T>, sink: Sink<T>): void {
    if (this.#admitted) this.#subscriber = this.#room.begin(this.#admitted, renderer, sink)
    this.#admitted = null
  }

  /** Lets go of the room, without a word to the sink. Harmless when it has ended. */
  stop(): void {
    this.#admitted = null
    if (this.#subscriber) this.#room.release(this.#subscriber)
    this.#release?.()
    this.#release = null
  }

  [Symbol.asyncIterator]() {
    const queue = new Queue()
    let begun = false
    const pull = async (): Promise<Events | null> => {
      if (!begun) this.pipe(plain, queue)
      begun = true
      const roomEvents = await queue.next()
      return roomEvents && { roomEvents }
    }
    return closable(pull, () => this.stop())
  }
}

const plain: Renderer<RoomMessageParent> = { name: '', render: message => message }

/** Holds one message: whoever does not take it reads what comes after it from the log. */
class Queue implements Sink<RoomMessageParent> {
  #message: RoomMessageParent | null = null
  #ended = false
  #wake = () => {}
  #drain = () => {}

  full() {
    return this.#message !== null
  }

  drained() {
    return new Promise<void>(resolve => {
      this.#drain = resolve
    })
  }

  take(message: RoomMessageParent) {
    this.#message = message
    this.#wake()
  }

  end() {
    this.#ended = true
    this.#wake()
  }

  /** Null: it has ended. */
  async next(): Promise<RoomMessageParent | null> {
    while (!this.#message && !this.#ended) {
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
    const message = this.#message
    this.#message = null
    this.#drain()
    return message
  }
}
