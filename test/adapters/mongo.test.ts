// The read store on MongoDB's protocol: on FerretDB if it is built, and on the server in TEST_READ_STORE_URL.

import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { systemTime } from '../../src/support/time.ts'
import { readStoreContract } from '../contract/read-store.ts'
import { engineFromEnv, installed } from '../support/engines.ts'
import { explainLists, profileScenarios } from '../support/explain.ts'
import { ferretMissing, startFerret } from '../support/ferret.ts'

installed(ferretMissing(), 'the read store on FerretDB', () =>
  readStoreContract('FerretDB', async () => {
    const server = await startFerret()
    return {
      open: () => openMongoReadStore({ time: systemTime, url: server.url, name: 'test', timeoutMs: 30_000 }),
      remove: () => server.remove(),
      lacks: {
        nul: 'FerretDB rejects zero characters: tested on MongoDB',
        race: 'FerretDB does not check the condition again when it writes: tested on MongoDB',
        size: 'FerretDB scans all documents for each write',
      },
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
