// The contracts on the real engines: npm run test:containers.

import { after, test } from 'node:test'
import type { Bus } from '../../src/bus/bus.ts'
import { openNatsBus } from '../../src/bus/nats.ts'
import { openEventStoreDb } from '../../src/event-log/event-store-db.ts'
import { openMongoMilestoneStore } from '../../src/milestone-store/mongo.ts'
import { openMongoReadStore } from '../../src/read-store/mongo.ts'
import { systemTime } from '../../src/support/time.ts'
import { busContract } from '../contract/bus.ts'
import { eventLogContract } from '../contract/event-log.ts'
import { milestoneStoreContract } from '../contract/milestone-store.ts'
import { readStoreContract } from '../contract/read-store.ts'
import { dockerMissing, startRealEngines } from '../support/containers.ts'
import { explainLists, profileScenarios } from '../support/explain.ts'

const missing = await dockerMissing()
if (missing === null) await contracts()
else
  test('the contracts on the real engines', () => {
    throw new Error(missing)
  })

async function contracts(): Promise<void> {
  const { eventLogUrl, readStoreUrl, busUrl, stop } = await startRealEngines()
  after(stop)
  const remove = async () => {}

  eventLogContract('EventStoreDB', async () => ({
    survivesClose: true,
    checkpointEvery: 32,
    remove,
    open: () => openEventStoreDb({ time: systemTime, url: eventLogUrl, timeoutMs: 30_000 }),
  }))

  readStoreContract('MongoDB', async () => ({
    open: () => openMongoReadStore({ time: systemTime, url: readStoreUrl, name: 'test' }),
    remove,
  }))
  milestoneStoreContract('MongoDB', async () => ({
    open: form => openMongoMilestoneStore({ url: readStoreUrl, name: 'test', format: form }),
    remove,
  }))
  explainLists(readStoreUrl)
  profileScenarios(readStoreUrl)

  busContract('NATS', async () => {
    const opened: Bus[] = []
    let errors = 0
    const logger = { info() {}, warn: () => void errors++ }
    return {
      async open() {
        const bus = await openNatsBus({ time: systemTime, url: busUrl, name: 'test', logger })
        opened.push(bus)
        return bus
      },
      errors: () => errors,
      async remove() {
        for (const bus of opened) await bus.close()
      },
    }
  })
}
