// The read store on MongoDB's protocol: on FerretDB and SecantusDB if they are installed, and on the server in
// TEST_READ_STORE_URL.

import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { systemTime } from '../../src/support/time.ts'
import { readStoreContract } from '../contract/read-store.ts'
import { engineFromEnv, installed } from '../support/engines.ts'
import { explainLists, profileScenarios } from '../support/explain.ts'
import { ferret, secantus } from '../support/mongo-servers.ts'

for (const kind of [ferret, secantus])
  installed(kind.missing(), `the read store on ${kind.name}`, () =>
    readStoreContract(kind.name, async () => {
      const server = await kind.start()
      return {
        open: () =>
          openMongoReadStore({ time: systemTime, url: server.url, name: 'test', timeoutMs: 30_000 }),
        remove: () => server.remove(),
        lacks: kind.lacks,
      }
    }),
  )

engineFromEnv('TEST_READ_STORE_URL', 'the read store on a real MongoDB', url => {
  readStoreContract('MongoDB', async () => ({
    open: () => openMongoReadStore({ time: systemTime, url, name: 'test' }),
    remove: async () => {},
  }))
  explainLists(url)
  profileScenarios(url)
})
