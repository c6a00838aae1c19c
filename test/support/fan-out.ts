// A fan-out between a log and a bus that are in the hands of the test.

import type { Position, Recorded } from '../../commands/event.ts'
import { positionOf } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import { type Notice, roomTopic } from '../../src/bus/bus.ts'
import { createFanOut, type FanOutOptions } from '../../src/graphql/fan-out.ts'
import { nextTurn } from '../../src/support/clock.ts'

export const roomId = '00000000-0000-4000-8000-000000000001' as RoomId
export const at = (place: number) => positionOf(place)

/** A log and a bus in the hands of the test: what is written is not noticed before the test says so. */
export function world(options: Partial<FanOutOptions> = {}) {
  const written: Recorded[] = []
  const handlers = new Map<string, Set<(message: unknown) => void>>()
  const counts = { subscribed: 0, read: 0, filled: 0, slow: 0 }
  let failing = 0
  let gate = Promise.resolve()
  const fanOut = createFanOut({
    eventLog: {
      async readAfter(streams, after, limit) {
        counts.read++
        const found = written.filter(event => streams.includes(event.stream) && event.position > after)
        await gate
        if (failing > 0) {
          failing--
          throw new Error('the log is away')
        }
        return found.slice(0, limit)
      },
      head: async () => written.at(-1)?.position ?? at(0),
    },
    bus: {
      async subscribe(topic, handler) {
        counts.subscribed++
        const own = handlers.get(topic) ?? new Set()
        handlers.set(topic, own.add(handler))
        return {
          close() {
            own.delete(handler)
          },
        }
      },
    },
    reached: async () => true,
    logger: { warn() {} },
    observer: {
      following() {},
      delivered() {},
      filled() {
        counts.filled++
      },
      slow() {
        counts.slow++
      },
    },
    ...options,
  })
  const write = (...places: number[]) => {
    for (const place of places)
      written.push({ position: at(place), stream: `Room-${roomId}`, type: 'Reacted' } as unknown as Recorded)
  }
  return {
    fanOut,
    counts,
    write,
    listeners: (topic = roomTopic(roomId)) => handlers.get(topic)?.size ?? 0,
    failNextRead: (times = 1) => {
      failing = times
    },
    stopReads() {
      const stopped = Promise.withResolvers<void>()
      gate = stopped.promise
      return stopped.resolve
    },
    /** The notice of these events, as the projector tells it. */
    notice(previous: number | null, ...places: number[]) {
      const events = places.map(place => written.find(event => event.position === at(place))!)
      const position = at(places.at(-1)!)
      const notice: Notice = { roomId, previous: previous === null ? null : at(previous), position, events }
      for (const handler of handlers.get(roomTopic(roomId)) ?? []) handler(notice)
    },
  }
}

export type Follower = AsyncIterator<{ position: Position; complete: boolean; events: readonly Recorded[] }>

export async function next(follower: Follower) {
  const { done, value } = await follower.next()
  if (done) return 'ended'
  return value.events.map(event => Number(event.position))
}

export async function settled(promise: Promise<unknown>) {
  let is = false
  promise.then(() => {
    is = true
  })
  for (let i = 0; i < 5; i++) await nextTurn()
  return is
}
