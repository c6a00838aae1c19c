// A real nats-server for the tests, started on a port of its own and stopped with them.

import { spawnSync } from 'node:child_process'
import { freePort, startServer, type TestServer } from './servers.ts'

/** Null: it is installed; else why the tests that need it cannot run. */
export function natsMissing(): string | null {
  const found = spawnSync('nats-server', ['--version']).status === 0
  return found ? null : 'nats-server is not installed (Debian: apt-get install nats-server)'
}

export type Nats = TestServer & { readonly url: string; readonly port: number }

/** `args`: more of the server's own. */
export async function startNats(args: readonly string[] = [], port?: number): Promise<Nats> {
  port ??= await freePort()
  const server = await startServer({
    command: 'nats-server',
    args: ['-a', '127.0.0.1', '-p', String(port), ...args],
    ready: /Server is ready/,
  })
  return { url: `nats://127.0.0.1:${port}`, port, ...server }
}
