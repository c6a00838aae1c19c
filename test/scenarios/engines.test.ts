// The same scenarios on every shape of the system.

import { suite, test } from 'node:test'
import { startBalancer } from '../support/balancer.ts'
import { enginesMissing, startCluster } from '../support/cluster.ts'
import { installed } from '../support/engines.ts'
import { secantus } from '../support/mongo-servers.ts'
import { type Server, startServer } from '../support/server.ts'
import { sendConcurrently } from './concurrent-commands.ts'
import { scenarios } from './room-scenarios.ts'

/**
 * Ten people on four processes and three engines, on two cores that other tests use, may take a while to follow, and a
 * room may take a while to be shown.
 */
const GRACE = {
  PRESENCE_GRACE_MS: '25000',
  RETURN_GRACE_MS: '25000',
  MUTATION_WAIT_MS: '20000',
  SOUND_URL: 'none:',
}

function all(
  name: string,
  start: (t: Parameters<typeof startCluster>[0]) => Promise<readonly Pick<Server, 'url'>[]>,
) {
  suite(`scenarios on ${name}`, () => {
    // Side by side: each has a room of its own, and one waits for a grace.
    test('every scenario', { concurrency: true }, async t => {
      const urls = (await start(t)).map(server => server.url)
      await Promise.all(Object.entries(scenarios).map(([scenario, run]) => t.test(scenario, () => run(urls))))
      await t.test('many people send concurrent commands to one room from two devices each', () =>
        sendConcurrently(urls),
      )
    })
  })
}

all('the embedded engines', async t => [await startServer(t, GRACE)])

installed(enginesMissing(), 'scenarios on external engines', () => {
  all('external engines, in one process', async t => {
    const { engines } = await startCluster(t)
    return [await startServer(t, { ...engines.env, ...GRACE })]
  })

  installed(secantus.missing(), 'scenarios on SecantusDB', () =>
    all('EventStoreDB, NATS and SecantusDB, in one process', async t => {
      const { engines } = await startCluster(t, secantus)
      return [await startServer(t, { ...engines.env, ...GRACE })]
    }),
  )

  all('external engines, two APIs, a gateway and two projectors, each a process of its own', async t => {
    const cluster = await startCluster(t)
    // The first makes the secret that all of them sign in by.
    const first = await cluster.start('api', GRACE)
    const [second, gateway] = await Promise.all(
      (['api', 'edge', 'projector', 'projector'] as const).map(role => cluster.start(role, GRACE)),
    )
    // As the balancer of docker-compose.production.yml: sockets are led to the gateway.
    const front = await startBalancer(t)
    front.urls.push(second!.url)
    front.gateways.push(gateway!.url)
    return [first, front]
  })
})
