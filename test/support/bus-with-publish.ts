import type { Bus } from '../../src/bus/bus.ts'

/** A bus that publishes by other means. Everything else goes to the bus that it wraps. */
export function busWithPublish(bus: Bus, publish: Bus['publish']): Bus {
  return {
    publish,
    subscribe: (topic, handler) => bus.subscribe(topic, handler),
    onInterruption: handler => bus.onInterruption(handler),
    request: (topic, message, timeoutMs) => bus.request(topic, message, timeoutMs),
    respond: (topic, handler) => bus.respond(topic, handler),
    ping: () => bus.ping(),
    close: () => bus.close(),
  }
}
