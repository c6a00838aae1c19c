// The scenarios on the real engines, by one process and by several: npm run test:containers.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { startBalancer } from '../support/balancer.ts'
import { dockerMissing, startRealEngines } from '../support/containers.ts'
import { type Overrides, type Server, startProcess, startServer } from '../support/server.ts'
import { scenarios } from './room-scenarios.ts'

const missing = await dockerMissing()
if (missing === null) {
  all('one process', async (t, env) => [await startServer(t, env)])
  all('two APIs, a gateway and two projectors', async (t, env) => {
    // The first makes the secret that all of them sign in by.
    const first = await startProcess(t, { ...env, ROLE: 'api' })
    const [second, gateway] = await Promise.all(
      ['api', 'edge', 'projector', 'projector'].map(ROLE => startProcess(t, { ...env, ROLE })),
    )
    const front = await startBalancer(t)
    front.urls.push(second!.url)
    front.gateways.push(gateway!.url)
    return [first, front]
  })
} else
  test('the scenarios on the real engines', () => {
    throw new Error(missing)
  })

function all(
  name: string,
  start: (t: TestContext, env: Overrides) => Promise<readonly Pick<Server, 'url'>[]>,
): void {
  suite(`scenarios on the real engines, ${name}`, () => {
    test('all of them', async t => {
      const engines = await startRealEngines()
      const folder = await mkdtemp(join(tmpdir(), 'rostrum-containers-'))
      t.after(async () => {
        await engines.stop()
        await rm(folder, { recursive: true, force: true })
      })
      const servers = await start(t, {
        EVENT_LOG_URL: engines.eventLogUrl,
        READ_STORE_URL: engines.readStoreUrl,
        BUS_URL: engines.busUrl,
        DATA_DIR: folder,
        // Short, so that a host who drops is not waited for.
        PRESENCE_GRACE_MS: '8000',
        RETURN_GRACE_MS: '8000',
      })
      const urls = servers.map(({ url }) => url)
      for (const [scenario, run] of Object.entries(scenarios)) await t.test(scenario, () => run(urls))
    })
  })
}
