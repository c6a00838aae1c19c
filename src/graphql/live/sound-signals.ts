// The source of a `soundSignals` subscription: the signals of a room's sound for one person. Signals can be lost, so the
// state is requested at the start and at an interval.

import type { RoomId, UserId } from '../../../commands/ids.ts'
import type { BusSubscription } from '../../bus/bus.ts'
import type { SoundClient } from '../../sound-control/client.ts'
import type { Renegotiation, SoundBroadcast } from '../../sound-control/protocol.ts'
import { sleep, type Time } from '../../support/time.ts'
import type { SoundSignalParent } from '../parents.ts'
import { type ClosableIterator, closable } from './closable.ts'

export type SoundSignalMessage = { readonly soundSignals: SoundSignalParent }

export type SoundSignalsOptions = {
  readonly roomId: RoomId
  readonly userId: UserId
  readonly sound: Pick<SoundClient, 'request' | 'subscribe'>
  /** Whether the person is in the room and the room is live. */
  isInside(): Promise<boolean>
  readonly time: Pick<Time, 'after'>
  /** Keeps the person present until the result is called. */
  hold(): () => void
}

/** Most signals that wait for a slow reader. Of those about who is talking, only the newest waits. */
const MAX_WAITING = 100
/** How often the state is requested, in case a signal was lost. */
const POLL_INTERVAL_MS = 10_000

/** Subscribes to the signals. The first message is the state at the start. */
export async function subscribeToSoundSignals(
  options: SoundSignalsOptions,
): Promise<ClosableIterator<SoundSignalMessage>> {
  const signals = new SoundSignals(options)
  await signals.start()
  return closable(
    () => signals.next(),
    () => signals.stop(),
  )
}

class SoundSignals {
  readonly #options: SoundSignalsOptions
  readonly #waiting: SoundSignalParent[] = []
  readonly #closing = new AbortController()
  /** The epoch and the renegotiation that the person was last told of. Null: none. */
  #epoch: number | null = null
  #renegotiation: Renegotiation | null = null
  #wake = Promise.withResolvers<void>()
  #hasEnded = false
  #subscription: BusSubscription | null = null
  #releaseHold = () => {}
  #nextPoll: Promise<void> = Promise.resolve()

  constructor(options: SoundSignalsOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const { sound, roomId, hold } = this.#options
    this.#subscription = await sound.subscribe(roomId, signal => this.#receive(signal))
    await this.#requestState(true)
    this.#releaseHold = hold()
    this.#schedulePoll()
  }

  /** The next signal. Null when there are no more: the person left or was removed, or the room is over. */
  async next(): Promise<SoundSignalMessage | null> {
    while (this.#waiting.length === 0 && !this.#hasEnded) {
      this.#wake = Promise.withResolvers()
      const isPollDue = await Promise.race([
        this.#wake.promise.then(() => false),
        this.#nextPoll.then(() => true),
      ])
      if (!isPollDue || this.#hasEnded) continue
      if (await this.#options.isInside()) await this.#requestState(false)
      else this.#hasEnded = true
      this.#schedulePoll()
    }
    const signal = this.#waiting.shift()
    if (signal?.is === 'SoundRemoved') this.#hasEnded = true
    return signal ? { soundSignals: signal } : null
  }

  stop(): void {
    this.#hasEnded = true
    this.#closing.abort()
    this.#wake.resolve()
    this.#subscription?.close()
    this.#releaseHold()
  }

  #schedulePoll() {
    this.#nextPoll = sleep(this.#options.time, POLL_INTERVAL_MS, this.#closing.signal)
  }

  #receive(signal: SoundBroadcast): void {
    const parent = signalFor(signal, this.#options)
    if (!parent) return
    if (parent.is === 'SoundTalking') {
      const last = this.#waiting.findIndex(({ is }) => is === 'SoundTalking')
      if (last >= 0) this.#waiting.splice(last, 1)
    }
    if ('epoch' in signal) this.#epoch = signal.epoch
    if (signal.signal === 'renegotiate') this.#renegotiation = signal.how
    // The newest signals matter most: a new epoch, or the removal of the person.
    if (this.#waiting.length >= MAX_WAITING) this.#waiting.shift()
    this.#waiting.push(parent)
    this.#wake.resolve()
  }

  async #requestState(isFirst: boolean): Promise<void> {
    const { sound, roomId, userId } = this.#options
    const epochBefore = this.#epoch
    const answer = await sound.request(roomId, { ask: 'state', person: userId })
    const isKnown = answer.said === 'state'
    // A signal that arrived meanwhile may be newer than the answer.
    if (!isFirst && (!isKnown || this.#epoch !== epochBefore)) return
    const state = isKnown ? answer : { epoch: 0, talking: [], pending: null }
    if (isFirst || state.epoch !== this.#epoch)
      this.#receive({ signal: 'talking', epoch: state.epoch, people: state.talking })
    if (state.pending === null) this.#renegotiation = null
    else if (state.pending !== this.#renegotiation)
      this.#receive({ signal: 'renegotiate', person: userId, how: state.pending })
  }
}

/** The signal as the person gets it. Null if it is for somebody else. */
function signalFor(
  signal: SoundBroadcast,
  { userId, roomId }: Pick<SoundSignalsOptions, 'userId' | 'roomId'>,
): SoundSignalParent | null {
  switch (signal.signal) {
    case 'talking':
      return { is: 'SoundTalking', epoch: signal.epoch, people: signal.people.map(id => ({ id })) }
    case 'reset':
      return { is: 'SoundReset', epoch: signal.epoch }
    default:
  }
  if (signal.person !== userId) return null
  switch (signal.signal) {
    case 'renegotiate':
      return { is: 'SoundRenegotiation', how: signal.how }
    case 'muted':
      return { is: 'SoundMuted', muted: signal.muted }
    case 'removed':
      return { is: 'SoundRemoved', roomId }
  }
}
