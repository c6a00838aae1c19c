// Finds a running backend for the demo, or starts one in a temporary folder.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export const DEFAULT_URL = 'http://127.0.0.1:4000'
const READY_TIMEOUT_MS = 30_000

export type Backend = {
  readonly url: string
  /** How long, in milliseconds, a person stays in the room after their last socket closes. Null if it is unknown. */
  readonly presenceGrace: number | null
  stop(): Promise<void>
}

/** The backend at `url` or at the default address. If there is none, starts one. */
export async function findBackend(
  url: string | undefined,
  people: number,
  presenceGrace: number,
): Promise<Backend> {
  if (url !== undefined) {
    if (await isReady(url)) return { url, presenceGrace: null, stop: async () => {} }
    throw new Error(`no backend is ready at ${url}: GET ${new URL('/readyz', url)} was not answered with 200`)
  }
  if (await isReady(DEFAULT_URL)) return { url: DEFAULT_URL, presenceGrace: null, stop: async () => {} }
  return startBackend(people, presenceGrace)
}

/** Runs `node src/main.ts` on a free port, with high rate limits because all people use one machine. */
export async function startBackend(people: number, presenceGrace: number): Promise<Backend> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-demo-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../src/main.ts')], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      PRESENCE_GRACE_MS: String(presenceGrace),
      RETURN_GRACE_MS: String(presenceGrace),
      ALLOWANCE_SCALE: String(Math.max(10, people)),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => output.push(String(data)))
  const exited = once(child, 'exit')

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      // Nobody is left to drain, so a process that hangs is killed.
      const killTimer = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(killTimer)
    }
    await rm(folder, { recursive: true, force: true })
  }

  const deadline = performance.now() + READY_TIMEOUT_MS
  while (!(await isReady(url))) {
    const ended = child.exitCode !== null
    if (ended || performance.now() > deadline) {
      await stop()
      const reason = ended ? `ended with ${child.exitCode}` : `was not ready within ${READY_TIMEOUT_MS} ms`
      throw new Error(`the backend ${reason}:\n${output.join('').slice(-4_000)}`)
    }
    await pause(50)
  }
  return { url, presenceGrace, stop }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(2_000) })
    return response.ok
  } catch {
    return false
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
