// A filtered subscription to $all as batches, with the client's back-pressure kept.

import { type EventStoreDBClient, streamNameFilter } from '@eventstore/db-client'
import { BEGINNING, type Category, type Position, positionOf, type Recorded } from '../../commands/event.ts'
import { nativePosition, recorded } from './esdb-events.ts'
import { faultOf, within } from './esdb-faults.ts'
import { type Filter, type Followed, LogFault } from './event-log.ts'

const CATEGORIES: readonly Category[] = ['Room', 'Chat', 'Reactions', 'Polls', 'Sound', 'User']
const BATCH = 1_000
/** A checkpoint each 32 × 100 events that were looked at: often enough, and cheaper than the events themselves. */
const CHECKPOINT_INTERVAL = 100

export function prefixesOf({ categories = CATEGORIES, partitions }: Filter): string[] {
  const digits = partitions?.map(partition => partition.toString(16)) ?? ['']
  return categories.flatMap(category => digits.map(digit => `${category}-${digit}`))
}

/**
 * Ends when the signal aborts. Throws a `LogFault` when the subscription is lost: the client resumes none by itself.
 * `level`: the log's head from before the subscription began, which `caughtUp` proves to be reached.
 */
export async function* followAll(
  client: EventStoreDBClient,
  after: Position,
  filter: Filter,
  signal: AbortSignal,
  level: Position,
  timeout: number,
): AsyncGenerator<Followed> {
  let checkpoint: Position | null = null
  let caughtUp = false
  let failure: LogFault | null = null
  let ended = false
  let wake = () => {}

  const subscription = client.subscribeToAll({
    fromPosition: after === BEGINNING ? 'start' : nativePosition(after),
    filter: streamNameFilter({
      prefixes: prefixesOf(filter),
      checkpointInterval: CHECKPOINT_INTERVAL,
      // Assigns and no more: whatever it threw would be nobody's error and would stop the subscription for good.
      checkpointReached(_, position) {
        checkpoint = positionOf(position.commit)
        wake()
      },
    }),
  })
  const stop = () => {
    ended = true
    wake()
  }
  subscription.on('readable', () => wake())
  subscription.on('caughtUp', () => {
    caughtUp = true
    wake()
  })
  subscription.on('error', error => {
    failure = faultOf(error, 'following the log')
    wake()
  })
  for (const over of ['end', 'close'] as const) {
    subscription.on(over, () => {
      failure ??= new LogFault('following the log: the server ended the subscription')
      wake()
    })
  }
  signal.addEventListener('abort', stop, { once: true })

  let position = after
  try {
    const confirmed = new Promise<void>(resolve => subscription.once('confirmation', () => resolve()))
    await within(Promise.race([confirmed, lost(subscription), aborted(signal)]), timeout, 'following the log')
    while (!ended && !signal.aborted) {
      const events: Recorded[] = []
      for (let next = subscription.read(); next !== null; next = subscription.read()) {
        if (next.event && !next.event.streamId.startsWith('$')) events.push(recorded(next.event))
        if (events.length >= BATCH) break
      }
      const drained = events.length < BATCH
      const reached = [
        events.at(-1)?.position ?? position,
        drained && checkpoint ? checkpoint : position,
        drained && caughtUp ? level : position,
      ].reduce((a, b) => (a > b ? a : b))
      if (events.length > 0 || reached > position) {
        position = reached
        yield { events, position }
        continue
      }
      if (failure) throw failure
      await new Promise<void>(resolve => {
        wake = resolve
        // What came between the reading and this line has called an older wake.
        if (ended || failure || subscription.readableLength > 0) resolve()
      })
    }
  } finally {
    signal.removeEventListener('abort', stop)
    subscription.on('error', () => {})
    // A loop that is left does not end the call by itself; each forgotten one keeps some 70 KB.
    await within(Promise.resolve(subscription.unsubscribe()), timeout, 'leaving the log').catch(() => {})
  }
}

const lost = (subscription: { once(name: 'error', handler: (error: unknown) => void): unknown }) =>
  new Promise<never>((_, reject) =>
    subscription.once('error', error => reject(faultOf(error, 'following the log'))),
  )

const aborted = (signal: AbortSignal) =>
  new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
