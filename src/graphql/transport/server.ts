// Serves GraphQL over HTTP and WebSocket, GraphiQL, health and metrics on one port.

import type { AddressInfo } from 'node:net'
import type { FastifyError, FastifyInstance } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from '../../support/log.ts'
import { sleep, type Time } from '../../support/time.ts'
import { Caches } from '../../support/weighted-cache.ts'
import type { ApiContext } from '../context.ts'
import { apiError, createMask } from '../faults.ts'
import { serveGraphiql } from '../graphiql/serve-graphiql.ts'
import type { Viewer } from '../viewer.ts'
import type { Authentication } from './authentication.ts'
import { type ClientAddresses, createClientAddresses } from './client-addresses.ts'
import { type HealthOptions, serveHealth } from './health.ts'
import { createHostCheck } from './hosts.ts'
import { requestIdOf, sendErrors, serveGraphql } from './http.ts'
import { createHttpServer, SAFE_HEADERS } from './http-server.ts'
import type { Limits } from './limits.ts'
import { createOperations } from './operations.ts'
import { createMayUse, serveOrigins } from './origins.ts'
import { createFrameCache } from './shared-frames.ts'
import type { Sockets } from './sockets.ts'
import { serveWebSocket, type WebSocketOptions } from './websocket.ts'

export type ServerOptions = HealthOptions & {
  readonly schema: GraphQLSchema
  /** Called for each operation and each message of a subscription. */
  readonly createContext: (viewer: Viewer | null, correlationId: string) => ApiContext
  readonly authentication: Pick<Authentication, 'authenticate'>
  readonly sockets: Sockets
  readonly limits: Limits
  readonly socketLimits: Omit<
    WebSocketOptions,
    | 'path'
    | 'operations'
    | 'authentication'
    | 'sockets'
    | 'frames'
    | 'mayUse'
    | 'isAllowedHost'
    | 'addressOf'
    | 'mask'
    | 'logger'
    | 'time'
    | 'isReady'
    | 'maxMessageBytes'
  >
  readonly maxBodyBytes: number
  /** Origins of web pages that may use the API, besides its own. */
  readonly allowedOrigins: readonly string[]
  readonly graphiql: boolean
  readonly introspection: boolean
  /** Refuses queries and mutations. Other processes answer them, so that fan-out never delays them. */
  readonly subscriptionsOnly?: boolean
  /** Refuses operations without a token before they are parsed, except for the fields that need none. */
  readonly needsToken?: boolean
  readonly caches?: Caches
  readonly time: Time
  readonly logger: Logger
  /** While this returns false, GraphQL answers 503, because reads would be older than what clients have seen. */
  readonly isReady: () => boolean
}

export type RunningServer = {
  /** `http://host:port`. */
  readonly url: string
  /**
   * Refuses new connections, closes the sockets spread over this many milliseconds, and resolves when the requests in
   * progress are answered.
   */
  stop(milliseconds: number): Promise<void>
}

const PATH = '/graphql'
/** Milliseconds that a socket has to close before it is cut. */
const CLOSE_TIMEOUT_MS = 1_000

/** Creates the server. It accepts connections only after `listen`. */
export async function createServer(options: ServerOptions): Promise<{
  listen(port: number, host: string): Promise<RunningServer>
}> {
  const { logger, time, sockets, authentication } = options
  const caches = options.caches ?? new Caches()
  const operations = createOperations({ ...options, caches })
  const mask = createMask(logger, time, { hideSuggestions: !options.introspection })
  const clients = createClientAddresses(options.trustedProxies)
  const app = createApp(options, clients)
  const { isReady } = options
  const isAllowedHost = createHostCheck(options.allowedHosts, options)
  const mayUse = createMayUse(options.allowedOrigins)
  serveHealth(app, options, { clients, isAllowedHost })
  serveOrigins(app, PATH, mayUse)
  const shared = { path: PATH, operations, authentication, mask, logger, time, isReady }
  await serveGraphql(app, {
    ...shared,
    introspection: options.introspection,
    page: options.graphiql ? serveGraphiql(app, PATH) : null,
  })
  const upgrades = serveWebSocket(app.server, {
    ...shared,
    ...options.socketLimits,
    sockets,
    frames: createFrameCache(caches),
    mayUse,
    isAllowedHost,
    addressOf: clients.addressOf,
    maxMessageBytes: options.maxBodyBytes,
  })

  const stop = async (milliseconds: number) => {
    // Kept-alive connections and endless requests would delay the stop without limit.
    app.server.keepAliveTimeout = 1
    const cancelCut = time.after(milliseconds + CLOSE_TIMEOUT_MS, () => app.server.closeAllConnections())
    // Listening ends at once. The promise waits for all connections, sockets included.
    const closed = app.close()
    await sockets.drain(milliseconds)
    for (let waited = 0; sockets.size > 0 && waited < CLOSE_TIMEOUT_MS; waited += 10) await sleep(time, 10)
    upgrades.close()
    await closed
    cancelCut()
  }

  return {
    async listen(port, host) {
      await app.listen({ port, host })
      const { port: actual } = app.server.address() as AddressInfo
      const shown = host.includes(':') ? `[${host}]` : host
      return { url: `http://${shown}:${actual}`, stop }
    },
  }
}

function createApp(options: ServerOptions, clients: ClientAddresses): FastifyInstance {
  const { maxBodyBytes, time, logger } = options
  const app = createHttpServer(options, clients, {
    bodyLimit: maxBodyBytes,
    genReqId: request => requestIdOf(request.headers, time),
    // A malformed URL reaches no handler.
    frameworkErrors: (error, _request, reply) =>
      void sendErrors(reply.headers(SAFE_HEADERS), 400, apiError('BAD_REQUEST', error.message).toJSON()),
  })
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request
    logger.debug(
      {
        correlationId: request.id,
        method,
        path: url.split('?')[0],
        status: reply.statusCode,
        ms: reply.elapsedTime,
      },
      'http: request',
    )
    done()
  })
  app.setNotFoundHandler((request, reply) => {
    if (request.url.split('?')[0] !== PATH)
      return sendErrors(reply, 404, apiError('NOT_FOUND', `Nothing is here: GraphQL is at ${PATH}`).toJSON())
    void reply.header('allow', 'GET, POST')
    return sendErrors(reply, 405, apiError('BAD_REQUEST', 'Ask by POST, or for queries by GET').toJSON())
  })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500
    // A client that is cut off while writing does not read the reason. So the rest of the body is read and discarded,
    // within the request timeout.
    if (status === 413) void reply.removeHeader('connection')
    if (status < 500) return sendErrors(reply, status, apiError(codeOf(status), error.message).toJSON())
    logger.error({ err: error, faultId: request.id, correlationId: request.id }, 'http: fault')
    return sendErrors(reply, 500, apiError('INTERNAL', 'Internal error', { id: request.id }).toJSON())
  })
  return app
}

function codeOf(status: number): string {
  return { 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' }[status] ?? 'BAD_REQUEST'
}
