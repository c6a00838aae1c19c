// A real nats-server for the tests, started on a port of its own and stopped with them.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Null: it is installed; else why the tests that need it cannot run. */
export function natsMissing(): string | null {
  const found = spawnSync('nats-server', ['--version']).status === 0
  return found ? null : 'nats-server is not installed (Debian: apt-get install nats-server)'
}

export type NatsServer = { readonly url: string; kill(): Promise<void>; start(): Promise<void> }

/** `start` after `kill` takes the same port again. */
export async function startNats(): Promise<NatsServer> {
  const port = await freePort()
  let child: ChildProcess | null = null

  async function start() {
    const server = spawn('nats-server', ['-a', '127.0.0.1', '-p', String(port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    child = server
    let said = ''
    await new Promise<void>((resolve, reject) => {
      server.stderr.on('data', chunk => {
        said += chunk
        if (said.includes('Server is ready')) resolve()
      })
      server.on('exit', code => reject(new Error(`nats-server ended with ${code}: ${said}`)))
    })
  }

  await start()
  return {
    url: `nats://127.0.0.1:${port}`,
    start,
    async kill() {
      const server = child
      child = null
      if (!server || server.exitCode !== null) return
      server.kill('SIGKILL')
      await once(server, 'exit')
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
