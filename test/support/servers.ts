// Servers of others that tests start: on ports of their own, killed and started again, gone when the tests are.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

export type PeerOptions = {
  readonly command: string
  readonly args: readonly string[]
  /** What it writes, to either output, when it listens. */
  readonly ready: RegExp
}

export type TestServer = {
  /** After `kill` or `stop`: on the same port again. */
  start(): Promise<void>
  kill(): Promise<void>
  signal(signal: NodeJS.Signals): void
}

const running = new Set<ChildProcess>()
// A test that crashes must not leave servers behind.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Resolves when it listens. */
export async function startServer({ command, args, ready }: PeerOptions): Promise<TestServer> {
  let current: ChildProcess | null = null

  async function start() {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    current = child
    running.add(child)
    child.once('exit', () => running.delete(child))
    let said = ''
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', chunk => {
          if (said.length < 10_000) said += chunk
          if (ready.test(said)) resolve()
        })
      child.once('error', reject)
      child.once('exit', code => reject(new Error(`${command} ended with ${code}: ${said}`)))
    })
  }

  await start()
  return {
    start,
    async kill() {
      const child = current
      current = null
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    signal: signal => void current?.kill(signal),
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
