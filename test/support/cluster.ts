// External engines for the tests, each a process of its own that can be killed and started again, and processes of ours
// that share them.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { ferret, type MongoServerKind } from './mongo-servers.ts'
import { natsMissing, startNats } from './nats-server.ts'
import { type Overrides, type ServerProcess, startProcess } from './server.ts'
import { freePort, startServer, type TestServer } from './servers.ts'

/** Null if they are installed, otherwise the reason why tests on external engines cannot run. */
export const enginesMissing = (mongo: MongoServerKind = ferret) => natsMissing() ?? mongo.missing()

export type EngineProcess = 'eventLog' | 'readStore' | 'bus'

export type EngineProcesses = Readonly<Record<EngineProcess, TestServer>> & {
  /** Names them all. */
  readonly env: Overrides
}

export type ClusterRole = 'all' | 'api' | 'edge' | 'projector' | 'sound'

export type Cluster = {
  readonly engines: EngineProcesses
  /** One more process; ready when it resolves. */
  start(role: ClusterRole, overrides?: Overrides): Promise<ServerProcess>
}

export async function startEngines(
  t: Pick<TestContext, 'after'>,
  mongo: MongoServerKind = ferret,
): Promise<EngineProcesses> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-engines-'))
  const port = await freePort()
  const main = resolve(import.meta.dirname, 'esdb/main.ts')
  const [eventLog, readStore, bus] = await Promise.all([
    startServer({
      command: process.execPath,
      args: [main, String(port), join(folder, 'events.ndjson')],
      ready: /listens at/,
    }),
    mongo.start(),
    startNats(),
  ])
  t.after(async () => {
    await Promise.all([eventLog.kill(), readStore.remove(), bus.kill()])
    await rm(folder, { recursive: true, force: true })
  })
  const env = {
    EVENT_LOG_URL: `esdb://127.0.0.1:${port}?tls=false`,
    READ_STORE_URL: readStore.url,
    BUS_URL: bus.url,
    // One folder for all: they sign in by the same secret.
    DATA_DIR: folder,
  }
  return { eventLog, readStore, bus, env }
}

export async function startCluster(t: Pick<TestContext, 'after'>, mongo?: MongoServerKind): Promise<Cluster> {
  const engines = await startEngines(t, mongo)
  return {
    engines,
    start: (ROLE, overrides = {}) =>
      startProcess(t, { ...engines.env, SOUND_URL: 'none:', ...overrides, ROLE }),
  }
}
