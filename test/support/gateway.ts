// A real Janus gateway for a test.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type JanusProcess, startJanusProcess } from '../../src/audio-gateway/janus-process.ts'
import { ownAddress } from '../../src/audio-gateway/own-addresses.ts'
import { systemTime } from '../../src/support/time.ts'
import { raisePriority } from './priority.ts'

/** Logs nothing. */
export const gatewayLogger = { debug() {}, info() {}, warn() {}, error() {} }

/** Why there can be no sound on this machine; undefined: there can. For `test(…, { skip })`. */
export const noSoundReason: string | undefined = ownAddress()
  ? undefined
  : 'this machine has no address but the loopback, where no gateway sends media'

// In CI, .ci/run gives the tests a network of their own.
if (noSoundReason !== undefined && process.env.CI) throw new Error(noSoundReason)

export type TestGateway = Pick<JanusProcess, 'url' | 'adminUrl' | 'secret' | 'pid' | 'stop'> & {
  /** The gateway as SOUND_URL names it, without the scheme. */
  readonly name: string
  readonly folder: string
  readonly recordings: string
  /** Kills it with SIGKILL. It starts again by itself. */
  kill(): void
}

/** Starts a gateway that is stopped after the test. */
export async function startTestGateway(
  t: Pick<TestContext, 'after'>,
  name = 'one',
  secret?: string,
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-sound-'))
  const recordings = join(folder, 'recordings')
  const janus = await startJanusProcess({
    name,
    folder: join(folder, 'sound'),
    recordings,
    address: null,
    publicAddress: null,
    ports: '20000-39999',
    path: process.env.PATH ?? '',
    logger: gatewayLogger,
    time: systemTime,
    ...(secret !== undefined && { secret }),
  })
  if (!janus) throw new Error('no janus is installed: apt-get install janus')
  raisePriority(janus.pid!)
  t.after(async () => {
    await janus.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const port = (url: string) => new URL(url).port
  return {
    name: `//127.0.0.1:${port(janus.url)}?admin=${port(janus.adminUrl)}`,
    folder,
    recordings,
    secret: janus.secret,
    get url() {
      return janus.url
    },
    get adminUrl() {
      return janus.adminUrl
    },
    get pid() {
      return janus.pid
    },
    stop: () => janus.stop(),
    kill: () => void process.kill(janus.pid!, 'SIGKILL'),
  }
}
