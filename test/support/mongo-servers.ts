// Servers that speak MongoDB's protocol to the real driver, started by the tests. FerretDB over SQLite (.ci/ferret) is
// quick. SecantusDB over WiredTiger (.ci/secantus) checks a condition again when it writes and keeps zero characters.
// What neither can show is left to the server in TEST_READ_STORE_URL.

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lacks } from '../contract/stores.ts'
import { freePort, type PeerOptions, startServer, type TestServer } from './servers.ts'

export type MongoServer = TestServer & {
  readonly url: string
  /** Kills it and removes its folder. */
  remove(): Promise<void>
}

export type MongoServerKind = {
  readonly name: string
  /** Null if it is installed, otherwise the reason why the tests that need it cannot run. */
  missing(): string | null
  start(): Promise<MongoServer>
  /** What it does not do as MongoDB does. */
  readonly lacks: Lacks
}

/** Where `.ci/run` puts the servers. */
const INSTALLED = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rostrum')
const FERRET = join(INSTALLED, 'ferret')
const SECANTUS = join(INSTALLED, 'secantus')

export const ferret: MongoServerKind = {
  name: 'FerretDB',
  missing: () =>
    reason(
      FERRET,
      process.env.TEST_WITHOUT_FERRET,
      'FerretDB is not built',
      `with Go: cd .ci/ferret && CGO_ENABLED=0 go build -tags ferretdb_no_postgresql -o ${FERRET} .`,
    ),
  start: () =>
    start((port, folder) => ({
      command: FERRET,
      args: [`127.0.0.1:${port}`, folder],
      ready: /mongodb:\/\//,
    })),
  lacks: {
    nul: 'FerretDB rejects zero characters: tested on SecantusDB',
    race: 'FerretDB does not check the condition again when it writes: tested on SecantusDB',
    size: 'FerretDB scans all documents for each write',
  },
}

export const secantus: MongoServerKind = {
  name: 'SecantusDB',
  missing: () =>
    reason(
      join(SECANTUS, 'bin', 'secantusd-py'),
      process.env.TEST_WITHOUT_SECANTUS,
      'SecantusDB is not installed',
      `with Python: python3 -m venv ${SECANTUS} && ${SECANTUS}/bin/pip install --require-hashes -r .ci/secantus/requirements.txt`,
    ),
  start: () =>
    start((port, folder) => ({
      command: join(SECANTUS, 'bin', 'secantusd-py'),
      args: ['--host', '127.0.0.1', '--port', String(port), '--storage-path', folder, '--cache-size', '64M'],
      ready: /listening on/,
    })),
  lacks: {},
}

function reason(file: string, known: string | undefined, what: string, how: string): string | null {
  if (existsSync(file)) return null
  return known ? `${what}: ${known}` : `${what} (${how})`
}

async function start(options: (port: number, folder: string) => PeerOptions): Promise<MongoServer> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-mongo-'))
  const server = await startServer(options(port, folder))
  return {
    url: `mongodb://127.0.0.1:${port}/rostrum?directConnection=true`,
    ...server,
    async remove() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
