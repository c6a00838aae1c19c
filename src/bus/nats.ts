// The bus on NATS: core publish and subscribe, without streams. Lost messages are read from the log.

import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { Logger } from '../support/log.ts'
import { type Time, timeout } from '../support/time.ts'
import type { Bus, BusSubscription } from './bus.ts'

export type NatsOptions = {
  /** `nats://user:password@a:4222,b:4222`, or `tls://…`. The credentials of the first host apply to all. */
  readonly url: string
  /** Shown in the server's list of connections. */
  readonly name: string
  readonly logger: Pick<Logger, 'warn' | 'info'>
  readonly time: Time
  /** Timeout of the first connection, of a ping and of the final drain, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number
  /** Milliseconds between attempts to reconnect, plus jitter. They never end. Default 250. */
  readonly reconnectMs?: number
}

const PREFIX = 'rostrum.'

/** Resolves when connected. Rejects when the server is unreachable or refuses. A connection lost later is restored. */
export async function openNatsBus(options: NatsOptions): Promise<Bus> {
  const { logger, time, timeoutMs = 5_000, reconnectMs = 250 } = options
  const link = await connect({
    ...serversOf(options.url),
    name: options.name,
    timeout: timeoutMs,
    reconnectTimeWait: reconnectMs,
    reconnectJitter: reconnectMs,
    maxReconnectAttempts: -1,
    // Otherwise two refusals in a row close the connection for good, for example while a password is rotated.
    ignoreAuthErrorAbort: true,
    pingInterval: 10_000,
    maxPingOut: 2,
  })

  return createNatsBus({ link, time, logger, timeoutMs, url: options.url })
}

type NatsParts = {
  readonly link: NatsConnection
  readonly time: Time
  readonly logger: NatsOptions['logger']
  readonly timeoutMs: number
  readonly url: string
}

function createNatsBus(options: NatsParts): Bus {
  return new NatsBus(options)
}

class NatsBus implements Bus {
  readonly #options: NatsParts
  readonly #link: NatsParts['link']
  readonly #time: NatsParts['time']
  readonly #logger: NatsParts['logger']
  readonly #timeoutMs: NatsParts['timeoutMs']
  #connected = true
  readonly #interrupted = new Set<() => void>()
  readonly #watching: Promise<void>

  constructor(options: NatsParts) {
    this.#options = options
    this.#link = options.link
    this.#time = options.time
    this.#logger = options.logger
    this.#timeoutMs = options.timeoutMs
    this.#watching = this.#watch()
  }

  publish(topic: string, message: unknown) {
    // While disconnected, the client would buffer every message in memory. Notices are not worth that.
    if (!this.#connected || this.#link.isClosed()) return false
    const payload = JSON.stringify(message)
    try {
      this.#link.publish(PREFIX + topic, payload)
      return true
    } catch (err) {
      this.#logger.warn({ err, topic, bytes: payload.length }, 'bus: message not sent')
      return false
    }
  }

  async subscribe(topic: string, handler: (message: unknown) => void) {
    const subscription = this.#link.subscribe(PREFIX + topic, {
      callback: (error, message) => {
        if (error) this.#logger.warn({ err: error, topic }, 'bus: subscription failed')
        else this.#guard(() => handler(message.json()))
      },
    })
    // While disconnected, the client subscribes after reconnecting, and that interruption is reported to all handlers.
    if (this.#connected)
      await timeout(this.#time, this.#link.flush(), this.#timeoutMs, 'a ping of the bus').catch(() => {})
    return closeOnce(() => subscription.unsubscribe())
  }

  onInterruption(handler: () => void) {
    this.#interrupted.add(handler)
    return closeOnce(() => this.#interrupted.delete(handler))
  }

  async request(topic: string, message: unknown, timeoutMs: number) {
    const answer = await this.#link.request(PREFIX + topic, JSON.stringify(message), { timeout: timeoutMs })
    const { fault, value } = answer.json<{ fault?: string; value?: unknown }>()
    if (fault !== undefined) throw new Error(fault)
    return value
  }

  async respond(topic: string, handler: (message: unknown) => unknown) {
    const subscription = this.#link.subscribe(PREFIX + topic, {
      callback: (error, message) => {
        if (error) return
        Promise.resolve()
          .then(() => handler(message.json()))
          .then(value => message.respond(JSON.stringify({ value })))
          .catch(err => {
            this.#logger.warn({ err, topic }, 'bus: request failed')
            message.respond(JSON.stringify({ fault: err instanceof Error ? err.message : String(err) }))
          })
          // If the answer cannot be sent either, the requester times out.
          .catch(err => this.#logger.warn({ err, topic }, 'bus: answer not sent'))
      },
    })
    if (this.#connected)
      await timeout(this.#time, this.#link.flush(), this.#timeoutMs, 'a ping of the bus').catch(() => {})
    return closeOnce(() => subscription.unsubscribe())
  }

  async ping() {
    if (!this.#connected) throw new Error(`the bus at ${hostsOf(this.#options.url)} cannot be reached`)
    await timeout(this.#time, this.#link.flush(), this.#timeoutMs, 'a ping of the bus')
  }

  async close() {
    if (this.#link.isClosed()) return
    await timeout(
      this.#time,
      drainOrClose(this.#link, this.#connected),
      this.#timeoutMs,
      'closing the bus',
    ).catch(() => this.#link.close())
    await this.#watching
  }

  async #watch() {
    for await (const status of this.#link.status()) {
      if (status.type === 'disconnect') {
        this.#connected = false
        this.#logger.warn({ server: status.server }, 'bus: connection lost, reconnecting')
      } else if (status.type === 'reconnect') {
        this.#connected = true
        this.#logger.info({ server: status.server }, 'bus: reconnected')
        for (const handler of this.#interrupted) this.#guard(handler)
      } else if (status.type === 'error') {
        this.#logger.warn({ err: status.error }, 'bus: server reported an error')
      }
    }
  }

  #guard(work: () => unknown) {
    const blame = (err: unknown) => this.#logger.warn({ err }, 'bus: handler threw')
    try {
      const result = work()
      // The type also admits an async handler. Its rejection must not go unhandled, which would end the process.
      if (result instanceof Promise) result.catch(blame)
    } catch (err) {
      blame(err)
    }
  }
}

async function drainOrClose(link: NatsConnection, connected: boolean) {
  // A drain without a connection would wait for one.
  if (connected) await link.drain()
  else await link.close()
}

function closeOnce(work: () => void): BusSubscription {
  let closed = false
  return {
    close() {
      if (closed) return
      closed = true
      work()
    },
  }
}

function serversOf(url: string) {
  const [scheme, rest = ''] = url.split('://')
  const at = rest.lastIndexOf('@')
  const [user, pass] = at < 0 ? [] : rest.slice(0, at).split(':').map(decodeURIComponent)
  const servers = rest
    .slice(at + 1)
    .split('/')[0]!
    .split(',')
  return {
    servers,
    ...(user !== undefined && pass !== undefined ? { user, pass } : {}),
    ...(user !== undefined && pass === undefined ? { token: user } : {}),
    ...(scheme === 'tls' ? { tls: {} } : {}),
  }
}

/** The hosts of a URL without the credentials, safe to log. */
const hostsOf = (url: string) => serversOf(url).servers.join(',')
