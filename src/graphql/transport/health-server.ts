// Serves health and metrics for a process without an API.

import type { AddressInfo } from 'node:net'
import type { Logger } from '../../support/log.ts'
import type { Time } from '../../support/time.ts'
import { createClientAddresses } from './client-addresses.ts'
import { type HealthOptions, serveHealth } from './health.ts'
import { createHostCheck } from './hosts.ts'
import { createHttpServer } from './http-server.ts'
import type { RunningServer } from './server.ts'

export async function createHealthServer(
  options: HealthOptions & { readonly time: Time; readonly logger: Logger },
): Promise<{
  listen(port: number, host: string): Promise<RunningServer>
}> {
  const clients = createClientAddresses(options.trustedProxies)
  const app = createHttpServer(options, clients)
  serveHealth(app, options, { clients, isAllowedHost: createHostCheck(options.allowedHosts, options) })
  return {
    async listen(port, host) {
      await app.listen({ port, host })
      const { port: actual } = app.server.address() as AddressInfo
      const shown = host.includes(':') ? `[${host}]` : host
      return {
        url: `http://${shown}:${actual}`,
        async stop() {
          app.server.closeAllConnections()
          await app.close()
        },
      }
    },
  }
}
