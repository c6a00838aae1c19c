// Serves health and metrics for a process without an API.

import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { type HealthOptions, serveHealth } from './health.ts'
import type { RunningServer } from './server.ts'

export async function createHealthServer(options: HealthOptions): Promise<{
  listen(port: number, host: string): Promise<RunningServer>
}> {
  const app = fastify({ logger: false })
  serveHealth(app, options)
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
