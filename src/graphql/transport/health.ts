// Serves /healthz, /readyz and /metrics.

import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { apiError } from '../faults.ts'
import { bearer } from './authentication.ts'
import type { ClientAddresses } from './client-addresses.ts'
import { type IsAllowedHost, serveHosts } from './hosts.ts'
import { sendErrors } from './http.ts'
import type { HttpServerOptions } from './http-server.ts'

/** Whether this process can serve. */
export type Readiness = {
  /** True from when the projections have caught up until they stop. */
  isReady(): boolean
  /** Why the process cannot serve, as sentences. Empty when it can. Resolves within about a second, even if an engine hangs. */
  reasons(): Promise<readonly string[]>
  /** What does not work although the process can serve, as sentences. Empty when everything works. */
  degraded(): readonly string[]
}

export type HealthOptions = HttpServerOptions & {
  /** Why the process is not ready, as sentences. Empty when it is. Must resolve fast. */
  readonly unready: () => Promise<readonly string[]>
  /** What does not work although it is ready, as sentences. */
  readonly degraded: () => readonly string[]
  readonly metrics: { readonly contentType: string; text(): Promise<string> }
  /** Null when no token is set: see `metricsOpen`. */
  readonly metricsToken: string | null
  /** Whether clients on this machine may read the metrics when no token is set. */
  readonly metricsOpen: boolean
  /** Names, without a port, by which clients reach this process, or `*`. */
  readonly allowedHosts: readonly string[]
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
}

/** The checks of a host belong to it, because it says which paths are exempt. Call it before other routes are served. */
export function serveHealth(
  app: FastifyInstance,
  options: HealthOptions,
  checks: { readonly clients: Pick<ClientAddresses, 'isLocal'>; readonly isAllowedHost: IsAllowedHost },
): void {
  const { unready, degraded, metrics, metricsToken } = options
  // Probes ask by whatever address they have. With a token, so may who reads the metrics: no web page has it.
  const exempt = ['/healthz', '/readyz', ...(metricsToken === null ? [] : ['/metrics'])]
  serveHosts(app, checks.isAllowedHost, new Set(exempt))

  app.get('/healthz', async () => ({ status: 'up' }))

  app.get('/readyz', async (_request, reply) => {
    const reasons = await unready()
    return reply.code(reasons.length > 0 ? 503 : 200).send({
      ready: reasons.length === 0,
      reasons,
      degraded: degraded(),
    })
  })

  if (metricsToken === null && !options.metricsOpen) return
  app.get('/metrics', async (request, reply) => {
    if (metricsToken === null && !checks.clients.isLocal(request.raw)) {
      const text = 'Set METRICS_TOKEN to read the metrics from another machine'
      return sendErrors(reply, 403, apiError('NOT_ALLOWED', text).toJSON())
    }
    if (metricsToken !== null && !isSameToken(bearer(request.headers.authorization) ?? '', metricsToken)) {
      void reply.header('www-authenticate', 'Bearer')
      return sendErrors(
        reply,
        401,
        apiError('UNAUTHENTICATED', 'The token of the metrics is needed').toJSON(),
      )
    }
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}

/** Compares in constant time. */
function isSameToken(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
