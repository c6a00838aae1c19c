// The source of a `roomEvents` subscription. It is either iterated, like any source of a subscription, or piped through a
// shared renderer into a sink.

import type { UserId } from '../../../commands/ids.ts'
import type { FairTurns } from '../../support/fair-turns.ts'
import type { RoomMessageParent } from '../parents.ts'
import { closable } from './closable.ts'
import type { RoomFanOut } from './room-fan-out.ts'
import type { Admitted, Renderer, RoomSubscriber, Sink } from './room-subscriber.ts'

type Events = { readonly roomEvents: RoomMessageParent }

export class RoomSource implements AsyncIterable<Events> {
  readonly #room: RoomFanOut
  readonly #turns: FairTurns
  readonly #userId: UserId
  /** Null once it has begun, so that it is not kept for as long as the subscription. */
  #admitted: Admitted | null
  #subscriber: RoomSubscriber | null = null
  #release: (() => void) | null

  constructor(room: RoomFanOut, admitted: Admitted, turns: FairTurns, release: () => void) {
    this.#room = room
    this.#turns = turns
    this.#userId = admitted.viewer.userId
    this.#admitted = admitted
    this.#release = release
  }

  /** Sends everything to a sink. Call it once, instead of iterating. Stop it even after the sink has ended. */
  pipe<T>(renderer: Renderer<T>, sink: Sink<T>): void {
    if (this.#admitted) this.#subscriber = this.#room.begin(this.#admitted, renderer, sink)
    this.#admitted = null
  }

  /** Ends the subscription without telling the sink. Harmless when it has ended. */
  stop(): void {
    this.#admitted = null
    if (this.#subscriber) this.#room.release(this.#subscriber)
    this.#release?.()
    this.#release = null
  }

  [Symbol.asyncIterator]() {
    const inbox = new MessageInbox()
    let hasBegun = false
    const pull = async (): Promise<Events | null> => {
      if (!hasBegun) this.pipe(unrendered, inbox)
      hasBegun = true
      const roomEvents = await inbox.next()
      // The message is executed next, for this subscription alone.
      if (roomEvents) await this.#turns.next(this.#userId)
      return roomEvents && { roomEvents }
    }
    return closable(pull, () => this.stop())
  }
}

const unrendered: Renderer<RoomMessageParent> = { name: '', render: message => message }

/** Holds one message. Until it is taken, the events after it wait in the log. */
class MessageInbox implements Sink<RoomMessageParent> {
  #message: RoomMessageParent | null = null
  #hasEnded = false
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
    this.#hasEnded = true
    this.#wake()
  }

  /** The next message, or null when it has ended. */
  async next(): Promise<RoomMessageParent | null> {
    while (!this.#message && !this.#hasEnded) {
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
