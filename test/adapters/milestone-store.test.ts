// The milestone store on its engines.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { positionOf } from '../../commands/event.ts'
import { openMongoMilestoneStore } from '../../src/milestone-store/mongo.ts'
import { openSqliteMilestoneStore } from '../../src/milestone-store/sqlite.ts'
import { systemTime } from '../../src/support/time.ts'
import { milestoneStoreContract } from '../contract/milestone-store.ts'
import { engineFromEnv, installed } from '../support/engines.ts'
import { ferret, secantus } from '../support/mongo-servers.ts'

const makeFolder = () => mkdtemp(join(tmpdir(), 'rostrum-past-'))

milestoneStoreContract('SQLite', async () => {
  const folder = await makeFolder()
  return {
    open: async format => openSqliteMilestoneStore(join(folder, 'new', 'past.db'), format, systemTime),
    remove: () => rm(folder, { recursive: true }),
  }
})

for (const kind of [ferret, secantus])
  installed(kind.missing(), `the milestone store on ${kind.name}`, () =>
    milestoneStoreContract(kind.name, async () => {
      const server = await kind.start()
      return {
        open: format => openMongoMilestoneStore({ url: server.url, name: 'test', format, timeoutMs: 30_000 }),
        remove: () => server.remove(),
      }
    }),
  )

engineFromEnv('TEST_READ_STORE_URL', 'the milestone store on a real MongoDB', url =>
  milestoneStoreContract('MongoDB', async () => {
    const run = randomUUID()
    return {
      open: format => openMongoMilestoneStore({ url, name: 'test', format: `${format} ${run}` }),
      remove: async () => {},
    }
  }),
)

test('replaces a damaged file, and leaves the database of another program alone', async t => {
  const folder = await makeFolder()
  t.after(() => rm(folder, { recursive: true }))
  const damaged = join(folder, 'damaged.db')
  await writeFile(damaged, 'no database at all, but longer than the heading of one: '.repeat(40))
  const store = openSqliteMilestoneStore(damaged, 'one', systemTime)
  await store.saveCheckpoint(positionOf(3))
  assert.equal(await store.checkpoint(), positionOf(3))
  await store.close()

  const foreign = join(folder, 'foreign.db')
  const db = new DatabaseSync(foreign)
  db.exec('CREATE TABLE about (name TEXT)')
  db.close()
  assert.throws(() => openSqliteMilestoneStore(foreign, 'one', systemTime), /not a milestone store/)
  const again = new DatabaseSync(foreign)
  assert.equal(again.prepare('SELECT count(*) AS n FROM sqlite_schema').get()!.n, 1)
  again.close()
})
