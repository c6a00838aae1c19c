// One follower of a room: history from any position, then what comes, without a gap or a repeat at the seam.

import type { Position, Recorded, StreamName } from '../../commands/event.ts'
import type { ClosableIterator } from './closable.ts'
import { closable } from './closable.ts'
import type { FanOutParts } from './fan-out.ts'
import { after, type Batch, type Member, PAGE, type RoomFeed } from './room-feed.ts'

/** A consumer did not take its events in time. It goes on from the last position that it was given. */
export class SlowConsumer extends Error {
  override readonly name = 'SlowConsumer'
}

/**
 * Gives everything after `from` (null: from now on), first a page of history at a time, then all that waits in one
 * batch. Its first batch is empty where `from` is null (it says where it begins) or is behind the end of this log (it
 * belongs to another: not `complete`). Fails with `SlowConsumer` when more than `maxWaiting` events wait.
 */
export async function follow(
  feed: RoomFeed,
  streams: readonly StreamName[],
  from: Position | null,
  { eventLog, reached, maxWaiting, observer }: FanOutParts & { maxWaiting: number },
  release: () => void,
): Promise<ClosableIterator<Batch>> {
  let inbox: Batch[] = []
  let waiting = 0
  let attached = false
  let live = false
  let overflowed = false
  let ended = false
  let wake = () => {}

  const member: Member = {
    deliver(batch) {
      inbox.push(batch)
      waiting += batch.events.length
      if (waiting > maxWaiting) {
        // Before it is live nothing is lost: it reads again from the log what it lets go of here.
        detach()
        overflowed = live
      }
      wake()
    },
    end() {
      ended = true
      wake()
    },
  }

  const attach = () => {
    attached = true
    return feed.attach(member)
  }

  const detach = () => {
    attached = false
    inbox = []
    waiting = 0
    feed.detach(member)
  }

  const now = attach()
  const foreign = await isForeign(from, now, eventLog).catch(error => {
    detach()
    throw error
  })
  const fromNow = from === null || foreign
  let at = fromNow ? now : from
  live = fromNow
  let opening: Batch | null = fromNow ? { position: now, complete: !foreign, past: false, events: [] } : null

  // Attached before it reads: a page that is not full then ends where the inbox begins, or behind it.
  const page = async (): Promise<readonly Recorded[]> => {
    while (!live) {
      if (!attached) attach()
      const events = await eventLog.readAfter(streams, at, PAGE)
      if (events.length < PAGE && attached) live = true
      if (events.length > 0) return events
    }
    return []
  }

  const pull = async (): Promise<Batch | null> => {
    if (opening) {
      const first = opening
      opening = null
      return first
    }
    const events = await page()
    const newest = events.at(-1)
    if (newest) {
      await reached(newest.position)
      at = newest.position
      return { position: at, complete: true, past: true, events }
    }
    for (;;) {
      if (overflowed) {
        observer?.slow()
        throw new SlowConsumer(`more than ${maxWaiting} events waited`)
      }
      const batch = merged(inbox, at)
      inbox = []
      waiting = 0
      if (batch) {
        at = batch.position
        return batch
      }
      if (ended) return null
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }

  return closable(pull, () => {
    detach()
    release()
  })
}

async function isForeign(from: Position | null, now: Position, eventLog: FanOutParts['eventLog']) {
  return from !== null && from > now && from > (await eventLog.head())
}

/** Gives what the log holds after a position, a page at a time, and ends. */
export function history(
  streams: readonly StreamName[],
  from: Position,
  { eventLog, reached }: FanOutParts,
): ClosableIterator<Batch> {
  let at = from
  let more = true
  const pull = async (): Promise<Batch | null> => {
    const events = more ? await eventLog.readAfter(streams, at, PAGE) : []
    const newest = events.at(-1)
    if (!newest) return null
    more = events.length === PAGE
    at = newest.position
    await reached(at)
    return { position: at, complete: true, past: true, events }
  }
  return closable(pull, () => {})
}

/** All that waits and is behind a position, as one batch; null when that is nothing. A single batch stays shared. */
function merged(batches: readonly Batch[], at: Position): Batch | null {
  const fresh = batches.filter(batch => batch.position > at)
  const newest = fresh.at(-1)
  if (!newest) return null
  const events = fresh.length === 1 ? newest.events : fresh.flatMap(batch => batch.events)
  const rest = after(events, at)
  return rest === newest.events ? newest : { ...newest, events: rest }
}
