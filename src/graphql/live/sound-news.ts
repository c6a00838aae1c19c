// News of a room's sound for one person. Signals may be lost: what they would have told is asked for at the beginning, and
// now and then.

import type { RoomId, UserId } from '../../../commands/ids.ts'
import type { SoundClient } from '../../sound-control/client.ts'
import type { Renegotiation, SoundBroadcast as Signal } from '../../sound-control/protocol.ts'
import { sleep, type Time } from '../../support/time.ts'
import type { SoundSignalParent } from '../parents.ts'
import { type ClosableIterator, closable } from './closable.ts'

export type SoundNews = { readonly soundSignals: SoundSignalParent }

export type SoundNewsOptions = {
  readonly roomId: RoomId
  readonly userId: UserId
  readonly sound: Pick<SoundClient, 'request' | 'subscribe'>
  /** Whether the person is in the room, which is live. */
  isInside(): Promise<boolean>
  readonly time: Pick<Time, 'after'>
  /** Keeps the person present. Answers how to let go. */
  hold(): () => void
}

/** Signals that wait for a slow reader; of who is talking only the latest is worth anything. */
const MOST_WAITING = 100
/** How often the state is asked for, in case a signal was lost. */
const POLL_INTERVAL_MS = 10_000

/** As the viewer is told of it; null: it is another's. */
function told(signal: Signal, viewer: UserId, roomId: RoomId): SoundSignalParent | null {
  switch (signal.signal) {
    case 'talking':
      return { is: 'SoundTalking', epoch: signal.epoch, people: signal.people.map(id => ({ id })) }
    case 'reset':
      return { is: 'SoundReset', epoch: signal.epoch }
    default:
  }
  if (signal.person !== viewer) return null
  switch (signal.signal) {
    case 'renegotiate':
      return { is: 'SoundRenegotiation', how: signal.how }
    case 'muted':
      return { is: 'SoundMuted', muted: signal.muted }
    case 'removed':
      return { is: 'SoundRemoved', roomId }
  }
}

export async function soundNews(options: SoundNewsOptions): Promise<ClosableIterator<SoundNews>> {
  const { roomId, userId, sound, isInside, time } = options
  const waiting: SoundSignalParent[] = []
  /** What was told last; null: nothing was. */
  let epoch: number | null = null
  let asked: Renegotiation | null = null
  let wake = Promise.withResolvers<void>()
  let ended = false

  function put(signal: Signal): void {
    const news = told(signal, userId, roomId)
    if (!news) return
    if (news.is === 'SoundTalking') {
      const last = waiting.findIndex(({ is }) => is === 'SoundTalking')
      if (last >= 0) waiting.splice(last, 1)
    }
    if ('epoch' in signal) epoch = signal.epoch
    if (signal.signal === 'renegotiate') asked = signal.how
    // What is newest counts: that there is another epoch, or that they are out.
    if (waiting.length >= MOST_WAITING) waiting.shift()
    waiting.push(news)
    wake.resolve()
  }

  async function look(isFirst: boolean): Promise<void> {
    const before = epoch
    const state = await sound.request(roomId, { ask: 'state', person: userId })
    const isKnown = state.said === 'state'
    // What was signalled meanwhile may be newer than the answer.
    if (!isFirst && (!isKnown || epoch !== before)) return
    const now = isKnown ? state : { epoch: 0, talking: [], pending: null }
    if (isFirst || now.epoch !== epoch) put({ signal: 'talking', epoch: now.epoch, people: now.talking })
    if (now.pending === null) asked = null
    else if (now.pending !== asked) put({ signal: 'renegotiate', person: userId, how: now.pending })
  }

  const hearing = await sound.subscribe(roomId, put)
  await look(true)
  const release = options.hold()
  const closing = new AbortController()
  const later = () => sleep(time, POLL_INTERVAL_MS, closing.signal)
  let due = later()

  async function pull(): Promise<SoundNews | null> {
    while (waiting.length === 0 && !ended) {
      wake = Promise.withResolvers()
      const isDue = await Promise.race([wake.promise.then(() => false), due.then(() => true)])
      if (!isDue || ended) continue
      if (await isInside()) await look(false)
      else ended = true
      due = later()
    }
    const signal = waiting.shift()
    if (signal?.is === 'SoundRemoved') ended = true
    return signal ? { soundSignals: signal } : null
  }

  return closable(pull, () => {
    ended = true
    closing.abort()
    wake.resolve()
    hearing.close()
    release()
  })
}
