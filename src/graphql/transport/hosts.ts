// Which names a client may reach the API by. A web page that points a name of its own at this machine (DNS rebinding) is
// of the same origin for its browser, and only the `Host` header tells.

import type { FastifyInstance } from 'fastify'
import type { Logger } from '../../support/log.ts'
import { isLoopbackHost, parseAddress, parseHost } from '../../support/network.ts'
import { createRepeatedLog } from '../../support/repeated-log.ts'
import type { Time } from '../../support/time.ts'
import { apiError } from '../faults.ts'
import type { ConnectionRequest } from './client-addresses.ts'
import { sendErrors } from './http.ts'

export type IsAllowedHost = (request: ConnectionRequest) => boolean

/**
 * `allowed` are names without a port, or `*`. The loopback and the address that the client connected to are allowed in any
 * case: no other page can have them as its own.
 */
export function createHostCheck(
  allowed: readonly string[],
  { logger, time }: { readonly logger: Pick<Logger, 'warn'>; readonly time: Pick<Time, 'elapsed'> },
): IsAllowedHost {
  const names = new Set(allowed)
  const logRefusal = createRepeatedLog(
    (facts, message) => logger.warn(facts, message),
    'http: host not allowed',
    time,
  )
  return ({ headers, socket }) => {
    if (names.has('*')) return true
    const host = parseHost(headers.host ?? '')
    if (host !== null && (names.has(host) || isLoopbackHost(host))) return true
    if (host !== null && host === parseAddress(socket.localAddress ?? '')) return true
    logRefusal({ host: headers.host?.slice(0, 255) ?? null })
    return false
  }
}

/** Answers requests for other hosts with 421, but for those of `exempt` paths: probes ask by any address. */
export function serveHosts(
  app: FastifyInstance,
  isAllowed: IsAllowedHost,
  exempt: ReadonlySet<string>,
): void {
  app.addHook('onRequest', async (request, reply) => {
    if (exempt.has(request.url.split('?', 1)[0]!) || isAllowed(request.raw)) return
    const text = 'This host is not allowed here: see ALLOWED_HOSTS'
    return sendErrors(reply, 421, apiError('HOST_NOT_ALLOWED', text).toJSON())
  })
}
