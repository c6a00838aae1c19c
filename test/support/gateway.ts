// A gateway of a test's own: the real Janus.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import {
  type GatewayProcess,
  ownAddress,
  startGatewayProcess,
} from '../../src/audio-gateway/janus-process.ts'
import { systemTime } from '../../src/support/time.ts'
import { comeFirst } from './priority.ts'
import { silentLogger } from './silent-logger.ts'

/** Why there can be no sound on this machine; undefined: there can. For `test(…, { skip })`. */
export const noSound: string | undefined = ownAddress()
  ? undefined
  : 'this machine has no address but the loopback, where no gateway sends media'

// There .ci/run gives the tests a network of their own.
if (noSound !== undefined && process.env.CI) throw new Error(noSound)

export type TestGateway = GatewayProcess & {
  /** As it stands in SOUND_URL. */
  readonly name: string
  readonly folder: string
  readonly recordings: string
  /** `kill -9`; it starts again by itself. */
  kill(): void
}

export async function startTestGateway(
  t: Pick<TestContext, 'after'>,
  name = 'one',
  secret?: string,
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-sound-'))
  const recordings = join(folder, 'recordings')
  const process_ = await startGatewayProcess({
    time: systemTime,
    name,
    folder: join(folder, 'sound'),
    recordings,
    address: null,
    publicAddress: null,
    ports: '20000-39999',
    path: process.env.PATH ?? '',
    logger: silentLogger,
    ...(secret !== undefined && { secret }),
  })
  if (!process_) throw new Error('no janus is installed: apt-get install janus')
  comeFirst(process_.pid!)
  t.after(async () => {
    await process_.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const port = (url: string) => new URL(url).port
  return Object.assign(Object.create(process_) as GatewayProcess, {
    name: `//127.0.0.1:${port(process_.url)}?admin=${port(process_.adminUrl)}`,
    folder,
    recordings,
    kill: () => void process.kill(process_.pid!, 'SIGKILL'),
  })
}
