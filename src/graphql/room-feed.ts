// One room's events as they come, for everybody on this process who follows it.

import type { Position, Recorded, StreamName } from '../../commands/event.ts'
import { streamName } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { Notice, Subscription } from '../bus/bus.ts'
import { roomTopic } from '../bus/bus.ts'
import { createBackoff } from '../support/backoff.ts'
import { pause } from '../support/clock.ts'
import type { FanOutParts } from './fan-out.ts'

/** Events of one room in order, and the position up to which none is missing. Shared: do not change it. */
export type Batch = {
  readonly position: Position
  /** False: events before this one may have been missed. */
  readonly complete: boolean
  /** Read from the log for one who came later: much may have happened since. */
  readonly past: boolean
  readonly events: readonly Recorded[]
}

export type Member = {
  /** Called in order, without a gap or a repeat from the position that `attach` answered. Must not throw or wait. */
  deliver(batch: Batch): void
  /** Nothing comes any more: the process is closing. */
  end(): void
}

export interface RoomFeed {
  /** Resolves when it listens; from then on nothing is missed. */
  readonly started: Promise<void>
  /** From this position on the member is given every event. */
  attach(member: Member): Position
  detach(member: Member): void
  /** Looks into the log for what no notice told of. */
  check(): Promise<void>
  close(): void
}

/** How many events are read at a time. */
export const PAGE = 500
/** Notices that may wait while the log is read; beyond that they are dropped and the log is read again. */
const MAX_WAITING = 1_000

/** The five voices of a room. */
export function streamsOf(roomId: RoomId): readonly StreamName[] {
  return (['Room', 'Chat', 'Reactions', 'Polls', 'Sound'] as const).map(category =>
    streamName(category, roomId),
  )
}

export function createRoomFeed(roomId: RoomId, parts: FanOutParts): RoomFeed {
  const { eventLog, bus, reached, logger, observer } = parts
  const streams = streamsOf(roomId)
  const members = new Set<Member>()
  let subscription: Subscription | null = null
  let last: Position | null = null
  let waiting: Notice[] = []
  let behind = false
  let working = false
  let idle = Promise.resolve()
  const closing = new AbortController()

  const deliver = (events: readonly Recorded[]) => {
    const newest = events.at(-1)
    if (!newest) return
    last = newest.position
    const batch: Batch = { position: newest.position, complete: true, past: false, events }
    for (const member of members) member.deliver(batch)
    observer?.delivered(members.size, events.length)
  }

  const take = (notice: Notice, seen: Position) => {
    if (notice.position <= seen) return
    const whole = notice.events.at(-1)?.position === notice.position
    if (!whole || notice.previous === null || notice.previous > seen) behind = true
    else deliver(after(notice.events, seen))
  }

  // What is read here may not have been noticed yet: its notice comes late and is then passed over.
  const fill = async (from: Position) => {
    behind = false
    let seen = from
    for (;;) {
      const events = await eventLog.readAfter(streams, seen, PAGE)
      const newest = events.at(-1)
      if (newest) {
        seen = newest.position
        await reached(seen)
        if (closing.signal.aborted) return
        observer?.filled()
        deliver(events)
      }
      if (events.length < PAGE) return
    }
  }

  const work = async () => {
    const backoff = createBackoff({ first: 100, most: 5_000 })
    while (last !== null && !closing.signal.aborted && (behind || waiting.length > 0)) {
      try {
        if (behind) await fill(last)
        else take(waiting.shift()!, last)
        backoff.reset()
      } catch (error) {
        behind = true
        logger.warn({ roomId, err: error }, 'could not read the events of a room; trying again')
        await pause(backoff.next(), closing.signal)
      }
    }
    working = false
  }

  // Runs to its first wait at once, so that a notice in order is with the members before this returns.
  const wake = () => {
    if (!working && last !== null) {
      working = true
      idle = work()
    }
    return idle
  }

  const receive = (message: unknown) => {
    if (waiting.length >= MAX_WAITING) {
      waiting = []
      behind = true
    }
    waiting.push(message as Notice)
    void wake()
  }

  const start = async () => {
    subscription = await bus.subscribe(roomTopic(roomId), receive)
    if (closing.signal.aborted) subscription.close()
    last = await eventLog.head()
    void wake()
  }

  return {
    started: start(),
    attach(member) {
      if (last === null) throw new Error('attached to a feed that has not started')
      members.add(member)
      return last
    },
    detach(member) {
      members.delete(member)
    },
    check() {
      behind = true
      return wake()
    },
    close() {
      closing.abort()
      subscription?.close()
      for (const member of members) member.end()
      members.clear()
    },
  }
}

/** The events behind a position, of events in order. */
export function after(events: readonly Recorded[], position: Position): readonly Recorded[] {
  const first = events.findIndex(event => event.position > position)
  return first === 0 ? events : first < 0 ? [] : events.slice(first)
}
