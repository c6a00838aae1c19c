// A real TURN server with the settings of docs/operations/sound.md.

import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { ownAddress } from '../../src/audio-gateway/own-addresses.ts'
import { freePort, startServer } from './servers.ts'

/** Why the tests that need a TURN server cannot run; null: they can. */
export function turnMissing(): string | null {
  const found = spawnSync('turnserver', ['--version']).error === undefined
  return found ? null : 'turnserver is not installed (Debian: apt-get install coturn)'
}

/** Starts a relay to gateways on this machine's own address only. Resolves to its URL for `ICE_URLS`. */
export async function startTurn(t: Pick<TestContext, 'after'>, secret: string): Promise<string> {
  const address = ownAddress()!
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-turn-'))
  const file = join(folder, 'relay.conf')
  await writeFile(file, configurationOf({ folder, address, port, secret }), { mode: 0o600 })
  const server = await startServer({
    command: 'turnserver',
    args: ['-c', file],
    ready: /SQLite DB connection success/,
  })
  t.after(async () => {
    await server.kill()
    await rm(folder, { recursive: true, force: true })
  })
  return `turn:${address}:${port}?transport=udp`
}

type RelayOptions = {
  readonly folder: string
  readonly address: string
  readonly port: number
  readonly secret: string
}

const configurationOf = ({ folder, address, port, secret }: RelayOptions) => `log-file=stdout
simple-log
no-cli
no-tls
no-dtls
userdb=${join(folder, 'users')}
pidfile=${join(folder, 'pid')}
listening-ip=${address}
listening-port=${port}
relay-ip=${address}
min-port=40000
max-port=40999
use-auth-secret
static-auth-secret=${secret}
realm=rostrum
fingerprint
no-multicast-peers
denied-peer-ip=0.0.0.0-255.255.255.255
allowed-peer-ip=${address}
`
