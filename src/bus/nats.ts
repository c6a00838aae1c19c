// The bus on NATS: core publish and subscribe, no stream. What it loses is read from the log.

import { connect, type NatsConnection } from '@nats-io/transport-node'
import { within } from '../support/timeout.ts'
import type { Bus, Subscription } from './bus.ts'

export type NatsOptions = {
  /** `nats://user:password@a:4222,b:4222`, or `tls://…`; the credentials of the first host count. */
  readonly url: string
  /** Shown in the server's list of connections. */
  readonly name: string
  readonly logger: { warn(facts: object, message: string): void; info(facts: object, message: string): void }
  /** How long the first connection, a ping and the last delivery may take, in milliseconds. Default 5,000. */
  readonly timeout?: number
  /** Milliseconds between tries to reconnect, which never end. Default 250, with jitter. */
  readonly reconnectEvery?: number
}

const PREFIX = 'rostrum.'

/** Resolves when connected; rejects when the server cannot be reached or refuses. A link lost later heals by itself. */
export async function openNatsBus(options: NatsOptions): Promise<Bus> {
  const { logger, timeout = 5_000, reconnectEvery = 250 } = options
  const link = await connect({
    ...serversOf(options.url),
    name: options.name,
    timeout,
    reconnectTimeWait: reconnectEvery,
    reconnectJitter: reconnectEvery,
    maxReconnectAttempts: -1,
    // Else the second refusal in a row ends the link for good, as while a password is being changed.
    ignoreAuthErrorAbort: true,
    pingInterval: 10_000,
    maxPingOut: 2,
  })

  let connected = true
  const interrupted = new Set<() => void>()
  const watching = watch()

  async function watch() {
    for await (const status of link.status()) {
      if (status.type === 'disconnect') {
        connected = false
        logger.warn({ server: status.server }, 'lost the bus, reconnecting')
      } else if (status.type === 'reconnect') {
        connected = true
        logger.info({ server: status.server }, 'found the bus again')
        for (const handler of interrupted) guard(handler)
      } else if (status.type === 'error') {
        logger.warn({ err: status.error }, 'the bus reported an error')
      }
    }
  }

  function guard(work: () => unknown) {
    const blame = (err: unknown) => logger.warn({ err }, 'a listener of the bus threw')
    try {
      const result = work()
      // An async handler fits the type; its rejection must not become nobody's, which ends the process.
      if (result instanceof Promise) result.catch(blame)
    } catch (err) {
      blame(err)
    }
  }

  return {
    publish(topic, message) {
      // While the link is down the client would keep every message in memory; a notice is worth less than that.
      if (!connected || link.isClosed()) return false
      const payload = JSON.stringify(message)
      try {
        link.publish(PREFIX + topic, payload)
        return true
      } catch (err) {
        logger.warn({ err, topic, bytes: payload.length }, 'a message did not leave for the bus')
        return false
      }
    },

    async subscribe(topic, handler) {
      const subscription = link.subscribe(PREFIX + topic, {
        callback(error, message) {
          if (error) logger.warn({ err: error, topic }, 'a subscription to the bus failed')
          else guard(() => handler(message.json()))
        },
      })
      // Without a link the server learns of the subscription when it is back, and then everybody is told of the gap.
      if (connected) await within(link.flush(), timeout, 'a ping of the bus').catch(() => {})
      return closeOnce(() => subscription.unsubscribe())
    },

    onInterruption(handler) {
      interrupted.add(handler)
      return closeOnce(() => interrupted.delete(handler))
    },

    async request(topic, message, patience) {
      const answer = await link.request(PREFIX + topic, JSON.stringify(message), { timeout: patience })
      const { fault, value } = answer.json<{ fault?: string; value?: unknown }>()
      if (fault !== undefined) throw new Error(fault)
      return value
    },

    async respond(topic, handler) {
      const subscription = link.subscribe(PREFIX + topic, {
        callback(error, message) {
          if (error) return
          Promise.resolve()
            .then(() => handler(message.json()))
            .then(value => message.respond(JSON.stringify({ value })))
            .catch(err => {
              logger.warn({ err, topic }, 'a request over the bus failed')
              message.respond(JSON.stringify({ fault: err instanceof Error ? err.message : String(err) }))
            })
            // Where nothing leaves any more, whoever asks runs out of patience.
            .catch(err => logger.warn({ err, topic }, 'an answer did not leave for the bus'))
        },
      })
      if (connected) await within(link.flush(), timeout, 'a ping of the bus').catch(() => {})
      return closeOnce(() => subscription.unsubscribe())
    },

    async ping() {
      if (!connected) throw new Error(`the bus at ${hostsOf(options.url)} cannot be reached`)
      await within(link.flush(), timeout, 'a ping of the bus')
    },

    async close() {
      if (link.isClosed()) return
      await within(drainOrClose(link, connected), timeout, 'leaving the bus').catch(() => link.close())
      await watching
    },
  }
}

async function drainOrClose(link: NatsConnection, connected: boolean) {
  // A drain without a link waits for the link.
  if (connected) await link.drain()
  else await link.close()
}

function closeOnce(work: () => void): Subscription {
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

/** The hosts of a URL, without its credentials: fit for a log. */
const hostsOf = (url: string) => serversOf(url).servers.join(',')
