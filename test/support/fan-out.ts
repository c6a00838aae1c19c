// A fan-out between a log and a bus that are in the hands of the test.

import { digitsOf, positionOf, type Recorded } from '../../commands/event.ts'
import type { RoomId } from '../../commands/ids.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { type Notice, roomTopic } from '../../src/bus/bus.ts'
import { createFanOut, type FanOutOptions } from '../../src/graphql/live/fan-out.ts'
import type { SubscriptionRequest } from '../../src/graphql/live/room-subscriber.ts'
import type { RoomMessageParent } from '../../src/graphql/parents.ts'
import { systemTime } from '../../src/support/time.ts'
import { viewer } from './graphql.ts'

export const roomId = '00000000-0000-4000-8000-000000000001' as RoomId
export const at = (place: number) => positionOf(place)

async function* nothing() {}
const UNOBSERVED = { following() {}, delivered() {}, flushed() {} }

/** A log and a bus in the hands of the test: what is written is not noticed before the test says so. */
export function fanOutWorld(options: Partial<FanOutOptions> = {}) {
  const written: Recorded[] = []
  const handlers = new Map<string, Set<(message: unknown) => void>>()
  const counts = { subscribed: 0, read: 0, filled: 0, lagged: 0, judged: 0, held: 0 }
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
      follow: nothing,
      head: async () => written.at(-1)?.position ?? at(0),
      contains: async position => position <= (written.at(-1)?.position ?? at(0)),
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
    shownUpTo: () => written.at(-1)?.position ?? at(0),
    logger: { warn() {} },
    observer: {
      ...UNOBSERVED,
      filled() {
        counts.filled++
      },
      lagged() {
        counts.lagged++
      },
    },
    ...options,
    time: options.time ?? systemTime,
  })
  const writeEvent = (place: number, type: string, data: object) =>
    written.push({ position: at(place), stream: `Room-${roomId}`, type, data } as unknown as Recorded)
  const write = (...places: number[]) => {
    for (const place of places) writeEvent(place, 'RoomRenamed', {})
  }
  const follow = async (place: number | null, ask: Partial<SubscriptionRequest> = {}): Promise<Messages> => {
    const source = await fanOut.follow(roomId, {
      viewer: viewer(),
      after: place === null ? null : at(place),
      reactions: 'each',
      async judge() {
        counts.judged++
        return { key: roomId, position: at(0), document: FAN_OUT_ROOM }
      },
      hold() {
        counts.held++
        return () => void counts.held--
      },
      ...ask,
    })
    const messages = source![Symbol.asyncIterator]()
    return {
      next: async () => (await messages.next()).value?.roomEvents ?? null,
      return: () => messages.return(),
    }
  }
  return {
    fanOut,
    follow,
    counts,
    write,
    writeEvent,
    listeners: (topic = roomTopic(roomId)) => handlers.get(topic)?.size ?? 0,
    failNextRead(times = 1) {
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
      const before = previous === null ? null : at(previous)
      const notice: Notice = { roomId, previous: before, position: at(places.at(-1)!), events }
      for (const handler of handlers.get(roomTopic(roomId)) ?? []) handler(notice)
    },
  }
}
export type Messages = {
  /** Null: it has ended. */
  next(): Promise<RoomMessageParent | null>
  return(): Promise<unknown>
}

/** The places of the events of the next message. */
export async function next(messages: Messages) {
  const message = await messages.next()
  return message ? message.events.map(({ event }) => Number(digitsOf(event.position))) : 'ended'
}

/** Places of events over as many messages as it takes. */
export async function places(messages: Messages, count: number) {
  const seen: number[] = []
  while (seen.length < count) seen.push(...((await next(messages)) as number[]))
  return seen
}

/** Open to everybody, and moderated by nobody. */
export const FAN_OUT_ROOM = {
  phase: 'live',
  visibility: 'open',
  hostId: null,
  moderators: [],
  returning: [],
} as unknown as RoomDocument

export async function settled(promise: Promise<unknown>) {
  let is = false
  promise.then(() => {
    is = true
  })
  for (let i = 0; i < 5; i++) await systemTime.nextTurn()
  return is
}
