// An HTTP server as every role has it: bounded in time, with the headers that every response carries.

import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import type { ClientAddresses } from './client-addresses.ts'

export type HttpServerOptions = {
  /** How long a client may take to send a request, headers and body together, in milliseconds. */
  readonly requestTimeoutMs: number
}

/** The part of a request timeout that headers may take. They are small, and come first. */
const MAX_HEADERS_TIMEOUT_MS = 10_000
/** How often slow requests are looked for. Node's 30 seconds would let each live that much longer. */
const TIMEOUT_CHECK_MS = 1_000

/** What no response has a reason to go without. */
export const SAFE_HEADERS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const
/** A year, for this name alone: whether its subdomains speak TLS is not known here. */
const HSTS = 'max-age=31536000'

export function createHttpServer(
  { requestTimeoutMs }: HttpServerOptions,
  { isSecure }: Pick<ClientAddresses, 'isSecure'>,
  options: FastifyServerOptions = {},
): FastifyInstance {
  const app = fastify({
    ...options,
    logger: false,
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: Math.min(MAX_HEADERS_TIMEOUT_MS, requestTimeoutMs),
      connectionsCheckingInterval: Math.min(TIMEOUT_CHECK_MS, requestTimeoutMs),
    },
  })
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(SAFE_HEADERS)
    if (isSecure(request.raw)) void reply.header('strict-transport-security', HSTS)
    done()
  })
  return app as unknown as FastifyInstance
}
