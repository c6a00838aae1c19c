// Web pages of which origins may use the API: those of its own, and those that are named. Browsers say where a page is
// from, and keep an answer from it that does not name its origin; over WebSocket they leave that to the server.

import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** True also for what is no web page, which says no origin. */
export type MayUse = (headers: IncomingHttpHeaders) => boolean

/** `*` allows all. An origin is `https://example.org`, as browsers write it. */
export function createMayUse(allowed: readonly string[]): MayUse {
  const named = new Set(allowed)
  return ({ origin, host }) =>
    // Not by the scheme: whoever ends TLS before us is on the same host.
    origin === undefined || named.has('*') || named.has(origin) || URL.parse(origin)?.host === host
}

/** Answers what browsers ask ahead of a request from another origin, and names it in what is answered to it. */
export function serveOrigins(app: FastifyInstance, path: string, mayUse: MayUse): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers
    if (origin !== undefined) {
      void reply.header('vary', 'origin')
      if (mayUse(request.headers)) void reply.headers({ ...ANSWERS, 'access-control-allow-origin': origin })
    }
    done()
  })
  app.options(path, (_request, reply) => reply.code(204).headers(PREFLIGHT).send())
}

const ANSWERS = { 'access-control-expose-headers': 'retry-after, www-authenticate, x-request-id' }

/** Without the origin, which alone allows anything. Tokens come in a header, so that no cookies need to be allowed. */
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'apollo-require-preflight, authorization, content-type, x-request-id',
  'access-control-max-age': '7200',
}
