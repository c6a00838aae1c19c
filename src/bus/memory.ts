// The bus of one process: each delivery is a call, so nothing can pile up.

import { type Time, timeout } from '../support/time.ts'
import type { Bus, BusSubscription } from './bus.ts'

type Handler = (message: unknown) => void

export type MemoryBusOptions = {
  readonly time: Pick<Time, 'after'>
  /** Called with what a handler throws. */
  onError(error: unknown, topic: string): void
}

export function createMemoryBus(options: MemoryBusOptions): Bus {
  const topics = new Map<string, Set<Handler>>()
  const responders = new Map<string, (message: unknown) => unknown>()
  let waiting: { topic: string; message: unknown }[] = []
  let delivery: Promise<void> | null = null
  let closed = false

  function callHandler(handler: Handler, topic: string, message: unknown) {
    try {
      const result = handler(message) as unknown
      // An async handler fits the type; its rejection must not become nobody's, which ends the process.
      if (result instanceof Promise) result.catch(error => options.onError(error, topic))
    } catch (error) {
      options.onError(error, topic)
    }
  }

  function deliver() {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      for (const { topic, message } of batch) {
        // A handler that is closed while the message is handed round is skipped by the iteration itself.
        for (const handler of topics.get(topic) ?? []) callHandler(handler, topic, message)
      }
    }
    delivery = null
  }

  return {
    publish(topic, message) {
      if (closed) return false
      if (!topics.has(topic)) return true
      waiting.push({ topic, message })
      // Not at once: the publisher's own work comes first, and a handler that publishes must not nest.
      delivery ??= Promise.resolve().then(deliver)
      return true
    },

    async subscribe(topic, handler): Promise<BusSubscription> {
      if (closed) throw new Error('The bus is closed.')
      // A function of its own, so that one handler may listen twice and be closed one at a time.
      const own: Handler = message => handler(message)
      const handlers = topics.get(topic) ?? new Set()
      topics.set(topic, handlers.add(own))
      return {
        close() {
          handlers.delete(own)
          if (handlers.size === 0 && topics.get(topic) === handlers) topics.delete(topic)
        },
      }
    },

    // Nothing is ever lost between two parts of one process.
    onInterruption: () => ({ close() {} }),

    async request(topic, message, patience) {
      const responder = responders.get(topic)
      if (closed || !responder) throw new Error(`nobody responds on ${topic}`)
      return timeout(
        options.time,
        Promise.resolve(message).then(responder),
        patience,
        `an answer on ${topic}`,
      )
    },

    async respond(topic, handler): Promise<BusSubscription> {
      if (closed) throw new Error('The bus is closed.')
      responders.set(topic, handler)
      return {
        close() {
          if (responders.get(topic) === handler) responders.delete(topic)
        },
      }
    },

    async ping() {
      if (closed) throw new Error('The bus is closed.')
      await delivery
    },

    async close() {
      closed = true
      await delivery
      topics.clear()
      responders.clear()
    },
  }
}
