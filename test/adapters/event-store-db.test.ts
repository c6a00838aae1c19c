// The event log over EventStoreDB's protocol, played by a server in this process; and on a real one where it is named.

import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { systemTime } from '../../src/support/time.ts'
import { eventLogContract } from '../contract/event-log.ts'
import { engineFromEnv } from '../support/engines.ts'
import { startEsdb } from '../support/esdb/server.ts'

/** The server looks at so many events between two checkpoints. */
const checkpointEvery = 32
const timeout = 30_000

eventLogContract("EventStoreDB's protocol", async () => {
  const server = await startEsdb()
  return {
    survivesClose: true,
    checkpointEvery,
    open: () => openEventStoreDb({ time: systemTime, url: server.url, timeoutMs: timeout }),
    remove: () => server.stop(),
  }
})

engineFromEnv('TEST_EVENT_LOG_URL', 'the event log on a real EventStoreDB', url =>
  eventLogContract('EventStoreDB', async () => ({
    survivesClose: true,
    checkpointEvery,
    open: () => openEventStoreDb({ time: systemTime, url, timeoutMs: timeout }),
    remove: async () => {},
  })),
)
