// FerretDB over SQLite (.ci/ferret): it speaks MongoDB's protocol to the real driver. It does not do all that MongoDB
// does; what it cannot show is left to the server that TEST_READ_STORE_URL names.

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startServer, type TestServer } from './servers.ts'

/** Where .ci/run builds it. */
const BINARY = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rostrum', 'ferret')

/** Null: it is there; else why the tests that need it cannot run. */
export function ferretMissing(): string | null {
  if (existsSync(BINARY)) return null
  const known = process.env.TEST_WITHOUT_FERRET
  if (known) return `FerretDB is not built: ${known}`
  return `FerretDB is not built (with Go: cd .ci/ferret && CGO_ENABLED=0 go build -tags ferretdb_no_postgresql -o ${BINARY} .)`
}

export type Ferret = TestServer & {
  readonly url: string
  /** Kills it and removes its folder. */
  remove(): Promise<void>
}

export async function startFerret(): Promise<Ferret> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-ferret-'))
  const server = await startServer({
    command: BINARY,
    args: [`127.0.0.1:${port}`, folder],
    ready: /mongodb:\/\//,
  })
  return {
    url: `mongodb://127.0.0.1:${port}/rostrum?directConnection=true`,
    ...server,
    async remove() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
