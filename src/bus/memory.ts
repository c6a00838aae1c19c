// The bus within one process: each delivery is a function call, so nothing can pile up.

import { type Time, timeout } from '../support/time.ts'
import type { Bus, BusSubscription } from './bus.ts'

type Handler = (message: unknown) => void

export type MemoryBusOptions = {
  readonly time: Pick<Time, 'after'>
  /** Called with the error that a handler throws. */
  onError(error: unknown, topic: string): void
}

export function createMemoryBus(options: MemoryBusOptions): Bus {
  return new MemoryBus(options)
}

class MemoryBus implements Bus {
  readonly #options: MemoryBusOptions
  readonly #topics = new Map<string, Set<Handler>>()
  readonly #responders = new Map<string, (message: unknown) => unknown>()
  #waiting: { topic: string; message: unknown }[] = []
  #delivery: Promise<void> | null = null
  #isClosed = false

  constructor(options: MemoryBusOptions) {
    this.#options = options
  }

  publish(topic: string, message: unknown): boolean {
    if (this.#isClosed) return false
    if (!this.#topics.has(topic)) return true
    this.#waiting.push({ topic, message })
    // Not at once: the publisher's own work comes first, and a handler that publishes must not nest.
    this.#delivery ??= Promise.resolve().then(this.#deliver)
    return true
  }

  async subscribe(topic: string, handler: Handler): Promise<BusSubscription> {
    this.#assertOpen()
    // A function of its own, so that one handler can subscribe twice and each subscription can be closed alone.
    const own: Handler = message => handler(message)
    const handlers = this.#topics.get(topic) ?? new Set()
    this.#topics.set(topic, handlers.add(own))
    return {
      close: () => {
        handlers.delete(own)
        if (handlers.size === 0 && this.#topics.get(topic) === handlers) this.#topics.delete(topic)
      },
    }
  }

  /** Nothing is lost within one process. */
  onInterruption(): BusSubscription {
    return { close() {} }
  }

  async request(topic: string, message: unknown, timeoutMs: number): Promise<unknown> {
    const responder = this.#responders.get(topic)
    if (this.#isClosed || !responder) throw new Error(`nobody responds on ${topic}`)
    const answer = Promise.resolve(message).then(responder)
    return timeout(this.#options.time, answer, timeoutMs, `an answer on ${topic}`)
  }

  async respond(topic: string, handler: (message: unknown) => unknown): Promise<BusSubscription> {
    this.#assertOpen()
    this.#responders.set(topic, handler)
    return {
      close: () => {
        if (this.#responders.get(topic) === handler) this.#responders.delete(topic)
      },
    }
  }

  async ping(): Promise<void> {
    this.#assertOpen()
    await this.#delivery
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#delivery
    this.#topics.clear()
    this.#responders.clear()
  }

  readonly #deliver = () => {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      for (const { topic, message } of batch) {
        // A handler that is closed during the delivery is skipped by the iteration itself.
        for (const handler of this.#topics.get(topic) ?? []) this.#call(handler, topic, message)
      }
    }
    this.#delivery = null
  }

  #call(handler: Handler, topic: string, message: unknown) {
    try {
      const result = handler(message) as unknown
      // The type also admits an async handler. Its rejection must not go unhandled, which would end the process.
      if (result instanceof Promise) result.catch(error => this.#options.onError(error, topic))
    } catch (error) {
      this.#options.onError(error, topic)
    }
  }

  #assertOpen() {
    if (this.#isClosed) throw new Error('The bus is closed.')
  }
}
